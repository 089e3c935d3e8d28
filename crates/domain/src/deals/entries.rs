//! What a step writes: who acted, what is said, the cards of whoever is next, the times, the ledger and the row.

use std::sync::Arc;

use liaison_flow::{Definition, Effect, Moved, Names, RoleId, State};
use liaison_protocol::{
    conversation::ConversationState,
    deal::{Acted, DealContext, FlowUpdate},
    message::Message,
    side::Side,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value as Json, json};

use super::{
    access,
    context::{self, Seen},
    entity,
    ledger_entity::LedgerKind,
    payments, timers,
};
use crate::{
    actor::Identity,
    app::App,
    conversations::{self, card::Card},
    db::Tx,
    error::Result,
    event::{DealAct, DealEvent},
    messages::{
        author::Author,
        cards,
        post::{self, PostMessage},
    },
};

/// A step that was taken.
pub(super) struct Taken<'a> {
    pub(super) definition: &'a Definition,
    pub(super) names: &'a Names,
    /// Nothing when the run begins with it.
    pub(super) before: Option<&'a State>,
    pub(super) after: State,
    pub(super) effects: Vec<Effect>,
}

/// Who took it.
pub(super) struct By<'a> {
    pub(super) identity: &'a Identity,
    pub(super) side: Side,
    pub(super) action: &'a str,
    /// What the button says.
    pub(super) label: String,
    pub(super) client_id: Option<String>,
    pub(super) is_typed: bool,
}

/// The sides of a deal.
const PARTIES: [Side; 2] = [Side::Brand, Side::Creator];

/// Writes everything that follows from a step, inside its transaction. What the one who took it is answered, if someone did.
pub(super) async fn write(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    run: entity::Model,
    taken: Taken<'_>,
    by: Option<By<'_>>,
) -> Result<Option<Acted>> {
    let Taken { definition, names, before, after, effects } = taken;
    let seen = Seen { definition, state: &after, names };
    let flow_update = update(definition, before, &after);
    let payment_order = money(tx, app, &run, &effects).await?;
    let is_moved = effects.iter().any(|effect| matches!(effect, Effect::Moved(moved) if moved.entered));
    let has_entered = is_moved || before.is_none();
    let has_cards = has_entered || payment_order.is_some();
    let completes = if has_cards { cards::complete(tx, card.id).await? } else { Vec::new() };
    let mut log = Log { tx, app, card, newest: Vec::new() };
    let audit = match &by {
        Some(by) => Some(log.audit(by, &effects, &seen, (&flow_update, payment_order.as_ref())).await?),
        None => None,
    };
    for effect in &effects {
        log.say(effect, &seen, &json!(completes)).await?;
    }
    if has_cards {
        log.deal_cards(&seen, payment_order.as_ref()).await?;
    }
    let Log { newest, .. } = log;
    if has_entered {
        timers::set(tx, card.id, definition, before, &after).await?;
    }
    let run = store(tx, definition, run, &after, &effects).await?;
    let state = match liaison_flow::chat_status(definition, &after) {
        "closed" => ConversationState::Closed,
        "real_time" => ConversationState::Open,
        _ => ConversationState::Automated,
    };
    conversations::commands::put_state(tx, card, state).await?;
    let last = newest.last().map(|message| message.seq);
    tell_moves(tx, card, definition, &effects, last);
    let (Some(by), Some(message)) = (by, audit) else { return Ok(None) };
    let context = |side| context::seen(card, &run, &seen, side, last.unwrap_or_default());
    tell_act(tx, card, &by, &flow_update, (&newest, &context));
    let conversation_context = context(by.side);
    Ok(Some(Acted { success: true, message, flow_update, conversation_context, payment_order }))
}

fn update(definition: &Definition, before: Option<&State>, after: &State) -> FlowUpdate {
    let name = |state: &State| definition.state_name(state.state()).to_owned();
    let here = definition.states().get(after.state().index());
    FlowUpdate {
        previous_state: before.map_or_else(|| name(after), name),
        flow_state: name(after),
        awaiting_role: here.and_then(|here| here.awaits).map(|role| definition.role_name(role).to_owned()),
        chat_status: liaison_flow::chat_status(definition, after).to_owned(),
    }
}

/// Does with money what the step asks for; what is to be paid, when it asks for that.
async fn money(tx: &Tx, app: &App, run: &entity::Model, effects: &[Effect]) -> Result<Option<Json>> {
    let mut order = None;
    for effect in effects {
        match effect {
            Effect::RequestPayment(amount) => order = Some(payments::request(tx, app, run, *amount).await?),
            Effect::Release(amount) => payments::settle(tx, run, LedgerKind::Released, *amount).await?,
            Effect::Refund(amount) => payments::settle(tx, run, LedgerKind::Refunded, *amount).await?,
            _ => {}
        }
    }
    Ok(order)
}

/// The row of the run after the step.
async fn store(
    tx: &Tx,
    definition: &Definition,
    run: entity::Model,
    after: &State,
    effects: &[Effect],
) -> Result<entity::Model> {
    let asks_for_staff = effects.iter().find_map(|effect| match effect {
        Effect::Escalate { reason } => Some(reason.clone()),
        Effect::OpenTicket => Some("the flow asks for staff".to_owned()),
        _ => None,
    });
    let is_over = definition.states().get(after.state().index()).is_some_and(|here| here.is_final);
    let attention = asks_for_staff.or_else(|| run.attention.clone());
    let mut change: entity::ActiveModel = run.into();
    change.state = Set(after.to_json(definition));
    change.flow_state = Set(definition.state_name(after.state()).to_owned());
    change.is_over = Set(is_over);
    change.attention = Set(attention);
    change.updated_at = Set(tx.now());
    Ok(change.update(tx.conn()).await?)
}

/// The log of a deal, and what was written there just now.
struct Log<'a> {
    tx: &'a mut Tx,
    app: &'a App,
    card: &'a Card,
    newest: Vec<Message>,
}

impl Log<'_> {
    async fn post(&mut self, author: Author<'_>, words: PostMessage) -> Result<Message> {
        let message = post::post_in(self.tx, self.app, self.card, author, &words).await?;
        self.newest.push(message.clone());
        Ok(message)
    }

    /// What only the one who acted reads; it also keeps the answer for the same key.
    async fn audit(
        &mut self,
        by: &By<'_>,
        effects: &[Effect],
        seen: &Seen<'_>,
        (update, payment_order): (&FlowUpdate, Option<&Json>),
    ) -> Result<Message> {
        let line = effects.iter().find_map(|effect| match effect {
            Effect::Moved(moved) => moved.audit.as_ref(),
            _ => None,
        });
        let text = line.map_or_else(|| by.label.clone(), |line| seen.reader().line(seen.state, line));
        let mut facts = json!({ "event": "deal_action", "button_id": by.action, "flow_update": update });
        if let (Some(facts), Some(order)) = (facts.as_object_mut(), payment_order) {
            facts.insert("payment_order".to_owned(), order.clone());
        }
        let words = PostMessage {
            text,
            client_id: by.client_id.clone(),
            action_data: Some(facts),
            visible_to: Some(by.side),
            is_audit: true,
            ..PostMessage::default()
        };
        self.post(Author::Person(by.identity, by.side), words).await
    }

    /// Says something in the name of the flow.
    async fn flow_says(&mut self, text: String, facts: Json, visible_to: Option<Side>) -> Result<()> {
        let words = PostMessage { text, action_data: Some(facts), visible_to, ..PostMessage::default() };
        self.post(Author::Flow, words).await.map(drop)
    }

    /// What the conversation says of an effect.
    async fn say(&mut self, effect: &Effect, seen: &Seen<'_>, completes: &Json) -> Result<()> {
        let side_of = |role: Option<RoleId>| access::side_of(seen.definition, role?);
        match effect {
            Effect::Moved(moved) => {
                let flow = flow(seen.definition, moved, completes);
                for line in &moved.said {
                    let text = seen.reader().line(seen.state, line);
                    if !text.is_empty() {
                        let facts = json!({ "event": "deal_said", "flow": flow });
                        self.flow_says(text, facts, side_of(line.role)).await?;
                    }
                }
                let here = seen.definition.states().get(moved.to.index());
                if moved.said.is_empty() && moved.entered && here.is_some_and(|here| here.is_final) {
                    let facts = json!({ "event": "deal_closed", "flow": flow });
                    self.flow_says("This conversation is closed.".to_owned(), facts, None).await?;
                }
                Ok(())
            }
            Effect::Notify { role, line } => {
                let text = seen.reader().line(seen.state, line);
                self.flow_says(text, json!({ "event": "deal_said" }), side_of(Some(*role))).await
            }
            Effect::Remind { role, number } => {
                let facts = json!({ "event": "deal_reminder", "number": number });
                self.flow_says("Your answer is awaited.".to_owned(), facts, side_of(*role)).await
            }
            Effect::RequestPayment(_)
            | Effect::Release(_)
            | Effect::Refund(_)
            | Effect::Escalate { .. }
            | Effect::OpenTicket => Ok(()),
        }
    }

    /// A card for whoever can act, a word for whoever waits.
    async fn deal_cards(&mut self, seen: &Seen<'_>, payment_order: Option<&Json>) -> Result<()> {
        for side in PARTIES {
            let Some(role) = access::role_on(seen.definition, side) else { continue };
            let view = liaison_flow::view(&seen.reader(), seen.state, role);
            let words = match (view.current_action_data, view.wait) {
                (Some(mut card), _) => {
                    let title = card.get("title").and_then(Json::as_str).unwrap_or_default().to_owned();
                    let text = if title.is_empty() { view.flow_state } else { title };
                    let is_payer = side == Side::Brand;
                    if let (Some(card), Some(order)) =
                        (card.as_object_mut(), payment_order.filter(|_| is_payer))
                    {
                        card.insert("payment_order".to_owned(), order.clone());
                    }
                    PostMessage {
                        text,
                        action_data: Some(card),
                        action_required: true,
                        ..PostMessage::default()
                    }
                }
                (None, Some(text)) if !text.is_empty() => {
                    let facts = json!({ "event": "deal_wait", "flow_state": view.flow_state });
                    PostMessage { text, action_data: Some(facts), ..PostMessage::default() }
                }
                _ => continue,
            };
            self.post(Author::Flow, PostMessage { visible_to: Some(side), ..words }).await?;
        }
        Ok(())
    }
}

/// What an entry says of the state.
fn flow(definition: &Definition, moved: &Moved, completes: &Json) -> Json {
    json!({
        "previous_state": definition.state_name(moved.from),
        "new_state": definition.state_name(moved.to),
        "reason": moved.reason,
        "entry": moved.entry,
        "completes": completes,
    })
}

/// Tells everyone who joined of the states that the flow went through.
fn tell_moves(tx: &mut Tx, card: &Card, definition: &Definition, effects: &[Effect], seq: Option<i64>) {
    let name = |state| definition.state_name(state).to_owned();
    for effect in effects {
        let Effect::Moved(moved) = effect else { continue };
        let moved = DealEvent::Moved {
            conversation: card.id,
            previous: name(moved.from),
            state: name(moved.to),
            reason: moved.reason.clone(),
            seq,
            at: tx.now(),
        };
        tx.emit(moved, access::audience(card));
    }
}

/// Tells everyone who joined what someone did, on each side what that side may see.
fn tell_act(
    tx: &mut Tx,
    card: &Card,
    by: &By<'_>,
    update: &FlowUpdate,
    (newest, context): (&[Message], &dyn Fn(Side) -> DealContext),
) {
    let of_side = |side: Side| {
        let may_read = |message: &&Message| message.visible_to.is_none_or(|only| only == side);
        let message = newest.iter().rev().find(may_read).cloned().map(Arc::new);
        (side, message, context(side))
    };
    let act = DealAct {
        conversation: card.id,
        action: by.action.to_owned(),
        is_typed: by.is_typed,
        update: update.clone(),
        seen: PARTIES.into_iter().chain([Side::Staff]).map(of_side).collect(),
    };
    tx.emit(DealEvent::Acted(Arc::new(act)), access::audience(card));
}
