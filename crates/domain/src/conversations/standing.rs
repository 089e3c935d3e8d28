//! Where the conversations of cases stand: who waits in them, and where the newest words are. For the lists of cases,
//! which are kept up to date behind the log.

use chrono::{DateTime, Utc};
use liaison_protocol::{conversation::ConversationState, ids::PersonId, side::Side};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Expr, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{
    entity::{Column, Entity},
    participant_entity::{self as participants, Role},
    waiting::{has_unread, oldest_unanswered},
};
use crate::{
    error::Result,
    facts::{Item, ItemKind},
};

/// A conversation of a case.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Standing {
    pub(crate) id: Uuid,
    pub(crate) subject_id: i64,
    side: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) last_seq: i64,
    /// Since when its party waits for staff.
    pub(crate) waiting_since: Option<DateTime<Utc>>,
    /// The position of the newest message that is not the system's.
    pub(crate) words_at: Option<i64>,
}

impl Standing {
    /// The side it is for.
    pub(crate) fn side(&self) -> Option<Side> {
        self.side.as_deref().and_then(Side::parse)
    }

    /// Whether staff talk among themselves there.
    pub(crate) fn is_internal(&self) -> bool {
        self.side() == Some(Side::Staff)
    }
}

/// The conversations of these cases of a kind.
pub(crate) async fn of(conn: &impl ConnectionTrait, kind: ItemKind, ids: &[i64]) -> Result<Vec<Standing>> {
    let waiting = CaseStatement::new()
        .case(Column::State.eq(ConversationState::Open.as_str()), oldest_unanswered("conversations.id"));
    let words = Expr::cust(
        "(SELECT said.seq FROM entries said WHERE said.conversation_id = conversations.id \
         AND said.kind = 'message' AND said.deleted_at IS NULL AND said.author_kind <> 'system' \
         ORDER BY said.seq DESC LIMIT 1)",
    );
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::SubjectId, Column::Side, Column::Title, Column::LastSeq])
        .expr_as(SimpleExpr::Case(Box::new(waiting)), "waiting_since")
        .expr_as(words, "words_at")
        .filter(Column::SubjectKind.eq(kind))
        .filter(Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_asc(Column::SubjectId)
        .order_by_asc(Column::Side);
    Ok(query.into_model().all(conn).await?)
}

/// The cases that these conversations belong to.
pub(crate) async fn cases_of(conn: &impl ConnectionTrait, conversations: &[Uuid]) -> Result<Vec<Item>> {
    let rows: Vec<(ItemKind, i64)> = Entity::find()
        .select_only()
        .columns([Column::SubjectKind, Column::SubjectId])
        .filter(Column::Id.is_in(conversations.iter().copied()))
        .filter(Column::SubjectKind.is_not_null())
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(kind, id)| Item { kind, id }).collect())
}

/// The parties of conversations: conversation, person, side.
pub(crate) async fn parties(
    conn: &impl ConnectionTrait,
    conversations: &[Uuid],
) -> Result<Vec<(Uuid, PersonId, Side)>> {
    let rows = participants::Entity::find()
        .filter(participants::Column::ConversationId.is_in(conversations.iter().copied()))
        .filter(participants::Column::Role.eq(Role::Party))
        .order_by_asc(participants::Column::Side)
        .order_by_asc(participants::Column::PersonId)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.conversation_id, PersonId(row.person_id), row.side.0)).collect())
}

/// The ids of a kind's cases to which one of these conversations belongs, for queries that start from cases.
pub(crate) fn cases_with(kind: ItemKind, conversations: SelectStatement) -> SelectStatement {
    cases(kind).filter(Column::Id.in_subquery(conversations)).into_query()
}

/// The same of those in which somebody has not read what a party or the assistant wrote.
pub(crate) fn cases_unread_by(kind: ItemKind, reader: PersonId) -> SelectStatement {
    cases(kind)
        .filter(Column::Side.ne(Side::Staff.as_str()))
        .filter(has_unread("conversations.id", reader))
        .into_query()
}

/// How many cases of a kind one of these conversations belongs to.
pub(crate) async fn count_with(
    conn: &impl ConnectionTrait,
    kind: ItemKind,
    conversations: SelectStatement,
) -> Result<i64> {
    let count = cases(kind).filter(Column::Id.in_subquery(conversations)).distinct().count(conn).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn cases(kind: ItemKind) -> sea_orm::Select<Entity> {
    Entity::find().select_only().column(Column::SubjectId).filter(Column::SubjectKind.eq(kind))
}
