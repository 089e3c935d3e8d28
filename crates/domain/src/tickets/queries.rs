//! Reading tickets: one, mine, all.

use liaison_protocol::{
    assignment::Assignments,
    ids::{LabelId, PersonId, TicketId},
    side::{Side, UserType},
    staff::AgentStatus,
    ticket::{
        AgentStatusView, Priority, Ticket, TicketCounts, TicketPage, TicketSort, TicketStatus, TicketView,
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{CaseStatement, Expr, ExprTrait, NullOrdering, SelectStatement, SimpleExpr},
};

use super::{
    access::{self, Which},
    attention, entity, snooze, view,
};
use crate::{
    actor::{Actor, Identity},
    app::App,
    error::{Error, Result},
    facts::{Item, ItemKind},
    labels,
    messages::mentions,
    orders, people, presence, text_field, work,
};

/// One ticket; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, which: Which) -> Result<Ticket> {
    let ticket = access::visible(app.db().read(), actor, which).await?;
    let mut shown = view::show(app, actor, vec![ticket.row]).await?.pop().ok_or_else(Error::not_found)?;
    if ticket.side == Side::Staff {
        shown.assignment = work::queries::standing(app.db().read(), Item::ticket(shown.id.0)).await?;
    }
    Ok(shown)
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only these; all when empty.
    pub status: Vec<TicketStatus>,
    /// Only these; all when empty.
    pub priority: Vec<Priority>,
    /// Only this agent's.
    pub agent: Option<PersonId>,
    /// Only this team's.
    pub team: Option<String>,
    /// Only those whose order is this brand's or creator's.
    pub party: Option<PersonId>,
    /// Only those with, or without, a message that the caller has not read.
    pub unread: Option<bool>,
    /// Only those where a party waits for an answer, or where nobody does.
    pub waiting: Option<bool>,
    /// Only those that are snoozed, or that are not.
    pub snoozed: Option<bool>,
    /// Only those that have one of these labels; all when empty.
    pub labels: Vec<LabelId>,
    /// Only where order title, order id, external id or a party's name contains this.
    pub q: Option<String>,
    /// In which order.
    pub sort: TicketSort,
    /// How many at most.
    pub limit: u64,
    /// How many to skip.
    pub offset: u64,
}

/// All tickets, for admins and keys.
pub async fn all(app: &App, actor: &Actor, filter: &Filter) -> Result<TicketPage> {
    access::manages(actor)?;
    page(app, actor, filter, Condition::all()).await
}

/// The caller's tickets, or the overview.
pub async fn mine(app: &App, actor: &Actor, which: TicketView, filter: &Filter) -> Result<TicketPage> {
    let identity = access::has_inbox(actor)?;
    let condition = match which {
        TicketView::Assigned => Condition::all().add(is_of(identity.id)),
        TicketView::Overview => overview(identity),
        TicketView::Mentioned => Condition::all()
            .add(entity::Column::NotesConversation.in_subquery(mentions::conversations_of(identity.id))),
    };
    page(app, actor, filter, condition).await
}

/// What somebody's overview holds: everything, for a team lead the team's and the own ones.
fn overview(identity: &Identity) -> Condition {
    if identity.kind != UserType::TeamLead {
        return Condition::all();
    }
    Condition::any().add(is_of(identity.id)).add_option(identity.team.as_deref().map(is_of_team))
}

/// Whether somebody handles the ticket.
pub(super) fn is_of(agent: PersonId) -> SimpleExpr {
    entity::Column::Id.in_subquery(work::queries::ids_of_agent(ItemKind::Ticket, agent))
}

/// Whether a team does.
pub(super) fn is_of_team(team: &str) -> SimpleExpr {
    entity::Column::Id.in_subquery(work::queries::ids_of_team(ItemKind::Ticket, team))
}

/// How many tickets want attention: the caller's own, the team's, all of the overview. In one query.
pub async fn counts(app: &App, actor: &Actor) -> Result<TicketCounts> {
    let identity = access::has_inbox(actor)?;
    let scope = access::scope(actor).add(overview(identity));
    attention::counts(app, actor, identity, scope).await
}

async fn page(app: &App, actor: &Actor, filter: &Filter, condition: Condition) -> Result<TicketPage> {
    let read = app.db().read();
    let mut query = entity::Entity::find().filter(access::scope(actor)).filter(condition);
    if !filter.status.is_empty() {
        query =
            query.filter(entity::Column::Status.is_in(filter.status.iter().map(|status| status.as_str())));
    }
    if !filter.priority.is_empty() {
        let urgencies = filter.priority.iter().map(|priority| priority.as_str());
        query = query.filter(entity::Column::Priority.is_in(urgencies));
    }
    if let Some(team) = &filter.team {
        query = query.filter(is_of_team(team));
    }
    if let Some(party) = filter.party {
        query = query.filter(entity::Column::OrderId.in_subquery(orders::queries::ids_of(party)));
    }
    if let Some(wanted) = filter.unread {
        query = query.filter(attention::unread(actor).eq(wanted));
    }
    if let Some(wanted) = filter.waiting {
        let waits = attention::waiting_since();
        query = query.filter(if wanted { waits.is_not_null() } else { waits.is_null() });
    }
    if let Some(wanted) = filter.snoozed {
        let is_on = snooze::is_on(app.now());
        query = query.filter(if wanted { is_on } else { is_on.not() });
    }
    if !filter.labels.is_empty() {
        query = query.filter(entity::Column::Id.in_subquery(labels::queries::bearers(&filter.labels)));
    }
    if let Some(agent) = filter.agent {
        query = query.filter(is_of(agent));
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        query = query.filter(search(text)?);
    }
    let total = query.clone().count(read).await?;
    let rows = sorted(query, filter.sort).offset(filter.offset).limit(filter.limit).all(read).await?;
    Ok(TicketPage {
        items: view::show(app, actor, rows).await?,
        page: filter.offset / Ord::max(filter.limit, 1) + 1,
        limit: filter.limit,
        offset: filter.offset,
        total,
    })
}

fn sorted(query: Select<entity::Entity>, sort: TicketSort) -> Select<entity::Entity> {
    let by = |query: Select<entity::Entity>, column, order: Order| {
        query.order_by(column, order.clone()).order_by(entity::Column::Id, order)
    };
    match sort {
        TicketSort::UpdatedDesc => by(query, entity::Column::UpdatedAt, Order::Desc),
        TicketSort::CreatedDesc => by(query, entity::Column::CreatedAt, Order::Desc),
        TicketSort::CreatedAsc => by(query, entity::Column::CreatedAt, Order::Asc),
        TicketSort::WaitingDesc => {
            let waits = attention::waiting_since();
            let query = query.order_by_with_nulls(waits, Order::Asc, NullOrdering::Last);
            by(query, entity::Column::UpdatedAt, Order::Desc)
        }
        TicketSort::ActivityDesc => {
            let query =
                query.order_by_with_nulls(attention::last_entry_at(), Order::Desc, NullOrdering::Last);
            query.order_by(entity::Column::Id, Order::Desc)
        }
        TicketSort::PriorityDesc => {
            let urgency = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low]
                .into_iter()
                .zip(0..)
                .fold(CaseStatement::new(), |case, (priority, rank): (_, i32)| {
                    case.case(Expr::col(entity::Column::Priority).eq(priority.as_str()), rank)
                });
            let query = query.order_by(SimpleExpr::Case(Box::new(urgency)), Order::Asc);
            by(query, entity::Column::CreatedAt, Order::Asc)
        }
    }
}

/// The ids of the tickets that a text is about, for queries that start from something else.
pub(crate) fn ids_about(text: &str) -> Result<SelectStatement> {
    let query = entity::Entity::find().select_only().column(entity::Column::Id);
    Ok(query.filter(search(text)?).into_query())
}

/// Words in the order's title, its external id, or a party's name; a number also means an order or ticket.
fn search(text: &str) -> Result<Condition> {
    if text.chars().count() > 200 || text.contains('\0') {
        return Err(Error::invalid("q", "must be at most 200 characters"));
    }
    let like = text_field::contains(text);
    let people = people::queries::ids_called(text);
    let orders = orders::entity::Entity::find()
        .select_only()
        .column(orders::entity::Column::Id)
        .filter(
            Condition::any()
                .add(like(Expr::col((orders::entity::Entity, orders::entity::Column::Title))))
                .add(like(Expr::col((orders::entity::Entity, orders::entity::Column::ExternalId))))
                .add(orders::entity::Column::BrandId.in_subquery(people.clone()))
                .add(orders::entity::Column::CreatorId.in_subquery(people)),
        )
        .into_query();
    let mut any = Condition::any().add(entity::Column::OrderId.in_subquery(orders));
    if let Ok(number) = text.trim_start_matches('#').parse::<i64>() {
        any = any.add(entity::Column::Id.eq(number)).add(entity::Column::OrderId.eq(number));
    }
    Ok(any)
}

/// Every decision of who handles a ticket, the newest first. For staff.
pub async fn assignments(app: &App, actor: &Actor, id: TicketId) -> Result<Assignments> {
    access::of_staff(app.db().read(), actor, id).await?;
    Ok(Assignments { items: work::queries::history(app.db().read(), Item::ticket(id.0)).await? })
}

/// How the ticket's agent is now.
pub async fn agent_status(app: &App, actor: &Actor, id: TicketId) -> Result<AgentStatusView> {
    let read = app.db().read();
    let ticket = access::visible(read, actor, Which::Ticket(id)).await?;
    let tags = people::queries::names(read, [ticket.handler.person.0]).await?;
    let staff = people::staff_entity::Entity::find_by_id(ticket.handler.person.0).one(read).await?;
    let is_online =
        presence::online_among(app, [ticket.handler.person.0]).await?.contains(&ticket.handler.person.0);
    Ok(AgentStatusView {
        agent: view::agent(ticket.handler.person.0, &tags)?,
        agent_status: staff.as_ref().map(|staff| staff.agent_status.0).unwrap_or(AgentStatus::Offline),
        is_online,
        last_online_at: if is_online {
            Some(app.now())
        } else {
            staff.and_then(|staff| staff.last_online_at)
        },
    })
}
