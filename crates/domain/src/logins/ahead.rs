//! Tokens whose issuer's clock is ahead of ours.
//!
//! A revocation refuses what was issued before it. A token that bears a later time than now passes for newer than a
//! revocation that comes after it, so the first time such a token is shown is remembered: it was issued by then at the
//! latest. Only tokens that lie ahead when they are shown cost a row.

use chrono::{DateTime, Duration, Utc};
use liaison_protocol::ids::LoginId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use super::entity;
use crate::{app::App, error::Result, people};

/// How far ahead of our clock a token may be issued, or begin to be valid, in seconds.
pub const MAX_LEAD_SECONDS: i64 = 60;

/// The times of a token that belongs to no login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenTimes {
    /// When it was issued, by its issuer's clock.
    pub issued_at: DateTime<Utc>,
    /// Until when it is accepted.
    pub accepted_until: DateTime<Utc>,
}

/// Whether a token is newer than the last revocation of its person. Tokens carry whole seconds.
///
/// A token that is ahead of our clock, was never shown before, and bears a time less than a minute after the revocation
/// may have been issued before it or after it. It counts only if the person's tokens of before were ahead as well and
/// bear earlier times: then the issuer's clock explains it.
pub(crate) async fn counts(app: &App, person: &people::entity::Model, token: TokenTimes) -> Result<bool> {
    let (valid_from, now) = (person.tokens_valid_from, app.now());
    if token.issued_at < valid_from {
        return Ok(false);
    }
    let is_ahead = token.issued_at > now;
    let is_doubtful = token.issued_at <= valid_from + Duration::seconds(MAX_LEAD_SECONDS);
    if !is_ahead && !is_doubtful {
        return Ok(true);
    }
    let known = shown(app.db().read(), person.id).await?;
    let name = name(person.id, token);
    if let Some(same) = known.iter().find(|shown| shown.name == name) {
        return Ok(same.first >= valid_from);
    }
    if !is_ahead {
        return Ok(true);
    }
    let newest_of_before =
        known.iter().filter(|shown| shown.first < valid_from).map(|shown| shown.issued_at).max();
    let is_explained = newest_of_before.is_some_and(|newest| newest < token.issued_at.timestamp());
    let is_newer = !is_doubtful || is_explained;
    // One that is refused now stays refused when its time has come.
    let first = if is_newer { now } else { valid_from - Duration::microseconds(1) };
    remember(app, person.id, name, token, first).await?;
    Ok(is_newer)
}

/// A token that was ahead when it was first shown.
struct Shown {
    name: String,
    /// Seconds since 1970, as the token says.
    issued_at: i64,
    first: DateTime<Utc>,
}

async fn shown(conn: &impl ConnectionTrait, person: i64) -> Result<Vec<Shown>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::PersonId.eq(person))
        .filter(entity::Column::RefreshHash.starts_with(MARK))
        .all(conn)
        .await?;
    let shown = rows.into_iter().filter_map(|row| {
        let issued_at = row.refresh_hash.strip_prefix(MARK)?.split(':').nth(1)?.parse().ok()?;
        Some(Shown { issued_at, first: row.created_at, name: row.refresh_hash })
    });
    Ok(shown.collect())
}

/// A token may claim to last longer than databases can count.
const LONGEST_KEPT: Duration = Duration::days(3650);

const MARK: &str = "ahead:";

/// Stands where a login has the hash of its refresh token. Hashes are hexadecimal digits, so no refresh token leads to
/// such a row. Tokens of one person with the same times are equally old.
fn name(person: i64, token: TokenTimes) -> String {
    format!("{MARK}{person}:{}:{}", token.issued_at.timestamp(), token.accepted_until.timestamp())
}

async fn remember(
    app: &App,
    person: i64,
    name: String,
    token: TokenTimes,
    first: DateTime<Utc>,
) -> Result<()> {
    let id = LoginId(app.new_id());
    let tx = app.begin().await?;
    // Those that nobody accepts any more say nothing.
    entity::Entity::delete_many()
        .filter(entity::Column::PersonId.eq(person))
        .filter(entity::Column::RefreshHash.starts_with(MARK))
        .filter(entity::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await?;
    let row = entity::ActiveModel {
        id: Set(id.0),
        person_id: Set(person),
        refresh_hash: Set(name),
        previous_refresh_hash: Set(None),
        rotation: Set(None),
        rotated_at: Set(None),
        created_at: Set(first),
        expires_at: Set(token.accepted_until.min(tx.now() + LONGEST_KEPT)),
        revoked_at: Set(None),
    };
    let inserted = entity::Entity::insert(row)
        .on_conflict(OnConflict::column(entity::Column::RefreshHash).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await;
    match inserted {
        // Shown twice at once: the first of them counts.
        Ok(_) | Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    tx.commit().await
}
