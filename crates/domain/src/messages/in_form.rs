//! The fields of a form in view of what was said just before it.

use liaison_masking::{Earlier, Trace, mask_after};
use serde_json::{Map, Value};

use super::{
    change,
    just_before::{JustBefore, Question, own},
};
use crate::{actor::Identity, app::App, conversations::card::Card, db::Tx, error::Result, masked};

/// The fields of a form, masked as answers to what others have just asked for and as what goes on with a number that the
/// author began in a message, inside a transaction that has locked the conversation.
pub(crate) async fn settle(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    fields: Map<String, Value>,
) -> Result<Map<String, Value>> {
    let before = JustBefore::load(tx.conn(), card.id).await?;
    let recent = before.recent(tx.now());
    let author = Some(identity.id.0);
    let question = Question::open(&recent, author);
    let mut fields = masked::answers(app, fields, question.asked);
    let (own, earlier) = own(&recent, author, &question);
    if !earlier.iter().any(|one| one.trace.is_piece() || one.trace.ends_with_code()) {
        return Ok(fields);
    }
    let in_force = app.settings().get();
    let mut said: Vec<(String, Earlier<'_>)> = Vec::new();
    for one in earlier {
        said.push((one.text.to_owned(), one));
    }
    let count = own.len();
    for text in masked::texts(&fields) {
        let trace = Trace::of(&text);
        let before: Vec<Earlier<'_>> =
            said.iter().map(|(text, one)| Earlier { text, trace: one.trace, ..*one }).collect();
        let with =
            |before: &[Earlier<'_>]| mask_after(before, &text, trace, &in_force.policy, question.asked);
        // Other fields may stand between the two pieces, or hold one of them.
        let joined = Some(with(before.get(..count).unwrap_or_default()))
            .filter(|joined| joined.text != text)
            .unwrap_or_else(|| with(&before));
        for (place, text) in joined.earlier {
            if let Some((said, one)) = said.get_mut(place) {
                one.trace = Trace::of(&text);
                *said = text;
            }
        }
        let trace = if joined.text == text { trace } else { Trace::of(&joined.text) };
        let one = Earlier { text: "", trace, is_answer: question.first.is_some(), is_uninterrupted: true };
        said.push((joined.text, one));
    }
    let mut after = said.into_iter().map(|(text, _)| text);
    for (said, text) in own.iter().zip(after.by_ref().take(count)) {
        if said.text != text {
            change::redact(tx, app, card, identity, said.id, text).await?;
        }
    }
    masked::put_texts(&mut fields, after);
    Ok(fields)
}
