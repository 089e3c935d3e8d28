//! What is removed, and when.

use chrono::Duration;

use super::{FileLimits, Home, code};
use crate::{files::commands, messages::change};

#[tokio::test]
async fn unsent_files_are_removed_after_some_hours_and_sent_ones_stay() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let sent = home.upload(&ann, "sent.txt", b"sent").await.unwrap().file;
    home.send(&ann, chat, &[sent.id]).await.unwrap();
    let old = home.upload(&ann, "old.txt", b"old").await.unwrap().file;
    home.clock.advance(Duration::hours(4));
    let new = home.upload(&ann, "new.txt", b"new").await.unwrap().file;
    assert_eq!(commands::remove_unused(&home.app).await.unwrap(), 0);
    home.clock.advance(Duration::seconds(1));
    assert_eq!(commands::remove_unused(&home.app).await.unwrap(), 1);
    assert_eq!(commands::remove_unused(&home.app).await.unwrap(), 0);
    assert_eq!(code(home.download(&ann, old.id).await), "NOT_FOUND");
    assert_eq!(code(home.download(&ann, new.id).await), "taken");
    assert_eq!(code(home.download(&bob, sent.id).await), "taken");
    assert_eq!(home.left().await.0, [sent.id.to_string(), new.id.to_string()]);
}

#[tokio::test]
async fn the_rows_of_deleted_messages_go_too() {
    let home = Home::open().await;
    let (ann, _, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "a.txt", b"a").await.unwrap().file;
    let message = home.send(&ann, chat, &[file.id]).await.unwrap();
    change::delete(&home.app, &ann, message.id).await.unwrap();
    assert_eq!(commands::remove_unused(&home.app).await.unwrap(), 1);
    home.nothing_is_left().await;
}

#[tokio::test]
async fn more_than_one_batch_is_removed() {
    let home = Home::with_limits(FileLimits { max_unused_files: 1_000, ..FileLimits::default() }).await;
    let (ann, ..) = home.two_in_a_chat().await;
    for n in 0..203 {
        home.upload(&ann, "a.txt", format!("{n}").as_bytes()).await.unwrap();
    }
    home.clock.advance(Duration::days(2));
    assert_eq!(commands::remove_unused(&home.app).await.unwrap(), 203);
    home.nothing_is_left().await;
}
