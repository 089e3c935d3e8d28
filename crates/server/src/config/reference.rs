//! The manual in print: a table for the documentation, an example file to start from.

use std::fmt::Write as _;

use serde_json::Value;

use super::manual::{self, Key, Kind};

/// Every key as a Markdown table per section.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# Configuration\n\n\
         One TOML file (`--config`, else `LIAISON_CONFIG`, otherwise `liaison.toml` if it exists) plus environment; the\n\
         environment wins. Every key has a default: an empty configuration works. Unknown keys are refused. The server\n\
         refuses to start with a secret that is empty, too short or a known placeholder.\n",
    );
    for section in manual::sections() {
        let _infallible = write!(out, "\n## `[{}]`\n\n{}\n\n", section.path, section.meaning);
        out.push_str("| key | environment | type | default | meaning |\n|---|---|---|---|---|\n");
        for key in &section.keys {
            let short = key.path.rsplit('.').next().unwrap_or(&key.path);
            let default = match (&key.default, key.secret) {
                (Some(value), false) => format!("`{}`", toml_value(value)),
                _ => "–".to_owned(),
            };
            let _infallible = writeln!(
                out,
                "| `{short}` | `{}` | {} | {default} | {} |",
                key.env,
                kind_name(key),
                key.meaning.replace('|', "\\|")
            );
        }
    }
    out
}

/// A file with every key commented out at its default.
#[must_use]
pub fn example_toml() -> String {
    let mut out = String::from(
        "# Liaison: example configuration, generated from the source. Every key is optional and shown with its\n\
         # default; remove the `#` before a line to change it. The name behind a key is its environment variable.\n",
    );
    for section in manual::sections() {
        out.push('\n');
        comment(&mut out, &section.meaning);
        let _infallible = writeln!(out, "[{}]", section.path);
        for key in &section.keys {
            out.push('\n');
            comment(&mut out, &format!("{} ({})", key.meaning, key.env));
            let short = key.path.rsplit('.').next().unwrap_or(&key.path);
            let _infallible = match &key.default {
                Some(value) => writeln!(out, "#{short} = {}", toml_value(value)),
                None => writeln!(out, "#{short} ="),
            };
        }
    }
    out
}

fn kind_name(key: &Key) -> String {
    let range = match (key.min, key.max) {
        (Some(min), Some(max)) => format!(", {min} to {max}"),
        (Some(min), None) if min > 0 => format!(", at least {min}"),
        (None, Some(max)) => format!(", at most {max}"),
        _ => String::new(),
    };
    match &key.kind {
        _ if key.secret => "secret".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Integer => format!("number{range}"),
        Kind::Boolean => "true or false".to_owned(),
        Kind::List => "list".to_owned(),
        Kind::Tables { keys } => format!("list of tables: {}", keys.join(", ")),
        Kind::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
    }
}

fn toml_value(value: &Value) -> String {
    toml::Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}

/// Writes text as comment lines of at most 110 characters.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 110 {
            out.push_str(&line);
            out.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources, load};

    #[test]
    fn the_example_file_is_valid_with_and_without_its_comment_signs() {
        let example = example_toml();
        let bare: String = example
            .lines()
            .filter_map(|line| match line.strip_prefix('#') {
                Some(rest) if rest.starts_with(' ') || rest.ends_with('=') => None,
                Some(rest) => Some(format!("{rest}\n")),
                None => Some(format!("{line}\n")),
            })
            .collect();
        for text in [example, bare] {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join("liaison.toml");
            std::fs::write(&file, &text).unwrap();
            let config = load(&Sources { file: Some(file), env: Vec::new() })
                .unwrap_or_else(|e| panic!("{e}\n{text}"))
                .config;
            assert_eq!(
                serde_json::to_value(&config).unwrap(),
                serde_json::to_value(Config::default()).unwrap(),
            );
        }
    }

    #[test]
    fn the_table_names_every_key() {
        let table = markdown();
        for key in manual::keys() {
            assert!(table.contains(&format!("`{}`", key.env)), "{} is missing", key.env);
        }
        assert!(table.contains("| `port` | `PORT` | number, 0 to 65535 | `8080` |"), "{table}");
    }
}
