//! Orders: the host application's business objects, with only what conversations need.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::OrderId, person::Person, side::names, ticket::TicketSummary};

/// The status of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The brand has not submitted its requirements yet.
    AwaitingRequirements,
    /// The creator is working on it.
    InProgress,
    /// The brand requested changes.
    RevisionRequested,
    /// The creator has delivered.
    Delivered,
    /// Completed.
    Completed,
    /// Cancelled.
    Cancelled,
}

names!(OrderStatus {
    AwaitingRequirements = "awaiting_requirements",
    InProgress = "in_progress",
    RevisionRequested = "revision_requested",
    Delivered = "delivered",
    Completed = "completed",
    Cancelled = "cancelled",
});

/// A party of an order, as the host application knows it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The host's id of the person.
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: String,
    /// The display name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 320)]
    pub email: Option<String>,
}

/// The body of `POST /api/orders`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOrder {
    /// The host's id of the order; repeating it returns the same order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
    /// What was ordered.
    #[schema(min_length = 1, max_length = 300)]
    pub title: String,
    /// The price in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    pub amount: i64,
    /// ISO 4217, three capital letters.
    #[schema(pattern = "^[A-Z]{3}$", example = "INR")]
    pub currency: String,
    /// The quantity, 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub quantity: Option<i32>,
    /// Who ordered.
    pub brand: Party,
    /// Who delivers.
    pub creator: Party,
    /// The requirements: a string or an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub requirements: Option<serde_json::Value>,
}

/// The body of `PATCH /api/orders/{id}`: absent fields stay unchanged.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchOrder {
    /// A new title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 300)]
    pub title: Option<String>,
    /// A new price in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    pub amount: Option<i64>,
    /// A new quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub quantity: Option<i32>,
    /// The new status; both channels are notified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// New requirements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub requirements: Option<serde_json::Value>,
}

/// An order as one viewer sees it: a party sees neither the other party nor its channel.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Order {
    /// The id.
    pub id: OrderId,
    /// The host's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What was ordered.
    pub title: String,
    /// The price in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// The quantity.
    pub quantity: i32,
    /// The status.
    pub status: OrderStatus,
    /// How many times the brand requested changes.
    pub revision_count: i32,
    /// The requirements. Shown to the brand and to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub requirements: Option<serde_json::Value>,
    /// Who ordered; to staff, the host and the brand itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Person>,
    /// Who delivers; to staff, the host and the creator itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Person>,
    /// The ticket about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketSummary>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}
