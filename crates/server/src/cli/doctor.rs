//! `liaison doctor`: is everything there that the server needs?

mod exposure;

use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use clap::Args;
use liaison_domain::db::{dead_jobs, missing_migrations};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use crate::auth::fetch::Fetcher;
use crate::config::files::FilesBackend;
use crate::config::{Config, Problems};
use crate::http::pages;
use crate::keys::Keys;

/// Check the configuration and everything the server depends on.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Works.
    Ok,
    /// Not configured; the feature is off.
    Off,
    /// Works, but something should be looked at.
    Warning,
    /// Does not work.
    Failed,
}

/// What a check found.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// What was checked.
    pub name: &'static str,
    /// How it ended.
    pub health: Health,
    /// What was found. Never a secret.
    pub detail: String,
}

impl Finding {
    /// A finding.
    pub fn new(name: &'static str, health: Health, detail: impl Into<String>) -> Self {
        Self { name, health, detail: detail.into() }
    }
}

/// A check that is still to be made.
pub type Check = Pin<Box<dyn Future<Output = Finding> + Send>>;

/// Longest time that one check may take.
const CHECK_TIMEOUT: Duration = Duration::from_secs(10);

/// The checks that need no database. Others can be appended.
#[must_use]
pub fn checks(config: &Config) -> Vec<Check> {
    let mut checks: Vec<Check> = vec![
        Box::pin(std::future::ready(Finding::new("configuration", Health::Ok, "is valid"))),
        Box::pin(data_folder(config.clone())),
        Box::pin(std::future::ready(exposure::privacy(config))),
        Box::pin(std::future::ready(exposure::open_files(config))),
        Box::pin(std::future::ready(exposure::reach(config))),
        Box::pin(std::future::ready(exposure::metrics(config))),
        Box::pin(clock(config.data.dir.clone())),
        Box::pin(nats(config.clone())),
        Box::pin(issuers(config.clone())),
        Box::pin(std::future::ready(built_in_pages())),
    ];
    checks.extend(features(config).into_iter().map(|finding| Box::pin(std::future::ready(finding)) as Check));
    checks
}

/// Whether the program has the pages of people in it.
fn built_in_pages() -> Finding {
    let (there, missing): (Vec<_>, Vec<_>) = pages::parts().partition(|part| pages::is_built(part));
    if missing.is_empty() {
        return Finding::new("pages", Health::Ok, there.join(", "));
    }
    let detail = format!("built without {}: `cargo xtask run` builds them first", missing.join(", "));
    Finding::new("pages", Health::Warning, detail)
}

/// Whether the database answers and is up to date. Nothing is migrated.
pub async fn database(config: Config) -> Finding {
    const NAME: &str = "database";
    let kind = if config.uses_postgres() { "PostgreSQL" } else { "SQLite" };
    match missing_migrations(config.database_url().expose_secret()).await {
        Ok(0) => Finding::new(NAME, Health::Ok, format!("{kind} responds and is up to date")),
        Ok(missing) => {
            let detail =
                format!("{kind} lacks {missing} migrations; run `liaison migrate` or `liaison serve`");
            Finding::new(NAME, Health::Warning, detail)
        }
        Err(error) => Finding::new(NAME, Health::Failed, format!("{kind}: {error}")),
    }
}

/// Whether jobs have failed for good.
pub async fn jobs(config: Config) -> Finding {
    const NAME: &str = "jobs";
    let url = config.database_url();
    let url = url.expose_secret();
    if !matches!(missing_migrations(url).await, Ok(0)) {
        return Finding::new(NAME, Health::Off, "checked once the database is up to date");
    }
    match dead_jobs(url).await {
        Ok(0) => Finding::new(NAME, Health::Ok, "none has failed permanently"),
        Ok(dead) => {
            let detail =
                format!("{dead} failed permanently; see `GET /api/jobs`, then replay or discard them");
            Finding::new(NAME, Health::Warning, detail)
        }
        Err(error) => Finding::new(NAME, Health::Failed, error.to_string()),
    }
}

/// Whether the place where attachments are kept answers.
pub async fn files(config: Config) -> Finding {
    const NAME: &str = "files";
    let place = match config.files.backend {
        FilesBackend::Local => "the data folder",
        FilesBackend::S3 => "S3",
    };
    let checked = async {
        crate::start::files(&config)?.check().await?;
        anyhow::Ok(())
    };
    match checked.await {
        Ok(()) => Finding::new(NAME, Health::Ok, format!("{place} answers")),
        Err(error) => Finding::new(NAME, Health::Failed, format!("{place}: {error:#}")),
    }
}

/// Makes the checks, all at once.
pub async fn run(checks: Vec<Check>) -> Report {
    let timed = checks.into_iter().map(|check| tokio::time::timeout(CHECK_TIMEOUT, check));
    let findings = futures_util::future::join_all(timed).await;
    let late =
        |_| Finding::new("check", Health::Failed, format!("no result after {} s", CHECK_TIMEOUT.as_secs()));
    Report { findings: findings.into_iter().map(|finding| finding.unwrap_or_else(late)).collect() }
}

/// What all checks found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// In the order of the checks.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The report when not even the configuration can be used.
    #[must_use]
    pub fn of_unusable_config(problems: &Problems) -> Self {
        let findings = problems.0.iter();
        let findings =
            findings.map(|p| Finding::new("configuration", Health::Failed, format!("{}: {}", p.name, p.why)));
        Self { findings: findings.collect() }
    }

    /// Whether something does not work.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.findings.iter().any(|finding| finding.health == Health::Failed)
    }

    /// As JSON, with a line end.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { name, health, detail } in &self.findings {
            let mark = match health {
                Health::Ok => "ok  ",
                Health::Off => "off ",
                Health::Warning => "warn",
                Health::Failed => "FAIL",
            };
            writeln!(f, "{mark} {name}: {detail}")?;
        }
        Ok(())
    }
}

async fn data_folder(config: Config) -> Finding {
    let dir = &config.data.dir;
    let written = fs::create_dir_all(dir).and_then(|()| probe(dir));
    if let Err(error) = written {
        return Finding::new(
            "data folder",
            Health::Failed,
            format!("`{}` cannot be written: {error}", dir.display()),
        );
    }
    match Keys::open(dir, config.tokens.signing_key.as_ref(), config.cluster.bus_key.as_ref()) {
        Ok(_) => {
            Finding::new("data folder", Health::Ok, format!("`{}`, with the server's keys", dir.display()))
        }
        Err(error) => Finding::new("data folder", Health::Failed, error.to_string()),
    }
}

fn probe(dir: &Path) -> std::io::Result<()> {
    let mut file = tempfile_in(dir)?;
    std::io::Write::write_all(&mut file.1, b"x")?;
    drop(file.1);
    fs::remove_file(file.0)
}

fn tempfile_in(dir: &Path) -> std::io::Result<(PathBuf, fs::File)> {
    let path = dir.join(format!(".doctor-{}", uuid::Uuid::new_v4().simple()));
    let file = fs::File::create_new(&path)?;
    Ok((path, file))
}

/// The clock is needed for tokens and for order: it must not be years behind, and agree with the clock of
/// the data folder's file system (which may be another machine's).
async fn clock(dir: PathBuf) -> Finding {
    /// 1 January 2026: no version is older.
    const RELEASED: u64 = 1_767_225_600;
    let now = SystemTime::now();
    let since_1970 = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    if since_1970.as_secs() < RELEASED {
        return Finding::new("clock", Health::Failed, "is years behind; set it, or run a time service");
    }
    let Ok(written) = tempfile_in(&dir).and_then(|(path, file)| {
        let modified = file.metadata()?.modified();
        fs::remove_file(path)?;
        modified
    }) else {
        return Finding::new("clock", Health::Warning, "could not be compared with the data folder's");
    };
    let apart = written.duration_since(now).or_else(|error| now.duration_since(written).map_err(|_| error));
    match apart.unwrap_or_default() {
        apart if apart > Duration::from_secs(5) => {
            let detail = format!("differs by {} s from that of the data folder", apart.as_secs());
            Finding::new("clock", Health::Failed, detail)
        }
        _ => Finding::new("clock", Health::Ok, "is plausible"),
    }
}

/// A NATS server speaks first, also when it wants encryption or a password.
async fn nats(config: Config) -> Finding {
    const NAME: &str = "nats";
    let Some(url) = &config.cluster.nats_url else {
        return Finding::new(NAME, Health::Off, "NATS_URL is not set; this node runs alone");
    };
    let mut reached = Vec::new();
    for one in url.expose_secret().split(',') {
        let address = reqwest::Url::parse(one.trim()).ok();
        let address = address.and_then(|url| Some((url.host_str()?.to_owned(), url.port().unwrap_or(4222))));
        let Some((host, port)) = address else {
            return Finding::new(NAME, Health::Failed, "NATS_URL is not an address");
        };
        match greeting(&host, port).await {
            Ok(()) => reached.push(format!("{host}:{port}")),
            Err(why) => return Finding::new(NAME, Health::Failed, format!("{host}:{port}: {why}")),
        }
    }
    Finding::new(NAME, Health::Ok, format!("answers at {}", reached.join(", ")))
}

async fn greeting(host: &str, port: u16) -> Result<(), String> {
    let read = async {
        let mut stream = TcpStream::connect((host, port)).await?;
        let mut first = [0_u8; 5];
        stream.read_exact(&mut first).await?;
        Ok::<_, std::io::Error>(first)
    };
    match tokio::time::timeout(Duration::from_secs(5), read).await {
        Ok(Ok(first)) if &first == b"INFO " => Ok(()),
        Ok(Ok(_)) => Err("something else than a NATS server answers".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer in 5 s".to_owned()),
    }
}

/// Whether keys of the host and of OpenID Connect issuers can be fetched.
async fn issuers(config: Config) -> Finding {
    const NAME: &str = "token issuers";
    let discovery = config.tokens.oidc.iter();
    let discovery = discovery
        .map(|oidc| format!("{}/.well-known/openid-configuration", oidc.issuer.trim_end_matches('/')));
    let urls: Vec<String> = config.tokens.host_jwks_url.iter().cloned().chain(discovery).collect();
    if urls.is_empty() {
        let detail = match config.tokens.host_secret {
            Some(_) => "host tokens by shared secret",
            None => {
                "only this server's own tokens: no LIAISON_HOST_SECRET, no key address, no OpenID Connect issuer"
            }
        };
        return Finding::new(NAME, Health::Ok, detail);
    }
    let fetcher = match Fetcher::new() {
        Ok(fetcher) => fetcher,
        Err(error) => return Finding::new(NAME, Health::Failed, error.to_string()),
    };
    let mut wrong = String::new();
    for url in &urls {
        let fetched = match reqwest::Url::parse(url) {
            Ok(address) => fetcher.json(&address).await.map(drop).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = fetched {
            let _infallible = write!(wrong, "{url}: {error}; ");
        }
    }
    match wrong.trim_end_matches("; ") {
        "" => Finding::new(NAME, Health::Ok, format!("{} answer", urls.len())),
        wrong => Finding::new(NAME, Health::Failed, wrong),
    }
}

/// Features that are on or off by their secret, and secrets of features that this version does not have yet.
fn features(config: &Config) -> Vec<Finding> {
    let host_api = match config.tokens.api_key {
        Some(_) => Finding::new("host API", Health::Ok, "a first API key is configured"),
        None => Finding::new("host API", Health::Off, "LIAISON_API_KEY is not set; admins can create keys"),
    };
    let planned = [
        ("assistant", "OPENAI_API_KEY", config.openai.api_key.is_some()),
        ("payments", "RAZORPAY_KEY_SECRET", config.razorpay.key_secret.is_some()),
        ("payment webhook", "RAZORPAY_WEBHOOK_SECRET", config.razorpay.webhook_secret.is_some()),
        (
            "mail",
            "SMTP_URL or RESEND_API_KEY",
            config.mail.smtp_url.is_some() || config.mail.resend_api_key.is_some(),
        ),
        ("media relay", "TURN_SECRET", config.turn.secret.is_some()),
    ];
    let planned = planned.into_iter().filter(|(_, _, is_set)| *is_set).map(|(name, variable, _)| {
        Finding::new(
            name,
            Health::Warning,
            format!("{variable} is set, but this version does not use it yet"),
        )
    });
    std::iter::once(host_api).chain(planned).collect()
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt as _;
    use tokio::net::TcpListener;

    use super::*;

    fn config(dir: &Path) -> Config {
        let mut config = Config::default();
        config.data.dir = dir.to_owned();
        config
    }

    fn health(report: &Report, name: &str) -> Health {
        report.findings.iter().find(|finding| finding.name == name).unwrap().health
    }

    #[tokio::test]
    async fn an_empty_configuration_is_healthy_and_says_what_is_off() {
        let dir = tempfile::tempdir().unwrap();
        let report = run(checks(&config(&dir.path().join("new")))).await;
        assert!(!report.has_failed(), "{report}");
        assert_eq!(health(&report, "nats"), Health::Off);
        assert_eq!(health(&report, "host API"), Health::Off);
        assert_eq!(health(&report, "clock"), Health::Ok);
        assert!(report.to_string().contains("off  host API: LIAISON_API_KEY"), "{report}");
    }

    #[tokio::test]
    async fn nats_is_greeted_and_strangers_are_recognised() {
        let dir = tempfile::tempdir().unwrap();
        for (greeting, expected) in [("INFO {}\r\n", Health::Ok), ("HTTP/1.1 400", Health::Failed)] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                stream.write_all(greeting.as_bytes()).await.unwrap();
            });
            let mut config = config(dir.path());
            config.cluster.nats_url = Some(format!("nats://user:canary-password@{address}").into());
            let report = run(vec![Box::pin(nats(config))]).await;
            assert_eq!(health(&report, "nats"), expected, "{report}");
            assert!(!report.to_string().contains("canary"), "{report}");
        }
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_fails() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let report = run(checks(&config(&file.join("below")))).await;
        assert_eq!(health(&report, "data folder"), Health::Failed, "{report}");
    }
}
