//! The name a file is shown and downloaded under. It is never a path: bytes are stored under the file's id.

use super::content_type::ContentType;
use crate::display_name;

/// Characters of a name at most.
const MAX_NAME: usize = 200;
/// What follows the last dot is taken for an extension up to this length.
const MAX_EXTENSION: usize = 10;

/// Makes a name harmless: no folders, nothing invisible but what a script or an emoji needs, nothing that turns the
/// direction of writing, nothing that Windows refuses.
pub(super) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = display_name::without_unseen(last)
        .chars()
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    // A leading dot hides a file, a trailing one is dropped by Windows.
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() { "file".to_owned() } else { shorten(name) }
}

/// Takes from the middle, so that the extension stays.
fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let extension = extension(name);
    let tail = extension.as_ref().map_or(0, |extension| extension.len() + 1);
    let stem = cut(name, MAX_NAME - tail);
    extension.map_or_else(|| stem.clone(), |extension| format!("{stem}.{extension}"))
}

/// The beginning of a name, which ends with something that is seen.
fn cut(name: &str, most: usize) -> String {
    let beginning: String = name.chars().take(most).collect();
    display_name::without_unseen(&beginning).trim_end().to_owned()
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
    format!("{}.{right}", cut(stem, MAX_NAME - right.len() - 1))
}
