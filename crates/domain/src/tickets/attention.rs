//! What makes a ticket want attention: somebody waits, something is unread. As expressions for queries over many
//! tickets, and as numbers.

use liaison_protocol::{
    ids::PersonId,
    ticket::{TicketCount, TicketCounts, TicketStatus},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr},
};

use super::{entity, queries, snooze};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{entity as conversations, waiting},
    error::Result,
    messages::mentions,
};

const BRAND: &str = "tickets.brand_conversation";
const CREATOR: &str = "tickets.creator_conversation";

/// Since when a party waits, the earlier of both channels; NULL when nobody does, and when the ticket is closed.
pub(super) fn waiting_since() -> SimpleExpr {
    let (brand, creator) = (waiting::oldest_unanswered(BRAND), waiting::oldest_unanswered(CREATOR));
    // Neither database has a least value that both understand and that leaves NULL out.
    let earlier = CaseStatement::new()
        .case(entity::Column::Status.eq(TicketStatus::Closed.as_str()), Expr::cust("NULL"))
        .case(creator.clone().is_null(), brand.clone())
        .case(brand.clone().lte(creator.clone()), brand)
        .finally(creator);
    SimpleExpr::Case(Box::new(earlier))
}

/// Whether there is a message that the caller has not read.
pub(super) fn unread(actor: &Actor) -> SimpleExpr {
    let reader = match actor {
        Actor::Person(identity) => identity.id,
        Actor::ApiKey { .. } | Actor::System => PersonId(0),
    };
    waiting::has_unread(BRAND, reader).or(waiting::has_unread(CREATOR, reader))
}

/// When the newest entry of either channel was stored.
pub(super) fn last_entry_at() -> SimpleExpr {
    let newest = conversations::Entity::find()
        .select_only()
        .expr(Expr::col((conversations::Entity, conversations::Column::LastEntryAt)).max())
        .filter(Expr::col((conversations::Entity, conversations::Column::Id)).is_in([
            Expr::col((entity::Entity, entity::Column::BrandConversation)),
            Expr::col((entity::Entity, entity::Column::CreatorConversation)),
        ]))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(newest.into()))
}

#[derive(FromQueryResult)]
struct Counted {
    is_mine: bool,
    is_of_team: bool,
    is_open: bool,
    is_unread: bool,
    is_waiting: bool,
    is_snoozed: bool,
    n: i64,
}

/// Counts the tickets of a scope that are not closed, each looked at once.
pub(super) async fn counts(
    app: &App,
    actor: &Actor,
    identity: &Identity,
    scope: Condition,
) -> Result<TicketCounts> {
    let of_team = match identity.team.as_deref() {
        Some(team) => queries::is_of_team(team),
        None => Expr::cust("1 = 0"),
    };
    let open = [TicketStatus::Open.as_str(), TicketStatus::InProgress.as_str()];
    let looked_at = entity::Entity::find()
        .select_only()
        .expr_as(queries::is_of(identity.id), "is_mine")
        .expr_as(of_team, "is_of_team")
        .expr_as(entity::Column::Status.is_in(open), "is_open")
        .expr_as(unread(actor), "is_unread")
        .expr_as(waiting_since().is_not_null(), "is_waiting")
        .expr_as(snooze::is_on(app.now()), "is_snoozed")
        .filter(scope)
        .filter(entity::Column::Status.ne(TicketStatus::Closed.as_str()))
        .into_query();
    let columns = ["is_mine", "is_of_team", "is_open", "is_unread", "is_waiting", "is_snoozed"];
    let mut query = Query::select();
    query.columns(columns).expr_as(Expr::cust("COUNT(*)"), "n").from_subquery(looked_at, "looked_at");
    query.group_by_columns(columns);
    let conn = app.db().read();
    let rows = Counted::find_by_statement(conn.get_database_backend().build(&query)).all(conn).await?;
    let mut counts = TicketCounts::default();
    for row in rows {
        let add = |count: &mut TicketCount| {
            if row.is_snoozed {
                count.snoozed += row.n;
                return;
            }
            count.open += if row.is_open { row.n } else { 0 };
            count.unread += if row.is_unread { row.n } else { 0 };
            count.waiting += if row.is_waiting { row.n } else { 0 };
        };
        add(&mut counts.all);
        if row.is_mine {
            add(&mut counts.mine);
        }
        if row.is_of_team {
            add(&mut counts.team);
        }
    }
    counts.mentioned = mentioned(conn, identity).await?;
    Ok(counts)
}

/// How many tickets have a note that mentions somebody who has not read it.
async fn mentioned(conn: &impl ConnectionTrait, identity: &Identity) -> Result<i64> {
    let unread = mentions::unread_of(identity.id);
    let count = entity::Entity::find()
        .filter(entity::Column::NotesConversation.in_subquery(unread))
        .count(conn)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
