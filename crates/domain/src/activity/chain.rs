//! The hash of an entry. Pure.

use chrono::SecondsFormat;
use sha2::{Digest, Sha256};

use super::entity::Model;

/// What stands before the first entry.
pub(super) const BEGINNING: &str = "";

/// Of everything in an entry, and of the hash before it. Each part is preceded by its length, so that no two entries
/// read the same.
pub(super) fn hash(before: &str, row: &Model) -> String {
    let mut digest = Sha256::new();
    let (id, at) = (row.id.to_string(), row.at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let actor_id = row.actor_id.map(|id| id.to_string()).unwrap_or_default();
    let parts = [
        before,
        &id,
        &at,
        &row.actor,
        &actor_id,
        &row.action,
        &row.subject_kind,
        &row.subject_id,
        &row.details,
    ];
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
