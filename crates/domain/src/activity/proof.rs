//! Proving that the log is whole: nothing changed, nothing cut off, nothing put in its place. And accepting one that is
//! not, when the reason is known: a backup that was restored.

use std::fmt;

use liaison_protocol::activity::{ActivityAction, ActivitySubject};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::{
    chain,
    entity::{Column, Entity},
    head::{self, Head, Seal},
    record::{self, Act},
};
use crate::{actor::Actor, app::App, error::Result};

/// What came of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Entries that were looked at.
    pub entries: i64,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// What is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The entry is not what was written, or does not follow the one before it.
    Changed(i64),
    /// The newest entries are missing.
    CutOff {
        /// How many entries there were, by the head or by the witness.
        had: i64,
        /// How many there are.
        has: i64,
        /// Who knows.
        by: Kept,
    },
    /// There are entries that the server did not write.
    Added {
        /// How many the server wrote.
        had: i64,
        /// How many there are.
        has: i64,
    },
    /// The entry at that position is another one than was there: the log was replaced.
    Replaced {
        /// The position.
        at: i64,
        /// Who knows.
        by: Kept,
    },
    /// The head is missing from the database.
    NoHead,
    /// The head or the witness was not sealed by this server.
    Forged(Kept),
    /// The head or the witness was sealed with another key than this server has.
    OfAnotherKey(Kept),
}

/// Where a head is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the database.
    Head,
    /// Outside of it.
    Witness,
}

impl fmt::Display for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Head => "the sealed head in the database",
            Self::Witness => "the copy of the head in the data folder",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(id) => {
                write!(out, "entry {id} is not what was written, or an entry before it is missing")
            }
            Self::CutOff { had, has, by } => {
                write!(out, "entries {} to {had} are missing: by {by} there were {had}", has + 1)
            }
            Self::Added { had, has } => {
                write!(out, "entries {} to {has} were not written by the server", had + 1)
            }
            Self::Replaced { at, by } => write!(out, "entry {at} is not the one that {by} names"),
            Self::NoHead => write!(out, "{} is missing", Kept::Head),
            Self::Forged(kept) => write!(out, "{kept} was not sealed by this server"),
            Self::OfAnotherKey(kept) => {
                write!(out, "{kept} was sealed with another key than this server has (`keys/audit.key`)")
            }
        }
    }
}

/// Entries that are read at once.
const SLICE: u64 = 1_000;

/// Goes through the whole log, and compares its end with the head and with the witness.
pub async fn prove(app: &App, witness: Option<&Head>) -> Result<Proof> {
    let (mut last, mut before) = (0, chain::BEGINNING.to_owned());
    let mut at_witness = witness.filter(|witness| witness.entries == 0).map(|_| before.clone());
    loop {
        let rows = Entity::find()
            .filter(Column::Id.gt(last))
            .order_by_asc(Column::Id)
            .limit(SLICE)
            .all(app.db().read())
            .await?;
        let is_end = (rows.len() as u64) < SLICE;
        for row in rows {
            if row.id != last + 1 || row.hash != chain::hash(&before, &row) {
                return Ok(Proof { entries: last, fault: Some(Fault::Changed(row.id)) });
            }
            (last, before) = (row.id, row.hash);
            if witness.is_some_and(|witness| witness.entries == last) {
                at_witness = Some(before.clone());
            }
        }
        if !is_end {
            continue;
        }
        // Read after the entries, which it moves with: an entry that was written meanwhile is read next.
        let head = head::stored(app).await?;
        if head.as_ref().is_some_and(|head| head.entries > last)
            && head::newest(app.db().read()).await?.0 > last
        {
            continue;
        }
        let fault = of_head(app, head.as_ref(), last, &before)
            .or_else(|| witness.and_then(|witness| of_witness(app, witness, last, at_witness.as_deref())));
        return Ok(Proof { entries: last, fault });
    }
}

fn of_head(app: &App, head: Option<&Head>, last: i64, hash: &str) -> Option<Fault> {
    let Some(head) = head else { return Some(Fault::NoHead) };
    if let Some(fault) = of_seal(app, head, Kept::Head) {
        return Some(fault);
    }
    match head.entries {
        had if had > last => Some(Fault::CutOff { had, has: last, by: Kept::Head }),
        had if had < last => Some(Fault::Added { had, has: last }),
        _ if head.hash != hash => Some(Fault::Replaced { at: last, by: Kept::Head }),
        _ => None,
    }
}

fn of_witness(app: &App, witness: &Head, last: i64, hash: Option<&str>) -> Option<Fault> {
    let had = witness.entries;
    of_seal(app, witness, Kept::Witness).or(match hash {
        None => Some(Fault::CutOff { had, has: last, by: Kept::Witness }),
        Some(hash) => (hash != witness.hash).then_some(Fault::Replaced { at: had, by: Kept::Witness }),
    })
}

fn of_seal(app: &App, head: &Head, kept: Kept) -> Option<Fault> {
    match head.judge(app.seal_key()) {
        Seal::Genuine => None,
        Seal::OfAnotherKey => Some(Fault::OfAnotherKey(kept)),
        Seal::Forged => Some(Fault::Forged(kept)),
    }
}

/// Accepts the log as it is, and writes that into it: with what was wrong, and why it is accepted. An entry that was
/// changed stays one: that cannot be accepted. Gives the new head, which is the next witness.
pub async fn accept(app: &App, fault: &Fault, reason: &str) -> Result<Option<Head>> {
    let tx = app.begin().await?;
    record::take_turn(&tx).await?;
    let (last, hash) = head::newest(tx.conn()).await?;
    let act = Act {
        action: ActivityAction::ActivityAccepted,
        subject: (ActivitySubject::Activity, &last.to_string()),
        details: json!({ "fault": fault.to_string(), "reason": reason }),
    };
    let row = record::append(&tx, &Actor::System, act, last, &hash).await?;
    head::put(&tx, row.id, &row.hash).await?;
    tx.commit().await?;
    head::stored(app).await
}
