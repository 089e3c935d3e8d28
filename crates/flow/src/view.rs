//! What one role sees of a run: whose turn it is, the card with its buttons and inputs, and the data that it may see.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::answer::{MAX_TEXT, show_date};
use crate::definition::{Definition, Field, Kind, RoleId, Side, StateDef};
use crate::eval::holds;
use crate::money::MAX_MINOR;
use crate::render::Reader;
use crate::state::{Phase, State, Value};
use crate::step::{Seen, is_during};
use crate::transition::{Ask, Transition};

/// A text longer than this is typed into more than one line.
const ONE_LINE: i64 = 120;

/// What a role sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The state.
    pub flow_state: String,
    /// `automated`, `real_time` or `closed`.
    pub chat_status: &'static str,
    /// Whose turn it is.
    pub awaiting_role: Option<String>,
    /// Whether the flow leads the conversation.
    pub automation_enabled: bool,
    /// The entry, which buttons carry.
    pub entry: u64,
    /// The card, if this role can do something in this state.
    pub current_action_data: Option<Json>,
    /// What this role reads while it waits.
    pub wait: Option<String>,
    /// Actions that are possible in every state, as buttons.
    pub anywhere: Vec<Json>,
    /// The data that this role may see, by field.
    pub flow_data: Map<String, Json>,
}

/// Makes what a role sees.
pub fn view(reader: &Reader<'_>, state: &State, role: RoleId) -> View {
    let definition = reader.definition;
    let here = definition.states.get(state.state().index());
    let see = See { reader, state, role };
    View {
        flow_state: definition.state_name(state.state()).to_owned(),
        chat_status: chat_status(definition, state),
        awaiting_role: here.and_then(|here| here.awaits).map(|role| definition.role_name(role).to_owned()),
        automation_enabled: here.is_some_and(|here| !here.is_final && !here.chat_open),
        entry: state.entry(),
        current_action_data: here.and_then(|here| see.card(here)),
        wait: here.and_then(|here| see.wait(here)),
        anywhere: here.map_or_else(Vec::new, |here| see.anywhere(here)),
        flow_data: see.data(),
    }
}

/// `automated`, `real_time` or `closed`.
pub fn chat_status(definition: &Definition, state: &State) -> &'static str {
    match definition.states.get(state.state().index()) {
        Some(here) if here.is_final => "closed",
        Some(here) if here.chat_open => "real_time",
        _ => "automated",
    }
}

/// The action that a text alone answers: the first that the role can do now and that needs exactly what was typed.
/// With it the name under which the text is sent.
pub fn typed_action<'d>(
    definition: &'d Definition,
    state: &State,
    role: RoleId,
) -> Option<(&'d str, &'d str)> {
    let here = definition.states.get(state.state().index())?;
    let facts = Seen { state, event: &[] };
    let mut able = here.on.iter().filter(|one| one.by.has(role));
    let asks = |one: &&Transition| {
        needed(definition, one).is_some() && one.when.as_ref().is_none_or(|when| holds(when, &facts))
    };
    let transition = able.find(asks)?;
    Some((&transition.name, &needed(definition, transition)?.parameter))
}

/// The first field that an action cannot do without.
fn needed<'d>(definition: &Definition, transition: &'d Transition) -> Option<&'d Ask> {
    let is_needed =
        |ask: &&Ask| definition.fields.get(ask.field.index()).is_some_and(|field| !field.optional);
    transition.ask.iter().find(is_needed)
}

struct See<'a> {
    reader: &'a Reader<'a>,
    state: &'a State,
    role: RoleId,
}

impl See<'_> {
    fn definition(&self) -> &Definition {
        self.reader.definition
    }

    fn can(&self, transition: &Transition) -> bool {
        let facts = Seen { state: self.state, event: &[] };
        transition.by.has(self.role) && transition.when.as_ref().is_none_or(|when| holds(when, &facts))
    }

    fn card(&self, here: &StateDef) -> Option<Json> {
        let able: Vec<&Transition> = here.on.iter().filter(|one| self.can(one)).collect();
        if able.is_empty() {
            return None;
        }
        let is_awaited = here.awaits == Some(self.role);
        let title = here.card.as_ref().filter(|_| is_awaited || here.awaits.is_none());
        let text = |text| self.reader.text(self.state, text);
        let mut card = Map::new();
        let shown = title.map(|card| text(card.title)).or_else(|| self.wait(here)).unwrap_or_default();
        card.insert("title".into(), json!(shown));
        if let Some(subtitle) = title.and_then(|card| card.subtitle) {
            card.insert("subtitle".into(), json!(text(subtitle)));
        }
        let typed = able.iter().find(|one| needed(self.definition(), one).is_some());
        let buttons = able.iter().filter(|one| typed.is_none_or(|typed| typed.name != one.name));
        let buttons: Vec<Json> = buttons.map(|one| self.button(one)).collect();
        if !buttons.is_empty() {
            card.insert("buttons".into(), json!(buttons));
        }
        if let Some(typed) = typed {
            self.input(typed, &mut card);
        }
        card.insert("flow_state".into(), json!(here.name));
        card.insert("message_type".into(), json!("automated"));
        card.insert("visible_to".into(), json!(self.definition().role_name(self.role)));
        Some(Json::Object(card))
    }

    fn button(&self, transition: &Transition) -> Json {
        let text =
            transition.button.map_or_else(|| transition.name.clone(), |id| self.reader.text(self.state, id));
        let mut button = json!({
            "id": transition.name,
            "text": text,
            "style": transition.style.as_str(),
            "action": transition.name,
            "data": { "entry": self.state.entry() },
            "confirm": transition.confirm,
        });
        if let (Some(button), false) = (button.as_object_mut(), transition.ask.is_empty()) {
            let fields: Vec<Json> = transition.ask.iter().filter_map(|ask| self.field(ask)).collect();
            button.insert("fields".into(), json!(fields));
        }
        button
    }

    /// The input of the one action that is answered by typing, and all its fields for clients that show more than one.
    fn input(&self, transition: &Transition, card: &mut Map<String, Json>) {
        let first = needed(self.definition(), transition);
        card.insert("input_field".into(), json!(first.and_then(|ask| self.field(ask))));
        let fields: Vec<Json> = transition.ask.iter().filter_map(|ask| self.field(ask)).collect();
        card.insert("input_fields".into(), json!(fields));
        let mut submit = self.button(transition);
        if let Some(submit) = submit.as_object_mut() {
            submit.remove("fields");
        }
        card.insert("submit_button".into(), submit);
    }

    fn field(&self, ask: &Ask) -> Option<Json> {
        let field = self.definition().fields.get(ask.field.index())?;
        let label = field.label.map(|label| self.reader.text(self.state, label));
        let mut input = json!({
            "id": ask.parameter,
            "type": input_type(field),
            "kind": field.kind.as_str(),
            "placeholder": label.unwrap_or_else(|| field.name.clone()),
            "required": !field.optional,
        });
        let object = input.as_object_mut()?;
        match &field.kind {
            Kind::Money => {
                object.insert("currency".into(), json!(self.state.currency().to_string()));
                object.insert("min".into(), json!(field.min.unwrap_or(1)));
                object.insert("max".into(), json!(field.max.unwrap_or(MAX_MINOR - 1)));
            }
            Kind::Choice(of) => {
                object.insert("options".into(), json!(of));
            }
            Kind::Text | Kind::Url => {
                object.insert("maxLength".into(), json!(field.max.unwrap_or(MAX_TEXT)));
                field.min.map(|min| object.insert("minLength".into(), json!(min)));
            }
            _ => {
                field.min.map(|min| object.insert("min".into(), json!(min)));
                field.max.map(|max| object.insert("max".into(), json!(max)));
            }
        }
        Some(input)
    }

    fn wait(&self, here: &StateDef) -> Option<String> {
        if here.awaits == Some(self.role) {
            return None;
        }
        let text = here.wait.as_ref()?.of(self.role)?;
        Some(self.reader.text(self.state, text))
    }

    fn anywhere(&self, here: &StateDef) -> Vec<Json> {
        if here.is_final {
            return Vec::new();
        }
        let during = |one: &&Transition| is_during(one.during, self.state.phase()) && self.can(one);
        let own = |one: &&Transition| !here.on.iter().any(|on| on.name == one.name);
        self.definition().anywhere.iter().filter(during).filter(own).map(|one| self.button(one)).collect()
    }

    fn data(&self) -> Map<String, Json> {
        let mut data = Map::new();
        let mine = self.definition().roles.get(self.role.index());
        let is_staff = mine.is_some_and(|role| matches!(role.side, Some(Side::Staff) | None));
        for (index, field) in self.definition().fields.iter().enumerate() {
            let may = is_staff || field.private_to.is_none_or(|owner| owner == self.role);
            let value = self.state.value(crate::definition::FieldId::new(index));
            if let (true, Some(value)) = (may, value) {
                let value = match (value, &field.kind) {
                    (Value::Number(millis), Kind::Date) => json!(show_date(*millis)),
                    (value, _) => value.to_json(),
                };
                data.insert(field.name.clone(), value);
            }
        }
        if self.state.phase() != Phase::None {
            data.insert("currency".into(), json!(self.state.currency().to_string()));
        }
        data
    }
}

/// As inputs of web pages are called. Money is a text, so that people can write it with its sign.
fn input_type(field: &Field) -> &'static str {
    match field.kind {
        Kind::Integer | Kind::Counter(_) => "number",
        Kind::Text if field.max.unwrap_or(MAX_TEXT) > ONE_LINE => "textarea",
        Kind::Date => "date",
        Kind::Url => "url",
        Kind::Choice(_) => "select",
        Kind::File => "file",
        Kind::Text | Kind::Money => "text",
    }
}
