//! Structured forms: kept as a message of the brand's channel, and the order follows by rule.

use liaison_protocol::{
    ids::TicketId,
    ticket::{FormType, SubmitForm, SubmittedForm},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Map, Value, json};

use super::access::{self, Which};
use crate::{
    actor::Actor,
    app::App,
    conversations::{self, access as conversation_access, card::Card},
    error::{Error, Result},
    masked,
    messages::{
        author::Author,
        in_form,
        post::{self, PostMessage},
    },
    orders,
};

/// Fields of a form at most.
const MAX_FIELDS: usize = 50;
/// Bytes of a form at most.
const MAX_BYTES: usize = 32 * 1024;

/// Submits a form as a party, or as staff in the brand's name.
pub async fn submit(app: &App, actor: &Actor, id: TicketId, command: SubmitForm) -> Result<SubmittedForm> {
    let fields = check_fields(app, command.fields)?;
    let mut tx = app.begin().await?;
    let ticket = access::locked(&tx, actor, Which::Ticket(id)).await?;
    conversations::commands::lock(&tx, ticket.row.channels().map(|id| id.0)).await?;
    let status = ticket.order.status.0;
    let by = ticket.side;
    let [channel, _] = ticket.row.channels();
    let card = Card::load(tx.conn(), channel).await?;
    let moved = orders::status::submit(command.form_type, by, status, ticket.order.revision_count);
    if let (Err(refusal), true) = (&moved, !access::submits_forms(by)) {
        return Err(refusal.clone());
    }
    let (identity, side) = conversation_access::writable(actor, &card)?;
    let fields = in_form::settle(&mut tx, app, &card, identity, fields).await?;
    let number = moved.as_ref().map_or(0, |moved| moved.revision_count);
    let message = PostMessage {
        text: match command.form_type {
            FormType::Requirements => "Requirements".to_owned(),
            FormType::Revision => format!("Revision request {number}"),
        },
        client_id: command.client_id,
        action_data: Some(json!({ "form_type": command.form_type, "fields": fields, "revision": number })),
        ..PostMessage::default()
    };
    if let Some(message) = post::known(&tx, &card, identity, &message).await? {
        drop(tx);
        return Ok(SubmittedForm {
            success: true,
            message,
            order: super::orders::one(app, actor, card_order(&ticket)).await?,
        });
    }
    let moved = moved?;
    let message = post::post_in(&mut tx, app, &card, Author::Person(identity, side), &message).await?;
    let mut order = ticket.order.clone();
    if command.form_type == FormType::Requirements {
        let mut change: orders::entity::ActiveModel = order.into();
        change.requirements = Set(Some(Value::Object(fields)));
        order = change.update(tx.conn()).await?;
    }
    orders::commands::set_status(&mut tx, app, actor, &order, moved.status, moved.revision_count).await?;
    tx.commit().await?;
    Ok(SubmittedForm {
        success: true,
        message,
        order: super::orders::one(app, actor, card_order(&ticket)).await?,
    })
}

fn card_order(ticket: &access::Visible) -> liaison_protocol::ids::OrderId {
    liaison_protocol::ids::OrderId(ticket.order.id)
}

/// Not too many, not too large, masked; texts, numbers, booleans and lists of them.
fn check_fields(app: &App, fields: Map<String, Value>) -> Result<Map<String, Value>> {
    if fields.is_empty() || fields.len() > MAX_FIELDS {
        return Err(Error::invalid("fields", "must contain 1 to 50 fields"));
    }
    let simple =
        |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null);
    let allowed =
        |value: &Value| simple(value) || value.as_array().is_some_and(|items| items.iter().all(simple));
    if !fields.values().all(allowed) {
        return Err(Error::invalid(
            "fields",
            "must contain only strings, numbers, booleans and lists of these",
        ));
    }
    let text = Value::Object(fields.clone()).to_string();
    if text.len() > MAX_BYTES || text.contains("\\u0000") {
        return Err(Error::invalid(
            "fields",
            "must be at most 32 KiB and must not contain the NUL character",
        ));
    }
    match masked::value(app, Value::Object(fields)) {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::internal("masking changed the shape of a form")),
    }
}
