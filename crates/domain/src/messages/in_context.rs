//! Messages of a batch that must be judged by what was said just before them: in memory, or each in a transaction of
//! its own when that is not enough.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use liaison_masking::Trace;
use liaison_protocol::{ids::ConversationId, message::Message};

use super::{
    entity,
    just_before::{self, Heard, JustBefore},
    post::{self, PostMessage},
    view,
    writer::Draft,
};
use crate::{
    app::App,
    conversations::{access, card::Card, commands},
    error::Result,
};

/// A batch that may be stored as one, and what must be stored alone and after it.
pub(super) struct Sorted {
    pub(super) together: Vec<Draft>,
    pub(super) alone: Vec<Draft>,
}

/// Judges the messages of a batch by what this node remembers. Those for which something said before must change, or
/// of whose conversation nothing is remembered, are stored alone, and what comes after them in the same conversation.
pub(super) fn sort(app: &App, batch: Vec<Draft>) -> Sorted {
    let depending: HashSet<ConversationId> = batch
        .iter()
        .filter(|draft| draft.trace.is_some())
        .map(|draft| draft.message.conversation_id)
        .collect();
    if depending.is_empty() {
        return Sorted { together: batch, alone: Vec::new() };
    }
    let in_force = app.settings().get();
    let now = app.now();
    let mut remembered: HashMap<ConversationId, Option<JustBefore>> = HashMap::new();
    let mut sorted = Sorted { together: Vec::with_capacity(batch.len()), alone: Vec::new() };
    for mut draft in batch {
        draft.after = None;
        let id = draft.message.conversation_id;
        if !depending.contains(&id) {
            sorted.together.push(draft);
            continue;
        }
        let place = remembered.entry(id).or_insert_with(|| app.memory().get(id));
        let Some(before) = place.as_mut() else {
            sorted.alone.push(draft);
            continue;
        };
        let judged = draft.trace.map(|trace| {
            let author = draft.message.sender.id.map(|person| person.0);
            let heard = Heard { author, at: now, text: &draft.message.text, trace };
            before.judge(&in_force.policy, &heard)
        });
        if judged.as_ref().is_some_and(|judged| !judged.earlier.is_empty()) {
            *place = None;
            sorted.alone.push(draft);
            continue;
        }
        if let Some(judged) = judged.filter(|judged| judged.text != draft.message.text) {
            draft.trace = Some(Trace::of(&judged.text));
            Arc::make_mut(&mut draft.message).text = judged.text;
        }
        draft.after = Some(before.last_seq);
        before.push(&draft.message, draft.trace);
        sorted.together.push(draft);
    }
    sorted
}

/// Stores a message in a transaction of its own, judged by what stands in the log, and answers its sender.
pub(super) async fn store_alone(app: &App, mut draft: Draft) {
    let stored = store(app, &mut draft).await;
    draft.done.tell(stored);
}

async fn store(app: &App, draft: &mut Draft) -> Result<Arc<Message>> {
    let id = draft.message.conversation_id;
    let mut tx = app.begin().await?;
    commands::lock(&tx, [id.0]).await?;
    let card = Card::load(tx.conn(), id).await?;
    post::check_again(draft, &card)?;
    let actor = draft.actor.clone();
    let (identity, _) = access::writable(&actor, &card)?;
    let command = PostMessage { client_id: draft.message.client_id.clone(), ..PostMessage::default() };
    if let Some(known) = post::known(&tx, &card, identity, &command).await? {
        return Ok(Arc::new(known));
    }
    let mut message = Message::clone(&draft.message);
    message.text = just_before::settle(&mut tx, app, &card, identity, message.text).await?;
    let sender = message.sender.clone();
    let new = post::New { row: row(message), sender, relayed_from: None, mentions: Vec::new() };
    let stored = post::insert(&mut tx, &card, new, draft.audience.clone()).await?;
    tx.commit().await?;
    Ok(Arc::new(stored))
}

/// The row of a message that has no position yet.
fn row(message: Message) -> entity::Model {
    entity::Model {
        conversation_id: message.conversation_id.0,
        seq: 0,
        id: message.id.0,
        kind: view::MESSAGE.to_owned(),
        author_id: message.sender.id.map(|person| person.0),
        author_role: message.sender_role,
        message_type: Some(message.message_type.as_str().to_owned()),
        text: message.text,
        attachments: None,
        media_url: message.media_url,
        action_required: false,
        action_completed: false,
        action_data: message.action_data,
        visible_to: message.visible_to.map(|side| side.as_str().to_owned()),
        target_tab: message.target_tab,
        client_id: message.client_id,
        target_id: None,
        created_at: message.created_at,
        edited_at: None,
        deleted_at: None,
    }
}
