//! Giving a ticket to somebody else: an agent his own, a team lead within the team, a supervisor any.

use liaison_protocol::{
    conversation::ChannelType,
    error_code::ErrorCode,
    ids::{ConversationId, PersonId, TicketId},
    message::PersonRef,
    side::{Side, UserType},
    ticket::{Candidate, Ticket},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{access, entity, queries, status};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{self},
    db::Tx,
    error::{Error, Result},
    people,
    routing::{self, choose::Decision},
};

/// Gives a ticket to somebody else. The same agent again changes nothing.
pub async fn reassign(app: &App, actor: &Actor, id: TicketId, to: &PersonRef) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    let (ticket, identity) = access::handled(&tx, actor, id).await?;
    let target = target(&tx, to).await?;
    if identity.kind == UserType::TeamLead && (identity.team.is_none() || target.team != identity.team) {
        return Err(Error::with_message(ErrorCode::Forbidden, "a team lead reassigns within the team"));
    }
    if target.id.0 == ticket.row.agent_id {
        // Its connection first: on PostgreSQL whoever reads while holding one may wait for each other.
        drop(tx);
        return queries::one(app, actor, access::Which::Ticket(id)).await;
    }
    move_to(&mut tx, app, &ticket, &target, identity).await?;
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

async fn move_to(
    tx: &mut Tx,
    app: &App,
    ticket: &access::Visible,
    target: &Identity,
    by: &Identity,
) -> Result<()> {
    let previous = PersonId(ticket.row.agent_id);
    let mut change: entity::ActiveModel = ticket.row.clone().into();
    change.agent_id = Set(target.id.0);
    change.team = Set(target.team.clone());
    change.updated_at = Set(tx.now());
    let row = change.update(tx.conn()).await?;
    let load = routing::queries::loads(tx.conn()).await?.get(&target.id.0).copied().unwrap_or_default();
    let decision = Decision {
        chosen: Some(target.id),
        candidates: vec![Candidate {
            agent_id: target.id,
            load,
            capacity: 0,
            eligible: true,
            refused_because: Vec::new(),
        }],
        reasons: vec![format!("{} decided", by.name)],
    };
    routing::commands::record(tx, TicketId(row.id), target.id, Some(by.id), &decision).await?;
    let channels = [row.brand_conversation, row.creator_conversation, row.notes_conversation];
    conversations::commands::lock(tx, channels).await?;
    for channel in channels {
        let id = ConversationId(channel);
        conversations::commands::remove_member(tx, id, previous).await?;
        conversations::commands::add_member(tx, id, target.id, Side::Staff).await?;
        conversations::commands::touch_access(tx, id).await?;
    }
    let text = format!("{} takes over your conversation.", target.name);
    let facts = json!({ "event": "reassigned", "ticket_id": row.id, "agent_id": target.public_id() });
    status::say_in(tx, app, &row, ChannelType::ALL, &text, &facts).await?;
    status::announce(tx, ticket, &row)
}
