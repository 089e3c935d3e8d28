//! Bringing rows of cases up to what the log says: whose turn it is, and where the newest words are.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use liaison_protocol::side::Side;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    Item,
    entity::{Column, Entity, Model},
    list,
    news::Changed,
    turn_key,
};
use crate::{
    app::App,
    conversations::standing::{self, Standing},
    error::Result,
    facts,
    messages::queries::rows_at,
};

/// What the log says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    side: Option<String>,
    waiting_since: Option<DateTime<Utc>>,
    last: Option<(Uuid, i64)>,
    last_at: DateTime<Utc>,
    followed: i64,
}

impl Told {
    fn known(row: &Model) -> Self {
        Self {
            side: row.waiting_side.clone(),
            waiting_since: row.waiting_since,
            last: row.last(),
            last_at: row.last_at,
            followed: row.followed,
        }
    }

    /// Of the conversations of a case. `said_at` tells when words were said.
    fn of(row: &Model, standings: &[&Standing], said_at: &HashMap<(Uuid, i64), DateTime<Utc>>) -> Self {
        let with_parties = || standings.iter().filter(|standing| !standing.is_internal());
        let words = |standing: &&&Standing| {
            let place = (standing.id, standing.words_at?);
            Some((*said_at.get(&place)?, place))
        };
        let last = with_parties()
            .filter_map(|standing| Some((words(&standing)?, standing.side())))
            .max_by_key(|(words, _)| *words);
        let waiting = with_parties()
            .filter_map(|standing| Some((standing.waiting_since?, standing.side())))
            .min_by_key(|(since, _)| *since);
        let side = waiting.map_or_else(|| last.and_then(|(_, side)| side), |(_, side)| side);
        Self {
            side: side.map(|side: Side| side.as_str().to_owned()),
            waiting_since: waiting.map(|(since, _)| since),
            last: last.map(|((_, place), _)| place),
            last_at: last.map_or(row.created_at, |((at, _), _)| at),
            followed: standings.iter().map(|standing| standing.last_seq).sum(),
        }
    }
}

/// Cases of one transaction at most. SQLite's writer waits for it.
const CASES: usize = 64;

/// Brings up to date the case of everything that this node has heard of. After it, rows say at least what the log said
/// when it was called.
pub(crate) async fn with_news(app: &App) -> Result<()> {
    let _turn = app.case_news().turn.lock().await;
    let caught_up = with(app, app.case_news().take(app.bus_status())).await;
    if caught_up.is_err() {
        app.case_news().doubt();
    }
    caught_up
}

async fn with(app: &App, changed: Changed) -> Result<()> {
    let Changed { conversations, items, is_incomplete } = changed;
    let conversations: Vec<_> = conversations.into_iter().collect();
    let mut items: BTreeSet<Item> = items.into_iter().collect();
    for some in conversations.chunks(1_000) {
        items.extend(standing::cases_of(app.db().read(), some).await?);
    }
    let ordered: Vec<Item> = items.iter().copied().collect();
    for some in ordered.chunks(CASES) {
        catch_up(app, some).await?;
    }
    if is_incomplete {
        with_all(app).await?;
    }
    app.case_news().is_caught_up(items, is_incomplete);
    Ok(())
}

/// Brings up to date whatever is behind the log.
async fn with_all(app: &App) -> Result<()> {
    let mut before = Vec::new();
    loop {
        let items = list::behind_the_log(app.db().read(), CASES as i64).await?;
        // What stays behind however often it is looked at is not looked at for ever.
        if items.is_empty() || items == before {
            return Ok(());
        }
        catch_up(app, &items).await?;
        before = items;
    }
}

/// Brings these cases up to date. Of several nodes that do so, whoever knows more of the log is right.
async fn catch_up(app: &App, items: &[Item]) -> Result<()> {
    let read = app.db().read();
    let mut changes = Vec::new();
    for (kind, ids) in facts::by_kind(items) {
        let standings = standing::of(read, kind, &ids).await?;
        let places =
            standings.iter().filter(|one| !one.is_internal()).filter_map(|one| Some((one.id, one.words_at?)));
        let said = rows_at(read, places).await?;
        let said_at = said.into_iter().map(|row| ((row.conversation_id, row.seq), row.created_at)).collect();
        let items: Vec<Item> = ids.iter().map(|id| Item { kind, id: *id }).collect();
        for row in list::rows(read, &items).await? {
            let of_row: Vec<&Standing> =
                standings.iter().filter(|one| one.subject_id == row.item_id).collect();
            let told = Told::of(&row, &of_row, &said_at);
            if told != Told::known(&row) && told.followed >= row.followed {
                changes.push((row.item(), told));
            }
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    // In one order, so that two nodes never wait for each other.
    changes.sort_by_key(|(item, _)| *item);
    let tx = app.begin().await?;
    for (item, told) in changes {
        let micros = |time: DateTime<Utc>| time.timestamp_micros();
        let key = turn_key(told.waiting_since.map(micros), micros(told.last_at));
        Entity::update_many()
            .col_expr(Column::WaitingSide, Expr::value(told.side))
            .col_expr(Column::WaitingSince, Expr::value(told.waiting_since))
            .col_expr(Column::TurnKey, Expr::value(key))
            .col_expr(Column::LastConversation, Expr::value(told.last.map(|(conversation, _)| conversation)))
            .col_expr(Column::LastSeq, Expr::value(told.last.map(|(_, seq)| seq)))
            .col_expr(Column::LastAt, Expr::value(told.last_at))
            .col_expr(Column::Followed, Expr::value(told.followed))
            .filter(Column::ItemKind.eq(item.kind))
            .filter(Column::ItemId.eq(item.id))
            .filter(Column::Followed.lte(told.followed))
            .exec(tx.conn())
            .await?;
    }
    tx.commit().await
}
