//! What happens in a deal: a person acts, a time comes, a payment is reported. One step of the flow, and everything that
//! follows from it, in one transaction.

use liaison_flow::{
    Answer, Definition, Effect, Happened, Input, MaskContact, Phase, Refusal, RoleId, State, Value, View,
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

/// What a person asks for.
struct Asked {
    act: Act,
    /// The entry of the card, when the client knows it.
    entry: Option<u64>,
    client_id: Option<String>,
}

/// What a person does.
enum Act {
    /// An action by its name, with what it asks for.
    Named(String, Vec<(String, Answer)>),
    /// A text for the input of the card.
    Typed(String),
}

/// A button was clicked.
pub async fn click(app: &App, actor: &Actor, id: ConversationId, command: ButtonClick) -> Result<Acted> {
    let mut data = command.additional_data;
    // One that cannot be read must not pass for a click of a client that knows none.
    let entry: Option<u64> = serde_json::from_value(data.remove("entry").unwrap_or_default())
        .map_err(|_| Error::invalid("additional_data.entry", "must be the entry of the button"))?;
    let given = data.into_iter().map(|(name, value)| (name, Answer::Sent(value))).collect();
    let act = Act::Named(command.button_id, given);
    by_person(app, actor, id, Asked { act, entry, client_id: command.client_id }).await
}

/// Something was typed into the input of the card.
pub async fn typed(app: &App, actor: &Actor, id: ConversationId, command: TextInput) -> Result<Acted> {
    post::check_text(&command.text)?;
    let TextInput { text, entry, client_id, .. } = command;
    by_person(app, actor, id, Asked { act: Act::Typed(text), entry, client_id }).await
}

/// Work was submitted.
pub async fn submit_work(app: &App, actor: &Actor, id: ConversationId, command: SubmitWork) -> Result<Acted> {
    let fields = [
        ("deliverables", Some(command.deliverables)),
        ("description", Some(command.description)),
        ("submission_notes", command.submission_notes),
    ];
    let given = fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Answer::Typed(text?))));
    let act = Act::Named("submit_work".to_owned(), given.collect());
    by_person(app, actor, id, Asked { act, entry: None, client_id: command.client_id }).await
}

async fn by_person(app: &App, actor: &Actor, id: ConversationId, asked: Asked) -> Result<Acted> {
    let identity = actor.person()?;
    let Asked { act, entry, client_id } = asked;
    app.writer().caught_up(id).await;
    let mut tx = app.begin().await?;
    conversations::commands::lock(&tx, [id.0]).await?;
    let (run, card, side) = access::visible(tx.conn(), actor, id).await?;
    let definition = definitions::of_run(tx.conn(), &run).await?;
    let role = access::acts_as(&definition, side)?;
    let key = PostMessage { client_id, ..PostMessage::default() };
    if let Some(message) = post::known(&tx, &card, identity, &key).await? {
        drop(tx);
        return again(app, actor, message).await;
    }
    let state = State::read(&definition, &run.state).map_err(Error::internal)?;
    let names = context::names(tx.conn(), &definition, &run).await?;
    let seen = Seen { definition: &definition, state: &state, names: &names };
    let view = liaison_flow::view(&seen.reader(), &state, role);
    let is_typed = matches!(act, Act::Typed(_));
    let (action, given) = named(&seen, role, act)?;
    let given: Vec<(&str, Answer)> = given
        .iter()
        .map(|(name, answer)| {
            (name.as_str(), masked_answer(app, &seen, kind_of(&view, name), answer.clone()))
        })
        .collect();
    let what = Happened::Action { by: role, action: &action, entry, given: &given };
    let input = Input { at: tx.now().timestamp_millis(), what };
    let (after, effects) = liaison_flow::step(&definition, state.clone(), &input).map_err(refused)?;
    let label = label(&view, &action);
    let by = By { identity, side, action: &action, label, client_id: key.client_id, is_typed };
    let taken = Taken { definition: &definition, names: &names, before: Some(&state), after, effects };
    let written = entries::write(&mut tx, app, &card, run, taken, Some(by)).await?;
    tx.commit().await?;
    written.ok_or_else(|| Error::internal("an action without its message"))
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

/// An action by its name: a text is for the one that the card asks to type.
fn named(seen: &Seen<'_>, role: RoleId, act: Act) -> Result<(String, Vec<(String, Answer)>)> {
    match act {
        Act::Named(action, given) => Ok((action, given)),
        Act::Typed(text) => {
            let asked = liaison_flow::typed_action(seen.definition, seen.state, role);
            let (action, parameter) = asked.ok_or_else(|| nothing_asked(seen, role))?;
            Ok((action.to_owned(), vec![(parameter.to_owned(), Answer::Typed(text))]))
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

/// The parts of the card: its buttons, its inputs.
fn parts<'a>(view: &'a View, name: &str) -> impl Iterator<Item = &'a Json> {
    let card = view.current_action_data.as_ref();
    card.and_then(|card| card.get(name)?.as_array()).into_iter().flatten()
}

fn text_of<'a>(part: &'a Json, name: &str) -> Option<&'a str> {
    part.get(name).and_then(Json::as_str)
}

/// The kind of a field that the card asks for.
fn kind_of<'a>(view: &'a View, name: &str) -> Option<&'a str> {
    let of_buttons = parts(view, "buttons").filter_map(|button| button.get("fields")?.as_array()).flatten();
    let mut fields = parts(view, "input_fields").chain(of_buttons);
    text_of(fields.find(|field| text_of(field, "id") == Some(name))?, "kind")
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
fn label(view: &View, action: &str) -> String {
    let submit = view.current_action_data.as_ref().and_then(|card| card.get("submit_button"));
    let mut buttons = parts(view, "buttons").chain(submit).chain(&view.anywhere);
    let button = buttons.find(|button| text_of(button, "id") == Some(action));
    button.and_then(|button| text_of(button, "text")).unwrap_or(action).to_owned()
}

/// A run begins, inside the transaction that made it.
pub(super) async fn begin(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    run: entity::Model,
    (definition, state, effects): (&Definition, State, Vec<Effect>),
) -> Result<()> {
    let names = &context::names(tx.conn(), definition, &run).await?;
    let taken = Taken { definition, names, before: None, after: state, effects };
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
    let names = &context::names(tx.conn(), &definition, &run).await?;
    let taken = Taken { definition: &definition, names, before: Some(&state), after, effects };
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
