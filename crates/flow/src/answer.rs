//! What people and programs send for a field, and whether it fits.

use chrono::{DateTime, NaiveDate, NaiveTime};
use serde_json::Value as Json;

use crate::definition::{Field, Kind};
use crate::money::{self, Currency, MAX_MINOR};
use crate::refusal::Invalid;
use crate::state::Value;

/// The most characters of a text whose field sets no `max`.
pub const MAX_TEXT: i64 = 5_000;

/// A value that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// As a person typed it: money in major units, numbers as text.
    Typed(String),
    /// As a program sends it: money in minor units.
    Sent(Json),
}

/// The value of an answer; none when nothing was sent and nothing is needed.
pub(crate) fn read(field: &Field, currency: Currency, answer: &Answer) -> Result<Option<Value>, Invalid> {
    match answer {
        Answer::Sent(Json::Null) => Ok(None),
        Answer::Typed(text) => typed(field, currency, text),
        Answer::Sent(Json::String(text)) if field.kind == Kind::Money => {
            // A program that sends what a person typed.
            money::parse(text, currency)
                .map_err(Invalid::from)
                .and_then(|minor| amount(field, minor))
                .map(Some)
        }
        Answer::Sent(Json::String(text)) => typed(field, currency, text),
        Answer::Sent(Json::Number(number)) => match (number.as_i64(), &field.kind) {
            (Some(number), Kind::Money) => amount(field, number).map(Some),
            (Some(number), Kind::Integer) => within(field, number).map(Some),
            (Some(_), kind) => Err(wrong_type(kind)),
            (None, Kind::Money) => Err(Invalid::Type("a whole number of minor units")),
            (None, kind) => Err(wrong_type(kind)),
        },
        Answer::Sent(_) => Err(wrong_type(&field.kind)),
    }
}

fn wrong_type(kind: &Kind) -> Invalid {
    Invalid::Type(match kind {
        Kind::Text | Kind::Choice(_) => "a text",
        Kind::Integer | Kind::Counter(_) => "a whole number",
        Kind::Money => "an amount",
        Kind::Date => "a date, such as 2030-12-31 or 2030-12-31T18:00:00Z",
        Kind::Url => "an address that begins with https:// or http://",
        Kind::File => "the id of a file",
    })
}

fn typed(field: &Field, currency: Currency, text: &str) -> Result<Option<Value>, Invalid> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    if trimmed.chars().all(|c| matches!(c, '*' | ' ')) && trimmed.contains("****") {
        return Err(Invalid::Masked);
    }
    let value = match &field.kind {
        Kind::Money => amount(field, money::parse(trimmed, currency)?)?,
        Kind::Integer => {
            let number = trimmed.parse().map_err(|_| wrong_type(&field.kind))?;
            within(field, number)?
        }
        Kind::Date => Value::Number(date(trimmed).ok_or_else(|| wrong_type(&field.kind))?),
        Kind::Choice(of) => match of.iter().find(|one| *one == trimmed) {
            Some(word) => Value::word(word),
            None => return Err(Invalid::Choice(of.clone())),
        },
        Kind::Url if !is_address(trimmed) => return Err(wrong_type(&field.kind)),
        Kind::File if !is_id(trimmed) => return Err(wrong_type(&field.kind)),
        Kind::Counter(_) => return Err(Invalid::Unknown),
        Kind::Text | Kind::Url | Kind::File => Value::word(trimmed),
    };
    if let (Value::Text(text), false) = (&value, matches!(field.kind, Kind::Choice(_))) {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let max = field.max.unwrap_or(MAX_TEXT);
        if length > max {
            return Err(Invalid::Max(max));
        }
        if let Some(min) = field.min.filter(|min| length < *min) {
            return Err(Invalid::Min(min));
        }
        let is_hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        if text.chars().any(is_hidden) {
            return Err(Invalid::Type("a text without control characters"));
        }
    }
    Ok(Some(value))
}

fn amount(field: &Field, minor: i64) -> Result<Value, Invalid> {
    if minor <= 0 || minor >= MAX_MINOR {
        return Err(Invalid::Money(money::NotAnAmount::OutOfRange));
    }
    within(field, minor)
}

fn within(field: &Field, number: i64) -> Result<Value, Invalid> {
    match (field.min, field.max) {
        (Some(min), _) if number < min => Err(Invalid::Min(min)),
        (_, Some(max)) if number > max => Err(Invalid::Max(max)),
        _ => Ok(Value::Number(number)),
    }
}

/// Milliseconds of a date or a moment.
fn date(text: &str) -> Option<i64> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.timestamp_millis());
    }
    let day: NaiveDate = text.parse().ok()?;
    Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
}

/// A moment as people and programs read it.
pub(crate) fn show_date(millis: i64) -> String {
    let Some(moment) = DateTime::from_timestamp_millis(millis) else { return millis.to_string() };
    if moment.time() == NaiveTime::MIN {
        moment.format("%Y-%m-%d").to_string()
    } else {
        moment.format("%Y-%m-%d %H:%M UTC").to_string()
    }
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
            && !host.contains('@')
    })
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
