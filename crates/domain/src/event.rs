//! What happened, and who may learn of it. Events leave only through a transaction, or for passing facts such as
//! typing through [`crate::app::App::publish`].

use std::sync::Arc;

use chrono::{DateTime, Utc};
use liaison_protocol::{
    at_work::{Draft, Viewers},
    conversation::ConversationState,
    deal::{DealContext, FlowUpdate},
    ids::{ConversationId, LoginId, MessageId, PersonId, TicketId},
    inbox::CaseRow,
    job::JobQueue,
    message::{Change, Message},
    order::OrderStatus,
    person::Person,
    session::Session,
    side::Side,
    staff::AgentStatus,
    ticket::{Priority, TicketStatus},
};
use serde::{Deserialize, Serialize};

use crate::facts::Item;

/// A fact, by the feature it belongs to.
///
/// Between nodes the group is not named: what travels is `{"Posted": …}`, as nodes of earlier versions say it. Names of
/// variants are therefore unique over all groups.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// An entry of a log.
    Message(MessageEvent),
    /// People in a conversation, and its state.
    Conversation(ConversationEvent),
    /// A ticket, and the work of staff on it.
    Ticket(TicketEvent),
    /// A live chat.
    Session(SessionEvent),
    /// A guided deal.
    Deal(DealEvent),
    /// Rows of the inbox.
    Case(CaseEvent),
    /// Somebody's connections.
    Person(PersonEvent),
    /// What only the nodes themselves act on.
    Node(NodeEvent),
}

/// Lists of cases are out of date. Each node tells its own staff: none of it travels between nodes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum CaseEvent {
    /// These rows changed.
    #[serde(rename = "CaseRowsChanged")]
    Changed(Arc<Vec<CaseRow>>),
    /// More rows changed than are told.
    #[serde(rename = "CaseListChanged")]
    Reload,
}

/// An entry of a log was stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum MessageEvent {
    /// A message was stored.
    Posted(Arc<Message>),
    /// A message was edited or deleted.
    Changed(Change),
}

/// Something happened in a conversation that is no entry of its log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ConversationEvent {
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
    /// Who may see a conversation changed: cached facts are stale, and every joined socket is checked anew.
    AccessChanged {
        /// Which.
        conversation: ConversationId,
    },
}

/// Something happened to a ticket, or to the work of staff on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TicketEvent {
    /// A ticket changed.
    #[serde(rename = "TicketChanged")]
    Changed {
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
    /// A snooze has ended: the ticket needs its agent again.
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
}

/// Something happened to a live chat.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum SessionEvent {
    /// It changed hands or status.
    #[serde(rename = "SessionChanged")]
    Changed(Arc<Session>),
    /// It has another place in the queue. Each node tells those who are connected to it.
    #[serde(rename = "SessionPosition")]
    Position {
        /// Which.
        session: ConversationId,
        /// The place, from 1.
        position: i64,
    },
}

/// Something happened in a guided deal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum DealEvent {
    /// Somebody acted.
    #[serde(rename = "DealActed")]
    Acted(Arc<DealAct>),
    /// The flow is in another state.
    #[serde(rename = "DealMoved")]
    Moved {
        /// Where.
        conversation: ConversationId,
        /// Before.
        previous: String,
        /// Now.
        state: String,
        /// The action, the event, or the time.
        reason: String,
        /// The entry of the log that says so.
        seq: Option<i64>,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What somebody did in a deal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DealAct {
    /// Where.
    pub conversation: ConversationId,
    /// The action.
    pub action: String,
    /// Whether it was typed instead of clicked.
    pub is_typed: bool,
    /// What changed.
    pub update: FlowUpdate,
    /// What each side may see: its newest message, and how the deal stands.
    pub seen: Vec<(Side, Option<Arc<Message>>, DealContext)>,
}

/// Something happened to the connections of a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PersonEvent {
    /// Somebody came online, went offline or changed the agent status.
    Presence {
        /// Who.
        person: Person,
        /// Whether a connection is live.
        is_online: bool,
        /// The agent status, for staff.
        status: Option<AgentStatus>,
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

/// What nodes tell each other; no client is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum NodeEvent {
    /// The workspace settings changed: every node reads them anew.
    SettingsChanged,
    /// A case changed hands, status or something else that lists of cases show.
    CaseChanged {
        /// Which.
        item: Item,
    },
    /// A job was scheduled: whoever runs its queue looks again when it is due.
    JobScheduled {
        /// Where.
        queue: JobQueue,
        /// When it is due.
        run_at: DateTime<Utc>,
    },
}

macro_rules! groups {
    ($($group:ident: $event:ident),*) => {$(
        impl From<$event> for Event {
            fn from(event: $event) -> Self {
                Self::$group(event)
            }
        }
    )*};
}

groups! {
    Message: MessageEvent, Conversation: ConversationEvent, Ticket: TicketEvent, Session: SessionEvent, Deal: DealEvent, Case: CaseEvent, Person: PersonEvent, Node: NodeEvent
}

/// A channel of a ticket, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyChannel {
    /// The party on the other end from the agent.
    pub party: PersonId,
    /// The side of the party.
    pub side: Side,
    /// Its conversation.
    pub conversation: ConversationId,
}

impl Event {
    /// The conversation and position of an entry of a log.
    pub fn position(&self) -> Option<(ConversationId, i64)> {
        match self {
            Self::Message(MessageEvent::Posted(message)) => Some((message.conversation_id, message.seq)),
            Self::Message(MessageEvent::Changed(change)) => Some((change.conversation_id, change.seq)),
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
    /// Those of staff who have this ticket open. Absent in what nodes of an older version say.
    #[serde(default)]
    pub viewing: Option<TicketId>,
    /// Not this person, unless named in `people`: who typed need not be told.
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// As nodes of the versions before the groups say it, and understand it.
    /// Whether an event is the expected one.
    type Is = fn(&Event) -> bool;

    #[test]
    fn nodes_of_earlier_versions_are_understood_and_understand() {
        let id = "018f3a3e-0000-7000-8000-000000000001";
        let at = "2026-01-01T00:00:00Z";
        let person = json!({ "id": 3, "public_id": "agent-3", "name": "Maya", "user_type": "agent" });
        let draft = json!({ "channel_type": "notes", "text": "x", "updated_at": at });
        let message = json!({
            "id": id, "conversation_id": id, "seq": 1, "sender": { "id": 3, "public_id": "agent-3", "name": "Maya",
            "kind": "agent" }, "sender_role": "agent", "message_type": "user_input", "text": "x", "attachments": [],
            "action_required": false, "action_completed": false, "action_data": { "price": 1.5, "n": 9007199254740993_i64 },
            "visible_to": null, "created_at": at,
        });
        let change = json!({ "conversation_id": id, "seq": 2, "change": "edit", "message_id": id, "text": "y",
            "created_at": at });
        let ticket = json!({ "ticket": 7, "status": "open", "priority": "low", "agent": 3, "order_status": "in_progress",
            "channels": [] });
        let known: [(Value, Is); 16] = [
            (json!({ "Posted": message }), |event| matches!(event, Event::Message(MessageEvent::Posted(_)))),
            (json!({ "Changed": change }), |event| matches!(event, Event::Message(MessageEvent::Changed(_)))),
            (json!({ "Typing": { "conversation": id, "person": person, "is_typing": true } }), |event| {
                matches!(event, Event::Conversation(ConversationEvent::Typing { .. }))
            }),
            (json!({ "Read": { "conversation": id, "person": person, "message": id, "seq": 1 } }), |event| {
                matches!(event, Event::Conversation(ConversationEvent::Read { .. }))
            }),
            (json!({ "Joined": { "conversation": id, "person": person } }), |event| {
                matches!(event, Event::Conversation(ConversationEvent::Joined { .. }))
            }),
            (json!({ "Left": { "conversation": id, "person": person } }), |event| {
                matches!(event, Event::Conversation(ConversationEvent::Left { .. }))
            }),
            (
                json!({ "StateChanged": { "conversation": id, "previous": "open", "state": "frozen", "reason": "x", "at": at } }),
                |event| matches!(event, Event::Conversation(ConversationEvent::StateChanged { .. })),
            ),
            (json!({ "AccessChanged": { "conversation": id } }), |event| {
                matches!(event, Event::Conversation(ConversationEvent::AccessChanged { .. }))
            }),
            (json!({ "TicketChanged": ticket }), |event| {
                matches!(event, Event::Ticket(TicketEvent::Changed { .. }))
            }),
            (json!({ "SnoozeOver": { "ticket": 7 } }), |event| {
                matches!(event, Event::Ticket(TicketEvent::SnoozeOver { .. }))
            }),
            (json!({ "DraftChanged": { "ticket": 7, "draft": draft } }), |event| {
                matches!(event, Event::Ticket(TicketEvent::DraftChanged { .. }))
            }),
            (json!({ "Viewed": { "ticket_id": 7, "viewers": [] } }), |event| {
                matches!(event, Event::Ticket(TicketEvent::Viewed(_)))
            }),
            (json!({ "Presence": { "person": person, "is_online": true, "status": null } }), |event| {
                matches!(event, Event::Person(PersonEvent::Presence { .. }))
            }),
            (json!({ "Revoked": { "person": 3, "login": null, "at": at } }), |event| {
                matches!(event, Event::Person(PersonEvent::Revoked { .. }))
            }),
            (json!("SettingsChanged"), |event| matches!(event, Event::Node(NodeEvent::SettingsChanged))),
            (json!({ "JobScheduled": { "queue": "timers", "run_at": at } }), |event| {
                matches!(event, Event::Node(NodeEvent::JobScheduled { .. }))
            }),
        ];
        for (said, is_it) in known {
            let event: Event = serde_json::from_str(&said.to_string()).unwrap();
            assert!(is_it(&event), "{said}");
            assert_eq!(serde_json::to_value(&event).unwrap(), said);
        }
    }
}
