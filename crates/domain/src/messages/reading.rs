//! How far somebody has read.

use liaison_protocol::{
    conversation::ConversationState,
    ids::{ConversationId, MessageId},
    message::ReadState,
    side::Side,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{entity, membership, queries};
use crate::{
    actor::Actor,
    app::App,
    conversations::{access, participants},
    error::{Error, Result},
    event::ConversationEvent,
};

/// How far somebody says to have read.
#[derive(Debug, Clone, Copy)]
pub enum ReadUpTo {
    /// Everything there is.
    Newest,
    /// A position.
    Seq(i64),
    /// A message.
    Message(MessageId),
}

impl ReadUpTo {
    /// What was named: the message before the position; without either, everything.
    pub fn of(message: Option<MessageId>, seq: Option<i64>) -> Self {
        match (message, seq) {
            (Some(message), _) => Self::Message(message),
            (None, Some(seq)) => Self::Seq(seq),
            (None, None) => Self::Newest,
        }
    }
}

/// Moves the caller's reading forward; it never goes back. Tells the others when it moved.
pub async fn mark_read(app: &App, actor: &Actor, id: ConversationId, up_to: ReadUpTo) -> Result<ReadState> {
    let identity = actor.person()?;
    let read = app.db().read();
    let (card, side) = access::readable(read, actor, id).await?;
    let newest = newest_readable(read, id, side, up_to).await?.ok_or_else(Error::not_found);
    let (message, seq) = match (newest, up_to) {
        (Ok(found), _) => found,
        (Err(_), ReadUpTo::Newest) => return Ok(ReadState { conversation_id: id, last_read_seq: 0 }),
        (Err(error), _) => return Err(error),
    };
    if !card.has_come(identity.id) {
        // A closed channel takes no new member, but whoever may read it may have read it.
        if side == Side::Staff || card.state != ConversationState::Open {
            participants::remember_reader(app, id, identity.id, side).await?;
        } else {
            membership::join(app, actor, id).await?;
        }
    }
    if participants::read_up_to(app, id, identity.id, seq).await? {
        let audience = access::of_reading(&card, identity.id, side);
        app.publish(
            ConversationEvent::Read { conversation: id, person: identity.person(), message, seq },
            audience,
        );
    }
    let last_read_seq = participants::last_read_seq(read, id, identity.id).await?;
    Ok(ReadState { conversation_id: id, last_read_seq })
}

/// The newest message up to that point that somebody on that side may read.
async fn newest_readable(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    side: Side,
    up_to: ReadUpTo,
) -> Result<Option<(MessageId, i64)>> {
    let mut query = entity::Entity::find()
        .select_only()
        .columns([entity::Column::Id, entity::Column::Seq])
        .filter(entity::Column::ConversationId.eq(id.0))
        .filter(entity::Column::Kind.eq(entity::EntryKind::Message))
        .filter(queries::readable_by(side))
        .order_by_desc(entity::Column::Seq)
        .limit(1);
    query = match up_to {
        ReadUpTo::Newest => query,
        ReadUpTo::Seq(seq) => query.filter(entity::Column::Seq.lte(seq)),
        ReadUpTo::Message(message) => query.filter(entity::Column::Id.eq(message.0)),
    };
    let found: Option<(uuid::Uuid, i64)> = query.into_tuple().one(conn).await?;
    Ok(found.map(|(id, seq)| (MessageId(id), seq)))
}
