//! Lists by page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The page number, from 1.
    pub page: u64,
    /// The maximum number of items per page.
    pub limit: u64,
    /// The number of items on all pages.
    pub total: u64,
}
