//! Posting a message: check, mask, hand to the writer. Every transport ends here.

use std::sync::Arc;

use liaison_masking::Trace;
use liaison_protocol::{
    conversation::ConversationKind,
    error_code::ErrorCode,
    file::Attachment,
    ids::{ConversationId, FileId, PersonId},
    message::{Message, MessageType, Position, Sender},
    side::Side,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;
use tokio::sync::oneshot;

pub use super::done::Done;
use super::{
    entity,
    just_before::{self, Memory},
    marks::Marks,
    membership, mentions,
    position::next_position,
    view,
    writer::Draft,
};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{self, access, card::Card},
    db::Tx,
    display_name,
    error::{Error, Result},
    event::{Audience, MessageEvent},
    files, masked,
};

/// Characters of a message at most.
pub const MAX_TEXT: usize = 10_000;
/// Files of a message at most.
const MAX_ATTACHMENTS: usize = 10;
/// Bytes of a client's own key at most.
const MAX_CLIENT_ID: usize = 100;

/// What somebody wants to say.
#[derive(Debug, Clone, Default)]
pub struct PostMessage {
    /// The text, as typed.
    pub text: String,
    /// An https address of media kept elsewhere.
    pub media_url: Option<String>,
    /// Files uploaded before, by the same person.
    pub attachment_ids: Vec<FileId>,
    /// The sender's own key: the same key again gives the first result again.
    pub client_id: Option<String>,
    /// The tab the agent had open.
    pub target_tab: Option<String>,
    /// Facts that go with the text, as a form has them.
    pub action_data: Option<Value>,
    /// The message of the other side that this one is made from.
    pub relayed_from: Option<Position>,
}

/// Posts a message and waits until it is durable.
pub async fn post(
    app: &App,
    actor: &Actor,
    conversation: ConversationId,
    command: PostMessage,
) -> Result<Message> {
    let (done, outcome) = oneshot::channel();
    // Who waits no longer may be gone; the message is stored all the same.
    let done = Done::new(|result| drop(done.send(result)));
    hand_in(app, actor, conversation, command, done).await;
    let message = outcome.await.map_err(|_| Error::unavailable("the writer has given it up"))??;
    Ok(Arc::unwrap_or_clone(message))
}

/// Posts a message and returns as soon as it has its place in the queue: messages handed in one after the other are
/// stored in that order. What becomes of it, `done` is told.
pub async fn hand_in(
    app: &App,
    actor: &Actor,
    conversation: ConversationId,
    command: PostMessage,
    done: Done,
) {
    let attempt = Attempt { app: app.clone(), actor: actor.clone(), conversation, command };
    match attempt.prepare().await {
        Ok(Prepared::Stored(message)) => done.tell(Ok(message)),
        Ok(Prepared::Draft(draft)) => app.writer().hand_in(draft.answering(attempt.once_more(done))).await,
        Err(error) => done.tell(Err(error)),
    }
}

/// One try to post.
struct Attempt {
    app: App,
    actor: Actor,
    conversation: ConversationId,
    command: PostMessage,
}

enum Prepared {
    Stored(Arc<Message>),
    Draft(Box<Unanswered>),
}

/// A draft before it is known who is to be told of it.
struct Unanswered {
    message: Message,
    kind: ConversationKind,
    version: i64,
    trace: Option<Trace>,
    actor: Actor,
    audience: Audience,
}

impl Unanswered {
    fn answering(self, done: Done) -> Draft {
        let Self { message, kind, version, trace, actor, audience } = self;
        Draft { message: Arc::new(message), kind, version, trace, after: None, actor, audience, done }
    }
}

impl Attempt {
    /// When the conversation changed on the way, everything is checked and tried once more.
    fn once_more(self, done: Done) -> Done {
        Done::new(move |result| match result {
            Err(error) if error.code() == ErrorCode::ConversationMoved => {
                let app = self.app.clone();
                app.spawn(async move {
                    self.app.cards().forget(self.conversation);
                    match self.prepare().await {
                        Ok(Prepared::Stored(message)) => done.tell(Ok(message)),
                        Ok(Prepared::Draft(draft)) => self.app.writer().hand_in(draft.answering(done)).await,
                        Err(error) => done.tell(Err(error)),
                    }
                });
            }
            result => done.tell(result),
        })
    }

    async fn prepare(&self) -> Result<Prepared> {
        let Self { app, actor, conversation, command } = self;
        validate(app, command)?;
        let mut card = Card::for_reader(app, actor, *conversation).await?;
        let (identity, side) = match access::writable(actor, &card) {
            Ok(allowed) => allowed,
            // What is refused by an old card is looked at once more, fresh.
            Err(_) => {
                app.cards().forget(*conversation);
                card = Card::cached(app, *conversation).await?;
                access::writable(actor, &card)?
            }
        };
        if !card.has_come(identity.id) && side != Side::Staff {
            Box::pin(membership::join(app, actor, *conversation)).await?;
            app.cards().forget(*conversation);
            card = Card::cached(app, *conversation).await?;
        }
        if !command.attachment_ids.is_empty() || mentions::may_mention(card.kind, &command.text) {
            app.writer().caught_up(*conversation).await;
            let message = Box::pin(post_with_more(app, actor, *conversation, command)).await?;
            return Ok(Prepared::Stored(Arc::new(message)));
        }
        let row = row(app, &card, identity, side, command);
        let trace = just_before::trace(&row.text);
        if trace.is_some() {
            Memory::ensure(app, *conversation).await?;
        }
        Ok(Prepared::Draft(Box::new(Unanswered {
            message: view::message(row, card.kind, sender_of(identity))?,
            kind: card.kind,
            version: card.version,
            trace,
            actor: actor.clone(),
            audience: access::of_message(&card, identity.id, None),
        })))
    }
}

/// Brings a draft up to the present state of its conversation, or refuses it.
pub(super) fn check_again(draft: &mut Draft, card: &Card) -> Result<()> {
    let (identity, side) = access::writable(&draft.actor, card)?;
    if !card.has_come(identity.id) && side != Side::Staff {
        // Who has left comes in again first: the sender's own second try.
        return Err(ErrorCode::ConversationMoved.into());
    }
    Arc::make_mut(&mut draft.message).sender_role = role(side).to_owned();
    draft.version = card.version;
    draft.audience = access::of_message(card, identity.id, None);
    Ok(())
}

fn role(side: Side) -> &'static str {
    if side == Side::Staff { "agent" } else { side.as_str() }
}

fn sender_of(identity: &Identity) -> Sender {
    Sender {
        id: Some(identity.id),
        public_id: identity.public_id(),
        name: identity.name.clone(),
        kind: view::kind_word(identity.kind).to_owned(),
    }
}

/// The row of a person's message, masked; its position is still open.
fn row(app: &App, card: &Card, identity: &Identity, side: Side, command: &PostMessage) -> entity::Model {
    entity::Model {
        conversation_id: card.id.0,
        seq: 0,
        id: app.new_id(),
        kind: view::MESSAGE.to_owned(),
        author_id: Some(identity.id.0),
        author_role: role(side).to_owned(),
        message_type: Some(MessageType::UserInput.as_str().to_owned()),
        text: masked::text(app, &command.text),
        attachments: None,
        media_url: command.media_url.as_deref().map(|url| masked::address(app, url)),
        action_required: false,
        action_completed: false,
        action_data: command.action_data.clone(),
        visible_to: None,
        target_tab: command.target_tab.as_deref().map(|tab| masked::text(app, tab)),
        client_id: command.client_id.clone(),
        target_id: None,
        created_at: app.now(),
        edited_at: None,
        deleted_at: None,
    }
}

fn validate(app: &App, command: &PostMessage) -> Result<()> {
    let is_empty = display_name::is_blank(&command.text);
    if is_empty && command.attachment_ids.is_empty() && command.media_url.is_none() {
        return Err(ErrorCode::MessageEmpty.into());
    }
    check_text(&command.text)?;
    if command.attachment_ids.len() > MAX_ATTACHMENTS {
        return Err(Error::invalid("attachment_ids", "takes at most 10 files"));
    }
    if let Some(key) = &command.client_id
        && (key.is_empty() || key.len() > MAX_CLIENT_ID || key.contains('\0'))
    {
        return Err(Error::invalid("client_id", "takes 1 to 100 bytes"));
    }
    if let Some(key) = &command.client_id {
        masked::check_key(app, "client_id", key)?;
    }
    if let Some(tab) = &command.target_tab
        && (tab.len() > 50 || tab.contains('\0'))
    {
        return Err(Error::invalid("target_tab", "takes at most 50 bytes"));
    }
    match &command.media_url {
        Some(url) if !is_media_url(url) => {
            Err(Error::invalid("media_url", "must be an https address of at most 2,000 bytes"))
        }
        _ => Ok(()),
    }
}

/// Refuses a text that is too long or cannot be stored.
pub(crate) fn check_text(text: &str) -> Result<()> {
    if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
        return Err(
            Error::new(ErrorCode::MessageTooLong).details(serde_json::json!({ "max_characters": MAX_TEXT }))
        );
    }
    // PostgreSQL cannot store it, and no person types it.
    if text.contains('\0') {
        Err(Error::invalid("text", "must not contain the NUL character"))
    } else {
        Ok(())
    }
}

fn is_media_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    url.len() <= 2_000
        && !rest.is_empty()
        && !rest.starts_with('/')
        && url.chars().all(|c| !c.is_control() && !c.is_whitespace())
}

/// A message that changes more than the log: its files become its own, colleagues are mentioned, in one transaction.
async fn post_with_more(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    command: &PostMessage,
) -> Result<Message> {
    let mut tx = app.begin().await?;
    conversations::commands::lock(&tx, [id.0]).await?;
    let card = Card::load(tx.conn(), id).await?;
    let (identity, side) = access::writable(actor, &card)?;
    if let Some(message) = known(&tx, &card, identity, command).await? {
        return Ok(message);
    }
    let message = post_in(&mut tx, app, &card, identity, side, command).await?;
    tx.commit().await?;
    Ok(message)
}

/// Posts inside a transaction that does more than post.
pub(crate) async fn post_in(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    side: Side,
    command: &PostMessage,
) -> Result<Message> {
    validate(app, command)?;
    let mut row = row(app, card, identity, side, command);
    row.text = just_before::settle(tx, app, card, identity, row.text).await?;
    if !command.attachment_ids.is_empty() {
        let attachments =
            files::commands::attach(tx, identity.id, card, &command.attachment_ids, row.id).await?;
        row.attachments = Some(serde_json::to_value::<&[Attachment]>(&attachments).map_err(Error::internal)?);
    }
    let mentions = mentions::found(tx.conn(), card.kind, identity.id, &row.text).await?;
    let mut audience = access::of_message(card, identity.id, None);
    mentions::tell(&mut audience, &mentions);
    let new = New { row, sender: sender_of(identity), relayed_from: command.relayed_from, mentions };
    insert(tx, card, new, audience).await
}

/// The first result of a key that was used before.
pub(crate) async fn known(
    tx: &Tx,
    card: &Card,
    identity: &Identity,
    command: &PostMessage,
) -> Result<Option<Message>> {
    let Some(key) = &command.client_id else { return Ok(None) };
    let row = entity::Entity::find()
        .filter(entity::Column::ConversationId.eq(card.id.0))
        .filter(entity::Column::AuthorId.eq(identity.id.0))
        .filter(entity::Column::ClientId.eq(key.as_str()))
        .one(tx.conn())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let marks = Marks::of(tx.conn(), std::slice::from_ref(&row), card.kind, identity.kind.side()).await?;
    let mut message = view::message(row, card.kind, sender_of(identity))?;
    marks.put_on(&mut message);
    Ok(Some(message))
}

/// A message that has no position yet.
pub(crate) struct New {
    pub(crate) row: entity::Model,
    pub(crate) sender: Sender,
    pub(crate) relayed_from: Option<Position>,
    pub(crate) mentions: Vec<PersonId>,
}

/// Gives a row its position, stores it and tells of it, inside a transaction.
pub(crate) async fn insert(tx: &mut Tx, card: &Card, new: New, audience: Audience) -> Result<Message> {
    let New { mut row, sender, relayed_from, mentions } = new;
    row.seq = next_position(tx, card.id).await?;
    row.created_at = tx.now();
    let mut active = row.clone().into_active_model();
    active.seq = Set(row.seq);
    entity::Entity::insert(active.reset_all()).exec_without_returning(tx.conn()).await?;
    mentions::keep(tx, card, row.seq, &mentions).await?;
    let mut message = Message { relayed_from, ..view::message(row, card.kind, sender)? };
    mentions::mark(&mut message, &mentions);
    tx.emit(MessageEvent::Posted(Arc::new(message.clone())), audience);
    Ok(message)
}
