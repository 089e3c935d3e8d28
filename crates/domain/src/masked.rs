//! What people write, as it may be stored: sensitive numbers are gone before anything else sees them.

use liaison_masking::{Asked, Found, Kind, Masked, Policy, asks_for, find, mask, mask_parts};
use serde_json::{Map, Value};

use crate::{
    app::App,
    error::{Error, Result},
};

/// A text before it this long may say what it is ("PIN" in `{"label": "PIN", "value": 4821}`).
const LONGEST_LABEL: usize = 60;

/// A text, without blank lines behind it. Its first line keeps its indentation: code and lists have one.
pub(crate) fn text(app: &App, text: &str) -> String {
    as_typed(app, text.trim_end())
}

/// A text that goes on to be written: with the space around it.
pub(crate) fn as_typed(app: &App, text: &str) -> String {
    mask(text, &app.settings().get().policy, None).into_text()
}

/// A text of a deal that is not paid yet: ways to get in touch outside the platform are masked, too.
pub(crate) fn in_deal(app: &App, text: &str) -> String {
    let policy = app.settings().get().policy.clone().also_contact();
    mask(text.trim_end(), &policy, None).into_text()
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
    if holds_secret(key, &app.settings().get().policy.clone().also_in_links()) {
        return Err(Error::invalid(
            field,
            "must not contain a card number or another secret; use a random UUID",
        ));
    }
    Ok(())
}

fn holds_secret(key: &str, policy: &Policy) -> bool {
    let key = without_uuids(key);
    find(&key, policy, None).iter().any(|found| !is_coincidence(&key, found))
}

/// A key without the UUIDs in it: they are random, and some look like an account number or a card.
fn without_uuids(key: &str) -> String {
    let is_uuid = |place: usize| {
        key.get(place..place + 36).is_some_and(|piece| {
            piece.bytes().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
        })
    };
    let mut rest = String::with_capacity(key.len());
    let mut end = 0;
    for (place, character) in key.char_indices() {
        if place >= end && is_uuid(place) {
            end = place + 36;
            rest.push('~');
        }
        if place >= end {
            rest.push(character);
        }
    }
    rest
}

/// Whether a number has a check digit by chance: in one piece inside a longer key, or as long as an Aadhaar. Keys are
/// often random digits, and one number in ten has it. A key that is a card number and nothing else is what people type.
fn is_coincidence(key: &str, found: &Found) -> bool {
    let is_in_one_piece =
        key.get(found.range.clone()).is_some_and(|number| number.bytes().all(|c| c.is_ascii_digit()));
    let around = [key.get(..found.range.start), key.get(found.range.end..)].map(Option::unwrap_or_default);
    let is_named = asks_for(&around.join(" ")).contains(found.kind);
    let is_part = around.iter().any(|side| side.contains(char::is_alphanumeric));
    match found.kind {
        Kind::Card => is_in_one_piece && is_part && !is_named,
        Kind::Aadhaar => is_in_one_piece && !is_named,
        _ => false,
    }
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

/// Every text and number of a form, in order.
pub(crate) fn texts(fields: &Map<String, Value>) -> Vec<String> {
    fn collect(value: &Value, texts: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
            Value::Object(fields) => fields.values().for_each(|value| collect(value, texts)),
            scalar => texts.extend(text_of(scalar)),
        }
    }
    let mut texts = Vec::new();
    fields.values().for_each(|value| collect(value, &mut texts));
    texts
}

/// Puts them back, masked.
pub(crate) fn put_texts(fields: &mut Map<String, Value>, texts: impl Iterator<Item = String>) {
    fn fill(value: &mut Value, texts: &mut dyn Iterator<Item = String>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| fill(item, texts)),
            Value::Object(fields) => fields.values_mut().for_each(|value| fill(value, texts)),
            scalar => {
                if let Some(text) = text_of(scalar)
                    && let Some(masked) = texts.next().filter(|masked| *masked != text)
                {
                    *scalar = Value::String(masked);
                }
            }
        }
    }
    let mut texts = texts;
    fields.values_mut().for_each(|value| fill(value, &mut texts));
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

    /// A value behind a text that may say what it is, besides what it is by itself.
    fn beside(&self, label: &str, value: Value) -> Value {
        let Some(text) = text_of(&value).filter(|_| !label.is_empty()) else { return value };
        match mask_parts(&[label, &text], self.policy, None).pop() {
            Some(masked) if self.is_new(&masked, &text) => put(value, &text, masked.into_text()),
            _ => value,
        }
    }

    /// Whether it is masked because of what stands beside it: by itself it was judged before, in view of its own name.
    fn is_new(&self, masked: &Masked, text: &str) -> bool {
        masked.is_changed() && mask(text, self.policy, None) != *masked
    }

    /// Items of a list, each by itself and all as one: `[4111, 1111, 1111, 1111]`.
    fn items(&self, name: &str, items: Vec<Value>) -> Vec<Value> {
        let items: Vec<Value> = items.into_iter().map(|item| self.value(name, item)).collect();
        let texts: Vec<String> = items.iter().map(|item| text_of(item).unwrap_or_default()).collect();
        self.together(name, items, &texts)
    }

    /// Fields that differ in the number of their names only are a list: `cardNumber1`, `cardNumber2`.
    fn numbered(&self, names: &[String], mut values: Vec<Value>) -> Vec<Value> {
        let is_numbered = |name: &&String| name.ends_with(|character: char| character.is_ascii_digit());
        let mut stems: Vec<String> = names.iter().filter(is_numbered).map(|name| words_of(name)).collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in stems {
            let is_of_stem = |name: &String| words_of(name) == stem;
            let texts: Vec<String> = names
                .iter()
                .zip(&values)
                .map(
                    |(name, value)| {
                        if is_of_stem(name) { text_of(value).unwrap_or_default() } else { String::new() }
                    },
                )
                .collect();
            values = self.together(&stem, values, &texts);
        }
        values
    }

    fn fields(&self, fields: Map<String, Value>) -> Map<String, Value> {
        let mut label = String::new();
        let (names, values): (Vec<String>, Vec<Value>) = fields
            .into_iter()
            .map(|(name, value)| {
                let own = self.value(&words_of(&name), value);
                let value = self.beside(&label, own);
                label = value.as_str().filter(|text| is_label(text)).unwrap_or_default().to_owned();
                (mask(name.trim(), self.policy, None).into_text(), value)
            })
            .unzip();
        // Numbers in several fields are several numbers; a text may have been cut.
        let texts: Vec<String> =
            values.iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect();
        let values = self.numbered(&names, self.together("", values, &texts));
        names.into_iter().zip(values).collect()
    }

    /// Masks values as one with the name they share; those without a text are left out.
    fn together(&self, name: &str, values: Vec<Value>, texts: &[String]) -> Vec<Value> {
        let is_part = |text: &&String| !text.is_empty();
        if texts.iter().filter(is_part).count() < 2 {
            return values;
        }
        let parts: Vec<&str> =
            std::iter::once(name).chain(texts.iter().filter(is_part).map(String::as_str)).collect();
        let masked = mask_parts(&parts, self.policy, None);
        let mut masked = masked.into_iter().skip(1);
        let put_back = |(value, text): (Value, &String)| {
            if text.is_empty() {
                return value;
            }
            match masked.next().filter(|masked| self.is_new(masked, text)) {
                Some(masked) => put(value, text, masked.into_text()),
                None => value,
            }
        };
        values.into_iter().zip(texts).map(put_back).collect()
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
            (
                json!({"cardNumber1": 4111, "cardNumber2": 1111, "x": 1, "cardNumber3": 1111, "cardNumber4": 1111}),
                json!({"cardNumber1": "****", "cardNumber2": "****", "x": 1, "cardNumber3": "****", "cardNumber4": "****"}),
            ),
            (
                json!({"otp1": 4, "otp2": 8, "otp3": 2, "otp4": 9, "otp5": "1", "otp6": 0}),
                json!({"otp1": "****", "otp2": "****", "otp3": "****", "otp4": "****", "otp5": "****", "otp6": "****"}),
            ),
            (json!({"pin": [4, 8, 2, 1]}), json!({"pin": ["****", "****", "****", "****"]})),
            (json!({"pass": "hunter2"}), json!({"pass": "****"})),
            (json!({"pass": "swordfish", "pw": "hunter2"}), json!({"pass": "****", "pw": "****"})),
            (json!({"user_pass": "swordfish"}), json!({"user_pass": "****"})),
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
            "tier1": 4111, "tier2": 5200, "tier3": 6100, "order_id": 4_111_111_111_111_111_u64, "invoice_id": "4111111111111111",
            "order_ids": ["4111111111111111", "5555555555554444"], "boarding_pass": "A12345",
            "sizes": [4032, 3024, 1500, 2500], "years": [2023, 2024, 2025], "tiers": [5000, 4500, 6000],
            "from": "2023", "mid": "2024", "to": "2025", "order": 4_111_111_111_111_112_u64, "platform": "instagram",
            "link": "https://shop.example/p/4242424242424242", "postal_pin": 560_001, "notes": "two reels, one story",
        });
        assert_eq!(
            Json { policy: &Policy::standard(), asked: Asked::NOTHING }.value("", value.clone()),
            value
        );
    }

    #[test]
    fn a_key_of_random_digits_is_taken_unless_it_is_what_people_type() {
        let policy = Policy::standard().also_in_links();
        let is_taken = |key: &str| !holds_secret(key, &policy);
        for key in [
            "msg-4111111111111111",
            "4111111111111111-17",
            "web_4111111111111111_x",
            "234123412346",
            "1700000000000-17",
            "550e8400-e29b-41d4-a716-446655440000",
            "a4111111111111111z",
            "0mx2nct4l-3364deb0-a157-4c81-acc1-63516fe48344",
            "de890852-88bb-d577-f466-51de9ae8b1e6",
        ] {
            assert!(is_taken(key), "{key}");
        }
        for key in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "x 4111-1111-1111-1111",
            "card-4111111111111111",
            "2341-2341-2346",
            "aadhaar-234123412346",
            "DE89370400440532013000",
            "078-05-1120",
            "otp=482910",
            "550e8400-e29b-41d4-a716-446655440000 card 4111 1111 1111 1111",
        ] {
            assert!(!is_taken(key), "{key}");
        }
    }

    #[test]
    fn no_uuid_is_ever_refused() {
        let policy = Policy::standard().also_in_links();
        for _ in 0..20_000 {
            let key = format!("0mx2nct4l-{}", uuid::Uuid::from_bytes(rand::random()));
            assert!(!holds_secret(&key, &policy), "{key}");
        }
    }
}
