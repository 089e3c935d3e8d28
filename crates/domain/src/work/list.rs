//! Lists of cases: what they are filtered and sorted by is in the row of each case, so that a page costs what it shows.

use chrono::{DateTime, Utc};
use liaison_protocol::{ids::PersonId, inbox::InboxSort, side::Side, ticket::Priority};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Statement,
    sea_query::{Expr, ExprTrait, SelectStatement},
};

use super::{
    Item, ItemKind,
    entity::{self, Column, Entity, Model, rank},
};
use crate::{
    error::{Error, Result},
    facts,
};

/// Whose cases.
#[derive(Debug, Clone)]
pub(crate) enum Whose {
    /// Everyone's.
    All,
    /// Those of an agent.
    Agent(PersonId),
    /// Those of a team; of no one when there is none.
    Team(Option<String>),
    /// Those of an agent and those of the agent's team.
    AgentAndTeam(PersonId, Option<String>),
    /// Those that no one handles.
    Nobody,
}

/// What to list. An empty list asks for nothing in particular.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) whose: Whose,
    /// Open ones, or those that are over; both when `None`.
    pub(crate) is_open: Option<bool>,
    /// Only those that wait for an agent, in the order of the queue.
    pub(crate) is_queued: bool,
    pub(crate) is_snoozed: Option<bool>,
    pub(crate) kinds: Vec<ItemKind>,
    pub(crate) statuses: Vec<String>,
    pub(crate) priorities: Vec<Priority>,
    /// Only those in which that side waits for staff; any side when `Some(None)`.
    pub(crate) waiting: Option<Option<Side>>,
    /// Only these: for each kind the ids by a query. Of kinds that are not named there are none. All of them must hold.
    pub(crate) among: Vec<Vec<(ItemKind, SelectStatement)>>,
    pub(crate) sort: InboxSort,
    /// Where the page before ended.
    pub(crate) after: Option<Place>,
    pub(crate) limit: u64,
}

impl Whose {
    fn condition(&self) -> Condition {
        let of_team = |team: &Option<String>| match team {
            Some(team) => Column::Team.eq(team.as_str()),
            None => Expr::cust("1 = 0"),
        };
        match self {
            Self::All => Condition::all(),
            Self::Agent(agent) => Condition::all().add(Column::AgentId.eq(agent.0)),
            Self::Team(team) => Condition::all().add(of_team(team)),
            Self::AgentAndTeam(agent, team) => {
                Condition::any().add(Column::AgentId.eq(agent.0)).add(of_team(team))
            }
            Self::Nobody => Condition::all().add(Column::AgentId.is_null()),
        }
    }
}

/// The place of a case in a list: what the list sorts by, and which case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    rank: i16,
    key: i64,
    item: Item,
}

impl Place {
    /// As clients hand it back.
    pub(crate) fn to_cursor(self) -> String {
        let Self { rank, key, item } = self;
        format!("{rank}~{key}~{}~{}", item.kind.as_str(), item.id)
    }

    /// Of what a client handed back.
    pub(crate) fn of_cursor(text: &str) -> Result<Self> {
        let read = || {
            let mut parts = text.split('~');
            let place = Self {
                rank: parts.next()?.parse().ok()?,
                key: parts.next()?.parse().ok()?,
                item: Item { kind: ItemKind::parse(parts.next()?)?, id: parts.next()?.parse().ok()? },
            };
            parts.next().is_none().then_some(place)
        };
        read().ok_or_else(|| Error::invalid("cursor", "must be one that a page named as `next`"))
    }

    fn of(row: &Model, sort: Sort) -> Self {
        let micros = |time: DateTime<Utc>| time.timestamp_micros();
        let key = match sort {
            Sort::By(InboxSort::Turn) => row.turn_key,
            Sort::By(InboxSort::Newest) => micros(row.last_at),
            Sort::By(InboxSort::Created | InboxSort::Priority) => micros(row.created_at),
            Sort::Queue => micros(row.queued_at.unwrap_or(row.created_at)),
        };
        Self { rank: row.priority, key, item: row.item() }
    }

    fn time(self) -> Result<DateTime<Utc>> {
        let time = DateTime::from_timestamp_micros(self.key);
        time.ok_or_else(|| Error::invalid("cursor", "must be one that a page named as `next`"))
    }
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    By(InboxSort),
    Queue,
}

/// A page of cases, and where the next one begins.
pub(crate) async fn page(
    conn: &impl ConnectionTrait,
    filter: &Filter,
) -> Result<(Vec<Model>, Option<Place>)> {
    let sort = match filter.sort {
        _ if filter.is_queued => Sort::Queue,
        // When it is nobody's turn, the order by turns is that of the newest words.
        InboxSort::Turn if filter.is_open != Some(true) => Sort::By(InboxSort::Newest),
        sort => Sort::By(sort),
    };
    let mut query = ordered(filtered(filter), sort);
    if let Some(place) = filter.after {
        query = query.filter(behind(place, sort)?);
    }
    let mut rows = query.limit(filter.limit.saturating_add(1)).all(conn).await?;
    let is_last = u64::try_from(rows.len()).unwrap_or(u64::MAX) <= filter.limit;
    rows.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| !is_last).map(|row| Place::of(row, sort));
    Ok((rows, next))
}

fn filtered(filter: &Filter) -> Select<Entity> {
    let mut query = Entity::find().filter(filter.whose.condition());
    query = match filter.is_open {
        Some(true) => query.filter(entity::is_open()),
        Some(false) => query.filter(entity::is_over()),
        None => query,
    };
    if filter.is_queued {
        query = query.filter(Column::QueuedAt.is_not_null());
    }
    if let Some(wanted) = filter.is_snoozed {
        query = query.filter(Column::IsSnoozed.eq(wanted));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(Column::ItemKind.is_in(filter.kinds.iter().copied()));
    }
    if !filter.statuses.is_empty() {
        query = query.filter(Column::Status.is_in(filter.statuses.iter().map(String::as_str)));
    }
    if !filter.priorities.is_empty() {
        query = query.filter(Column::Priority.is_in(filter.priorities.iter().map(|one| rank(*one))));
    }
    if let Some(side) = filter.waiting {
        query = query.filter(Column::WaitingSince.is_not_null());
        if let Some(side) = side {
            query = query.filter(Column::WaitingSide.eq(side.as_str()));
        }
    }
    for kinds in &filter.among {
        let of_kind = |(kind, ids): &(ItemKind, SelectStatement)| {
            Condition::all().add(Column::ItemKind.eq(*kind)).add(Column::ItemId.in_subquery(ids.clone()))
        };
        query = query.filter(kinds.iter().map(of_kind).fold(Condition::any(), Condition::add));
    }
    query
}

fn ordered(query: Select<Entity>, sort: Sort) -> Select<Entity> {
    let (query, order) = match sort {
        Sort::By(InboxSort::Turn) => (query.order_by(Column::TurnKey, Order::Asc), Order::Asc),
        Sort::By(InboxSort::Newest) => (query.order_by(Column::LastAt, Order::Desc), Order::Desc),
        Sort::By(InboxSort::Created) => (query.order_by(Column::CreatedAt, Order::Desc), Order::Desc),
        Sort::By(InboxSort::Priority) => (
            query.order_by(Column::Priority, Order::Desc).order_by(Column::CreatedAt, Order::Asc),
            Order::Asc,
        ),
        Sort::Queue => {
            (query.order_by(Column::Priority, Order::Desc).order_by(Column::QueuedAt, Order::Asc), Order::Asc)
        }
    };
    query.order_by(Column::ItemKind, order.clone()).order_by(Column::ItemId, order)
}

/// What stands behind a place.
fn behind(place: Place, sort: Sort) -> Result<Condition> {
    let Item { kind, id } = place.item;
    let later = Column::ItemKind.gt(kind).or(Column::ItemKind.eq(kind).and(Column::ItemId.gt(id)));
    let earlier = Column::ItemKind.lt(kind).or(Column::ItemKind.eq(kind).and(Column::ItemId.lt(id)));
    let rising = |column: Column, value: sea_orm::Value| {
        column.gt(value.clone()).or(column.eq(value).and(later.clone()))
    };
    let falling = |column: Column, value: sea_orm::Value| {
        column.lt(value.clone()).or(column.eq(value).and(earlier.clone()))
    };
    let urgent_first = |column: Column, value: sea_orm::Value| {
        Column::Priority.lt(place.rank).or(Column::Priority.eq(place.rank).and(rising(column, value)))
    };
    Ok(Condition::all().add(match sort {
        Sort::By(InboxSort::Turn) => rising(Column::TurnKey, place.key.into()),
        Sort::By(InboxSort::Newest) => falling(Column::LastAt, place.time()?.into()),
        Sort::By(InboxSort::Created) => falling(Column::CreatedAt, place.time()?.into()),
        Sort::By(InboxSort::Priority) => urgent_first(Column::CreatedAt, place.time()?.into()),
        Sort::Queue => urgent_first(Column::QueuedAt, place.time()?.into()),
    }))
}

/// These cases, in no order.
pub(crate) async fn rows(conn: &impl ConnectionTrait, items: &[Item]) -> Result<Vec<Model>> {
    let mut found = Vec::new();
    for (kind, ids) in facts::by_kind(items) {
        let query = Entity::find().filter(Column::ItemKind.eq(kind)).filter(Column::ItemId.is_in(ids));
        found.extend(query.all(conn).await?);
    }
    Ok(found)
}

/// Open cases counted by what views tell apart.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Count {
    pub(crate) item_kind: ItemKind,
    pub(crate) is_snoozed: bool,
    pub(crate) n: i64,
}

/// Counts the open cases of someone, from an index alone.
pub(crate) async fn count(conn: &impl ConnectionTrait, whose: &Whose) -> Result<Vec<Count>> {
    let query = Entity::find()
        .select_only()
        .column(Column::ItemKind)
        .column(Column::IsSnoozed)
        .column_as(Expr::cust("COUNT(*)"), "n")
        .filter(whose.condition())
        .filter(entity::is_open())
        .group_by(Column::ItemKind)
        .group_by(Column::IsSnoozed);
    Ok(query.into_model().all(conn).await?)
}

/// How many open cases of an agent, not snoozed, have somebody who waits for staff.
pub(crate) async fn count_waiting(conn: &impl ConnectionTrait, agent: PersonId) -> Result<i64> {
    let count = Entity::find()
        .filter(Column::AgentId.eq(agent.0))
        .filter(entity::is_open())
        .filter(Column::IsSnoozed.eq(false))
        .filter(Column::WaitingSince.is_not_null())
        .count(conn)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many cases wait for an agent, and since when the oldest does.
pub(crate) async fn queue(conn: &impl ConnectionTrait) -> Result<(i64, Option<DateTime<Utc>>)> {
    let row: Option<(i64, Option<DateTime<Utc>>)> = Entity::find()
        .select_only()
        .column_as(Column::ItemId.count(), "n")
        .column_as(Column::QueuedAt.min(), "oldest")
        .filter(Column::QueuedAt.is_not_null())
        .into_tuple()
        .one(conn)
        .await?;
    Ok(row.unwrap_or_default())
}

/// Some cases of which the log tells more than their row knows.
pub(crate) async fn behind_the_log(conn: &impl ConnectionTrait, limit: i64) -> Result<Vec<Item>> {
    #[derive(FromQueryResult)]
    struct Found {
        item_kind: ItemKind,
        item_id: i64,
    }
    let sql = "SELECT w.item_kind, w.item_id FROM work_items w JOIN (\
               SELECT subject_kind, subject_id, SUM(last_seq) AS entries FROM conversations \
               WHERE subject_kind IS NOT NULL GROUP BY subject_kind, subject_id) c \
               ON c.subject_kind = w.item_kind AND c.subject_id = w.item_id \
               WHERE w.followed <> c.entries LIMIT $1";
    let query = Statement::from_sql_and_values(conn.get_database_backend(), sql, [limit.into()]);
    let found = Found::find_by_statement(query).all(conn).await?;
    Ok(found.into_iter().map(|one| Item { kind: one.item_kind, id: one.item_id }).collect())
}

/// A case as it is stored.
pub(crate) type Record = Model;
