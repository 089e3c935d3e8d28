//! The inbox: every case that staff work on, whatever its kind, as a list of rows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{LabelId, PersonId},
    side::{Side, names},
    ticket::{Priority, TicketAgent},
};

/// The kind of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// A mediated order.
    Ticket,
    /// A live chat.
    Session,
}

names!(CaseKind { Ticket = "ticket", Session = "session" });

/// A view of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InboxView {
    /// Open cases of the caller that are not snoozed.
    #[default]
    Mine,
    /// Cases that wait for an agent, in the order in which they are offered.
    Queue,
    /// Open cases that no one handles.
    Unassigned,
    /// Open cases of the caller's team that are not snoozed.
    Team,
    /// All open cases that are not snoozed.
    Everyone,
    /// Cases with a note that mentions the caller.
    Mentions,
    /// Snoozed cases: those of the caller; for a team lead those of the team, for supervisors and above all.
    Snoozed,
    /// Cases that are resolved or closed: whose, as for `snoozed`.
    Done,
    /// All cases, open or not, for a search: only with `q`.
    All,
}

names!(InboxView {
    Mine = "mine",
    Queue = "queue",
    Unassigned = "unassigned",
    Team = "team",
    Everyone = "everyone",
    Mentions = "mentions",
    Snoozed = "snoozed",
    Done = "done",
    All = "all",
});

/// The order of a list of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InboxSort {
    /// Cases in which someone waits for staff first, the longest wait first; then the others, the newest words first.
    #[default]
    Turn,
    /// The newest words first.
    Newest,
    /// The newest case first.
    Created,
    /// The most urgent first, and among those the oldest.
    Priority,
}

names!(InboxSort { Turn = "turn", Newest = "newest", Created = "created", Priority = "priority" });

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TurnOf {
    /// Staff: a party waits for an answer.
    Us,
    /// The brand, which staff wrote to last.
    Brand,
    /// The creator, whom staff wrote to last.
    Creator,
    /// The customer, whom staff wrote to last.
    Customer,
    /// No one has written yet, or the case is over.
    Nobody,
}

names!(TurnOf { Us = "us", Brand = "brand", Creator = "creator", Customer = "customer", Nobody = "nobody" });

/// Whose turn it is, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Turn {
    /// Whose.
    pub of: TurnOf,
    /// The side that waits for staff; `null` when it is not their turn.
    #[schema(required = false)]
    pub who: Option<Side>,
    /// Since when.
    #[schema(required = false)]
    pub since: Option<DateTime<Utc>>,
}

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseParty {
    /// The person.
    pub id: PersonId,
    /// The display name.
    pub name: String,
    /// The side.
    pub side: Side,
}

/// The newest words of a person or of the assistant in a case. Never a system message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastWords {
    /// The side of the author, `staff` for the assistant.
    pub side: Side,
    /// The author; `null` for the assistant.
    #[schema(required = false)]
    pub person_id: Option<PersonId>,
    /// The author's display name.
    pub name: String,
    /// The beginning of the text, 140 characters at most. Empty for a message of files alone.
    pub text: String,
    /// When they were said.
    pub at: DateTime<Utc>,
}

/// A case as a row of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    /// The kind.
    pub kind: CaseKind,
    /// The id within the kind.
    pub id: i64,
    /// The kind and the id, such as `ticket-12`: the case in the address of the console.
    pub key: String,
    /// What the case is about.
    pub title: String,
    /// Everyone the case is for.
    pub parties: Vec<CaseParty>,
    /// Who handles it; `null` while it waits.
    #[schema(required = false)]
    pub agent: Option<TicketAgent>,
    /// The agent's team when the case was assigned.
    #[schema(required = false)]
    pub team: Option<String>,
    /// The status, in the words of its kind.
    pub status: String,
    /// Whether there is work to do: it is neither resolved nor closed.
    pub is_open: bool,
    /// How urgent it is.
    pub priority: Priority,
    /// Whose turn it is.
    pub turn: Turn,
    /// The newest words.
    #[schema(required = false)]
    pub last: Option<LastWords>,
    /// Messages that the caller has not read. 0 in events, which are the same for everyone.
    pub unread: i64,
    /// Unread notes that mention the caller. 0 in events.
    pub mentions: i64,
    /// Its labels.
    pub labels: Vec<LabelId>,
    /// Whether it is snoozed.
    pub is_snoozed: bool,
    /// Until when, if a time was set.
    #[schema(required = false)]
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Since when it waits for an agent.
    #[schema(required = false)]
    pub queued_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed hands, status or priority.
    pub updated_at: DateTime<Utc>,
}

/// A page of cases.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CasePage {
    /// The rows.
    pub items: Vec<CaseRow>,
    /// What to ask for the next page with, as `cursor`; `null` on the last page.
    #[schema(required = false)]
    pub next: Option<String>,
}

/// How many cases are in each view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InboxCounts {
    /// Cases that wait for an agent.
    pub queue: QueueCount,
    /// Open cases of the caller.
    pub mine: i64,
    /// Those of them in which someone waits for staff.
    pub mine_waiting: i64,
    /// Open cases that no one handles.
    pub unassigned: i64,
    /// Open cases of the caller's team.
    pub team: i64,
    /// All open cases.
    pub everyone: i64,
    /// Cases with an unread note that mentions the caller.
    pub mentions: i64,
    /// Snoozed cases in the view `snoozed`.
    pub snoozed: i64,
    /// All open cases by kind.
    pub kinds: Vec<KindCount>,
}

/// The queue in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueCount {
    /// How many wait.
    pub count: i64,
    /// Since when the oldest does.
    #[schema(required = false)]
    pub oldest_at: Option<DateTime<Utc>>,
}

/// The open cases of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindCount {
    /// The kind.
    pub kind: CaseKind,
    /// How many.
    pub count: i64,
}

/// The body of `POST /api/inbox/cases/{kind}/{id}/transfer`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Who handles the case from now on.
    pub agent_id: PersonId,
}
