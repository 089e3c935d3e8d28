//! Making, changing and removing labels, for team leads and above. Who gives them to a ticket is the ticket's rule.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::{LabelId, TicketId},
    label::{CreateLabel, PatchLabel, WorkspaceLabel},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, SqlErr,
};
use serde_json::json;

use super::{access, entity, queries, ticket_entity};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::Tx,
    display_name,
    error::{Error, Result},
    masked,
};

/// Labels of the workspace at most: a list that people can still read.
const MAX_LABELS: u64 = 200;
/// Labels of one ticket at most.
const MAX_OF_TICKET: u64 = 20;

/// Makes a label.
pub async fn create(app: &App, actor: &Actor, command: CreateLabel) -> Result<WorkspaceLabel> {
    let identity = access::writes(actor)?;
    let name = check_name(app, &command.name)?;
    let tx = app.begin().await?;
    if entity::Entity::find().count(tx.conn()).await? >= MAX_LABELS {
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "the limit of 200 labels is reached; delete one first",
        ));
    }
    let row = entity::ActiveModel {
        folded_name: Set(name.to_lowercase()),
        name: Set(name),
        color: Set(command.color.as_str().to_owned()),
        updated_at: Set(tx.now()),
        updated_by: Set(Some(identity.id.0)),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await.map_err(taken)?;
    note(&tx, actor, ActivityAction::LabelCreated, &row).await?;
    tx.commit().await?;
    Ok(queries::shown(&row, 0))
}

/// Changes a label: what is not named stays.
pub async fn patch(app: &App, actor: &Actor, id: LabelId, command: PatchLabel) -> Result<WorkspaceLabel> {
    let identity = access::writes(actor)?;
    let name = command.name.map(|name| check_name(app, &name)).transpose()?;
    let tx = app.begin().await?;
    let mut change: entity::ActiveModel = queries::find(tx.conn(), id).await?.into();
    if let Some(name) = name {
        change.folded_name = Set(name.to_lowercase());
        change.name = Set(name);
    }
    if let Some(color) = command.color {
        change.color = Set(color.as_str().to_owned());
    }
    change.updated_at = Set(tx.now());
    change.updated_by = Set(Some(identity.id.0));
    let row = change.update(tx.conn()).await.map_err(taken)?;
    note(&tx, actor, ActivityAction::LabelChanged, &row).await?;
    let uses = queries::uses(tx.conn(), id).await?;
    tx.commit().await?;
    Ok(queries::shown(&row, uses))
}

/// Removes a label, from all tickets too.
pub async fn delete(app: &App, actor: &Actor, id: LabelId) -> Result<()> {
    access::writes(actor)?;
    let tx = app.begin().await?;
    let label = queries::find(tx.conn(), id).await?;
    ticket_entity::Entity::delete_many()
        .filter(ticket_entity::Column::LabelId.eq(id.0))
        .exec(tx.conn())
        .await?;
    entity::Entity::delete_by_id(id.0).exec(tx.conn()).await?;
    note(&tx, actor, ActivityAction::LabelDeleted, &label).await?;
    tx.commit().await
}

/// Adds a label to a ticket inside a transaction; returns whether it is new there.
pub(crate) async fn add(tx: &Tx, ticket: TicketId, label: &entity::Model) -> Result<bool> {
    let of_ticket = || ticket_entity::Entity::find().filter(ticket_entity::Column::TicketId.eq(ticket.0));
    let is_there = of_ticket().filter(ticket_entity::Column::LabelId.eq(label.id)).one(tx.conn()).await?;
    if is_there.is_some() {
        return Ok(false);
    }
    if of_ticket().count(tx.conn()).await? >= MAX_OF_TICKET {
        return Err(Error::with_message(ErrorCode::Conflict, "a ticket can have at most 20 labels"));
    }
    ticket_entity::Entity::insert(ticket_entity::ActiveModel {
        ticket_id: Set(ticket.0),
        label_id: Set(label.id),
        created_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(true)
}

/// Takes a label off a ticket inside a transaction; whether it bore it.
pub(crate) async fn remove(tx: &Tx, ticket: TicketId, label: &entity::Model) -> Result<bool> {
    let taken = ticket_entity::Entity::delete_by_id((ticket.0, label.id)).exec(tx.conn()).await?;
    Ok(taken.rows_affected > 0)
}

async fn note(tx: &Tx, actor: &Actor, action: ActivityAction, label: &entity::Model) -> Result<()> {
    let details = json!({ "name": label.name, "color": label.color() });
    activity::record(
        tx,
        actor,
        Act { action, subject: (ActivitySubject::Label, &label.id.to_string()), details },
    )
    .await
}

fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => ErrorCode::LabelTaken.into(),
        _ => error.into(),
    }
}

fn check_name(app: &App, text: &str) -> Result<String> {
    Ok(masked::text(app, &display_name::required("name", text, 40)?))
}
