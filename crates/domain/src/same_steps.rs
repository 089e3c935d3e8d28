//! What is not the caller's answers like what is not there, in as many statements: how long a refusal takes tells
//! nothing either.

use bytes::Bytes;
use futures_util::stream;
use liaison_protocol::{
    channel_name,
    conversation::ChannelType,
    error_code::ErrorCode,
    ids::{ConversationId, FileId, MessageId, OrderId, TicketId},
    side::{Side, UserType},
    staff::StaffRole,
};
use sea_orm::EntityTrait as _;

use crate::{
    access_matrix::{end_user, order, person, staff},
    actor::Actor,
    app::{App, Options},
    conversations,
    error::Result,
    files::{self, commands::Upload},
    messages::{self, post::PostMessage},
    tickets::{self, access::Which},
};

/// How many statements a refusal takes. Asked twice: what is kept in memory after the first time must not show either.
async fn steps<T>(app: &App, refused: impl AsyncFn() -> Result<T>) -> [usize; 2] {
    let mut steps = [0; 2];
    for taken in &mut steps {
        let before = app.db().steps();
        let code = refused().await.err().map(|error| error.code());
        assert_eq!(code, Some(ErrorCode::NotFound));
        *taken = app.db().steps() - before;
    }
    steps
}

/// Compares the way of something foreign with that of something absent.
macro_rules! same_steps {
    ($app:expr, $what:literal, |$id:ident| $call:expr, $foreign:expr, $absent:expr) => {
        let of = async |$id| steps($app, async || $call.await).await;
        let (foreign, absent) = (of($foreign).await, of($absent).await);
        assert_eq!(foreign, absent, $what);
        assert!(foreign.iter().all(|steps| *steps > 0), $what);
    };
}

#[tokio::test]
async fn what_is_foreign_takes_the_steps_of_what_is_absent() {
    let folder = tempfile::tempdir().unwrap();
    let app = &App::open(Options::in_folder(folder.path())).await.unwrap();
    staff(app, StaffRole::Agent, "t").await;
    let (order_id, brand, _) = order(app).await;
    let ticket = tickets::entity::Entity::find().one(app.db().read()).await.unwrap().unwrap();
    let (channel, brand) = (ticket.channel(Side::Brand).unwrap(), person(app, brand).await);
    let stranger = person(app, end_user(app, UserType::Brand, "stranger").await).await;
    let upload = async |name: &str| {
        let upload = Upload {
            name: name.to_owned(),
            declared_type: None,
            announced: files::quota::Announced::default(),
            content: stream::iter([Ok(Bytes::from("text"))]),
        };
        files::commands::upload(app, &brand, upload).await.unwrap().file.id
    };
    let (sent, unsent) = (upload("sent.txt").await, upload("unsent.txt").await);
    let message =
        PostMessage { text: "hello".to_owned(), attachment_ids: vec![sent], ..PostMessage::default() };
    let message = messages::post::post(app, &brand, channel, message).await.unwrap().id;
    let (nobody, nowhere) = (app.new_id(), TicketId(9_999));
    let stranger: &Actor = &stranger;
    let read = app.db().read();

    let absent = ConversationId(nobody);
    same_steps!(
        app,
        "a conversation",
        |id| conversations::access::readable(read, stranger, id),
        channel,
        absent
    );
    same_steps!(app, "a log", |id| messages::queries::resume(app, stranger, id, 0), channel, absent);
    let say = || PostMessage { text: "x".to_owned(), ..PostMessage::default() };
    same_steps!(app, "posting", |id| messages::post::post(app, stranger, id, say()), channel, absent);
    let names = [channel, absent].map(|id| id.to_string());
    let [foreign, missing] = &names;
    same_steps!(
        app,
        "a name",
        |name| tickets::channels::resolve(app, stranger, name),
        foreign.as_str(),
        missing.as_str()
    );
    for which in [ChannelType::BrandAgent, ChannelType::CreatorAgent] {
        let names = [TicketId(ticket.id), nowhere].map(|id| channel_name::of_ticket(id, which));
        let [foreign, missing] = &names;
        same_steps!(
            app,
            "a channel",
            |name| tickets::channels::resolve(app, stranger, name),
            foreign.as_str(),
            missing.as_str()
        );
    }
    let names = [order_id, OrderId(9_999)].map(|id| format!("ticket-{id}"));
    let [foreign, missing] = &names;
    same_steps!(
        app,
        "a legacy name",
        |name| tickets::channels::resolve(app, stranger, name),
        foreign.as_str(),
        missing.as_str()
    );
    let ticket_id = TicketId(ticket.id);
    same_steps!(
        app,
        "a ticket",
        |id| tickets::queries::one(app, stranger, Which::Ticket(id)),
        ticket_id,
        nowhere
    );
    same_steps!(app, "an order", |id| tickets::orders::one(app, stranger, id), order_id, OrderId(9_999));
    for file in [sent, unsent] {
        same_steps!(
            app,
            "a file",
            |id| files::queries::download(app, stranger, id, None),
            file,
            FileId(nobody)
        );
    }
    same_steps!(app, "a message", |id| messages::queries::one(app, stranger, id), message, MessageId(nobody));
    same_steps!(
        app,
        "an edit",
        |id| messages::change::edit(app, stranger, id, "x"),
        message,
        MessageId(nobody)
    );
}
