//! What a message asks for, so that the answer can be masked without a trigger word of its own.

use std::ops::Range;

use crate::asked::Asked;
use crate::kind::Kind;
use crate::reading::Reading;

/// What a message asks for: "Please share the OTP" → [`Kind::Otp`]. A warning ("never share your OTP") asks for nothing.
///
/// [`Kind::Otp`]: crate::Kind::Otp
#[must_use]
pub fn asks_for(text: &str) -> Asked {
    let reading = Reading::of(text, Asked::NOTHING);
    if reading.hits.is_empty() {
        return Asked::NOTHING;
    }
    let mut asked = Vec::new();
    let mut asks_plainly_for_pin = false;
    for (symbols, is_question) in sentences(&reading) {
        let words = |symbols: &Range<usize>| {
            reading.words.first_from(symbols.start)..reading.words.first_from(symbols.end)
        };
        let sentence = words(&symbols);
        let is_bare = is_bare_request(&reading, &symbols, &sentence);
        let is_request = is_question || is_bare || sentence.clone().any(|word| reading.role(word).asks);
        let mut is_warning = false;
        for clause in clauses(&reading, &symbols).into_iter().filter(|_| is_request) {
            let words = words(&clause);
            // "Never share your PIN, OTP or CVV": the warning holds on, until something is asked for after all.
            let asks = words.clone().any(|word| reading.role(word).asks);
            let negates = words.clone().any(|word| reading.role(word).negates);
            is_warning = negates || (is_warning && !asks);
            let first = reading.hits.partition_point(|hit| hit.words.start < words.start);
            let hits = reading.hits.iter().skip(first).take_while(|hit| hit.words.start < words.end);
            let is_postal = words.clone().any(|word| is_about_places(reading.words.text(word)));
            asks_plainly_for_pin |= !is_postal
                && hits.clone().any(|hit| {
                    hit.trigger.kind == Kind::Pin && (*hit.trigger.digits.end() > 4 || hit.words.len() == 1)
                });
            let kinds = hits
                .filter(|hit| hit.trigger.asks)
                .map(|hit| hit.trigger.kind)
                .filter(|kind| !kind.is_contact());
            // "Did you reset your password?" is answered by yes or no, and a password may be any word.
            let wants_it = is_bare || words.clone().any(|word| wants(reading.words.text(word)));
            asked.extend(kinds.filter(|kind| !is_warning && (*kind != Kind::Password || wants_it)));
        }
    }
    let asked: Asked = asked.into_iter().collect();
    if asked.contains(Kind::Pin) && !asks_plainly_for_pin { asked.with_ambiguous_pin() } else { asked }
}

/// Whether a word says that a PIN is a postal code.
fn is_about_places(word: &str) -> bool {
    matches!(
        word,
        "postal"
            | "zip"
            | "delivery"
            | "address"
            | "area"
            | "city"
            | "courier"
            | "shipping"
            | "location"
            | "pincode"
    )
}

/// Whether a word asks for a thing itself.
fn wants(word: &str) -> bool {
    matches!(
        word,
        "what"
            | "whats"
            | "which"
            | "send"
            | "share"
            | "provide"
            | "enter"
            | "give"
            | "tell"
            | "type"
            | "write"
            | "need"
            | "cual"
            | "envie"
            | "envia"
            | "qual"
            | "quel"
            | "envoyez"
            | "donnez"
            | "wie"
            | "welche"
            | "senden"
            | "nennen"
            | "kya"
            | "batao"
            | "bataiye"
            | "क्या"
            | "बताइए"
            | "ما"
            | "tuma"
            | "请"
            | "什"
            | "多"
            | "输"
            | "发"
            | "告"
    )
}

/// "Your PIN", "OTP please": a sentence with nothing but a trigger asks for it. "Your OTP is 482910" tells it.
fn is_bare_request(reading: &Reading, symbols: &Range<usize>, words: &Range<usize>) -> bool {
    words.len() <= WORDS_OF_BARE_REQUEST
        && !reading.symbols.slice(symbols.clone()).any(|c| c.is_ascii_digit() || c == '*')
        && words.clone().all(|word| {
            let role = reading.role(word);
            reading.is_in_hit(word) || role.asks || (role.connects && !role.equates)
        })
}

const WORDS_OF_BARE_REQUEST: usize = 6;

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

fn clauses(reading: &Reading, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for (offset, character) in reading.symbols.slice(sentence.clone()).enumerate() {
        if matches!(character, ',' | ';' | '،' | '-') {
            clauses.push(start..sentence.start + offset);
            start = sentence.start + offset + 1;
        }
    }
    clauses.push(start..sentence.end);
    clauses
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
            ("PIN?", Some(Kind::Pin)),
            ("your otp please", Some(Kind::Otp)),
            ("May I have your Aadhaar number", Some(Kind::Aadhaar)),
            ("What is the password", Some(Kind::Password)),
            ("password?", Some(Kind::Password)),
            ("Please tell me the last 3 digits on the back", Some(Kind::Cvv)),
            ("and the number on the back?", Some(Kind::Cvv)),
            ("what code did you get?", Some(Kind::Otp)),
            ("Which code was sent to you?", Some(Kind::Otp)),
            ("Can you read me the code?", Some(Kind::Otp)),
            ("Please share the six digit code", Some(Kind::Otp)),
            ("Quel est votre code ?", Some(Kind::Otp)),
            ("Quel code avez-vous reçu ?", Some(Kind::Otp)),
            ("Quel est votre code secret ?", Some(Kind::Pin)),
            ("Donnez-moi le cryptogramme", Some(Kind::Cvv)),
            ("¿Cuál es tu código?", Some(Kind::Otp)),
            ("¿Qué código te llegó?", Some(Kind::Otp)),
            ("Dime tu PIN", Some(Kind::Pin)),
            ("Wie lautet Ihr Code?", Some(Kind::Otp)),
            ("Welchen Code haben Sie bekommen?", Some(Kind::Otp)),
            ("Wie ist Ihre Geheimzahl?", Some(Kind::Pin)),
            ("Qual é o seu código?", Some(Kind::Otp)),
            ("Que código você recebeu?", Some(Kind::Otp)),
            ("Qual é o número da conta?", Some(Kind::Account)),
            ("aapka otp kya hai", Some(Kind::Otp)),
            ("code batao", Some(Kind::Otp)),
            ("apna pin bhejo", Some(Kind::Pin)),
            ("आपका कोड क्या है?", Some(Kind::Otp)),
            ("अपना पिन बताइए", Some(Kind::Pin)),
            ("ما هو الرمز؟", Some(Kind::Otp)),
            ("ارسل الكود", Some(Kind::Otp)),
            ("ما هو الرقم السري؟", Some(Kind::Pin)),
            ("Nambari yako ni ipi?", Some(Kind::Otp)),
            ("请输入验证码", Some(Kind::Otp)),
            ("验证码", Some(Kind::Otp)),
            ("您的验证码是多少？", Some(Kind::Otp)),
            ("您的密码是什么？", Some(Kind::Pin)),
            ("请提供您的银行账号", Some(Kind::Account)),
            ("卡号是多少？", Some(Kind::Card)),
            ("请不要告诉别人您的验证码", None),
            ("What is the promo code?", None),
            ("Which bank do you use?", None),
            ("Use the link to verify?", None),
            ("Did you reset your password?", None),
            ("PIN: what is it?", Some(Kind::Pin)),
            ("Don't send your PIN.", None),
            ("Never share your OTP with anyone.", None),
            ("Do not send your PIN!", None),
            ("What is your order number?", None),
            ("Your OTP was sent.", None),
            ("", None),
        ];
        for (text, kind) in table {
            assert_eq!(asks_for(text), Asked::from(kind), "{text}");
        }
    }

    #[test]
    fn a_postal_code_is_no_secret() {
        for text in
            ["What is your PIN code?", "Please send your pin code for the delivery", "your area PIN please"]
        {
            let asked = asks_for(text);
            let stored = |answer| crate::mask(answer, &crate::Policy::standard(), asked).text().to_owned();
            assert_eq!(stored("560001"), "560001", "{text}");
            assert_eq!(stored("it's 560 001, Bengaluru"), "it's 560 001, Bengaluru", "{text}");
            assert_eq!(stored("4821"), "****", "{text}");
        }
    }

    #[test]
    fn a_message_may_ask_for_several_things() {
        let asked = asks_for("Please send your card number, the expiry date and the CVV.");
        assert_eq!(asked.kinds().collect::<Vec<_>>(), [Kind::Card, Kind::Cvv]);
        assert_eq!(asks_for("Never share your PIN, OTP or CVV with anyone."), Asked::NOTHING);
        assert_eq!(asks_for("Don't worry, just send me your PIN"), Kind::Pin.into());
    }
}
