//! Finding people.

use std::collections::HashMap;

use liaison_protocol::{
    ids::{LoginId, PersonId},
    side::UserType,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{commands::STAFF, entity, staff_entity};
use crate::{actor::Identity, db::Stored, error::Result, text_field};

/// What a name tag shows.
#[derive(Debug, Clone)]
pub(crate) struct NameTag {
    pub(crate) name: String,
    pub(crate) kind: UserType,
}

/// Name tags of many people in one query.
pub(crate) async fn names(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, NameTag>> {
    let mut ids: Vec<i64> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String, Stored<UserType>)> = entity::Entity::find()
        .select_only()
        .columns([entity::Column::Id, entity::Column::Name, entity::Column::Kind])
        .filter(entity::Column::Id.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, name, kind)| (id, NameTag { name, kind: kind.0 })).collect())
}

/// The ids of the people whose name contains a text, for queries that start from something else.
pub(crate) fn ids_called(text: &str) -> SelectStatement {
    let like = text_field::contains(text);
    entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(like(Expr::col((entity::Entity, entity::Column::Name))))
        .into_query()
}

/// Everybody who works here, by id and name.
pub(crate) async fn active_staff(conn: &impl ConnectionTrait) -> Result<Vec<(PersonId, String)>> {
    let rows: Vec<(i64, String)> = entity::Entity::find()
        .select_only()
        .columns([entity::Column::Id, entity::Column::Name])
        .filter(entity::Column::Issuer.eq(STAFF))
        .filter(entity::Column::Active.eq(true))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (PersonId(id), name)).collect())
}

/// Which of these people are staff.
pub(crate) async fn staff_among(conn: &impl ConnectionTrait, people: &[i64]) -> Result<Vec<PersonId>> {
    let ids: Vec<i64> = staff_entity::Entity::find()
        .select_only()
        .column(staff_entity::Column::PersonId)
        .filter(staff_entity::Column::PersonId.is_in(people.iter().copied()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// A member of staff who works here now; `None` when there is none of that id.
pub(crate) async fn active_member_of_staff(
    conn: &impl ConnectionTrait,
    PersonId(id): PersonId,
) -> Result<Option<Identity>> {
    let row = entity::Entity::find_by_id(id).one(conn).await?;
    match row.filter(|row| row.active && row.issuer == STAFF) {
        Some(row) => identity_of(conn, row, None).await.map(Some),
        None => Ok(None),
    }
}

/// The identity of a person, active or not; the caller decides what that means.
pub(crate) async fn identity_of(
    conn: &impl ConnectionTrait,
    row: entity::Model,
    login: Option<LoginId>,
) -> Result<Identity> {
    let kind = row.kind.0;
    let team = if kind.is_staff() {
        staff_entity::Entity::find_by_id(row.id).one(conn).await?.and_then(|staff| staff.team)
    } else {
        None
    };
    Ok(Identity { id: PersonId(row.id), kind, external_id: row.external_id, name: row.name, team, login })
}
