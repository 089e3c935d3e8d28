//! The flows that guide deals. Those that come with the server are part of the program; what a run began with is kept.

use std::sync::{Arc, LazyLock};

use liaison_flow::{Definition, Source, load};
use liaison_protocol::deal::FlowSummary;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{definition_entity, entity};
use crate::{
    db::Tx,
    error::{Error, Result},
};

/// A flow, and the text that it was read from.
pub(super) struct Shipped {
    pub(super) definition: Arc<Definition>,
    text: &'static str,
}

/// The flows that come with the server. A test reads them all.
static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let texts = [
        ("bid.toml", include_str!("../../../../flows/bid.toml")),
        ("campaign.toml", include_str!("../../../../flows/campaign.toml")),
    ];
    let read = |(name, text): (&str, &'static str)| {
        let definition = load(&Source::new(name, text)).ok()?;
        Some(Shipped { definition: Arc::new(definition), text })
    };
    texts.into_iter().filter_map(read).collect()
});

/// The flow of this name, in its newest version.
pub(super) fn newest(name: &str) -> Result<&'static Shipped> {
    let found = SHIPPED.iter().find(|one| one.definition.name() == name);
    found.ok_or_else(|| Error::internal(format!("there is no flow {name}")))
}

/// Keeps a definition that a run begins with, inside the transaction that begins it. One text has one version.
pub(super) async fn keep(tx: &Tx, shipped: &Shipped) -> Result<()> {
    let definition = &shipped.definition;
    let version = version_of(definition)?;
    definition_entity::Entity::insert(definition_entity::ActiveModel {
        name: Set(definition.name().to_owned()),
        version: Set(version),
        hash: Set(definition.hash().to_owned()),
        source: Set(shipped.text.to_owned()),
        created_at: Set(tx.now()),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .try_insert()
    .exec_without_returning(tx.conn())
    .await?;
    let kept =
        definition_entity::Entity::find_by_id((definition.name().to_owned(), version)).one(tx.conn()).await?;
    match kept {
        Some(kept) if kept.hash == definition.hash() => Ok(()),
        _ => Err(Error::internal("another text of the same version of the flow is in use")),
    }
}

/// The definition that a run began with.
pub(super) async fn of_run(conn: &impl ConnectionTrait, run: &entity::Model) -> Result<Arc<Definition>> {
    if let Ok(shipped) = newest(&run.flow)
        && version_of(&shipped.definition)? == run.version
    {
        return Ok(Arc::clone(&shipped.definition));
    }
    let kept = definition_entity::Entity::find_by_id((run.flow.clone(), run.version)).one(conn).await?;
    let kept = kept.ok_or_else(|| Error::internal("a run without its flow"))?;
    let source = Source::new(kept.name, kept.source);
    load(&source).map(Arc::new).map_err(|_| Error::internal("a flow that was kept cannot be read any more"))
}

pub(super) fn version_of(definition: &Definition) -> Result<i32> {
    i32::try_from(definition.version()).map_err(Error::internal)
}

/// The flows that deals can begin with.
pub fn flows() -> Vec<FlowSummary> {
    let names = |shipped: &Shipped| {
        let definition = &shipped.definition;
        let roles = definition.roles().iter().filter(|role| role.side.is_some());
        FlowSummary {
            name: definition.name().to_owned(),
            version: definition.version(),
            states: definition.states().iter().map(|state| state.name.clone()).collect(),
            roles: roles.map(|role| role.name.clone()).collect(),
        }
    };
    SHIPPED.iter().map(names).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flow_that_comes_with_the_server_can_be_read() {
        let names: Vec<_> = flows().into_iter().map(|flow| flow.name).collect();
        assert_eq!(names, ["bid", "campaign"]);
    }
}
