//! What steps need beyond cargo, prepared while cargo compiles.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::packages;
use crate::services::nats::Nats;
use crate::services::postgres::Postgres;

/// What a step needs.
#[derive(Clone, Copy, Default)]
pub(super) struct Needs {
    /// The built programs.
    pub(super) build: bool,
    /// PostgreSQL and NATS.
    services: bool,
    /// npm packages of the client programs.
    node: bool,
    /// npm packages of the web workspace.
    web: bool,
    /// The pages, built before the server takes them in.
    pub(super) pages: bool,
    /// PyPI packages.
    python: bool,
    /// cargo-deny.
    deny: bool,
}

impl Needs {
    pub(super) const NOTHING: Self = Self {
        build: false,
        services: false,
        node: false,
        web: false,
        pages: false,
        python: false,
        deny: false,
    };
    pub(super) const BUILD: Self = Self { build: true, ..Self::NOTHING };
    pub(super) const SERVICES: Self = Self { services: true, ..Self::BUILD };
    pub(super) const NODE: Self = Self { node: true, ..Self::BUILD };
    pub(super) const PACKAGES: Self = Self { web: true, ..Self::NOTHING };
    pub(super) const WEB: Self = Self { web: true, ..Self::BUILD };
    pub(super) const BROWSER: Self = Self { pages: true, ..Self::WEB };
    pub(super) const PYTHON: Self = Self { python: true, ..Self::BUILD };
    pub(super) const DENY: Self = Self { deny: true, ..Self::NOTHING };
}

/// Everything that is prepared, each on a thread of its own.
pub(super) struct Prepared {
    pub(super) postgres: Background<Postgres>,
    pub(super) nats: Background<Nats>,
    pub(super) node: Background<()>,
    pub(super) web: Background<()>,
    /// The Python that has the packages.
    pub(super) python: Background<PathBuf>,
    /// The program cargo-deny.
    pub(super) deny: Background<PathBuf>,
}

impl Prepared {
    /// Starts whatever one of the steps needs.
    pub(super) fn start(needs: impl Iterator<Item = Needs>, logs: &Path) -> Self {
        let any = needs.fold(Needs::NOTHING, |sum, step| Needs {
            build: sum.build || step.build,
            services: sum.services || step.services,
            node: sum.node || step.node,
            web: sum.web || step.web,
            pages: sum.pages || step.pages,
            python: sum.python || step.python,
            deny: sum.deny || step.deny,
        });
        let log = |name: &str| logs.join(name);
        Self {
            postgres: Background::start(any.services, log("postgres.log"), Postgres::start_for_tests),
            nats: Background::start(any.services, log("nats.log"), Nats::start),
            node: Background::start(any.node, log("npm.log"), packages::node),
            web: Background::start(any.web, log("npm-web.log"), packages::web),
            python: Background::start(any.python, log("pip.log"), packages::python),
            deny: Background::start(any.deny, log("pip-deny.log"), packages::deny),
        }
    }
}

/// A value that a thread works on.
pub(super) struct Background<T> {
    thread: Mutex<Option<JoinHandle<Result<T>>>>,
    value: OnceLock<Result<T, String>>,
}

impl<T: Send + 'static> Background<T> {
    fn start(wanted: bool, log: PathBuf, make: fn(&Path) -> Result<T>) -> Self {
        let thread = wanted.then(|| thread::spawn(move || make(&log)));
        Self { thread: Mutex::new(thread), value: OnceLock::new() }
    }

    /// Waits for the value, or the reason why there is none.
    pub(super) fn get(&self) -> Result<&T, &String> {
        let wait = || match self.take() {
            None => Err("no chosen step needs it".to_owned()),
            Some(thread) => {
                let result = thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("preparing it panicked")));
                result.map_err(|error| format!("{error:#}"))
            }
        };
        self.value.get_or_init(wait).as_ref()
    }
}

impl<T> Background<T> {
    fn take(&self) -> Option<JoinHandle<Result<T>>> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> Drop for Background<T> {
    /// Waits even for what no step asked for: a service half started would outlive us.
    fn drop(&mut self) {
        if let Some(thread) = self.take() {
            drop(thread.join());
        }
    }
}
