//! Table `conversations`: ordered logs.

use liaison_protocol::{
    conversation::{ConversationKind, ConversationState},
    side::Side,
};
use sea_orm::entity::prelude::*;

use crate::{
    db::Stored,
    facts::{Item, ItemKind},
};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind.
    pub kind: Stored<ConversationKind>,
    /// What it is about.
    pub subject_kind: Option<ItemKind>,
    /// Which of them.
    pub subject_id: Option<i64>,
    /// The side it is for, when its subject has a conversation per side.
    pub side: Option<Stored<Side>>,
    /// What the subject is called, as its feature said.
    pub title: Option<String>,
    /// The team of whoever handles it, as of the assignment.
    pub team: Option<String>,
    /// Whether messages are accepted.
    pub state: Stored<ConversationState>,
    /// The newest position.
    pub last_seq: i64,
    /// Raised by every change of who may do what here.
    pub version: i64,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When the newest entry was stored.
    pub last_entry_at: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it is about.
    pub(crate) fn subject(&self) -> Option<Item> {
        Some(Item { kind: self.subject_kind?, id: self.subject_id? })
    }
}
