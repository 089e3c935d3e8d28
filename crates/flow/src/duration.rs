//! Lengths of time: `15m`, `3h`, `5d`, `1d12h`; inside, milliseconds.

const UNITS: [(char, i64); 5] =
    [('w', 604_800_000), ('d', 86_400_000), ('h', 3_600_000), ('m', 60_000), ('s', 1_000)];

/// The longest time: ten years.
const MAX: i64 = 3_653 * 86_400_000;

/// Reads one; none when it is not a time of 0 seconds to ten years.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (mut total, mut rest, mut last) = (0_i64, text.trim(), usize::MAX);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = rest.split_at(end);
        let number: i64 = digits.parse().ok()?;
        let unit = after.chars().next()?;
        let at = UNITS.iter().position(|(name, _)| *name == unit)?;
        if last != usize::MAX && at <= last {
            return None;
        }
        last = at;
        let (_, millis) = UNITS.get(at)?;
        total = total.checked_add(number.checked_mul(*millis)?)?;
        rest = after.get(unit.len_utf8()..)?;
    }
    (total <= MAX).then_some(total)
}

/// As definitions spell it.
pub(crate) fn show(millis: i64) -> String {
    let mut rest = millis.max(0);
    let mut text = String::new();
    for (unit, each) in UNITS.iter().skip(1) {
        if rest >= *each {
            text.push_str(&format!("{}{unit}", rest / each));
            rest %= each;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

/// As people say it: `5 days`, `1 day 12 hours`.
pub(crate) fn words(millis: i64) -> String {
    let mut rest = millis.max(0);
    let mut words = Vec::new();
    for ((_, each), name) in UNITS.iter().skip(1).zip(["day", "hour", "minute", "second"]) {
        let count = rest / each;
        rest %= each;
        if count > 0 {
            words.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if words.is_empty() { "no time".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_shown() {
        for (text, millis) in [("15m", 900_000), ("3h", 10_800_000), ("5d", 432_000_000), ("0s", 0)] {
            assert_eq!(parse(text), Some(millis));
            assert_eq!(show(millis), text);
        }
        assert_eq!(parse("1d12h"), Some(129_600_000));
        assert_eq!(words(129_600_000), "1 day 12 hours");
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in ["", "5", "d", "5 days", "-5d", "5d5d", "3h1d", "99999999999999999999d", "4000d", "5µ"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
