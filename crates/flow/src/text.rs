//! Texts of a definition: pieces and placeholders, and the same in other languages.

use std::collections::BTreeMap;

use crate::definition::{FieldId, LimitId, RoleId};
use crate::source::At;

/// A text, by its path in the definition.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// `state.payment_pending.card.title`: where other languages put theirs.
    pub(crate) path: String,
    pub(crate) at: At,
    pub(crate) template: Template,
    pub(crate) other: BTreeMap<String, Template>,
}

impl Text {
    /// The text in this language, else in the definition's own.
    pub(crate) fn template(&self, language: &str) -> &Template {
        let base = language.split(['-', '_']).next().unwrap_or_default();
        self.other.get(language).or_else(|| self.other.get(base)).unwrap_or(&self.template)
    }
}

/// Pieces that stand one after another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Template(pub(crate) Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Plain(String),
    Field(FieldId),
    Limit(LimitId),
    Role(RoleId),
    Awaited,
    Subject(String),
    Event(String),
}

impl Template {
    /// The fields that it shows.
    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Field(field) => Some(*field),
            _ => None,
        })
    }

    pub(crate) fn shows_event(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Event(_)))
    }
}

/// What placeholders mean.
pub(crate) trait Placeholders {
    fn piece(&self, name: &str) -> Option<Piece>;
}

/// Cuts a text into pieces. Placeholders that mean nothing come back and are left as they are written.
pub(crate) fn parse(text: &str, known: &dyn Placeholders) -> (Template, Vec<String>) {
    let (mut pieces, mut plain, mut unknown) = (Vec::new(), String::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            plain.push_str(from.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let inner = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let Some((name, after)) = inner else {
            unknown.push(from.chars().take(20).collect());
            plain.push_str(from);
            rest = "";
            break;
        };
        match known.piece(name.trim()) {
            Some(piece) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                }
                pieces.push(piece);
            }
            None => {
                unknown.push(format!("{{{name}}}"));
                plain.push_str(&format!("{{{name}}}"));
            }
        }
        rest = after;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    (Template(pieces), unknown)
}
