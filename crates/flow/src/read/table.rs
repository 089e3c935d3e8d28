//! A TOML table with the fields that it may have: whatever is unknown or of the wrong type becomes a fault.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::fault::{Code, Fault, nearest};
use crate::source::At;

/// A value and where it stands.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A string and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: At,
}

/// The fields of one table.
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    at: At,
    what: &'static str,
    has_unknown: bool,
}

pub(super) fn at(value: &Value<'_>) -> At {
    value.span().into()
}

/// Its entries in the order of the file.
pub(super) fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(Word, &'a Value<'a>)> {
    let word = |key: &Spanned<std::borrow::Cow<'_, str>>| Word {
        text: key.get_ref().to_string(),
        at: key.span().into(),
    };
    let mut entries: Vec<_> = table.iter().map(|(key, value)| (word(key), value)).collect();
    entries.sort_by_key(|(key, _)| key.at.start);
    entries
}

impl<'a> Fields<'a> {
    /// Reports every field that is not among `known`.
    pub(super) fn new(
        reader: &mut Reader<'_>,
        value: &'a Value<'a>,
        place: At,
        what: &'static str,
        known: &[&str],
    ) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, what, "a table");
            return None;
        };
        Some(Self::of(reader, table, place, what, known))
    }

    pub(super) fn of(
        reader: &mut Reader<'_>,
        table: &'a DeTable<'a>,
        place: At,
        what: &'static str,
        known: &[&str],
    ) -> Self {
        let mut has_unknown = false;
        for (key, _) in entries(table) {
            if !known.contains(&key.text.as_str()) {
                has_unknown = true;
                let hint = match nearest(&key.text, known.iter().copied()) {
                    Some(one) if known.len() > 4 => format!("{one}?"),
                    _ => known.join(", "),
                };
                let shown = short(&key.text);
                let text = format!("unknown field \"{shown}\" of {what}");
                reader.fault(Fault::new(Code::F02, key.at, text).hint(hint));
            }
        }
        Self { table, at: place, what, has_unknown }
    }

    /// Whether a field was reported: then a missing one may be a misspelled one.
    pub(super) fn has_unknown(&self) -> bool {
        self.has_unknown
    }

    /// The place of the table itself.
    pub(super) fn at(&self) -> At {
        self.at
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    /// Where the key stands.
    pub(super) fn key_at(&self, key: &str) -> At {
        self.table.get_key_value(key).map_or(self.at, |(key, _)| key.span().into())
    }

    pub(super) fn word(&self, reader: &mut Reader<'_>, key: &str) -> Option<Word> {
        reader.word(self.get(key)?, key)
    }

    pub(super) fn flag(&self, reader: &mut Reader<'_>, key: &str) -> bool {
        match self.get(key) {
            None => false,
            Some(value) => match value.get_ref() {
                DeValue::Boolean(flag) => *flag,
                _ => {
                    reader.wrong_type(value, key, "true or false");
                    false
                }
            },
        }
    }

    pub(super) fn number(&self, reader: &mut Reader<'_>, key: &str) -> Option<(i64, At)> {
        let value = self.get(key)?;
        let number = number(value);
        if number.is_none() {
            reader.wrong_type(value, key, "a whole number");
        }
        Some((number?, at(value)))
    }

    /// A list of strings, or one string.
    pub(super) fn words(&self, reader: &mut Reader<'_>, key: &str) -> Vec<Word> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => reader.words(value, key),
        }
    }

    /// The table below this key, with its own known fields; empty when there is none.
    pub(super) fn table(&self, reader: &mut Reader<'_>, key: &'static str) -> Vec<(Word, &'a Value<'a>)> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Table(table) => entries(table),
                _ => {
                    reader.wrong_type(value, key, "a table");
                    Vec::new()
                }
            },
        }
    }

    /// One of some words.
    pub(super) fn one_of<T: Copy>(
        &self,
        reader: &mut Reader<'_>,
        key: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let word = self.word(reader, key)?;
        let found = known.iter().find(|(name, _)| *name == word.text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let text = format!("\"{}\" is no {key} of {}", short(&word.text), self.what);
            reader.fault(Fault::new(Code::F19, word.at, text).hint(names.join(", ")));
        }
        found
    }
}

pub(super) fn number(value: &Value<'_>) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(number) => {
            i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
        }
        _ => None,
    }
}

/// A name as messages quote it: not longer than a line.
pub(crate) fn short(name: &str) -> String {
    let mut text: String = name.chars().take(60).collect();
    if name.chars().nth(60).is_some() {
        text.push('…');
    }
    text
}

impl Reader<'_> {
    pub(super) fn word(&mut self, value: &Value<'_>, what: &str) -> Option<Word> {
        match value.get_ref() {
            DeValue::String(text) => Some(Word { text: text.to_string(), at: at(value) }),
            _ => {
                self.wrong_type(value, what, "a text");
                None
            }
        }
    }

    pub(super) fn words(&mut self, value: &Value<'_>, what: &str) -> Vec<Word> {
        match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|one| self.word(one, what)).collect(),
            DeValue::String(text) => vec![Word { text: text.to_string(), at: at(value) }],
            _ => {
                self.wrong_type(value, what, "a list of names");
                Vec::new()
            }
        }
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'_>, what: &str, wanted: &str) {
        self.fault(Fault::new(Code::F00, at(value), format!("{what} is {wanted}")));
    }
}
