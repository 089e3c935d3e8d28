//! The caller's own account.

use liaison_protocol::me::{Me, PatchMe};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, QuerySelect, sea_query::OnConflict,
};
use serde_json::{Map, Value};

use super::{entity, preferences_entity, staff_entity};
use crate::{
    actor::{Actor, Identity},
    app::App,
    error::{Error, Result},
    masked, text_field,
};

/// Bytes of preferences at most, as JSON.
const MAX_PREFERENCES: usize = 16 * 1024;

/// Who the caller is, and what is stored for them.
pub async fn show(app: &App, actor: &Actor) -> Result<Me> {
    let identity = actor.person()?;
    let read = app.db().read();
    let person = entity::Entity::find_by_id(identity.id.0).one(read).await?.ok_or_else(Error::not_found)?;
    let staff = match identity.kind.is_staff() {
        true => staff_entity::Entity::find_by_id(identity.id.0).one(read).await?,
        false => None,
    };
    let kept = preferences_entity::Entity::find_by_id(identity.id.0).one(read).await?;
    let (locale, chosen) = kept.map_or((None, None), |row| (row.locale, Some(row.chosen)));
    let (agent_status, team, skills, capacity) = match staff {
        Some(staff) => {
            let skills = serde_json::from_value(staff.skills).map_err(Error::internal)?;
            (Some(staff.agent_status.0), staff.team, Some(skills), Some(staff.capacity))
        }
        None => (None, None, None, None),
    };
    Ok(Me {
        id: identity.id,
        public_id: identity.public_id(),
        name: person.name,
        email: person.email,
        user_type: identity.kind,
        is_staff: identity.kind.is_staff(),
        locale,
        preferences: match chosen {
            Some(Value::Object(chosen)) => chosen,
            _ => Map::new(),
        },
        auto_away_minutes: identity.kind.is_staff().then(|| app.workspace().auto_away_minutes),
        agent_status,
        team,
        skills,
        capacity,
    })
}

/// Keeps what the caller has chosen: what is not named stays, also among the preferences, where `null` takes away.
pub async fn change(app: &App, actor: &Actor, command: PatchMe) -> Result<Me> {
    let identity = actor.person()?;
    let locale = command.locale.as_deref().map(text_field::locale).transpose()?;
    let chosen = command.preferences.map(|chosen| check_preferences(app, chosen)).transpose()?;
    if locale.is_some() || chosen.is_some() {
        keep(app, identity, locale, chosen).await?;
    }
    show(app, actor).await
}

/// Two browsers at once lose nothing of each other: whoever changes something first takes the person's own row.
async fn keep(
    app: &App,
    identity: &Identity,
    locale: Option<Option<String>>,
    chosen: Option<Map<String, Value>>,
) -> Result<()> {
    let tx = app.begin().await?;
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        entity::Entity::find_by_id(identity.id.0).lock_exclusive().one(tx.conn()).await?;
    }
    let row = preferences_entity::Entity::find_by_id(identity.id.0).one(tx.conn()).await?;
    let (kept_locale, mut kept) = match row {
        Some(preferences_entity::Model { locale, chosen: Value::Object(chosen), .. }) => (locale, chosen),
        Some(row) => (row.locale, Map::new()),
        None => (None, Map::new()),
    };
    for (name, value) in chosen.unwrap_or_default() {
        match value {
            Value::Null => drop(kept.remove(&name)),
            value => drop(kept.insert(name, value)),
        }
    }
    let kept = Value::Object(kept);
    if serde_json::to_string(&kept).map_err(Error::internal)?.len() > MAX_PREFERENCES {
        return Err(Error::invalid(
            "preferences",
            "must be at most 16 KiB together with the stored preferences",
        ));
    }
    preferences_entity::Entity::insert(preferences_entity::ActiveModel {
        person_id: Set(identity.id.0),
        locale: Set(locale.unwrap_or(kept_locale)),
        chosen: Set(kept),
        updated_at: Set(tx.now()),
    })
    .on_conflict(
        OnConflict::column(preferences_entity::Column::PersonId)
            .update_columns([
                preferences_entity::Column::Locale,
                preferences_entity::Column::Chosen,
                preferences_entity::Column::UpdatedAt,
            ])
            .to_owned(),
    )
    .exec_without_returning(tx.conn())
    .await?;
    tx.commit().await
}

fn check_preferences(app: &App, chosen: Map<String, Value>) -> Result<Map<String, Value>> {
    // PostgreSQL cannot store it.
    if chosen.iter().any(|(name, value)| name.contains('\0') || has_nul(value)) {
        return Err(Error::invalid("preferences", "must not contain the NUL character"));
    }
    match masked::value(app, Value::Object(chosen)) {
        Value::Object(masked) => Ok(masked),
        _ => Err(Error::internal("masking has changed the kind of a value")),
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
