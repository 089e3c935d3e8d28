//! The servers that are measured: ours, the engine alone, and the baselines under `bench/baselines`.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::services::postgres::Postgres;
use crate::{command, paths};

/// What is used only here, so that it need not be secret.
const HOST_SECRET: &str = "f3Qz8-benchmarks-only-Wk29sLm4Xc7";
const API_KEY: &str = "lk_benchmarks_only_Xc7Wk29sLm4";
const ADMIN: &str = "admin@example.com";
const PASSWORD: &str = "a password of benchmarks";
const START: Duration = Duration::from_secs(20);

/// A server to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// Liaison on SQLite.
    Sqlite,
    /// Liaison on PostgreSQL.
    Postgres,
    /// Our engine, with the `relay` example around it.
    Relay,
    /// socket.io that stores nothing.
    Bare,
    /// socket.io and better-sqlite3.
    BetterSqlite,
    /// socket.io and node-postgres.
    Pg,
    /// socket.io and Prisma.
    Prisma,
    /// graphile-worker as its documentation begins.
    Graphile,
    /// graphile-worker with its batches, which may run a job again after a crash.
    GraphileBatches,
    /// Our flows, without a server.
    Flow,
    /// XState, without a server.
    XState,
}

impl Program {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "Liaison, SQLite",
            Self::Postgres => "Liaison, PostgreSQL",
            Self::Relay => "our engine",
            Self::Bare => "socket.io 4",
            Self::BetterSqlite => "socket.io 4, better-sqlite3",
            Self::Pg => "socket.io 4, pg",
            Self::Prisma => "socket.io 4, Prisma",
            Self::Flow => "our flows",
            Self::XState => "XState 5",
            Self::Graphile => "graphile-worker",
            Self::GraphileBatches => "graphile-worker, batches",
        }
    }

    pub(crate) fn needs_postgres(self) -> bool {
        matches!(self, Self::Postgres | Self::Pg | Self::Prisma | Self::Graphile | Self::GraphileBatches)
    }
}

/// What servers need beside themselves.
pub(crate) struct Machine<'a> {
    pub(crate) postgres: Option<&'a Postgres>,
}

impl Machine<'_> {
    fn database(&self) -> Result<String> {
        self.postgres.context("no PostgreSQL was started")?.database()
    }
}

/// A running server; dropping it ends it.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
    kind: &'static str,
    /// Where its database is, if the load must know.
    database: Option<String>,
}

/// A folder that is removed at the end.
pub(crate) struct Store(pub(crate) PathBuf);

impl Store {
    /// Not under the system's temporary folder, which may be memory: commits must reach a disk.
    pub(crate) fn new() -> Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = paths::target().join("bench").join(format!("store-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Running {
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

/// The folder of the baselines.
pub(crate) fn baselines() -> Result<PathBuf> {
    Ok(paths::root()?.join("bench/baselines"))
}

/// Starts a server and runs the load program against it. Its result.
pub(crate) fn load(machine: &Machine<'_>, program: Program, arguments: &[&str]) -> Result<Value> {
    let store = Store::new()?;
    let server = start(machine, program, &store.0)?;
    let mut load = Command::new(paths::target().join("release/liaison-load"));
    load.args(["--address", &server.address.to_string(), "--process", &server.process().to_string()]);
    load.args(["--kind", server.kind]).args(arguments);
    load.envs(server.database.as_ref().map(|url| ("LOAD_DATABASE_URL", url)));
    load.env("LOAD_HOST_SECRET", HOST_SECRET)
        .env("LOAD_API_KEY", API_KEY)
        .env("LOAD_ADMIN_PASSWORD", PASSWORD);
    let printed = command::output(&mut load).with_context(|| format!("under load: {}", program.name()))?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("the load program ended with `{last}`"))
}

/// Starts Liaison on SQLite, in a folder that stays, and gives the time until it answered.
pub(crate) fn first_answer(folder: &Path) -> Result<(Running, Duration)> {
    let begun = Instant::now();
    let running = liaison(folder, None)?;
    let mut stream = TcpStream::connect(running.address)?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the server answered `{}`", answer.lines().next().unwrap_or_default());
    }
    Ok((running, begun.elapsed()))
}

fn start(machine: &Machine<'_>, program: Program, folder: &Path) -> Result<Running> {
    match program {
        Program::Sqlite => liaison(folder, None),
        Program::Postgres => liaison(folder, Some(machine.database()?)),
        Program::Relay => announced(Command::new(paths::target().join("release/examples/relay"))),
        Program::Bare => baseline(folder, CHAT, "none", None),
        Program::BetterSqlite => baseline(folder, CHAT, "sqlite", None),
        Program::Pg => baseline(folder, CHAT, "pg", Some(machine.database()?)),
        Program::Prisma => baseline(folder, CHAT, "prisma", Some(machine.database()?)),
        Program::Graphile => baseline(folder, WORKER, "each", Some(machine.database()?)),
        Program::GraphileBatches => baseline(folder, WORKER, "batches", Some(machine.database()?)),
        Program::Flow | Program::XState => bail!("{} is no server", program.name()),
    }
}

/// Runs a program that measures itself and prints its result. None for servers, which need a load.
pub(crate) fn by_itself(program: Program, quick: bool) -> Result<Option<Value>> {
    let mut command = match program {
        Program::Flow => Command::new(paths::target().join("release/examples/steps")),
        Program::XState => {
            let mut node = Command::new("node");
            node.args(["--expose-gc", "steps.mjs"]).current_dir(baselines()?).env("NODE_ENV", "production");
            node
        }
        _ => return Ok(None),
    };
    command.arg(if quick { "50000" } else { "1000000" });
    let printed = command::output(&mut command).with_context(|| format!("measuring {}", program.name()))?;
    let last = printed.lines().last().unwrap_or_default();
    Ok(Some(serde_json::from_str(last).with_context(|| format!("it ended with `{last}`"))?))
}

/// The baselines' programs.
const CHAT: &str = "server.mjs";
const WORKER: &str = "worker.mjs";

fn baseline(folder: &Path, program: &str, how: &str, database: Option<String>) -> Result<Running> {
    let mut node = Command::new("node");
    node.args([program, how]).current_dir(baselines()?);
    node.env("NODE_ENV", "production").env("PEER_SECRET", HOST_SECRET).env("BASELINE_FOLDER", folder);
    node.envs(database.as_ref().map(|url| ("PEER_DATABASE_URL", url)));
    let mut running = announced(node)?;
    running.database = database;
    Ok(running)
}

/// A program that prints its address.
fn announced(mut command: Command) -> Result<Running> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no output")?;
    let address = ([127, 0, 0, 1], 0).into();
    let mut running = Running { child, address, kind: "baseline", database: None };
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    running.address =
        line.trim().parse().with_context(|| format!("a server printed `{}`, no address", line.trim()))?;
    Ok(running)
}

/// Starts Liaison with limits that leave one machine room to be thousands of people.
fn liaison(folder: &Path, database: Option<String>) -> Result<Running> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = Command::new(paths::target().join("release/liaison"));
    let inherited = env::vars_os().filter(|(name, _)| !name.to_string_lossy().starts_with("LIAISON_"));
    server.arg("serve").current_dir(folder).env_clear().envs(inherited);
    server
        .env("PORT", port.to_string())
        .env("LIAISON_HTTP_BIND", "127.0.0.1")
        .env("LIAISON_LOG_LEVEL", "warn");
    server.env("LIAISON_HOST_SECRET", HOST_SECRET).env("LIAISON_API_KEY", API_KEY);
    server.env("LIAISON_ADMIN_EMAIL", ADMIN).env("LIAISON_ADMIN_PASSWORD", PASSWORD);
    server.env("LIAISON_HTTP_BACKLOG", "4096");
    for name in [
        "HTTP_MAX_CONNECTIONS_PER_IP",
        "LIMITS_SENDS_PER_MINUTE",
        "LIMITS_LOGINS_PER_MINUTE",
        "LIMITS_API_KEY_REQUESTS_PER_MINUTE",
        "REALTIME_PACKETS_PER_SECOND",
    ] {
        server.env(format!("LIAISON_{name}"), "100000000");
    }
    server.env_remove("DATABASE_URL").envs(database.as_ref().map(|url| ("DATABASE_URL", url)));
    let file = || format!("sqlite://{}", folder.join("data/liaison.db").display());
    let database = Some(database.unwrap_or_else(file));
    let log = fs::File::create(folder.join("server.log"))?;
    let child = server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
    let address = ([127, 0, 0, 1], port).into();
    let mut running = Running { child, address, kind: "liaison", database };
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        if running.child.try_wait()?.is_some() || begun.elapsed() > START {
            let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
            bail!("the server did not start: {log}");
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(running)
}
