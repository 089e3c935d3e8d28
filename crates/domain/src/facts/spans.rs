//! When a member of staff was online, and in which status.

use chrono::{DateTime, Utc};
use liaison_protocol::{ids::PersonId, staff::AgentStatus};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

use super::span_entity::{ActiveModel, Column, Entity};
use crate::{db::Tx, error::Result};

/// Of what a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum SpanKind {
    /// What the person says.
    Status,
    /// Whether a connection is live.
    Online,
}

const ONLINE: &str = "online";

/// The person is in that status from now on, inside the transaction that says so. The same again changes nothing.
pub(crate) async fn status(tx: &Tx, person: PersonId, status: AgentStatus) -> Result<()> {
    close(tx.conn(), SpanKind::Status, tx.now(), &[person.0], Some(status.as_str())).await?;
    open(tx.conn(), SpanKind::Status, tx.now(), person, status.as_str()).await
}

/// The person is online from now on; again, on this node or another one, changes nothing.
pub(crate) async fn came_online(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    person: PersonId,
) -> Result<()> {
    open(conn, SpanKind::Online, now, person, ONLINE).await
}

/// These people are online nowhere any more.
pub(crate) async fn went_offline(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    people: &[i64],
) -> Result<()> {
    close(conn, SpanKind::Online, now, people, None).await
}

/// Ends what is open, but for a span of that value.
async fn close(
    conn: &impl ConnectionTrait,
    kind: SpanKind,
    now: DateTime<Utc>,
    people: &[i64],
    except: Option<&str>,
) -> Result<()> {
    let mut change = Entity::update_many()
        .col_expr(Column::Until, Expr::value(Some(now)))
        .filter(Column::PersonId.is_in(people.iter().copied()))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Until.is_null());
    if let Some(value) = except {
        change = change.filter(Column::Value.ne(value));
    }
    change.exec(conn).await?;
    Ok(())
}

async fn open(
    conn: &impl ConnectionTrait,
    kind: SpanKind,
    now: DateTime<Utc>,
    person: PersonId,
    value: &str,
) -> Result<()> {
    let row = ActiveModel {
        person_id: Set(person.0),
        kind: Set(kind),
        value: Set(value.to_owned()),
        since: Set(now),
        until: Set(None),
        ..Default::default()
    };
    let is_open = OnConflict::columns([Column::PersonId, Column::Kind])
        .target_and_where(Expr::col(Column::Until).is_null())
        .do_nothing()
        .to_owned();
    match Entity::insert(row).on_conflict(is_open).exec_without_returning(conn).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
