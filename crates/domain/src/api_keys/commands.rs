//! Making, listing, revoking and recognising keys.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use liaison_protocol::{
    activity::{Deed, DeedSubject},
    auth::{ApiKey, CreateApiKey, CreatedApiKey, Scope},
    error_code::ErrorCode,
    ids::ApiKeyId,
    side::UserType,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};

use serde_json::json;

use super::entity;
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    display_name,
    error::{Error, Result},
    logins::commands::hash,
};

/// What every key begins with.
pub const PREFIX: &str = "lk_";
/// How many characters of a key are kept to recognise it by.
const SHOWN: usize = 8;

/// Makes a key. The answer is the only time it is shown.
pub async fn create(app: &App, actor: &Actor, command: CreateApiKey) -> Result<CreatedApiKey> {
    actor.require(UserType::Admin, Scope::Keys)?;
    let name = display_name::required("name", &command.name, 200)?;
    let mut scopes = command.scopes;
    scopes.sort_by_key(|scope| scope.as_str());
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "needs at least one"));
    }
    if let Actor::ApiKey { scopes: own, .. } = actor
        && !scopes.iter().all(|scope| own.contains(scope))
    {
        return Err(Error::with_message(ErrorCode::ScopeMissing, "a key cannot make a key that may do more"));
    }
    if command.expires_at.is_some_and(|at| at <= app.now()) {
        return Err(Error::invalid("expires_at", "must be in the future"));
    }
    let key = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>()));
    let tx = app.begin().await?;
    let row = entity::ActiveModel {
        name: Set(name),
        prefix: Set(key.chars().take(SHOWN).collect()),
        hash: Set(hash(&key)),
        scopes: Set(serde_json::to_value(&scopes).map_err(Error::internal)?),
        created_at: Set(tx.now()),
        expires_at: Set(command.expires_at),
        revoked_at: Set(None),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await?;
    let act = Act {
        action: Deed::ApiKeyCreated,
        subject: (DeedSubject::ApiKey, &row.id.to_string()),
        details: json!({ "name": row.name, "scopes": row.scopes }),
    };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    Ok(CreatedApiKey { key, api_key: show(row)? })
}

/// All keys, the newest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<ApiKey>> {
    actor.require(UserType::Admin, Scope::Keys)?;
    let rows = entity::Entity::find().order_by_desc(entity::Column::Id).all(app.db().read()).await?;
    rows.into_iter().map(show).collect()
}

/// Revokes a key; from the next request on it counts no more. Again is no change.
pub async fn revoke(app: &App, actor: &Actor, id: ApiKeyId) -> Result<()> {
    actor.require(UserType::Admin, Scope::Keys)?;
    let tx = app.begin().await?;
    let row = entity::Entity::find_by_id(id.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    if row.revoked_at.is_none() {
        let mut change: entity::ActiveModel = row.into();
        change.revoked_at = Set(Some(tx.now()));
        change.update(tx.conn()).await?;
        let act = Act {
            action: Deed::ApiKeyRevoked,
            subject: (DeedSubject::ApiKey, &id.to_string()),
            details: json!({}),
        };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await
}

/// Who a key stands for.
pub async fn identify(app: &App, key: &str) -> Result<Actor> {
    let row = entity::Entity::find().filter(entity::Column::Hash.eq(hash(key))).one(app.db().read()).await?;
    let row = row
        .filter(|row| row.revoked_at.is_none() && row.expires_at.is_none_or(|at| at > app.now()))
        .ok_or(ErrorCode::TokenInvalid)?;
    let scopes: Vec<Scope> = serde_json::from_value(row.scopes).map_err(Error::internal)?;
    Ok(Actor::ApiKey { id: ApiKeyId(row.id), scopes: scopes.into() })
}

/// Makes sure that the key of the configuration exists, with all scopes.
pub async fn ensure_configured(app: &App, key: &str) -> Result<()> {
    let known =
        entity::Entity::find().filter(entity::Column::Hash.eq(hash(key))).one(app.db().read()).await?;
    if known.is_some() {
        return Ok(());
    }
    let tx = app.begin().await?;
    let row = entity::ActiveModel {
        name: Set("from the configuration".to_owned()),
        prefix: Set(key.chars().take(SHOWN).collect()),
        hash: Set(hash(key)),
        scopes: Set(serde_json::to_value(Scope::ALL).map_err(Error::internal)?),
        created_at: Set(tx.now()),
        expires_at: Set(None),
        revoked_at: Set(None),
        ..Default::default()
    };
    // Another node that starts at the same time may be faster.
    entity::Entity::insert(row)
        .on_conflict(OnConflict::column(entity::Column::Hash).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    tx.commit().await
}

fn show(row: entity::Model) -> Result<ApiKey> {
    Ok(ApiKey {
        id: ApiKeyId(row.id),
        name: row.name,
        prefix: row.prefix,
        scopes: serde_json::from_value(row.scopes).map_err(Error::internal)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}
