//! Creating a conversation, locking it, freezing it, typing in it.

use liaison_protocol::{
    conversation::{ConversationKind, ConversationState},
    ids::ConversationId,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{access, card::Card, entity, kinds};
use crate::{
    actor::Actor,
    app::App,
    db::{Stored, Tx},
    error::Result,
    event::{Audience, ConversationEvent},
    facts::Item,
};

/// The facts that a subject hands in about one of its conversations.
pub(crate) struct About<'a> {
    /// Which of its kind.
    pub(crate) id: i64,
    /// What it is called.
    pub(crate) title: &'a str,
}

/// Creates a conversation inside a transaction. Its kind says what it can be about.
pub(crate) async fn create(
    tx: &Tx,
    id: ConversationId,
    kind: ConversationKind,
    about: Option<About<'_>>,
) -> Result<()> {
    let properties = kinds::of(kind);
    entity::Entity::insert(entity::ActiveModel {
        id: Set(id.0),
        kind: Set(Stored(kind)),
        subject_kind: Set(properties.subject.filter(|_| about.is_some())),
        subject_id: Set(about.as_ref().map(|about| about.id)),
        side: Set(properties.side.map(Stored)),
        title: Set(about.map(|about| about.title.to_owned())),
        team: Set(None),
        state: Set(Stored(ConversationState::Open)),
        last_seq: Set(0),
        version: Set(1),
        created_at: Set(tx.now()),
        last_entry_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Calls all conversations of a subject something else, inside a transaction.
pub(crate) async fn rename(tx: &Tx, subject: Item, title: &str) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Title, Expr::value(title))
        .filter(entity::Column::SubjectKind.eq(subject.kind))
        .filter(entity::Column::SubjectId.eq(subject.id))
        .exec(tx.conn())
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

/// Says, inside a transaction, that who may do what in a conversation has changed: messages on their way are checked
/// anew, cards in memory are forgotten, joined sockets are looked at again.
pub(crate) async fn touch_access(tx: &mut Tx, id: ConversationId) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    tx.emit(ConversationEvent::AccessChanged { conversation: id }, Audience::default());
    Ok(())
}

/// Puts a conversation into a state inside a transaction; says whether it was in another one. What is said of it is up to
/// the caller.
pub(crate) async fn put_state(tx: &mut Tx, card: &Card, state: ConversationState) -> Result<bool> {
    if card.state == state {
        return Ok(false);
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value(state.as_str()))
        .filter(entity::Column::Id.eq(card.id.0))
        .exec(tx.conn())
        .await?;
    touch_access(tx, card.id).await?;
    Ok(true)
}

/// Freezes or thaws a conversation inside a transaction and says so.
pub(crate) async fn set_state(
    tx: &mut Tx,
    card: &Card,
    state: ConversationState,
    reason: &str,
) -> Result<()> {
    if !put_state(tx, card, state).await? {
        return Ok(());
    }
    let event = ConversationEvent::StateChanged {
        conversation: card.id,
        previous: card.state,
        state,
        reason: reason.to_owned(),
        at: tx.now(),
    };
    tx.emit(event, access::audience(card, None));
    Ok(())
}

/// Tells the others that the caller types, or stopped. Nothing is stored.
pub async fn typing(app: &App, actor: &Actor, id: ConversationId, is_typing: bool) -> Result<()> {
    let identity = actor.person()?;
    let card = Card::cached(app, id).await?;
    access::writable(actor, &card)?;
    let event = ConversationEvent::Typing { conversation: id, person: identity.person(), is_typing };
    app.publish(event, access::others(&card, identity.id));
    Ok(())
}
