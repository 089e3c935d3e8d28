//! The list of every key: derived from the fields and doc comments of the configuration structs.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Config;

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A list of texts; comma separated in the environment.
    List,
    /// A list of tables; JSON in the environment.
    Tables {
        /// The keys that each table may have.
        keys: Vec<String>,
    },
    /// One of these words.
    Choice(Vec<String>),
}

/// One key of the configuration.
#[derive(Debug, Clone)]
pub struct Key {
    /// Place in the file, such as `http.port`.
    pub path: String,
    /// Name in the environment, such as `PORT`.
    pub env: String,
    /// What it takes.
    pub kind: Kind,
    /// Least allowed number.
    pub min: Option<u64>,
    /// Greatest allowed number.
    pub max: Option<u64>,
    /// Whether the value must never be shown.
    pub secret: bool,
    /// Fewest characters of the secret.
    pub min_secret: Option<usize>,
    /// How the secret must begin.
    pub prefix: Option<String>,
    /// Value when nothing is set; none: absent.
    pub default: Option<Value>,
    /// What it means: the field's doc comment.
    pub meaning: String,
}

/// A section of the file.
#[derive(Debug, Clone)]
pub struct Section {
    /// Place in the file, such as `files.s3`.
    pub path: String,
    /// What it is about.
    pub meaning: String,
    /// Its own keys.
    pub keys: Vec<Key>,
}

/// Every section with its keys, sorted by name.
#[must_use]
pub fn sections() -> &'static [Section] {
    static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(derive_sections);
    &SECTIONS
}

/// Every key.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    sections().iter().flat_map(|section| &section.keys)
}

/// The environment name that follows from a key's place: `http.bind` is `LIAISON_HTTP_BIND`.
#[must_use]
pub fn regular_env_name(path: &str) -> String {
    format!("LIAISON_{}", path.replace('.', "_").to_uppercase())
}

fn derive_sections() -> Vec<Section> {
    let schema = SchemaSettings::default()
        .with(|s| s.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<Config>();
    let defaults = serde_json::to_value(Config::default()).unwrap_or_default();
    let mut found = Vec::new();
    for (name, property) in properties(schema.as_value()) {
        descend(name, property, defaults.get(name), &mut found);
    }
    // Explicitly: the order of a JSON object's keys depends on how the whole program was built.
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.iter_mut().for_each(|section| section.keys.sort_by(|a, b| a.path.cmp(&b.path)));
    found
}

fn descend(path: &str, schema: &Value, defaults: Option<&Value>, found: &mut Vec<Section>) {
    let mut keys = Vec::new();
    let mut below = Vec::new();
    for (name, property) in properties(schema) {
        let inner = format!("{path}.{name}");
        let default = defaults.and_then(|d| d.get(name));
        if property.get("properties").is_some() {
            descend(&inner, property, default, &mut below);
        } else {
            keys.push(key(inner, property, default));
        }
    }
    found.push(Section { path: path.to_owned(), meaning: description(schema), keys });
    found.append(&mut below);
}

fn key(path: String, schema: &Value, default: Option<&Value>) -> Key {
    let env = match schema.get("x-env").and_then(Value::as_str) {
        Some(name) => name.to_owned(),
        None => regular_env_name(&path),
    };
    let number = |name: &str| schema.get(name).and_then(Value::as_u64);
    Key {
        env,
        kind: kind(schema),
        min: number("minimum"),
        max: number("maximum"),
        secret: schema.get("x-secret").and_then(Value::as_bool).unwrap_or(false),
        min_secret: number("x-min-secret").and_then(|n| usize::try_from(n).ok()),
        prefix: schema.get("x-prefix").and_then(Value::as_str).map(str::to_owned),
        default: default.filter(|value| !value.is_null()).cloned(),
        meaning: description(schema),
        path,
    }
}

fn kind(schema: &Value) -> Kind {
    if let Some(words) = choices(schema) {
        return Kind::Choice(words);
    }
    match type_names(schema).first().copied() {
        Some("integer") => Kind::Integer,
        Some("boolean") => Kind::Boolean,
        Some("array") => {
            match schema.get("items").map(|items| properties(items).map(|(k, _)| k.clone()).collect()) {
                Some(keys) if Vec::is_empty(&keys) => Kind::List,
                Some(keys) => Kind::Tables { keys },
                None => Kind::List,
            }
        }
        _ => Kind::Text,
    }
}

fn choices(schema: &Value) -> Option<Vec<String>> {
    let alternatives = schema.get("oneOf").and_then(Value::as_array)?;
    Some(alternatives.iter().filter_map(|one| one.get("const")?.as_str()).map(str::to_owned).collect())
}

fn type_names(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).filter(|n| *n != "null").collect()
        }
        _ => Vec::new(),
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn description(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_has_a_meaning_and_a_name_of_its_own() {
        let mut names = HashSet::new();
        for key in keys() {
            assert!(!key.meaning.is_empty(), "{} has no doc comment", key.path);
            assert!(names.insert(&key.env), "{} is the name of two keys", key.env);
        }
        assert!(names.len() > 60);
    }

    #[test]
    fn the_promised_names_are_honoured() {
        let names: HashSet<&str> = keys().map(|key| key.env.as_str()).collect();
        for name in [
            "PORT",
            "DATABASE_URL",
            "CORS_ORIGIN",
            "NATS_URL",
            "SYSTEM_USER_ID",
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "OPENAI_MODEL",
            "RAZORPAY_KEY_ID",
            "RAZORPAY_KEY_SECRET",
            "RAZORPAY_WEBHOOK_SECRET",
            "RAZORPAY_BASE_URL",
            "RESEND_API_KEY",
            "SMTP_URL",
            "TURN_URL",
            "TURN_SECRET",
            "LIAISON_HOST_SECRET",
            "LIAISON_API_KEY",
            "LIAISON_ADMIN_EMAIL",
            "LIAISON_ADMIN_PASSWORD",
            "LIAISON_HTTP_BIND",
            "LIAISON_DATA_DIR",
            "LIAISON_LIMITS_REQUESTS_PER_MINUTE",
            "LIAISON_LOG_FORMAT",
            "LIAISON_FILES_S3_BUCKET",
        ] {
            assert!(names.contains(name), "{name} is missing");
        }
    }

    #[test]
    fn kinds_follow_from_the_types() {
        let kind = |path: &str| keys().find(|key| key.path == path).unwrap().kind.clone();
        assert_eq!(kind("http.port"), Kind::Integer);
        assert_eq!(kind("http.cors_credentials"), Kind::Boolean);
        assert_eq!(kind("http.cors_origin"), Kind::List);
        assert_eq!(kind("tokens.host_secret"), Kind::Text);
        assert_eq!(kind("log.format"), Kind::Choice(vec!["auto".into(), "json".into(), "text".into()]));
        assert!(matches!(kind("tokens.oidc"), Kind::Tables { keys } if keys.contains(&"issuer".to_owned())));
    }
}
