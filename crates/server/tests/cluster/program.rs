//! A node in a process of its own, which can be killed and frozen.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::{sync::oneshot, time::timeout};

use crate::node::{Joins, SECRET};

/// Only bounds a program that does not come up.
const START: Duration = Duration::from_secs(60);

/// The node. Dropping it kills it.
pub(crate) struct Program {
    pub(crate) address: SocketAddr,
    process: Child,
    _data: tempfile::TempDir,
}

impl Program {
    /// Starts the program on the database and the cluster of other nodes, and waits until it answers.
    pub(crate) async fn start(joins: &Joins) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_liaison"))
            .arg("serve")
            .env_clear()
            .env("PORT", "0")
            .env("LIAISON_HTTP_BIND", "127.0.0.1")
            .env("LIAISON_DATA_DIR", data.path())
            .env("DATABASE_URL", &joins.database)
            .env("NATS_URL", &joins.nats)
            .env("LIAISON_CLUSTER_NAME", &joins.cluster)
            .env("LIAISON_CLUSTER_BUS_KEY", format!("{SECRET}-bus"))
            .env("LIAISON_HOST_SECRET", SECRET)
            .env("LIAISON_TOKENS_SIGNING_KEY", format!("{SECRET}-signing"))
            .env("LIAISON_LOG_FORMAT", "json")
            .env("LIAISON_REALTIME_OFFLINE_GRACE_SECONDS", "0")
            .current_dir(data.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let (started, address) = oneshot::channel();
        std::thread::spawn(move || {
            let mut started = Some(started);
            for line in log.lines().map_while(Result::ok) {
                let facts: Value = serde_json::from_str(&line).unwrap_or_default();
                if facts["event"] != "server_started" {
                    // Shown when the test fails.
                    eprintln!("{line}");
                } else if let Some(started) = started.take() {
                    // Whoever waited has given up.
                    let _gone = started.send(facts["address"].as_str().unwrap().parse().unwrap());
                }
            }
        });
        let address =
            timeout(START, address).await.expect("the program starts").expect("the program goes on");
        Self { address, process, _data: data }
    }

    /// Ends it as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Stops it where it is: it answers nobody, but its connections stay.
    pub(crate) fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub(crate) fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
