//! Making, changing and removing templates. For team leads and above.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::TemplateId,
    template::{CreateTemplate, PatchTemplate, Template},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ActiveValue::Unchanged, DbErr, EntityTrait, SqlErr};
use serde_json::json;

use super::{access, entity, queries, variables};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::Tx,
    display_name,
    error::{Error, Result},
    masked,
    messages::post::MAX_TEXT,
    text_field,
};

/// Makes a template.
pub async fn create(app: &App, actor: &Actor, command: CreateTemplate) -> Result<Template> {
    let identity = access::writes(actor)?;
    let (title, shortcut) = (check_title(app, &command.title)?, check_shortcut(app, &command.shortcut)?);
    let body = check_body(app, &command.body)?;
    let locale = command.locale.as_deref().map(text_field::locale).transpose()?.flatten();
    let tx = app.begin().await?;
    let row = entity::ActiveModel {
        title: Set(title),
        shortcut: Set(shortcut),
        body: Set(body),
        channel_type: Set(command.channel_type.map(|channel| channel.as_str().to_owned())),
        locale: Set(locale),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        updated_by: Set(Some(identity.id.0)),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await.map_err(taken)?;
    note(&tx, actor, ActivityAction::TemplateCreated, row.id).await?;
    tx.commit().await?;
    queries::one(app, actor, TemplateId(row.id)).await
}

/// Changes a template: what is not named stays.
pub async fn patch(app: &App, actor: &Actor, id: TemplateId, command: PatchTemplate) -> Result<Template> {
    let identity = access::writes(actor)?;
    let tx = app.begin().await?;
    entity::Entity::find_by_id(id.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let mut change = entity::ActiveModel { id: Unchanged(id.0), ..Default::default() };
    if let Some(title) = &command.title {
        change.title = Set(check_title(app, title)?);
    }
    if let Some(shortcut) = &command.shortcut {
        change.shortcut = Set(check_shortcut(app, shortcut)?);
    }
    if let Some(body) = &command.body {
        change.body = Set(check_body(app, body)?);
    }
    if let Some(channel) = command.channel_type {
        change.channel_type = Set(channel.map(|channel| channel.as_str().to_owned()));
    }
    if let Some(locale) = &command.locale {
        change.locale = Set(text_field::locale(locale)?);
    }
    change.updated_at = Set(tx.now());
    change.updated_by = Set(Some(identity.id.0));
    change.update(tx.conn()).await.map_err(taken)?;
    note(&tx, actor, ActivityAction::TemplateChanged, id.0).await?;
    tx.commit().await?;
    queries::one(app, actor, id).await
}

/// Removes a template.
pub async fn delete(app: &App, actor: &Actor, id: TemplateId) -> Result<()> {
    access::writes(actor)?;
    let tx = app.begin().await?;
    if entity::Entity::delete_by_id(id.0).exec(tx.conn()).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    note(&tx, actor, ActivityAction::TemplateDeleted, id.0).await?;
    tx.commit().await
}

async fn note(tx: &Tx, actor: &Actor, action: ActivityAction, id: i64) -> Result<()> {
    let act = Act { action, subject: (ActivitySubject::Template, &id.to_string()), details: json!({}) };
    activity::record(tx, actor, act).await
}

fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => ErrorCode::ShortcutTaken.into(),
        _ => error.into(),
    }
}

fn check_title(app: &App, text: &str) -> Result<String> {
    Ok(masked::text(app, &display_name::required("title", text, 200)?))
}

fn check_shortcut(app: &App, text: &str) -> Result<String> {
    masked::check_key(app, "shortcut", text)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    if (1..=40).contains(&text.len()) && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(Error::invalid("shortcut", "must be 1 to 40 lowercase letters, digits, `_` and `-`"))
    }
}

/// The text, with variables that are all known.
fn check_body(app: &App, text: &str) -> Result<String> {
    let text = text_field::required("body", text, MAX_TEXT)?;
    check_variables("body", &text)?;
    Ok(masked::text(app, &text))
}

/// Refuses a text with a variable that is unknown, or begun and not ended.
pub(crate) fn check_variables(field: &str, text: &str) -> Result<()> {
    variables::fill(text, |_| String::new()).map(drop).map_err(|unknown| {
        let known: Vec<String> = variables::NAMES.iter().map(|(name, _)| format!("{{{{{name}}}}}")).collect();
        let message = format!("`{field}` has an unknown variable: {unknown}");
        let details =
            json!({ "field": field, "rule": "has an unknown variable", "variable": unknown, "known": known });
        Error::with_message(ErrorCode::Invalid, message).details(details)
    })
}
