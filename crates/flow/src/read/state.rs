//! A state, and actions that are possible in every state.

use toml::de::DeValue;

use super::Reader;
use super::table::{Fields, Value, Word, at, entries, short};
use crate::definition::{RoleId, StateDef};
use crate::fault::{Code, Fault};
use crate::transition::{Branch, Card, Target, Transition, Trigger};

const KNOWN: [&str; 10] =
    ["awaits", "chat", "card", "wait", "next", "final", "on", "event", "timeout", "also"];

impl Reader<'_> {
    /// The timeout of states that await somebody and name none.
    pub(super) fn defaults<'a>(&mut self, fields: &Fields<'a>) -> Option<&'a Value<'a>> {
        let value = fields.get("defaults")?;
        let defaults = Fields::new(self, value, fields.key_at("defaults"), "the defaults", &["timeout"])?;
        defaults.get("timeout")
    }

    pub(super) fn state<'a>(
        &mut self,
        name: &Word,
        value: &'a Value<'a>,
        default: Option<&'a Value<'a>>,
    ) -> StateDef {
        let place = self.named(name.at);
        let mut state = StateDef {
            name: name.text.clone(),
            awaits: None,
            chat_open: false,
            is_final: false,
            at: place,
            card: None,
            wait: None,
            next: None,
            on: Vec::new(),
            events: Vec::new(),
            timers: Vec::new(),
            is_counted_from: false,
        };
        let Some(fields) = Fields::new(self, value, place, "a state", &KNOWN) else { return state };
        let path = format!("state.{}", name.text);
        state.awaits = fields.word(self, "awaits").and_then(|word| self.role_id(&word));
        state.chat_open =
            fields.one_of(self, "chat", &[("closed", false), ("open", true)]).unwrap_or_default();
        state.is_final = fields.flag(self, "final");
        state.card = fields.get("card").and_then(|card| self.card(&path, card, fields.key_at("card")));
        state.wait = fields.get("wait").and_then(|wait| self.said(&format!("{path}.wait"), wait));
        state.next = fields.get("next").and_then(|next| self.next(next, fields.key_at("next")));
        for (action, value) in fields.table(self, "on") {
            self.check_name(&action, "an action");
            let path = format!("{path}.on.{}", action.text);
            state.on.extend(self.action(&path, &action, value, state.awaits));
        }
        for (event, value) in fields.table(self, "event") {
            self.events(&format!("{path}.event"), &event, value, &mut state.events);
        }
        self.times(&path, &fields, default, &mut state);
        self.check_state(&fields, &state);
        state
    }

    fn check_state(&mut self, fields: &Fields<'_>, state: &StateDef) {
        if state.is_final {
            let leads = ["next", "on", "event", "timeout", "also", "awaits"];
            if let Some(key) = leads.iter().find(|key| fields.has(key)) {
                let text = format!("\"{}\" is final and has `{key}`", short(&state.name));
                self.fault(Fault::new(Code::F19, fields.key_at(key), text));
            }
        } else if state.next.is_some() {
            let waits = ["on", "event", "timeout", "also", "awaits"];
            if let Some(key) = waits.iter().find(|key| fields.has(key)) {
                let text = format!("\"{}\" goes on at once and has `{key}`", short(&state.name));
                self.fault(Fault::new(Code::F03, fields.key_at(key), text).hint("`next` or the others"));
            }
        }
    }

    /// A title, or a table with title and subtitle.
    fn card<'a>(&mut self, path: &str, value: &'a Value<'a>, place: crate::source::At) -> Option<Card> {
        if let DeValue::String(title) = value.get_ref() {
            let word = Word { text: title.to_string(), at: at(value) };
            return Some(Card { title: self.text(&format!("{path}.card.title"), &word), subtitle: None });
        }
        let card = Fields::new(self, value, place, "a card", &["title", "subtitle"])?;
        let title = card.word(self, "title").map(|word| self.text(&format!("{path}.card.title"), &word));
        let subtitle =
            card.word(self, "subtitle").map(|word| self.text(&format!("{path}.card.subtitle"), &word));
        if title.is_none() && !card.has("title") && !card.has_unknown() {
            self.fault(Fault::new(Code::F24, place, "`title` of the card is missing"));
        }
        Some(Card { title: title?, subtitle })
    }

    /// `next = "state"`, or branches.
    fn next<'a>(&mut self, value: &'a Value<'a>, place: crate::source::At) -> Option<Transition> {
        let mut transition = Transition::new("next", place, Trigger::Next);
        transition.target = self.target(value)?;
        Some(transition)
    }

    /// A state, or branches with guards.
    pub(super) fn target<'a>(&mut self, value: &'a Value<'a>) -> Option<Target> {
        let DeValue::Array(list) = value.get_ref() else {
            let word = self.word(value, "`to`")?;
            let state = self.state_id(&word)?;
            return Some(Target::To(vec![Branch { when: None, state, at: word.at }]));
        };
        let mut branches = Vec::new();
        for value in list.iter() {
            let place = at(value);
            let Some(fields) = Fields::new(self, value, place, "a branch", &["when", "state"]) else {
                continue;
            };
            let when = fields.word(self, "when").and_then(|word| self.guard(&word));
            match fields.word(self, "state") {
                Some(word) => {
                    let state = self.state_id(&word);
                    branches.extend(state.map(|state| Branch { when, state, at: place }));
                }
                None => self.fault(Fault::new(Code::F24, place, "`state` of the branch is missing")),
            }
        }
        if branches.is_empty() {
            if list.is_empty() {
                self.fault(Fault::new(Code::F24, at(value), "there are no branches"));
            }
            return None;
        }
        Some(Target::To(branches))
    }

    /// An action that is possible in every state.
    pub(super) fn anywhere<'a>(&mut self, name: &Word, value: &'a Value<'a>) -> Option<Transition> {
        self.check_name(name, "an action");
        let path = format!("anywhere.{}", name.text);
        let transition = self.action(&path, name, value, None)?;
        if transition.by.is_empty() {
            let text = format!("`by` of \"{}\" is missing", short(&name.text));
            self.fault(Fault::new(Code::F24, transition.at, text).hint("by = [\"operator\"]"));
        }
        Some(transition)
    }

    /// `event."payment.captured" = {…}`, or the same name in pieces: `event.payment.captured = {…}`.
    fn events<'a>(&mut self, path: &str, name: &Word, value: &'a Value<'a>, into: &mut Vec<Transition>) {
        let is_nested = |value: &Value<'_>| match value.get_ref() {
            DeValue::Table(table) => {
                !table.is_empty()
                    && table.iter().all(|(_, inner)| matches!(inner.get_ref(), DeValue::Table(_)))
            }
            _ => false,
        };
        if let (DeValue::Table(table), true, true) =
            (value.get_ref(), is_nested(value), !name.text.contains('.'))
        {
            for (inner, value) in entries(table) {
                let whole = Word { text: format!("{}.{}", name.text, inner.text), at: inner.at };
                into.extend(self.event(&format!("{path}.{}", whole.text), &whole, value));
            }
        } else {
            into.extend(self.event(&format!("{path}.{}", name.text), name, value));
        }
    }

    /// All roles that a list names.
    pub(super) fn roles_of(&mut self, words: &[Word], awaits: Option<RoleId>) -> crate::definition::Roles {
        let mut roles = crate::definition::Roles::default();
        for word in words {
            if let Some(role) = self.role_id(word) {
                roles = roles.and(role);
            }
        }
        match awaits {
            Some(role) if words.is_empty() => roles.and(role),
            _ => roles,
        }
    }
}
