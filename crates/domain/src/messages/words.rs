//! The words of a message, for lists of cases that show only the newest ones.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use liaison_protocol::{ids::PersonId, side::Side};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::queries;
use crate::error::Result;

/// Words of a person or of the assistant.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The side of the author; staff for the assistant.
    pub(crate) side: Side,
    /// The person, if it is one.
    pub(crate) author: Option<PersonId>,
    pub(crate) text: String,
    pub(crate) at: DateTime<Utc>,
}

/// The words at these places, without a look at who asks.
pub(crate) async fn words_at(
    conn: &impl ConnectionTrait,
    places: impl IntoIterator<Item = (Uuid, i64)>,
) -> Result<HashMap<(Uuid, i64), Words>> {
    let rows = queries::rows_at(conn, places).await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.deleted_at.is_none())
        .map(|row| {
            let side = Side::parse(&row.author_role).unwrap_or(Side::Staff);
            let words =
                Words { side, author: row.author_id.map(PersonId), text: row.text, at: row.created_at };
            ((row.conversation_id, row.seq), words)
        })
        .collect())
}
