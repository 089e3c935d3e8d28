//! A service that cannot outlive us, however we end.
//!
//! The service is the child of a small shell, which waits for the end of its input. We hold the other end of
//! that pipe and never write. When we drop it, panic, are interrupted or killed, the pipe closes; the shell then
//! stops the service and deletes its folder. Its own process group keeps a Ctrl-C at the terminal away from both,
//! so that the stop is always the orderly one.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

const WATCH: &str = r#"
folder=$1; signal=$2; shift 2
"$@" </dev/null & service=$!
cat >/dev/null
kill -s "$signal" "$service" 2>/dev/null
wait "$service"
rm -rf "$folder"
"#;

/// How long a service may take until it answers.
const START_DEADLINE: Duration = Duration::from_secs(60);

/// A folder for one service, deleted when dropped; while the service runs, also when we are killed.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder.
    pub(super) fn new(name: &str) -> Result<Self> {
        let path = env::temp_dir().join(format!("liaison-{name}-{}", std::process::id()));
        fs::create_dir(&path).with_context(|| format!("failed creating {}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The shell of a guard has deleted it already, as a rule.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A running service; dropping it stops it and deletes its folder.
pub(crate) struct Guard {
    shell: Child,
    log: PathBuf,
    _folder: Folder,
}

impl Guard {
    /// Starts `service` and waits until `answers` says that it is there.
    ///
    /// `signal` is the one that makes it stop at once but in good order.
    pub(super) fn start(
        service: &Command,
        folder: Folder,
        signal: &str,
        mut answers: impl FnMut() -> bool,
    ) -> Result<Self> {
        let log = folder.path().join("service.log");
        let output = fs::File::create(&log)?;
        let shell = Command::new("sh")
            .args(["-c", WATCH, "guard"])
            .arg(folder.path())
            .arg(signal)
            .arg(service.get_program())
            .args(service.get_args())
            // A folder that a service under another user's id may stand in.
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .process_group(0)
            .spawn()
            .context("failed starting a shell")?;
        let guard = Self { shell, log, _folder: folder };
        let start = Instant::now();
        while !answers() {
            if start.elapsed() > START_DEADLINE {
                bail!("no answer after {} s: {}", START_DEADLINE.as_secs(), guard.log_tail());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(guard)
    }

    fn log_tail(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        text.lines().last().unwrap_or("it printed nothing").to_owned()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Waiting can only fail when the shell is gone already, which is what we wait for.
        drop(self.shell.wait());
    }
}
