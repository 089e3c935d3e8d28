//! Following the log.
//!
//! What this node hears of is remembered ([`super::Behind`]) and followed in small steps. A step reads entries behind
//! the position of the index, then writes words and positions in one transaction: a step that fails, or that another
//! node made first, is made again from where the index then stands. Steps are rare while much is said, so that storing
//! messages stays as quick.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use liaison_protocol::file::Attachment;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait as _, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, Func, OnConflict, Query, SimpleExpr},
};
use tokio::time::Instant;
use uuid::Uuid;

use super::{entity, position_entity, words::words};
use crate::{
    app::App,
    db::Tx,
    error::{Error, Result},
    messages::{self, entity as entries},
};

/// Conversations of one step at most.
const CONVERSATIONS: usize = 64;
/// Entries of one step at most. SQLite's writer waits for it.
const ENTRIES: u64 = 256;
/// Conversations that the database is asked for at once.
const ASKED: u64 = 1_000;
/// How long news wait for more of them.
const GATHER: Duration = Duration::from_millis(200);
/// After a step the index rests this many times as long as the step took: a fiftieth of the time is its own.
const REST: u32 = 49;
/// How long it rests after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often the database is asked for what nobody told of: news that were lost, and nodes that ended before the index
/// had followed them.
const CHECK: Duration = Duration::from_secs(600);

/// Follows the log for ever. One task of a node does it.
pub async fn follow(app: App) {
    let mut check = tokio::time::interval(CHECK);
    loop {
        tokio::select! {
            () = app.behind().news.notified() => tokio::time::sleep(GATHER).await,
            _ = check.tick() => app.behind().doubt(),
        }
        while !app.behind().is_nothing() {
            let start = Instant::now();
            match step(&app).await {
                Ok(()) => tokio::time::sleep(start.elapsed() * REST).await,
                Err(error) => {
                    tracing::warn!(event = "search_index_failed", cause = error.cause());
                    tokio::time::sleep(AFTER_FAILURE).await;
                }
            }
        }
    }
}

/// Follows at once what this node knows of, for as long as somebody waits. True when nothing is left.
pub(super) async fn catch_up(app: &App, limit: Duration) -> bool {
    let all = async {
        while !app.behind().is_nothing() {
            if let Err(error) = step(app).await {
                tracing::debug!(event = "search_index_behind", cause = error.cause());
                return false;
            }
        }
        true
    };
    tokio::time::timeout(limit, all).await.unwrap_or(false)
}

/// One step.
async fn step(app: &App) -> Result<()> {
    let behind = app.behind();
    let _alone = behind.at_work.lock().await;
    if let Some(doubts) = behind.doubts() {
        ask(app, doubts).await?;
    }
    let tasks = behind.some(CONVERSATIONS);
    if tasks.is_empty() {
        return Ok(());
    }
    let conversations: Vec<Uuid> = tasks.iter().map(|task| task.conversation).collect();
    let before = positions(app, &conversations).await?;
    let rows = unread(app, &conversations, &before).await?;
    let is_all = (rows.len() as u64) < ENTRIES;
    let after: BTreeMap<Uuid, i64> = rows.iter().map(|row| (row.conversation_id, row.seq)).collect();
    // Another node may have been faster: then this one looks again.
    if !rows.is_empty() && !write(app, Changes::of(app, rows).await?, &before, &after).await? {
        return Ok(());
    }
    for task in tasks {
        let reached = after.get(&task.conversation).or_else(|| before.get(&task.conversation));
        behind.followed(task, reached.copied().unwrap_or_default(), is_all);
    }
    Ok(())
}

/// Asks the database which conversations have entries that the index has not.
async fn ask(app: &App, doubts: u64) -> Result<()> {
    use position_entity::{Column as Indexed, Entity as Index};

    use crate::conversations::entity::{Column, Entity};

    let position = Entity::belongs_to(Index).from(Column::Id).to(Indexed::ConversationId).into();
    let indexed = Func::coalesce([Expr::col((Index, Indexed::Seq)), Expr::value(0)]);
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::LastSeq])
        .join(JoinType::LeftJoin, position)
        .filter(Expr::col((Entity, Column::LastSeq)).gt(indexed))
        .limit(ASKED)
        .into_tuple()
        .all(app.db().read())
        .await?;
    let is_all = (rows.len() as u64) < ASKED;
    app.behind().learn(&rows, is_all.then_some(doubts));
    Ok(())
}

/// Where the index stands in these conversations.
async fn positions(app: &App, conversations: &[Uuid]) -> Result<BTreeMap<Uuid, i64>> {
    let rows = position_entity::Entity::find()
        .filter(position_entity::Column::ConversationId.is_in(conversations.iter().copied()))
        .all(app.db().read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.conversation_id, row.seq)).collect())
}

/// The next entries of these conversations, each conversation's in its order. Texts are read with them, so they are at
/// least as new.
async fn unread(
    app: &App,
    conversations: &[Uuid],
    positions: &BTreeMap<Uuid, i64>,
) -> Result<Vec<entries::Model>> {
    let next = conversations.iter().fold(Condition::any(), |any, conversation| {
        let position = positions.get(conversation).copied().unwrap_or_default();
        any.add(
            Condition::all()
                .add(entries::Column::ConversationId.eq(*conversation))
                .add(entries::Column::Seq.between(position + 1, position + ENTRIES.cast_signed())),
        )
    });
    Ok(entries::Entity::find()
        .filter(next)
        .order_by_asc(entries::Column::ConversationId)
        .order_by_asc(entries::Column::Seq)
        .limit(ENTRIES)
        .all(app.db().read())
        .await?)
}

/// What a step changes.
struct Changes {
    /// Messages that were in the index, if they had words.
    changed: Vec<(Uuid, i64)>,
    /// Messages to be found.
    found: Vec<Found>,
}

struct Found {
    key: i64,
    conversation: Uuid,
    seq: i64,
    words: String,
}

impl Changes {
    async fn of(app: &App, rows: Vec<entries::Model>) -> Result<Self> {
        let new: HashSet<Uuid> =
            rows.iter().filter(|row| row.target_id.is_none()).map(|row| row.id).collect();
        let older = rows.iter().filter_map(|row| row.target_id).filter(|target| !new.contains(target));
        let older = messages::queries::rows_of(app.db().read(), older).await?;
        let changed = older.iter().map(|row| (row.conversation_id, row.seq)).collect();
        let rows: Vec<_> = rows.into_iter().filter(|row| row.target_id.is_none()).chain(older).collect();
        // Not on a thread that serves connections: a long text takes its time.
        let found = tokio::task::spawn_blocking(move || rows.iter().filter_map(Found::of).collect());
        Ok(Self { changed, found: found.await.map_err(Error::internal)? })
    }
}

impl Found {
    /// What is to be found of a message: nothing of those that the server wrote, or that were deleted.
    fn of(row: &entries::Model) -> Option<Self> {
        if row.author_id.is_none() || row.deleted_at.is_some() {
            return None;
        }
        let text = text_of(row);
        let mut seen = HashSet::new();
        let words: Vec<_> = words(&text)
            .into_iter()
            .map(|word| word.folded)
            .filter(|word| seen.insert(word.clone()))
            .collect();
        (!words.is_empty()).then(|| Self {
            key: key_of(row.id),
            conversation: row.conversation_id,
            seq: row.seq,
            words: words.join(" "),
        })
    }
}

/// What can be found of a message: its text and the names of its files.
pub(super) fn text_of(row: &entries::Model) -> String {
    let files: Vec<Attachment> =
        row.attachments.clone().and_then(|files| serde_json::from_value(files).ok()).unwrap_or_default();
    let names = files.into_iter().map(|file| file.name);
    [row.text.clone()].into_iter().filter(|text| !text.is_empty()).chain(names).collect::<Vec<_>>().join("\n")
}

/// A number that grows with the time in a UUIDv7: its 48 bits of milliseconds, and 15 of the random ones.
fn key_of(id: Uuid) -> i64 {
    let bits = id.as_u128();
    let (millis, random) = (bits >> 80, bits & 0x7fff);
    i64::try_from(millis << 15 | random).unwrap_or(i64::MAX)
}

/// Writes a step; false when another node has been there.
async fn write(
    app: &App,
    changes: Changes,
    before: &BTreeMap<Uuid, i64>,
    after: &BTreeMap<Uuid, i64>,
) -> Result<bool> {
    let tx = app.begin().await?;
    if !move_on(&tx, before, after).await? {
        return Ok(false);
    }
    forget(&tx, &changes.changed).await?;
    remember(&tx, changes.found).await?;
    tx.commit().await?;
    Ok(true)
}

/// Moves the index on, if it still stands where it did. Until the transaction ends, other nodes that are at the same
/// conversations wait: all take them in the order of their ids.
async fn move_on(tx: &Tx, before: &BTreeMap<Uuid, i64>, after: &BTreeMap<Uuid, i64>) -> Result<bool> {
    use position_entity::{ActiveModel, Column, Entity};

    let row = |conversation: &Uuid, seq: i64| ActiveModel {
        conversation_id: sea_orm::Set(*conversation),
        seq: sea_orm::Set(seq),
    };
    let conflict = || OnConflict::column(Column::ConversationId);
    let new: Vec<_> = after.keys().filter(|id| !before.contains_key(id)).map(|id| row(id, 0)).collect();
    if !new.is_empty() {
        let unless_there = conflict().do_nothing().to_owned();
        Entity::insert_many(new).on_conflict(unless_there).exec_without_returning(tx.conn()).await?;
    }
    let query = Entity::find()
        .filter(Column::ConversationId.is_in(after.keys().copied()))
        .order_by_asc(Column::ConversationId);
    let query = match tx.conn().get_database_backend() {
        DbBackend::Postgres => query.lock_exclusive(),
        _ => query,
    };
    let stands = |row: &position_entity::Model| {
        row.seq == before.get(&row.conversation_id).copied().unwrap_or_default()
    };
    if !query.all(tx.conn()).await?.iter().all(stands) {
        return Ok(false);
    }
    let rows = after.iter().map(|(id, seq)| row(id, *seq));
    let again = conflict().update_column(Column::Seq).to_owned();
    Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx.conn()).await?;
    Ok(true)
}

/// Takes messages out of the index.
async fn forget(tx: &Tx, changed: &[(Uuid, i64)]) -> Result<()> {
    let places = changed.iter().copied();
    let columns = (entity::Column::ConversationId, entity::Column::Seq);
    let Some(these) = messages::queries::at_places(columns.0, columns.1, places) else { return Ok(()) };
    let rows = entity::Entity::find().filter(these).all(tx.conn()).await?;
    let ids: Vec<i64> = rows.into_iter().map(|row| row.id).collect();
    if tx.conn().get_database_backend() == DbBackend::Sqlite {
        let words = Query::delete()
            .from_table(Alias::new("search_words"))
            .and_where(Expr::col(Alias::new("rowid")).is_in(ids.iter().copied()))
            .to_owned();
        tx.conn().execute(&words).await?;
    }
    entity::Entity::delete_many().filter(entity::Column::Id.is_in(ids)).exec(tx.conn()).await?;
    Ok(())
}

/// Puts messages into the index.
async fn remember(tx: &Tx, mut messages: Vec<Found>) -> Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    find_free_keys(tx, &mut messages).await?;
    let is_postgres = tx.conn().get_database_backend() == DbBackend::Postgres;
    let (id, words) = (Alias::new("id"), Alias::new("words"));
    let mut entries = Query::insert();
    let place = [id, Alias::new("conversation_id"), Alias::new("seq")];
    entries.into_table(Alias::new("search_entries"));
    entries.columns(place.into_iter().chain(is_postgres.then(|| words.clone())));
    let mut index = Query::insert();
    index.into_table(Alias::new("search_words")).columns([Alias::new("rowid"), words]);
    for Found { key, conversation, seq, words } in messages {
        let mut values: Vec<SimpleExpr> = vec![key.into(), conversation.into(), seq.into()];
        if is_postgres {
            let list = Func::cust("string_to_array").args([Expr::value(words), Expr::value(" ")]);
            values.push(Func::cust("array_to_tsvector").arg(list).into());
        } else {
            index.values([key.into(), words.into()]).map_err(Error::internal)?;
        }
        entries.values(values).map_err(Error::internal)?;
    }
    tx.conn().execute(&entries).await?;
    if !is_postgres {
        tx.conn().execute(&index).await?;
    }
    Ok(())
}

/// Two messages of one millisecond may have the same key: the later one takes the next that is free, which has to be
/// asked for again.
async fn find_free_keys(tx: &Tx, messages: &mut [Found]) -> Result<()> {
    let mut taken = HashSet::new();
    loop {
        let mut given = taken.clone();
        for message in &mut *messages {
            while !given.insert(message.key) {
                message.key += 1;
            }
        }
        let keys = messages.iter().map(|message| message.key);
        let rows = entity::Entity::find().filter(entity::Column::Id.is_in(keys)).all(tx.conn()).await?;
        if rows.is_empty() {
            return Ok(());
        }
        taken.extend(rows.into_iter().map(|row| row.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Options;

    #[tokio::test]
    async fn messages_with_the_same_key_stand_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options::in_folder(folder.path())).await.unwrap();
        let message = |seq| Found { key: 5, conversation: Uuid::nil(), seq, words: "word".to_owned() };
        // Two that come together, then two that find their place and the next one taken.
        for step in [vec![message(1), message(2)], vec![message(3)], vec![message(4)]] {
            let tx = app.begin().await.unwrap();
            remember(&tx, step).await.unwrap();
            tx.commit().await.unwrap();
        }
        let rows =
            entity::Entity::find().order_by_asc(entity::Column::Id).all(app.db().read()).await.unwrap();
        let places: Vec<_> = rows.into_iter().map(|row| (row.id, row.seq)).collect();
        assert_eq!(places, [(5, 1), (6, 2), (7, 3), (8, 4)]);
    }
}
