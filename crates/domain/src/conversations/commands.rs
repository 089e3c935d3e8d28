//! Joining, leaving, reading, typing.

use liaison_protocol::{
    conversation::ConversationState,
    ids::{ConversationId, MessageId, PersonId},
    message::ReadState,
    side::Side,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::json;

use super::{access, card::Card, entity, participant_entity};
use crate::{
    actor::{Actor, Identity},
    app::App,
    db::Tx,
    error::{Error, Result},
    event::{Audience, Event},
    messages::{self, entity as entries},
};

/// Makes a new conversation inside a transaction.
pub(crate) async fn create(
    tx: &Tx,
    id: ConversationId,
    kind: liaison_protocol::conversation::ConversationKind,
    subject: Option<i64>,
) -> Result<()> {
    entity::Entity::insert(entity::ActiveModel {
        id: Set(id.0),
        kind: Set(kind.as_str().to_owned()),
        subject_id: Set(subject),
        state: Set(ConversationState::Open.as_str().to_owned()),
        last_seq: Set(0),
        version: Set(1),
        created_at: Set(tx.now()),
        last_entry_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Locks conversations until the transaction ends: nobody else writes there meanwhile, so what is read after this
/// stays true. Whoever locks several does it here, in the order of their ids, so that no two wait for each other;
/// a ticket is locked before its conversations. SQLite has one writer at a time anyway.
pub(crate) async fn lock(tx: &Tx, ids: impl IntoIterator<Item = uuid::Uuid>) -> Result<()> {
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        entity::Entity::find()
            .select_only()
            .column(entity::Column::Id)
            .filter(entity::Column::Id.is_in(ids))
            .order_by_asc(entity::Column::Id)
            .lock_exclusive()
            .into_tuple::<uuid::Uuid>()
            .all(tx.conn())
            .await?;
    }
    Ok(())
}

/// Puts somebody into a conversation inside a transaction; again is no change, and who had left comes back.
pub(crate) async fn add_member(tx: &Tx, id: ConversationId, person: PersonId, side: Side) -> Result<()> {
    add(tx, id, person, side, false).await
}

/// The same for somebody who belongs to the conversation and has yet to come: who is told what happens there, and
/// whose coming will be said.
pub(crate) async fn await_member(tx: &Tx, id: ConversationId, person: PersonId, side: Side) -> Result<()> {
    add(tx, id, person, side, true).await
}

async fn add(tx: &Tx, id: ConversationId, person: PersonId, side: Side, awaited: bool) -> Result<()> {
    participant_entity::Entity::insert(participant_entity::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(person.0),
        side: Set(side.as_str().to_owned()),
        joined_at: Set(tx.now()),
        left_at: Set(None),
        last_read_seq: Set(0),
        awaited: Set(awaited),
    })
    .on_conflict(
        OnConflict::columns([
            participant_entity::Column::ConversationId,
            participant_entity::Column::PersonId,
        ])
        .value(participant_entity::Column::LeftAt, Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None))
        .value(participant_entity::Column::Awaited, Expr::value(awaited))
        .to_owned(),
    )
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Takes somebody out of a conversation inside a transaction.
pub(crate) async fn remove_member(tx: &Tx, id: ConversationId, person: PersonId) -> Result<()> {
    participant_entity::Entity::update_many()
        .col_expr(participant_entity::Column::LeftAt, Expr::value(Some(tx.now())))
        .filter(participant_entity::Column::ConversationId.eq(id.0))
        .filter(participant_entity::Column::PersonId.eq(person.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Says, inside a transaction, that who may do what in a conversation has changed: messages on their way are checked
/// anew, cards in memory are forgotten, joined sockets are looked at again.
pub(crate) async fn touch_access(tx: &mut Tx, id: ConversationId) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    tx.emit(Event::AccessChanged { conversation: id }, Audience::default());
    Ok(())
}

/// Freezes or thaws a conversation inside a transaction and says so.
pub(crate) async fn set_state(
    tx: &mut Tx,
    card: &Card,
    state: ConversationState,
    reason: &str,
) -> Result<()> {
    if card.state == state {
        return Ok(());
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value(state.as_str()))
        .filter(entity::Column::Id.eq(card.id.0))
        .exec(tx.conn())
        .await?;
    touch_access(tx, card.id).await?;
    let event = Event::StateChanged {
        conversation: card.id,
        previous: card.state,
        state,
        reason: reason.to_owned(),
        at: tx.now(),
    };
    tx.emit(event, access::audience(card, None));
    Ok(())
}

/// Makes the caller a member of a conversation he may read. A system message says so, once.
pub async fn join(app: &App, actor: &Actor, id: ConversationId) -> Result<()> {
    let identity = actor.person()?;
    let (card, side) = access::readable(app.db().read(), actor, id).await?;
    if card.has_come(identity.id) || card.state != ConversationState::Open {
        return Ok(());
    }
    let mut tx = app.begin().await?;
    lock(&tx, [id.0]).await?;
    let (card, _) = access::readable(tx.conn(), actor, id).await?;
    if card.has_come(identity.id) || card.state != ConversationState::Open {
        return Ok(());
    }
    add_member(&tx, id, identity.id, side).await?;
    touch_access(&mut tx, id).await?;
    say_joined_or_left(&mut tx, app, &card, identity, side, true).await?;
    tx.commit().await
}

/// Ends the caller's membership. A system message says so.
pub async fn leave(app: &App, actor: &Actor, id: ConversationId) -> Result<()> {
    let identity = actor.person()?;
    let mut tx = app.begin().await?;
    lock(&tx, [id.0]).await?;
    let (card, side) = access::readable(tx.conn(), actor, id).await?;
    if !card.has_come(identity.id) {
        return Ok(());
    }
    if card.ticket.as_ref().is_some_and(|ticket| ticket.agent == identity.id) {
        return Err(Error::with_message(
            liaison_protocol::error_code::ErrorCode::Conflict,
            "the ticket's agent stays in its channels; reassign the ticket instead",
        ));
    }
    remove_member(&tx, id, identity.id).await?;
    touch_access(&mut tx, id).await?;
    if card.state == ConversationState::Open {
        say_joined_or_left(&mut tx, app, &card, identity, side, false).await?;
    }
    tx.commit().await
}

async fn say_joined_or_left(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    side: Side,
    joined: bool,
) -> Result<()> {
    let (text, event) = if joined {
        (format!("{} joined the conversation.", identity.name), "joined")
    } else {
        (format!("{} left the conversation.", identity.name), "left")
    };
    let facts = json!({ "event": event, "user_id": identity.public_id(), "side": side });
    messages::system::say(tx, app, card, &text, facts).await?;
    let mut audience = access::audience(card, None);
    audience.except = Some(identity.id);
    let (conversation, person) = (card.id, identity.person());
    tx.emit(
        if joined { Event::Joined { conversation, person } } else { Event::Left { conversation, person } },
        audience,
    );
    Ok(())
}

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
            remember_reader(app, id, identity.id, side).await?;
        } else {
            join(app, actor, id).await?;
        }
    }
    let moved = participant_entity::Entity::update_many()
        .col_expr(participant_entity::Column::LastReadSeq, Expr::value(seq))
        .filter(participant_entity::Column::ConversationId.eq(id.0))
        .filter(participant_entity::Column::PersonId.eq(identity.id.0))
        .filter(participant_entity::Column::LastReadSeq.lt(seq))
        .exec(app.db().write())
        .await?
        .rows_affected;
    if moved > 0 {
        // A party is told how far its agent has read, not which colleague looks on.
        let audience = if side != Side::Staff || card.has_member(identity.id) {
            access::audience(&card, None)
        } else {
            Audience::default()
        };
        // The reader's own sockets are told as such: each of them shows the same as unread.
        let audience = Audience { people: vec![identity.id], except: Some(identity.id), ..audience };
        app.publish(Event::Read { conversation: id, person: identity.person(), message, seq }, audience);
    }
    let last_read_seq = super::queries::last_read_seq(read, id, identity.id).await?;
    Ok(ReadState { conversation_id: id, last_read_seq })
}

/// Keeps how far somebody has read without making a member of him: nobody is told that he came in.
async fn remember_reader(app: &App, id: ConversationId, person: PersonId, side: Side) -> Result<()> {
    let now = app.now();
    participant_entity::Entity::insert(participant_entity::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(person.0),
        side: Set(side.as_str().to_owned()),
        joined_at: Set(now),
        left_at: Set(Some(now)),
        last_read_seq: Set(0),
        awaited: Set(false),
    })
    .on_conflict(
        OnConflict::columns([
            participant_entity::Column::ConversationId,
            participant_entity::Column::PersonId,
        ])
        .update_column(participant_entity::Column::Side)
        .to_owned(),
    )
    .exec_without_returning(app.db().write())
    .await?;
    Ok(())
}

/// The newest message up to that point that somebody on that side may read.
async fn newest_readable(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    side: Side,
    up_to: ReadUpTo,
) -> Result<Option<(MessageId, i64)>> {
    let mut query = entries::Entity::find()
        .select_only()
        .columns([entries::Column::Id, entries::Column::Seq])
        .filter(entries::Column::ConversationId.eq(id.0))
        .filter(entries::Column::Kind.eq("message"))
        .filter(messages::queries::readable_by(side))
        .order_by_desc(entries::Column::Seq)
        .limit(1);
    query = match up_to {
        ReadUpTo::Newest => query,
        ReadUpTo::Seq(seq) => query.filter(entries::Column::Seq.lte(seq)),
        ReadUpTo::Message(message) => query.filter(entries::Column::Id.eq(message.0)),
    };
    let found: Option<(uuid::Uuid, i64)> = query.into_tuple().one(conn).await?;
    Ok(found.map(|(id, seq)| (MessageId(id), seq)))
}

/// Tells the others that the caller types, or stopped. Nothing is stored.
pub async fn typing(app: &App, actor: &Actor, id: ConversationId, is_typing: bool) -> Result<()> {
    let identity = actor.person()?;
    let card = Card::cached(app, id).await?;
    access::writable(actor, &card)?;
    let mut audience = access::audience(&card, None);
    audience.except = Some(identity.id);
    app.publish(Event::Typing { conversation: id, person: identity.person(), is_typing }, audience);
    Ok(())
}
