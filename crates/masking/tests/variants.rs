//! The table of ways to write a secret, and of what only looks like one: `variants.tsv`.

use liaison_masking::{Asked, Earlier, Kind, Policy, Trace, mask, mask_after};

const TABLE: &str = include_str!("variants.tsv");

#[expect(clippy::unwrap_used, reason = "a table of the tests")]
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let (sign, length) = match after.chars().next().unwrap() {
            'n' => ('\n', 1),
            'r' => ('\r', 1),
            't' => ('\t', 1),
            '\\' => ('\\', 1),
            _ => {
                let (code, _) = after.strip_prefix("u{").unwrap().split_once('}').unwrap();
                (char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap(), code.len() + 3)
            }
        };
        plain.push(sign);
        rest = after.get(length..).unwrap();
    }
    plain + rest
}

fn context(words: &str) -> (Policy, Asked) {
    let policy = if words == "deal" { Policy::deal_before_payment() } else { Policy::standard() };
    (policy, words.split(' ').filter_map(|word| word.parse::<Kind>().ok()).collect())
}

/// What is stored of messages that one author writes one after the other.
fn written(texts: &str, policy: &Policy, asked: Asked) -> String {
    let mut stored: Vec<String> = Vec::new();
    for text in texts.split(" | ") {
        let alone = mask(text, policy, asked).into_text();
        let earlier: Vec<_> = stored
            .iter()
            .map(|text| Earlier { text, trace: Trace::of(text), is_answer: true, is_uninterrupted: true })
            .collect();
        let joined = mask_after(&earlier, &alone, Trace::of(&alone), policy, asked);
        for (place, text) in joined.earlier {
            stored.splice(place..=place, [text]);
        }
        stored.push(joined.text);
    }
    stored.join(" | ")
}

#[test]
fn every_variant_has_its_verdict() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let [words, verdict, text, expected] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(verdict == "stays", text == expected, "{line}");
        let (policy, asked) = context(words);
        let text = unescape(text);
        let store = |text: &str| match text.contains(" | ") {
            true => written(text, &policy, asked),
            false => mask(text, &policy, asked).into_text(),
        };
        let stored = store(&text);
        if stored != unescape(expected) {
            wrong.push(format!("{words} | {text:?} | {stored:?} | expected {expected:?}"));
        }
        assert_eq!(store(&stored), stored, "twice: {line}");
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 200, "{count}");
}
