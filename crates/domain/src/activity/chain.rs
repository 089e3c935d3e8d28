//! The hash of an entry. Pure.

use chrono::SecondsFormat;

use super::entity::Model;
use crate::digest;

/// What stands before the first entry.
pub(super) const BEGINNING: &str = "";

/// Of everything in an entry, and of the hash before it.
pub(super) fn hash(before: &str, row: &Model) -> String {
    let (id, at) = (row.id.to_string(), row.at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let actor_id = row.actor_id.map(|id| id.to_string()).unwrap_or_default();
    digest::hex(&digest::of_parts(&[
        before,
        &id,
        &at,
        &row.actor,
        &actor_id,
        &row.action,
        &row.subject_kind,
        &row.subject_id,
        &row.details,
    ]))
}
