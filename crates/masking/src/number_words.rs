//! Words for digits, in the languages of [`crate::triggers`], written folded as well.

/// What a word stands for where digits are said one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// A digit.
    Digit(u8),
    /// Ten to nineteen.
    Teen(u8),
    /// Twenty to ninety, to which the digit after it may belong: the first of its two digits.
    Tens(u8),
    /// How often the digit after it stands ("double").
    Times(usize),
}

/// What a word stands for.
pub(crate) fn spoken(word: &str) -> Option<Spoken> {
    let digit = match word {
        "zero" | "oh" | "naught" | "nought" | "shunya" | "शून्य" | "cero" | "null" | "sifuri" | "صفر" => {
            0
        }
        "one" | "ek" | "एक" | "uno" | "una" | "um" | "uma" | "un" | "une" | "eins" | "moja" | "واحد" => {
            1
        }
        "two" | "do" | "दो" | "dos" | "dois" | "duas" | "deux" | "zwei" | "zwo" | "mbili" | "اثنان"
        | "اثنين" => 2,
        "three" | "teen" | "तीन" | "tres" | "trois" | "drei" | "tatu" | "ثلاثه" => 3,
        "four" | "char" | "chaar" | "चार" | "cuatro" | "quatro" | "quatre" | "vier" | "nne" | "اربعه" => {
            4
        }
        "five" | "paanch" | "panch" | "पांच" | "पाँच" | "cinco" | "cinq" | "funf" | "tano" | "خمسه" => {
            5
        }
        "six" | "chhe" | "che" | "छह" | "छः" | "seis" | "sechs" | "sita" | "سته" => 6,
        "seven" | "saat" | "sat" | "सात" | "siete" | "sete" | "sept" | "sieben" | "saba" | "سبعه" => {
            7
        }
        "eight" | "aath" | "आठ" | "ocho" | "oito" | "huit" | "acht" | "nane" | "ثمانيه" => 8,
        "nine" | "nau" | "नौ" | "nueve" | "nove" | "neuf" | "neun" | "tisa" | "تسعه" => 9,
        "ten" => return Some(Spoken::Teen(10)),
        "eleven" => return Some(Spoken::Teen(11)),
        "twelve" => return Some(Spoken::Teen(12)),
        "thirteen" => return Some(Spoken::Teen(13)),
        "fourteen" => return Some(Spoken::Teen(14)),
        "fifteen" => return Some(Spoken::Teen(15)),
        "sixteen" => return Some(Spoken::Teen(16)),
        "seventeen" => return Some(Spoken::Teen(17)),
        "eighteen" => return Some(Spoken::Teen(18)),
        "nineteen" => return Some(Spoken::Teen(19)),
        "twenty" => return Some(Spoken::Tens(2)),
        "thirty" => return Some(Spoken::Tens(3)),
        "forty" | "fourty" => return Some(Spoken::Tens(4)),
        "fifty" => return Some(Spoken::Tens(5)),
        "sixty" => return Some(Spoken::Tens(6)),
        "seventy" => return Some(Spoken::Tens(7)),
        "eighty" => return Some(Spoken::Tens(8)),
        "ninety" => return Some(Spoken::Tens(9)),
        "double" => return Some(Spoken::Times(2)),
        "triple" => return Some(Spoken::Times(3)),
        _ => return None,
    };
    Some(Spoken::Digit(digit))
}

/// How many digits a word adds; the digit after "double" is counted by itself.
pub(crate) fn count(word: &str) -> Option<usize> {
    match spoken(word)? {
        Spoken::Digit(_) => Some(1),
        Spoken::Times(times) => Some(times - 1),
        Spoken::Teen(_) | Spoken::Tens(_) => None,
    }
}

/// The digits that some words in a row say; nothing when one of them says none.
pub(crate) fn digits<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut digits = Vec::new();
    let (mut times, mut after_tens) = (1, false);
    for spoken in words.filter_map(spoken) {
        match spoken {
            Spoken::Digit(digit) if after_tens && digit > 0 => {
                digits.pop();
                digits.push(digit);
            }
            Spoken::Digit(digit) => digits.extend(std::iter::repeat_n(digit, times)),
            Spoken::Teen(number) => digits.extend([number / 10, number % 10]),
            Spoken::Tens(first) => digits.extend([first, 0]),
            Spoken::Times(_) => {}
        }
        after_tens = matches!(spoken, Spoken::Tens(_));
        times = if let Spoken::Times(count) = spoken { count } else { 1 };
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_said() {
        let table: [(&str, &[u8]); 6] = [
            ("four eight two one", &[4, 8, 2, 1]),
            ("double four two one", &[4, 4, 2, 1]),
            ("forty eight twenty one", &[4, 8, 2, 1]),
            ("forty zero", &[4, 0, 0]),
            ("nineteen eighty", &[1, 9, 8, 0]),
            ("char aath do ek", &[4, 8, 2, 1]),
        ];
        for (text, expected) in table {
            assert_eq!(digits(text.split(' ')), expected, "{text}");
        }
    }
}
