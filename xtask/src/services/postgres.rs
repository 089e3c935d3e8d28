//! A PostgreSQL cluster of our own: new, on a free port, open to this machine only.
//!
//! Measured is one that writes to the disk. The one that tests share may forget what it knows when the machine
//! stops: no test stops it, and those that kill a database start one of their own.

use std::ffi::OsStr;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result};

use super::guard::{Folder, Guard};
use super::{apt, free_port};
use crate::{command, paths};

/// A running PostgreSQL cluster.
pub(crate) struct Postgres {
    /// What clients connect to, as the superuser.
    pub(crate) url: String,
    /// Where its programs are, for tests that need a cluster that they may treat badly.
    pub(crate) programs: PathBuf,
    _guard: Guard,
}

impl Postgres {
    /// Makes a cluster that waits for the disk, and starts it.
    pub(crate) fn start(log: &Path) -> Result<Self> {
        Self::start_with(&[], log)
    }

    /// Makes a cluster for tests, which does not wait for the disk, and starts it.
    pub(crate) fn start_for_tests(log: &Path) -> Result<Self> {
        Self::start_with(&["-c", "fsync=off", "-c", "full_page_writes=off"], log)
    }

    fn start_with(settings: &[&str], log: &Path) -> Result<Self> {
        if programs().is_none() {
            apt::install("postgresql", log)?;
        }
        let programs = programs().context("failed finding initdb and postgres once installed")?;
        let account = Account::of_service()?;
        let folder = Folder::new("postgres")?;
        account.give(folder.path())?;
        let data = folder.path().join("data");
        let mut initdb = account.command(programs.join("initdb"));
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"]);
        initdb.arg(&data).current_dir("/");
        command::logged_ok(&mut initdb, "initdb", log)?;

        let port = free_port()?;
        let mut service = account.command(programs.join("postgres"));
        service.arg("-D").arg(&data).arg("-k").arg(folder.path());
        service.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        // Every test may have a database and a pool of its own.
        service.args(["-c", "max_connections=400"]).args(settings);
        let ready = programs.join("pg_isready");
        let answers = || {
            let mut question = Command::new(&ready);
            question.args(["--quiet", "--host=127.0.0.1", "--port", &port.to_string()]);
            question.status().is_ok_and(|status| status.success())
        };
        // INT is PostgreSQL's "fast" shutdown: clients are cut, data is flushed.
        let guard = Guard::start(&service, folder, "INT", answers).context("failed starting PostgreSQL")?;
        Ok(Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), programs, _guard: guard })
    }
}

impl Postgres {
    /// Makes an empty database. Its address.
    pub(crate) fn database(&self) -> Result<String> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("database_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--quiet", "--dbname", &self.url, "--command", &format!("CREATE DATABASE {name}")]);
        command::output(&mut psql)?;
        let (server, _) = self.url.rsplit_once('/').context("no database in the address")?;
        Ok(format!("{server}/{name}"))
    }
}

/// The newest folder with the programs of a PostgreSQL server. Debian keeps them off the PATH.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.extend(paths::find_program("initdb").and_then(|file| Some(file.parent()?.to_path_buf())));
    let complete =
        |folder: &PathBuf| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).exists());
    folders.into_iter().rev().find(complete)
}

/// Who the cluster belongs to. PostgreSQL refuses to run as root, so root borrows another account.
enum Account {
    Ours,
    Other { name: &'static str, user: u32, group: u32 },
}

impl Account {
    fn of_service() -> Result<Self> {
        if !apt::is_root()? {
            return Ok(Self::Ours);
        }
        let number = |flag, name| -> Result<u32> {
            Ok(command::output(Command::new("id").args([flag, name]))?.trim().parse()?)
        };
        let named = |name| Ok(Self::Other { name, user: number("-u", name)?, group: number("-g", name)? });
        named("postgres").or_else(|_: anyhow::Error| named("nobody"))
    }

    fn give(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Ours => Ok(()),
            Self::Other { name, user, group } => chown(folder, Some(*user), Some(*group))
                .with_context(|| format!("failed giving {} to {name}", folder.display())),
        }
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Ours => Command::new(program),
            Self::Other { user, group, .. } => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={user}"), format!("--regid={group}")]);
                command.arg("--clear-groups").arg(program);
                command
            }
        }
    }
}
