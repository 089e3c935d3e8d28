//! The key of the configuration: at each start the one that is configured counts, and those before it no longer do.
//!
//! A key that was revoked never comes back, and takes no other key's place. So nodes whose configurations differ for a
//! while do not revoke each other's keys in turn: the newer key stays, the older one is refused everywhere.

use chrono::{DateTime, Utc};
use liaison_protocol::{auth::Scope, ids::ApiKeyId};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};
use serde_json::{Value, json};

use super::{
    commands::{SHOWN, end},
    entity,
};
use crate::{
    actor::Actor,
    app::App,
    db::Tx,
    error::{Error, Result},
    logins::commands::hash,
};

/// PostgreSQL's name for the lock that makes nodes which start at once take turns; any constant does.
const TURN: i64 = 0x6c69_6169_736f_6e0b;

/// What came of the configured key.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Former keys of the configuration that were revoked now.
    pub revoked: Vec<ApiKeyId>,
    /// When the configured key itself was revoked: it does not count, and revoked nothing.
    pub refused_since: Option<DateTime<Utc>>,
}

/// Makes sure that the key of the configuration counts, with all scopes, and that those of earlier configurations do not.
/// Without a key only the latter.
pub async fn take_over(app: &App, key: Option<&str>) -> Result<Outcome> {
    let tx = app.begin().await?;
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({TURN})")).await?;
    }
    let mut outcome = Outcome::default();
    if let Some(key) = key {
        outcome.refused_since = install(&tx, key).await?;
    }
    if outcome.refused_since.is_none() {
        let former = entity::Entity::find()
            .filter(entity::Column::IsConfigured.eq(true))
            .filter(entity::Column::RevokedAt.is_null())
            .filter(entity::Column::Hash.ne(key.map(hash).unwrap_or_default()))
            .all(tx.conn())
            .await?;
        for row in former {
            outcome.revoked.push(ApiKeyId(row.id));
            end(&tx, &Actor::System, row, json!({ "reason": "replaced in the configuration" })).await?;
        }
    }
    tx.commit().await?;
    Ok(outcome)
}

/// Whether a key was revoked. It never counts again, so whoever made it up makes up another one.
pub async fn is_revoked(app: &App, key: &str) -> Result<bool> {
    let row = entity::Entity::find().filter(entity::Column::Hash.eq(hash(key))).one(app.db().read()).await?;
    Ok(row.is_some_and(|row| row.revoked_at.is_some()))
}

/// How many keys of a configuration still count: where they are not to be revoked, somebody should know.
pub async fn count(app: &App) -> Result<usize> {
    let rows = entity::Entity::find()
        .filter(entity::Column::IsConfigured.eq(true))
        .filter(entity::Column::RevokedAt.is_null())
        .all(app.db().read())
        .await?;
    Ok(rows.len())
}

/// Stores the key or gives it the scopes that came into being since; tells when it was revoked, if it was.
async fn install(tx: &Tx, key: &str) -> Result<Option<DateTime<Utc>>> {
    let scopes: Value = serde_json::to_value(Scope::ALL).map_err(Error::internal)?;
    let known = entity::Entity::find().filter(entity::Column::Hash.eq(hash(key))).one(tx.conn()).await?;
    match known {
        Some(row) if row.revoked_at.is_some() => Ok(row.revoked_at),
        // A key that an admin made stays as it was made, also when it is named in the configuration.
        Some(row) if !row.is_configured || row.scopes == scopes => Ok(None),
        Some(row) => {
            let mut change: entity::ActiveModel = row.into();
            change.scopes = Set(scopes);
            change.update(tx.conn()).await?;
            Ok(None)
        }
        None => {
            let row = entity::ActiveModel {
                name: Set("from the configuration".to_owned()),
                prefix: Set(key.chars().take(SHOWN).collect()),
                hash: Set(hash(key)),
                scopes: Set(scopes),
                created_at: Set(tx.now()),
                expires_at: Set(None),
                revoked_at: Set(None),
                is_configured: Set(true),
                ..Default::default()
            };
            entity::Entity::insert(row)
                .on_conflict(OnConflict::column(entity::Column::Hash).do_nothing().to_owned())
                .exec_without_returning(tx.conn())
                .await?;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use liaison_protocol::{activity::ActivityAction, error_code::ErrorCode};

    use super::*;
    use crate::{activity, api_keys::commands::identify, app::Options};

    const OLD: &str = "lk_the_key_of_an_old_configuration";
    const NEW: &str = "lk_the_key_of_a_new_configuration";

    async fn app() -> (App, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        (App::open(Options::in_folder(folder.path())).await.unwrap(), folder)
    }

    async fn counts(app: &App, key: &str) -> bool {
        match identify(app, key).await {
            Ok(Actor::ApiKey { scopes, .. }) => {
                assert!(Scope::ALL.iter().all(|scope| scopes.contains(scope)), "{scopes:?}");
                true
            }
            Ok(actor) => panic!("{actor:?}"),
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::TokenInvalid);
                false
            }
        }
    }

    #[tokio::test]
    async fn another_key_takes_the_place_of_the_former_one() {
        let (app, _folder) = app().await;
        assert_eq!(take_over(&app, Some(OLD)).await.unwrap(), Outcome::default());
        assert_eq!(take_over(&app, Some(OLD)).await.unwrap(), Outcome::default(), "the same again");
        assert!(counts(&app, OLD).await);
        let outcome = take_over(&app, Some(NEW)).await.unwrap();
        assert_eq!((outcome.revoked.len(), outcome.refused_since), (1, None));
        assert!(!counts(&app, OLD).await);
        assert!(counts(&app, NEW).await);
        let log = activity::entity::Entity::find().all(app.db().read()).await.unwrap();
        let acts: Vec<_> = log.iter().map(|one| (one.action.as_str(), one.actor.as_str())).collect();
        assert_eq!(acts, [(ActivityAction::ApiKeyRevoked.as_str(), "system")]);
    }

    #[tokio::test]
    async fn a_removed_key_counts_no_more() {
        let (app, _folder) = app().await;
        take_over(&app, Some(OLD)).await.unwrap();
        assert_eq!(count(&app).await.unwrap(), 1);
        assert_eq!(take_over(&app, None).await.unwrap().revoked.len(), 1);
        assert!(!counts(&app, OLD).await);
        assert_eq!(count(&app).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_node_with_the_old_configuration_takes_nothing_back() {
        let (app, _folder) = app().await;
        take_over(&app, Some(OLD)).await.unwrap();
        take_over(&app, Some(NEW)).await.unwrap();
        for _ in 0..3 {
            let outcome = take_over(&app, Some(OLD)).await.unwrap();
            assert!(outcome.revoked.is_empty() && outcome.refused_since.is_some(), "{outcome:?}");
            assert!(!counts(&app, OLD).await && counts(&app, NEW).await);
            assert!(is_revoked(&app, OLD).await.unwrap() && !is_revoked(&app, NEW).await.unwrap());
            assert_eq!(take_over(&app, Some(NEW)).await.unwrap(), Outcome::default());
        }
    }

    #[tokio::test]
    async fn keys_that_an_admin_made_stay() {
        let (app, _folder) = app().await;
        take_over(&app, Some(OLD)).await.unwrap();
        let command = liaison_protocol::auth::CreateApiKey {
            name: "of an admin".to_owned(),
            scopes: Scope::ALL.to_vec(),
            expires_at: None,
        };
        let made = crate::api_keys::commands::create(&app, &Actor::System, command).await.unwrap();
        take_over(&app, Some(NEW)).await.unwrap();
        take_over(&app, None).await.unwrap();
        assert!(counts(&app, &made.key).await);
    }

    #[tokio::test]
    async fn a_key_of_an_older_version_gets_the_scopes_that_came_since() {
        let (app, _folder) = app().await;
        take_over(&app, Some(OLD)).await.unwrap();
        let tx = app.begin().await.unwrap();
        tx.conn().execute_unprepared("UPDATE api_keys SET scopes = '[\"orders\"]'").await.unwrap();
        tx.commit().await.unwrap();
        take_over(&app, Some(OLD)).await.unwrap();
        assert!(counts(&app, OLD).await);
    }
}
