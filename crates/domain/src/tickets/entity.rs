//! Table `tickets`: one mediated case about one order.

use liaison_protocol::{
    conversation::ChannelType,
    ids::ConversationId,
    ticket::{Priority, TicketStatus},
};
use sea_orm::entity::prelude::*;

use crate::error::{Error, Result};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// A `TicketStatus`.
    pub status: String,
    /// A `Priority`.
    pub priority: String,
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
    /// How far it is.
    pub(crate) fn status(&self) -> Result<TicketStatus> {
        TicketStatus::parse(&self.status).ok_or_else(|| Error::internal("unknown ticket status"))
    }

    /// How urgent it is.
    pub(crate) fn priority(&self) -> Result<Priority> {
        Priority::parse(&self.priority).ok_or_else(|| Error::internal("unknown priority"))
    }

    /// The conversation behind one of its channels.
    pub(crate) fn channel(&self, channel: ChannelType) -> ConversationId {
        ConversationId(match channel {
            ChannelType::BrandAgent => self.brand_conversation,
            ChannelType::CreatorAgent => self.creator_conversation,
        })
    }
}
