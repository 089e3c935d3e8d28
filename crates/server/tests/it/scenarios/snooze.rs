//! Tickets that are snoozed: until when, what ends it, and who learns of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::harness::{Setup, TestServer, order::Case, people::Client};

fn path(case: &Case) -> String {
    format!("/crm/tickets/{}/snooze", case.order.ticket)
}

async fn ticket(of: &Client, case: &Case) -> Value {
    of.get(&format!("/crm/tickets/{}", case.order.ticket)).await.ok()
}

async fn listed(of: &Client, query: &str) -> u64 {
    of.get(&format!("/crm/tickets/my?{query}")).await.ok()["total"].as_u64().unwrap()
}

async fn say(of: &Client, case: &Case, channel: &str, text: &str) {
    let body = json!({ "text": text, "channel_type": channel });
    of.post(&format!("/crm/tickets/{}/messages", case.order.ticket), body).await.ok();
}

fn in_hours(server: &TestServer, hours: i64) -> DateTime<Utc> {
    server.clock.now() + TimeDelta::hours(hours)
}

on_each_database!(a_ticket_is_put_aside_until_a_time, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    say(&case.brand, &case, "brand_agent", "hello?").await;
    assert_eq!(listed(&case.agent, "snoozed=false").await, 1);
    let counts = case.agent.get("/crm/tickets/counts").await.ok();
    assert_eq!(counts["mine"], json!({ "open": 1, "unread": 1, "waiting": 1, "snoozed": 0 }));
    let until = server.clock.now() + TimeDelta::minutes(4);
    let put_aside = case.agent.put(&path(&case), json!({ "until": until })).await.ok();
    let snoozed = &put_aside["snoozed"];
    assert_eq!(
        (&snoozed["until"], &snoozed["by"]["public_id"]),
        (&json!(until), &json!(case.agent.public_id))
    );
    assert_eq!(
        (listed(&case.agent, "snoozed=false").await, listed(&case.agent, "snoozed=true").await),
        (0, 1)
    );
    assert_eq!(listed(&case.agent, "").await, 1, "who does not ask sees all");
    let counts = case.agent.get("/crm/tickets/counts").await.ok();
    assert_eq!(counts["mine"], json!({ "open": 0, "unread": 0, "waiting": 0, "snoozed": 1 }));
    // What its agent says, in a channel or a note, ends nothing.
    say(&case.agent, &case, "brand_agent", "tomorrow").await;
    case.agent
        .post(&format!("/crm/tickets/{}/notes", case.order.ticket), json!({ "text": "zzz" }))
        .await
        .ok();
    server.clock.advance(TimeDelta::minutes(3));
    server.end_snoozes().await;
    assert_ne!(ticket(&case.agent, &case).await.get("snoozed"), None);
    server.clock.advance(TimeDelta::minutes(1));
    // Over as soon as its time has come; the agent is told when it is noticed.
    assert_eq!(ticket(&case.agent, &case).await.get("snoozed"), None);
    assert_eq!(listed(&case.agent, "snoozed=false").await, 1);
    server.end_snoozes().await;
    let told = case.agent_socket.next_where("notification", |news| news["type"] == "snooze_over").await;
    assert_eq!(told["data"], json!({ "ticket_id": case.order.ticket }));
    server.end_snoozes().await;
    case.agent_socket.settled().await;
    let again = case.agent_socket.all("notification");
    assert_eq!(again.iter().filter(|news| news["type"] == "snooze_over").count(), 1, "told once");
});

on_each_database!(a_party_that_writes_ends_a_snooze, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    for (party, channel) in [(&case.brand, "brand_agent"), (&case.creator, "creator_agent")] {
        // Until a party writes, and until a time that is far away.
        for body in [json!({}), json!({ "until": in_hours(&server, 1_000) })] {
            case.agent.put(&path(&case), body).await.ok();
            server.end_snoozes().await;
            assert_ne!(ticket(&case.agent, &case).await.get("snoozed"), None);
            say(party, &case, channel, "one more thing").await;
            assert_eq!(ticket(&case.agent, &case).await.get("snoozed"), None);
            assert_eq!(listed(&case.agent, "snoozed=false").await, 1);
        }
    }
    server.end_snoozes().await;
    case.agent_socket.next_where("notification", |news| news["type"] == "snooze_over").await;
});

on_each_database!(parties_never_learn_of_a_snooze, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let brand = case.brand.socket().await;
    // The party is seen to be there from here on.
    brand.settled().await;
    let before = ticket(&case.brand, &case).await;
    case.agent.put(&path(&case), json!({ "until": in_hours(&server, 1) })).await.ok();
    assert_eq!(case.agent_socket.next("ticket_updated").await["ticket_id"], case.order.ticket);
    assert_eq!(ticket(&case.brand, &case).await, before);
    case.agent.delete(&path(&case)).await.ok();
    brand.settled().await;
    let heard = brand.everything();
    assert!(
        heard.iter().all(|event| !event.contains("ticket_updated") && !event.contains("snooze")),
        "{heard:?}"
    );
    for client in [&case.brand, &case.creator] {
        client.put(&path(&case), json!({})).await.refused(403, "FORBIDDEN");
        client.delete(&path(&case)).await.refused(403, "FORBIDDEN");
    }
    let stranger = server.brand("b9").await;
    stranger.put(&path(&case), json!({})).await.refused(404, "NOT_FOUND");
    server.host().put(&path(&case), json!({})).await.refused(403, "FORBIDDEN");
});

on_each_database!(what_else_ends_a_snooze, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let other = server.staff("agent", "Omar Other").await;
    other.put(&path(&case), json!({})).await.refused(403, "FORBIDDEN");
    case.agent.put(&path(&case), json!({})).await.ok();
    assert_eq!(case.agent.delete(&path(&case)).await.ok().get("snoozed"), None);
    case.agent.delete(&path(&case)).await.ok();
    // Resolved, closed: there is nothing to come back to.
    for status in ["resolved", "closed"] {
        case.agent
            .put(&format!("/crm/tickets/{}/status", case.order.ticket), json!({ "status": "open" }))
            .await
            .ok();
        case.agent.put(&path(&case), json!({})).await.ok();
        let ended = json!({ "status": status });
        let ended = case.agent.put(&format!("/crm/tickets/{}/status", case.order.ticket), ended).await.ok();
        assert_eq!(ended.get("snoozed"), None);
        case.agent.put(&path(&case), json!({})).await.refused(409, "CONFLICT");
    }
    case.agent
        .put(&format!("/crm/tickets/{}/status", case.order.ticket), json!({ "status": "open" }))
        .await
        .ok();
    case.agent.put(&path(&case), json!({})).await.ok();
    let to = json!({ "agent_id": other.id });
    let moved = server.root().put(&format!("/crm/tickets/{}/reassign", case.order.ticket), to).await.ok();
    assert_eq!(moved.get("snoozed"), None, "the next one did not plan it");
    for bad in [json!(in_hours(&server, -1)), json!(server.clock.now()), json!(in_hours(&server, 24 * 367))] {
        other.put(&path(&case), json!({ "until": bad })).await.refused(422, "INVALID");
    }
    other.put(&path(&case), json!({ "until": "tomorrow" })).await.refused(422, "INVALID");
    let written =
        server.root().get(&format!("/support/activity?subject=ticket:{}", case.order.ticket)).await.ok();
    let actions: Vec<_> =
        written["items"].as_array().unwrap().iter().map(|one| one["action"].clone()).collect();
    assert!(
        actions.contains(&json!("ticket.snoozed")) && actions.contains(&json!("ticket.woken")),
        "{actions:?}"
    );
});
