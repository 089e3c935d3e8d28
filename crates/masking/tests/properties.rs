//! What holds for every text.

use liaison_masking::{Kind, Masked, Policy, Trace, asks_for, mask, mask_parts};
use proptest::prelude::*;

#[expect(clippy::unwrap_used, reason = "a helper of tests")]
fn policies() -> [Policy; 3] {
    let extra = Policy::standard().with_pattern(r"[A-Z]{3}-\d+").unwrap();
    [Policy::standard(), Policy::deal_before_payment(), extra]
}

fn questions() -> impl Strategy<Value = Option<Kind>> {
    prop_oneof![Just(None), proptest::sample::select(Kind::ALL.to_vec()).prop_map(Some)]
}

/// Text made of what detectors look for, so that they meet in every order.
fn chat() -> impl Strategy<Value = String> {
    let pieces = [
        "4242424242424242",
        "4242 4242 4242 4242",
        "5555-5555-5555-4444",
        "378282246310005",
        "٤٢٤٢",
        "４２",
        "4️⃣",
        "42",
        "4",
        "0",
        "99",
        "1234",
        "482910",
        "12345678",
        "GB29NWBK60161331926819",
        "DE89 3704 0044 0532 0130 00",
        "078-05-1120",
        "2341 2341 2346",
        "ABCPE1234F",
        "2024-05-06",
        "550e8400-e29b-41d4-a716-446655440000",
        "+91 98765 43210",
        "jane@example.com",
        "jane at gmail dot com",
        "https://example.com/x",
        "t.me/jane",
        "@jane",
        "insta: jane_1",
        "otp",
        "my pin is",
        "cvv",
        "account number",
        "is my otp",
        "card",
        "iban",
        "ssn",
        "aadhaar",
        "pan",
        "call",
        "order",
        "**** 4242",
        "****",
        "*",
        " ",
        " ",
        " ",
        "-",
        ".",
        ",",
        ": ",
        "\n",
        "? ",
        "/",
        "\u{200B}",
        "\u{A0}",
        "$",
        "é",
        "ओटीपी",
        "रहा",
        "رمز التحقق",
        "nine eight seven",
        "six five four three",
        "dot",
        "at",
        "(",
        ")",
        "and",
        "x",
        "&nbsp;",
        "&#52;",
        "<b>",
        "%20",
        "4l",
        "OO",
        "四",
        "⑴",
        "🄂",
        "Ⅳ",
        "\u{E0034}",
        "\u{94D}",
        "\u{1E}",
        "password is",
        "hunter2",
        "what is your",
        "one two three",
        "double four",
        "forty eight",
        "https://a.example/p/",
        "?card=",
        "ABCPE 1234 F",
        "0TP",
        "**",
        "+",
        "~",
        "💳",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24)
        .prop_map(|pieces| pieces.concat())
}

/// An oracle of its own: sixteen adjacent digits of the large schemes with a valid check digit.
fn contains_card(text: &str) -> bool {
    let luhn = |digits: &str| {
        let sum: u32 = digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, byte)| {
                let doubled = u32::from(byte - b'0') * (1 + u32::from(place % 2 == 1));
                doubled / 10 + doubled % 10
            })
            .sum();
        sum.is_multiple_of(10)
    };
    let words =
        text.split(|c: char| !c.is_alphanumeric() && c != '+').flat_map(|word| word.split('+').enumerate());
    words.filter(|(_, word)| word.bytes().all(|b| b.is_ascii_digit())).any(|(plus_before, word)| {
        let is_issued = match word.len() {
            // After `+` so many digits are a phone number.
            15 if plus_before > 0 => false,
            15 => word.starts_with("34") || word.starts_with("37"),
            16 => {
                word.starts_with('4')
                    || ("51".."56").contains(&word)
                    || ("2221".."2721").contains(&word)
                    || word.starts_with("6011")
            }
            _ => false,
        };
        is_issued && luhn(word)
    })
}

#[expect(clippy::unwrap_used, reason = "a helper of tests")]
fn assert_findings_are_masks(masked: &Masked) {
    let mut end = 0;
    for finding in masked.findings() {
        assert!(finding.range.start >= end);
        assert!(masked.text().get(finding.range.clone()).unwrap().starts_with("****"));
        end = finding.range.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn masking_twice_changes_nothing(text in chat(), asked_for in questions()) {
        for policy in policies() {
            let once = mask(&text, &policy, asked_for);
            assert_findings_are_masks(&once);
            prop_assert!(once.findings().iter().all(|finding| finding.kind != Kind::Unreadable));
            let twice = mask(once.text(), &policy, asked_for);
            prop_assert_eq!(twice.text(), once.text());
            prop_assert!(!twice.is_changed());
        }
    }

    #[test]
    fn masking_parts_twice_changes_nothing(texts in proptest::collection::vec(chat(), 1..4), asked_for in questions()) {
        for policy in policies() {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let once = mask_parts(&texts, &policy, asked_for);
            prop_assert_eq!(once.len(), texts.len());
            once.iter().for_each(assert_findings_are_masks);
            prop_assert!(once.iter().flat_map(Masked::findings).all(|finding| finding.kind != Kind::Unreadable));
            let again: Vec<&str> = once.iter().map(Masked::text).collect();
            for (once, twice) in once.iter().zip(mask_parts(&again, &policy, asked_for)) {
                prop_assert_eq!(once.text(), twice.text());
            }
        }
    }

    #[test]
    fn a_card_that_is_cut_anywhere_is_found(cuts in proptest::collection::btree_set(1..16_usize, 1..4)) {
        let number = "4111111111111111";
        let mut ends: Vec<usize> = cuts.into_iter().collect();
        ends.push(number.len());
        let mut start = 0;
        let mut parts = Vec::new();
        for end in ends {
            parts.push(&number[start..end]);
            start = end;
        }
        let traces: Vec<Trace> = parts.iter().map(|part| Trace::of(part)).collect();
        let (last, before) = traces.split_last().unwrap();
        prop_assert!(last.joins(before), "{parts:?}");
        for masked in mask_parts(&parts, &Policy::standard(), None) {
            prop_assert_eq!(masked.text(), "****");
        }
    }

    #[test]
    fn no_card_is_left(text in chat()) {
        // A number in one piece behind such a word is the number of an order.
        let text = text.replace("order", "");
        for policy in policies().map(Policy::also_in_links) {
            prop_assert!(!contains_card(mask(&text, &policy, None).text()));
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>(), asked_for in questions()) {
        for policy in policies() {
            let once = mask(&text, &policy, asked_for);
            assert_findings_are_masks(&once);
            prop_assert!(once.findings().iter().all(|finding| finding.kind != Kind::Unreadable));
            let twice = mask(once.text(), &policy, asked_for);
            prop_assert_eq!(twice.text(), once.text());
        }
        let _answer = asks_for(&text);
    }

    #[test]
    fn every_card_is_found_in_every_usual_form(
        body in "(4[0-9]{14}|5[1-5][0-9]{13}|222[1-9][0-9]{11})",
        separator in proptest::sample::select(vec!["", " ", "-", ".", "\u{A0}", "\u{200B}", " - "]),
    ) {
        let check = ('0'..='9').find(|digit| contains_card(&format!("{body}{digit}"))).unwrap();
        let number: Vec<char> = format!("{body}{check}").chars().collect();
        let text = number.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(separator);
        let last_four: String = number[12..].iter().collect();
        // Prices in round hundreds are no card.
        prop_assume!(!number.chunks(4).all(|group| group.ends_with(&['0', '0'])));
        prop_assert_eq!(mask(&format!("pay {text} now"), &Policy::standard(), None).into_text(), format!("pay **** {last_four} now"));
    }

    #[test]
    fn text_without_digits_stays(text in "[a-zA-Z ,.!?é]{0,200}") {
        prop_assert_eq!(mask(&text, &Policy::standard(), Some(Kind::Otp)).into_text(), text);
    }
}

#[test]
fn long_hostile_text_is_read_in_linear_time() {
    for piece in [
        "4 ",
        "otp 1 ",
        "4242 ",
        "GB29 ",
        "a@",
        "dot ",
        "a.b.",
        "@",
        "(",
        "nine ",
        "insta:",
        "-",
        "*",
        "my pin is not ",
        "41",
        "1.2.",
        "at gmail ",
        "\u{200B}",
        "4l",
        "four ",
        "&#4",
        "&",
        "<b>4",
        "<",
        "a.b/4",
        "https://a.example/",
        "password is ",
        "password:",
        "1x",
        "4\u{94D}",
        "\u{1E}4",
    ] {
        let text = piece.repeat(65_536 / piece.len());
        let before = processor_time();
        for policy in policies() {
            let masked = mask(&text, &policy, Some(Kind::Otp));
            assert!(masked.findings().iter().all(|finding| finding.kind != Kind::Unreadable), "{piece}");
        }
        // Generous for unoptimised builds; quadratic time takes minutes.
        let seconds = processor_time() - before;
        assert!(seconds < 10, "{piece} took {seconds} s");
    }
}

/// Seconds that this thread has worked: a busy machine does not count.
fn processor_time() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec
}
