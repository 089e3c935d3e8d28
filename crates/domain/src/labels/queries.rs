//! Which labels there are, and which a ticket has.

use std::collections::HashMap;

use liaison_protocol::{
    ids::LabelId,
    label::{Label, WorkspaceLabel, WorkspaceLabels},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::SelectStatement,
};

use super::{access, entity, ticket_entity};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
};

/// All labels by name, each with the number of tickets that have it. For staff.
pub async fn list(app: &App, actor: &Actor) -> Result<WorkspaceLabels> {
    access::reads(actor)?;
    let read = app.db().read();
    let rows = entity::Entity::find().order_by_asc(entity::Column::FoldedName).all(read).await?;
    let uses: Vec<(i64, i64)> = ticket_entity::Entity::find()
        .select_only()
        .column(ticket_entity::Column::LabelId)
        .column_as(ticket_entity::Column::TicketId.count(), "n")
        .group_by(ticket_entity::Column::LabelId)
        .into_tuple()
        .all(read)
        .await?;
    let uses: HashMap<i64, i64> = uses.into_iter().collect();
    let items =
        rows.into_iter().map(|row| shown(&row, uses.get(&row.id).copied().unwrap_or_default())).collect();
    Ok(WorkspaceLabels { items })
}

/// A label; 404 when there is none of that id.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: LabelId) -> Result<entity::Model> {
    entity::Entity::find_by_id(id.0).one(conn).await?.ok_or_else(Error::not_found)
}

/// How many tickets have it.
pub(super) async fn uses(conn: &impl ConnectionTrait, id: LabelId) -> Result<i64> {
    let uses =
        ticket_entity::Entity::find().filter(ticket_entity::Column::LabelId.eq(id.0)).count(conn).await?;
    Ok(i64::try_from(uses).unwrap_or(i64::MAX))
}

/// As the list of labels shows it.
pub(super) fn shown(row: &entity::Model, tickets: i64) -> WorkspaceLabel {
    let Label { id, name, color } = row.label();
    WorkspaceLabel { id, name, color, tickets, updated_at: row.updated_at }
}

/// The labels of each of these tickets, by name; tickets without any are absent.
pub(crate) async fn of_tickets(
    conn: &impl ConnectionTrait,
    tickets: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Vec<Label>>> {
    let labelled = ticket_entity::Entity::find()
        .filter(ticket_entity::Column::TicketId.is_in(tickets))
        .all(conn)
        .await?;
    let mut found: HashMap<i64, Vec<Label>> = HashMap::new();
    if labelled.is_empty() {
        return Ok(found);
    }
    let labels = entity::Entity::find()
        .filter(entity::Column::Id.is_in(labelled.iter().map(|row| row.label_id)))
        .order_by_asc(entity::Column::FoldedName)
        .all(conn)
        .await?;
    for label in &labels {
        for row in labelled.iter().filter(|row| row.label_id == label.id) {
            found.entry(row.ticket_id).or_default().push(label.label());
        }
    }
    Ok(found)
}

/// The tickets that have one of these labels, for queries that start from tickets.
pub(crate) fn bearers(labels: &[LabelId]) -> SelectStatement {
    ticket_entity::Entity::find()
        .select_only()
        .column(ticket_entity::Column::TicketId)
        .filter(ticket_entity::Column::LabelId.is_in(labels.iter().map(|label| label.0)))
        .into_query()
}
