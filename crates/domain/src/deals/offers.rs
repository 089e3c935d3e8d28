//! Campaigns and bids.

use liaison_protocol::{
    deal::{CreateOffer, Offer, OfferKind},
    ids::{OfferId, PersonId},
    page::Page,
    person::Person,
    public_id,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{access, offer_entity};
use crate::{
    actor::Actor,
    app::App,
    db::Stored,
    display_name,
    error::{Error, Result},
    masked, orders, people, text_field,
};

/// Posts a campaign or a bid.
pub async fn create(app: &App, actor: &Actor, kind: OfferKind, command: CreateOffer) -> Result<Offer> {
    let identity = access::offers(actor, kind)?;
    let title = display_name::of_host("title", &command.title, 300)?;
    let description = text_field::optional("description", Some(&command.description), 5_000)?;
    let currency = orders::commands::check_currency(&command.currency)?;
    let amount = orders::commands::check_amount(command.amount)?;
    if amount == 0 {
        return Err(Error::invalid("amount", "must be 1 or more"));
    }
    let tx = app.begin().await?;
    let row = offer_entity::ActiveModel {
        kind: Set(Stored(kind)),
        owner_id: Set(identity.id.0),
        title: Set(masked::in_deal(app, &title)),
        description: Set(masked::in_deal(app, &description.unwrap_or_default())),
        amount: Set(amount),
        currency: Set(currency),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await?;
    tx.commit().await?;
    show(app.db().read(), vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// Offers of a kind that the caller may see, the newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    kind: OfferKind,
    (page, limit): (u64, u64),
) -> Result<Page<Offer>> {
    actor.person()?;
    let read = app.db().read();
    let query = offer_entity::Entity::find().filter(access::scope(actor, kind));
    let total = query.clone().count(read).await?;
    let query = query.order_by_desc(offer_entity::Column::Id);
    let rows = query.offset((page - 1) * limit).limit(limit).all(read).await?;
    Ok(Page { items: show(read, rows).await?, page, limit, total })
}

/// One offer; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, kind: OfferKind, id: OfferId) -> Result<Offer> {
    let read = app.db().read();
    let row = visible(read, actor, kind, id).await?;
    show(read, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

pub(super) async fn visible(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    kind: OfferKind,
    OfferId(id): OfferId,
) -> Result<offer_entity::Model> {
    let query = offer_entity::Entity::find_by_id(id).filter(access::scope(actor, kind));
    query.one(conn).await?.ok_or_else(Error::not_found)
}

async fn show(conn: &impl ConnectionTrait, rows: Vec<offer_entity::Model>) -> Result<Vec<Offer>> {
    let tags = people::queries::names(conn, rows.iter().map(|row| row.owner_id)).await?;
    rows.into_iter()
        .map(|row| {
            let tag = tags.get(&row.owner_id).ok_or_else(|| Error::internal("an offer of nobody"))?;
            let id = PersonId(row.owner_id);
            let owner = Person {
                id,
                public_id: public_id::of(tag.kind, id),
                external_id: None,
                name: tag.name.clone(),
                user_type: tag.kind,
            };
            Ok(Offer {
                id: OfferId(row.id),
                kind: row.kind.0,
                title: row.title,
                description: row.description,
                amount: row.amount,
                currency: row.currency,
                owner,
                created_at: row.created_at,
            })
        })
        .collect()
}
