//! SHA-256, as text and over several parts.

use sha2::{Digest, Sha256};

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of several parts, each preceded by its length, so that no two lists read the same.
pub(crate) fn of_parts(parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().into()
}

/// SHA-256 of one text, in hexadecimal digits.
pub(crate) fn of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}
