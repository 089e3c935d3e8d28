//! Giving a ticket to somebody else: its agent, a team lead within the team, a supervisor any.

use liaison_protocol::{
    ids::{PersonId, TicketId},
    message::PersonRef,
    ticket::Ticket,
};

use super::{access, queries};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    facts::Item,
    work,
};

/// Gives a ticket to somebody else. The same agent again changes nothing.
pub async fn reassign(app: &App, actor: &Actor, id: TicketId, to: &PersonRef) -> Result<Ticket> {
    access::visible(app.db().read(), actor, access::Which::Ticket(id)).await?;
    work::commands::transfer(app, actor, Item::ticket(id.0), named(to)?).await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// The member of staff that a request names.
fn named(to: &PersonRef) -> Result<PersonId> {
    let text = to.as_text();
    let number = text.strip_prefix("agent-").unwrap_or(&text);
    number.parse().map(PersonId).map_err(|_| Error::invalid("agent_id", "must name an agent"))
}
