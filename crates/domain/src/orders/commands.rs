//! Creating and changing orders.

use liaison_protocol::{
    error_code::ErrorCode,
    ids::OrderId,
    order::{CreateOrder, OrderStatus, PatchOrder},
    side::UserType,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, SqlErr,
};
use serde_json::Value;

use super::{access, entity, queries};
use crate::{
    actor::Actor,
    app::App,
    db::Stored,
    display_name,
    error::{Error, Result},
    happened::Happened,
    masked,
    people::{self, commands::MAX_EXTERNAL_ID},
    text_field,
};

/// The largest number that JavaScript reads exactly.
const MAX_AMOUNT: i64 = 9_007_199_254_740_991;
/// Characters of a title at most.
const MAX_TITLE: usize = 300;
/// Bytes of requirements at most.
const MAX_REQUIREMENTS: usize = 32 * 1024;

/// Mirrors an order of the host: both people and the order, in one transaction with all that follows from it. The second
/// value tells whether it is new: the same external id gives the same order again.
pub(crate) async fn create(app: &App, actor: &Actor, command: CreateOrder) -> Result<(OrderId, bool)> {
    access::manages(actor)?;
    let title = masked::text(app, &display_name::of_host("title", &command.title, MAX_TITLE)?);
    let external_id = command.external_id.filter(|id| !id.is_empty());
    let currency = check_currency(&command.currency)?;
    let amount = check_amount(command.amount)?;
    let quantity = check_quantity(command.quantity.unwrap_or(1))?;
    let requirements = check_requirements(app, command.requirements)?;
    if let Some(known) = by_external_id(app.db().read(), external_id.as_deref()).await? {
        return Ok((OrderId(known.id), false));
    }
    if let Some(external_id) = &external_id {
        text_field::identifier("external_id", external_id, MAX_EXTERNAL_ID)?;
    }
    let mut tx = app.begin().await?;
    let brand = people::commands::upsert_party(app, &tx, "brand", &command.brand, UserType::Brand).await?;
    let creator =
        people::commands::upsert_party(app, &tx, "creator", &command.creator, UserType::Creator).await?;
    let status =
        if requirements.is_some() { OrderStatus::InProgress } else { OrderStatus::AwaitingRequirements };
    let row = entity::ActiveModel {
        external_id: Set(external_id.clone()),
        title: Set(title),
        amount: Set(amount),
        currency: Set(currency),
        quantity: Set(quantity),
        brand_id: Set(brand.id),
        creator_id: Set(creator.id),
        status: Set(Stored(status)),
        revision_count: Set(0),
        requirements: Set(requirements),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let row = match row.insert(tx.conn()).await {
        Ok(row) => row,
        // Two calls at once: the other one was faster.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            drop(tx);
            let known = by_external_id(app.db().read(), external_id.as_deref())
                .await?
                .ok_or_else(|| Error::from(error))?;
            return Ok((OrderId(known.id), false));
        }
        Err(error) => return Err(error.into()),
    };
    let id = OrderId(row.id);
    app.react(&mut tx, actor, Happened::OrderCreated { order: id }).await?;
    tx.commit().await?;
    Ok((id, true))
}

async fn by_external_id(
    conn: &impl ConnectionTrait,
    external_id: Option<&str>,
) -> Result<Option<entity::Model>> {
    // With a NUL there is none, and PostgreSQL fails on the question.
    let Some(external_id) = external_id.filter(|id| !id.contains('\0')) else { return Ok(None) };
    Ok(entity::Entity::find().filter(entity::Column::ExternalId.eq(external_id)).one(conn).await?)
}

/// Changes an order as the host or an admin says. A new status is told in both channels.
pub(crate) async fn patch(app: &App, actor: &Actor, id: OrderId, command: PatchOrder) -> Result<()> {
    // A party may see the order, so it learns that it may not change it; others do not learn that it is there.
    queries::one(app, actor, id).await?;
    access::manages(actor)?;
    let mut tx = app.begin().await?;
    app.react(&mut tx, actor, Happened::OrderChanging { order: id }).await?;
    let row = entity::Entity::find_by_id(id.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let mut change: entity::ActiveModel = row.clone().into();
    if let Some(title) = &command.title {
        change.title = Set(masked::text(app, &display_name::of_host("title", title, MAX_TITLE)?));
    }
    if let Some(amount) = command.amount {
        change.amount = Set(check_amount(amount)?);
    }
    if let Some(quantity) = command.quantity {
        change.quantity = Set(check_quantity(quantity)?);
    }
    if let Some(requirements) = check_requirements(app, command.requirements)? {
        change.requirements = Set(Some(requirements));
    }
    change.updated_at = Set(tx.now());
    let changed = change.update(tx.conn()).await?;
    if changed.title != row.title {
        app.react(&mut tx, actor, Happened::OrderRenamed { order: id, title: changed.title }).await?;
    }
    if let Some(status) = command.status {
        set_status(&mut tx, app, actor, &row, status, row.revision_count).await?;
    }
    tx.commit().await
}

/// Moves an order inside a transaction and says so in both channels. The same status again says nothing, unless
/// another revision was counted.
pub(crate) async fn set_status(
    tx: &mut crate::db::Tx,
    app: &App,
    actor: &Actor,
    row: &entity::Model,
    status: OrderStatus,
    revision_count: i32,
) -> Result<()> {
    if row.status == Stored(status) && row.revision_count == revision_count {
        return Ok(());
    }
    let mut change: entity::ActiveModel = row.clone().into();
    change.status = Set(Stored(status));
    change.revision_count = Set(revision_count);
    change.updated_at = Set(tx.now());
    change.update(tx.conn()).await?;
    app.react(tx, actor, Happened::OrderMoved { order: OrderId(row.id), status, revision_count }).await
}

/// Three capital letters, as ISO 4217 spells currencies.
pub(crate) fn check_currency(text: &str) -> Result<String> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(text.to_owned())
    } else {
        Err(Error::invalid("currency", "must be a three-letter ISO 4217 code in capital letters"))
    }
}

pub(crate) fn check_amount(amount: i64) -> Result<i64> {
    if (0..=MAX_AMOUNT).contains(&amount) {
        Ok(amount)
    } else {
        Err(Error::invalid("amount", "must be 0 or more minor units"))
    }
}

fn check_quantity(quantity: i32) -> Result<i32> {
    if (1..=1_000_000).contains(&quantity) {
        Ok(quantity)
    } else {
        Err(Error::invalid("quantity", "must be 1 to 1000000"))
    }
}

/// A text or an object, not too large, masked.
fn check_requirements(app: &App, value: Option<Value>) -> Result<Option<Value>> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    if !matches!(value, Value::String(_) | Value::Object(_)) {
        return Err(Error::invalid("requirements", "must be a string or an object"));
    }
    let text = value.to_string();
    if text.len() > MAX_REQUIREMENTS {
        return Err(Error::invalid("requirements", "must be at most 32 KiB"));
    }
    if text.contains("\\u0000") {
        return Err(Error::new(ErrorCode::Invalid).details(serde_json::json!({ "field": "requirements" })));
    }
    Ok(Some(masked::value(app, value)))
}
