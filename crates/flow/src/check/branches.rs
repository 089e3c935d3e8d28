//! Branches: the last has no guard, and none stands behind one without.

use std::collections::BTreeMap;

use crate::definition::{Definition, FieldId, Kind};
use crate::eval::{Facts, holds};
use crate::expr::{Expr, Operand};
use crate::fault::{Code, Fault};
use crate::state::Value;
use crate::transition::{Branch, Target};

/// How many combinations of values are tried for an example.
const MAX_TRIED: usize = 5_000;

pub(super) fn check(definition: &Definition, found: &mut Vec<Fault>) {
    let of_states = definition.states.iter().flat_map(|state| state.transitions());
    for transition in of_states.chain(&definition.anywhere) {
        let Target::To(branches) = &transition.target else { continue };
        if let Some(last) = branches.last().filter(|last| last.when.is_some()) {
            let text = match example(definition, branches) {
                Some(example) => format!("no branch fits when {example}"),
                None => "the last branch has a `when`".to_owned(),
            };
            found.push(Fault::new(Code::F13, last.at, text).hint("the last branch without `when`"));
        }
        let first_open = branches.iter().position(|branch| branch.when.is_none());
        if let Some(never) = first_open.and_then(|index| branches.get(index + 1)) {
            found.push(Fault::new(Code::W01, never.at, "this branch is never taken"));
        }
    }
}

/// Values with which no guard is true.
fn example(definition: &Definition, branches: &[Branch]) -> Option<String> {
    let candidates = candidates(definition, branches);
    let fields: Vec<FieldId> = candidates.keys().copied().collect();
    let mut digits = vec![0_usize; fields.len()];
    for _ in 0..MAX_TRIED {
        let facts = Trial { definition, candidates: &candidates, fields: &fields, digits: &digits };
        let fits = |branch: &Branch| branch.when.as_ref().is_none_or(|when| holds(when, &facts));
        if !branches.iter().any(fits) {
            let shown = fields.iter().filter_map(|field| facts.show(*field));
            return Some(shown.collect::<Vec<_>>().join(" and ")).filter(|text| !text.is_empty());
        }
        // The next combination.
        let mut is_over = true;
        for (digit, field) in digits.iter_mut().zip(&fields) {
            *digit += 1;
            if *digit < candidates.get(field).map_or(1, Vec::len) {
                is_over = false;
                break;
            }
            *digit = 0;
        }
        if is_over {
            return None;
        }
    }
    None
}

/// For each field in the guards, the values that could make a difference.
fn candidates(definition: &Definition, branches: &[Branch]) -> BTreeMap<FieldId, Vec<Option<Value>>> {
    let mut numbers = vec![0];
    let mut words = Vec::new();
    let mut fields = Vec::new();
    let mut see = |operand: &Operand| match operand {
        Operand::Field(field) => fields.push(*field),
        Operand::Limit(limit) => {
            numbers.extend(definition.limits.get(limit.index()).map(|limit| limit.value))
        }
        Operand::Number(number) => numbers.push(*number),
        Operand::Word(word) => words.push(word.clone()),
        Operand::Event(_) => {}
    };
    for when in branches.iter().filter_map(|branch| branch.when.as_ref()) {
        when.visit(&mut |part| match part {
            Expr::Compare(_, left, right) => {
                see(left);
                see(right);
            }
            Expr::IsSet(field) => see(&Operand::Field(*field)),
            _ => {}
        });
    }
    let mut around: Vec<i64> =
        numbers.iter().flat_map(|n| [*n, n.saturating_sub(1), n.saturating_add(1)]).collect();
    around.sort_unstable();
    around.dedup();
    let values = |field: FieldId| -> Vec<Option<Value>> {
        let kind = definition.fields.get(field.index()).map(|field| &field.kind);
        match kind {
            Some(Kind::Counter(_)) => {
                around.iter().filter(|n| **n >= 0).map(|n| Some(Value::Number(*n))).collect()
            }
            Some(Kind::Integer | Kind::Money | Kind::Date) => {
                around.iter().map(|n| Some(Value::Number(*n))).chain([None]).collect()
            }
            Some(Kind::Choice(of)) => of.iter().map(|word| Some(Value::word(word))).chain([None]).collect(),
            _ => words
                .iter()
                .map(|word| Some(Value::word(word)))
                .chain([Some(Value::word("…")), None])
                .collect(),
        }
    };
    fields.into_iter().map(|field| (field, values(field))).collect()
}

struct Trial<'a> {
    definition: &'a Definition,
    candidates: &'a BTreeMap<FieldId, Vec<Option<Value>>>,
    fields: &'a [FieldId],
    digits: &'a [usize],
}

impl Trial<'_> {
    fn show(&self, field: FieldId) -> Option<String> {
        let name = &self.definition.fields.get(field.index())?.name;
        Some(match self.field(field) {
            Some(Value::Number(number)) => format!("{name} = {number}"),
            Some(Value::Text(word)) => format!("{name} = \"{word}\""),
            None => format!("{name} is not set"),
        })
    }
}

impl Facts for Trial<'_> {
    fn field(&self, field: FieldId) -> Option<&Value> {
        let at = self.fields.iter().position(|one| *one == field)?;
        self.candidates.get(&field)?.get(*self.digits.get(at)?)?.as_ref()
    }

    fn limit(&self, limit: crate::definition::LimitId) -> i64 {
        self.definition.limits.get(limit.index()).map_or(0, |limit| limit.value)
    }

    fn event(&self, _: &str) -> Option<&Value> {
        None
    }
}
