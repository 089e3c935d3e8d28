//! The settings as this node uses them: looked at for every message, so they are in memory.

use std::sync::Arc;

use liaison_masking::Policy;
use liaison_protocol::settings::Settings;
use parking_lot::RwLock;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::entity;
use crate::{
    app::App,
    error::{Error, Result},
};

/// Under which key they are stored. The stored key predates the name "workspace" and stays.
pub(super) const KEY: &str = "house";

/// What is in force, and what follows from it.
pub(crate) struct InForce {
    pub(crate) settings: Settings,
    pub(crate) policy: Policy,
}

/// The settings of a node.
pub(crate) struct Current(RwLock<Arc<InForce>>);

impl Current {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        Ok(Self(RwLock::new(Arc::new(in_force(settings)?))))
    }

    pub(crate) fn get(&self) -> Arc<InForce> {
        Arc::clone(&self.0.read())
    }

    /// Puts newer ones in force; older ones came late.
    pub(super) fn put(&self, settings: Settings) -> Result<()> {
        let new = Arc::new(in_force(settings)?);
        let mut current = self.0.write();
        if current.settings.version < new.settings.version {
            *current = new;
        }
        Ok(())
    }
}

fn in_force(settings: Settings) -> Result<InForce> {
    Ok(InForce { policy: policy(&settings)?, settings })
}

/// What is masked: what always is, and what was set.
pub(super) fn policy(settings: &Settings) -> Result<Policy> {
    settings.masking_patterns.iter().try_fold(Policy::standard(), |policy, one| {
        policy
            .with_pattern(&one.pattern)
            .map_err(|error| Error::invalid("masking_patterns", &format!("`{}`: {error}", one.name)))
    })
}

/// What is stored; what holds without anything stored has version 0.
pub(crate) async fn load(conn: &impl ConnectionTrait) -> Result<Settings> {
    let row = entity::Entity::find_by_id(KEY.to_owned()).one(conn).await?;
    let Some(row) = row else { return Ok(Settings::default()) };
    let stored: Settings = serde_json::from_value(row.value).map_err(Error::internal)?;
    Ok(Settings { version: row.version, ..stored })
}

/// Takes over what another node has stored. To be called when one says so, and now and then because the news of it may
/// be lost.
pub async fn watch(app: &App) -> Result<()> {
    let stored = load(app.db().read()).await?;
    app.settings().put(stored)
}
