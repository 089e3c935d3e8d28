//! What a message asks for, so that the answer can be masked without a trigger word of its own.

use std::ops::Range;

use crate::kind::Kind;
use crate::reading::Reading;

/// What the last request of a message asks for: "Please share the OTP" → [`Kind::Otp`]. A warning ("never share your
/// OTP") asks for nothing.
#[must_use]
pub fn asks_for(text: &str) -> Option<Kind> {
    let reading = Reading::of(text, None);
    sentences(&reading).into_iter().rev().find_map(|(symbols, is_question)| {
        let words = reading.words.first_from(symbols.start)..reading.words.first_from(symbols.end);
        let is_request = is_question || words.clone().any(|word| reading.role(word).asks);
        let is_warning = words.clone().any(|word| reading.role(word).negates);
        let hits = reading.hits.iter().rev().skip_while(|hit| hit.words.start >= words.end);
        let mut kinds = hits.take_while(|hit| hit.words.start >= words.start).map(|hit| hit.trigger.kind);
        (is_request && !is_warning).then(|| kinds.find(|&kind| !kind.is_contact())).flatten()
    })
}

/// The sentences of a text, and whether each ends as a question.
fn sentences(reading: &Reading) -> Vec<(Range<usize>, bool)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (index, character) in reading.symbols.iter().enumerate() {
        if matches!(character, '.' | '!' | '?' | '؟' | '।' | '\n') {
            sentences.push((start..index, matches!(character, '?' | '؟')));
            start = index + 1;
        }
    }
    sentences.push((start..reading.symbols.len(), false));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_asks_for_what_it_names() {
        let table = [
            ("Please share the OTP you received", Some(Kind::Otp)),
            ("What is your account number?", Some(Kind::Account)),
            ("Can you confirm the CVV? It is on the back.", Some(Kind::Cvv)),
            ("Envíe el código de verificación", Some(Kind::Otp)),
            ("Bitte nennen Sie Ihre Kontonummer", Some(Kind::Account)),
            ("कृपया ओटीपी भेजें", Some(Kind::Otp)),
            ("ما هو رقم الحساب؟", Some(Kind::Account)),
            ("Tafadhali tuma nambari ya siri", Some(Kind::Pin)),
            ("Please enter your card number", Some(Kind::Card)),
            ("Never share your OTP with anyone.", None),
            ("Do not send your PIN!", None),
            ("What is your order number?", None),
            ("Your OTP was sent.", None),
            ("", None),
        ];
        for (text, kind) in table {
            assert_eq!(asks_for(text), kind, "{text}");
        }
    }
}
