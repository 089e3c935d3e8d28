//! Labels: what tickets are about, in a word.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::LabelId, side::names};

/// The colour of a label, by name. Each front end uses a shade that is legible on its background.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabelColor {
    /// The default.
    #[default]
    Gray,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Pink.
    Pink,
}

names!(LabelColor {
    Gray = "gray",
    Red = "red",
    Orange = "orange",
    Yellow = "yellow",
    Green = "green",
    Teal = "teal",
    Blue = "blue",
    Purple = "purple",
    Pink = "pink",
});

/// A label as a ticket shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Label {
    /// The id.
    pub id: LabelId,
    /// The name, unique regardless of letter case.
    pub name: String,
    /// The colour.
    pub color: LabelColor,
}

/// A label of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceLabel {
    /// The id.
    pub id: LabelId,
    /// The name.
    pub name: String,
    /// The colour.
    pub color: LabelColor,
    /// The number of tickets that have it.
    pub tickets: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// The answer of `GET /api/crm/labels`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceLabels {
    /// All labels, by name.
    pub items: Vec<WorkspaceLabel>,
}

/// The body of `POST /api/crm/labels`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateLabel {
    /// The name.
    #[schema(min_length = 1, max_length = 40)]
    pub name: String,
    /// The colour, `gray` when absent.
    #[serde(default)]
    pub color: LabelColor,
}

/// The body of `PATCH /api/crm/labels/{id}`: absent fields stay unchanged.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchLabel {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 40)]
    pub name: Option<String>,
    /// The colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<LabelColor>,
}
