//! Amounts as people write and read them. Inside, minor units and a currency.

use std::fmt;

/// Amounts stay below this, so that programs that count in doubles count right.
pub const MAX_MINOR: i64 = 1 << 53;

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies whose minor unit is not a hundredth.
const WITHOUT_MINOR: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
const OF_A_THOUSAND: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// How people write some of them, the usual sign first.
const SIGNS: [(&str, &[&str]); 12] = [
    ("INR", &["₹", "rs.", "rs", "rupees", "rupee"]),
    ("USD", &["$", "us$"]),
    ("EUR", &["€", "euro", "euros"]),
    ("GBP", &["£"]),
    ("JPY", &["¥", "円"]),
    ("CNY", &["¥", "元"]),
    ("BRL", &["r$"]),
    ("AUD", &["a$", "$"]),
    ("CAD", &["c$", "$"]),
    ("SGD", &["s$", "$"]),
    ("KRW", &["₩"]),
    ("AED", &["د.إ", "dh", "dhs"]),
];

/// Currencies in whose countries the comma groups and the point divides.
const POINT_DIVIDES: [&str; 20] = [
    "INR", "USD", "GBP", "JPY", "CNY", "AUD", "CAD", "SGD", "KRW", "AED", "NZD", "HKD", "MXN", "PKR", "BDT",
    "LKR", "NPR", "THB", "PHP", "MYR",
];

impl Currency {
    /// Three letters.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.to_ascii_uppercase().into_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// ISO 4217's own code for no currency.
    pub(crate) fn none() -> Self {
        Self(*b"XXX")
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many digits stand behind the point.
    pub fn digits(&self) -> usize {
        match self.as_str() {
            code if WITHOUT_MINOR.contains(&code) => 0,
            code if OF_A_THOUSAND.contains(&code) => 3,
            _ => 2,
        }
    }

    fn signs(&self) -> &'static [&'static str] {
        SIGNS.iter().find(|(code, _)| *code == self.as_str()).map_or(&[], |(_, signs)| signs)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An amount as people read it: `₹5,00,000.50`, `$1,200`, `CHF 80`.
pub fn show(minor: i64, currency: Currency) -> String {
    let scale = 10_i64.pow(u32::try_from(currency.digits()).unwrap_or(2));
    let (whole, rest) =
        (minor.unsigned_abs() / scale.unsigned_abs(), minor.unsigned_abs() % scale.unsigned_abs());
    let mut text = String::new();
    if minor < 0 {
        text.push('-');
    }
    match currency.signs().first().filter(|sign| sign.chars().count() == 1) {
        Some(sign) => text.push_str(sign),
        None => text.push_str(&format!("{currency} ")),
    }
    text.push_str(&grouped(whole, currency.as_str() == "INR"));
    if rest > 0 {
        text.push_str(&format!(".{rest:0width$}", width = currency.digits()));
    }
    text
}

/// Groups of three; in India, groups of two before the last three.
fn grouped(whole: u64, is_indian: bool) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        let is_border =
            if is_indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if index > 0 && is_border {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Why a text is not taken as an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// There is no number in it.
    #[error("an amount is needed, such as 5000 or 5000.50")]
    NoNumber,
    /// It could mean more than one amount.
    #[error("this amount is not clear; write it as 5000 or 5000.50")]
    Doubtful,
    /// Another currency than the run's.
    #[error("the amount is in another currency")]
    OtherCurrency,
    /// Zero, negative or too large.
    #[error("the amount is too small or too large")]
    OutOfRange,
}

/// Reads what people type, in major units. What could mean two amounts is refused, not guessed.
///
/// # Errors
/// Why it is not clear.
pub fn parse(text: &str, currency: Currency) -> Result<i64, NotAnAmount> {
    if text.chars().count() > 64 {
        return Err(NotAnAmount::NoNumber);
    }
    let number = without_currency(text.trim(), currency)?;
    let plain: String = number.chars().map(western_digit).collect();
    if plain.starts_with(['-', '−', '(']) {
        return Err(NotAnAmount::OutOfRange);
    }
    if !plain.chars().any(|c| c.is_ascii_digit()) {
        return Err(NotAnAmount::NoNumber);
    }
    let (whole, fraction) = split(&plain, currency)?;
    let whole = ungroup(whole, currency)?;
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(NotAnAmount::Doubtful);
    }
    let digits = currency.digits();
    if fraction.len() > digits || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return Err(NotAnAmount::Doubtful);
    }
    let minor: i64 = format!("{whole}{fraction:0<digits$}").parse().map_err(|_| NotAnAmount::OutOfRange)?;
    if minor > 0 && minor < MAX_MINOR { Ok(minor) } else { Err(NotAnAmount::OutOfRange) }
}

/// Digits of other scripts, and the separators that belong to them.
fn western_digit(c: char) -> char {
    const ZEROS: [u32; 12] =
        [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0xff10];
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)));
    match (zero, c) {
        (Some(zero), _) => char::from_digit(u32::from(c) - zero, 10).unwrap_or(c),
        (None, '٫') => '.',
        (None, '٬' | '，') => ',',
        (None, '\u{a0}' | '\u{202f}' | '\u{2009}') => ' ',
        (None, '’') => '\'',
        _ => c,
    }
}

fn without_currency(text: &str, currency: Currency) -> Result<&str, NotAnAmount> {
    let text = text.strip_suffix("/-").or_else(|| text.strip_suffix("/=")).unwrap_or(text).trim();
    let is_outside = |c: char| !c.is_numeric() && !matches!(c, '.' | ',' | '-' | '−' | '(' | '\'');
    let start = text.find(|c| !is_outside(c)).unwrap_or(text.len());
    // `Rs.` ends with the point.
    let lower = text.to_lowercase();
    let start = if lower.starts_with("rs.") && currency.as_str() == "INR" { start.max(3) } else { start };
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let end = rest.char_indices().rev().find(|(_, c)| c.is_numeric()).map_or(0, |(at, c)| at + c.len_utf8());
    let (number, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if number.is_empty() {
        return Err(NotAnAmount::NoNumber);
    }
    for word in [before, after] {
        let word = word.trim().to_lowercase();
        let is_ours = currency.signs().contains(&word.as_str()) || word == currency.as_str().to_lowercase();
        if word.is_empty() || is_ours {
            continue;
        }
        let is_known =
            SIGNS.iter().any(|(code, signs)| signs.contains(&word.as_str()) || code.to_lowercase() == word);
        let is_code = word.len() == 3 && word.chars().all(|c| c.is_ascii_alphabetic());
        return Err(if is_known || is_code { NotAnAmount::OtherCurrency } else { NotAnAmount::Doubtful });
    }
    Ok(number.trim())
}

/// The whole and the fraction, with the whole's separators.
fn split(text: &str, currency: Currency) -> Result<(&str, &str), NotAnAmount> {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let divider = match (points, commas) {
        (0, 0) => None,
        // Both: the one that comes last divides.
        (1, 1..) if text.rfind('.') > text.rfind(',') => Some('.'),
        (1.., 1) if text.rfind(',') > text.rfind('.') => Some(','),
        (1.., 1..) => return Err(NotAnAmount::Doubtful),
        (2.., 0) | (0, 2..) => None,
        (1, 0) | (0, 1) => {
            let separator = if points == 1 { '.' } else { ',' };
            let after = text.rsplit(separator).next().unwrap_or_default().len();
            let divides = POINT_DIVIDES.contains(&currency.as_str()) == (separator == '.');
            match (after, divides) {
                (3, false) if POINT_DIVIDES.contains(&currency.as_str()) => None,
                // 5.000 can be five or five thousand.
                (3, _) => return Err(NotAnAmount::Doubtful),
                (1 | 2, true) => Some(separator),
                // 5.5 is never grouped, so it is clear with the other sign, too.
                (1 | 2, false) if separator == '.' => Some(separator),
                _ => return Err(NotAnAmount::Doubtful),
            }
        }
    };
    match divider {
        None => Ok((text, "")),
        Some(divider) => {
            let (whole, fraction) = text.rsplit_once(divider).unwrap_or((text, ""));
            if whole.is_empty() || fraction.is_empty() || whole.contains(divider) {
                return Err(NotAnAmount::Doubtful);
            }
            Ok((whole, fraction))
        }
    }
}

/// Digits without separators; those must group as people group.
fn ungroup(whole: &str, currency: Currency) -> Result<String, NotAnAmount> {
    let separators: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(first) = separators.first() else { return Ok(whole.to_owned()) };
    if !matches!(first, ',' | '.' | '\'' | ' ') || separators.iter().any(|c| c != first) {
        return Err(NotAnAmount::Doubtful);
    }
    let groups: Vec<usize> = whole.split(*first).map(str::len).collect();
    let (head, rest) = groups.split_first().unwrap_or((&0, &[]));
    let (tail, middle) = rest.split_last().unwrap_or((&0, &[]));
    let by_three = (1..=3).contains(head) && middle.iter().all(|n| *n == 3) && *tail == 3;
    let by_two = (1..=2).contains(head) && middle.iter().all(|n| *n == 2) && *tail == 3;
    if by_three || (by_two && currency.as_str() == "INR") {
        return Ok(whole.chars().filter(char::is_ascii_digit).collect());
    }
    Err(NotAnAmount::Doubtful)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inr(text: &str) -> Result<i64, NotAnAmount> {
        parse(text, Currency::parse("INR").unwrap())
    }

    fn eur(text: &str) -> Result<i64, NotAnAmount> {
        parse(text, Currency::parse("EUR").unwrap())
    }

    #[test]
    fn what_people_write_is_read() {
        for text in [
            "5000",
            "₹5000",
            "5,000",
            "Rs. 5,000",
            "rs 5000",
            "5000 INR",
            "₹ 5,000.00",
            "5000/-",
            "५०००",
            "5 000",
        ] {
            assert_eq!(inr(text), Ok(500_000), "{text}");
        }
        assert_eq!(inr("₹5,00,000.50"), Ok(50_000_050));
        assert_eq!(inr("5000.5"), Ok(500_050));
        assert_eq!(inr("500,000"), Ok(50_000_000));
        assert_eq!(eur("1.234,56 €"), Ok(123_456));
        assert_eq!(eur("1,234.56"), Ok(123_456));
        assert_eq!(eur("5,50"), Ok(550));
        assert_eq!(eur("1'234'567"), Ok(123_456_700));
        assert_eq!(parse("¥5,000", Currency::parse("JPY").unwrap()), Ok(5_000));
        assert_eq!(parse("1.500", Currency::parse("KWD").unwrap()), Err(NotAnAmount::Doubtful));
    }

    #[test]
    fn what_could_mean_two_amounts_is_refused() {
        for text in [
            "5.000",
            "5,50",
            "5,00,00",
            "1,2,3",
            "5000.123",
            "5 lakh",
            "5k",
            "1e5",
            "5000-6000",
            "05",
            "5000.",
        ] {
            let read = inr(text);
            assert!(read.is_err() || text == "5000.", "{text}: {read:?}");
        }
        assert_eq!(eur("5.000"), Err(NotAnAmount::Doubtful));
        assert_eq!(eur("5,000"), Err(NotAnAmount::Doubtful));
        assert_eq!(inr("$5000"), Err(NotAnAmount::OtherCurrency));
        assert_eq!(inr("5000 EUR"), Err(NotAnAmount::OtherCurrency));
        assert_eq!(inr("-5000"), Err(NotAnAmount::OutOfRange));
        assert_eq!(inr("0"), Err(NotAnAmount::OutOfRange));
        assert_eq!(inr("99999999999999999999"), Err(NotAnAmount::OutOfRange));
        assert_eq!(inr(""), Err(NotAnAmount::NoNumber));
        assert_eq!(inr("as agreed"), Err(NotAnAmount::NoNumber));
    }

    #[test]
    fn amounts_are_shown_as_people_write_them() {
        let show = |minor, code| show(minor, Currency::parse(code).unwrap());
        assert_eq!(show(50_000_050, "INR"), "₹5,00,000.50");
        assert_eq!(show(500_000, "INR"), "₹5,000");
        assert_eq!(show(123_456_700, "USD"), "$1,234,567");
        assert_eq!(show(8_000, "CHF"), "CHF 80");
        assert_eq!(show(5_000, "JPY"), "¥5,000");
        assert_eq!(show(1_500, "KWD"), "KWD 1.500");
    }
}
