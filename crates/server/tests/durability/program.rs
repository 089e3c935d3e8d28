//! The program under test, in a process of its own that can be killed and started again on the same data.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    sync::oneshot,
    time::timeout,
};
use uuid::Uuid;

use crate::{
    harness::{Client, host},
    log::Logs,
    room::Room,
};

/// The e-mail address of the first super admin.
pub(crate) const ROOT: &str = "root@example.org";
/// The password of everybody who has one.
pub(crate) const PASSWORD: &str = "a password of enough characters";
/// Only bounds a server that does not come up.
const START: Duration = Duration::from_secs(60);

/// A server's data: what a restart finds again.
pub(crate) struct Installation {
    pub(crate) folder: PathBuf,
    /// The file in the folder when absent.
    pub(crate) database: Option<String>,
    /// Where the folder is mounted, when it is on a file system of its own.
    pub(crate) room: Option<Arc<Room>>,
    /// What differs from the defaults.
    pub(crate) settings: &'static [(&'static str, &'static str)],
}

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// What it calls itself among the nodes.
    pub(crate) node: Uuid,
    process: Child,
}

impl Installation {
    /// What the database has now, read without the server.
    pub(crate) async fn logs(&self) -> Logs {
        match (&self.database, &self.room) {
            (Some(url), _) => Logs::read(url).await,
            (None, None) => Logs::read(&read_only(&self.folder)).await,
            // SQLite finds no file by the way from here into a room: a copy is read, made inside.
            (None, Some(_)) => {
                let folder = tempfile::tempdir().unwrap();
                let copy = folder.path().join("copy");
                let made = self.command(&["backup", &copy.display().to_string()]).output().await.unwrap();
                assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
                Logs::read(&read_only(&copy)).await
            }
        }
    }

    /// Starts the server and waits until it answers.
    pub(crate) async fn start(&self) -> Server {
        let mut process = self.spawn();
        let said = Arc::new(Mutex::new(Vec::new()));
        let (started, is_up) = oneshot::channel();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        tokio::spawn(listen(lines, started, Arc::clone(&said)));
        match timeout(START, is_up).await {
            Ok(Ok((address, node))) => Server { address, node, process },
            _ => panic!("the server does not start:\n{}", said.lock().join("\n")),
        }
    }

    /// Starts the server and gives the process, which may not answer yet.
    pub(crate) fn spawn(&self) -> Child {
        self.command(&["serve"]).spawn().expect("the program starts")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let starter = "setpriv";
        let mut command =
            self.room.as_ref().map_or_else(|| Command::new(starter), |room| room.command(starter));
        command
            // However this process ends, the server ends with it.
            .args(["--pdeathsig", "KILL", env!("CARGO_BIN_EXE_liaison")])
            .args(arguments)
            // Nothing that is meant for another server, or for these tests, must reach it.
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("PORT", "0")
            .env("LIAISON_HTTP_BIND", "127.0.0.1")
            .env("LIAISON_DATA_DIR", &self.folder)
            .env("LIAISON_LOG_FORMAT", "json")
            .env("LIAISON_HOST_SECRET", host::SECRET)
            .env("LIAISON_API_KEY", host::API_KEY)
            .env("LIAISON_ADMIN_EMAIL", ROOT)
            .env("LIAISON_ADMIN_PASSWORD", PASSWORD)
            // A test says in a second what people say in a day.
            .env("LIAISON_LIMITS_SENDS_PER_MINUTE", "10000000")
            .env("LIAISON_LIMITS_UPLOADS_PER_MINUTE", "10000000")
            .env("LIAISON_LIMITS_REQUESTS_PER_MINUTE", "10000000")
            .env("LIAISON_LIMITS_LOGINS_PER_MINUTE", "10000000")
            .env("LIAISON_REALTIME_PACKETS_PER_SECOND", "1000000")
            .envs(self.settings.iter().copied())
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }
}

fn read_only(folder: &Path) -> String {
    format!("sqlite://{}?mode=ro", folder.join("liaison.db").display())
}

impl Server {
    /// Ends it as `kill -9` does. Gives how it ended: by us, or before.
    pub(crate) async fn kill(mut self) -> ExitStatus {
        self.process.start_kill().expect("the process can be killed");
        self.process.wait().await.expect("the process ends")
    }

    /// Somebody who sends requests with this token.
    pub(crate) fn client(&self, who: &str, token: &str) -> Client {
        Client::new(reqwest::Client::new(), self.address, who, Some(token.to_owned()))
    }

    /// The token of a login.
    pub(crate) async fn log_in(&self, email: &str) -> String {
        let nobody = Client::new(reqwest::Client::new(), self.address, email, None);
        let body = serde_json::json!({ "email": email, "password": PASSWORD });
        nobody.post("/auth/login", body).await.ok()["access_token"].as_str().unwrap().to_owned()
    }
}

async fn listen(
    mut lines: tokio::io::Lines<BufReader<tokio::process::ChildStderr>>,
    started: oneshot::Sender<(SocketAddr, Uuid)>,
    said: Arc<Mutex<Vec<String>>>,
) {
    let mut started = Some(started);
    while let Ok(Some(line)) = lines.next_line().await {
        let facts: Value = serde_json::from_str(&line).unwrap_or_default();
        said.lock().push(line);
        if facts["event"] == "server_started"
            && let Some(started) = started.take()
        {
            let text = |name: &str| facts[name].as_str().unwrap();
            let is_up = (text("address").parse().unwrap(), text("node").parse().unwrap());
            // Only a test that has failed no longer waits.
            started.send(is_up).unwrap_or_default();
        }
    }
}
