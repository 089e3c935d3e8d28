//! Colleagues whom a note mentions: found when it is written, kept beside the log, and whoever has not read it yet is
//! reminded by the inbox.

use std::collections::HashMap;

use liaison_protocol::{
    conversation::ConversationKind,
    ids::{ConversationId, PersonId},
    message::Message,
    public_id,
    side::UserType,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::mention_entity::{self as entity, Column, Entity};
use super::named::named;
use crate::{
    conversations::{card::Card, kinds},
    db::Tx,
    error::Result,
    event::Audience,
    people,
};

/// Whether a text in a conversation may mention somebody.
pub(super) fn may_mention(kind: ConversationKind, text: &str) -> bool {
    kinds::of(kind).has_mentions && text.contains('@')
}

/// The colleagues whom a text in a conversation mentions; the author is none.
pub(super) async fn found(
    conn: &impl ConnectionTrait,
    kind: ConversationKind,
    author: PersonId,
    text: &str,
) -> Result<Vec<PersonId>> {
    if !may_mention(kind, text) {
        return Ok(Vec::new());
    }
    let mut found = named(text, &people::queries::active_staff(conn).await?);
    found.retain(|person| *person != author);
    Ok(found)
}

/// Forgets whom the entry at a position mentions.
pub(super) async fn forget(tx: &Tx, card: &Card, seq: i64) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ConversationId.eq(card.id.0))
        .filter(Column::Seq.eq(seq))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Keeps whom the entry at a position mentions.
pub(super) async fn keep(tx: &Tx, card: &Card, seq: i64, people: &[PersonId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let rows = people.iter().map(|person| entity::ActiveModel {
        conversation_id: Set(card.id.0),
        seq: Set(seq),
        person_id: Set(person.0),
    });
    Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Says of a message whom it mentions.
pub(super) fn mark(message: &mut Message, people: &[PersonId]) {
    message.mentions = people.iter().map(|person| public_id::of(UserType::Agent, *person)).collect();
}

/// Mentioned people are notified of a note wherever they are, whether or not they belong to the ticket.
pub(super) fn tell(audience: &mut Audience, people: &[PersonId]) {
    audience.people.extend_from_slice(people);
    audience.people.sort_unstable();
    audience.people.dedup();
}

/// Whom each entry of a stretch of a log mentions, in one query.
pub(super) async fn of_stretch(
    conn: &impl ConnectionTrait,
    conversation: Uuid,
    (first, last): (i64, i64),
) -> Result<HashMap<i64, Vec<PersonId>>> {
    let rows = Entity::find()
        .filter(Column::ConversationId.eq(conversation))
        .filter(Column::Seq.between(first, last))
        .all(conn)
        .await?;
    let mut found: HashMap<i64, Vec<PersonId>> = HashMap::new();
    for row in rows {
        found.entry(row.seq).or_default().push(PersonId(row.person_id));
    }
    Ok(found)
}

/// The conversations in which somebody is mentioned, for queries that start from them.
pub(crate) fn conversations_of(PersonId(person): PersonId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::ConversationId)
        .filter(Column::PersonId.eq(person))
        .into_query()
}

/// The same, of what the person has not read.
pub(crate) fn unread_of(PersonId(person): PersonId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::ConversationId)
        .filter(Column::PersonId.eq(person))
        .filter(is_unread())
        .into_query()
}

/// How many unread notes of each of these conversations mention somebody; those without any are absent.
pub(crate) async fn unread(
    conn: &impl ConnectionTrait,
    PersonId(person): PersonId,
    notes: impl IntoIterator<Item = ConversationId>,
) -> Result<HashMap<Uuid, i64>> {
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ConversationId)
        .column_as(Column::Seq.count(), "n")
        .filter(Column::PersonId.eq(person))
        .filter(Column::ConversationId.is_in(notes.into_iter().map(|id| id.0)))
        .filter(is_unread())
        .group_by(Column::ConversationId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Whether the person who is mentioned has yet to read so far.
fn is_unread() -> SimpleExpr {
    Expr::cust(
        "mentions.seq > COALESCE((SELECT reading.last_read_seq FROM participants reading \
         WHERE reading.conversation_id = mentions.conversation_id AND reading.person_id = mentions.person_id), 0)",
    )
}
