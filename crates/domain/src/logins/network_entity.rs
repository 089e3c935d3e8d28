//! Table `login_networks`: from which networks an account was logged in to.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "login_networks")]
pub struct Model {
    /// A hash of the account and the network.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// When it was logged in to from there last.
    pub last_login_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
