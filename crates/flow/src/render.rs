//! Texts as people read them: placeholders filled with data, in one language. Values are inserted as they are.

use std::collections::BTreeMap;

use crate::answer::show_date;
use crate::definition::{Definition, FieldId, Kind, RoleId, TextId};
use crate::effect::Line;
use crate::money;
use crate::state::{State, Value};
use crate::text::Piece;

/// What a definition does not know: the names of people, and what the run is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// By role.
    pub roles: BTreeMap<String, String>,
    /// `title`, `description`, `amount`.
    pub subject: BTreeMap<String, String>,
}

/// For whom texts are made.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The flow.
    pub definition: &'a Definition,
    /// `en`, `hi`, `pt-BR`.
    pub language: &'a str,
    /// Names of people and of the subject.
    pub names: &'a Names,
}

impl Reader<'_> {
    /// What a step said, with the values as they were.
    pub fn line(&self, state: &State, line: &Line) -> String {
        let value = |field: FieldId| line.values.iter().find(|(of, _)| *of == field).map(|(_, value)| value);
        let event = |name: &str| line.event.iter().find(|(of, _)| of == name).map(|(_, value)| value);
        self.fill(state, line.text, line.awaited, &value, &event)
    }

    /// A text of the present state.
    pub(crate) fn text(&self, state: &State, text: TextId) -> String {
        let awaited = self.definition.states.get(state.state().index()).and_then(|here| here.awaits);
        self.fill(state, text, awaited, &|field| state.value(field), &|_| None)
    }

    fn fill<'v>(
        &self,
        state: &'v State,
        text: TextId,
        awaited: Option<RoleId>,
        value: &dyn Fn(FieldId) -> Option<&'v Value>,
        event: &dyn Fn(&str) -> Option<&'v Value>,
    ) -> String {
        let Some(text) = self.definition.texts.get(text.index()) else { return String::new() };
        let mut filled = String::new();
        for piece in &text.template(self.language).0 {
            match piece {
                Piece::Plain(plain) => filled.push_str(plain),
                Piece::Field(field) => {
                    filled.push_str(
                        &value(*field).map(|value| self.value(state, *field, value)).unwrap_or_default(),
                    );
                }
                Piece::Limit(limit) => filled.push_str(&state.limit(*limit).to_string()),
                Piece::Role(role) => filled.push_str(self.name(*role)),
                Piece::Awaited => filled.push_str(awaited.map_or("", |role| self.name(role))),
                Piece::Subject(what) => {
                    filled.push_str(self.names.subject.get(what).map_or("", String::as_str));
                }
                Piece::Event(name) => match event(name) {
                    Some(Value::Text(text)) => filled.push_str(text),
                    Some(Value::Number(number)) => filled.push_str(&number.to_string()),
                    None => {}
                },
            }
        }
        filled.trim_end().to_owned()
    }

    /// The name of who has the role, or the role's own.
    pub fn name(&self, role: RoleId) -> &str {
        let own = self.definition.role_name(role);
        self.names.roles.get(own).map_or(own, String::as_str)
    }

    /// A value as people read it.
    pub fn value(&self, state: &State, field: FieldId, value: &Value) -> String {
        match (value, self.definition.fields.get(field.index()).map(|field| &field.kind)) {
            (Value::Text(text), _) => text.to_string(),
            (Value::Number(minor), Some(Kind::Money)) => money::show(*minor, state.currency()),
            (Value::Number(millis), Some(Kind::Date)) => show_date(*millis),
            (Value::Number(number), _) => number.to_string(),
        }
    }
}
