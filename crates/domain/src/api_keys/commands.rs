//! Making, listing, revoking and recognising keys.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    auth::{ApiKey, CreateApiKey, CreatedApiKey, Scope},
    error_code::ErrorCode,
    ids::ApiKeyId,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{access, entity};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::Tx,
    display_name,
    error::{Error, Result},
    logins::commands::hash,
    masked,
};

/// What every key begins with.
pub const PREFIX: &str = "lk_";
/// How many characters of a key are kept to recognise it by.
pub(super) const SHOWN: usize = 8;

/// Makes a key. The answer is the only time it is shown.
pub async fn create(app: &App, actor: &Actor, command: CreateApiKey) -> Result<CreatedApiKey> {
    access::manages(actor)?;
    let name = masked::text(app, &display_name::required("name", &command.name, 200)?);
    let mut scopes = command.scopes;
    scopes.sort_by_key(|scope| scope.as_str());
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "must contain at least one scope"));
    }
    access::may_manage(actor, &scopes)?;
    if command.expires_at.is_some_and(|at| at <= app.now()) {
        return Err(Error::invalid("expires_at", "must be in the future"));
    }
    let expires_at = within_own_time(app, actor, command.expires_at).await?;
    let key = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>()));
    let tx = app.begin().await?;
    let row = entity::ActiveModel {
        name: Set(name),
        prefix: Set(key.chars().take(SHOWN).collect()),
        hash: Set(hash(&key)),
        scopes: Set(serde_json::to_value(&scopes).map_err(Error::internal)?),
        created_at: Set(tx.now()),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
        is_configured: Set(false),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await?;
    let act = Act {
        action: ActivityAction::ApiKeyCreated,
        subject: (ActivitySubject::ApiKey, &row.id.to_string()),
        details: json!({ "name": row.name, "scopes": row.scopes }),
    };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    Ok(CreatedApiKey { key, api_key: show(row)? })
}

/// A key that ends makes no key that lasts longer; when nothing is said, the new one ends with it.
async fn within_own_time(
    app: &App,
    actor: &Actor,
    wanted: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>> {
    let Actor::ApiKey { id, .. } = actor else { return Ok(wanted) };
    let own = entity::Entity::find_by_id(id.0).one(app.db().read()).await?.ok_or(ErrorCode::TokenInvalid)?;
    match (own.expires_at, wanted) {
        (Some(end), Some(wanted)) if wanted > end => {
            Err(Error::invalid("expires_at", "must not be later than the expiry of the key that creates it"))
        }
        (end, wanted) => Ok(wanted.or(end)),
    }
}

/// All keys, the newest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<ApiKey>> {
    access::manages(actor)?;
    let rows = entity::Entity::find().order_by_desc(entity::Column::Id).all(app.db().read()).await?;
    rows.into_iter().map(show).collect()
}

/// Revokes a key; from the next request on it counts no more. Again is no change.
pub async fn revoke(app: &App, actor: &Actor, id: ApiKeyId) -> Result<()> {
    access::manages(actor)?;
    let tx = app.begin().await?;
    let row = entity::Entity::find_by_id(id.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    access::may_manage(actor, &scopes_of(&row)?)?;
    if row.revoked_at.is_none() {
        end(&tx, actor, row, json!({})).await?;
    }
    tx.commit().await
}

pub(super) async fn end(tx: &Tx, actor: &Actor, row: entity::Model, details: Value) -> Result<()> {
    let id = row.id.to_string();
    let mut change: entity::ActiveModel = row.into();
    change.revoked_at = Set(Some(tx.now()));
    change.update(tx.conn()).await?;
    let act = Act { action: ActivityAction::ApiKeyRevoked, subject: (ActivitySubject::ApiKey, &id), details };
    activity::record(tx, actor, act).await
}

/// What a stored key may do. Scopes that a newer version has written mean nothing to this one.
fn scopes_of(row: &entity::Model) -> Result<Vec<Scope>> {
    let names: Vec<String> = serde_json::from_value(row.scopes.clone()).map_err(Error::internal)?;
    Ok(names.iter().filter_map(|name| Scope::parse(name)).collect())
}

/// Who a key stands for.
pub async fn identify(app: &App, key: &str) -> Result<Actor> {
    let row = entity::Entity::find().filter(entity::Column::Hash.eq(hash(key))).one(app.db().read()).await?;
    let row = row
        .filter(|row| row.revoked_at.is_none() && row.expires_at.is_none_or(|at| at > app.now()))
        .ok_or(ErrorCode::TokenInvalid)?;
    Ok(Actor::ApiKey { id: ApiKeyId(row.id), scopes: scopes_of(&row)?.into() })
}

fn show(row: entity::Model) -> Result<ApiKey> {
    let scopes = scopes_of(&row)?;
    Ok(ApiKey {
        id: ApiKeyId(row.id),
        name: row.name,
        prefix: row.prefix,
        scopes,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}
