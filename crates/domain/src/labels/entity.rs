//! Table `labels`: labels of tickets.

use liaison_protocol::{
    ids::LabelId,
    label::{Label, LabelColor},
};
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "labels")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The word.
    pub name: String,
    /// The word in small letters: no two labels have the same.
    pub folded_name: String,
    /// A `LabelColor`.
    pub color: String,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Who changed it.
    pub updated_by: Option<i64>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As a ticket shows it.
    pub(super) fn label(&self) -> Label {
        Label { id: LabelId(self.id), name: self.name.clone(), color: self.color() }
    }

    /// A colour that this version does not know is none.
    pub(super) fn color(&self) -> LabelColor {
        LabelColor::parse(&self.color).unwrap_or_default()
    }
}
