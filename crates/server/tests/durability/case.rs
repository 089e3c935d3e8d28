//! The people of these tests: parties of several tickets, and the one agent of all of them.

use serde_json::{Value, json};

use crate::{
    harness::{Client, host},
    program::{PASSWORD, ROOT, Server},
    talker::Talker,
};

/// The agent's e-mail address.
const AGENT: &str = "maya@example.org";

/// The first super admin, after the agent of all tickets was added.
pub(crate) async fn staff(server: &Server) -> Client {
    let root = server.client("root", &server.log_in(ROOT).await);
    let agent =
        json!({ "name": "Maya", "email": AGENT, "role": "agent", "password": PASSWORD, "capacity": 100 });
    root.post("/admin/staff", agent).await.is(201);
    root
}

/// An order with its ticket.
pub(crate) async fn order(shop: &Client, number: usize) -> Value {
    let party = |kind: &str| json!({ "external_id": format!("{kind}-{number}"), "name": kind });
    let order = json!({
        "external_id": format!("order-{number}"), "title": "Three reels", "amount": 100, "currency": "INR",
        "brand": party("brand"), "creator": party("creator"),
    });
    shop.post("/orders", order).await.is(201)
}

/// Opens so many tickets: two talkers for each, and one for the agent of all.
pub(crate) async fn open(server: &Server, tickets: usize) -> Vec<Talker> {
    staff(server).await;
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).timestamp();
    let shop = server.client("host", host::API_KEY);
    let mut talkers = Vec::new();
    let mut channels = Vec::new();
    for number in 0..tickets {
        let made = order(&shop, number).await;
        let ticket = shop.get(&format!("/crm/tickets/{}", made["ticket"]["id"])).await.ok();
        for kind in ["brand", "creator"] {
            let which = format!("{kind}_agent");
            let mut all = ticket["channels"].as_array().unwrap().iter();
            let channel = all.find(|channel| channel["channel_type"] == which.as_str()).unwrap();
            let channel = channel["id"].as_str().unwrap().to_owned();
            let sub = format!("{kind}-{number}");
            talkers.push(Talker::new(&sub, &host::token(&sub, kind, kind, now), [channel.clone()]));
            channels.push(channel);
        }
    }
    talkers.push(Talker::new("agent", &server.log_in(AGENT).await, channels));
    talkers
}
