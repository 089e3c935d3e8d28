//! Lists by page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Its number, from 1.
    pub page: u64,
    /// How many items a page has at most.
    pub limit: u64,
    /// How many items there are on all pages.
    pub total: u64,
}
