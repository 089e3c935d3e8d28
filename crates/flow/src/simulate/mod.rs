//! A flow tried without people, money or time: every way through it, or a script.

mod explore;
mod script;

pub use explore::{Explored, explore};
pub use script::{ScriptFault, play};

use crate::answer::Answer;
use crate::definition::{Definition, FieldId, Kind};
use crate::expr::{Expr, Operand};
use crate::money::Currency;
use crate::state::Value;

use serde_json::json;

/// The currency of simulated runs.
const CURRENCY: &str = "INR";

fn currency() -> Currency {
    // Three letters always parse; a simulation without a currency could not pay.
    Currency::parse(CURRENCY).unwrap_or_else(Currency::none)
}

/// Values for a field that can make a difference to guards; one, when no guard looks at it.
fn samples(definition: &Definition, field: FieldId) -> Vec<Answer> {
    let Some(known) = definition.fields.get(field.index()) else { return Vec::new() };
    let mut constants = Vec::new();
    for transition in definition.transitions() {
        let branches = transition.targets().iter().filter_map(|branch| branch.when.as_ref());
        for when in transition.when.iter().chain(branches) {
            when.visit(&mut |part| constants_of(definition, part, field, &mut constants));
        }
    }
    let fits = |number: &i64| {
        known.min.is_none_or(|min| *number >= min) && known.max.is_none_or(|max| *number <= max)
    };
    let usual = known.min.unwrap_or(500_000).max(1).min(known.max.unwrap_or(i64::MAX));
    let numbers = || {
        let around = constants.iter().filter_map(Value::number).flat_map(|n| [n - 1, n, n.saturating_add(1)]);
        let mut numbers: Vec<i64> = around.chain([usual]).filter(fits).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    match &known.kind {
        Kind::Money => numbers().into_iter().filter(|n| *n > 0).map(|n| Answer::Sent(json!(n))).collect(),
        Kind::Integer => numbers().into_iter().map(|n| Answer::Sent(json!(n))).collect(),
        Kind::Choice(of) => of.iter().map(|word| Answer::Sent(json!(word))).collect(),
        Kind::Date => vec![Answer::Sent(json!("2030-01-01"))],
        Kind::Url => vec![Answer::Sent(json!("https://example.com/work"))],
        Kind::File => vec![Answer::Sent(json!("0190c0de-0000-7000-8000-000000000000"))],
        Kind::Counter(_) => Vec::new(),
        Kind::Text => {
            let length = usize::try_from(known.min.unwrap_or(0)).unwrap_or(0);
            let words = constants.iter().filter_map(|value| match value {
                Value::Text(word) => Some(word.to_string()),
                Value::Number(_) => None,
            });
            words.chain([format!("{:x<length$}", "text")]).map(|word| Answer::Sent(json!(word))).collect()
        }
    }
}

fn constants_of(definition: &Definition, part: &Expr, field: FieldId, into: &mut Vec<Value>) {
    let Expr::Compare(_, left, right) = part else { return };
    for (one, other) in [(left, right), (right, left)] {
        if *one != Operand::Field(field) {
            continue;
        }
        into.extend(match other {
            Operand::Number(number) => Some(Value::Number(*number)),
            Operand::Word(word) => Some(Value::word(word)),
            Operand::Limit(limit) => {
                definition.limits.get(limit.index()).map(|limit| Value::Number(limit.value))
            }
            _ => None,
        });
    }
}
