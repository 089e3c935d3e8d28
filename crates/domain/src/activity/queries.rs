//! Reading the log.

use liaison_protocol::activity::{Activity, ActivityPage};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    access,
    entity::{Column, Entity},
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    people,
};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only entries older than this one.
    pub before: Option<i64>,
    /// Only what this one did: a chat identity, `key-1` or `system`.
    pub actor: Option<String>,
    /// Only what was done to this: a kind, or a kind and an id such as `ticket:12`.
    pub subject: Option<String>,
    /// How many at most.
    pub limit: u64,
}

/// The newest entries first. For admins.
pub async fn list(app: &App, actor: &Actor, filter: &Filter) -> Result<ActivityPage> {
    access::reads(actor)?;
    let read = app.db().read();
    let mut query = Entity::find().order_by_desc(Column::Id);
    if let Some(before) = filter.before {
        query = query.filter(Column::Id.lt(before));
    }
    for text in [&filter.actor, &filter.subject].into_iter().flatten() {
        if text.chars().count() > 200 || text.contains('\0') {
            return Err(Error::invalid("actor", "must be at most 200 characters"));
        }
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(Column::Actor.eq(actor.as_str()));
    }
    if let Some(subject) = &filter.subject {
        query = match subject.split_once(':') {
            Some((kind, id)) => query.filter(Column::SubjectKind.eq(kind)).filter(Column::SubjectId.eq(id)),
            None => query.filter(Column::SubjectKind.eq(subject.as_str())),
        };
    }
    let mut rows = query.limit(filter.limit + 1).all(read).await?;
    let has_more = rows.len() as u64 > filter.limit;
    rows.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
    let tags = people::queries::names(read, rows.iter().filter_map(|row| row.actor_id)).await?;
    let show = |row: super::entity::Model| {
        Ok(Activity {
            id: row.id,
            at: row.at,
            actor_name: row.actor_id.and_then(|id| tags.get(&id)).map(|tag| tag.name.clone()),
            actor: row.actor,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            details: serde_json::from_str(&row.details).map_err(Error::internal)?,
            hash: row.hash,
        })
    };
    Ok(ActivityPage { items: rows.into_iter().map(show).collect::<Result<_>>()?, has_more })
}
