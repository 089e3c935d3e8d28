//! The order in which somebody sent is the order in the log, whatever changes meanwhile.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use futures_util::stream;
use liaison_protocol::{
    conversation::ConversationKind,
    ids::ConversationId,
    side::{Side, UserType},
};
use sea_orm::ConnectionTrait as _;
use tokio::sync::oneshot;

use super::post::{Completion, PostMessage, hand_in, post};
use crate::{
    access_matrix,
    actor::Actor,
    app::{App, Options},
    clock::Clock,
    conversations,
    files::{
        commands::{Upload, upload},
        quota::Announced,
    },
    people,
};

/// An application with a conversation in which Ann writes.
async fn chat(folder: &Path) -> (App, Actor, ConversationId) {
    let options = Options { clock: Clock::system(), ..Options::in_folder(folder) };
    let app = App::open(options).await.unwrap();
    let ann = Arc::new(people::commands::create_visitor(&app, Some("Ann")).await.unwrap());
    let chat = ConversationId(app.new_id());
    let tx = app.begin().await.unwrap();
    conversations::commands::create(&tx, chat, ConversationKind::Direct, None).await.unwrap();
    conversations::participants::add(&tx, chat, ann.id, Side::Customer).await.unwrap();
    tx.commit().await.unwrap();
    (app, Actor::Person(ann), chat)
}

#[tokio::test]
async fn a_message_with_a_file_does_not_overtake_what_was_said_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let (app, ann, chat) = chat(folder.path()).await;
    let last = send(&app, &ann, chat, "first").await.await.unwrap();
    let text = stream::iter([Ok(Bytes::from_static(b"a text"))]);
    let text = Upload {
        name: "a.txt".to_owned(),
        declared_type: None,
        announced: Announced::default(),
        content: text,
    };
    let file = upload(&app, &ann, text).await.unwrap().file.id;
    // While somebody else writes, the writer waits with one message; the next one waits for the writer.
    let somebody = app.begin().await.unwrap();
    let with_the_writer = send(&app, &ann, chat, "with the writer").await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let in_the_queue = send(&app, &ann, chat, "in the queue").await;
    let with_a_file = PostMessage { attachment_ids: vec![file], ..PostMessage::default() };
    let with_a_file = tokio::spawn({
        let (app, ann) = (app.clone(), ann.clone());
        async move { post(&app, &ann, chat, with_a_file).await.unwrap().seq }
    });
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    drop(somebody);
    assert_eq!(with_the_writer.await.unwrap(), last + 1);
    assert_eq!(in_the_queue.await.unwrap(), last + 2);
    assert_eq!(with_a_file.await.unwrap(), last + 3);
}

#[tokio::test]
async fn a_change_of_the_conversation_moves_no_message_behind_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let (app, ann, chat) = chat(folder.path()).await;
    let mut last = send(&app, &ann, chat, "first").await.await.unwrap();
    for in_one_batch in [true, false].repeat(10) {
        app.db().write().execute_unprepared("UPDATE conversations SET version = version + 1").await.unwrap();
        // While somebody else writes, the writer waits with one message, and all that come then are the next batch.
        let somebody = if in_one_batch { Some(app.begin().await.unwrap()) } else { None };
        // Checked against a card that is old by now; the last one against a new one.
        let mut said = vec![send(&app, &ann, chat, "early").await];
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        said.push(send(&app, &ann, chat, "early").await);
        app.cards().forget(chat);
        said.push(send(&app, &ann, chat, "late").await);
        drop(somebody);
        // Asked in another order: it does not count who is asked for first.
        for (seq, after) in said.into_iter().rev().zip([3, 2, 1]) {
            assert_eq!(seq.await.unwrap(), last + after);
        }
        last += 3;
    }
}

#[tokio::test]
async fn a_party_that_leaves_and_writes_on_comes_in_again_and_keeps_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { clock: Clock::system(), ..Options::in_folder(folder.path()) };
    let app = App::open(options).await.unwrap();
    let brand = access_matrix::end_user(&app, UserType::Brand, "b").await;
    let ann = access_matrix::person(&app, brand).await;
    let chat = ConversationId(app.new_id());
    let tx = app.begin().await.unwrap();
    // A conversation needs no ticket: it is told what it is about.
    let about = Some(conversations::commands::About { id: 1, title: "An order" });
    conversations::commands::create(&tx, chat, ConversationKind::TicketBrand, about).await.unwrap();
    conversations::participants::expect(&tx, chat, brand, Side::Brand).await.unwrap();
    tx.commit().await.unwrap();
    let mut said = vec![send(&app, &ann, chat, "first").await];
    for round in 0..30 {
        let left_at = if round % 3 == 0 { "'2026-01-01T00:00:00+00:00'" } else { "left_at" };
        let leaves = format!("UPDATE participants SET awaited = FALSE, left_at = {left_at}");
        for change in [leaves.as_str(), "UPDATE conversations SET version = version + 1"] {
            app.db().write().execute_unprepared(change).await.unwrap();
        }
        for text in ["one", "two"] {
            said.push(send(&app, &ann, chat, text).await);
        }
    }
    let mut last = 0;
    for seq in said {
        let seq = seq.await.unwrap();
        assert!(seq > last, "{seq} after {last}");
        last = seq;
    }
}

/// Hands a message in. What is given waits for its position.
async fn send(app: &App, who: &Actor, chat: ConversationId, text: &str) -> oneshot::Receiver<i64> {
    let (sender, position) = oneshot::channel();
    let completion = Completion::new(|stored| sender.send(stored.unwrap().seq).unwrap());
    hand_in(app, who, chat, PostMessage { text: text.to_owned(), ..PostMessage::default() }, completion)
        .await;
    position
}
