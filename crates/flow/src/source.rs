//! A text with a name: where in it something stands, and how the place is shown.

/// The largest definition that is read. The shipped ones have 7 KB.
pub const MAX_BYTES: usize = 256 * 1024;

/// How many columns of a long line are shown.
const SHOWN: usize = 120;

/// From which byte to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct At {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl At {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

impl From<std::ops::Range<usize>> for At {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A text and the name of the file that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A byte order mark at the start is not part of the text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Self { name: name.into(), text }
    }

    /// The file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands there; nothing if that is not a piece of the text.
    pub(crate) fn slice(&self, at: At) -> &str {
        self.text.get(at.start..at.end).unwrap_or_default()
    }

    /// Where in a piece of the text a part of it stands; the whole when it is not there as it is written.
    pub(crate) fn within(&self, whole: At, part: &str) -> At {
        match self.slice(whole).find(part) {
            Some(from) if !part.is_empty() => At::new(whole.start + from, whole.start + from + part.len()),
            _ => whole,
        }
    }

    /// The line and the column of a byte, both from 1; columns are characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.before(offset);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }

    /// The byte where the line of this one begins.
    pub(crate) fn line_start(&self, offset: usize) -> usize {
        self.before(offset).rfind('\n').map_or(0, |end| end + 1)
    }

    fn before(&self, offset: usize) -> &str {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(..end).unwrap_or_default()
    }

    /// The line of a place with its number, and below it carets under the place.
    pub(crate) fn excerpt(&self, at: At) -> String {
        let (number, column) = self.position(at.start);
        let start = self.line_start(at.start);
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let under = self.slice(At::new(at.start, at.end.min(start + line.len()).max(at.start)));
        let skipped = column.saturating_sub(SHOWN / 2 + 1);
        let skipped = if line.chars().count() <= SHOWN { 0 } else { skipped };
        let mut shown: String = line.chars().skip(skipped).take(SHOWN).collect();
        if skipped > 0 {
            shown.insert(0, '…');
        }
        if line.chars().count() > skipped + SHOWN {
            shown.push('…');
        }
        let before = column - 1 - skipped + usize::from(skipped > 0);
        let indent: String = shown.chars().take(before).flat_map(blank).collect();
        let room = SHOWN.saturating_sub(before).max(1);
        let carets: usize = under.chars().take(room).map(width).sum();
        let margin = " ".repeat(number.to_string().len());
        format!("  {number} | {shown}\n  {margin} | {indent}{}", "^".repeat(carets.max(1)))
    }
}

/// As wide as the character, and empty.
fn blank(c: char) -> Vec<char> {
    if c == '\t' { vec!['\t'] } else { vec![' '; width(c)] }
}

/// How many columns of a terminal a character takes, well enough for a caret.
fn width(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60 => 2,
        0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
