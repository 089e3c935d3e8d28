//! People who have something to say to each other.

use std::sync::Arc;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use liaison_domain::{
    actor::{Actor, Identity},
    app::App,
    clock::Clock,
    people,
    tickets::{self, access::Which},
    work,
};
use liaison_protocol::{
    conversation::ChannelType,
    ids::ConversationId,
    order::{CreateOrder, Order, Party},
    person::Person,
    side::UserType,
    staff::{CreateStaff, Staff, StaffRole},
};
use serde_json::json;

use crate::node::{AGENT, PASSWORD, SECRET};

/// An order with its people and the channel of its brand.
pub(crate) struct Case {
    pub(crate) agent: Staff,
    pub(crate) brand: Person,
    pub(crate) channel: ConversationId,
}

pub(crate) async fn case(app: &App) -> Case {
    let agent = staff(app, "Maya", AGENT, StaffRole::Agent).await;
    let order = order(app).await;
    let ticket = tickets::queries::one(app, &Actor::System, Which::Order(order.id)).await.unwrap();
    let mut channels = ticket.channels.iter();
    let channel = channels.find(|channel| channel.channel_type == Some(ChannelType::BrandAgent)).unwrap().id;
    Case { agent, brand: order.brand.unwrap(), channel }
}

/// A new member of staff.
pub(crate) async fn staff(app: &App, name: &str, email: &str, role: StaffRole) -> Staff {
    let staff = CreateStaff {
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        password: Some(PASSWORD.to_owned()),
        team: Some("one".to_owned()),
        skills: Vec::new(),
        capacity: None,
    };
    let id = people::staff::create(app, &Actor::System, staff).await.unwrap();
    work::staff::one(app, id).await.unwrap()
}

/// A new order of the brand.
pub(crate) async fn order(app: &App) -> Order {
    let party = |id: &str| Party { external_id: id.to_owned(), name: id.to_owned(), email: None };
    let order = CreateOrder {
        external_id: None,
        title: "Three reels".to_owned(),
        amount: 100,
        currency: "INR".to_owned(),
        quantity: None,
        brand: party("brand"),
        creator: party("creator"),
        requirements: None,
    };
    tickets::orders::create(app, &Actor::System, order).await.unwrap().0
}

impl Case {
    pub(crate) fn brand_token(&self) -> String {
        let now = Clock::system().now().timestamp();
        let claims =
            json!({ "sub": "brand", "user_type": "brand", "name": "brand", "iat": now, "exp": now + 600 });
        let key = EncodingKey::from_secret(SECRET.as_bytes());
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
    }

    pub(crate) fn brand(&self) -> Actor {
        Actor::Person(Arc::new(Identity {
            id: self.brand.id,
            kind: UserType::Brand,
            external_id: self.brand.external_id.clone(),
            name: self.brand.name.clone(),
            team: None,
            login: None,
        }))
    }
}
