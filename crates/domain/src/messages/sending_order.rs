//! The order in which somebody sent is the order in the log, whatever changes meanwhile.

use std::sync::Arc;

use liaison_protocol::{conversation::ConversationKind, ids::ConversationId, side::Side};
use sea_orm::ConnectionTrait as _;
use tokio::sync::oneshot;

use super::post::{Done, PostMessage, hand_in};
use crate::{
    actor::Actor,
    app::{App, Options},
    bus::LocalBus,
    clock::Clock,
    conversations::commands,
    files::FileStore,
    people,
};

#[tokio::test]
async fn a_change_of_the_conversation_moves_no_message_behind_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(Options {
        writers: 1,
        database_url: format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display()),
        pool_size: 2,
        clock: Clock::system(),
        bus: Arc::new(LocalBus::default()),
        files: FileStore::folder(&folder.path().join("files")).unwrap(),
    })
    .await
    .unwrap();
    let ann = Arc::new(people::commands::create_visitor(&app, Some("Ann")).await.unwrap());
    let chat = ConversationId(app.new_id());
    let tx = app.begin().await.unwrap();
    commands::create(&tx, chat, ConversationKind::Direct, None).await.unwrap();
    commands::add_member(&tx, chat, ann.id, Side::Customer).await.unwrap();
    tx.commit().await.unwrap();
    let ann = Actor::Person(ann);

    let mut last = send(&app, &ann, chat, "first").await.await.unwrap();
    for round in 0..20 {
        // Checked against a card that is old by now; the next one against a new one.
        app.db().write().execute_unprepared("UPDATE conversations SET version = version + 1").await.unwrap();
        let early = [send(&app, &ann, chat, "early").await, send(&app, &ann, chat, "early").await];
        app.cards().forget(chat);
        if round % 2 == 0 {
            // Sometimes in one batch, sometimes not.
            tokio::task::yield_now().await;
        }
        let late = send(&app, &ann, chat, "late").await.await.unwrap();
        for seq in early {
            last += 1;
            assert_eq!(seq.await.unwrap(), last);
        }
        last += 1;
        assert_eq!(late, last);
    }
}

/// Hands a message in. What is given waits for its position.
async fn send(app: &App, who: &Actor, chat: ConversationId, text: &str) -> oneshot::Receiver<i64> {
    let (sender, position) = oneshot::channel();
    let done = Done::new(|stored| sender.send(stored.unwrap().seq).unwrap());
    hand_in(app, who, chat, PostMessage { text: text.to_owned(), ..PostMessage::default() }, done).await;
    position
}
