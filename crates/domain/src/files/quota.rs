//! How much may be uploaded: unsent files per person, bytes per day: of each address, of all who do not work here, and of all together; and a reserve of
//! the disk. All of it is counted in the database, for all nodes.

use liaison_protocol::{error_code::ErrorCode, ids::PersonId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, OnConflict},
};
use serde_json::json;

use super::{access, day_entity, entity, limits::FileLimits};
use crate::{
    actor::{Actor, Identity},
    app::App,
    db::Tx,
    error::{Error, Result},
};

const SECONDS_OF_A_DAY: i64 = 86_400;
/// The counter of everybody together, and of all who do not work here. Those of addresses have names of their own.
const ALL: &str = "all";
const PARTIES: &str = "parties";
/// The part of what may be uploaded in all that only staff may use: nobody from outside uses up what they need.
const FOR_STAFF: u64 = 5;

/// What is known of an upload before its first byte.
#[derive(Debug, Clone, Default)]
pub struct Announced {
    /// The network it comes from. Absent where there is none, as in tests.
    pub network: Option<String>,
    /// How many bytes will come at most.
    pub bytes: Option<u64>,
}

impl Announced {
    /// Bytes that are counted for it beforehand.
    fn at_most(&self, limits: &FileLimits) -> u64 {
        std::cmp::min(self.bytes.unwrap_or(limits.max_bytes), limits.max_bytes)
    }
}

/// What an upload is counted as until it is known how large it is.
pub(super) struct Charge {
    day: i64,
    bytes: u64,
    counters: Vec<(String, u64)>,
}

/// Whether an upload would be taken, judged before its body is read: 403 for a visitor without a conversation, 429 when
/// too many files wait to be sent, 507 when a quota is used up or the disk has no room to spare.
pub async fn admit(app: &App, actor: &Actor, announced: &Announced) -> Result<()> {
    let identity = access::may_upload(app.db().read(), actor).await?;
    check_unsent(app.db().read(), identity.id, app.files().limits()).await?;
    check_disk(app, announced.at_most(app.files().limits())).await?;
    let charge = Charge::of(app, identity, announced);
    for (counter, limit) in &charge.counters {
        let used: Option<i64> = day_entity::Entity::find_by_id((charge.day, counter.clone()))
            .select_only()
            .column(day_entity::Column::Bytes)
            .into_tuple()
            .one(app.db().read())
            .await?;
        charge.check(app, counter, *limit, used.unwrap_or_default().saturating_add_unsigned(charge.bytes))?;
    }
    Ok(())
}

/// Refuses when the disk would have less than its reserve.
async fn check_disk(app: &App, bytes: u64) -> Result<()> {
    let limits = app.files().limits();
    let Some(free) = app.files().free_bytes().await? else { return Ok(()) };
    let needed = limits.disk_reserve.saturating_add(bytes);
    if limits.disk_reserve > 0 && free < needed {
        return Err(Error::storage_full(format!("{free} bytes are free, {needed} are needed")));
    }
    Ok(())
}

impl Charge {
    /// The counters of an upload. People who work here share an address, and are known by name.
    pub(super) fn of(app: &App, identity: &Identity, announced: &Announced) -> Self {
        let limits = app.files().limits();
        let mut counters = vec![(ALL.to_owned(), limits.bytes_per_day)];
        if !identity.kind.is_staff() {
            counters.push((PARTIES.to_owned(), limits.bytes_per_day - limits.bytes_per_day / FOR_STAFF));
            if let Some(network) = &announced.network {
                counters.push((format!("from {network}"), limits.bytes_per_day_and_network));
            }
        }
        let bytes = announced.at_most(limits);
        Self { day: app.now().timestamp().div_euclid(SECONDS_OF_A_DAY), bytes, counters }
    }

    /// Counts the upload; 507 when it is too much.
    pub(super) async fn make(&self, app: &App, tx: &Tx) -> Result<()> {
        for (counter, limit) in &self.counters {
            let used =
                add(tx, self.day, counter, i64::try_from(self.bytes).map_err(Error::internal)?).await?;
            self.check(app, counter, *limit, used)?;
        }
        Ok(())
    }

    /// Counts what it came to in the end; nothing when nothing was stored.
    pub(super) async fn settle(&self, tx: &Tx, bytes: u64) -> Result<()> {
        let over = i64::try_from(bytes).map_err(Error::internal)?.saturating_sub_unsigned(self.bytes);
        for (counter, _) in &self.counters {
            add(tx, self.day, counter, over).await?;
        }
        Ok(())
    }

    fn check(&self, app: &App, counter: &str, limit: u64, used: i64) -> Result<()> {
        if u64::try_from(used).unwrap_or_default() <= limit {
            return Ok(());
        }
        let next = (self.day + 1) * SECONDS_OF_A_DAY - app.now().timestamp();
        let scope = if [ALL, PARTIES].contains(&counter) { "server" } else { "address" };
        Err(Error::new(ErrorCode::UploadQuotaReached).details(json!({
            "scope": scope, "max_bytes_per_day": limit, "retry_after_seconds": next,
        })))
    }
}

/// Adds to a counter and tells what it says then.
async fn add(tx: &Tx, day: i64, counter: &str, bytes: i64) -> Result<i64> {
    let sum = Expr::col((day_entity::Entity, day_entity::Column::Bytes))
        .add(Expr::col((Alias::new("excluded"), day_entity::Column::Bytes)));
    let again = OnConflict::columns([day_entity::Column::Day, day_entity::Column::Counter])
        .value(day_entity::Column::Bytes, sum)
        .to_owned();
    let row = day_entity::Model { day, counter: counter.to_owned(), bytes };
    day_entity::Entity::insert(day_entity::ActiveModel::from(row).reset_all())
        .on_conflict(again)
        .exec_without_returning(tx.conn())
        .await?;
    let sum: Option<i64> = day_entity::Entity::find_by_id((day, counter.to_owned()))
        .select_only()
        .column(day_entity::Column::Bytes)
        .into_tuple()
        .one(tx.conn())
        .await?;
    Ok(sum.unwrap_or_default())
}

/// Forgets the counters of days that are over, and with them the addresses.
pub(super) async fn forget_past_days(app: &App) -> Result<()> {
    let today = app.now().timestamp().div_euclid(SECONDS_OF_A_DAY);
    let tx = app.begin().await?;
    // Uploads that began before midnight are still settled on the day before.
    day_entity::Entity::delete_many().filter(day_entity::Column::Day.lt(today - 1)).exec(tx.conn()).await?;
    tx.commit().await
}

/// 429 when the person has too many files waiting to be sent.
pub(super) async fn check_unsent(
    conn: &impl ConnectionTrait,
    owner: PersonId,
    limits: &FileLimits,
) -> Result<()> {
    let sizes: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Size)
        .filter(entity::Column::OwnerId.eq(owner.0))
        .filter(entity::Column::MessageId.is_null())
        .filter(entity::Column::ConversationId.is_null())
        .limit(limits.max_unused_files)
        .into_tuple()
        .all(conn)
        .await?;
    let bytes = sizes.iter().filter_map(|size| u64::try_from(*size).ok()).fold(0, u64::saturating_add);
    if sizes.len() as u64 >= limits.max_unused_files || bytes >= limits.max_unused_bytes {
        return Err(Error::with_message(
            ErrorCode::RateLimited,
            "too many uploaded files are waiting to be sent; send them first, or try again later",
        ));
    }
    Ok(())
}
