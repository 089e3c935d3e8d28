//! Money: what was asked for, and what became of it. The sandbox is the provider until another one is configured: nothing is
//! paid, and the payer says by hand what happens.

use liaison_flow::{Amount, Value};
use liaison_protocol::{
    deal::{DealContext, SandboxOutcome, SandboxPayment},
    error_code::ErrorCode,
    ids::ConversationId,
    side::Side,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value as Json, json};

use super::{
    access, act, context, entity,
    ledger_entity::{self, LedgerKind},
};
use crate::{
    actor::Actor,
    app::App,
    conversations,
    db::Tx,
    error::{Error, Result},
};

/// The provider without money.
const SANDBOX: &str = "sandbox";

/// An order that can be paid: the one that stands for the same amount, or a new one. What the payer's page needs of it.
pub(super) async fn request(tx: &Tx, app: &App, run: &entity::Model, amount: Amount) -> Result<Json> {
    let order_id = match standing(tx.conn(), run.conversation(), amount).await? {
        Some(order) => order,
        None => {
            let order = format!("{SANDBOX}_{}", app.new_id().simple());
            note(tx, run, LedgerKind::Requested, &order, None, amount).await?;
            order
        }
    };
    Ok(json!({
        "provider": SANDBOX,
        "order_id": order_id,
        "amount": amount.minor,
        "currency": amount.currency.as_str(),
    }))
}

/// The newest order of a run, if it is for this amount.
async fn standing(conn: &impl ConnectionTrait, id: ConversationId, amount: Amount) -> Result<Option<String>> {
    let newest = requested(conn, id).await?;
    let is_same =
        |row: &ledger_entity::Model| row.amount == amount.minor && row.currency == amount.currency.as_str();
    Ok(newest.filter(is_same).map(|row| row.order_id))
}

async fn requested(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Option<ledger_entity::Model>> {
    let query = ledger_entity::Entity::find()
        .filter(ledger_entity::Column::ConversationId.eq(id.0))
        .filter(ledger_entity::Column::Kind.eq(LedgerKind::Requested))
        .order_by_desc(ledger_entity::Column::Id);
    Ok(query.one(conn).await?)
}

/// Notes that held money was paid out or back.
pub(super) async fn settle(tx: &Tx, run: &entity::Model, kind: LedgerKind, amount: Amount) -> Result<()> {
    let order = requested(tx.conn(), run.conversation()).await?;
    let order = order.ok_or_else(|| Error::internal("money without an order"))?;
    note(tx, run, kind, &order.order_id, None, amount).await
}

async fn note(
    tx: &Tx,
    run: &entity::Model,
    kind: LedgerKind,
    order_id: &str,
    payment_id: Option<String>,
    amount: Amount,
) -> Result<()> {
    ledger_entity::Entity::insert(ledger_entity::ActiveModel {
        conversation_id: Set(run.conversation_id),
        provider: Set(SANDBOX.to_owned()),
        kind: Set(kind),
        order_id: Set(order_id.to_owned()),
        payment_id: Set(payment_id),
        amount: Set(amount.minor),
        currency: Set(amount.currency.as_str().to_owned()),
        created_at: Set(tx.now()),
        ..Default::default()
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// The payer of a sandbox order says what becomes of it. The same again changes nothing.
pub async fn sandbox(app: &App, actor: &Actor, command: SandboxPayment) -> Result<DealContext> {
    let mut tx = app.begin().await?;
    let order = ledger_entity::Entity::find()
        .filter(ledger_entity::Column::Provider.eq(SANDBOX))
        .filter(ledger_entity::Column::Kind.eq(LedgerKind::Requested))
        .filter(ledger_entity::Column::OrderId.eq(command.order_id.as_str()))
        .one(tx.conn())
        .await?
        .ok_or_else(Error::not_found)?;
    let id = ConversationId(order.conversation_id);
    conversations::commands::lock(&tx, [id.0]).await?;
    let (run, _, side) = access::visible(tx.conn(), actor, id).await?;
    if side != Side::Brand {
        return Err(Error::with_message(ErrorCode::FlowRoleInvalid, "only the payer pays"));
    }
    let newest = requested(tx.conn(), id).await?.map(|row| row.order_id);
    if newest.as_deref() != Some(order.order_id.as_str()) {
        return Err(Error::with_message(
            ErrorCode::FlowStateInvalid,
            "this order was replaced by a newer one",
        ));
    }
    let paid = ledger_entity::Entity::find()
        .filter(ledger_entity::Column::ConversationId.eq(id.0))
        .filter(ledger_entity::Column::Kind.eq(LedgerKind::Captured))
        .one(tx.conn())
        .await?;
    if paid.is_none() {
        let (name, kind) = match command.outcome {
            SandboxOutcome::Captured => ("payment.captured", LedgerKind::Captured),
            SandboxOutcome::Failed => ("payment.failed", LedgerKind::Failed),
        };
        let currency = liaison_flow::money::Currency::parse(&order.currency)
            .ok_or_else(|| Error::internal("an order without a currency"))?;
        let amount = Amount { minor: order.amount, currency };
        let payment = format!("{SANDBOX}_pay_{}", app.new_id().simple());
        note(&tx, &run, kind, &order.order_id, Some(payment), amount).await?;
        let values = [
            ("amount", Value::Number(order.amount)),
            ("reason", Value::Text("declined in the sandbox".into())),
        ];
        act::event(&mut tx, app, run, name, &values).await?;
        tx.commit().await?;
    } else if command.outcome == SandboxOutcome::Failed {
        return Err(Error::with_message(ErrorCode::FlowStateInvalid, "this order is paid"));
    } else {
        drop(tx);
    }
    context::of(app, actor, id).await
}
