//! The lease of a node: while it is renewed, the node's presence counts. A node that died is cleaned up by the next
//! one that looks, and its people are said to be offline once.

use std::time::Duration;

use liaison_protocol::ids::PersonId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use super::{announce, entity, node_entity, online_now};
use crate::{app::App, error::Result, people};

/// How long a lease holds.
const LEASE: chrono::Duration = chrono::Duration::seconds(15);

/// How often a lease is to be renewed: two renewals may fail before it ends.
pub const RENEWAL: Duration = Duration::from_secs(5);

/// Renews this node's lease and cleans up after nodes whose lease has ended.
pub async fn keep_lease(app: &App) -> Result<()> {
    node_entity::Entity::insert(node_entity::ActiveModel {
        id: Set(app.node().0),
        expires_at: Set(app.now() + LEASE),
    })
    .on_conflict(
        OnConflict::column(node_entity::Column::Id).update_column(node_entity::Column::ExpiresAt).to_owned(),
    )
    .exec_without_returning(app.db().write())
    .await?;
    let expired: Vec<uuid::Uuid> = node_entity::Entity::find()
        .select_only()
        .column(node_entity::Column::Id)
        .filter(node_entity::Column::ExpiresAt.lte(app.now()))
        .into_tuple()
        .all(app.db().read())
        .await?;
    for node in expired {
        // Of several nodes that see it, the one whose delete counts goes on.
        let claimed = node_entity::Entity::delete_many()
            .filter(node_entity::Column::Id.eq(node))
            .filter(node_entity::Column::ExpiresAt.lte(app.now()))
            .exec(app.db().write())
            .await?;
        if claimed.rows_affected > 0 {
            clean_up(app, node).await?;
        }
    }
    Ok(())
}

/// Ends this node's lease when it stops in good order.
pub async fn end_lease(app: &App) -> Result<()> {
    node_entity::Entity::delete_by_id(app.node().0).exec(app.db().write()).await?;
    clean_up(app, app.node().0).await
}

async fn clean_up(app: &App, node: uuid::Uuid) -> Result<()> {
    let people: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::PersonId)
        .filter(entity::Column::NodeId.eq(node))
        .into_tuple()
        .all(app.db().read())
        .await?;
    entity::Entity::delete_many().filter(entity::Column::NodeId.eq(node)).exec(app.db().write()).await?;
    let online = online_now(app.db().read(), app.now()).await?;
    for person in people.into_iter().filter(|person| !online.contains(person)) {
        if let Ok(identity) = people::commands::by_id(app, PersonId(person), None).await {
            announce(app, &identity).await?;
        }
    }
    Ok(())
}
