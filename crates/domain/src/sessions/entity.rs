//! Table `sessions`: live chats.

use liaison_protocol::{
    ids::{ConversationId, PersonId},
    session::SessionStatus,
};
use sea_orm::entity::prelude::*;

use crate::{db::Stored, facts::Item};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// The number, by which it is a case.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The conversation, by whose id clients know it.
    pub conversation: Uuid,
    /// Who asks.
    pub person_id: i64,
    /// How far it is.
    pub status: Stored<SessionStatus>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it last changed hands or status.
    pub updated_at: DateTimeUtc,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The case it is, once it was handed over.
    pub(crate) fn item(&self) -> Item {
        Item::session(self.id)
    }

    /// Its conversation.
    pub(crate) fn conversation(&self) -> ConversationId {
        ConversationId(self.conversation)
    }

    /// Who asks.
    pub(crate) fn party(&self) -> PersonId {
        PersonId(self.person_id)
    }
}
