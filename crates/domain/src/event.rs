//! What happened, and who may learn of it. Events leave only through a transaction, or for passing facts such as
//! typing through [`crate::app::App::publish`].

use std::sync::Arc;

use chrono::{DateTime, Utc};
use liaison_protocol::{
    at_work::{Draft, Viewers},
    conversation::{ChannelType, ConversationState},
    ids::{ConversationId, LoginId, MessageId, PersonId, TicketId},
    job::JobQueue,
    message::{Change, Message},
    order::OrderStatus,
    person::Person,
    side::Side,
    staff::AgentStatus,
    ticket::{Priority, TicketStatus},
};
use serde::{Deserialize, Serialize};

/// A fact, as it travels between nodes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Event {
    /// A message was stored.
    Posted(Arc<Message>),
    /// A message was edited or deleted.
    Changed(Change),
    /// Somebody types, or stopped.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        person: Person,
        /// Whether typing goes on.
        is_typing: bool,
    },
    /// Somebody has read up to a position.
    Read {
        /// Where.
        conversation: ConversationId,
        /// Who.
        person: Person,
        /// Up to which message.
        message: MessageId,
        /// Its position.
        seq: i64,
    },
    /// Somebody came into a conversation.
    Joined {
        /// Where.
        conversation: ConversationId,
        /// Who.
        person: Person,
    },
    /// Somebody left a conversation.
    Left {
        /// Where.
        conversation: ConversationId,
        /// Who.
        person: Person,
    },
    /// Somebody came online, went offline or changed the agent status.
    Presence {
        /// Who.
        person: Person,
        /// Whether a connection is live.
        is_online: bool,
        /// What an agent says of himself.
        status: Option<AgentStatus>,
    },
    /// A conversation was frozen, thawed or closed.
    StateChanged {
        /// Which.
        conversation: ConversationId,
        /// Before.
        previous: ConversationState,
        /// Now.
        state: ConversationState,
        /// Why.
        reason: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A ticket changed.
    TicketChanged {
        /// Which.
        ticket: TicketId,
        /// How far it is.
        status: TicketStatus,
        /// How urgent it is.
        priority: Priority,
        /// Who handles it.
        agent: PersonId,
        /// How far its order is.
        order_status: OrderStatus,
        /// Its channels; each party is told of its own only. Absent in what nodes of an older version say.
        #[serde(default)]
        channels: Vec<PartyChannel>,
    },
    /// A ticket that was put aside wants its agent again.
    SnoozeOver {
        /// Which.
        ticket: TicketId,
    },
    /// A member of staff wrote, changed or removed a draft.
    DraftChanged {
        /// For which ticket.
        ticket: TicketId,
        /// The text now; empty when there is none any more.
        draft: Draft,
    },
    /// Colleagues opened, answer or left a ticket: everybody who has it open now.
    Viewed(Viewers),
    /// The settings of the house changed: every node reads them anew.
    SettingsChanged,
    /// Who may see a conversation changed: cached facts are stale, and every joined socket is checked anew.
    AccessChanged {
        /// Which.
        conversation: ConversationId,
    },
    /// A job was scheduled: whoever runs its queue looks again when it is due.
    JobScheduled {
        /// Where.
        queue: JobQueue,
        /// When it is due.
        run_at: DateTime<Utc>,
    },
    /// Tokens of a person no longer count: connections that use them are cut.
    Revoked {
        /// Whose.
        person: PersonId,
        /// Only those of this login; all when absent.
        login: Option<LoginId>,
        /// When. The same revocation is also found in the database by every node; it counts once.
        at: DateTime<Utc>,
    },
}

/// A channel of a ticket, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyChannel {
    /// The party on the other end from the agent.
    pub party: PersonId,
    /// Which channel.
    pub channel_type: ChannelType,
    /// Its conversation.
    pub conversation: ConversationId,
}

impl Event {
    /// The conversation and position of an entry of a log.
    pub fn position(&self) -> Option<(ConversationId, i64)> {
        match self {
            Self::Posted(message) => Some((message.conversation_id, message.seq)),
            Self::Changed(change) => Some((change.conversation_id, change.seq)),
            _ => None,
        }
    }
}

/// Who may learn of an event. Computed by `access.rs` of the feature, together with its rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Those who joined these conversations…
    pub conversations: Vec<ConversationId>,
    /// …on these sides.
    pub sides: Vec<Side>,
    /// Sides that learn that something is there, not what: they get its place in the sequence.
    pub hidden_from: Vec<Side>,
    /// These people, wherever they are.
    pub people: Vec<PersonId>,
    /// All staff.
    pub staff: bool,
    /// Not this person: who typed need not be told.
    pub except: Option<PersonId>,
}

/// An event on its way to those who may learn of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Published {
    /// What happened.
    pub event: Event,
    /// Who may learn of it.
    pub audience: Audience,
}
