//! The assistant: it greets, listens, and brings in a person. What it says is a code that clients say in their reader's
//! language, with a sentence beside it for those that do not know the code.

use liaison_protocol::{job::JobKind, message::Message, session::SessionStatus};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{access, entity, waiting};
use crate::{
    actor::Actor,
    app::App,
    conversations::card::Card,
    db::Tx,
    error::Result,
    facts::Item,
    jobs::{Job, SameKey},
    messages::{
        author::Author,
        post::{self, PostMessage},
    },
    work,
};

/// What the assistant says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Says<'a> {
    /// The first message, with a button that asks for a person.
    Greeting { organisation: &'a str },
    /// A person is asked for.
    HandsOver,
    /// Nobody was free in time: a message can be left.
    NobodyFree,
    /// The message will be answered.
    MessageKept,
}

impl Says<'_> {
    /// The code under `event`, its parameters, and the card.
    fn facts(self) -> Value {
        match self {
            Self::Greeting { organisation } => json!({
                "event": "assistant_greeting",
                "organisation": organisation,
                "buttons": [
                    { "id": "hand_over", "text": "Talk to a person", "style": "primary", "action": "hand_over" },
                ],
            }),
            Self::HandsOver => json!({ "event": "assistant_hands_over" }),
            Self::NobodyFree => json!({ "event": "assistant_nobody_free" }),
            Self::MessageKept => json!({ "event": "assistant_message_kept" }),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Greeting { organisation } => {
                format!("Hello! This is {organisation}. What can we do for you?")
            }
            Self::HandsOver => "I am getting someone from the team for you.".to_owned(),
            Self::NobodyFree => "Sorry, everyone is busy right now. Leave a message here, and we will \
                                 answer it as soon as we can."
                .to_owned(),
            Self::MessageKept => "Thank you. The team has your message and will answer here.".to_owned(),
        }
    }
}

/// Says it in a chat, inside a transaction.
pub(super) async fn say(tx: &mut Tx, app: &App, card: &Card, says: Says<'_>) -> Result<Message> {
    let words = PostMessage {
        text: says.text(),
        action_data: Some(says.facts()),
        action_required: matches!(says, Says::Greeting { .. }),
        ..PostMessage::default()
    };
    post::post_in(tx, app, card, Author::Assistant, &words).await
}

/// The first message of a chat.
pub(super) async fn greet(tx: &mut Tx, app: &App, card: &Card) -> Result<()> {
    let organisation = &app.settings().get().settings.organisation_name;
    say(tx, app, card, Says::Greeting { organisation }).await.map(drop)
}

/// The party wrote: the assistant has a turn, right after the message is durable.
pub(crate) async fn heard(tx: &mut Tx, item: Item) -> Result<()> {
    let args = json!({ "session": item.id });
    let now = tx.now();
    tx.schedule(Job::once(JobKind::AssistantTurn, item.id, args, SameKey::Replace), now).await
}

/// Answers what was said. It knows nothing yet that it could answer with, and what it does not know it hands over.
pub(crate) async fn take_turn(tx: &mut Tx, app: &App, session: i64) -> Result<()> {
    // Most messages are not its to answer: for those nobody's decision is held up.
    let row = entity::Entity::find_by_id(session).one(tx.conn()).await?;
    if row.and_then(|row| hands_over_as(row.status.0)).is_none() {
        return Ok(());
    }
    work::turns::take(tx).await?;
    let Some(row) = access::lock(tx, session).await? else { return Ok(()) };
    match hands_over_as(row.status.0) {
        Some(cause) => waiting::ask_for_an_agent(tx, app, &Actor::System, row, cause).await,
        None => Ok(()),
    }
}

/// The word for why the assistant brings in a person; nothing when someone else speaks, or will.
fn hands_over_as(status: SessionStatus) -> Option<&'static str> {
    match status {
        SessionStatus::Ai => Some("assistant"),
        SessionStatus::Abandoned => Some("message_left"),
        SessionStatus::Waiting | SessionStatus::Assigned | SessionStatus::Ended => None,
    }
}
