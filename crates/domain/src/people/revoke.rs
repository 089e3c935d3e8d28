//! The host ends what somebody may do here: tokens so far, or every token.

use std::time::Duration;

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    auth::{PersonAccess, WhichPerson},
    ids::PersonId,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{
    access,
    commands::{self, HOST},
    entity, queries,
};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::Tx,
    error::{Error, Result},
    logins::commands::{cut, refuse_older_tokens, revoke_all},
};

/// Until the next second has begun.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Tokens that were issued to the person until now are refused from now on, whoever issued them, and open connections
/// are cut on every node.
pub async fn revoke(app: &App, actor: &Actor, which: &WhichPerson) -> Result<PersonAccess> {
    change(app, actor, which, ActivityAction::PersonRevoked).await
}

/// The same, and new tokens are refused too. What the person has written stays.
pub async fn deactivate(app: &App, actor: &Actor, which: &WhichPerson) -> Result<PersonAccess> {
    change(app, actor, which, ActivityAction::PersonDeactivated).await
}

/// New tokens are accepted again; older ones are not.
pub async fn reactivate(app: &App, actor: &Actor, which: &WhichPerson) -> Result<PersonAccess> {
    change(app, actor, which, ActivityAction::PersonReactivated).await
}

async fn change(
    app: &App,
    actor: &Actor,
    which: &WhichPerson,
    action: ActivityAction,
) -> Result<PersonAccess> {
    access::ends_access(actor)?;
    let mut tx = app.begin().await?;
    let row = find(&tx, which).await?;
    let id = PersonId(row.id);
    match action {
        ActivityAction::PersonRevoked => end(&mut tx, id).await?,
        ActivityAction::PersonDeactivated => {
            set_active(&tx, row, false).await?;
            end(&mut tx, id).await?;
        }
        // Those of before were refused when the person was deactivated.
        _ => set_active(&tx, row, true).await?,
    }
    let act = Act { action, subject: (ActivitySubject::Person, &id.to_string()), details: json!({}) };
    activity::record(&tx, actor, act).await?;
    let row = entity::Entity::find_by_id(id.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let access = PersonAccess {
        active: row.active,
        tokens_valid_from: row.tokens_valid_from,
        user: queries::identity_of(tx.conn(), row, None).await?.person(),
    };
    tx.commit().await?;
    // `iat` has whole seconds: whoever signs a token after this answer gets one that counts.
    if action != ActivityAction::PersonDeactivated {
        let wait = (access.tokens_valid_from - app.now()).to_std().unwrap_or_default();
        tokio::time::sleep(wait.min(LONGEST_WAIT)).await;
    }
    Ok(access)
}

async fn set_active(tx: &Tx, row: entity::Model, active: bool) -> Result<()> {
    let mut change: entity::ActiveModel = row.into();
    change.active = Set(active);
    change.updated_at = Set(tx.now());
    change.update(tx.conn()).await?;
    Ok(())
}

async fn end(tx: &mut Tx, id: PersonId) -> Result<()> {
    refuse_older_tokens(tx, id).await?;
    revoke_all(tx, id).await?;
    cut(tx, id).await
}

/// The person that is meant. Staff are not among them: they have calls of their own, which look at roles.
async fn find(tx: &Tx, which: &WhichPerson) -> Result<entity::Model> {
    let found = match (&which.external_id, which.id) {
        (Some(external_id), None) => {
            let issuer = which.issuer.as_deref().unwrap_or(HOST);
            commands::by_external_id(tx.conn(), issuer, external_id).await?
        }
        (None, Some(id)) if which.issuer.is_none() => entity::Entity::find_by_id(id.0).one(tx.conn()).await?,
        (None, Some(_)) => return Err(Error::invalid("issuer", "can only be combined with `external_id`")),
        _ => return Err(Error::invalid("external_id", "or `id` must be given, but not both")),
    };
    match found {
        Some(row) if !row.kind.0.is_staff() => Ok(row),
        _ => Err(Error::not_found()),
    }
}
