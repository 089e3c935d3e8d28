//! Conversations as clients see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{ConversationId, PersonId, TicketId},
    message::Message,
    side::{Side, names},
};

/// What a conversation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// A ticket's channel between its brand and its agent.
    TicketBrand,
    /// A ticket's channel between its creator and its agent.
    TicketCreator,
    /// The staff-only log of a ticket.
    TicketNotes,
    /// Two people, without automation.
    Direct,
    /// A deal that began with a campaign.
    Campaign,
    /// A deal that began with a bid.
    Bid,
    /// A customer or visitor with the assistant, then an agent.
    LiveChat,
}

names!(ConversationKind {
    TicketBrand = "ticket_brand",
    TicketCreator = "ticket_creator",
    TicketNotes = "ticket_notes",
    Direct = "direct",
    Campaign = "campaign",
    Bid = "bid",
    LiveChat = "live_chat",
});

/// Which of a ticket's two channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelType {
    /// Between brand and agent.
    BrandAgent,
    /// Between creator and agent.
    CreatorAgent,
}

names!(ChannelType { BrandAgent = "brand_agent", CreatorAgent = "creator_agent" });

impl ChannelType {
    /// The channel a party of that side uses; staff and customers have none of their own.
    pub fn of_side(side: Side) -> Option<Self> {
        match side {
            Side::Brand => Some(Self::BrandAgent),
            Side::Creator => Some(Self::CreatorAgent),
            Side::Customer | Side::Staff => None,
        }
    }

    /// The party's side of this channel.
    pub fn side(self) -> Side {
        match self {
            Self::BrandAgent => Side::Brand,
            Self::CreatorAgent => Side::Creator,
        }
    }

    /// The channel of the other party.
    pub fn other(self) -> Self {
        match self {
            Self::BrandAgent => Self::CreatorAgent,
            Self::CreatorAgent => Self::BrandAgent,
        }
    }

    /// The kind of the conversation behind this channel.
    pub fn conversation_kind(self) -> ConversationKind {
        match self {
            Self::BrandAgent => ConversationKind::TicketBrand,
            Self::CreatorAgent => ConversationKind::TicketCreator,
        }
    }
}

impl ConversationKind {
    /// Whether it belongs to a ticket: one of its channels, or its notes.
    pub fn is_of_ticket(self) -> bool {
        matches!(self, Self::TicketBrand | Self::TicketCreator | Self::TicketNotes)
    }

    /// The ticket channel this kind is, `None` for all others.
    pub fn channel_type(self) -> Option<ChannelType> {
        match self {
            Self::TicketBrand => Some(ChannelType::BrandAgent),
            Self::TicketCreator => Some(ChannelType::CreatorAgent),
            _ => None,
        }
    }
}

/// Whether new messages are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    /// Messages are accepted.
    Open,
    /// A flow guides the conversation: only its actions are accepted.
    Automated,
    /// Messages are refused until the conversation is reopened.
    Frozen,
    /// Closed permanently.
    Closed,
}

names!(ConversationState { Open = "open", Automated = "automated", Frozen = "frozen", Closed = "closed" });

/// A participant of a conversation, as far as the viewer may know.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Participant {
    /// The person.
    pub id: PersonId,
    /// The chat identity, `brand-12`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// The side of the case.
    pub side: Side,
    /// Whether a connection of this person is live now.
    pub is_online: bool,
    /// Everything up to here has been read.
    pub last_read_seq: i64,
    /// When the person joined.
    pub joined_at: DateTime<Utc>,
}

/// A conversation in a list, or alone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Conversation {
    /// The id.
    pub id: ConversationId,
    /// What it is about.
    pub kind: ConversationKind,
    /// The channel name, for ticket channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The ticket's channel, for ticket channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The ticket, for ticket channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
    /// The title of the ticket's order, for ticket channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_title: Option<String>,
    /// Whether messages are accepted.
    pub state: ConversationState,
    /// Whether it is frozen; the same as `state`, in the form that host applications use.
    pub frozen: bool,
    /// The sequence number of the newest entry, 0 when there is none.
    pub last_seq: i64,
    /// Messages by others that the viewer has not read.
    pub unread: i64,
    /// The newest message that the viewer may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// Since when a party has been waiting: when the oldest message that staff have not answered was sent. For staff
    /// only; `null` when no one is waiting and when the channel is closed.
    #[schema(required = false)]
    pub waiting_since: Option<DateTime<Utc>>,
    /// The participants.
    pub participants: Vec<Participant>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}
