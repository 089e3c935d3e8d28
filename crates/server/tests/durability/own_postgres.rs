//! A PostgreSQL that belongs to one test, which may treat it badly.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::chown,
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, getuid, kill_process};
use tokio::process::{Child, Command};

use crate::room::Room;

/// Who it runs as when these tests run as root, as which it refuses to run: nobody.
const NOBODY: u32 = 65_534;
/// Only bounds a server that does not come up.
const START: Duration = Duration::from_secs(60);

/// A cluster with its process, while it runs. Dropping it kills it.
pub(crate) struct OwnPostgres {
    programs: PathBuf,
    /// The cluster, by its name in the room if there is one.
    pub(crate) data: PathBuf,
    room: Option<Arc<Room>>,
    port: u16,
    process: Option<Child>,
    is_frozen: bool,
}

impl OwnPostgres {
    /// Makes a cluster in the folder `data`, and starts it.
    pub(crate) async fn start_new(programs: &str, data: PathBuf, room: Option<Arc<Room>>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut own = Self { programs: programs.into(), data, room, port, process: None, is_frozen: false };
        let seen = own.room.as_ref().map_or(own.data.clone(), |room| room.seen(&own.data));
        fs::create_dir_all(&seen).unwrap();
        if getuid().is_root() {
            chown(&seen, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let mut initdb = own.command("initdb");
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"]);
        let output = initdb.arg(&own.data).output().await.unwrap();
        assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        own.start().await;
        own
    }

    /// Starts it and waits until it answers.
    pub(crate) async fn start(&mut self) {
        let port = self.port.to_string();
        let mut postgres = self.command("postgres");
        // Its socket in the file system would be in the way of others.
        postgres.arg("-D").arg(&self.data).args(["-k", "", "-h", "127.0.0.1", "-p", &port]);
        self.process = Some(postgres.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let begun = Instant::now();
        loop {
            let mut question = self.command("pg_isready");
            question.args(["--quiet", "--host=127.0.0.1", "--port", &port]);
            if question.status().await.unwrap().success() {
                return;
            }
            assert!(begun.elapsed() < START, "PostgreSQL does not start");
            // There is no event to wait for on a port that is not there yet.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Ends it as `pg_ctl stop --mode immediate` does: no clean shutdown, no checkpoint, recovery at the next start.
    pub(crate) async fn crash(&mut self) {
        let mut process = self.process.take().expect("it runs");
        let id = process.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        if let Some(id) = id {
            kill_process(id, Signal::QUIT).unwrap();
        }
        process.wait().await.unwrap();
    }

    /// Stops its processes where they are, or lets them go on: it neither answers nor refuses.
    pub(crate) fn freeze(&mut self, is_frozen: bool) {
        self.is_frozen = is_frozen;
        let postmaster = self.process.as_ref().and_then(Child::id).expect("it runs");
        let children = fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).unwrap();
        let children = children.split_whitespace().map(|id| id.parse().unwrap());
        let signal = if is_frozen { Signal::STOP } else { Signal::CONT };
        for id in children.chain([postmaster]) {
            if let Some(id) = Pid::from_raw(id.cast_signed()) {
                // A child may have ended meanwhile.
                kill_process(id, signal).unwrap_or_default();
            }
        }
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.process.as_mut().is_none_or(|process| matches!(process.try_wait(), Ok(Some(_))))
    }

    /// What clients connect to.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// One of its programs, as its user.
    fn command(&self, program: &str) -> Command {
        let mut command =
            self.room.as_ref().map_or_else(|| Command::new("setpriv"), |room| room.command("setpriv"));
        if getuid().is_root() {
            command.args([format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")]).arg("--clear-groups");
        }
        // However this process ends, it ends with it.
        command.args(["--pdeathsig", "QUIT"]).arg(self.programs.join(program));
        command.current_dir("/").kill_on_drop(true).stdin(Stdio::null());
        command
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        // Stopped processes would not notice the end of their parent.
        if self.is_frozen {
            self.freeze(false);
        }
    }
}
