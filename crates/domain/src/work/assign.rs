//! Putting somebody in charge of a case, or nobody: the row, its history, the facts, and whoever reacts.

use liaison_protocol::ids::PersonId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Item, assignment_entity, choose::Decision, commands, entity};
use crate::{
    actor::Actor,
    app::App,
    db::Tx,
    error::{Error, Result},
    facts::{self, Fact},
    happened::Happened,
    people,
};

/// Why a case changes hands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Why<'a> {
    /// Who caused it.
    pub(super) actor: &'a Actor,
    /// The word for the command or the rule.
    pub(super) cause: &'a str,
    /// The person who decided; `None` for the rule.
    pub(super) by: Option<PersonId>,
}

impl<'a> Why<'a> {
    /// The rule decided, because of what somebody did.
    pub(super) fn rule(actor: &'a Actor, cause: &'a str) -> Self {
        Self { actor, cause, by: None }
    }
}

/// Gives a case to an active member of staff.
pub(super) async fn give(
    tx: &mut Tx,
    app: &App,
    row: entity::Model,
    to: PersonId,
    decision: &Decision,
    why: Why<'_>,
) -> Result<()> {
    let to = people::queries::active_member_of_staff(tx.conn(), to)
        .await?
        .ok_or_else(|| Error::internal("a case for somebody who is gone"))?;
    let (item, from) = (row.item(), row.agent_id.map(PersonId));
    let mut change: entity::ActiveModel = row.into();
    change.agent_id = Set(Some(to.id.0));
    change.team = Set(to.team.clone());
    change.queued_at = Set(None);
    change.given_back_by = Set(None);
    change.updated_at = Set(tx.now());
    change.update(tx.conn()).await?;
    commands::changed(tx, item);
    let fact = Fact::Assigned { from, agent: to.id, team: to.team.as_deref() };
    facts::record(tx, why.actor, item, fact, why.cause).await?;
    end_standing(tx, item).await?;
    assignment_entity::Entity::insert(assignment_entity::ActiveModel {
        item_kind: Set(item.kind),
        item_id: Set(item.id),
        agent_id: Set(to.id.0),
        decided_by: Set(why.by.map(|by| by.0)),
        candidates: Set(serde_json::to_value(&decision.candidates).map_err(Error::internal)?),
        reasons: Set(serde_json::to_value(&decision.reasons).map_err(Error::internal)?),
        since: Set(tx.now()),
        until: Set(None),
        ..Default::default()
    })
    .exec_without_returning(tx.conn())
    .await?;
    people::staff::note_assigned(tx, to.id).await?;
    app.react(tx, why.actor, Happened::Assigned { item, from, to: Some(to) }).await
}

/// Puts a case back into the queue, at the place of its age. `given_back_by` is not asked again.
pub(super) async fn queue_again(
    tx: &mut Tx,
    app: &App,
    row: entity::Model,
    given_back_by: Option<PersonId>,
    why: Why<'_>,
) -> Result<()> {
    let (item, from) = (row.item(), row.agent_id.map(PersonId));
    let created_at = row.created_at;
    let mut change: entity::ActiveModel = row.into();
    change.agent_id = Set(None);
    change.team = Set(None);
    change.queued_at = Set(Some(created_at));
    change.given_back_by = Set(given_back_by.map(|by| by.0));
    change.updated_at = Set(tx.now());
    change.update(tx.conn()).await?;
    commands::changed(tx, item);
    facts::record(tx, why.actor, item, Fact::Queued { from }, why.cause).await?;
    end_standing(tx, item).await?;
    app.react(tx, why.actor, Happened::Assigned { item, from, to: None }).await
}

/// Ends the decision that stood.
async fn end_standing(tx: &Tx, item: Item) -> Result<()> {
    assignment_entity::Entity::update_many()
        .col_expr(assignment_entity::Column::Until, Expr::value(Some(tx.now())))
        .filter(assignment_entity::Column::ItemKind.eq(item.kind))
        .filter(assignment_entity::Column::ItemId.eq(item.id))
        .filter(assignment_entity::Column::Until.is_null())
        .exec(tx.conn())
        .await?;
    Ok(())
}
