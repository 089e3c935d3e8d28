//! Reading the configuration: the file, then the environment over it, then the judgement on both.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::Serialized;
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::Config;
use super::check::{self, Problem, Problems};
use super::manual::{self, Key, Kind};
use super::nearest::nearest;

/// Variable that names the file.
pub const FILE_VARIABLE: &str = "LIAISON_CONFIG";
/// The file that is read when none is named and it is there.
pub const DEFAULT_FILE: &str = "liaison.toml";

/// Where the configuration comes from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The file, if one is to be read.
    pub file: Option<PathBuf>,
    /// Variables of the environment.
    pub env: Vec<(String, String)>,
}

impl Sources {
    /// The sources of this process: the file named by `--config`, else by `LIAISON_CONFIG`, otherwise `liaison.toml`
    /// if it exists; and the environment. The one place where the environment is read.
    #[must_use]
    pub fn of_process(flag: Option<&Path>) -> Self {
        let env: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, to_text(value))))
            .collect();
        let named = env.iter().find(|(name, value)| name == FILE_VARIABLE && !value.is_empty());
        let file = match (flag, named) {
            (Some(flag), _) => Some(flag.to_path_buf()),
            (None, Some((_, path))) => Some(PathBuf::from(path)),
            (None, None) => Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.exists()),
        };
        Self { file, env }
    }
}

/// A configuration that is fit for use.
#[derive(Debug)]
pub struct Loaded {
    /// The values.
    pub config: Config,
    /// Every secret that was given, for the log to recognise and hide.
    pub secrets: Vec<SecretString>,
}

/// Reads and judges.
///
/// # Errors
/// Everything that is wrong, together.
pub fn load(sources: &Sources) -> Result<Loaded, Problems> {
    let mut problems = Vec::new();
    let mut values = match &sources.file {
        Some(path) => read_file(path).map_err(|problem| Problems(vec![problem]))?,
        None => Map::new(),
    };
    refuse_unknown_keys("", &values, &mut problems);
    overlay_environment(&sources.env, &mut values, &mut problems);
    let secrets = judge_values(&sources.env, &values, &mut problems);

    let config = match Figment::from(Serialized::defaults(Value::Object(values))).extract::<Config>() {
        Ok(config) => config,
        Err(errors) => {
            // The kinds were judged above with better words; this remains for what only a type can tell.
            if problems.is_empty() {
                problems
                    .extend(errors.into_iter().map(|e| Problem::new(e.path.join("."), e.kind.to_string())));
            }
            return Err(Problems(problems));
        }
    };
    problems.extend(check::whole(&config));
    if problems.is_empty() { Ok(Loaded { config, secrets }) } else { Err(Problems(problems)) }
}

fn to_text(value: std::ffi::OsString) -> String {
    value.to_string_lossy().into_owned()
}

fn read_file(path: &Path) -> Result<Map<String, Value>, Problem> {
    let name = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|e| Problem::new(&name, format!("cannot be read: {e}")))?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        let line =
            error.span().map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
        let at = line.map(|line| format!(" in line {line}")).unwrap_or_default();
        // Not the library's own text: it quotes the line, which may hold a secret.
        Problem::new(&name, format!("is not valid TOML{at}: {}", error.message()))
    })?;
    match serde_json::to_value(table) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Problem::new(&name, "has values that cannot be used")),
    }
}

fn refuse_unknown_keys(prefix: &str, values: &Map<String, Value>, problems: &mut Vec<Problem>) {
    let known: Vec<&str> = manual::keys().map(|key| key.path.as_str()).collect();
    for (name, value) in values {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        if known.contains(&path.as_str()) {
            continue;
        }
        let is_section = manual::sections().iter().any(|section| section.path == path);
        match value {
            Value::Object(inner) if is_section => refuse_unknown_keys(&path, inner, problems),
            _ if is_section => problems.push(Problem::new(&path, "is a section, written `[name]`")),
            _ => {
                let names = known.iter().copied().chain(manual::sections().iter().map(|s| s.path.as_str()));
                problems.push(unknown(&path, nearest(&path, names)));
            }
        }
    }
}

fn overlay_environment(
    env: &[(String, String)],
    values: &mut Map<String, Value>,
    problems: &mut Vec<Problem>,
) {
    for (name, text) in env {
        let Some(key) = manual::keys().find(|key| key.env == *name) else {
            refuse_unknown_variable(name, problems);
            continue;
        };
        // An empty variable is how compose files say "not set"; for a secret that would hide a mistake.
        if text.is_empty() && !key.secret {
            continue;
        }
        match parse(key, text) {
            Ok(value) => put(values, &key.path, value),
            Err(why) => problems.push(Problem::new(name, why)),
        }
    }
}

fn refuse_unknown_variable(name: &str, problems: &mut Vec<Problem>) {
    // Kubernetes sets LIAISON_SERVICE_HOST, LIAISON_PORT and the like for a service called "liaison".
    let foreign = name == FILE_VARIABLE
        || name == "LIAISON_PORT"
        || name.starts_with("LIAISON_PORT_")
        || name.starts_with("LIAISON_SERVICE_");
    if !name.starts_with("LIAISON_") || foreign {
        return;
    }
    if let Some(key) = manual::keys().find(|key| manual::regular_env_name(&key.path) == name) {
        problems.push(Problem::new(name, format!("is called {} in the environment", key.env)));
    } else {
        problems.push(unknown(name, nearest(name, manual::keys().map(|key| key.env.as_str()))));
    }
}

fn unknown(name: &str, meant: Option<&str>) -> Problem {
    let hint = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
    Problem::new(name, format!("is not known{hint}"))
}

fn parse(key: &Key, text: &str) -> Result<Value, String> {
    match &key.kind {
        Kind::Text | Kind::Choice(_) => Ok(Value::String(text.to_owned())),
        Kind::Integer => {
            text.trim().parse::<u64>().map(Value::from).map_err(|_| "must be a whole number".to_owned())
        }
        Kind::Boolean => match text.trim() {
            "true" | "1" | "yes" | "on" => Ok(Value::Bool(true)),
            "false" | "0" | "no" | "off" => Ok(Value::Bool(false)),
            _ => Err("must be true or false".to_owned()),
        },
        Kind::List => {
            Ok(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(Value::from).collect())
        }
        Kind::Tables { .. } => {
            serde_json::from_str(text).map_err(|_| "must be a JSON list of objects".to_owned())
        }
    }
}

fn put(values: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            values.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = values.entry(section).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Judges each value by its key's kind and range, each secret by its strength. Gives the secrets.
fn judge_values(
    env: &[(String, String)],
    values: &Map<String, Value>,
    problems: &mut Vec<Problem>,
) -> Vec<SecretString> {
    let from_env: HashSet<&str> = env.iter().map(|(name, _)| name.as_str()).collect();
    let root = Value::Object(values.clone());
    let mut secrets = Vec::new();
    for key in manual::keys() {
        let Some(value) = root.pointer(&format!("/{}", key.path.replace('.', "/"))) else { continue };
        let name = if from_env.contains(key.env.as_str()) { &key.env } else { &key.path };
        if let Some(why) = misfit(key, value) {
            problems.push(Problem::new(name, why));
        } else if key.secret
            && let Value::String(text) = value
        {
            check::secret(key, name, text, problems);
            secrets.push(SecretString::from(text.clone()));
        }
    }
    secrets
}

fn misfit(key: &Key, value: &Value) -> Option<String> {
    match &key.kind {
        Kind::Text if !value.is_string() => Some("must be text".to_owned()),
        Kind::Boolean if !value.is_boolean() => Some("must be true or false".to_owned()),
        Kind::List if !is_list_of_text(value) => Some("must be a list of texts".to_owned()),
        Kind::Tables { keys } => tables_misfit(keys, value),
        Kind::Choice(words) => {
            let fits = value.as_str().is_some_and(|word| words.iter().any(|known| known == word));
            (!fits).then(|| format!("must be one of: {}", words.join(", ")))
        }
        Kind::Integer => integer_misfit(key, value),
        _ => None,
    }
}

fn is_list_of_text(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
}

fn tables_misfit(keys: &[String], value: &Value) -> Option<String> {
    let Some(tables) = value.as_array() else { return Some("must be a list of tables".to_owned()) };
    for table in tables {
        let Some(table) = table.as_object() else { return Some("must be a list of tables".to_owned()) };
        if let Some(name) = table.keys().find(|name| !keys.contains(name)) {
            let hint = nearest(name, keys.iter().map(String::as_str));
            return Some(unknown(&format!("its key `{name}`"), hint).to_sentence());
        }
    }
    None
}

fn integer_misfit(key: &Key, value: &Value) -> Option<String> {
    let Some(number) = value.as_u64() else { return Some("must be a whole number".to_owned()) };
    match (key.min, key.max) {
        (Some(min), _) if number < min => Some(format!("is {number}, must be at least {min}")),
        (_, Some(max)) if number > max => Some(format!("is {number}, must be at most {max}")),
        _ => None,
    }
}

impl Problem {
    fn to_sentence(&self) -> String {
        format!("{} {}", self.name, self.why)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn with_env(env: &[(&str, &str)]) -> Result<Loaded, Problems> {
        let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        load(&Sources { file: None, env })
    }

    fn with_file(text: &str) -> Result<Loaded, Problems> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("liaison.toml");
        std::fs::write(&file, text).unwrap();
        load(&Sources { file: Some(file), env: Vec::new() })
    }

    fn refusals(result: Result<Loaded, Problems>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn an_empty_configuration_runs() {
        let loaded = with_env(&[("HOME", "/root"), ("PATH", "/bin")]).unwrap();
        assert_eq!(loaded.config.http.port, 8080);
        assert_eq!(loaded.config.database_url().expose_secret(), "sqlite://data/liaison.db");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("liaison.toml");
        std::fs::write(&file, "[http]\nport = 1000\nidle_seconds = 5\n").unwrap();
        let env = vec![
            ("PORT".to_owned(), "2000".to_owned()),
            ("CORS_ORIGIN".to_owned(), "https://a.example, https://b.example".to_owned()),
            ("LIAISON_FILES_S3_REGION".to_owned(), "eu-west-1".to_owned()),
        ];
        let config = load(&Sources { file: Some(file), env }).unwrap().config;
        assert_eq!((config.http.port, config.http.idle_seconds), (2000, 5));
        assert_eq!(config.http.cors_origin, ["https://a.example", "https://b.example"]);
        assert_eq!(config.files.s3.region, "eu-west-1");
    }

    #[test]
    fn unknown_names_are_refused_with_the_nearest_known_one() {
        let text = refusals(with_file("[http]\nprot = 1\n[htttp]\nport = 1\n"));
        assert!(text.contains("http.prot: is not known; did you mean http.port?"), "{text}");
        assert!(text.contains("htttp: is not known; did you mean http?"), "{text}");
        let text = refusals(with_env(&[("LIAISON_HOST_SECERT", "x"), ("LIAISON_HTTP_PORT", "1")]));
        assert!(
            text.contains("LIAISON_HOST_SECERT: is not known; did you mean LIAISON_HOST_SECRET?"),
            "{text}"
        );
        assert!(text.contains("LIAISON_HTTP_PORT: is called PORT"), "{text}");
    }

    #[test]
    fn variables_of_an_orchestrator_are_ignored() {
        assert!(
            with_env(&[("LIAISON_SERVICE_HOST", "10.0.0.1"), ("LIAISON_PORT", "tcp://10.0.0.1:80")]).is_ok()
        );
    }

    #[test]
    fn all_problems_are_told_together_and_no_secret_is_shown() {
        let text = refusals(with_env(&[
            ("LIAISON_HOST_SECRET", "kT7w-Zq2m"),
            ("LIAISON_API_KEY", "no-prefix-4Qm8Zt1Vx7Bn3Kp9"),
            ("OPENAI_API_KEY", ""),
            ("RAZORPAY_KEY_ID", "rzp_test_1"),
            ("RAZORPAY_KEY_SECRET", "changeme"),
            ("LIAISON_ADMIN_PASSWORD", "password1234"),
            ("PORT", "many"),
            ("LIAISON_HTTP_IDLE_SECONDS", "0"),
        ]));
        for part in [
            "LIAISON_HOST_SECRET: is too short",
            "LIAISON_API_KEY: must begin with `lk_`",
            "OPENAI_API_KEY: is set but empty",
            "RAZORPAY_KEY_SECRET: is a known placeholder",
            "LIAISON_ADMIN_PASSWORD: is a known placeholder",
            "PORT: must be a whole number",
            "LIAISON_HTTP_IDLE_SECONDS: is 0, must be at least 1",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
        assert!(!text.contains("kT7w") && !text.contains("4Qm8"), "{text}");
    }

    #[test]
    fn what_only_the_whole_can_tell_is_judged() {
        let text = refusals(with_env(&[
            ("CORS_ORIGIN", "*"),
            ("LIAISON_HTTP_CORS_CREDENTIALS", "true"),
            ("NATS_URL", "nats://localhost"),
            ("LIAISON_TOKENS_HOST_JWKS_URL", "http://keys.example.com/jwks"),
            ("LIAISON_ADMIN_EMAIL", "root@example.com"),
            ("LIAISON_FILES_BACKEND", "s3"),
            ("LIAISON_HTTP_TRUSTED_PROXIES", "10.0.0.0/33"),
        ]));
        for part in [
            "CORS_ORIGIN (http.cors_origin): ",
            "needs PostgreSQL",
            "must begin with `https://`",
            "tokens.host_issuer): is needed",
            "LIAISON_ADMIN_PASSWORD (admin.password): is needed together with LIAISON_ADMIN_EMAIL",
            "files.s3.bucket): is needed",
            "http.trusted_proxies): ",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
    }

    #[test]
    fn secrets_are_handed_to_the_log_and_never_printed() {
        let loaded = with_env(&[("LIAISON_HOST_SECRET", "kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5")]).unwrap();
        assert_eq!(loaded.secrets.len(), 1);
        assert!(!format!("{loaded:?}").contains("kT7w"));
    }

    #[test]
    fn a_broken_file_is_named_without_quoting_it() {
        let text = refusals(with_file("[tokens]\nhost_secret = \"kT7w-Zq2m\n"));
        assert!(text.contains("is not valid TOML in line 2"), "{text}");
        assert!(!text.contains("kT7w"), "{text}");
    }

    #[test]
    fn issuers_come_from_the_environment_as_json() {
        let json = r#"[{"issuer":"https://id.example.com","audience":"chat"}]"#;
        let config = with_env(&[("LIAISON_TOKENS_OIDC", json)]).unwrap().config;
        assert_eq!(config.tokens.oidc.first().unwrap().default_user_type, "customer");
        let text = refusals(with_env(&[("LIAISON_TOKENS_OIDC", r#"[{"isuer":"https://id.example.com"}]"#)]));
        assert!(text.contains("did you mean issuer?"), "{text}");
    }
}
