//! The name a file is shown and downloaded under. It is never a path: bytes are stored under the file's id.

use super::content_type::ContentType;

/// Characters of a name at most.
const MAX_NAME: usize = 200;
/// What follows the last dot is taken for an extension up to this length.
const MAX_EXTENSION: usize = 10;

/// Makes a name harmless: no folders, nothing invisible, nothing that turns the direction of writing, nothing that
/// Windows refuses.
pub(super) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    // A leading dot hides a file, a trailing one is dropped by Windows.
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() { "file".to_owned() } else { shorten(name) }
}

/// Control characters, and those that take no room or change the direction of what follows.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Takes from the middle, so that the extension stays.
fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let extension = extension(name);
    let tail = extension.as_ref().map_or(0, |extension| extension.len() + 1);
    let stem: String = name.chars().take(MAX_NAME - tail).collect();
    extension.map_or_else(|| stem.clone(), |extension| format!("{}.{extension}", stem.trim_end()))
}

/// What follows the last dot, in small letters, when it can be an extension.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let is_one = !stem.is_empty()
        && (1..=MAX_EXTENSION).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then(|| extension.to_ascii_lowercase())
}

/// Gives a name the extension of its content: a wrong one of another accepted type is replaced, any other is kept and
/// the right one put behind it. So what a system does with a file depends on what it is.
pub(super) fn fit(name: &str, content_type: ContentType) -> String {
    let extensions = content_type.extensions();
    let Some(right) = extensions.first() else { return name.to_owned() };
    let present = extension(name);
    let stem = match &present {
        Some(present) if extensions.contains(&present.as_str()) => return name.to_owned(),
        Some(present) if ContentType::ALL.iter().any(|it| it.extensions().contains(&present.as_str())) => {
            name.get(..name.len() - present.len() - 1).unwrap_or(name)
        }
        _ => name,
    };
    let stem: String = stem.chars().take(MAX_NAME - right.len() - 1).collect();
    format!("{}.{right}", stem.trim_end())
}
