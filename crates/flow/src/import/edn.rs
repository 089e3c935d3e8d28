//! EDN, as far as data files use it: every value with its place; tags are refused.

use crate::fault::{Code, Fault};
use crate::source::{At, Source};

/// The largest file, and the deepest value.
pub(super) const MAX_BYTES: usize = 1024 * 1024;
const MAX_DEPTH: usize = 64;

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edn {
    pub(super) at: usize,
    pub(super) value: Value,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Nil,
    Bool(bool),
    /// Numbers, as they are written: `1`, `0.1M`.
    Number,
    Text(String),
    /// Without its colon.
    Keyword(String),
    Symbol,
    Character,
    /// Lists, vectors and sets.
    Many(Vec<Edn>),
    Map(Vec<(Edn, Edn)>),
}

impl Edn {
    /// What a map has under a keyword.
    pub(super) fn get(&self, key: &str) -> Option<&Edn> {
        let Value::Map(pairs) = &self.value else { return None };
        let is_key = |one: &Edn| matches!(&one.value, Value::Keyword(name) if name == key);
        pairs.iter().find(|(one, _)| is_key(one)).map(|(_, value)| value)
    }

    pub(super) fn keyword(&self) -> Option<&str> {
        match &self.value {
            Value::Keyword(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Edn] {
        match &self.value {
            Value::Many(items) => items,
            _ => &[],
        }
    }
}

/// Reads one value; what stands behind it must be nothing.
pub(super) fn read(source: &Source) -> Result<Edn, Fault> {
    if source.text().len() > MAX_BYTES {
        return Err(Fault::new(Code::F00, At::default(), "the file has more than 1 MiB"));
    }
    let mut parser = Parser { text: source.text(), at: 0 };
    let Some(value) = parser.value(0)? else {
        return Err(parser.fault("there is nothing in the file"));
    };
    match parser.value(0)? {
        None if parser.at == parser.text.len() => Ok(value),
        _ => Err(parser.fault("one value is expected, and there is more")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn fault(&self, text: &str) -> Fault {
        Fault::new(Code::F00, At::new(self.at, self.at + 1), text)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blank(&mut self, depth: usize) -> Result<(), Fault> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with(';') {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("#_") {
                self.at += 2;
                if depth > MAX_DEPTH {
                    return Err(self.fault("the file is nested too deeply"));
                }
                if self.value(depth + 1)?.is_none() {
                    return Err(self.fault("`#_` is followed by nothing"));
                }
            } else {
                return Ok(());
            }
        }
    }

    /// None before a closing bracket and at the end.
    fn value(&mut self, depth: usize) -> Result<Option<Edn>, Fault> {
        self.skip_blank(depth)?;
        let at = self.at;
        if depth > MAX_DEPTH {
            return Err(self.fault("the file is nested too deeply"));
        }
        let Some(first) = self.peek() else { return Ok(None) };
        let value = match first {
            ']' | '}' | ')' => return Ok(None),
            '[' => Value::Many(self.items(1, ']', depth)?),
            '(' => Value::Many(self.items(1, ')', depth)?),
            '{' => self.map(depth)?,
            '"' => self.string()?,
            '\\' => {
                self.at += 1;
                self.at += self.peek().map_or(0, char::len_utf8);
                self.word();
                Value::Character
            }
            '#' if self.rest().starts_with("#{") => Value::Many(self.items(2, '}', depth)?),
            '#' => return Err(self.fault("tags are not read")),
            _ => self.atom()?,
        };
        Ok(Some(Edn { at, value }))
    }

    fn items(&mut self, open: usize, close: char, depth: usize) -> Result<Vec<Edn>, Fault> {
        let start = self.at;
        self.at += open;
        let mut items = Vec::new();
        while let Some(item) = self.value(depth + 1)? {
            items.push(item);
        }
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(items);
        }
        if self.peek().is_none() {
            self.at = start;
        }
        Err(self.fault(&format!("`{close}` is missing")))
    }

    fn map(&mut self, depth: usize) -> Result<Value, Fault> {
        let start = self.at;
        let items = self.items(1, '}', depth)?;
        if items.len() % 2 == 1 {
            self.at = start;
            return Err(self.fault("a key of this map has no value"));
        }
        let mut pairs = Vec::with_capacity(items.len() / 2);
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            pairs.push((key, value));
        }
        Ok(Value::Map(pairs))
    }

    fn string(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(Value::Text(text)),
                '\\' => {
                    let escaped = self.peek().unwrap_or('\\');
                    self.at += self.peek().map_or(0, char::len_utf8);
                    text.push(match escaped {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        other => other,
                    });
                }
                c => text.push(c),
            }
        }
        self.at = start;
        Err(self.fault("a quotation mark is missing"))
    }

    fn word(&mut self) -> String {
        let ends =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']' | '(' | ')' | '{' | '}' | '"');
        let rest = self.rest();
        let word = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default().to_owned();
        self.at += word.len();
        word
    }

    fn atom(&mut self) -> Result<Value, Fault> {
        let word = self.word();
        if word.is_empty() {
            return Err(self.fault("this is not expected here"));
        }
        let number = word.strip_prefix(['+', '-']).unwrap_or(&word);
        Ok(match word.as_str() {
            "nil" => Value::Nil,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ if number.starts_with(|c: char| c.is_ascii_digit()) => Value::Number,
            _ => match word.strip_prefix(':') {
                Some("") => return Err(self.fault("a keyword has a name")),
                Some(name) => Value::Keyword(name.to_owned()),
                None => Value::Symbol,
            },
        })
    }
}
