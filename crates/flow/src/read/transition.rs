//! A transition: what makes it happen, what it asks and changes, where it leads.

use toml::de::DeValue;

use super::table::{Fields, Value, Word, at, entries, number, short};
use super::{BUILT_IN, Reader};
use crate::definition::{FieldId, Kind, RoleId, Style};
use crate::fault::{Code, Fault};
use crate::source::At;
use crate::transition::{Ask, During, Origin, Set, Target, Transition, Trigger};

const ACTION: [&str; 14] = [
    "by", "button", "style", "confirm", "ask", "when", "to", "stay", "set", "clear", "add", "do", "said",
    "audit",
];
const EVENT: [&str; 9] = ["when", "to", "stay", "set", "clear", "add", "do", "said", "audit"];
/// Fields of a time, and of an event: with a button they would be a second trigger.
const TIME: [&str; 5] = ["after", "at", "since", "remind", "minus"];

impl Reader<'_> {
    /// An action of people.
    pub(super) fn action<'a>(
        &mut self,
        path: &str,
        name: &Word,
        value: &'a Value<'a>,
        awaits: Option<RoleId>,
    ) -> Option<Transition> {
        let place = self.named(name.at);
        let anywhere: &[&str] = if path.starts_with("anywhere.") { &["during"] } else { &[] };
        let known = [ACTION.as_slice(), TIME.as_slice(), &["event"], anywhere].concat();
        let fields = Fields::new(self, value, place, "an action", &known)?;
        self.check_triggers(name, &fields);
        let mut transition = Transition::new(&name.text, place, Trigger::Action);
        let by = fields.words(self, "by");
        transition.by = self.roles_of(&by, awaits);
        transition.button =
            fields.word(self, "button").map(|word| self.text(&format!("{path}.button"), &word));
        let is_for_people = (0..self.roles.len().saturating_sub(BUILT_IN.len()))
            .any(|role| transition.by.has(RoleId::new(role)));
        if transition.button.is_none() && is_for_people && !fields.has("button") {
            let text = format!("`button` of \"{}\" is missing", short(&name.text));
            self.fault(Fault::new(Code::F24, place, text).hint("button = \"Accept\""));
        }
        if transition.by.is_empty() && by.is_empty() && anywhere.is_empty() {
            let text = format!("nobody can do \"{}\"", short(&name.text));
            self.fault(Fault::new(Code::F24, place, text).hint("`by`, or `awaits` of the state"));
        }
        transition.style = fields.one_of(self, "style", &Style::ALL).unwrap_or(Style::Primary);
        transition.confirm = match fields.has("confirm") {
            true => fields.flag(self, "confirm"),
            false => transition.style == Style::Danger,
        };
        transition.ask = self.asks(&fields);
        transition.during = fields.one_of(self, "during", &During::ALL).unwrap_or(During::Always);
        self.rest(path, &fields, &mut transition);
        Some(transition)
    }

    fn check_triggers(&mut self, name: &Word, fields: &Fields<'_>) {
        let mut triggers = Vec::new();
        if fields.has("button") {
            triggers.push("button");
        }
        if TIME.iter().any(|key| fields.has(key)) {
            triggers.push("time");
        }
        if fields.has("event") {
            triggers.push("event");
        }
        let hint = match triggers.as_slice() {
            ["button"] | [] => return,
            [.., "event"] => "make the event an `event.\"…\"` of the state",
            _ => "make the time a `timeout`",
        };
        let text = match triggers.len() {
            1 => format!(
                "\"{}\" is an action and has another trigger: {}",
                short(&name.text),
                triggers.join("")
            ),
            2 => format!("\"{}\" has two triggers: {}", short(&name.text), triggers.join(", ")),
            _ => format!("\"{}\" has three triggers: {}", short(&name.text), triggers.join(", ")),
        };
        self.fault(Fault::new(Code::F03, self.named(name.at), text).hint(hint));
    }

    /// Something that happens outside.
    pub(super) fn event<'a>(&mut self, path: &str, name: &Word, value: &'a Value<'a>) -> Option<Transition> {
        let known = [EVENT.as_slice(), TIME.as_slice(), &["button"]].concat();
        let fields = Fields::new(self, value, name.at, "an event", &known)?;
        for (key, trigger) in [("button", "button"), ("after", "time"), ("at", "time"), ("remind", "time")] {
            if fields.has(key) {
                let text = format!("\"{}\" has two triggers: event, {trigger}", short(&name.text));
                self.fault(Fault::new(Code::F03, name.at, text).hint("one for each transition"));
                break;
            }
        }
        self.in_event = true;
        let mut transition = Transition::new(&name.text, name.at, Trigger::Event);
        self.rest(path, &fields, &mut transition);
        self.in_event = false;
        Some(transition)
    }

    /// What all transitions have.
    pub(super) fn rest<'a>(&mut self, path: &str, fields: &Fields<'a>, transition: &mut Transition) {
        if let Some(word) = fields.word(self, "when") {
            transition.when_at = word.at;
            transition.when = self.guard(&word);
        }
        transition.set = self.sets(fields);
        transition.clear = self.field_list(fields, "clear");
        transition.add = self.field_list(fields, "add");
        for (field, word) in transition.add.iter().zip(fields.words(self, "add")) {
            self.expect_kind(*field, &word, "counter");
        }
        transition.effects = self.effects(path, fields);
        transition.said = fields.get("said").and_then(|said| self.said(&format!("{path}.said"), said));
        transition.audit = fields.word(self, "audit").map(|word| self.text(&format!("{path}.audit"), &word));
        let stays = fields.flag(self, "stay");
        if let Some(target) = fields.get("to").and_then(|to| self.target(to)) {
            transition.target = target;
        }
        let is_time = transition.trigger == Trigger::Time;
        match (stays, fields.has("to")) {
            (true, true) => {
                self.fault(
                    Fault::new(Code::F19, fields.key_at("stay"), "it goes and stays").hint("one of them"),
                );
            }
            (false, false) if !is_time => {
                let text = format!("\"{}\" leads nowhere", short(&transition.name));
                self.fault(Fault::new(Code::F24, transition.at, text).hint("`to`, or `stay = true`"));
            }
            _ => {}
        }
    }

    /// Names of fields, or `{parameter = field}`.
    fn asks<'a>(&mut self, fields: &Fields<'a>) -> Vec<Ask> {
        let Some(value) = fields.get("ask") else { return Vec::new() };
        let pairs: Vec<(String, Word)> = match value.get_ref() {
            DeValue::Table(table) => entries(table)
                .into_iter()
                .filter_map(|(key, value)| Some((key.text, self.word(value, "a field")?)))
                .collect(),
            _ => self.words(value, "`ask`").into_iter().map(|word| (word.text.clone(), word)).collect(),
        };
        let mut asks = Vec::new();
        for (parameter, word) in pairs {
            let Some(field) = self.field_id(&word) else { continue };
            if matches!(self.field(field).map(|field| &field.kind), Some(Kind::Counter(_))) {
                let text = format!("\"{}\" is a counter and cannot be asked", short(&word.text));
                self.fault(Fault::new(Code::F09, word.at, text).hint("add"));
            }
            asks.push(Ask { parameter, field });
        }
        asks
    }

    fn field_list(&mut self, fields: &Fields<'_>, key: &str) -> Vec<FieldId> {
        fields.words(self, key).iter().filter_map(|word| self.field_id(word)).collect()
    }

    pub(super) fn expect_kind(&mut self, field: FieldId, word: &Word, wanted: &str) {
        let kind = self.field(field).map_or("", |field| field.kind.as_str());
        if kind != wanted {
            let text = format!("\"{}\" is {kind}, not {wanted}", short(&word.text));
            self.fault(Fault::new(Code::F09, word.at, text));
        }
    }

    /// `set = { price = "counter" }`: from a field, the event, a number, or a word of a choice.
    fn sets<'a>(&mut self, fields: &Fields<'a>) -> Vec<Set> {
        let mut sets = Vec::new();
        for (key, value) in fields.table(self, "set") {
            let place = at(value);
            let Some(field) = self.field_id(&key) else { continue };
            let value = match (number(value), value.get_ref()) {
                (Some(number), _) => self.set_number(field, number, place),
                (None, DeValue::String(text)) => {
                    self.set_word(field, &Word { text: text.to_string(), at: place })
                }
                _ => {
                    self.wrong_type(value, "a value", "the name of a field, or a whole number");
                    None
                }
            };
            sets.extend(value.map(|value| Set { field, value, at: place }));
        }
        sets
    }

    fn set_number(&mut self, field: FieldId, number: i64, at: At) -> Option<Origin> {
        let (name, kind, is_number) = self.name_and_kind(field);
        if is_number {
            return Some(Origin::Number(number));
        }
        self.fault(Fault::new(Code::F09, at, format!("\"{name}\" is {kind}, {number} a number")));
        None
    }

    fn set_word(&mut self, field: FieldId, word: &Word) -> Option<Origin> {
        if let Some(of) = word.text.strip_prefix("event.") {
            if !self.in_event {
                self.fault(Fault::new(Code::F16, word.at, "there is no event here"));
            }
            return Some(Origin::Event(of.to_owned()));
        }
        let (name, kind, _) = self.name_and_kind(field);
        if let Some(Kind::Choice(of)) = self.field(field).map(|field| &field.kind)
            && of.contains(&word.text)
        {
            return Some(Origin::Word(word.text.clone()));
        }
        let from = self.field_id(word)?;
        let (other, other_kind, _) = self.name_and_kind(from);
        let is_same = kind == other_kind || (kind == "integer" && other_kind == "counter");
        if !is_same {
            let text = format!("\"{name}\" is {kind}, \"{other}\" {other_kind}");
            self.fault(Fault::new(Code::F09, word.at, text));
        }
        Some(Origin::Field(from))
    }

    fn name_and_kind(&self, field: FieldId) -> (String, &'static str, bool) {
        self.field(field).map_or((String::new(), "", false), |field| {
            (field.name.clone(), field.kind.as_str(), field.kind.is_number())
        })
    }

    /// Whether the transition does anything besides being there.
    pub(super) fn is_empty(transition: &Transition) -> bool {
        matches!(transition.target, Target::Stay)
            && transition.effects.is_empty()
            && transition.said.is_none()
    }
}
