//! A database that an older version filled opens under this one, and everybody sees in it what they saw then.
//!
//! `m0013.sqlite.sql` and `m0013.postgres.sql` were dumped from servers of the commit before migration 14, after the same
//! calls to each: three orders, messages, edits, a deletion, a relay, notes, drafts, a form, a reassignment, a party
//! who left, a closed ticket. `m0013.json` is what everybody was shown of the logs and channels.

use serde_json::{Value, json};

use crate::harness::{Backend, Client, Setup, host};

/// What everybody was shown.
const SHOWN: &str = include_str!("m0013.json");

fn older_version(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => include_str!("m0013.sqlite.sql"),
        Backend::Postgres => include_str!("m0013.postgres.sql"),
    }
}

on_one_node!(an_older_database_shows_the_same, Setup::on_database(older_version), |server| {
    let shown: Value = serde_json::from_str(SHOWN).unwrap();
    for (name, expected) in shown.as_object().unwrap() {
        let token = match name.split_at(1) {
            ("b", _) => host::token(name, "brand", &format!("Brand {name}"), server.now()),
            ("c", _) => host::token(name, "creator", &format!("Creator {name}"), server.now()),
            _ => server.staff_token(&format!("{}@staff.example.org", name.to_lowercase())).await,
        };
        let found = seen_by(&server.client(name, Some(token))).await;
        let expected: Vec<&str> = expected.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(found, expected, "{name}");
    }
});

on_one_node!(an_older_database_is_worked_in, Setup::on_database(older_version), |server| {
    let creator = server.client("c2", Some(host::token("c2", "creator", "Creator c2", server.now())));
    let say = |channel: &str| json!({ "conversation_id": channel, "message": "I am back" });
    // A party that left comes back by writing; of staff the handler writes, the lead of the team, and nobody else.
    creator.post("/messages/send", say("ticket_2_creator_agent")).await.ok();
    creator.post("/messages/send", say("ticket_2_brand_agent")).await.refused(404, "NOT_FOUND");
    let mut staff = Vec::new();
    for name in ["ann", "ben", "lea", "zoe"] {
        let token = server.staff_token(&format!("{name}@staff.example.org")).await;
        staff.push(server.client(name, Some(token)));
    }
    let [ann, ben, lea, zoe] = staff.as_slice() else { panic!("four members of staff") };
    for who in [ben, lea, zoe] {
        who.post("/messages/send", say("ticket_2_creator_agent")).await.ok();
    }
    ann.post("/messages/send", say("ticket_2_creator_agent")).await.refused(403, "FORBIDDEN");
    ann.post("/messages/send", say("ticket_1_creator_agent")).await.ok();
    ann.post("/messages/send", say("ticket_3_creator_agent")).await.refused(409, "CHANNEL_FROZEN");
    ann.post("/messages/send", say("ticket_3_notes")).await.ok();
    ann.put("/crm/tickets/1/reassign", json!({ "agent_id": "agent-7" })).await.ok();
    ann.post("/messages/send", say("ticket_1_creator_agent")).await.refused(403, "FORBIDDEN");
    ben.post("/messages/send", say("ticket_1_creator_agent")).await.ok();
});

/// Everything somebody is shown of the logs and channels of all tickets, a line each.
async fn seen_by(client: &Client) -> Vec<String> {
    let mut seen = Vec::new();
    for ticket in 1..=3 {
        for channel in ["brand_agent", "creator_agent", "notes"] {
            let name = format!("ticket_{ticket}_{channel}");
            let log =
                client.get(&format!("/messages/conversations/{name}/messages?after_seq=0&limit=100")).await;
            if log.status != 200 {
                seen.push(format!("{name}: {}", log.status));
                continue;
            }
            let log = log.ok();
            let entries: Vec<String> = log["items"].as_array().unwrap().iter().map(entry).collect();
            seen.push(format!("{name}: {}", entries.join(" | ")));
            if channel == "notes" {
                continue;
            }
            let channel = client.get(&format!("/chat/channels/{name}")).await.ok();
            let participants = channel["participants"].as_array().unwrap();
            let mut names: Vec<&str> = participants.iter().filter_map(|one| one["name"].as_str()).collect();
            names.sort_unstable();
            seen.push(format!(
                "{name}: {} unread {} title {} in it: {}",
                text(&channel["state"]),
                channel["unread"],
                text(&channel["order_title"]),
                names.join(", ")
            ));
        }
    }
    seen
}

fn entry(entry: &Value) -> String {
    let who = entry["sender"]["public_id"].as_str().or(entry["change"].as_str()).unwrap_or("hidden");
    format!("{} {who} {}", entry["seq"], text(&entry["text"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("None")
}
