//! Table `tickets`: one mediated case about one order.

use liaison_protocol::{
    conversation::ChannelType,
    ids::ConversationId,
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
    /// The conversation behind one of its channels.
    pub(crate) fn channel(&self, channel: ChannelType) -> ConversationId {
        ConversationId(match channel {
            ChannelType::BrandAgent => self.brand_conversation,
            ChannelType::CreatorAgent => self.creator_conversation,
        })
    }
}
