//! A copy of the activity log's sealed head, in a file of the data folder: whoever can change the database, but not
//! this folder, cannot put an older log in its place unseen.
//!
//! The file follows the log within seconds and never goes back. When the log does not continue what the file has, the
//! file stays as it is and the log says so, until an operator accepts it (`liaison activity --accept`).

use std::{
    fs::{self, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context as _;
use liaison_domain::{
    activity::head::{Head, next_witness},
    app::App,
};
use tokio_util::sync::CancellationToken;

/// How far the file may be behind.
const EVERY: Duration = Duration::from_secs(1);
/// How often the head is logged: a log that is kept elsewhere is a witness too.
const LOGGED_EVERY: Duration = Duration::from_secs(24 * 3600);

/// The file.
#[derive(Debug, Clone)]
pub struct Witness(PathBuf);

impl Witness {
    /// The one of this data folder.
    #[must_use]
    pub fn of(data_dir: &Path) -> Self {
        Self(data_dir.join("activity-head.json"))
    }

    /// What it has. A file that holds something else is an error: it may be all that is left of the truth.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self) -> anyhow::Result<Option<Head>> {
        let mut text = String::new();
        match OpenOptions::new().read(true).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.and_then(|file| file.take(4096).read_to_string(&mut text)),
        }
        .and_then(|_| serde_json::from_str(&text).map(Some).map_err(io::Error::from))
        .with_context(|| format!("failed reading `{}`", self.0.display()))
    }

    /// Keeps a head. The file is there as a whole or as it was.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, head: &Head) -> anyhow::Result<()> {
        let aside = self.0.with_extension(format!("new-{}", uuid::Uuid::new_v4().simple()));
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
            writeln!(file, "{}", serde_json::to_string(head)?)?;
            file.sync_all()?;
            fs::rename(&aside, &self.0)
        };
        write().with_context(|| format!("failed writing `{}`", self.0.display()))
    }

    /// Brings the file up to date, once. `false` when the log does not continue what it has.
    ///
    /// # Errors
    /// When the file or the database cannot be used.
    pub async fn follow(&self, app: &App) -> anyhow::Result<bool> {
        let known = self.read()?;
        match next_witness(app, known.as_ref()).await? {
            None => Ok(false),
            Some(head) if known.as_ref() == Some(&head) => Ok(true),
            Some(head) => self.keep(&head).map(|()| true),
        }
    }

    /// Keeps the file up to date until the server stops, and logs the head every day.
    pub async fn keep_following(self, app: App, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut logged, mut complained) = (None, false);
        loop {
            let is_last = stop.run_until_cancelled(ticks.tick()).await.is_none();
            match self.follow(&app).await {
                Ok(true) => complained = false,
                Ok(false) if complained => {}
                Ok(false) => {
                    complained = true;
                    tracing::error!(
                        event = "activity_log_not_continued",
                        "the activity log is not the one this server wrote; run `liaison activity`"
                    );
                }
                Err(error) => {
                    tracing::warn!(event = "activity_witness_not_kept", error = format!("{error:#}"))
                }
            }
            if logged.is_none_or(|at: tokio::time::Instant| at.elapsed() >= LOGGED_EVERY)
                && let Ok(Some(head)) = liaison_domain::activity::head::stored(&app).await
            {
                logged = Some(tokio::time::Instant::now());
                tracing::info!(event = "activity_head", entries = head.entries, hash = head.hash);
            }
            if is_last {
                return;
            }
        }
    }
}
