//! Giving labels to a ticket and taking them off, for whoever handles it.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    ids::{LabelId, TicketId},
    ticket::Ticket,
};
use serde_json::json;

use super::{access, queries, status};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    error::Result,
    labels,
};

/// Adds a label to a ticket. Again is no change.
pub async fn add(app: &App, actor: &Actor, ticket: TicketId, label: LabelId) -> Result<Ticket> {
    change(app, actor, ticket, label, ActivityAction::TicketLabelled).await
}

/// Takes a label off a ticket. Again is no change.
pub async fn remove(app: &App, actor: &Actor, ticket: TicketId, label: LabelId) -> Result<Ticket> {
    change(app, actor, ticket, label, ActivityAction::TicketUnlabelled).await
}

async fn change(
    app: &App,
    actor: &Actor,
    id: TicketId,
    label: LabelId,
    action: ActivityAction,
) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    let (ticket, _) = access::handled(&tx, actor, id).await?;
    let label = labels::queries::find(tx.conn(), label).await?;
    let is_changed = match action {
        ActivityAction::TicketLabelled => labels::commands::add(&tx, id, &label).await?,
        _ => labels::commands::remove(&tx, id, &label).await?,
    };
    if is_changed {
        // Colleagues learn of it, and nobody else.
        status::announce_to_staff(&mut tx, &ticket)?;
        let details = json!({ "label": label.id, "name": label.name });
        let act = Act { action, subject: (ActivitySubject::Ticket, &id.to_string()), details };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}
