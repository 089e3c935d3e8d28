//! Putting a ticket aside: until a time, and in any case until a party writes. Parties never learn of it.
//!
//! Whether a ticket is snoozed is a question to the log, so nothing is written when a message is stored. A job ends the
//! snooze at its time and tells the ticket's agent; where a party wrote before, [`end_what_is_over`] does so a little
//! later.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::TicketId,
    job::JobKind,
    ticket::{Snooze, Ticket, TicketStatus},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, SimpleExpr},
};
use serde_json::json;

use super::{access, entity, queries, snooze_entity as snoozes, status};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    conversations::waiting,
    db::Tx,
    error::{Error, Result},
    event::TicketEvent,
    facts::Item,
    jobs::{self, Job, SameKey},
    messages::{entity as entries, queries::heads_in},
    work,
};

/// The furthest day.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// Snoozes a ticket. Snoozing again replaces the time.
pub async fn snooze(app: &App, actor: &Actor, id: TicketId, command: Snooze) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    let (ticket, identity) = access::handled(&tx, actor, id).await?;
    if matches!(ticket.row.status.0, TicketStatus::Resolved | TicketStatus::Closed) {
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "a resolved or closed ticket cannot be snoozed",
        ));
    }
    if let Some(until) = command.until
        && (until <= tx.now() || until > tx.now() + LONGEST)
    {
        return Err(Error::invalid("until", "must be in the future and within a year"));
    }
    let [brand, creator] = ticket.row.channels();
    let heads = heads_in(tx.conn(), [brand, creator]).await?;
    let head_of = |id| heads.get(&id).copied().ok_or_else(|| Error::internal("a ticket without its channel"));
    snoozes::Entity::insert(snoozes::ActiveModel {
        ticket_id: Set(id.0),
        snoozed_until: Set(command.until),
        brand_seq: Set(head_of(brand)?),
        creator_seq: Set(head_of(creator)?),
        snoozed_by: Set(identity.id.0),
        created_at: Set(tx.now()),
    })
    .on_conflict(
        OnConflict::column(snoozes::Column::TicketId)
            .update_columns([
                snoozes::Column::SnoozedUntil,
                snoozes::Column::BrandSeq,
                snoozes::Column::CreatorSeq,
                snoozes::Column::SnoozedBy,
                snoozes::Column::CreatedAt,
            ])
            .to_owned(),
    )
    .exec_without_returning(tx.conn())
    .await?;
    work::commands::set_snoozed(&tx, Item::ticket(id.0), Some(command.until)).await?;
    jobs::cancel(&tx, JobKind::SnoozeEnds, &id.to_string()).await?;
    if let Some(until) = command.until {
        let args = json!({ "ticket": id });
        tx.schedule(Job::once(JobKind::SnoozeEnds, id, args, SameKey::Replace), until).await?;
    }
    status::announce_to_staff(&mut tx, &ticket)?;
    let details = json!({ "until": command.until });
    activity::record(
        &tx,
        actor,
        Act {
            action: ActivityAction::TicketSnoozed,
            subject: (ActivitySubject::Ticket, &id.to_string()),
            details,
        },
    )
    .await?;
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// Takes a ticket up again before its time. Again is no change.
pub async fn unsnooze(app: &App, actor: &Actor, id: TicketId) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    let (ticket, _) = access::handled(&tx, actor, id).await?;
    if end(&tx, ticket.row.id).await? {
        status::announce_to_staff(&mut tx, &ticket)?;
        let act = Act {
            action: ActivityAction::TicketUnsnoozed,
            subject: (ActivitySubject::Ticket, &id.to_string()),
            details: json!({}),
        };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// Ends a snooze inside a transaction; whether there was one.
pub(super) async fn end(tx: &Tx, ticket: i64) -> Result<bool> {
    jobs::cancel(tx, JobKind::SnoozeEnds, &ticket.to_string()).await?;
    remove(tx, ticket).await
}

async fn remove(tx: &Tx, ticket: i64) -> Result<bool> {
    work::commands::set_snoozed(tx, Item::ticket(ticket), None).await?;
    Ok(snoozes::Entity::delete_by_id(ticket).exec(tx.conn()).await?.rows_affected > 0)
}

/// Whether a ticket is snoozed at that time, for queries that start from tickets. The tickets that are snoozed are
/// found once, not looked for at each ticket: they are few.
pub(super) fn is_on(now: DateTime<Utc>) -> SimpleExpr {
    let aside = Alias::new("aside");
    let heard = |channel: entity::Column, since: snoozes::Column| {
        let said = entries::Entity::find()
            .select_only()
            .expr(Expr::val(1))
            .filter(
                Expr::col((entries::Entity, entries::Column::ConversationId))
                    .equals((Alias::new("aside"), channel)),
            )
            .filter(
                Expr::col((entries::Entity, entries::Column::Seq)).gt(Expr::col((snoozes::Entity, since))),
            )
            .filter(entries::Column::Kind.eq(entries::EntryKind::Message))
            .filter(entries::Column::AuthorRole.is_in(waiting::PARTIES.map(|side| side.as_str())))
            .into_query();
        Expr::exists(said)
    };
    let mut put_aside = snoozes::Entity::find()
        .select_only()
        .column(snoozes::Column::TicketId)
        .filter(
            Condition::any()
                .add(snoozes::Column::SnoozedUntil.is_null())
                .add(snoozes::Column::SnoozedUntil.gt(now)),
        )
        .filter(heard(entity::Column::BrandConversation, snoozes::Column::BrandSeq).not())
        .filter(heard(entity::Column::CreatorConversation, snoozes::Column::CreatorSeq).not())
        .into_query();
    put_aside.join_as(
        JoinType::InnerJoin,
        entity::Entity,
        aside.clone(),
        Expr::col((aside, entity::Column::Id)).equals((snoozes::Entity, snoozes::Column::TicketId)),
    );
    Expr::col((entity::Entity, entity::Column::Id)).in_subquery(put_aside)
}

/// The snoozes of those of these tickets that are snoozed at that time.
pub(super) async fn of_tickets(
    conn: &impl ConnectionTrait,
    tickets: &[i64],
    now: DateTime<Utc>,
) -> Result<HashMap<i64, snoozes::Model>> {
    let rows = snoozes::Entity::find()
        .filter(snoozes::Column::TicketId.is_in(tickets.iter().copied()))
        .all(conn)
        .await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let on: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::Id.is_in(rows.iter().map(|row| row.ticket_id)))
        .filter(is_on(now))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter(|row| on.contains(&row.ticket_id)).map(|row| (row.ticket_id, row)).collect())
}

/// Ends the snoozes of tickets in which a party wrote, each once, whichever node is the first. Those with a time are
/// ended by a job.
pub async fn end_what_is_over(app: &App) -> Result<()> {
    // Those whose time has come are left to their jobs.
    let has_time = Condition::any()
        .add(snoozes::Column::SnoozedUntil.is_null())
        .add(snoozes::Column::SnoozedUntil.gt(app.now()));
    let put_aside =
        snoozes::Entity::find().select_only().column(snoozes::Column::TicketId).filter(has_time).into_query();
    let over: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::Id.in_subquery(put_aside))
        .filter(is_on(app.now()).not())
        .into_tuple()
        .all(app.db().read())
        .await?;
    for id in over {
        let mut tx = app.begin().await?;
        end_if_over(&mut tx, app, TicketId(id)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends the snooze of a ticket and tells of it, inside a transaction, if it is over by now.
pub(crate) async fn end_if_over(tx: &mut Tx, app: &App, id: TicketId) -> Result<()> {
    let ticket = match access::locked(tx, &Actor::System, access::Which::Ticket(id)).await {
        Ok(ticket) => ticket,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    // It may have been snoozed anew since.
    let is_on = of_tickets(tx.conn(), &[id.0], app.now()).await?.contains_key(&id.0);
    if is_on || !remove(tx, id.0).await? {
        return Ok(());
    }
    status::announce_to_staff(tx, &ticket)?;
    tx.emit(TicketEvent::SnoozeOver { ticket: id }, access::of_snooze(ticket.handler.person));
    Ok(())
}
