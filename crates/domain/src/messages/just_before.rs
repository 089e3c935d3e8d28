//! What was said just before a message, as far as it makes a secret of what the message holds: a question of somebody
//! else ("What is your PIN?"), and pieces of a number from the same author.
//!
//! A node keeps it in memory for the conversations that need it. What it keeps may be old, which is safe: a message
//! that depends on it names the position it was read up to, and the database stores it only right behind that one.

use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, TimeDelta, Utc};
use dashmap::DashMap;
use liaison_masking::{Asked, Policy, Trace, mask, mask_parts};
use liaison_protocol::{
    ids::{ConversationId, PersonId},
    message::{Change, ChangeKind, Message},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{change, entity, view};
use crate::{
    actor::Identity,
    app::App,
    conversations::{card::Card, entity as conversations},
    db::Tx,
    error::{Error, Result},
    event::Event,
};

/// Messages before that count at most.
const MESSAGES: usize = 8;
/// Entries that are read for them.
const ENTRIES: i64 = 16;
/// Messages of somebody else whose question may still be open.
const QUESTIONS: usize = 3;
/// How long a question stays open and a number may take.
const WITHIN: TimeDelta = TimeDelta::minutes(10);
/// Bytes of a text that are kept in memory: its end.
const KEPT_BYTES: usize = 600;
/// Conversations kept in memory at most, about 2 KB each.
const KEPT: usize = 5_000;

/// A message that was said before.
struct Said {
    id: Uuid,
    author: Option<i64>,
    at: DateTime<Utc>,
    text: String,
    trace: OnceLock<Trace>,
}

impl Said {
    fn trace(&self) -> Trace {
        *self.trace.get_or_init(|| Trace::of(&self.text))
    }
}

/// What was said up to a position.
#[derive(Clone)]
pub(super) struct JustBefore {
    /// The position of the last entry.
    pub(super) last_seq: i64,
    said: VecDeque<Arc<Said>>,
}

/// A text in view of what was said before.
pub(super) struct Judged {
    pub(super) text: String,
    /// Messages of the same author that hold a piece of the same secret, and how they must read now.
    pub(super) earlier: Vec<(Uuid, String)>,
}

/// A message that is to be judged.
pub(super) struct Heard<'a> {
    pub(super) author: Option<i64>,
    pub(super) at: DateTime<Utc>,
    pub(super) text: &'a str,
    pub(super) trace: Trace,
}

/// What a text, masked by itself, leaves to be judged; nothing when nothing before it can matter.
pub(super) fn trace(text: &str) -> Option<Trace> {
    Some(Trace::of(text)).filter(Trace::depends)
}

impl JustBefore {
    /// Reads it up to a position, or up to the last one.
    async fn load(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Self> {
        // First the position: what is read afterwards holds everything up to it.
        let last_seq = conversations::Entity::find_by_id(id.0)
            .select_only()
            .column(conversations::Column::LastSeq)
            .into_tuple::<i64>()
            .one(conn)
            .await?
            .ok_or_else(Error::not_found)?;
        let said = messages(conn, id, last_seq - ENTRIES + 1, last_seq).await?;
        Ok(Self { last_seq, said: said.into_iter().rev().take(MESSAGES).rev().map(Arc::new).collect() })
    }

    /// Adds the message that comes next, with its trace where that is known.
    pub(super) fn push(&mut self, message: &Message, trace: Option<Trace>) {
        self.last_seq += 1;
        if self.said.len() >= MESSAGES {
            self.said.pop_front();
        }
        self.said.push_back(Arc::new(Said {
            id: message.id.0,
            author: message.sender.id.map(|person| person.0),
            at: message.created_at,
            text: end_of(&message.text).to_owned(),
            trace: trace.map_or_else(OnceLock::new, OnceLock::from),
        }));
    }

    fn change(&mut self, change: &Change) {
        self.last_seq += 1;
        let text = if change.change == ChangeKind::Deletion { "" } else { end_of(&change.text) };
        for said in self.said.iter_mut().filter(|said| said.id == change.message_id.0) {
            let Said { id, author, at, .. } = **said;
            *said = Arc::new(Said { id, author, at, text: text.to_owned(), trace: OnceLock::new() });
        }
    }

    /// Masks a text in view of this.
    pub(super) fn judge(&self, policy: &Policy, heard: &Heard<'_>) -> Judged {
        let recent: Vec<&Said> =
            self.said.iter().map(Arc::as_ref).filter(|said| said.at + WITHIN >= heard.at).collect();
        let (mut own, others): (Vec<&Said>, Vec<&Said>) =
            recent.into_iter().partition(|said| said.author == heard.author);
        // What was said between two pieces does not part them.
        own.retain(|said| said.trace().is_piece());
        let text = answer(policy, &others, heard.text);
        let traces: Vec<Trace> = own.iter().map(|said| said.trace()).collect();
        if !heard.trace.joins(&traces) {
            return Judged { text, earlier: Vec::new() };
        }
        together(policy, &own, &text, &[])
    }
}

/// A text as the answer to what others asked for.
fn answer(policy: &Policy, others: &[&Said], text: &str) -> String {
    let asked = asked_by(others);
    if asked.is_empty() { text.to_owned() } else { mask(text, policy, asked).into_text() }
}

fn asked_by(others: &[&Said]) -> Asked {
    let questions = others.iter().rev().filter(|said| said.author.is_some()).take(QUESTIONS);
    questions.map(|said| said.trace().asks()).fold(Asked::NOTHING, Asked::and)
}

/// What others have just asked the author for, inside a transaction that has locked the conversation.
pub(crate) async fn asked(tx: &Tx, id: ConversationId, author: PersonId) -> Result<Asked> {
    let before = JustBefore::load(tx.conn(), id).await?;
    let is_open = |said: &&Said| said.author != Some(author.0) && said.at + WITHIN >= tx.now();
    Ok(asked_by(&before.said.iter().map(Arc::as_ref).filter(is_open).collect::<Vec<_>>()))
}

/// A text as one with what the same author said before and after it.
fn together(policy: &Policy, before: &[&Said], text: &str, after: &[&Said]) -> Judged {
    let texts = |said: &[&Said]| said.iter().map(|said| said.text.clone()).collect::<Vec<_>>();
    let all = [texts(before), vec![text.to_owned()], texts(after)].concat();
    let parts: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut masked = mask_parts(&parts, policy, Asked::NOTHING);
    if before.len() >= masked.len() {
        return Judged { text: String::new(), earlier: Vec::new() };
    }
    let own = masked.remove(before.len());
    let earlier = before.iter().chain(after).zip(masked).filter(|(_, masked)| masked.is_changed());
    Judged {
        text: own.into_text(),
        earlier: earlier.map(|(said, masked)| (said.id, masked.into_text())).collect(),
    }
}

/// A text that its author may send later, in view of what was said so far.
pub(crate) async fn in_view(
    conn: &impl ConnectionTrait,
    app: &App,
    id: ConversationId,
    author: PersonId,
    text: String,
) -> Result<String> {
    let Some(trace) = trace(&text) else { return Ok(text) };
    let before = JustBefore::load(conn, id).await?;
    let heard = Heard { author: Some(author.0), at: app.now(), text: &text, trace };
    Ok(before.judge(&app.settings().get().policy, &heard).text)
}

/// Masks a text in view of what was said before, inside a transaction that has locked the conversation. Pieces of the
/// same secret that the author sent before are masked too, as changes of the log.
pub(super) async fn settle(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    text: String,
) -> Result<String> {
    let Some(trace) = trace(&text) else { return Ok(text) };
    let before = JustBefore::load(tx.conn(), card.id).await?;
    let heard = Heard { author: Some(identity.id.0), at: tx.now(), text: &text, trace };
    let judged = before.judge(&app.settings().get().policy, &heard);
    for (id, text) in judged.earlier {
        change::redact(tx, app, card, identity, id, text).await?;
    }
    Ok(judged.text)
}

/// The same for a new text of an earlier message, in view of what was said before and after it.
pub(super) async fn settle_edit(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    message: &entity::Model,
    text: String,
) -> Result<String> {
    if trace(&text).is_none() {
        return Ok(text);
    }
    let all = messages(tx.conn(), card.id, message.seq - ENTRIES, message.seq + ENTRIES).await?;
    let place = all.iter().position(|said| said.id == message.id).unwrap_or(all.len());
    let is_near = |said: &&Said| said.id != message.id && (said.at - message.created_at).abs() <= WITHIN;
    let (before, after) = all.split_at(place);
    let (mut before, others): (Vec<&Said>, Vec<&Said>) =
        before.iter().filter(is_near).partition(|said| said.author == message.author_id);
    let after: Vec<&Said> = after
        .iter()
        .filter(is_near)
        .filter(|said| said.author == message.author_id && said.trace().is_piece())
        .collect();
    before.retain(|said| said.trace().is_piece());
    let in_force = app.settings().get();
    let policy = &in_force.policy;
    let judged = together(policy, &before, &answer(policy, &others, &text), &after);
    for (id, text) in judged.earlier {
        change::redact(tx, app, card, identity, id, text).await?;
    }
    Ok(judged.text)
}

/// The messages between two positions, oldest first.
async fn messages(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    first: i64,
    last: i64,
) -> Result<Vec<Said>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ConversationId.eq(id.0))
        .filter(entity::Column::Seq.between(first, last))
        .filter(entity::Column::Kind.eq(view::MESSAGE))
        .filter(entity::Column::DeletedAt.is_null())
        .order_by_asc(entity::Column::Seq)
        .all(conn)
        .await?;
    let said = |row: entity::Model| Said {
        id: row.id,
        author: row.author_id,
        at: row.created_at,
        text: row.text,
        trace: OnceLock::new(),
    };
    Ok(rows.into_iter().map(said).collect())
}

/// The end of a text, where questions and pieces of numbers stand.
fn end_of(text: &str) -> &str {
    let start = text.len().saturating_sub(KEPT_BYTES);
    (start..=text.len()).find_map(|start| text.get(start..)).unwrap_or_default()
}

/// What a node keeps in memory.
#[derive(Default)]
pub(crate) struct Memory(DashMap<ConversationId, JustBefore>);

impl Memory {
    pub(super) fn get(&self, id: ConversationId) -> Option<JustBefore> {
        self.0.get(&id).map(|before| before.clone())
    }

    /// Reads what is not in memory.
    pub(super) async fn ensure(app: &App, id: ConversationId) -> Result<()> {
        let memory = app.memory();
        if memory.0.contains_key(&id) {
            return Ok(());
        }
        let before = JustBefore::load(app.db().read(), id).await?;
        // Starting over is rare and costs one read per conversation.
        if memory.0.len() >= KEPT {
            memory.0.clear();
        }
        memory.0.insert(id, before);
        Ok(())
    }

    /// Reads what turned out to be old.
    pub(super) async fn read_again(app: &App, id: ConversationId) -> Result<()> {
        app.memory().0.remove(&id);
        Self::ensure(app, id).await
    }

    /// What was stored, or what another node or another way of storing tells.
    pub(crate) fn hear(&self, event: &Event) {
        match event {
            Event::Posted(message) => self.stored(message, None),
            Event::Changed(change) => {
                self.at(change.conversation_id, change.seq, |before| before.change(change));
            }
            _ => {}
        }
    }

    pub(super) fn stored(&self, message: &Message, trace: Option<Trace>) {
        self.at(message.conversation_id, message.seq, |before| before.push(message, trace));
    }

    /// Takes in the entry that comes next; what comes later shows that something is missing.
    fn at(&self, id: ConversationId, seq: i64, take_in: impl FnOnce(&mut JustBefore)) {
        let Some(mut before) = self.0.get_mut(&id) else { return };
        if seq == before.last_seq + 1 {
            take_in(&mut before);
        } else if seq > before.last_seq {
            drop(before);
            self.0.remove(&id);
        }
    }
}
