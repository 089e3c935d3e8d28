//! Texts that staff use again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::{
    conversation::ChannelType,
    ids::{TemplateId, TicketId},
    ticket::TicketAgent,
};

/// A reusable text for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// The id.
    pub id: TemplateId,
    /// The title.
    pub title: String,
    /// The shortcut, typed after `/`.
    pub shortcut: String,
    /// The text, with variables such as `{{party.name}}`.
    pub body: String,
    /// The channel it is for; absent: both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The language it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<TicketAgent>,
}

/// The body of `POST /api/crm/templates`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTemplate {
    /// The title.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// The shortcut, typed after `/`.
    #[schema(pattern = "^[a-z0-9_-]{1,40}$")]
    pub shortcut: String,
    /// The text. Variables: `{{party.name}}`, `{{agent.name}}`, `{{order.title}}`, `{{order.id}}`, `{{order.amount}}`,
    /// `{{ticket.id}}`.
    #[schema(min_length = 1, max_length = 10000)]
    pub body: String,
    /// The channel it is for; absent: both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The language it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    pub locale: Option<String>,
}

/// The body of `PATCH /api/crm/templates/{id}`: absent fields stay unchanged.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchTemplate {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub title: Option<String>,
    /// The shortcut, typed after `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[a-z0-9_-]{1,40}$")]
    pub shortcut: Option<String>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 10000)]
    pub body: Option<String>,
    /// The channel it is for; `null` for both.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ChannelType>)]
    pub channel_type: Option<Option<ChannelType>>,
    /// The language it is in; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    pub locale: Option<String>,
}

/// Tells `null` from absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The body of `POST /api/crm/templates/{id}/render`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenderTemplate {
    /// The ticket it is used in.
    pub ticket_id: TicketId,
    /// The channel; `party` is the party of this channel.
    pub channel_type: ChannelType,
}

/// A template with its variables filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RenderedTemplate {
    /// Plain text.
    pub text: String,
}
