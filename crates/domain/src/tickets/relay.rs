//! Carrying a message of one party over to the other: the agent's own message there, made from what was said here.

use std::collections::HashSet;

use liaison_protocol::{
    activity::{Deed, DeedSubject},
    error_code::ErrorCode,
    file::Attachment,
    ids::{ConversationId, FileId, MessageId, TicketId},
    message::{LogEntry, Message, MessageType, Position},
    side::Side,
    ticket::Relay,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::access::{self, Visible};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    conversations::{self, access as conversation_access, card::Card},
    error::{Error, Result},
    files,
    messages::{
        post::{self, PostMessage},
        queries, relay_entity,
    },
};

/// Carries a message over into the other channel. The same key again gives the first result again.
pub async fn relay(app: &App, actor: &Actor, id: TicketId, command: Relay) -> Result<Message> {
    let (ticket, _) = access::of_staff(app.db().read(), actor, id).await?;
    let (source, target) = found(app, actor, &ticket, command.message_id).await?;
    // Asked before anything is copied, and again when it is stored.
    let card = Card::fresh(app, target).await?;
    let (identity, _) = conversation_access::writable(actor, &card)?;
    let chosen = chosen(&source, command.attachment_ids.as_deref())?;
    let mut message = PostMessage {
        text: command.text.unwrap_or_else(|| source.text.clone()),
        client_id: command.client_id,
        relayed_from: Some(Position { conversation_id: source.conversation_id, seq: source.seq }),
        ..PostMessage::default()
    };
    let tx = app.begin().await?;
    let known = post::known(&tx, &card, identity, &message).await?;
    drop(tx);
    if let Some(known) = known {
        return queries::one(app, actor, known.id).await;
    }
    // What is copied and then not sent goes the way of every file that nobody sends.
    for (number, file) in chosen.into_iter().enumerate() {
        let stem = format!("attachment-{}", number + 1);
        message.attachment_ids.push(files::commands::copy(app, actor, file, &stem).await?);
    }
    let stored = store(app, actor, target, &message).await?;
    queries::one(app, actor, stored).await
}

/// The message in one of the ticket's two channels, and the other channel.
async fn found(
    app: &App,
    actor: &Actor,
    ticket: &Visible,
    id: MessageId,
) -> Result<(Message, ConversationId)> {
    let source = queries::one(app, actor, id).await?;
    let channel =
        source.channel_type.filter(|channel| ticket.row.channel(*channel) == source.conversation_id);
    let channel = channel.filter(|_| source.deleted_at.is_none()).ok_or_else(Error::not_found)?;
    if source.message_type != MessageType::UserInput {
        return Err(Error::invalid("message_id", "must name a message that somebody wrote"));
    }
    Ok((source, ticket.row.channel(channel.other())))
}

/// The files that go with it: all, or those of them that were named.
fn chosen(source: &Message, named: Option<&[FileId]>) -> Result<Vec<FileId>> {
    let of_source = |id: &FileId| source.attachments.iter().any(|file: &Attachment| file.id == *id);
    match named {
        None => Ok(source.attachments.iter().map(|file| file.id).collect()),
        Some(named) if named.iter().all(of_source) => {
            let mut seen = HashSet::new();
            Ok(named.iter().copied().filter(|id| seen.insert(*id)).collect())
        }
        Some(_) => Err(Error::invalid("attachment_ids", "names a file that the message does not have")),
    }
}

async fn store(app: &App, actor: &Actor, target: ConversationId, message: &PostMessage) -> Result<MessageId> {
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
    if let Some(known) = post::known(&tx, &card, identity, message).await? {
        return Ok(known.id);
    }
    let stored = post::post_in(&mut tx, app, &card, identity, side, message).await?;
    relay_entity::Entity::insert(relay_entity::ActiveModel {
        target_conversation: Set(target.0),
        target_seq: Set(stored.seq),
        source_conversation: Set(from.conversation_id.0),
        source_seq: Set(from.seq),
        relayed_by: Set(identity.id.0),
        created_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    let details = json!({ "from": from, "to": Position { conversation_id: target, seq: stored.seq } });
    let subject = card.ticket.as_ref().map(|ticket| ticket.ticket.to_string()).unwrap_or_default();
    let act = Act { action: Deed::MessageRelayed, subject: (DeedSubject::Ticket, &subject), details };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    Ok(stored.id)
}
