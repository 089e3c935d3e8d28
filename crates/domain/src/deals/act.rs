//! What happens in a deal: a person acts, a time comes, a payment is told of. One step of the flow, and everything that
//! follows from it, in one transaction.

use liaison_flow::{
    Answer, Definition, Effect, Happened, Input, MaskContact, Phase, Refusal, RoleId, State, Value,
};
use liaison_protocol::{
    deal::{Acted, ButtonClick, FlowUpdate, SubmitWork, TextInput},
    error_code::ErrorCode,
    ids::ConversationId,
    message::Message,
};
use serde_json::{Value as Json, json};

use super::{
    access,
    context::{self, Seen},
    definitions, entity,
    entries::{self, By, Taken},
};
use crate::{
    actor::Actor,
    app::App,
    conversations::{self, card::Card},
    db::Tx,
    error::{Error, Result},
    masked,
    messages::post::{self, PostMessage},
};

/// What a person does.
enum Act {
    /// An action by its name, with what it asks for.
    Named { action: String, entry: Option<u64>, given: Vec<(String, Answer)> },
    /// A text for the input of the card.
    Typed { text: String, entry: Option<u64> },
}

/// A button was clicked.
pub async fn click(app: &App, actor: &Actor, id: ConversationId, command: ButtonClick) -> Result<Acted> {
    let mut data = command.additional_data;
    // One that cannot be read must not pass for a click of a client that knows none.
    let entry =
        match data.remove("entry") {
            None | Some(Json::Null) => None,
            Some(entry) => {
                let entry = entry.as_u64();
                Some(entry.ok_or_else(|| {
                    Error::invalid("additional_data.entry", "must be the entry of the button")
                })?)
            }
        };
    let given = data.into_iter().map(|(name, value)| (name, Answer::Sent(value))).collect();
    let act = Act::Named { action: command.button_id, entry, given };
    by_person(app, actor, id, act, command.client_id).await
}

/// Something was typed into the input of the card.
pub async fn typed(app: &App, actor: &Actor, id: ConversationId, command: TextInput) -> Result<Acted> {
    let act = Act::Typed { text: command.text, entry: command.entry };
    by_person(app, actor, id, act, command.client_id).await
}

/// Work was handed in.
pub async fn submit_work(app: &App, actor: &Actor, id: ConversationId, command: SubmitWork) -> Result<Acted> {
    let mut given = vec![
        ("deliverables".to_owned(), Answer::Typed(command.deliverables)),
        ("description".to_owned(), Answer::Typed(command.description)),
    ];
    given.extend(command.submission_notes.map(|notes| ("submission_notes".to_owned(), Answer::Typed(notes))));
    let act = Act::Named { action: "submit_work".to_owned(), entry: None, given };
    by_person(app, actor, id, act, command.client_id).await
}

async fn by_person(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    act: Act,
    client_id: Option<String>,
) -> Result<Acted> {
    let identity = actor.person()?;
    app.writer().caught_up(id).await;
    let mut tx = app.begin().await?;
    conversations::commands::lock(&tx, [id.0]).await?;
    let (run, card, side) = access::visible(tx.conn(), actor, id).await?;
    let definition = definitions::of_run(tx.conn(), &run).await?;
    let role = access::acts_as(&definition, side)?;
    let key = PostMessage { client_id: client_id.clone(), ..PostMessage::default() };
    if let Some(message) = post::known(&tx, &card, identity, &key).await? {
        drop(tx);
        return again(app, actor, message).await;
    }
    let state = State::read(&definition, &run.state).map_err(Error::internal)?;
    let names = context::names(tx.conn(), &definition, &run).await?;
    let seen = Seen { definition: &definition, state: &state, names: &names };
    let is_typed = matches!(act, Act::Typed { .. });
    let Settled { action, entry, given } = settled(app, &seen, role, act)?;
    let label = label(&seen, role, &action);
    let values: Vec<(&str, Answer)> =
        given.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let what = Happened::Action { by: role, action: &action, entry, given: &values };
    let input = Input { at: tx.now().timestamp_millis(), what };
    let stepped = liaison_flow::step(&definition, state.clone(), &input).map_err(refused)?;
    let by = By { identity, side, action: &action, label, client_id, is_typed };
    let taken = Taken { definition: &definition, before: Some(&state), after: stepped.0, effects: stepped.1 };
    let written = entries::write(&mut tx, app, &card, run, taken, Some(by)).await?;
    tx.commit().await?;
    let message = written.audit.ok_or_else(|| Error::internal("an action without its message"))?;
    Ok(Acted {
        success: true,
        message,
        flow_update: written.update,
        conversation_context: context::of(app, actor, id).await?,
        payment_order: written.payment_order,
    })
}

/// The first result of a key that was used before.
async fn again(app: &App, actor: &Actor, message: Message) -> Result<Acted> {
    let facts = message.action_data.clone().unwrap_or_default();
    let update: Option<FlowUpdate> =
        facts.get("flow_update").and_then(|update| serde_json::from_value(update.clone()).ok());
    let flow_update = update.ok_or_else(|| {
        Error::with_message(ErrorCode::Conflict, "this key was used for a message that is no action")
    })?;
    let conversation_context = context::of(app, actor, message.conversation_id).await?;
    let payment_order = facts.get("payment_order").cloned();
    Ok(Acted { success: true, message, flow_update, conversation_context, payment_order })
}

/// An action with its name and its masked answers.
struct Settled {
    action: String,
    entry: Option<u64>,
    given: Vec<(String, Answer)>,
}

fn settled(app: &App, seen: &Seen<'_>, role: RoleId, act: Act) -> Result<Settled> {
    match act {
        Act::Named { action, entry, given } => {
            let card = liaison_flow::view(&seen.reader(), seen.state, role).current_action_data;
            let mask = |(name, answer): (String, Answer)| {
                let kind = kind_of(card.as_ref(), &name);
                let answer = masked_answer(app, seen, kind.as_deref(), answer);
                (name, answer)
            };
            Ok(Settled { action, entry, given: given.into_iter().map(mask).collect() })
        }
        Act::Typed { text, entry } => {
            post::check_text(&text)?;
            let asked = liaison_flow::typed_action(seen.definition, seen.state, role);
            let (action, parameter) = asked.ok_or_else(|| nothing_asked(seen, role))?;
            let card = liaison_flow::view(&seen.reader(), seen.state, role).current_action_data;
            let kind = kind_of(card.as_ref(), parameter);
            let answer = masked_answer(app, seen, kind.as_deref(), Answer::Typed(text));
            Ok(Settled { action: action.to_owned(), entry, given: vec![(parameter.to_owned(), answer)] })
        }
    }
}

/// Nothing can be typed now: by nobody, or not by this role.
fn nothing_asked(seen: &Seen<'_>, role: RoleId) -> Error {
    let here = seen.definition.states().get(seen.state.state().index());
    let awaited = here.and_then(|here| here.awaits).filter(|awaited| *awaited != role);
    match awaited {
        Some(awaited) => {
            refused(Refusal::Role { required: vec![seen.definition.role_name(awaited).to_owned()] })
        }
        None => {
            let current = seen.definition.state_name(seen.state.state()).to_owned();
            refused(Refusal::State { current, required: Vec::new() })
        }
    }
}

/// The kind of a field that the card asks for.
fn kind_of(card: Option<&Json>, name: &str) -> Option<String> {
    let card = card?;
    let inputs = card.get("input_fields").and_then(Json::as_array).into_iter().flatten();
    let buttons = card.get("buttons").and_then(Json::as_array).into_iter().flatten();
    let fields = buttons.filter_map(|button| button.get("fields")?.as_array()).flatten();
    let found = inputs.chain(fields).find(|field| field.get("id").and_then(Json::as_str) == Some(name))?;
    found.get("kind").and_then(Json::as_str).map(ToOwned::to_owned)
}

/// What people write is masked by the policy of the flow; amounts, numbers and dates are what they are.
fn masked_answer(app: &App, seen: &Seen<'_>, kind: Option<&str>, answer: Answer) -> Answer {
    if matches!(kind, Some("money" | "integer" | "date" | "counter" | "file")) {
        return answer;
    }
    let mask = |text: &str| match masks_contact(seen.definition, seen.state) {
        true => masked::in_deal(app, text),
        false => masked::text(app, text),
    };
    match answer {
        Answer::Typed(text) => Answer::Typed(mask(&text)),
        Answer::Sent(Json::String(text)) => Answer::Sent(Json::String(mask(&text))),
        other => other,
    }
}

/// Whether ways to get in touch outside the platform are masked now.
fn masks_contact(definition: &Definition, state: &State) -> bool {
    match definition.mask_contact() {
        MaskContact::Always => true,
        MaskContact::UntilCaptured => matches!(state.phase(), Phase::None | Phase::Requested),
        MaskContact::Never => false,
    }
}

/// What the button says.
fn label(seen: &Seen<'_>, role: RoleId, action: &str) -> String {
    let view = liaison_flow::view(&seen.reader(), seen.state, role);
    let card = view.current_action_data.unwrap_or_default();
    let buttons = card.get("buttons").and_then(Json::as_array).cloned().unwrap_or_default();
    let all = buttons.into_iter().chain(card.get("submit_button").cloned()).chain(view.anywhere);
    let text = |button: Json| button.get("text").and_then(Json::as_str).map(ToOwned::to_owned);
    all.filter(|button| button.get("id").and_then(Json::as_str) == Some(action))
        .find_map(text)
        .unwrap_or_else(|| action.to_owned())
}

/// A run begins, inside the transaction that made it.
pub(super) async fn begin(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    run: entity::Model,
    (definition, state, effects): (&Definition, State, Vec<Effect>),
) -> Result<()> {
    let taken = Taken { definition, before: None, after: state, effects };
    entries::write(tx, app, card, run, taken, None).await.map(drop)
}

/// A time has come, inside a transaction that has locked the conversation. One of an earlier entry is over.
pub(super) async fn time(tx: &mut Tx, app: &App, run: entity::Model, entry: u64, timer: &str) -> Result<()> {
    match by_itself(tx, app, run, Happened::Time { entry, timer }).await {
        Err(error) if error.code() == ErrorCode::FlowStateInvalid => Ok(()),
        other => other,
    }
}

/// Something happened outside, inside a transaction that has locked the conversation.
pub(super) async fn event(
    tx: &mut Tx,
    app: &App,
    run: entity::Model,
    name: &str,
    values: &[(&str, Value)],
) -> Result<()> {
    by_itself(tx, app, run, Happened::Event { name, values }).await
}

async fn by_itself(tx: &mut Tx, app: &App, run: entity::Model, what: Happened<'_>) -> Result<()> {
    let definition = definitions::of_run(tx.conn(), &run).await?;
    let state = State::read(&definition, &run.state).map_err(Error::internal)?;
    let input = Input { at: tx.now().timestamp_millis(), what };
    let (after, effects) = liaison_flow::step(&definition, state.clone(), &input).map_err(refused)?;
    let card = Card::load(tx.conn(), run.conversation()).await?;
    let taken = Taken { definition: &definition, before: Some(&state), after, effects };
    entries::write(tx, app, &card, run, taken, None).await.map(drop)
}

/// The error of a step that is not taken.
fn refused(refusal: Refusal) -> Error {
    let message = refusal.to_string();
    match refusal {
        Refusal::State { current, required } => Error::with_message(ErrorCode::FlowStateInvalid, message)
            .details(json!({ "current_state": current, "required_state": required.join(", ") })),
        Refusal::Stale { current, .. } => Error::with_message(ErrorCode::FlowStateInvalid, message)
            .details(json!({ "current_entry": current })),
        Refusal::Role { required } => Error::with_message(ErrorCode::FlowRoleInvalid, message)
            .details(json!({ "required_role": required.join(", ") })),
        Refusal::Guard { .. } | Refusal::Amount { .. } => {
            Error::with_message(ErrorCode::FlowStateInvalid, message)
        }
        Refusal::Input { problems } => {
            let fields = problems
                .iter()
                .map(|one| json!({ "field": one.parameter, "rule": one.problem.to_string() }))
                .collect::<Vec<_>>();
            let field = problems.first().map(|one| one.parameter.clone());
            Error::with_message(ErrorCode::Invalid, message)
                .details(json!({ "field": field, "fields": fields }))
        }
        Refusal::Broken(what) => Error::internal(what),
    }
}
