//! The check-digit algorithms, on digits as numbers 0 to 9.

/// Luhn's algorithm ("mod 10"), ISO/IEC 7812-1 annex B: every second digit from the right counts double.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(place, &digit)| luhn_value(digit, place % 2 == 1)).sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// What a digit counts in Luhn's algorithm: doubled, and nines cast out.
pub(crate) fn luhn_value(digit: u8, is_doubled: bool) -> u32 {
    let value = u32::from(digit) << u32::from(is_doubled);
    if value > 9 { value - 9 } else { value }
}

/// The check digit of GS1 numbers (EAN, GTIN, ISBN-13): every second digit from the right counts three times.
pub(crate) fn ean(digits: &[u8]) -> bool {
    let weighted = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| u32::from(digit) * if place % 2 == 0 { 1 } else { 3 });
    !digits.is_empty() && weighted.sum::<u32>().is_multiple_of(10)
}

/// Verhoeff's algorithm (J. Verhoeff, "Error Detecting Decimal Codes", 1969), used by UIDAI for Aadhaar numbers:
/// a product in the dihedral group D5 of the digits, each permuted by its place.
pub(crate) fn verhoeff(digits: &[u8]) -> bool {
    let mut check = 0;
    for (place, &digit) in digits.iter().rev().enumerate() {
        let mut permuted = digit % 10;
        for _ in 0..place % 8 {
            permuted = permute(permuted);
        }
        check = multiply(check, permuted);
    }
    !digits.is_empty() && check == 0
}

/// Multiplication in D5, where 0 to 4 are rotations and 5 to 9 reflections.
fn multiply(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

/// Verhoeff's permutation (1 5 8 9 4 2 7 0)(3 6).
fn permute(digit: u8) -> u8 {
    match digit {
        0 => 1,
        1 => 5,
        2 => 7,
        3 => 6,
        4 => 2,
        5 => 8,
        6 => 3,
        7 => 0,
        8 => 9,
        _ => 4,
    }
}

/// ISO 7064 MOD 97-10 as ISO 13616 applies it to an IBAN: the first four characters move to the end, letters count
/// 10 to 35, and the remainder must be 1.
pub(crate) fn mod_97(iban: &[char]) -> bool {
    let Some((front, rest)) = iban.split_at_checked(4) else { return false };
    let mut remainder = 0;
    for character in rest.iter().chain(front) {
        let Some(value) = character.to_digit(36) else { return false };
        remainder = (remainder * if value < 10 { 10 } else { 100 } + value) % 97;
    }
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    fn every_single_error_is_found(valid: &[u8], check: fn(&[u8]) -> bool) {
        assert!(check(valid));
        for place in 0..valid.len() {
            for wrong in (0..10).filter(|&wrong| wrong != valid[place]) {
                let mut changed = valid.to_vec();
                changed[place] = wrong;
                assert!(!check(&changed), "{changed:?}");
            }
        }
    }

    #[test]
    fn luhn_finds_every_wrong_digit() {
        every_single_error_is_found(&digits("79927398713"), luhn);
        every_single_error_is_found(&digits("4242424242424242"), luhn);
        assert!(!luhn(&[]));
    }

    #[test]
    fn ean_accepts_books_and_goods() {
        assert!(ean(&digits("4006381333931")) && ean(&digits("9783161484100")));
        assert!(!ean(&digits("4006381333932")) && !ean(&[]));
    }

    #[test]
    fn verhoeff_finds_every_wrong_digit_and_every_swap() {
        let valid = digits("2363");
        every_single_error_is_found(&valid, verhoeff);
        every_single_error_is_found(&digits("999941057058"), verhoeff);
        for place in 0..valid.len() - 1 {
            let mut swapped = valid.clone();
            swapped.swap(place, place + 1);
            assert!(!verhoeff(&swapped));
        }
        assert!(!verhoeff(&[]));
    }

    #[test]
    fn mod_97_accepts_the_examples_of_the_registry() {
        for iban in ["GB29NWBK60161331926819", "DE89370400440532013000", "NO9386011117947"] {
            assert!(mod_97(&iban.chars().collect::<Vec<_>>()));
        }
        assert!(!mod_97(&"GB28NWBK60161331926819".chars().collect::<Vec<_>>()));
        assert!(!mod_97(&['G', 'B']));
    }
}
