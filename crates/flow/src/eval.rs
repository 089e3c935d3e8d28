//! Whether a guard is true.

use crate::definition::{FieldId, LimitId};
use crate::expr::{Expr, Operand};
use crate::state::Value;

/// What a guard may look at.
pub(crate) trait Facts {
    fn field(&self, field: FieldId) -> Option<&Value>;
    fn limit(&self, limit: LimitId) -> i64;
    fn event(&self, name: &str) -> Option<&Value>;
}

/// Whether it is; a comparison with nothing is false.
pub(crate) fn holds(expr: &Expr, facts: &impl Facts) -> bool {
    match expr {
        Expr::And(a, b) => holds(a, facts) && holds(b, facts),
        Expr::Or(a, b) => holds(a, facts) || holds(b, facts),
        Expr::Not(a) => !holds(a, facts),
        Expr::IsSet(field) => facts.field(*field).is_some(),
        Expr::Compare(op, left, right) => match (side(left, facts), side(right, facts)) {
            (Some(Side::Number(a)), Some(Side::Number(b))) => op.holds(a.cmp(&b)),
            (Some(Side::Word(a)), Some(Side::Word(b))) => op.holds(a.cmp(b)),
            _ => false,
        },
    }
}

enum Side<'a> {
    Number(i64),
    Word(&'a str),
}

fn side<'a>(operand: &'a Operand, facts: &'a impl Facts) -> Option<Side<'a>> {
    let value = match operand {
        Operand::Number(number) => return Some(Side::Number(*number)),
        Operand::Word(word) => return Some(Side::Word(word)),
        Operand::Limit(limit) => return Some(Side::Number(facts.limit(*limit))),
        Operand::Field(field) => facts.field(*field)?,
        Operand::Event(name) => facts.event(name)?,
    };
    Some(match value {
        Value::Number(number) => Side::Number(*number),
        Value::Text(word) => Side::Word(word),
    })
}
