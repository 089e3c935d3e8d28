//! How much may be uploaded in a day, and what counts.

use chrono::Duration;

use super::{Announced, FileLimits, Home, broken, code};
use crate::{
    actor::Actor,
    error::Result,
    files::{
        commands::{self, Upload},
        day_entity, quota,
    },
    logins, people,
};
use sea_orm::{EntityTrait, QueryOrder};

fn from(network: &str, bytes: u64) -> Announced {
    Announced { network: Some(network.to_owned()), bytes: Some(bytes) }
}

impl Home {
    /// Uploads a text that was announced with its size, judged beforehand as requests are.
    async fn upload_from(&self, actor: &Actor, network: &str, size: usize) -> Result<()> {
        let announced = from(network, size as u64);
        quota::admit(&self.app, actor, &announced).await?;
        let content = futures_util::stream::iter([Ok(vec![b'a'; size].into())]);
        let upload = Upload { name: "a.txt".to_owned(), declared_type: None, announced, content };
        commands::upload(&self.app, actor, upload).await.map(drop)
    }

    async fn counted(&self) -> Vec<(String, i64)> {
        let rows = day_entity::Entity::find().order_by_asc(day_entity::Column::Counter);
        let rows = rows.all(self.app.db().read()).await.unwrap();
        rows.into_iter().map(|row| (row.counter, row.bytes)).collect()
    }
}

#[tokio::test]
async fn bytes_are_counted_by_day_and_network_and_in_all() {
    let limits =
        FileLimits { bytes_per_day_and_network: 10_000, bytes_per_day: 25_000, ..FileLimits::default() };
    let home = Home::with_limits(limits).await;
    let ann = Actor::Person(home.person("Ann").await);
    let bob = Actor::Person(home.person("Bob").await);
    home.upload_from(&ann, "192.0.2.1", 6_000).await.unwrap();
    assert_eq!(code(home.upload_from(&bob, "192.0.2.1", 4_001).await), "UPLOAD_QUOTA_REACHED");
    home.upload_from(&bob, "192.0.2.1", 4_000).await.unwrap();
    home.upload_from(&bob, "2001:db8::", 9_000).await.unwrap();
    assert_eq!(code(home.upload_from(&ann, "192.0.2.3", 6_001).await), "UPLOAD_QUOTA_REACHED");
    let expected =
        [("all", 19_000), ("from 192.0.2.1", 10_000), ("from 2001:db8::", 9_000), ("parties", 19_000)];
    assert_eq!(home.counted().await, expected.map(|(counter, bytes)| (counter.to_owned(), bytes)));
    home.clock.advance(Duration::days(1));
    home.upload_from(&ann, "192.0.2.1", 10_000).await.unwrap();
    home.clock.advance(Duration::days(2));
    commands::remove_unused(&home.app).await.unwrap();
    assert_eq!(home.counted().await, [], "no address is kept");
}

#[tokio::test]
async fn nobody_from_outside_uses_up_what_staff_need() {
    let home = Home::with_limits(FileLimits { bytes_per_day: 10_000, ..FileLimits::default() }).await;
    let ann = Actor::Person(home.person("Ann").await);
    people::staff::ensure_first_admin(&home.app, "ada@example.org", "a long enough sentence").await.unwrap();
    let grant = logins::commands::begin_by_email(&home.app, "ada@example.org").await.unwrap();
    let ada = Actor::Person(std::sync::Arc::new(grant.identity));
    home.upload_from(&ann, "192.0.2.1", 8_000).await.unwrap();
    assert_eq!(code(home.upload_from(&ann, "192.0.2.2", 1).await), "UPLOAD_QUOTA_REACHED");
    home.upload_from(&ada, "192.0.2.1", 1_999).await.unwrap();
    home.upload_from(&ada, "192.0.2.1", 1).await.unwrap();
    // Theirs has an end as well.
    assert_eq!(code(home.upload_from(&ada, "192.0.2.1", 1).await), "UPLOAD_QUOTA_REACHED");
}

#[tokio::test]
async fn what_was_not_stored_does_not_count() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let upload = Upload {
        name: "a.txt".to_owned(),
        declared_type: None,
        announced: from("192.0.2.1", 100_000),
        content: broken(vec![b'a'; 30_000]),
    };
    assert_eq!(code(commands::upload(&home.app, &ann, upload).await), "UNAVAILABLE");
    let none = ["all", "from 192.0.2.1", "parties"].map(|counter| (counter.to_owned(), 0));
    assert_eq!(home.counted().await, none);
    // What was announced too large is counted as it came.
    let announced = Announced { network: None, bytes: None };
    let content = futures_util::stream::iter([Ok("hello".into())]);
    let upload = Upload { name: "a.txt".to_owned(), declared_type: None, announced, content };
    commands::upload(&home.app, &ann, upload).await.unwrap();
    assert_eq!(home.counted().await[0], ("all".to_owned(), 5));
}

#[tokio::test]
async fn a_visitor_uploads_in_a_conversation_only() {
    let home = Home::open().await;
    let visitor = people::commands::create_visitor(&home.app, Some("Vera")).await.unwrap();
    let visitor = Actor::Person(std::sync::Arc::new(visitor));
    assert_eq!(code(quota::admit(&home.app, &visitor, &Announced::default()).await), "FORBIDDEN");
    assert_eq!(code(home.upload(&visitor, "a.txt", b"hi").await), "FORBIDDEN");
    home.nothing_is_left().await;
    home.chat_of(&[&visitor]).await;
    assert_eq!(code(home.upload(&visitor, "a.txt", b"hi").await), "taken");
}
