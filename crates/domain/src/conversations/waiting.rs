//! Who waits for staff, and what somebody has not read: as expressions for queries over many conversations.
//!
//! Each looks at the end of a log from its last position backwards, or from the last position read on, by the primary
//! key. Nothing is kept for it, so nothing is written when a message is stored.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use liaison_protocol::{conversation::ConversationState, ids::PersonId, side::Side};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, SimpleExpr},
};
use uuid::Uuid;

use super::entity;
use crate::error::Result;

/// The role under which staff write.
const STAFF: &str = "agent";

/// Who waits: the sides that staff answer.
pub(crate) const PARTIES: [Side; 3] = [Side::Brand, Side::Creator, Side::Customer];

/// When the oldest message of a party was sent that staff have not answered; NULL when there is none. `conversation`
/// is the SQL of a column with the conversation's id, from the source and never from a request.
pub(crate) fn oldest_unanswered(conversation: &'static str) -> SimpleExpr {
    let of_log = |log: &str| {
        format!(
            "{log}.conversation_id = {conversation} AND {log}.kind = 'message' AND {log}.deleted_at IS NULL"
        )
    };
    let (asked, answered) = (of_log("asked"), of_log("answered"));
    let parties = PARTIES.map(|side| format!("'{side}'")).join(", ");
    Expr::cust(format!(
        "(SELECT asked.created_at FROM entries asked WHERE {asked} AND asked.author_role IN ({parties}) \
         AND asked.seq > COALESCE((SELECT answered.seq FROM entries answered WHERE {answered} \
         AND answered.author_role = '{STAFF}' ORDER BY answered.seq DESC LIMIT 1), 0) \
         ORDER BY asked.seq LIMIT 1)"
    ))
}

/// Whether a member of staff has not read a message of somebody else. `conversation` as above.
pub(crate) fn has_unread(conversation: &'static str, PersonId(reader): PersonId) -> SimpleExpr {
    Expr::cust(format!(
        "EXISTS (SELECT 1 FROM entries news WHERE news.conversation_id = {conversation} \
         AND news.kind = 'message' AND news.deleted_at IS NULL AND news.author_kind <> 'system' \
         AND (news.author_id IS NULL OR news.author_id <> {reader}) AND news.seq > COALESCE((SELECT reading.last_read_seq \
         FROM participants reading WHERE reading.conversation_id = {conversation} \
         AND reading.person_id = {reader}), 0))"
    ))
}

/// Since when somebody waits in each of these conversations; those where nobody does are absent. Where nobody may
/// write any more nobody waits.
pub(crate) async fn since(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(5_000) {
        let waiting = CaseStatement::new().case(
            entity::Column::State.eq(ConversationState::Open.as_str()),
            oldest_unanswered("conversations.id"),
        );
        let rows: Vec<(Uuid, Option<DateTime<Utc>>)> = entity::Entity::find()
            .select_only()
            .column(entity::Column::Id)
            .expr_as(SimpleExpr::Case(Box::new(waiting)), "since")
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        found.extend(rows.into_iter().filter_map(|(id, since)| Some((id, since?))));
    }
    Ok(found)
}
