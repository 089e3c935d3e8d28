//! What admins set for the whole workspace while it runs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One more kind of text that is masked before it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskingPattern {
    /// What it finds.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// A regular expression without back references: it takes time in proportion to the text, whatever the text is.
    #[schema(min_length = 1, max_length = 500)]
    pub pattern: String,
}

/// The answer of `GET /api/support/settings`, and the body of `PUT`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Goes up with each change. `PUT` names the version it was made from; another one is refused.
    #[schema(minimum = 0)]
    pub version: i64,
    /// The name of the business, in widget and console.
    #[schema(min_length = 1, max_length = 100)]
    pub organisation_name: String,
    /// The colour of buttons, `#rrggbb`.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    pub primary_color: String,
    /// The first message to a brand, with the variables of templates; the built-in one when absent. For tickets created
    /// from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub welcome_brand: Option<String>,
    /// The same to a creator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub welcome_creator: Option<String>,
    /// What else is masked, in everything written from then on.
    #[schema(max_items = 50)]
    pub masking_patterns: Vec<MaskingPattern>,
    /// After so many minutes without a key or a pointer the console says that an agent is away; 0 for never.
    #[schema(minimum = 0, maximum = 1440)]
    pub auto_away_minutes: i32,
    /// Open tickets that new staff may have.
    #[schema(minimum = 0, maximum = 1000)]
    pub default_capacity: i32,
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
        }
    }
}

/// The answer of `GET /api/widget/config`: what a widget must know before anybody has logged in.
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
