//! Table `people`: everybody with an identity.

use liaison_protocol::side::UserType;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The kind of person.
    pub kind: Stored<UserType>,
    /// Who vouches for the external id: `host`, `staff`, `visitor`, or the OIDC issuer.
    pub issuer: String,
    /// The issuer's own id.
    pub external_id: Option<String>,
    /// The display name.
    pub name: String,
    /// The e-mail.
    pub email: Option<String>,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
    /// Whether the person may come in.
    pub active: bool,
    /// Tokens issued before do not count.
    pub tokens_valid_from: DateTimeUtc,
    /// When all connections were last cut: revoked, deactivated, or with another role.
    pub cut_at: Option<DateTimeUtc>,
    /// When it was created.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
