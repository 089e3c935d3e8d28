//! Warnings: what is defined and never used.

use std::collections::BTreeSet;

use crate::definition::{Definition, FieldId, Kind};
use crate::expr::{Expr, Operand};
use crate::fault::{Code, Fault};
use crate::transition::{Origin, Since, Transition, What};

pub(super) fn check(definition: &Definition, found: &mut Vec<Fault>) {
    let mut used = BTreeSet::new();
    for state in &definition.states {
        state.transitions().for_each(|transition| uses(transition, &mut used));
        used.extend(state.timers.iter().filter_map(|timer| match timer.from {
            Since::Field(field) => Some(field),
            _ => None,
        }));
    }
    definition.anywhere.iter().for_each(|transition| uses(transition, &mut used));
    used.extend(definition.texts.iter().flat_map(|text| text.template.fields().collect::<Vec<_>>()));
    for (index, field) in definition.fields.iter().enumerate() {
        if !used.contains(&FieldId::new(index)) {
            found.push(Fault::new(Code::W01, field.at, format!("\"{}\" is never used", field.name)));
        } else if let Kind::Counter(Some(_)) = field.kind
            && !guarded(definition).contains(&FieldId::new(index))
        {
            let text = format!("no `when` looks at the counter \"{}\"", field.name);
            found.push(Fault::new(Code::W01, field.at, text));
        }
    }
}

fn uses(transition: &Transition, used: &mut BTreeSet<FieldId>) {
    used.extend(transition.ask.iter().map(|ask| ask.field));
    used.extend(transition.set.iter().map(|set| set.field));
    used.extend(transition.clear.iter().chain(&transition.add));
    used.extend(transition.set.iter().filter_map(|set| match set.value {
        Origin::Field(field) => Some(field),
        _ => None,
    }));
    used.extend(transition.effects.iter().filter_map(|effect| match effect.what {
        What::RequestPayment(field) | What::Release(field) | What::Refund(field) => Some(field),
        _ => None,
    }));
    guards(transition, used);
}

fn guarded(definition: &Definition) -> BTreeSet<FieldId> {
    let mut fields = BTreeSet::new();
    let of_states = definition.states.iter().flat_map(|state| state.transitions());
    of_states.chain(&definition.anywhere).for_each(|transition| guards(transition, &mut fields));
    fields
}

fn guards(transition: &Transition, used: &mut BTreeSet<FieldId>) {
    let branches = transition.targets().iter().filter_map(|branch| branch.when.as_ref());
    for when in transition.when.iter().chain(branches) {
        when.visit(&mut |part| match part {
            Expr::IsSet(field) => {
                used.insert(*field);
            }
            Expr::Compare(_, left, right) => {
                for operand in [left, right] {
                    if let Operand::Field(field) = operand {
                        used.insert(*field);
                    }
                }
            }
            _ => {}
        });
    }
}
