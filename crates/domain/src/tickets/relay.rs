//! Carrying a message of one party over to the other: the agent's own message there, made from what was said here.

use std::collections::HashSet;

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    file::{Attachment, FileWithMetadata},
    ids::{ConversationId, FileId, MessageId, TicketId},
    message::{LogEntry, Message, MessageType, Position},
    side::Side,
    ticket::Relay,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

use super::access::{self, Visible};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    conversations::{self, access as conversation_access, card::Card},
    db::Tx,
    digest,
    error::{Error, Result},
    files::{
        self,
        copy::{Copied, Copy},
    },
    masked,
    messages::{
        author::Author,
        entity,
        post::{self, PostMessage},
        queries, relay_entity,
    },
};

/// Relays that go on at the same time, each of another message: the same one is not copied several times at once.
pub(crate) struct Turns([Mutex<()>; TURNS]);

const TURNS: usize = 64;

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::default()))
    }
}

impl Turns {
    async fn take(&self, message: MessageId) -> Option<MutexGuard<'_, ()>> {
        let turn = self.0.get(usize::try_from(message.0.as_u128() % TURNS as u128).unwrap_or_default())?;
        Some(turn.lock().await)
    }
}

/// Carries a message over into the other channel. The same key again gives the first result again, and so does the
/// same text with the same files, by whomever, as long as the first result was not deleted.
///
/// 409 `METADATA_REMAINS` when files may still say something of their maker and the caller has not confirmed them.
pub async fn relay(app: &App, actor: &Actor, id: TicketId, command: Relay) -> Result<Message> {
    let (ticket, _) = access::of_staff(app.db().read(), actor, id).await?;
    let (source, target) = found(app, actor, &ticket, command.message_id).await?;
    // Between nodes, the lock in `store` decides.
    let _turn = app.relay_turns().take(source.id).await;
    // Asked before anything is copied, and again when it is stored.
    let card = Card::fresh(app, target).await?;
    let (identity, _) = conversation_access::writable(actor, &card)?;
    let chosen = self::chosen(&source, "attachment_ids", command.attachment_ids.as_deref())?;
    let confirmed = self::chosen(&source, "confirm_metadata", Some(&command.confirm_metadata))?;
    let mut message = PostMessage {
        text: command.text.unwrap_or_else(|| source.text.clone()),
        client_id: command.client_id,
        relayed_from: Some(Position { conversation_id: source.conversation_id, seq: source.seq }),
        ..PostMessage::default()
    };
    let hash = content_hash(app, &message.text, &chosen);
    let tx = app.begin().await?;
    let known = known(&tx, &card, identity, &message, &hash).await?;
    drop(tx);
    if let Some(known) = known {
        return queries::one(app, actor, known).await;
    }
    let copies = copy(app, actor, &chosen, &confirmed).await?;
    message.attachment_ids.clone_from(&copies);
    let stored = store(app, actor, target, &message, &hash).await;
    // What became part of no message is removed; when this is cut off, as every file that nobody sends.
    if !matches!(stored, Ok(Stored::New(_))) && !copies.is_empty() {
        files::copy::discard(app, &copies).await?;
    }
    let (Stored::New(stored) | Stored::Known(stored)) = stored?;
    queries::one(app, actor, stored).await
}

/// What a relay came to.
enum Stored {
    /// A new message.
    New(MessageId),
    /// One that was there already; nothing was used for it.
    Known(MessageId),
}

/// Makes copies of files for the other side. When one may say something of its maker that nobody has confirmed, none is
/// left, and all such are named.
async fn copy(app: &App, actor: &Actor, chosen: &[FileId], confirmed: &[FileId]) -> Result<Vec<FileId>> {
    let mut copies = Vec::with_capacity(chosen.len());
    let mut refused: Vec<FileWithMetadata> = Vec::new();
    for (number, file) in (1..).zip(chosen) {
        let how = Copy { stem: &format!("attachment-{number}"), may_tell: confirmed.contains(file) };
        match files::copy::copy(app, actor, *file, how).await {
            Ok(Copied::File(copy)) => copies.push(copy),
            Ok(Copied::Tells { name, remains }) => {
                refused.push(FileWithMetadata { id: *file, name, remains: vec![remains] });
            }
            Err(error) => {
                files::copy::discard(app, &copies).await?;
                return Err(error);
            }
        }
    }
    if refused.is_empty() {
        return Ok(copies);
    }
    files::copy::discard(app, &copies).await?;
    Err(Error::new(ErrorCode::MetadataRemains).details(json!({ "files": refused })))
}

/// Stands for a text, as it will be stored, and for the files that go with it.
fn content_hash(app: &App, text: &str, files: &[FileId]) -> String {
    let mut parts: Vec<String> = files.iter().map(ToString::to_string).collect();
    parts.sort_unstable();
    parts.push(masked::text(app, text));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    digest::hex(&digest::of_parts(&parts))
}

/// The first result of the same key, or of the same content.
async fn known(
    tx: &Tx,
    card: &Card,
    identity: &Identity,
    message: &PostMessage,
    hash: &str,
) -> Result<Option<MessageId>> {
    if let Some(known) = post::known(tx, card, identity, message).await? {
        return Ok(Some(known.id));
    }
    let from = message.relayed_from.ok_or_else(|| Error::internal("a relay from nowhere"))?;
    let relayed = relay_entity::Entity::find()
        .filter(relay_entity::Column::SourceConversation.eq(from.conversation_id.0))
        .filter(relay_entity::Column::SourceSeq.eq(from.seq))
        .filter(relay_entity::Column::TargetConversation.eq(card.id.0))
        .filter(relay_entity::Column::ContentHash.eq(hash))
        .one(tx.conn())
        .await?;
    let Some(relayed) = relayed else { return Ok(None) };
    let id: Option<Uuid> = entity::Entity::find_by_id((relayed.target_conversation, relayed.target_seq))
        .select_only()
        .column(entity::Column::Id)
        .into_tuple()
        .one(tx.conn())
        .await?;
    Ok(id.map(MessageId))
}

/// The message in one of the ticket's two channels, and the other channel.
async fn found(
    app: &App,
    actor: &Actor,
    ticket: &Visible,
    id: MessageId,
) -> Result<(Message, ConversationId)> {
    let source = queries::one(app, actor, id).await?;
    let [brand, creator] = ticket.row.channels();
    let target = match source.conversation_id {
        _ if source.deleted_at.is_some() => return Err(Error::not_found()),
        id if id == brand => creator,
        id if id == creator => brand,
        _ => return Err(Error::not_found()),
    };
    if source.message_type != MessageType::UserInput {
        return Err(Error::invalid("message_id", "must be the id of a message written by a person"));
    }
    Ok((source, target))
}

/// The files that go with it: all, or those of them that were named.
fn chosen(source: &Message, field: &str, named: Option<&[FileId]>) -> Result<Vec<FileId>> {
    let of_source = |id: &FileId| source.attachments.iter().any(|file: &Attachment| file.id == *id);
    match named {
        None => Ok(source.attachments.iter().map(|file| file.id).collect()),
        Some(named) if named.iter().all(of_source) => {
            let mut seen = HashSet::new();
            Ok(named.iter().copied().filter(|id| seen.insert(*id)).collect())
        }
        Some(_) => Err(Error::invalid(field, "names a file that the message does not have")),
    }
}

async fn store(
    app: &App,
    actor: &Actor,
    target: ConversationId,
    message: &PostMessage,
    hash: &str,
) -> Result<Stored> {
    let from = message.relayed_from.ok_or_else(|| Error::internal("a relay from nowhere"))?;
    let mut tx = app.begin().await?;
    conversations::commands::lock(&tx, [target.0, from.conversation_id.0]).await?;
    // It may have been taken back while its files were copied.
    let source = queries::at(tx.conn(), actor, from).await?;
    if !matches!(source, LogEntry::Message(source) if source.deleted_at.is_none()) {
        return Err(ErrorCode::MessageDeleted.into());
    }
    let card = Card::load(tx.conn(), target).await?;
    let (identity, side) = conversation_access::writable(actor, &card)?;
    debug_assert_eq!(side, Side::Staff, "only staff see both channels");
    if let Some(known) = known(&tx, &card, identity, message, hash).await? {
        return Ok(Stored::Known(known));
    }
    let stored = post::post_in(&mut tx, app, &card, Author::Person(identity, side), message).await?;
    relay_entity::Entity::insert(relay_entity::ActiveModel {
        target_conversation: Set(target.0),
        target_seq: Set(stored.seq),
        source_conversation: Set(from.conversation_id.0),
        source_seq: Set(from.seq),
        relayed_by: Set(identity.id.0),
        created_at: Set(tx.now()),
        content_hash: Set(Some(hash.to_owned())),
    })
    .exec_without_returning(tx.conn())
    .await?;
    let details = json!({ "from": from, "to": Position { conversation_id: target, seq: stored.seq } });
    let subject = card.subject.map(|subject| subject.id.to_string()).unwrap_or_default();
    let act =
        Act { action: ActivityAction::MessageRelayed, subject: (ActivitySubject::Ticket, &subject), details };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    Ok(Stored::New(stored.id))
}
