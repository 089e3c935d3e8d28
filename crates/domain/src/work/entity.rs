//! Table `work_items`: one row for each case, whatever its kind. Who handles it, whether it waits for somebody, and what
//! lists of cases are sorted and filtered by.

use liaison_protocol::{ids::PersonId, ticket::Priority};
use sea_orm::entity::prelude::*;

use super::Item;
use crate::{conversations::card::Handler, facts::ItemKind};

/// How far a case is, as far as the queue needs to know. What its kind calls it is the `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum Phase {
    /// There is work to do: it counts towards the load of its agent, or waits for one.
    Open,
    /// Solved for now: it counts towards nobody's load, and its agent keeps it.
    Resolved,
    /// Over: it stays with whoever handled it last.
    Ended,
}

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "work_items")]
pub struct Model {
    /// What kind of case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_kind: ItemKind,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: i64,
    /// Who handles it.
    pub agent_id: Option<i64>,
    /// The agent's team when it was assigned.
    pub team: Option<String>,
    /// The skills it asks for, a list of texts.
    #[sea_orm(column_type = "JsonBinary")]
    pub skills: Json,
    /// The team it asks for.
    pub needs_team: Option<String>,
    /// What its kind calls its status.
    pub status: String,
    /// How far it is.
    pub phase: Phase,
    /// How urgent it is, see [`rank`].
    pub priority: i16,
    /// Since when it waits for an agent; `None` while it does not.
    pub queued_at: Option<DateTimeUtc>,
    /// The agent who gave it back and is not asked again.
    pub given_back_by: Option<i64>,
    /// The side of the conversation that decides whose turn it is, a `Side`: where somebody waits, or of the newest words.
    pub waiting_side: Option<String>,
    /// Since when somebody waits for staff.
    pub waiting_since: Option<DateTimeUtc>,
    /// Sorts cases by whose turn it is, see [`super::turn_key`].
    pub turn_key: i64,
    /// Where the newest words of a person are.
    pub last_conversation: Option<Uuid>,
    /// At which position there.
    pub last_seq: Option<i64>,
    /// When they were said; when it was created, before anybody spoke.
    pub last_at: DateTimeUtc,
    /// Whether it is snoozed.
    pub is_snoozed: bool,
    /// Until when, if a time was set.
    pub snoozed_until: Option<DateTimeUtc>,
    /// How many entries of its logs this row knows of.
    pub followed: i64,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it last changed hands, status or priority.
    pub updated_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Which case it is.
    pub(crate) fn item(&self) -> Item {
        Item { kind: self.item_kind, id: self.item_id }
    }

    /// Where the newest words of a person are.
    pub(crate) fn last(&self) -> Option<(Uuid, i64)> {
        self.last_conversation.zip(self.last_seq)
    }

    /// How urgent it is.
    pub(crate) const fn urgency(&self) -> Priority {
        match self.priority {
            ..=0 => Priority::Low,
            1 => Priority::Medium,
            2 => Priority::High,
            3.. => Priority::Urgent,
        }
    }

    /// Who is in charge; nobody while it waits.
    pub(super) fn handler(&self) -> Option<Handler> {
        Some(Handler { person: PersonId(self.agent_id?), team: self.team.clone() })
    }
}

/// Whether a case is open, as the indexes of open cases say it: a database uses them for this very condition only, not
/// for a value that it is given later.
pub(super) fn is_open() -> Expr {
    Expr::cust("phase = 'open'")
}

/// Whether a case is over, in the same way.
pub(super) fn is_over() -> Expr {
    Expr::cust("phase <> 'open'")
}

/// The number a priority is stored as: the more urgent, the higher.
pub(super) const fn rank(priority: Priority) -> i16 {
    match priority {
        Priority::Low => 0,
        Priority::Medium => 1,
        Priority::High => 2,
        Priority::Urgent => 3,
    }
}
