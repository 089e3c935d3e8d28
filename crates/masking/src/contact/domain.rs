//! Domain names, also spelled out: "gmail dot com", "gmail (dot) com".

use std::ops::Range;

use crate::reading::Reading;

/// A domain in the text.
pub(super) struct Domain {
    /// Where it stands.
    pub(super) symbols: Range<usize>,
    /// The last label, lower case.
    pub(super) top: String,
    /// The label before it, lower case.
    pub(super) second: String,
    /// A dot is written as a word or in brackets, which nobody does by accident.
    pub(super) is_disguised: bool,
    /// A plain dot has a space beside it.
    pub(super) is_spaced: bool,
    /// The last label is in lower case, as at the end of a domain and not at the start of a sentence.
    pub(super) ends_in_lower_case: bool,
}

const MOST_LABELS: usize = 8;
const LONGEST_LABEL: usize = 63;

/// The domain that starts here: one label or more, joined by dots. The caller decides whether the end is one.
pub(super) fn domain_at(reading: &Reading, start: usize) -> Option<Domain> {
    let first = label_at(reading, start)?;
    let mut domain = Domain {
        symbols: first.clone(),
        top: text(reading, &first),
        second: String::new(),
        is_disguised: false,
        is_spaced: false,
        ends_in_lower_case: true,
    };
    for _ in 1..MOST_LABELS {
        let Some(dot) = dot_at(reading, domain.symbols.end) else { break };
        let Some(label) = label_at(reading, dot.end) else { break };
        let name = text(reading, &label);
        // Behind "gmail . com" or "a dot b" only a real ending goes on; the rest is prose.
        if (dot.is_spaced || dot.is_disguised) && !is_common_top(&name) {
            break;
        }
        domain.second = std::mem::replace(&mut domain.top, name);
        domain.ends_in_lower_case = reading.symbols.slice(label.clone()).all(|c| !c.is_uppercase());
        domain.symbols.end = label.end;
        domain.is_disguised |= dot.is_disguised;
        domain.is_spaced |= dot.is_spaced;
    }
    Some(domain)
}

impl Domain {
    /// Whether there is a dot in it.
    pub(super) fn is_dotted(&self) -> bool {
        !self.second.is_empty()
    }

    /// Whether it is the first label alone, the name of a big mail service ("at gmail").
    pub(super) fn is_mail_service(&self) -> bool {
        !self.is_dotted() && is_mail_service(&self.top)
    }
}

struct Dot {
    end: usize,
    is_disguised: bool,
    is_spaced: bool,
}

/// `.`, ` . `, `(dot)`, `[.]` or ` dot `, in the languages of our users.
fn dot_at(reading: &Reading, start: usize) -> Option<Dot> {
    let symbols = &reading.symbols;
    let skip_spaces = |mut index: usize| {
        let limit = index + 2;
        while index < limit && symbols.at(index) == Some(' ') {
            index += 1;
        }
        index
    };
    let inner = skip_spaces(start);
    let is_bracket = matches!(symbols.at(inner), Some('(' | '[' | '{' | '<'));
    let sign = inner + usize::from(is_bracket);
    let is_sign = symbols.at(sign) == Some('.');
    let after_sign = if is_sign {
        sign + 1
    } else {
        let word = reading.words.first_from(sign);
        let is_dot = matches!(
            reading.words.text(word),
            "dot" | "punto" | "ponto" | "point" | "punkt" | "डॉट" | "نقطه" | "nukta"
        );
        reading.words.word(word).filter(|word| is_dot && word.symbols.start == sign)?.symbols.end
    };
    let is_closed = is_bracket && matches!(symbols.at(after_sign), Some(')' | ']' | '}' | '>'));
    if is_bracket != is_closed {
        return None;
    }
    let outer = after_sign + usize::from(is_closed);
    let end = skip_spaces(outer);
    let is_spaced = is_sign && !is_bracket && (inner > start || end > outer);
    (is_sign || is_bracket || (inner > start && end > outer)).then_some(Dot {
        end,
        is_disguised: is_bracket || !is_sign,
        is_spaced,
    })
}

/// Letters, digits and inner dashes.
pub(super) fn label_at(reading: &Reading, start: usize) -> Option<Range<usize>> {
    let is_label = |character: &char| character.is_alphanumeric() || *character == '-';
    let limit = reading.symbols.len().min(start + LONGEST_LABEL + 1);
    let length = reading.symbols.slice(start..limit).take_while(is_label).count();
    let is_dash = |index: Option<char>| index == Some('-');
    ((1..=LONGEST_LABEL).contains(&length)
        && !is_dash(reading.symbols.at(start))
        && !is_dash(reading.symbols.at(start + length - 1)))
    .then_some(start..start + length)
}

fn text(reading: &Reading, range: &Range<usize>) -> String {
    reading.symbols.slice(range.clone()).flat_map(char::to_lowercase).collect()
}

/// Endings that are no word in a sentence.
pub(super) fn is_common_top(label: &str) -> bool {
    matches!(
        label,
        "com"
            | "net"
            | "org"
            | "edu"
            | "gov"
            | "io"
            | "app"
            | "dev"
            | "info"
            | "biz"
            | "xyz"
            | "online"
            | "shop"
            | "store"
            | "site"
            | "website"
            | "tech"
            | "page"
            | "link"
            | "club"
            | "live"
            | "pro"
            | "cloud"
            | "media"
            | "agency"
            | "studio"
            | "mobi"
            | "eu"
            | "uk"
            | "fr"
            | "ru"
            | "pl"
            | "nl"
            | "jp"
            | "cn"
            | "hk"
            | "tw"
            | "kr"
            | "br"
            | "mx"
            | "ar"
            | "cl"
            | "pe"
            | "ng"
            | "ke"
            | "za"
            | "tz"
            | "ug"
            | "gh"
            | "ae"
            | "sa"
            | "eg"
            | "pk"
            | "bd"
            | "lk"
            | "np"
            | "id"
            | "ph"
            | "vn"
            | "th"
            | "sg"
            | "au"
            | "nz"
            | "ca"
            | "ch"
            | "se"
            | "dk"
            | "fi"
            | "cz"
            | "sk"
            | "hu"
            | "ro"
            | "bg"
            | "gr"
            | "pt"
            | "ie"
            | "ua"
            | "tr"
            | "il"
            | "qa"
            | "kw"
            | "jo"
            | "ma"
            | "tn"
            | "dz"
            | "si"
            | "hr"
            | "lt"
            | "lv"
            | "ee"
            | "lu"
            | "cy"
            | "mt"
            | "co"
            | "ai"
            | "gg"
            | "ly"
            | "tv"
            | "cc"
            | "ws"
            | "gl"
    )
}

/// Endings that are also words: they count in lower case and behind a longer name.
pub(super) fn is_wordlike_top(label: &str) -> bool {
    matches!(
        label,
        "in" | "us"
            | "me"
            | "de"
            | "es"
            | "it"
            | "be"
            | "at"
            | "no"
            | "is"
            | "to"
            | "my"
            | "am"
            | "so"
            | "fm"
            | "st"
    )
}

/// Shorteners and messengers with a word-like ending.
pub(super) fn is_messenger(second: &str, top: &str) -> bool {
    matches!(
        (second, top),
        ("t" | "wa" | "fb" | "m" | "telegram" | "linkin" | "about" | "signal", "me")
            | ("youtu", "be")
            | ("instagr", "am")
            | ("is" | "v", "gd")
            | ("linktr", "ee")
            | ("rb", "gy")
    )
}

/// Mail services people name without an ending.
pub(super) fn is_mail_service(label: &str) -> bool {
    matches!(
        label,
        "gmail"
            | "googlemail"
            | "yahoo"
            | "hotmail"
            | "outlook"
            | "icloud"
            | "proton"
            | "protonmail"
            | "rediffmail"
            | "ymail"
            | "gmx"
            | "aol"
            | "zoho"
            | "yandex"
            | "जीमेल"
    )
}
