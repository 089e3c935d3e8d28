//! Precision and recall on a labelled file: a JSON array of `{"text", "spans": [{"type", "start", "end"}]}`, offsets in
//! characters.
//!
//! `cargo run -p liaison-masking --example evaluate -- <path to json> [--errors]`

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::Range;
use std::time::Instant;

use liaison_masking::{Kind, Policy, find, mask};
use serde_json::Value;

#[derive(Default)]
struct Score {
    labelled: usize,
    found: usize,
    right: usize,
    hit: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: evaluate <path to json> [--errors]")?;
    let shows_errors = arguments.any(|argument| argument == "--errors");
    let sentences: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path)?)?;

    for (name, policy) in
        [("standard", Policy::standard()), ("deal before payment", Policy::deal_before_payment())]
    {
        let mut scores: BTreeMap<Kind, Score> = BTreeMap::new();
        for sentence in &sentences {
            let text = sentence.get("text").and_then(Value::as_str).unwrap_or_default();
            let labels = labels(sentence, text);
            let found = find(text, &policy, None);
            for (kind, label) in &labels {
                let score = scores.entry(*kind).or_default();
                score.labelled += 1;
                let is_hit = found.iter().any(|found| found.kind == *kind && overlap(&found.range, label));
                score.hit += usize::from(is_hit);
                if shows_errors && !is_hit {
                    println!("{name}: missed {kind} {:?} in {text:?}", text.get(label.clone()));
                }
            }
            for found in &found {
                let score = scores.entry(found.kind).or_default();
                score.found += 1;
                let is_right =
                    labels.iter().any(|(kind, label)| found.kind == *kind && overlap(&found.range, label));
                score.right += usize::from(is_right);
                if shows_errors && !is_right {
                    println!("{name}: wrong {} {:?} in {text:?}", found.kind, text.get(found.range.clone()));
                }
            }
        }
        println!(
            "{name}: {:<10} {:>8} {:>6} {:>9} {:>7}",
            "kind", "labelled", "found", "precision", "recall"
        );
        for (kind, score) in &scores {
            let precision = ratio(score.right, score.found);
            let recall = ratio(score.hit, score.labelled);
            println!(
                "{name}: {:<10} {:>8} {:>6} {precision:>9} {recall:>7}",
                kind.name(),
                score.labelled,
                score.found
            );
        }
        let started = Instant::now();
        let texts = sentences.iter().filter_map(|sentence| sentence.get("text")?.as_str());
        let count = texts.inspect(|text| drop(std::hint::black_box(mask(text, &policy, None)))).count();
        println!("{name}: {count} texts in {:?}\n", started.elapsed());
    }
    Ok(())
}

fn labels(sentence: &Value, text: &str) -> Vec<(Kind, Range<usize>)> {
    let spans = sentence.get("spans").and_then(Value::as_array).cloned().unwrap_or_default();
    let byte = |span: &Value, name: &str| {
        let character = usize::try_from(span.get(name)?.as_u64()?).ok()?;
        Some(text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte))
    };
    spans
        .iter()
        .filter_map(|span| {
            let kind = match span.get("type")?.as_str()? {
                "CREDIT_CARD" => Kind::Card,
                "IBAN_CODE" => Kind::Iban,
                "US_SSN" => Kind::Ssn,
                "US_BANK_NUMBER" => Kind::Account,
                "IN_AADHAAR" => Kind::Aadhaar,
                "IN_PAN" => Kind::Pan,
                "PHONE_NUMBER" => Kind::Phone,
                "EMAIL_ADDRESS" => Kind::Email,
                "DOMAIN_NAME" | "URL" => Kind::Link,
                _ => return None,
            };
            Some((kind, byte(span, "start")?..byte(span, "end")?))
        })
        .collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn ratio(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
    let ratio = part as f64 / whole as f64;
    format!("{ratio:.3}")
}
