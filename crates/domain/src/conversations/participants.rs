//! Who takes part in a conversation, and as what. Membership has no other source.

use liaison_protocol::{
    conversation::ConversationKind,
    ids::{ConversationId, PersonId},
    side::Side,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, OnConflict, SelectStatement},
};

use super::{
    card::Handler,
    entity,
    participant_entity::{self, Column, Entity, Role},
};
use crate::{
    app::App,
    db::{Stored, Tx},
    error::Result,
};

/// Puts somebody into a conversation inside a transaction; again is no change, and who had left comes back as what the
/// person was.
pub(crate) async fn add(tx: &Tx, id: ConversationId, person: PersonId, side: Side) -> Result<()> {
    put(tx, id, person, Place { side, role: role_on(side), is_awaited: false }).await
}

/// The same for a party who has yet to come: who is told what happens there, and whose coming will be said.
pub(crate) async fn expect(tx: &Tx, id: ConversationId, person: PersonId, side: Side) -> Result<()> {
    put(tx, id, person, Place { side, role: Role::Party, is_awaited: true }).await
}

/// Puts a member of staff in charge of a conversation inside a transaction, instead of whoever was.
pub(crate) async fn set_handler(
    tx: &Tx,
    id: ConversationId,
    previous: Option<PersonId>,
    handler: &Handler,
) -> Result<()> {
    if let Some(previous) = previous {
        stand_down(tx, id, previous).await?;
    }
    put(tx, id, handler.person, Place { side: Side::Staff, role: Role::Handler, is_awaited: false }).await?;
    set_role(tx, id, handler.person, Role::Handler).await?;
    set_team(tx, id, handler.team.as_deref()).await
}

/// Takes whoever was in charge out of it inside a transaction, so that nobody is.
pub(crate) async fn clear_handler(tx: &Tx, id: ConversationId, previous: PersonId) -> Result<()> {
    stand_down(tx, id, previous).await?;
    set_team(tx, id, None).await
}

async fn stand_down(tx: &Tx, id: ConversationId, handler: PersonId) -> Result<()> {
    remove(tx, id, handler).await?;
    set_role(tx, id, handler, Role::Observer).await
}

async fn set_team(tx: &Tx, id: ConversationId, team: Option<&str>) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Team, Expr::value(team))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Takes somebody out of a conversation inside a transaction.
pub(crate) async fn remove(tx: &Tx, id: ConversationId, person: PersonId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LeftAt, Expr::value(Some(tx.now())))
        .filter(Column::ConversationId.eq(id.0))
        .filter(Column::PersonId.eq(person.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The participations of a person of some sort, by the ids of their conversations, for queries that start from those.
pub(super) fn of_person(person: PersonId, which: Condition) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::ConversationId)
        .filter(Column::PersonId.eq(person.0))
        .filter(which)
}

/// Those that last.
pub(super) fn is_in() -> Condition {
    Condition::all().add(Column::LeftAt.is_null())
}

/// The ids of the conversations that a person is in, for queries that start from those.
pub(crate) fn conversations_of(person: PersonId) -> SelectStatement {
    of_person(person, is_in()).into_query()
}

/// The conversation of a kind that two people are in.
pub(crate) async fn between(
    conn: &impl ConnectionTrait,
    kind: ConversationKind,
    one: PersonId,
    other: PersonId,
) -> Result<Option<ConversationId>> {
    let row = entity::Entity::find()
        .filter(entity::Column::Kind.eq(kind.as_str()))
        .filter(entity::Column::Id.in_subquery(conversations_of(one)))
        .filter(entity::Column::Id.in_subquery(conversations_of(other)))
        .one(conn)
        .await?;
    Ok(row.map(|row| ConversationId(row.id)))
}

/// How far somebody has read; 0 for who never joined.
pub async fn last_read_seq(conn: &impl ConnectionTrait, id: ConversationId, person: PersonId) -> Result<i64> {
    let row = Entity::find_by_id((id.0, person.0)).one(conn).await?;
    Ok(row.map_or(0, |row| row.last_read_seq))
}

/// Moves somebody's reading forward, never back; says whether it moved.
pub(crate) async fn read_up_to(
    app: &App,
    id: ConversationId,
    PersonId(person): PersonId,
    seq: i64,
) -> Result<bool> {
    let moved = Entity::update_many()
        .col_expr(Column::LastReadSeq, Expr::value(seq))
        .filter(Column::ConversationId.eq(id.0))
        .filter(Column::PersonId.eq(person))
        .filter(Column::LastReadSeq.lt(seq))
        .exec(app.db().write())
        .await?;
    Ok(moved.rows_affected > 0)
}

/// Keeps how far somebody has read without making a member of that person: nobody is told.
pub(crate) async fn remember_reader(
    app: &App,
    id: ConversationId,
    person: PersonId,
    side: Side,
) -> Result<()> {
    let now = app.now();
    Entity::insert(participant_entity::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(person.0),
        side: Set(Stored(side)),
        role: Set(role_on(side)),
        joined_at: Set(now),
        left_at: Set(Some(now)),
        last_read_seq: Set(0),
        awaited: Set(false),
    })
    .on_conflict(
        OnConflict::columns([Column::ConversationId, Column::PersonId])
            .update_column(Column::Side)
            .to_owned(),
    )
    .exec_without_returning(app.db().write())
    .await?;
    Ok(())
}

struct Place {
    side: Side,
    role: Role,
    is_awaited: bool,
}

async fn put(tx: &Tx, id: ConversationId, person: PersonId, place: Place) -> Result<()> {
    Entity::insert(participant_entity::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(person.0),
        side: Set(Stored(place.side)),
        role: Set(place.role),
        joined_at: Set(tx.now()),
        left_at: Set(None),
        last_read_seq: Set(0),
        awaited: Set(place.is_awaited),
    })
    .on_conflict(
        OnConflict::columns([Column::ConversationId, Column::PersonId])
            .value(Column::LeftAt, Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None))
            .value(Column::Awaited, Expr::value(place.is_awaited))
            .to_owned(),
    )
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

async fn set_role(tx: &Tx, id: ConversationId, PersonId(person): PersonId, role: Role) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Role, Expr::value(role))
        .filter(Column::ConversationId.eq(id.0))
        .filter(Column::PersonId.eq(person))
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn role_on(side: Side) -> Role {
    if side == Side::Staff { Role::Observer } else { Role::Party }
}
