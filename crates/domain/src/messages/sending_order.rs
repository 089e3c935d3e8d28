//! The order in which somebody sent is the order in the log, whatever changes meanwhile.

use std::sync::Arc;

use liaison_protocol::{conversation::ConversationKind, ids::ConversationId, side::Side};
use sea_orm::ConnectionTrait as _;

use super::post::{PostMessage, hand_in};
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
    let say = |text: &str| PostMessage { text: text.to_owned(), ..PostMessage::default() };

    let mut last = hand_in(&app, &ann, chat, say("first")).await.unwrap().stored().await.unwrap().seq;
    for in_one_batch in [true, false].repeat(10) {
        app.db().write().execute_unprepared("UPDATE conversations SET version = version + 1").await.unwrap();
        // While somebody else writes, the writer waits with one message, and all that come then are the next batch.
        let somebody = if in_one_batch { Some(app.begin().await.unwrap()) } else { None };
        // Checked against a card that is old by now; the last one against a new one.
        let mut said = vec![hand_in(&app, &ann, chat, say("early")).await.unwrap()];
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        said.push(hand_in(&app, &ann, chat, say("early")).await.unwrap());
        app.cards().forget(chat);
        said.push(hand_in(&app, &ann, chat, say("late")).await.unwrap());
        drop(somebody);
        // Asked in another order: it does not count who is asked for first.
        for (pending, after) in said.into_iter().rev().zip([3, 2, 1]) {
            assert_eq!(pending.stored().await.unwrap().seq, last + after);
        }
        last += 3;
    }
}
