//! Orders of the host, and the case that each of them opens.

use serde_json::{Value, json};

use super::{TestServer, people::Person};

/// An order with the ids of its case.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) id: i64,
    pub(crate) ticket: i64,
    pub(crate) agent: i64,
    /// The conversation between brand and agent.
    pub(crate) brand_channel: String,
    /// The conversation between creator and agent.
    pub(crate) creator_channel: String,
}

/// The body of `POST /api/orders` for two users of the host.
pub(crate) fn body(external_id: &str, brand: &str, creator: &str) -> Value {
    json!({
        "external_id": external_id, "title": format!("Order {external_id}"), "amount": 125_000, "currency": "INR",
        "brand": { "external_id": brand, "name": format!("Brand {brand}"), "email": format!("{brand}@example.org") },
        "creator": { "external_id": creator, "name": format!("Creator {creator}"), "email": format!("{creator}@example.org") },
    })
}

impl TestServer {
    /// A new order between two users of the host, named by `sub`.
    pub(crate) async fn order(&self, brand: &str, creator: &str) -> Order {
        let external_id = format!("{brand}-{creator}-{}", uuid::Uuid::new_v4().simple());
        let made = self.host().post("/orders", body(&external_id, brand, creator)).await.is(201);
        self.order_of(&made).await
    }

    /// The ids of an order's case.
    pub(crate) async fn order_of(&self, made: &Value) -> Order {
        let ticket = made["ticket"]["id"].as_i64().unwrap();
        let seen = self.host().get(&format!("/crm/tickets/{ticket}")).await.ok();
        let channel = |which: &str| {
            let channels = seen["channels"].as_array().unwrap();
            let found = channels.iter().find(|channel| channel["channel_type"] == which).unwrap();
            found["id"].as_str().unwrap().to_owned()
        };
        Order {
            id: made["id"].as_i64().unwrap(),
            ticket,
            agent: made["ticket"]["agent"]["id"].as_i64().unwrap(),
            brand_channel: channel("brand_agent"),
            creator_channel: channel("creator_agent"),
        }
    }

    /// A brand, a creator, an agent at work, and the order between them.
    pub(crate) async fn case(&self) -> Case {
        let (agent, agent_socket) = self.agent_at_work("Asha Agent", json!({ "team": "north" })).await;
        let (brand, creator) = (self.brand("b1").await, self.creator("c1").await);
        let order = self.order("b1", "c1").await;
        assert_eq!(order.agent, agent.id, "the only agent at work takes it");
        Case { brand, creator, agent, agent_socket, order }
    }
}

/// The usual people around one order.
pub(crate) struct Case {
    pub(crate) brand: Person,
    pub(crate) creator: Person,
    pub(crate) agent: Person,
    /// Keeps the agent connected.
    pub(crate) agent_socket: super::Socket,
    pub(crate) order: Order,
}
