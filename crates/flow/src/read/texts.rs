//! Texts and their placeholders, and files with the same texts in another language.

use toml::de::DeTable;

use super::table::{Word, short};
use super::{Reader, leaves};
use crate::definition::{Definition, Field, FieldId, Limit, LimitId, Role, RoleId, TextId};
use crate::fault::{Code, Fault, nearest};
use crate::source::Source;
use crate::text::{self, Piece, Placeholders, Text};
use crate::transition::Said;

/// The longest text.
const MAX_TEXT: usize = 2_000;

/// The names that placeholders may use.
pub(crate) struct Known<'a> {
    roles: &'a [Role],
    fields: &'a [Field],
    limits: &'a [Limit],
    has_event: bool,
}

impl Placeholders for Known<'_> {
    fn piece(&self, name: &str) -> Option<Piece> {
        if name == "awaited" {
            return Some(Piece::Awaited);
        }
        if let Some(limit) = name.strip_prefix("limits.") {
            let index = self.limits.iter().position(|one| one.name == limit)?;
            return Some(Piece::Limit(LimitId::new(index)));
        }
        if let Some(what) = name.strip_prefix("subject.") {
            return ["title", "description", "amount"]
                .contains(&what)
                .then(|| Piece::Subject(what.to_owned()));
        }
        if let Some(what) = name.strip_prefix("event.") {
            return (self.has_event && !what.is_empty()).then(|| Piece::Event(what.to_owned()));
        }
        if let Some(index) = self.fields.iter().position(|field| field.name == name) {
            return Some(Piece::Field(FieldId::new(index)));
        }
        self.roles.iter().position(|role| role.name == name).map(|index| Piece::Role(RoleId::new(index)))
    }
}

impl Known<'_> {
    fn nearest(&self, unknown: &str) -> Option<String> {
        let name = unknown.trim_matches(['{', '}', ' ']);
        let limits: Vec<String> = self.limits.iter().map(|limit| format!("limits.{}", limit.name)).collect();
        let fields = self.fields.iter().map(|field| field.name.as_str());
        let roles = self.roles.iter().map(|role| role.name.as_str());
        let more = ["awaited", "subject.title", "event.reason"];
        let known = fields.chain(roles).chain(limits.iter().map(String::as_str)).chain(more);
        nearest(name, known).map(|one| format!("{{{one}}}?"))
    }
}

impl Reader<'_> {
    /// Keeps a text under its path.
    pub(super) fn text(&mut self, path: &str, word: &Word) -> TextId {
        // The default timeout is read for each state that has it, and is one text.
        if let Some(index) = self.texts.iter().position(|text| text.path == path) {
            return TextId::new(index);
        }
        if word.text.chars().count() > MAX_TEXT {
            let text = format!("a text has at most {MAX_TEXT} characters");
            self.fault(Fault::new(Code::F19, word.at, text));
        }
        let known = Known {
            roles: &self.roles,
            fields: &self.fields,
            limits: &self.limits,
            has_event: self.in_event,
        };
        let (template, unknown) = text::parse(&word.text, &known);
        let found: Vec<Fault> = unknown
            .iter()
            .map(|name| {
                let hint = known.nearest(name).unwrap_or_default();
                let at = self.source.within(word.at, name);
                Fault::new(Code::F17, at, format!("unknown {}", short(name))).hint(hint)
            })
            .collect();
        found.into_iter().for_each(|fault| self.fault(fault));
        let id = TextId::new(self.texts.len());
        self.texts.push(Text {
            path: path.to_owned(),
            at: word.at,
            template,
            other: std::collections::BTreeMap::default(),
        });
        id
    }

    /// One text, or a table with one for each role.
    pub(super) fn said(&mut self, path: &str, value: &super::table::Value<'_>) -> Option<Said> {
        let toml::de::DeValue::Table(table) = value.get_ref() else {
            let word = self.word(value, "a text")?;
            return Some(Said::All(self.text(path, &word)));
        };
        let mut texts = Vec::new();
        for (key, value) in super::table::entries(table) {
            let (role, word) = (self.role_id(&key), self.word(value, "a text"));
            if let (Some(role), Some(word)) = (role, word) {
                texts.push((role, self.text(&format!("{path}.{}", key.text), &word)));
            }
        }
        Some(Said::Each(texts))
    }
}

/// Adds the texts of another language to a definition.
pub(super) fn translate<'a>(
    definition: &mut Definition,
    language: &str,
    source: &Source,
    table: &'a DeTable<'a>,
    found: &mut Vec<Fault>,
) {
    for (path, key_at, word) in leaves(table) {
        let Some(word) = word else {
            found.push(Fault::new(Code::F00, key_at, "a translation holds texts only"));
            continue;
        };
        let Some(index) = definition.texts.iter().position(|text| text.path == path) else {
            let known = definition.texts.iter().map(|text| text.path.as_str());
            let hint = nearest(&path, known).map(|one| format!("{one}?"));
            let text = format!("the flow has no text \"{}\"", short(&path));
            found.push(Fault::new(Code::F02, key_at, text).hint(hint.unwrap_or_default()));
            continue;
        };
        let has_event = definition.texts.get(index).is_some_and(|text| text.template.shows_event());
        let known = Known {
            roles: &definition.roles,
            fields: &definition.fields,
            limits: &definition.limits,
            has_event,
        };
        let (template, unknown) = text::parse(&word.text, &known);
        for name in &unknown {
            let hint = known.nearest(name).unwrap_or_default();
            let at = source.within(word.at, name);
            found.push(Fault::new(Code::F17, at, format!("unknown {}", short(name))).hint(hint));
        }
        if let Some(text) = definition.texts.get_mut(index) {
            let allowed: Vec<FieldId> = text.template.fields().collect();
            if let Some(other) = template.fields().find(|field| !allowed.contains(field)) {
                let name = definition.fields.get(other.index()).map_or("", |field| field.name.as_str());
                let shown = format!("{{{name}}} is not in the text of the flow");
                found.push(Fault::new(Code::F23, source.within(word.at, &format!("{{{name}}}")), shown));
            }
            text.other.insert(language.to_owned(), template);
        }
    }
}
