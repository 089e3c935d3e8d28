//! Times of a process: `:fn/plus`, `:fn/min` and the like, as moments that are counted from something.

use super::edn::{Edn, Value};

/// A moment: a base and how long after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) base: Base,
    pub(super) plus: i64,
    pub(super) skip_if_past: bool,
    /// A month or a year was counted in days.
    pub(super) is_rounded: bool,
}

/// What it is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// When a state was entered, by our name.
    State(String),
    /// When a transition was taken, by its key.
    Transition(String),
    /// A date: `booking_start`.
    Date(String),
    /// The beginning of the run.
    Start,
}

/// Reads one; several where the earliest of them counts.
pub(super) fn read(edn: &Edn, state: &mut dyn FnMut(&str) -> String) -> Result<Vec<Moment>, String> {
    let Value::Map(pairs) = &edn.value else { return Err("it is not a map".to_owned()) };
    let Some((key, value)) = pairs.first() else { return Err("it is empty".to_owned()) };
    let name = key.keyword().unwrap_or_default();
    match name.rsplit('/').next().unwrap_or_default() {
        "timepoint" => timepoint(value, state),
        "plus" => shifted(value, 1, state),
        "minus" => shifted(value, -1, state),
        "min" => {
            let mut all = Vec::new();
            for one in value.items() {
                all.extend(read(one, state)?);
            }
            if all.is_empty() { Err("there is nothing to choose from".to_owned()) } else { Ok(all) }
        }
        "ignore-if-past" => {
            let inner = value.items().first().unwrap_or(value);
            let mut moments = read(inner, state)?;
            moments.iter_mut().for_each(|moment| moment.skip_if_past = true);
            Ok(moments)
        }
        other => Err(format!(":fn/{other} is not known")),
    }
}

fn timepoint(edn: &Edn, state: &mut dyn FnMut(&str) -> String) -> Result<Vec<Moment>, String> {
    let mut names = edn.items().iter().filter_map(Edn::keyword);
    let what = names.next().or_else(|| edn.keyword()).unwrap_or_default();
    let of = names.next();
    let what = what.rsplit('/').next().unwrap_or_default();
    let base = match (what, of) {
        ("first-entered-state" | "last-entered-state", Some(of)) => Base::State(state(of)),
        ("first-transitioned" | "last-transitioned", Some(of)) => Base::Transition(of.to_owned()),
        ("tx-initiated" | "initiated" | "transaction-initiated", _) => Base::Start,
        (date, None) if !date.is_empty() => Base::Date(super::process::plain(date)),
        _ => return Err(format!(":time/{what} is not known")),
    };
    Ok(vec![Moment { base, plus: 0, skip_if_past: false, is_rounded: false }])
}

fn shifted(edn: &Edn, sign: i64, state: &mut dyn FnMut(&str) -> String) -> Result<Vec<Moment>, String> {
    let mut moments = Vec::new();
    let (mut shift, mut is_rounded) = (0_i64, false);
    for one in edn.items() {
        match one.get("fn/period") {
            Some(period) => {
                let text = period.items().first().unwrap_or(period);
                let Value::Text(text) = &text.value else { return Err("a period is not a text".to_owned()) };
                let (length, rounded) =
                    self::period(text).ok_or(format!("the period {text:?} is not known"))?;
                shift = shift.saturating_add(length);
                is_rounded |= rounded;
            }
            None => moments.extend(read(one, state)?),
        }
    }
    if moments.is_empty() {
        return Err("there is no time point in it".to_owned());
    }
    for moment in &mut moments {
        moment.plus = moment.plus.saturating_add(sign.saturating_mul(shift));
        moment.is_rounded |= is_rounded;
    }
    Ok(moments)
}

/// ISO 8601: `P6D`, `PT15M`, `P1DT12H`; and whether a month or year was counted in days.
fn period(text: &str) -> Option<(i64, bool)> {
    let rest = text.strip_prefix('P')?;
    let (mut total, mut is_rounded, mut is_time, mut digits) = (0_i64, false, false, String::new());
    for c in rest.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if c == 'T' && digits.is_empty() {
            is_time = true;
            continue;
        }
        let number: i64 = digits.parse().ok()?;
        digits.clear();
        let seconds = match (c, is_time) {
            ('Y', false) => 365 * 86_400,
            ('M', false) => 30 * 86_400,
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3_600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        is_rounded |= matches!((c, is_time), ('Y' | 'M', false));
        total = total.checked_add(number.checked_mul(seconds * 1_000)?)?;
    }
    (digits.is_empty() && rest.len() > 1).then_some((total, is_rounded))
}
