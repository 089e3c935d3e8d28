//! A node for tests of features: alone, on SQLite, with a lease and a clock that moves only when it is told to.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{App, Options},
    clock::Clock,
    happened::Reactions,
    jobs::runner,
    presence,
    reactions::REACTIONS,
};

/// The node; its files go with it.
pub(crate) struct Node {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    _folder: tempfile::TempDir,
}

impl Node {
    pub(crate) async fn open() -> Self {
        Self::with(REACTIONS).await
    }

    /// With other reactions than those of all features.
    pub(crate) async fn with(reactions: Reactions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000));
        let options = Options { clock: clock.clone(), reactions, ..Options::in_folder(folder.path()) };
        let app = App::open(options).await.unwrap();
        presence::keep_lease(&app).await.unwrap();
        Self { app, clock, _folder: folder }
    }

    /// Time goes by, and what is due is done.
    pub(crate) async fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
        presence::keep_lease(&self.app).await.unwrap();
        runner::run_due(&self.app).await.unwrap();
    }
}
