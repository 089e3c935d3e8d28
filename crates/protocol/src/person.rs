//! People as others see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::PersonId, side::UserType};

/// What everyone who may see a person may know about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The chat identity, `brand-12`.
    pub public_id: String,
    /// The host application's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The display name.
    pub name: String,
    /// The kind of person.
    pub user_type: UserType,
}
