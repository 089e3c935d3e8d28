//! What an inbox shows: who waits, what is unread, in which order, and how many there are.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Order, Setup, TestServer, people::Person};

async fn ids(person: &Person, query: &str) -> Vec<i64> {
    let page = person.get(&format!("/crm/tickets/my?view=overview&{query}")).await.ok();
    let ids: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect();
    assert_eq!(page["total"], ids.len(), "{query}");
    ids
}

async fn say(person: &Person, order: &Order, channel_type: &str, text: &str) -> Value {
    let body = json!({ "text": text, "channel_type": channel_type });
    person.post(&format!("/crm/tickets/{}/messages", order.ticket), body).await.ok()["message"].clone()
}

async fn ticket(person: &Person, order: &Order) -> Value {
    person.get(&format!("/crm/tickets/{}", order.ticket)).await.ok()
}

fn channel<'a>(ticket: &'a Value, which: &str) -> &'a Value {
    ticket["channels"].as_array().unwrap().iter().find(|one| one["channel_type"] == which).unwrap()
}

on_each_database!(a_party_waits_from_its_first_unanswered_message_on, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let (agent, order) = (&case.agent, &case.order);
    assert_eq!(ticket(agent, order).await["waiting_since"], Value::Null);
    let first = say(&case.brand, order, "brand_agent", "hello?").await;
    server.clock.advance(TimeDelta::minutes(5));
    say(&case.brand, order, "brand_agent", "anybody there?").await;
    let creators = say(&case.creator, order, "creator_agent", "me too").await;
    let seen = ticket(agent, order).await;
    assert_eq!(seen["waiting_since"], first["created_at"]);
    assert_eq!(channel(&seen, "brand_agent")["waiting_since"], first["created_at"]);
    assert_eq!(channel(&seen, "creator_agent")["waiting_since"], creators["created_at"]);
    assert_eq!(seen["notes_channel"], format!("ticket_{}_notes", order.ticket));
    // A party learns nothing of the other one's waiting, nor of notes.
    let partys = ticket(&case.creator, order).await;
    assert_eq!(partys["waiting_since"], Value::Null);
    assert_eq!(partys.get("notes_channel"), None);
    say(agent, order, "brand_agent", "I am here").await;
    let seen = ticket(agent, order).await;
    assert_eq!(channel(&seen, "brand_agent")["waiting_since"], Value::Null);
    assert_eq!(seen["waiting_since"], creators["created_at"]);
    // A note is no answer, what was taken back needs none.
    agent.post(&format!("/crm/tickets/{}/notes", order.ticket), json!({ "text": "busy" })).await.ok();
    assert_eq!(ticket(agent, order).await["waiting_since"], creators["created_at"]);
    case.creator.delete(&format!("/messages/{}", creators["id"].as_str().unwrap())).await.is(204);
    assert_eq!(ticket(agent, order).await["waiting_since"], Value::Null);
    // Nobody waits where nobody may write.
    say(&case.brand, order, "brand_agent", "one more thing").await;
    assert_ne!(ticket(agent, order).await["waiting_since"], Value::Null);
    agent.put(&format!("/crm/tickets/{}/status", order.ticket), json!({ "status": "closed" })).await.ok();
    let seen = ticket(agent, order).await;
    assert_eq!(seen["waiting_since"], Value::Null);
    assert_eq!(channel(&seen, "brand_agent")["waiting_since"], Value::Null);
    assert!(ids(agent, "waiting=true").await.is_empty());
});

async fn three(server: &TestServer) -> ([Order; 3], Person, Person) {
    let (agent, socket) = server.agent_at_work("Asha Agent", json!({ "team": "north" })).await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        server.clock.advance(TimeDelta::minutes(1));
        orders.push(server.order("b1", "c1").await);
    }
    drop(socket);
    (orders.try_into().unwrap(), agent, server.brand("b1").await)
}

on_each_database!(
    lists_are_filtered_and_sorted_by_what_wants_attention,
    Setup::with_manual_clock(),
    |server| {
        let ([a, b, c], agent, brand) = three(&server).await;
        let creator = server.creator("c1").await;
        for (person, order, channel) in [(&creator, &b, "creator_agent"), (&brand, &a, "brand_agent")] {
            server.clock.advance(TimeDelta::minutes(1));
            say(person, order, channel, "hello").await;
        }
        server.clock.advance(TimeDelta::minutes(1));
        say(&agent, &c, "brand_agent", "welcome").await;
        assert_eq!(ids(&agent, "sort=waiting_desc").await, [b.ticket, a.ticket, c.ticket]);
        assert_eq!(ids(&agent, "sort=activity_desc").await, [c.ticket, a.ticket, b.ticket]);
        assert_eq!(ids(&agent, "waiting=true&sort=waiting_desc").await, [b.ticket, a.ticket]);
        assert_eq!(ids(&agent, "waiting=false").await, [c.ticket]);
        assert_eq!(ids(&agent, "unread=true&sort=created_asc").await, [a.ticket, b.ticket]);
        let seen = format!("/messages/conversations/{}/seen", a.brand_channel);
        agent.post(&seen, json!({})).await.ok();
        assert_eq!(ids(&agent, "unread=true").await, [b.ticket]);
        assert_eq!(ids(&agent, "unread=false&sort=created_asc").await, [a.ticket, c.ticket]);
        // To somebody else it is unread all the same.
        let root = server.root();
        assert_eq!(ids(root, "unread=true&sort=created_asc").await, [a.ticket, b.ticket, c.ticket]);
        let status = json!({ "status": "in_progress" });
        agent.put(&format!("/crm/tickets/{}/status", a.ticket), status).await.ok();
        agent.put(&format!("/crm/tickets/{}/priority", b.ticket), json!({ "priority": "urgent" })).await.ok();
        agent.put(&format!("/crm/tickets/{}/priority", c.ticket), json!({ "priority": "low" })).await.ok();
        assert_eq!(ids(&agent, "status=in_progress").await, [a.ticket]);
        assert_eq!(
            ids(&agent, "status=open,in_progress&sort=created_asc").await,
            [a.ticket, b.ticket, c.ticket]
        );
        assert_eq!(ids(&agent, "priority=urgent,low&sort=created_asc").await, [b.ticket, c.ticket]);
        assert_eq!(ids(&agent, "status=&priority=&team=&unread=").await.len(), 3);
        assert_eq!(ids(&agent, "team=north").await.len(), 3);
        assert!(ids(&agent, "team=south").await.is_empty());
        let all = root.get("/crm/tickets?status=open,closed&waiting=true").await.ok();
        assert_eq!(all["total"], 1);
        for bad in ["status=open,ajar", "priority=very", "unread=perhaps", "waiting=1", "sort=newest"] {
            agent.get(&format!("/crm/tickets/my?{bad}")).await.refused(422, "INVALID");
        }
    }
);

on_one_node!(counts_say_what_the_lists_would, Setup::with_manual_clock(), |server| {
    let ([a, b, c], agent, brand) = three(&server).await;
    for order in [&a, &b, &c] {
        say(&brand, order, "brand_agent", "hello").await;
    }
    say(&agent, &a, "brand_agent", "hello").await;
    agent.post(&format!("/messages/conversations/{}/seen", a.brand_channel), json!({})).await.ok();
    agent.put(&format!("/crm/tickets/{}/status", b.ticket), json!({ "status": "resolved" })).await.ok();
    agent.put(&format!("/crm/tickets/{}/status", c.ticket), json!({ "status": "closed" })).await.ok();
    let count =
        |open, unread, waiting| json!({ "open": open, "unread": unread, "waiting": waiting, "snoozed": 0 });
    let (ours, none) = (count(1, 1, 1), count(0, 0, 0));
    assert_eq!(
        agent.get("/crm/tickets/counts").await.ok(),
        json!({ "mine": ours, "team": ours, "all": ours, "mentioned": 0 })
    );
    // Whoever has read nothing has two unread; a lead of another team lists none of them.
    let unread = count(1, 2, 1);
    let supervisor = server.staff("supervisor", "Sven Supervisor").await;
    assert_eq!(
        supervisor.get("/crm/tickets/counts").await.ok(),
        json!({ "mine": none, "team": none, "all": unread, "mentioned": 0 })
    );
    let lead = server.staff_with("team_lead", "Lena Lead", json!({ "team": "north" })).await;
    assert_eq!(
        lead.get("/crm/tickets/counts").await.ok(),
        json!({ "mine": none, "team": unread, "all": unread, "mentioned": 0 })
    );
    let other = server.staff_with("team_lead", "Olaf Other", json!({ "team": "south" })).await;
    assert_eq!(
        other.get("/crm/tickets/counts").await.ok(),
        json!({ "mine": none, "team": none, "all": none, "mentioned": 0 })
    );
    brand.get("/crm/tickets/counts").await.refused(403, "FORBIDDEN");
    server.host().get("/crm/tickets/counts").await.refused(403, "FORBIDDEN");
});

on_one_node!(conversations_of_a_ticket_bear_the_title_of_its_order, |server| {
    let case = server.case().await;
    for (person, count) in [(&case.brand, 1), (&case.creator, 1), (&case.agent, 3)] {
        let listed = person.get("/messages/conversations").await.ok();
        let items = listed["items"].as_array().unwrap();
        assert_eq!(items.len(), count, "{listed}");
        for item in items {
            assert!(item["order_title"].as_str().unwrap().starts_with("Order b1-c1-"), "{item}");
        }
    }
});

on_one_node!(the_tickets_of_a_brand_or_creator_are_listed, |server| {
    let (agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let mut orders = Vec::new();
    for (brand, creator) in [("b1", "c1"), ("b1", "c2"), ("b2", "c1")] {
        orders.push(server.order(brand, creator).await.ticket);
    }
    let (brand, creator) = (server.brand("b1").await, server.creator("c1").await);
    for (party, tickets) in [
        (brand.public_id.clone(), vec![orders[0], orders[1]]),
        (brand.id.to_string(), vec![orders[0], orders[1]]),
        (creator.public_id.clone(), vec![orders[0], orders[2]]),
        (agent.id.to_string(), vec![]),
        ("999999".to_owned(), vec![]),
        (String::new(), orders.clone()),
    ] {
        assert_eq!(ids(&agent, &format!("sort=created_asc&party={party}")).await, tickets, "{party}");
    }
    for bad in ["agent-1", "everybody", "brand-"] {
        agent.get(&format!("/crm/tickets/my?party={bad}")).await.refused(422, "INVALID");
    }
    // No way to learn of others: lists of tickets are for staff.
    brand.get(&format!("/crm/tickets/my?party={}", creator.public_id)).await.refused(403, "FORBIDDEN");
});

on_one_node!(words_are_found_whatever_their_letters, |server| {
    let (agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let order = server.order("b1", "c1").await;
    for (title, found, missed) in [
        ("Überraschung für ZOË", ["über", "ÜBERRASCHUNG", "zoë"], "uber"),
        ("ÉTÉ 2027", ["été", "Été", "ÉTÉ"], "ete"),
        ("Летний Ролик", ["летний", "ролик", "Ролик"], "зимний"),
        ("100% Reel_one", ["reel_", "100%", "REEL"], "reelx"),
    ] {
        server.host().patch(&format!("/orders/{}", order.id), json!({ "title": title })).await.ok();
        for q in found {
            let page = agent
                .client
                .send(agent.request(reqwest::Method::GET, "/crm/tickets/my").query(&[("q", q)]))
                .await;
            assert_eq!(page.ok()["total"], 1, "{q} in {title}");
        }
        let page = agent
            .client
            .send(agent.request(reqwest::Method::GET, "/crm/tickets/my").query(&[("q", missed)]))
            .await;
        assert_eq!(page.ok()["total"], 0, "{missed} in {title}");
    }
});
