//! Table `upload_days`: how much was uploaded on a day.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_days")]
pub struct Model {
    /// Days since 1970, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i64,
    /// Whose count it is: that of a network, of all who do not work here, or of all together.
    #[sea_orm(primary_key, auto_increment = false)]
    pub counter: String,
    /// Bytes.
    pub bytes: i64,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
