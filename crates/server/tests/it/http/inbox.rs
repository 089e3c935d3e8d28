//! The inbox of staff: rows that follow what happens, views, pages, and who takes what.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Client, Socket, order::Case};

/// The row of a ticket, as soon as a list is told of one that fits.
async fn told(socket: &Socket, ticket: i64, fits: impl Fn(&Value) -> bool) -> Value {
    let row = |event: &Value| {
        let rows = event["cases"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == ticket && fits(row)).cloned()
    };
    row(&socket.next_where("cases_changed", |event| row(event).is_some()).await).unwrap()
}

async fn keys(of: &Client, query: &str) -> Vec<String> {
    let page = of.get(&format!("/inbox/cases?{query}")).await.ok();
    page["items"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect()
}

async fn say(who: &Client, channel: &str, text: &str) {
    let message = json!({ "conversation_id": channel, "message": text });
    who.post("/messages/send", message).await.ok();
}

on_each_database!(a_row_says_whose_turn_it_is_and_lists_are_told, |server| {
    let Case { brand, creator, agent, agent_socket: socket, order } = server.case().await;
    let path = format!("/inbox/cases/ticket/{}", order.ticket);
    let row = agent.get(&path).await.ok();
    assert_eq!(row["key"], format!("ticket-{}", order.ticket));
    assert_eq!(
        (&row["turn"]["of"], &row["last"], &row["is_open"]),
        (&json!("nobody"), &Value::Null, &json!(true))
    );
    let parties: Vec<_> = row["parties"].as_array().unwrap().iter().map(|party| &party["side"]).collect();
    assert_eq!(parties, ["brand", "creator"]);
    assert_eq!((&row["agent"]["id"], &row["team"]), (&json!(agent.id), &json!("north")));

    say(&brand, &order.brand_channel, "When does it go live?").await;
    let row = told(&socket, order.ticket, |row| row["turn"]["of"] == "us").await;
    assert_eq!(row["turn"]["who"], "brand");
    assert_eq!(
        (&row["last"]["text"], &row["last"]["side"]),
        (&json!("When does it go live?"), &json!("brand"))
    );
    assert_eq!(row["unread"], 0, "the event is the same for everyone");
    assert_eq!(agent.get(&path).await.ok()["unread"], 1);

    say(&agent, &order.brand_channel, "On Friday").await;
    let row = told(&socket, order.ticket, |row| row["turn"]["of"] == "brand").await;
    assert_eq!((&row["turn"]["who"], &row["last"]["text"]), (&Value::Null, &json!("On Friday")));

    // The earlier of two waits counts, and what is deleted counts no more.
    say(&creator, &order.creator_channel, "A question").await;
    told(&socket, order.ticket, |row| row["turn"]["who"] == "creator").await;
    let log = creator.get(&format!("/messages/conversations/{}/messages", order.creator_channel)).await.ok();
    let last = log["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    creator.delete(&format!("/messages/{last}")).await.is(204);
    let row = told(&socket, order.ticket, |row| row["turn"]["of"] == "brand").await;
    assert_eq!(row["last"]["text"], "On Friday");

    // Status, priority, labels and snoozes are on the row as well.
    let ticket = format!("/crm/tickets/{}", order.ticket);
    agent.put(&format!("{ticket}/priority"), json!({ "priority": "urgent" })).await.ok();
    told(&socket, order.ticket, |row| row["priority"] == "urgent").await;
    agent.put(&format!("{ticket}/snooze"), json!({})).await.ok();
    told(&socket, order.ticket, |row| row["is_snoozed"] == true).await;
    assert!(keys(&agent, "view=mine").await.is_empty());
    assert_eq!(keys(&agent, "view=snoozed").await.len(), 1);
    agent.delete(&format!("{ticket}/snooze")).await.ok();
    agent.put(&format!("{ticket}/status"), json!({ "status": "resolved" })).await.ok();
    let row = told(&socket, order.ticket, |row| row["status"] == "resolved").await;
    assert_eq!(row["is_open"], false);
    assert_eq!((keys(&agent, "").await.len(), keys(&agent, "view=done").await.len()), (0, 1));
    // A search over all views finds it as well; without words there is no such list.
    assert_eq!(
        keys(&agent, &format!("view=all&q={}", order.ticket)).await,
        [format!("ticket-{}", order.ticket)]
    );
    assert_eq!(keys(&agent, "view=all&q=no%20such%20words").await, [""; 0]);
    agent.get("/inbox/cases?view=all").await.is(422);
});

on_each_database!(views_and_their_counts_agree, |server| {
    let case = server.case().await;
    let (ann, _at_work) = server.agent_at_work("Ann", json!({ "team": "south" })).await;
    server.brand("b2").await;
    server.creator("c2").await;
    let theirs = server.order("b2", "c2").await;
    assert_eq!(theirs.agent, ann.id, "the least loaded");
    let lead = server.staff_with("team_lead", "Lena", json!({ "team": "south" })).await;
    let mine = format!("ticket-{}", case.order.ticket);
    let other = format!("ticket-{}", theirs.ticket);
    assert_eq!(keys(&case.agent, "").await, [mine.as_str()]);
    assert_eq!(keys(&lead, "").await, [""; 0]);
    assert_eq!(keys(&lead, "view=team").await, [other.as_str()]);
    assert_eq!(keys(&lead, "view=everyone").await.len(), 2);
    assert_eq!(keys(&lead, &format!("view=everyone&agent={}", ann.id)).await, [other.as_str()]);
    assert_eq!(keys(&lead, "view=everyone&team=north").await, [mine.as_str()]);
    assert_eq!(keys(&lead, "view=everyone&q=Brand%20b2").await, [other.as_str()]);
    assert_eq!(keys(&lead, "view=everyone&kind=session").await, [""; 0]);
    assert_eq!(keys(&lead, "view=everyone&kind=session&q=Brand%20b2").await, [""; 0]);
    assert_eq!(keys(&lead, "view=queue").await, [""; 0]);
    say(&case.brand, &case.order.brand_channel, "Hello?").await;
    told(&case.agent_socket, case.order.ticket, |row| row["turn"]["of"] == "us").await;
    assert_eq!(keys(&lead, "view=everyone&waiting=brand").await, [mine.as_str()]);
    assert_eq!(keys(&lead, "view=everyone&waiting=creator").await, [""; 0]);
    assert_eq!(keys(&lead, "view=everyone&unread=true").await, [mine.as_str()]);
    let note = json!({ "text": format!("@{} please look", "Lena") });
    case.agent.post(&format!("/crm/tickets/{}/notes", case.order.ticket), note).await.ok();
    assert_eq!(keys(&lead, "view=mentions").await, [mine.as_str()]);
    let counts = case.agent.get("/inbox/counts").await.ok();
    for (name, expected) in
        [("mine", 1), ("mine_waiting", 1), ("team", 1), ("everyone", 2), ("unassigned", 0)]
    {
        assert_eq!(counts[name], expected, "{name}");
    }
    assert_eq!(counts["kinds"], json!([{ "kind": "ticket", "count": 2 }]));
    assert_eq!(counts["queue"]["count"], 0);
    let counts = lead.get("/inbox/counts").await.ok();
    assert_eq!((&counts["mine"], &counts["team"], &counts["mentions"]), (&json!(0), &json!(1), &json!(1)));
});

on_each_database!(pages_follow_each_other_without_gap_or_overlap, |server| {
    let (agent, socket) = server.agent_at_work("Asha", json!({})).await;
    let (brand, _) = (server.brand("b1").await, server.creator("c1").await);
    let mut all = BTreeSet::new();
    for number in 0..7 {
        let order = server.order("b1", "c1").await;
        all.insert(format!("ticket-{}", order.ticket));
        if number % 3 == 0 {
            say(&brand, &order.brand_channel, "Hello").await;
            told(&socket, order.ticket, |row| row["turn"]["of"] == "us").await;
        }
        if number % 2 == 0 {
            let path = format!("/crm/tickets/{}/priority", order.ticket);
            agent.put(&path, json!({ "priority": "high" })).await.ok();
        }
    }
    for sort in ["turn", "newest", "created", "priority"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = agent.get(&format!("/inbox/cases?sort={sort}&limit=2&cursor={cursor}")).await.ok();
            seen.extend(
                page["items"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else { break };
            cursor = next.to_owned();
        }
        assert_eq!(seen, keys(&agent, &format!("sort={sort}")).await, "{sort}");
        assert_eq!(seen.len(), all.len(), "{sort}: {seen:?}");
        assert_eq!(seen.iter().cloned().collect::<BTreeSet<_>>(), all, "{sort}");
    }
    let first = agent.get("/inbox/cases?limit=3").await.ok();
    let turns: Vec<_> = first["items"].as_array().unwrap().iter().map(|row| &row["turn"]["of"]).collect();
    assert_eq!(turns, ["us", "us", "us"], "who waits comes first");
    for cursor in
        ["x", "1~2", "1~2~ticket~3~4", "1~2~order~3", "99999999~1~ticket~1", "1~9223372036854775807~ticket~1"]
    {
        agent.get(&format!("/inbox/cases?sort=newest&cursor={cursor}")).await.refused(422, "INVALID");
    }
    for bad in ["view=others", "sort=loud", "kind=order", "waiting=staff", "limit=0", "unread=maybe"] {
        agent.get(&format!("/inbox/cases?{bad}")).await.refused(422, "INVALID");
    }
});

on_each_database!(a_case_is_taken_over_and_transferred_by_whoever_may, |server| {
    let case = server.case().await;
    let colleague = server.staff_with("agent", "Cora", json!({ "team": "north" })).await;
    let lead = server.staff_with("team_lead", "Lena", json!({ "team": "north" })).await;
    let path = format!("/inbox/cases/ticket/{}", case.order.ticket);
    let nothing = || json!({});
    for outsider in [&case.brand, &case.creator] {
        outsider.get("/inbox/cases").await.refused(403, "FORBIDDEN");
        outsider.get("/inbox/counts").await.refused(403, "FORBIDDEN");
        outsider.get(&path).await.refused(403, "FORBIDDEN");
        outsider.post(&format!("{path}/take"), nothing()).await.refused(403, "FORBIDDEN");
    }
    server.host().get("/inbox/cases").await.refused(403, "FORBIDDEN");
    colleague.post(&format!("{path}/take"), nothing()).await.refused(403, "FORBIDDEN");
    let to_colleague = json!({ "agent_id": colleague.id });
    colleague.post(&format!("{path}/transfer"), to_colleague.clone()).await.refused(403, "FORBIDDEN");
    let taken = lead.post(&format!("{path}/take"), nothing()).await.ok();
    assert_eq!(taken["agent"]["id"], lead.id);
    let row = told(&case.agent_socket, case.order.ticket, |row| row["agent"]["id"] == lead.id).await;
    assert_eq!(row["agent"]["name"], "Lena");
    assert!(keys(&case.agent, "").await.is_empty());
    let given = lead.post(&format!("{path}/transfer"), to_colleague).await.ok();
    assert_eq!(given["agent"]["id"], colleague.id);
    colleague.post(&format!("{path}/release"), nothing()).await.refused(409, "CONFLICT");
    let history = lead.get(&format!("/crm/tickets/{}/assignments", case.order.ticket)).await.ok();
    assert_eq!(history["items"].as_array().unwrap().len(), 3);
    lead.get("/inbox/cases/ticket/999999").await.refused(404, "NOT_FOUND");
    lead.get("/inbox/cases/order/1").await.refused(400, "PATH_MALFORMED");
    lead.post("/inbox/cases/session/1/take", nothing()).await.refused(404, "NOT_FOUND");
});

on_one_node!(fifty_rows_are_a_few_kilobytes_on_the_wire, |server| {
    let (agent, _at_work) = server.agent_at_work("Asha Agent", json!({ "team": "north" })).await;
    let (brand, _) = (server.brand("b1").await, server.creator("c1").await);
    for number in 0..50 {
        let order = server.order("b1", "c1").await;
        say(&brand, &order.brand_channel, &format!("Message number {number} about the campaign in spring"))
            .await;
    }
    let ask = |path: &str| agent.request(reqwest::Method::GET, path).header("accept-encoding", "gzip").send();
    let list = ask("/inbox/cases?limit=50").await.unwrap();
    assert_eq!(list.headers()["content-encoding"], "gzip");
    assert!(list.headers()["vary"].to_str().unwrap().contains("accept-encoding"));
    let bytes = list.bytes().await.unwrap().len();
    println!("fifty rows: {bytes} bytes");
    assert!(bytes <= 8 * 1024, "{bytes} bytes");
    let small = ask("/inbox/counts").await.unwrap();
    assert!(!small.headers().contains_key("content-encoding"), "what fits into one packet stays as it is");
});
