//! Writing a fact about a case.

use std::collections::BTreeMap;

use liaison_protocol::{activity::ActivitySubject, ids::PersonId, inbox::CaseKind};
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::case_entity;
use crate::{actor::Actor, db::Tx, error::Result};

/// What kind of case.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A mediated order.
    Ticket,
    /// A live chat.
    Session,
}

impl ItemKind {
    /// The name under which it is stored.
    pub(crate) const fn as_str(self) -> &'static str {
        CaseKind::as_str(self.on_the_wire())
    }

    /// The kind of that name.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        CaseKind::parse(text).map(Self::from)
    }

    /// As clients know it.
    pub(crate) const fn on_the_wire(self) -> CaseKind {
        match self {
            Self::Ticket => CaseKind::Ticket,
            Self::Session => CaseKind::Session,
        }
    }

    /// Under which kind the activity log files what is done to it.
    pub(crate) fn of_activity(self) -> ActivitySubject {
        match self {
            Self::Ticket => ActivitySubject::Ticket,
            Self::Session => ActivitySubject::Session,
        }
    }
}

impl From<CaseKind> for ItemKind {
    fn from(kind: CaseKind) -> Self {
        match kind {
            CaseKind::Ticket => Self::Ticket,
            CaseKind::Session => Self::Session,
        }
    }
}

/// The ids of cases, kind by kind.
pub(crate) fn by_kind(items: &[Item]) -> BTreeMap<ItemKind, Vec<i64>> {
    let mut found: BTreeMap<ItemKind, Vec<i64>> = BTreeMap::new();
    for item in items {
        found.entry(item.kind).or_default().push(item.id);
    }
    found
}

/// A case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    /// Of which kind.
    pub kind: ItemKind,
    /// Which one.
    pub id: i64,
}

impl Item {
    /// A ticket.
    pub const fn ticket(id: i64) -> Self {
        Self { kind: ItemKind::Ticket, id }
    }

    /// A live chat.
    pub const fn session(id: i64) -> Self {
        Self { kind: ItemKind::Session, id }
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum FactKind {
    /// It began.
    Created,
    /// Its status changed.
    Status,
    /// Its priority changed.
    Priority,
    /// Somebody was put in charge.
    Assigned,
    /// It was put back into the queue.
    Queued,
}

/// A fact.
pub(crate) enum Fact<'a> {
    /// It began with this priority.
    Created { priority: &'a str },
    /// Its status changed while somebody was in charge.
    Status { from: &'a str, to: &'a str, agent: Option<PersonId>, team: Option<&'a str> },
    /// Its priority changed while somebody was in charge.
    Priority { from: &'a str, to: &'a str, agent: Option<PersonId>, team: Option<&'a str> },
    /// Somebody of a team was put in charge, instead of somebody or nobody.
    Assigned { from: Option<PersonId>, agent: PersonId, team: Option<&'a str> },
    /// It waits for somebody again, instead of being handled.
    Queued { from: Option<PersonId> },
}

/// Writes it down inside the transaction of the change. `cause` is the word for the command or the rule.
pub(crate) async fn record(tx: &Tx, actor: &Actor, item: Item, fact: Fact<'_>, cause: &str) -> Result<()> {
    let text = |text: &str| Some(text.to_owned());
    let (kind, from_value, to_value, agent, team) = match fact {
        Fact::Created { priority } => (FactKind::Created, None, text(priority), None, None),
        Fact::Status { from, to, agent, team } => (FactKind::Status, text(from), text(to), agent, team),
        Fact::Priority { from, to, agent, team } => (FactKind::Priority, text(from), text(to), agent, team),
        Fact::Assigned { from, agent, team } => (
            FactKind::Assigned,
            from.map(|from| from.to_string()),
            text(&agent.to_string()),
            Some(agent),
            team,
        ),
        Fact::Queued { from } => (FactKind::Queued, from.map(|from| from.to_string()), None, None, None),
    };
    case_entity::Entity::insert(case_entity::ActiveModel {
        item_kind: Set(item.kind),
        item_id: Set(item.id),
        at: Set(tx.now()),
        kind: Set(kind),
        from_value: Set(from_value),
        to_value: Set(to_value),
        agent_id: Set(agent.map(|agent| agent.0)),
        team: Set(team.map(ToOwned::to_owned)),
        actor: Set(actor.name()),
        cause: Set(cause.to_owned()),
        ..Default::default()
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}
