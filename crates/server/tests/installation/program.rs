//! The program, started by a shell that sets what a test is about: a umask, a limit of open files.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::{Arc, mpsc},
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::Value;

/// Only bounds a program that does not come up.
const START: Duration = Duration::from_secs(60);
/// The key of the host's server.
pub(crate) const API_KEY: &str = "lk_installation_7Qm2xV9sLd4Rt8Wz";

/// A data folder, and how the program is started on it.
pub(crate) struct Installation {
    pub(crate) folder: tempfile::TempDir,
    /// What the shell does first, such as `umask 022`.
    pub(crate) shell: &'static str,
    pub(crate) settings: Vec<(&'static str, String)>,
}

impl Installation {
    pub(crate) fn new(shell: &'static str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), shell, settings: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command of the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Starts the server and waits until it answers.
    pub(crate) fn serve(&self) -> Server {
        let mut process =
            self.command(&["serve"]).stderr(Stdio::piped()).spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(Vec::new()));
        let (started, address) = mpsc::channel();
        let (log, kept) = (BufReader::new(process.stderr.take().unwrap()), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                let facts: Value = serde_json::from_str(&line).unwrap_or_default();
                kept.lock().push(facts.clone());
                if facts["event"] == "server_started" {
                    // Only a test that has failed no longer waits.
                    let _gone = started.send(facts["address"].as_str().unwrap().parse().unwrap());
                }
            }
        });
        let Ok(address) = address.recv_timeout(START) else {
            panic!("the server does not start: {:?}", said.lock());
        };
        Server { address, process, said }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{}; exec \"$0\" \"$@\"", self.shell), env!("CARGO_BIN_EXE_liaison")])
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("PORT", "0")
            .env("LIAISON_HTTP_BIND", "0.0.0.0")
            .env("LIAISON_DATA_DIR", self.data())
            .env("LIAISON_LOG_FORMAT", "json")
            .env("LIAISON_API_KEY", API_KEY)
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }
}

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    process: Child,
    said: Arc<Mutex<Vec<Value>>>,
}

impl Server {
    /// The first line of the log with that event.
    pub(crate) fn logged(&self, event: &str) -> Option<Value> {
        self.said.lock().iter().find(|line| line["event"] == event).cloned()
    }

    /// How often it was logged.
    pub(crate) fn times_logged(&self, event: &str) -> usize {
        self.said.lock().iter().filter(|line| line["event"] == event).count()
    }

    /// The id of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Everything that it answers to a request on a connection of its own, within so long.
    pub(crate) fn ask(&self, request: &str, within: Duration) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.address.port()))?;
        stream.set_read_timeout(Some(within))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// A call with a body, as the host's server makes it.
    pub(crate) fn post(&self, path: &str, body: &str) -> String {
        let request = format!(
            "POST /api{path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {API_KEY}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        self.ask(&request, Duration::from_secs(20)).unwrap()
    }

    /// Ends it in good order.
    pub(crate) fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
