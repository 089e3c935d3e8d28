//! Giving a ticket to somebody else: an agent his own, a team lead within the team, a supervisor any; and what becomes
//! of the tickets of somebody who leaves.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    assignment::Reason,
    conversation::ChannelType,
    error_code::ErrorCode,
    ids::{ConversationId, PersonId, TicketId},
    message::PersonRef,
    ticket::{Ticket, TicketStatus},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{access, entity, queries, snooze, status};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    conversations::{self, card::Handler, participants},
    db::Tx,
    error::{Error, Result},
    facts::{self, Fact, ItemKind},
    messages::system::Notice,
    people,
    routing::{
        self,
        choose::{Decision, Need, choose},
    },
};

/// Gives a ticket to somebody else. The same agent again changes nothing.
pub async fn reassign(app: &App, actor: &Actor, id: TicketId, to: &PersonRef) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    let (ticket, identity) = access::handled(&tx, actor, id).await?;
    let target = target(&tx, to).await?;
    access::may_give_to(identity, &target)?;
    if target.id.0 == ticket.row.agent_id {
        // Its connection first: on PostgreSQL whoever reads while holding one may wait for each other.
        drop(tx);
        return queries::one(app, actor, access::Which::Ticket(id)).await;
    }
    let facts = routing::queries::facts(&tx).await?;
    let mut decision = choose(&facts, &Need::default());
    decision.candidates.retain(|candidate| candidate.agent_id == target.id);
    decision.reasons = vec![Reason::Decided];
    move_to(&mut tx, app, &ticket, &target, actor, &decision).await?;
    let details = json!({ "from": ticket.row.agent_id, "to": target.id });
    let act = Act {
        action: ActivityAction::TicketReassigned,
        subject: (ActivitySubject::Ticket, &id.to_string()),
        details,
    };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// Who takes over: an active member of staff.
async fn target(tx: &Tx, to: &PersonRef) -> Result<Identity> {
    let text = to.as_text();
    let number = text.strip_prefix("agent-").unwrap_or(&text);
    let id: i64 = number.parse().map_err(|_| Error::invalid("agent_id", "must name an agent"))?;
    let row = people::entity::Entity::find_by_id(id).one(tx.conn()).await?;
    let unavailable = || Error::new(ErrorCode::AgentUnavailable);
    let row =
        row.filter(|row| row.active && row.issuer == people::commands::STAFF).ok_or_else(unavailable)?;
    people::queries::identity_of(tx.conn(), row, None).await
}

/// Finds a new agent by the rule for every ticket that somebody who leaves still handles, inside the transaction in
/// which he leaves. A closed ticket stays with whoever closed it. Decisions must be taking turns already.
pub(crate) async fn give_back(tx: &mut Tx, app: &App, leaving: PersonId) -> Result<()> {
    let rows = entity::Entity::find()
        .filter(entity::Column::AgentId.eq(leaving.0))
        .filter(entity::Column::Status.ne(TicketStatus::Closed.as_str()))
        .order_by_asc(entity::Column::Id)
        .all(tx.conn())
        .await?;
    for row in rows {
        let need = Need { must_have_one: true, ..Need::default() };
        let decision = choose(&routing::queries::facts(tx).await?, &need);
        // Nobody is left at all: the ticket waits where it is.
        let Some(chosen) = decision.chosen else { return Ok(()) };
        let person = people::entity::Entity::find_by_id(chosen.0)
            .one(tx.conn())
            .await?
            .ok_or_else(Error::not_found)?;
        let target = people::queries::identity_of(tx.conn(), person, None).await?;
        let ticket = access::locked(tx, &Actor::System, access::Which::Ticket(TicketId(row.id))).await?;
        move_to(tx, app, &ticket, &target, &Actor::System, &decision).await?;
    }
    Ok(())
}

async fn move_to(
    tx: &mut Tx,
    app: &App,
    ticket: &access::Visible,
    target: &Identity,
    actor: &Actor,
    decision: &Decision,
) -> Result<()> {
    let by = actor.person().ok().map(|identity| identity.id);
    let previous = PersonId(ticket.row.agent_id);
    let mut change: entity::ActiveModel = ticket.row.clone().into();
    change.agent_id = Set(target.id.0);
    change.team = Set(target.team.clone());
    change.updated_at = Set(tx.now());
    let row = change.update(tx.conn()).await?;
    let assigned = Fact::Assigned { from: Some(previous), agent: target.id, team: target.team.as_deref() };
    let cause = if by.is_some() { "reassigned" } else { "agent_left" };
    facts::record(tx, actor, (ItemKind::Ticket, row.id), assigned, cause).await?;
    routing::commands::record(tx, TicketId(row.id), target.id, by, decision).await?;
    // A snooze belongs to the plans of the agent who set it.
    snooze::end(tx, row.id).await?;
    let channels = [row.brand_conversation, row.creator_conversation, row.notes_conversation];
    conversations::commands::lock(tx, channels).await?;
    let handler = Handler { person: target.id, team: target.team.clone() };
    for channel in channels {
        let id = ConversationId(channel);
        participants::set_handler(tx, id, Some(previous), &handler).await?;
        conversations::commands::touch_access(tx, id).await?;
    }
    let notice = Notice::Reassigned { ticket: TicketId(row.id), agent: target };
    status::say_in(tx, app, &row, ChannelType::ALL, notice).await?;
    status::announce(tx, ticket, &row)
}
