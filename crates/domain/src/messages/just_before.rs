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
use liaison_masking::{Asked, Earlier, Kind, Policy, Trace, asks_for, mask, mask_after, mask_parts};
use liaison_protocol::{
    ids::{ConversationId, PersonId},
    message::{Change, ChangeKind, Message},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{change, entity, new_entry::NewEntry};
use crate::{
    actor::Identity,
    app::App,
    conversations::{card::Card, entity as conversations},
    db::Tx,
    error::{Error, Result},
    event::{Event, MessageEvent},
};

/// Messages before that count at most: a card number digit by digit, and what the other side says meanwhile.
const MESSAGES: usize = 24;
/// Entries that are read for them.
const ENTRIES: i64 = 64;
/// Messages of somebody else whose question may still be open.
const QUESTIONS: usize = 12;
/// How long a question stays open and a number may take.
const WITHIN: TimeDelta = TimeDelta::minutes(10);
/// Bytes of a text that are kept in memory: its end.
const KEPT_BYTES: usize = 600;
/// Conversations kept in memory at most, about 5 KB each.
const KEPT: usize = 3_000;

/// A message that was said before.
pub(super) struct Said {
    pub(super) id: Uuid,
    author: Option<i64>,
    at: DateTime<Utc>,
    pub(super) text: String,
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

/// The message that comes next.
pub(super) struct Saying<'a> {
    id: Uuid,
    author: Option<i64>,
    at: DateTime<Utc>,
    text: &'a str,
}

impl<'a> Saying<'a> {
    pub(super) fn of(entry: &'a NewEntry, at: DateTime<Utc>) -> Self {
        Self { id: entry.id, author: entry.author_id, at, text: &entry.text }
    }
}

impl<'a> From<&'a Message> for Saying<'a> {
    fn from(message: &'a Message) -> Self {
        let author = message.sender.id.map(|person| person.0);
        Self { id: message.id.0, author, at: message.created_at, text: &message.text }
    }
}

/// What a text, masked by itself, leaves to be judged; nothing when nothing before it can matter.
pub(super) fn trace(text: &str) -> Option<Trace> {
    Some(Trace::of(text)).filter(Trace::depends)
}

impl JustBefore {
    /// Reads it up to a position, or up to the last one.
    pub(super) async fn load(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Self> {
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
    pub(super) fn push(&mut self, message: Saying<'_>, trace: Option<Trace>) {
        self.last_seq += 1;
        if self.said.len() >= MESSAGES {
            self.said.pop_front();
        }
        self.said.push_back(Arc::new(Said {
            id: message.id,
            author: message.author,
            at: message.at,
            text: end_of(message.text).to_owned(),
            trace: trace.map_or_else(OnceLock::new, OnceLock::from),
        }));
    }

    fn change(&mut self, change: &Change) {
        self.last_seq += 1;
        for said in self.said.iter_mut().filter(|said| said.id == change.message_id.0) {
            let Said { id, author, at, .. } = **said;
            // A question that is deleted was read all the same.
            let (text, trace) = match change.change {
                ChangeKind::Deletion => ("", OnceLock::from(Trace::asking(said.trace().asks()))),
                ChangeKind::Edit => (end_of(&change.text), OnceLock::new()),
            };
            *said = Arc::new(Said { id, author, at, text: text.to_owned(), trace });
        }
    }

    /// Masks a text in view of this.
    pub(super) fn judge(&self, policy: &Policy, heard: &Heard<'_>) -> Judged {
        let recent = self.recent(heard.at);
        let question = Question::open(&recent, heard.author);
        let text = answer(policy, question.asked, heard.text);
        let trace = if text == heard.text { heard.trace } else { Trace::of(&text) };
        let (own, earlier) = own(&recent, heard.author, &question);
        let joined = mask_after(&earlier, &text, trace, policy, question.asked);
        let ids = joined.earlier.into_iter().filter_map(|(place, text)| Some((own.get(place)?.id, text)));
        Judged { earlier: ids.collect(), text: joined.text }
    }

    pub(super) fn recent(&self, now: DateTime<Utc>) -> Vec<&Said> {
        self.said.iter().map(Arc::as_ref).filter(|said| said.at + WITHIN >= now).collect()
    }
}

/// What the author wrote before, as far as it can matter.
pub(super) fn own<'a>(
    recent: &[&'a Said],
    author: Option<i64>,
    question: &Question,
) -> (Vec<&'a Said>, Vec<Earlier<'a>>) {
    let of_author = recent.iter().enumerate().filter(|(_, said)| said.author == author);
    let earlier = of_author.map(|(place, said)| {
        let trace = said.trace();
        let is_answer = question.first.is_some_and(|first| place > first);
        let is_uninterrupted = question.last_word.is_none_or(|last| place > last);
        (*said, Earlier { text: &said.text, trace, is_answer, is_uninterrupted })
    });
    earlier.unzip()
}

/// A text as the answer to what others asked for.
fn answer(policy: &Policy, asked: Asked, text: &str) -> String {
    if asked.is_empty() { text.to_owned() } else { mask(text, policy, asked).into_text() }
}

/// What others have asked an author for.
pub(super) struct Question {
    pub(super) asked: Asked,
    /// The place of the first message that asked.
    pub(super) first: Option<usize>,
    /// The place of the last message of others.
    last_word: Option<usize>,
}

impl Question {
    pub(super) fn open(recent: &[&Said], author: Option<i64>) -> Self {
        let mut question = Self { asked: Asked::NOTHING, first: None, last_word: None };
        let others = recent.iter().enumerate().rev();
        let others =
            others.filter(|(_, said)| said.author.is_some() && said.author != author).take(QUESTIONS);
        for (place, said) in others {
            let asks = said.trace().asks();
            let asks = if question.last_word.is_some() { asks.earlier() } else { asks };
            question.last_word = question.last_word.or(Some(place));
            if !asks.is_empty() {
                question.asked = question.asked.and(asks);
                question.first = Some(place);
            }
        }
        question
    }
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
    let asked = Question::open(&others, message.author_id).asked;
    let judged = together(policy, &before, &answer(policy, asked, &text), &after);
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
        .filter(entity::Column::Kind.is_in([entity::EntryKind::Message, entity::EntryKind::Deletion]))
        .filter(entity::Column::DeletedAt.is_null())
        .order_by_asc(entity::Column::Seq)
        .all(conn)
        .await?;
    let said = |row: entity::Model| {
        let deleted = (row.kind == entity::EntryKind::Deletion)
            .then(|| row.action_data.as_ref().and_then(what_it_asked));
        let trace = match deleted {
            None => OnceLock::new(),
            Some(asked) => OnceLock::from(Trace::asking(asked?)),
        };
        Some(Said { id: row.id, author: row.author_id, at: row.created_at, text: row.text, trace })
    };
    Ok(rows.into_iter().filter_map(said).collect())
}

/// What the entry that deletes a question keeps of it: an answer may come all the same.
pub(super) fn what_is_left(text: &str) -> Option<Value> {
    let asked = asks_for(text);
    let names: Vec<&str> = asked.kinds().map(Kind::name).collect();
    (!names.is_empty()).then(|| json!({ ASKED: names }))
}

fn what_it_asked(kept: &Value) -> Option<Asked> {
    let names = kept.get(ASKED)?.as_array()?;
    Some(names.iter().filter_map(|name| name.as_str()?.parse::<Kind>().ok()).collect())
}

const ASKED: &str = "asked";

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
            Event::Message(MessageEvent::Posted(message)) => self.stored(message, None),
            Event::Message(MessageEvent::Changed(change)) => {
                self.at(change.conversation_id, change.seq, |before| before.change(change));
            }
            _ => {}
        }
    }

    pub(super) fn stored(&self, message: &Message, trace: Option<Trace>) {
        self.at(message.conversation_id, message.seq, |before| before.push(Saying::from(message), trace));
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
