//! Orders: the host application's business objects, with only what conversations need.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::OrderId, person::Person, side::names, ticket::TicketSummary};

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The brand has not said yet what it wants.
    AwaitingRequirements,
    /// The creator works on it.
    InProgress,
    /// The brand asked for changes.
    RevisionRequested,
    /// The creator has delivered.
    Delivered,
    /// Done.
    Completed,
    /// Called off.
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

/// A party of an order, as the host knows it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The host's own id of the person.
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: String,
    /// The display name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 320)]
    pub email: Option<String>,
}

/// The body of `POST /api/orders`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOrder {
    /// The host's own id of the order; the same id again gives the same order again.
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
    /// How many, 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub quantity: Option<i32>,
    /// Who ordered.
    pub brand: Party,
    /// Who delivers.
    pub creator: Party,
    /// What exactly is wanted: a text or an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub requirements: Option<serde_json::Value>,
}

/// The body of `PATCH /api/orders/{id}`: what is absent stays.
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
    /// How far it is now; both channels are told.
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
    /// The host's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What was ordered.
    pub title: String,
    /// The price in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub quantity: i32,
    /// How far it is.
    pub status: OrderStatus,
    /// How often the brand asked for changes.
    pub revision_count: i32,
    /// What is wanted. Shown to the brand and to staff: the agent passes it on.
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
