//! Messages of a batch that must be judged by what was said just before them: in memory, or each in a transaction of
//! its own when that is not enough.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use liaison_masking::Trace;
use liaison_protocol::{ids::ConversationId, message::Message};

use super::{
    just_before::{self, Heard, JustBefore, Saying},
    membership,
    new_entry::NewEntry,
    post::{self, PostMessage},
    writer::Queued,
};
use crate::{
    app::App,
    conversations::{access, card::Card, commands},
    error::Result,
};

/// A batch that may be stored as one, and what must be stored alone and after it.
pub(super) struct Sorted {
    pub(super) together: Vec<Queued>,
    pub(super) alone: Vec<Queued>,
}

/// Judges the messages of a batch by what this node remembers. Those for which something said before must change, or
/// of whose conversation nothing is remembered, are stored alone, and what comes after them in the same conversation.
pub(super) fn sort(app: &App, batch: Vec<Queued>) -> Sorted {
    let depending: HashSet<ConversationId> = batch
        .iter()
        .filter(|queued| queued.trace.is_some())
        .map(|queued| queued.entry.conversation)
        .collect();
    if depending.is_empty() {
        return Sorted { together: batch, alone: Vec::new() };
    }
    let in_force = app.settings().get();
    let now = app.now();
    let mut remembered: HashMap<ConversationId, Option<JustBefore>> = HashMap::new();
    let mut sorted = Sorted { together: Vec::with_capacity(batch.len()), alone: Vec::new() };
    for mut queued in batch {
        queued.after = None;
        let id = queued.entry.conversation;
        if !depending.contains(&id) {
            sorted.together.push(queued);
            continue;
        }
        let place = remembered.entry(id).or_insert_with(|| app.memory().get(id));
        let Some(before) = place.as_mut() else {
            sorted.alone.push(queued);
            continue;
        };
        let judged = queued.trace.map(|trace| {
            let heard = Heard { author: queued.entry.author_id, at: now, text: &queued.entry.text, trace };
            before.judge(&in_force.policy, &heard)
        });
        if judged.as_ref().is_some_and(|judged| !judged.earlier.is_empty()) {
            *place = None;
            sorted.alone.push(queued);
            continue;
        }
        if let Some(judged) = judged.filter(|judged| judged.text != queued.entry.text) {
            queued.trace = Some(Trace::of(&judged.text));
            Arc::make_mut(&mut queued.entry).text = judged.text;
        }
        queued.after = Some(before.last_seq);
        before.push(Saying::of(&queued.entry, now), queued.trace);
        sorted.together.push(queued);
    }
    sorted
}

/// Stores a message in a transaction of its own, judged by what stands in the log, and answers its sender. Nobody else
/// changes the conversation meanwhile, so that this is the end of it whatever happened before.
pub(super) async fn store_alone(app: &App, mut queued: Queued) {
    let stored = store(app, &mut queued).await;
    queued.completion.tell(stored);
}

async fn store(app: &App, queued: &mut Queued) -> Result<Arc<Message>> {
    let id = queued.entry.conversation;
    let mut tx = app.begin().await?;
    commands::lock(&tx, [id.0]).await?;
    let actor = queued.actor.clone();
    let mut card = Card::load(tx.conn(), id).await?;
    let (identity, side) = access::writable(&actor, &card)?;
    let command = PostMessage { client_id: queued.entry.client_id.clone(), ..PostMessage::default() };
    if let Some(known) = post::known(&tx, &card, identity, &command).await? {
        return Ok(Arc::new(known));
    }
    if post::must_come_in(&card, identity, side) {
        membership::come_in(&mut tx, app, &card, identity, side).await?;
        card = Card::load(tx.conn(), id).await?;
    }
    post::check_again(queued, &card)?;
    let mut entry = NewEntry::clone(&queued.entry);
    entry.text = just_before::settle(&mut tx, app, &card, identity, entry.text).await?;
    let sender = queued.sender.clone();
    let new = post::New { entry, sender, relayed_from: None, mentions: Vec::new() };
    let stored = post::insert(&mut tx, &card, new, queued.audience.clone()).await?;
    tx.commit().await?;
    Ok(Arc::new(stored))
}
