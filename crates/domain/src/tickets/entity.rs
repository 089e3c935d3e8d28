//! Table `tickets`: one mediated case about one order.

use liaison_protocol::{
    ids::ConversationId,
    side::Side,
    ticket::{Priority, TicketStatus},
};
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// The status.
    pub status: Stored<TicketStatus>,
    /// The priority.
    pub priority: Stored<Priority>,
    /// The brand's channel.
    pub brand_conversation: Uuid,
    /// The creator's channel.
    pub creator_conversation: Uuid,
    /// The staff-only log.
    pub notes_conversation: Uuid,
    /// When it was created.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// When it was closed.
    pub closed_at: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The conversation of a party with the agent; of no other side there is one.
    pub(crate) fn channel(&self, party: Side) -> Option<ConversationId> {
        match party {
            Side::Brand => Some(ConversationId(self.brand_conversation)),
            Side::Creator => Some(ConversationId(self.creator_conversation)),
            Side::Customer | Side::Staff => None,
        }
    }

    /// The conversations of both parties.
    pub(crate) fn channels(&self) -> [ConversationId; 2] {
        [self.brand_conversation, self.creator_conversation].map(ConversationId)
    }

    /// The staff-only log.
    pub(crate) fn notes(&self) -> ConversationId {
        ConversationId(self.notes_conversation)
    }
}
