//! What people, labels, keys and the like may be called, and whether a text says anything at all. Pure.
//!
//! A name is one line that shows what it holds. Characters that turn the direction of writing, take no room or control
//! something are no part of it: with them one name looks like another. Where a script or an emoji needs an unseen
//! character (a non-joiner in Persian, a joiner in a family, a variation selector) it may stand, and only there.

mod characters;
mod role_words;

use characters as of;
pub(crate) use characters::is_plain;

use crate::error::{Error, Result};

/// Characters of the name of a person at most.
pub(crate) const MAX_OF_PERSON: usize = 200;

/// Whether a text holds nothing that a reader sees.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.chars().any(of::is_seen)
}

/// Trims a name and refuses one that is empty, too long (in characters), or not a name.
pub(crate) fn required(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    if is_blank(text) {
        return Err(Error::invalid(field, "must not be empty"));
    }
    if text.chars().count() > max {
        return Err(Error::invalid(field, &format!("must be at most {max} characters")));
    }
    if !Walk::new(text).all(|(_, fits)| fits) {
        return Err(Error::invalid(field, "must be a single line without control or invisible characters"));
    }
    if !text.chars().any(of::is_seen_base) {
        return Err(Error::invalid(field, "must contain a character other than combining marks"));
    }
    Ok(text.to_owned())
}

/// Like [`required`], but absent and empty are the same.
pub(crate) fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| required(field, text, max)).transpose()
}

/// The name that a visitor chose: nobody vouches for it, so it must not claim to be staff.
pub(crate) fn of_visitor(field: &str, text: Option<&str>) -> Result<Option<String>> {
    match optional(field, text, MAX_OF_PERSON)? {
        Some(name) if role_words::claims_to_be_staff(&name) => {
            Err(Error::invalid(field, "must not be the name of a role"))
        }
        name => Ok(name),
    }
}

/// The name that a token of the host or of another issuer tells: what does not belong into a name is left out, because
/// nobody's login fails for it. `None` when nothing is left.
pub(crate) fn normalised(text: &str) -> Option<String> {
    let kept: String = without_unseen(text).trim().chars().take(MAX_OF_PERSON).collect();
    required("name", &kept, MAX_OF_PERSON).ok()
}

/// The title that the host gave something, in the same way: a line break or a direction mark of its own database must
/// not cost an order its ticket. Other control characters are no slip of a keyboard, and refused.
pub(crate) fn of_host(field: &str, text: &str, max: usize) -> Result<String> {
    let controls = text.chars().any(|c| c.is_control() && !breaks_line(c));
    if controls { required(field, text, max) } else { required(field, &without_unseen(text), max) }
}

/// One line with nothing in it that a name may not hold.
pub(crate) fn without_unseen(text: &str) -> String {
    let in_one_line: String = text.chars().map(|c| if breaks_line(c) { ' ' } else { c }).collect();
    let kept: String = Walk::new(&in_one_line).filter_map(|(c, fits)| fits.then_some(c)).collect();
    // What is left may stand beside other characters now than it did.
    Walk::new(&kept).filter_map(|(c, fits)| fits.then_some(c)).collect()
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{2800}')
}

/// The characters of a name, each with whether it may stand where it does.
struct Walk<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    before: Option<char>,
    flag: Flag,
}

/// Where in the flag of a part of a country the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    None,
    /// After the black flag, which nothing may follow.
    Begun,
    Tagged,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.chars().peekable(), before: None, flag: Flag::None }
    }

    fn fits(&mut self, c: char) -> bool {
        let flag = std::mem::replace(&mut self.flag, Flag::None);
        match c {
            of::ZERO_WIDTH_JOINER | of::ZERO_WIDTH_NON_JOINER => {
                let (Some(before), Some(after)) = (self.before, self.rest.peek().copied()) else {
                    return false;
                };
                let joins_letters = of::is_of_joining_script(before) && of::is_of_joining_script(after);
                let joins_pictures =
                    c == of::ZERO_WIDTH_JOINER && of::is_picture(before) && of::is_picture(after);
                joins_letters || (joins_pictures && !of::is_variation_selector(after))
            }
            c if of::is_mongolian_selector(c) => self.before.is_some_and(of::is_mongolian),
            c if of::is_variation_selector(c) => self.before.is_some_and(of::is_seen_base),
            of::BLACK_FLAG => {
                self.flag = Flag::Begun;
                true
            }
            of::CANCEL_TAG => flag == Flag::Tagged,
            c if of::is_flag_tag(c) && flag != Flag::None => {
                self.flag = Flag::Tagged;
                // A flag that is not ended is a way to hide text.
                self.rest.peek().is_some_and(|next| of::is_flag_tag(*next) || *next == of::CANCEL_TAG)
            }
            c => of::is_plain(c),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = (char, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let c = self.rest.next()?;
        let fits = self.fits(c);
        self.before = Some(c);
        Some((c, fits))
    }
}

#[cfg(test)]
mod tests;
