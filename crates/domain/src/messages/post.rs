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

pub use super::completion::Completion;
use super::{
    author::Author,
    entity,
    just_before::{self, Memory},
    marks::Marks,
    membership, mentions,
    new_entry::NewEntry,
    position::next_position,
    view,
    writer::Queued,
};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{self, access, card::Card, kinds},
    db::Tx,
    display_name,
    error::{Error, Result},
    event::{Audience, MessageEvent},
    files,
    happened::Happened,
    masked,
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
    /// Facts that go with the text, as a form or a notice has them; buttons.
    pub action_data: Option<Value>,
    /// Whether somebody is to act on it.
    pub action_required: bool,
    /// The only side that may read it; every side when absent.
    pub visible_to: Option<Side>,
    /// Whether it confirms to its author what the author did.
    pub is_audit: bool,
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
    let completion = Completion::new(|result| drop(done.send(result)));
    hand_in(app, actor, conversation, command, completion).await;
    let message =
        outcome.await.map_err(|_| Error::unavailable("the message writer stopped before storing it"))??;
    Ok(Arc::unwrap_or_clone(message))
}

/// Posts a message and returns as soon as it has its place in the queue: messages handed in one after the other are
/// stored in that order. What becomes of it, `completion` is told.
pub async fn hand_in(
    app: &App,
    actor: &Actor,
    conversation: ConversationId,
    command: PostMessage,
    completion: Completion,
) {
    match prepare(app, actor, conversation, command).await {
        Ok(Prepared::Stored(message)) => completion.tell(Ok(message)),
        Ok(Prepared::Queued(queued)) => app.writer().hand_in(queued.answering(completion)).await,
        Err(error) => completion.tell(Err(error)),
    }
}

enum Prepared {
    Stored(Arc<Message>),
    Queued(Box<Unanswered>),
}

/// A queued message before it is known who is to be told of it.
struct Unanswered {
    entry: NewEntry,
    sender: Sender,
    kind: ConversationKind,
    version: i64,
    trace: Option<Trace>,
    actor: Actor,
    audience: Audience,
}

impl Unanswered {
    fn answering(self, completion: Completion) -> Queued {
        let Self { entry, sender, kind, version, trace, actor, audience } = self;
        Queued {
            entry: Arc::new(entry),
            sender,
            kind,
            version,
            trace,
            after: None,
            actor,
            audience,
            completion,
        }
    }
}

/// Checks and masks a message. Most are queued for the writer; what changes more than the log is stored here.
async fn prepare(
    app: &App,
    actor: &Actor,
    conversation: ConversationId,
    command: PostMessage,
) -> Result<Prepared> {
    validate(app, &command)?;
    let mut card = Card::for_reader(app, actor, conversation).await?;
    let (identity, side) = match access::writable(actor, &card) {
        Ok(allowed) => allowed,
        // What is refused by an old card is looked at once more, fresh.
        Err(_) => {
            app.cards().forget(conversation);
            card = Card::cached(app, conversation).await?;
            access::writable(actor, &card)?
        }
    };
    if must_come_in(&card, identity, side) {
        Box::pin(membership::join(app, actor, conversation)).await?;
        app.cards().forget(conversation);
        card = Card::cached(app, conversation).await?;
    }
    if !command.attachment_ids.is_empty()
        || mentions::may_mention(card.kind, &command.text)
        || assistant_answers(&card, side)
    {
        app.writer().caught_up(conversation).await;
        let message = Box::pin(post_with_more(app, actor, conversation, &command)).await?;
        return Ok(Prepared::Stored(Arc::new(message)));
    }
    let author = Author::Person(identity, side);
    let entry = entry(app, &card, author, &command);
    let trace = just_before::trace(&entry.text);
    if trace.is_some() {
        Memory::ensure(app, conversation).await?;
    }
    Ok(Prepared::Queued(Box::new(Unanswered {
        entry,
        sender: author.sender(),
        kind: card.kind,
        version: card.version,
        trace,
        actor: actor.clone(),
        audience: access::of_message(&card, Some(identity.id), None),
    })))
}

/// Whether a party that writes must first become a member, for the first time or again.
pub(super) fn must_come_in(card: &Card, identity: &Identity, side: Side) -> bool {
    side != Side::Staff && !card.has_come(identity.id)
}

/// Whether the assistant answers what somebody on that side writes: then the message and what follows from it are one
/// transaction. While somebody is in charge messages share commits as everywhere else.
fn assistant_answers(card: &Card, side: Side) -> bool {
    kinds::of(card.kind).has_assistant && card.handler.is_none() && side != Side::Staff
}

/// Brings a queued message up to the present state of its conversation, or refuses it.
pub(super) fn check_again(queued: &mut Queued, card: &Card) -> Result<()> {
    let (identity, side) = access::writable(&queued.actor, card)?;
    Arc::make_mut(&mut queued.entry).author_role = Author::Person(identity, side).role();
    queued.version = card.version;
    queued.audience = access::of_message(card, Some(identity.id), None);
    Ok(())
}

/// What is stored of a message, masked.
fn entry(app: &App, card: &Card, author: Author<'_>, command: &PostMessage) -> NewEntry {
    NewEntry {
        media_url: command.media_url.as_deref().map(|url| masked::address(app, url)),
        message_type: if command.is_audit { MessageType::Audit } else { author.message_type() },
        visible_to: command.visible_to,
        action_required: command.action_required,
        action_data: command.action_data.clone(),
        target_tab: command.target_tab.as_deref().map(|tab| masked::text(app, tab)),
        client_id: command.client_id.clone(),
        ..NewEntry::new(card.id, app.new_id(), author, masked::text(app, &command.text))
    }
}

fn validate(app: &App, command: &PostMessage) -> Result<()> {
    let is_empty = display_name::is_blank(&command.text);
    if is_empty && command.attachment_ids.is_empty() && command.media_url.is_none() {
        return Err(ErrorCode::MessageEmpty.into());
    }
    check_text(&command.text)?;
    if command.attachment_ids.len() > MAX_ATTACHMENTS {
        return Err(Error::invalid("attachment_ids", "must contain at most 10 files"));
    }
    if let Some(key) = &command.client_id
        && (key.is_empty() || key.len() > MAX_CLIENT_ID || key.contains('\0'))
    {
        return Err(Error::invalid("client_id", "must be 1 to 100 bytes"));
    }
    if let Some(key) = &command.client_id {
        masked::check_key(app, "client_id", key)?;
    }
    if let Some(tab) = &command.target_tab
        && (tab.len() > 50 || tab.contains('\0'))
    {
        return Err(Error::invalid("target_tab", "must be at most 50 bytes"));
    }
    match &command.media_url {
        Some(url) if !is_media_url(url) => {
            Err(Error::invalid("media_url", "must be an https URL of at most 2,000 bytes"))
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

/// A message that changes more than the log: its files become its own, colleagues are mentioned, the assistant has to
/// answer; in one transaction.
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
    let message = post_in(&mut tx, app, &card, Author::Person(identity, side), command).await?;
    if let Some(item) = card.subject.filter(|_| assistant_answers(&card, side)) {
        app.react(&mut tx, actor, Happened::PartyWrote { item }).await?;
    }
    tx.commit().await?;
    Ok(message)
}

/// Posts inside a transaction that does more than post, whoever the author is.
pub(crate) async fn post_in(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    author: Author<'_>,
    command: &PostMessage,
) -> Result<Message> {
    validate(app, command)?;
    let mut entry = entry(app, card, author, command);
    let (audience, mentions) = match author {
        Author::Person(identity, _) => {
            entry.text = just_before::settle(tx, app, card, identity, entry.text).await?;
            if !command.attachment_ids.is_empty() {
                let attachments =
                    files::commands::attach(tx, identity.id, card, &command.attachment_ids, entry.id).await?;
                entry.attachments =
                    Some(serde_json::to_value::<&[Attachment]>(&attachments).map_err(Error::internal)?);
            }
            let mentions = mentions::found(tx.conn(), card.kind, identity.id, &entry.text).await?;
            let mut audience = access::of_message(card, Some(identity.id), command.visible_to);
            mentions::tell(&mut audience, &mentions);
            (audience, mentions)
        }
        Author::Assistant | Author::Flow => (access::of_message(card, None, command.visible_to), Vec::new()),
        // Notices are read where they stand: nobody is notified of them anywhere else.
        Author::System => (access::audience(card, None), Vec::new()),
    };
    let new = New { entry, sender: author.sender(), relayed_from: command.relayed_from, mentions };
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
    let sender = Author::Person(identity, identity.kind.side()).sender();
    let mut message = view::message(row, card.kind, sender)?;
    marks.put_on(&mut message);
    Ok(Some(message))
}

/// A message that has no position yet.
pub(crate) struct New {
    pub(crate) entry: NewEntry,
    pub(crate) sender: Sender,
    pub(crate) relayed_from: Option<Position>,
    pub(crate) mentions: Vec<PersonId>,
}

/// Gives a message its position, stores it and tells of it, inside a transaction.
pub(crate) async fn insert(tx: &mut Tx, card: &Card, new: New, audience: Audience) -> Result<Message> {
    let New { entry, sender, relayed_from, mentions } = new;
    let row = entry.at(next_position(tx, card.id).await?, tx.now());
    let mut active = row.clone().into_active_model();
    active.seq = Set(row.seq);
    entity::Entity::insert(active.reset_all()).exec_without_returning(tx.conn()).await?;
    mentions::keep(tx, card, row.seq, &mentions).await?;
    let mut message = Message { relayed_from, ..view::message(row, card.kind, sender)? };
    mentions::mark(&mut message, &mentions);
    tx.emit(MessageEvent::Posted(Arc::new(message.clone())), audience);
    Ok(message)
}
