//! The end of the log, sealed with a key that the database does not have: how many entries there are, and the hash of
//! the newest. It moves in the transaction of each entry, so an entry that is cut off is missed.
//!
//! Whoever can write to the database can put back an old head together with the old log. Against that the server keeps
//! a copy of the head outside of it, the *witness*, which only ever grows.

use std::{fmt, sync::Arc};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::{
    chain,
    entity::{Column, Entity},
    head_entity,
};
use crate::{app::App, db::Tx, digest, error::Result};

/// The secret that heads are sealed with. All nodes on one database have the same.
#[derive(Clone)]
pub struct SealKey(Arc<[u8]>);

impl SealKey {
    /// A key of these bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// Which key it is, without telling what it is.
    fn name(&self) -> String {
        let mut name = self.seal_of("name", 0, "");
        name.truncate(16);
        name
    }

    fn seal(&self, entries: i64, hash: &str) -> String {
        self.seal_of("head", entries, hash)
    }

    fn seal_of(&self, purpose: &str, entries: i64, hash: &str) -> String {
        // HMAC takes keys of any length; should it ever refuse one, an empty seal is never accepted.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(format!("liaison activity {purpose} {entries} {hash}").as_bytes());
        digest::hex(&mac.finalize().into_bytes())
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SealKey")
    }
}

/// A sealed end of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many entries there are.
    pub entries: i64,
    /// The hash of the newest.
    pub hash: String,
    /// Which key it was sealed with.
    pub key: String,
    /// The seal.
    pub seal: String,
}

/// What a seal proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal {
    Genuine,
    /// Sealed with another key, of which nothing can be said.
    OfAnotherKey,
    Forged,
}

impl Head {
    pub(super) fn sealed(key: &SealKey, entries: i64, hash: String) -> Self {
        Self { entries, key: key.name(), seal: key.seal(entries, &hash), hash }
    }

    pub(super) fn judge(&self, key: &SealKey) -> Seal {
        if self.key != key.name() {
            return Seal::OfAnotherKey;
        }
        let expected = key.seal(self.entries, &self.hash);
        let fits = !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(self.seal.as_bytes()));
        if fits { Seal::Genuine } else { Seal::Forged }
    }

    fn is_genuine(&self, key: &SealKey) -> bool {
        self.judge(key) == Seal::Genuine
    }
}

/// The head as the database has it.
pub async fn stored(app: &App) -> Result<Option<Head>> {
    read(app.db().read()).await
}

pub(super) async fn read(conn: &impl ConnectionTrait) -> Result<Option<Head>> {
    let row = head_entity::Entity::find_by_id(head_entity::ONLY).one(conn).await?;
    Ok(row.map(|row| Head { entries: row.entries, hash: row.hash, key: row.key, seal: row.seal }))
}

/// The newest entry: its position and hash.
pub(super) async fn newest(conn: &impl ConnectionTrait) -> Result<(i64, String)> {
    let newest: Option<(i64, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Hash])
        .order_by_desc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(newest.unwrap_or((0, chain::BEGINNING.to_owned())))
}

/// Where the next entry follows, and whether the head moves with it.
///
/// A log that was tampered with goes on, so that nobody is kept from working, and stays recognisable: what was cut off
/// leaves a gap, and a head that is missing or not genuine is not replaced.
pub(super) async fn follow(tx: &Tx) -> Result<Follow> {
    let (last, hash) = newest(tx.conn()).await?;
    match read(tx.conn()).await? {
        Some(head) if head.is_genuine(tx.seal_key()) && head.entries >= last => {
            Ok(Follow { last: head.entries, hash: head.hash, moves_head: true })
        }
        _ => Ok(Follow { last, hash, moves_head: false }),
    }
}

/// See [`follow`].
pub(super) struct Follow {
    pub(super) last: i64,
    pub(super) hash: String,
    pub(super) moves_head: bool,
}

/// Puts the head where it belongs.
pub(super) async fn put(tx: &Tx, entries: i64, hash: &str) -> Result<()> {
    let Head { entries, hash, key, seal } = Head::sealed(tx.seal_key(), entries, hash.to_owned());
    let row = head_entity::Model { id: head_entity::ONLY, entries, hash, key, seal };
    let mut replace = OnConflict::column(head_entity::Column::Id);
    replace.update_columns([
        head_entity::Column::Entries,
        head_entity::Column::Hash,
        head_entity::Column::Key,
        head_entity::Column::Seal,
    ]);
    head_entity::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Seals the log when it has no head: a new database, or one of a version that kept none. With a witness the head was
/// taken away, and nothing is done.
pub async fn begin(app: &App, witness: Option<&Head>) -> Result<()> {
    if witness.is_some() || stored(app).await?.is_some() {
        return Ok(());
    }
    let tx = app.begin().await?;
    super::record::take_turn(&tx).await?;
    if read(tx.conn()).await?.is_none() {
        let (entries, hash) = newest(tx.conn()).await?;
        put(&tx, entries, &hash).await?;
        tracing::info!(event = "activity_log_sealed", entries);
    }
    tx.commit().await
}

/// The head to keep as the next witness: the stored one, when it is genuine and continues what was kept before.
/// `None` when the log does not: then the witness stays as the evidence that it is.
pub async fn next_witness(app: &App, witness: Option<&Head>) -> Result<Option<Head>> {
    let Some(head) = stored(app).await?.filter(|head| head.is_genuine(app.seal_key())) else {
        return Ok(None);
    };
    let Some(witness) = witness else { return Ok(Some(head)) };
    if witness == &head {
        return Ok(Some(head));
    }
    let continues = witness.is_genuine(app.seal_key())
        && head.entries >= witness.entries
        && hash_at(app, witness.entries).await?.as_deref() == Some(&*witness.hash);
    Ok(continues.then_some(head))
}

/// The hash at a position; before the first entry it is that of the beginning.
async fn hash_at(app: &App, position: i64) -> Result<Option<String>> {
    if position == 0 {
        return Ok(Some(chain::BEGINNING.to_owned()));
    }
    let hash = Entity::find()
        .select_only()
        .column(Column::Hash)
        .filter(Column::Id.eq(position))
        .into_tuple::<String>()
        .one(app.db().read())
        .await?;
    Ok(hash)
}
