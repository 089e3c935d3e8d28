//! Reading orders: a party sees its own side only.

use std::collections::HashMap;

use liaison_protocol::{
    auth::Scope,
    error_code::ErrorCode,
    ids::{OrderId, PersonId},
    order::Order,
    person::Person,
    public_id,
    side::Side,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, SelectStatement},
};

use super::{access, entity};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    people,
};

/// One order and the side from which the caller sees it; 404 when it must look absent.
pub(crate) async fn one(app: &App, actor: &Actor, id: OrderId) -> Result<(Order, Side)> {
    if let Actor::ApiKey { scopes, .. } = actor
        && !scopes.contains(&Scope::Orders)
    {
        return Err(ErrorCode::ScopeMissing.into());
    }
    let read = app.db().read();
    let row = entity::Entity::find_by_id(id.0).one(read).await?.ok_or_else(Error::not_found)?;
    let side = access::seeing_side(actor, row.brand_id, row.creator_id).ok_or_else(Error::not_found)?;
    let order = show(read, vec![(row, side)]).await?.pop().ok_or_else(Error::not_found)?;
    Ok((order, side))
}

/// The orders of a brand or creator, for queries that start from something else.
pub(crate) fn ids_of(PersonId(party): PersonId) -> SelectStatement {
    entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::BrandId.eq(party).or(entity::Column::CreatorId.eq(party)))
        .into_query()
}

/// Rows to what somebody on that side sees, without their tickets.
pub(crate) async fn show(
    conn: &impl ConnectionTrait,
    rows: Vec<(entity::Model, Side)>,
) -> Result<Vec<Order>> {
    let ids: Vec<i64> = rows.iter().flat_map(|(row, _)| [row.brand_id, row.creator_id]).collect();
    let people: HashMap<i64, people::entity::Model> = people::entity::Entity::find()
        .filter(people::entity::Column::Id.is_in(ids))
        .all(conn)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    rows.into_iter()
        .map(|(row, side)| {
            let person = |id: i64| people.get(&id).map(person_view).transpose();
            let sees = |party: Side| side == Side::Staff || side == party;
            let status = row.status.0;
            Ok(Order {
                id: OrderId(row.id),
                external_id: row.external_id,
                title: row.title,
                amount: row.amount,
                currency: row.currency,
                quantity: row.quantity,
                status,
                revision_count: row.revision_count,
                requirements: row.requirements.filter(|_| sees(Side::Brand)),
                brand: if sees(Side::Brand) { person(row.brand_id)? } else { None },
                creator: if sees(Side::Creator) { person(row.creator_id)? } else { None },
                ticket: None,
                created_at: row.created_at,
                updated_at: row.updated_at,
            })
        })
        .collect()
}

fn person_view(row: &people::entity::Model) -> Result<Person> {
    let kind = row.kind.0;
    Ok(Person {
        id: PersonId(row.id),
        public_id: public_id::of(kind, PersonId(row.id)),
        external_id: row.external_id.clone(),
        name: row.name.clone(),
        user_type: kind,
    })
}
