//! The workspace settings that admins can change at run time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An additional pattern that is masked before it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskingPattern {
    /// What the pattern finds.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// A regular expression without back references; matching takes linear time.
    #[schema(min_length = 1, max_length = 500)]
    pub pattern: String,
}

/// The answer of `GET /api/support/settings`, and the body of `PUT`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Increases with each change. `PUT` must name the version it is based on; any other is refused.
    #[schema(minimum = 0)]
    pub version: i64,
    /// The name of the business, in widget and console.
    #[schema(min_length = 1, max_length = 100)]
    pub organisation_name: String,
    /// The colour of buttons, `#rrggbb`.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    pub primary_color: String,
    /// The first message to a brand, with template variables; absent: the built-in text. Applies to new tickets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub welcome_brand: Option<String>,
    /// The same for a creator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub welcome_creator: Option<String>,
    /// Additional masking patterns, applied to everything written from then on.
    #[schema(max_items = 50)]
    pub masking_patterns: Vec<MaskingPattern>,
    /// Minutes of inactivity after which the console sets an agent to away; 0 for never.
    #[schema(minimum = 0, maximum = 1440)]
    pub auto_away_minutes: i32,
    /// The capacity of new staff, in open tickets.
    #[schema(minimum = 0, maximum = 1000)]
    pub default_capacity: i32,
    /// Seconds that a live chat waits for an agent before a message can be left instead.
    #[serde(default = "queue_timeout_seconds")]
    #[schema(minimum = 10, maximum = 86400)]
    pub queue_timeout_seconds: i32,
}

fn queue_timeout_seconds() -> i32 {
    300
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 0,
            organisation_name: "Liaison".to_owned(),
            primary_color: "#0ea5e9".to_owned(),
            welcome_brand: None,
            welcome_creator: None,
            masking_patterns: Vec::new(),
            auto_away_minutes: 10,
            default_capacity: 5,
            queue_timeout_seconds: queue_timeout_seconds(),
        }
    }
}

/// The answer of `GET /api/widget/config`: what a widget needs before anyone has logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WidgetConfig {
    /// The name of the business.
    pub organisation_name: String,
    /// The colour of buttons, `#rrggbb`.
    pub primary_color: String,
    /// The languages the widget speaks.
    pub locales: Vec<String>,
    /// Bytes of a file at most.
    pub max_file_bytes: u64,
    /// The types of files that are accepted.
    pub file_types: Vec<String>,
}
