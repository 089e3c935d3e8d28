//! What people write, as it may be stored: sensitive numbers are gone before anything else sees them.

use liaison_masking::{Asked, Policy, mask, mask_parts};
use serde_json::{Map, Value};

use crate::{
    app::App,
    error::{Error, Result},
};

/// A text before it this long may say what it is ("PIN" in `{"label": "PIN", "value": 4821}`).
const LONGEST_LABEL: usize = 60;

/// A text, without space around it.
pub(crate) fn text(app: &App, text: &str) -> String {
    as_typed(app, text.trim())
}

/// A text that goes on to be written: with the space around it.
pub(crate) fn as_typed(app: &App, text: &str) -> String {
    mask(text, &app.settings().get().policy, None).into_text()
}

/// An address in a field of its own. It stays an address: nothing but `****` takes the place of a number, and numbers
/// that would only name something in a text are looked at like any other.
pub(crate) fn address(app: &App, address: &str) -> String {
    let policy = app.settings().get().policy.clone().also_in_links().without_last_four();
    mask(address, &policy, None).into_text()
}

/// Refuses a key of the client's own that holds a secret. Masked, two keys could become one, and a digest of a card
/// number can be reversed by trying all of them.
pub(crate) fn check_key(app: &App, field: &str, key: &str) -> Result<()> {
    let policy = app.settings().get().policy.clone().also_in_links();
    if mask(key, &policy, None).is_changed() {
        return Err(Error::invalid(
            field,
            "must not hold a card number or another secret; use a random UUID",
        ));
    }
    Ok(())
}

/// Everything in a form or another object: texts, numbers, names of fields, in view of the names of fields around them.
/// A number that is a secret becomes a text.
pub(crate) fn value(app: &App, value: Value) -> Value {
    Json { policy: &app.settings().get().policy, asked: Asked::NOTHING }.value("", value)
}

/// The fields of a form as answers to what was asked for just before, besides [`value`].
pub(crate) fn answers(app: &App, fields: Map<String, Value>, asked: Asked) -> Map<String, Value> {
    if asked.is_empty() {
        fields
    } else {
        Json { policy: &app.settings().get().policy, asked }.fields(fields)
    }
}

struct Json<'a> {
    policy: &'a Policy,
    asked: Asked,
}

impl Json<'_> {
    /// A value under a name; both were written for each other: `{"pin": 4821}`.
    fn value(&self, name: &str, value: Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(self.items(name, items)),
            Value::Object(fields) => Value::Object(self.fields(fields)),
            scalar => self.scalar(name, scalar, self.asked),
        }
    }

    fn scalar(&self, before: &str, scalar: Value, asked: Asked) -> Value {
        let Some(text) = text_of(&scalar) else { return scalar };
        // In one line with its name: an order number is no answer to "What is your PIN?".
        let is_answer =
            !asked.is_empty() && mask(&format!("{before} {text}"), self.policy, asked).is_changed();
        let asked = if is_answer { asked } else { Asked::NOTHING };
        let masked = mask_parts(&[before, &text], self.policy, asked)
            .pop()
            .map_or_else(String::new, |masked| masked.into_text());
        put(scalar, &text, masked)
    }

    /// Items of a list, each by itself and all as one: `[4111, 1111, 1111, 1111]`.
    fn items(&self, name: &str, items: Vec<Value>) -> Vec<Value> {
        let items: Vec<Value> = items.into_iter().map(|item| self.value(name, item)).collect();
        let texts: Vec<String> = items.iter().map(|item| text_of(item).unwrap_or_default()).collect();
        self.together(items, &texts)
    }

    fn fields(&self, fields: Map<String, Value>) -> Map<String, Value> {
        let mut label = String::new();
        let (names, values): (Vec<String>, Vec<Value>) = fields
            .into_iter()
            .map(|(name, value)| {
                let own = self.value(&words_of(&name), value);
                let value = self.scalar(&label, own, Asked::NOTHING);
                label = value.as_str().filter(|text| is_label(text)).unwrap_or_default().to_owned();
                (mask(name.trim(), self.policy, None).into_text(), value)
            })
            .unzip();
        // Numbers in several fields are several numbers; a text may have been cut.
        let texts: Vec<String> =
            values.iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect();
        names.into_iter().zip(self.together(values, &texts)).collect()
    }

    fn together(&self, values: Vec<Value>, texts: &[String]) -> Vec<Value> {
        if texts.iter().filter(|text| !text.is_empty()).count() < 2 {
            return values;
        }
        let parts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let masked = mask_parts(&parts, self.policy, None);
        let all = values.into_iter().zip(texts).zip(masked);
        all.map(
            |((value, text), masked)| {
                if masked.is_changed() { put(value, text, masked.into_text()) } else { value }
            },
        )
        .collect()
    }
}

/// Whether a text may say what the value after it is.
fn is_label(text: &str) -> bool {
    text.len() <= LONGEST_LABEL && !text.contains(char::is_numeric)
}

/// What is written in a text or a number.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        // 4111111111111111.0 is the same number.
        Value::Number(number) => Some(number.to_string().trim_end_matches(".0").to_owned()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The value again where nothing was masked.
fn put(value: Value, text: &str, masked: String) -> Value {
    if value.is_number() && masked == text { value } else { Value::String(masked) }
}

/// A name of a field as words that announce its value: `cardNumber` is `card number:`.
fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    // `cardNumber2` is one of several.
    for character in name.trim_end_matches(|character: char| character.is_ascii_digit()).chars() {
        if after_small && character.is_uppercase() {
            words.push(' ');
        }
        after_small = character.is_lowercase();
        words.push(if matches!(character, '_' | '-' | '.') { ' ' } else { character });
    }
    words + ":"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_and_lists_are_read_in_view_of_their_names() {
        let table = [
            (json!({"card": 4_111_000_700_000_019_u64}), json!({"card": "**** 0019"})),
            (json!({"card": 4_111_000_700_000_019.0}), json!({"card": "**** 0019"})),
            (
                json!({"a": {"b": [{"c": 4_111_000_700_000_019_u64}]}}),
                json!({"a": {"b": [{"c": "**** 0019"}]}}),
            ),
            (
                json!({"pin": 4821, "cvvCode": 123, "otp": "482910", "cvv2": 456}),
                json!({"pin": "****", "cvvCode": "****", "otp": "****", "cvv2": "****"}),
            ),
            (json!({"account_number": 123_456_789_012_u64}), json!({"account_number": "****"})),
            (json!({"card": [4111, 1111, 1111, 1111]}), json!({"card": ["****", "****", "****", "****"]})),
            (
                json!({"first": "4111 1111", "second": "1111 1111"}),
                json!({"first": "****", "second": "****"}),
            ),
            (json!({"label": "PIN", "value": 4821}), json!({"label": "PIN", "value": "****"})),
            (json!({"password": "hunter2"}), json!({"password": "****"})),
            (json!({"4111111111111111": true}), json!({"**** 1111": true})),
        ];
        let policy = Policy::standard();
        for (value, expected) in table {
            assert_eq!(
                Json { policy: &policy, asked: Asked::NOTHING }.value("", value.clone()),
                expected,
                "{value}"
            );
            assert_eq!(
                Json { policy: &policy, asked: Asked::NOTHING }.value("", expected.clone()),
                expected,
                "twice: {value}"
            );
        }
    }

    #[test]
    fn other_values_stay_as_they_are() {
        let value = json!({
            "amount": 450_000, "price": 4821.5, "reels": 3, "deadline": "2026-12-01", "is_gift": true, "none": null,
            "sizes": [4032, 3024, 1500, 2500], "years": [2023, 2024, 2025], "tiers": [5000, 4500, 6000],
            "from": "2023", "mid": "2024", "to": "2025", "order": 4_111_111_111_111_112_u64, "platform": "instagram",
            "link": "https://shop.example/p/4242424242424242", "postal_pin": 560_001, "notes": "two reels, one story",
        });
        assert_eq!(
            Json { policy: &Policy::standard(), asked: Asked::NOTHING }.value("", value.clone()),
            value
        );
    }
}
