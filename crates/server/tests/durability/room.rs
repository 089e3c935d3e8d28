//! A place where file systems can be mounted without anybody else seeing them: a mount namespace of its own. Whatever
//! is mounted there goes away with its last process, however these tests end.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// Waits for the end of its input, which is the end of the room.
const KEEPER: &str = "echo ready; cat >/dev/null";

/// A mount namespace, and a folder in it to mount something on.
pub(crate) struct Room {
    keeper: Child,
    folder: TempDir,
    has_own_users: bool,
}

impl Room {
    /// Opens a room; the reason when this machine does not permit it. Without root it has users of its own, and then
    /// only file systems in memory can be mounted.
    pub(crate) fn open() -> Result<Self, String> {
        let mut why = String::new();
        for has_own_users in [false, true] {
            match keeper(has_own_users) {
                Ok(keeper) => {
                    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
                    return Ok(Self { keeper, folder, has_own_users });
                }
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// The folder, by its name inside.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How this process reaches a path inside.
    pub(crate) fn seen(&self, path: &Path) -> PathBuf {
        let inside = path.strip_prefix("/").expect("paths inside are absolute");
        Path::new("/proc").join(self.keeper.id().to_string()).join("root").join(inside)
    }

    /// A program that runs inside, in a process that is the program itself.
    pub(crate) fn command(&self, program: &str) -> tokio::process::Command {
        let mut command = tokio::process::Command::new("nsenter");
        command.arg("--target").arg(self.keeper.id().to_string()).arg("--mount");
        if self.has_own_users {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg("--").arg(program);
        command
    }

    /// Runs a program inside to its end; what it complained of when it failed.
    pub(crate) async fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let output =
            self.command(program).args(arguments).output().await.map_err(|error| error.to_string())?;
        let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if output.status.success() { Ok(()) } else { Err(complaint) }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It can only have ended already.
        drop(self.keeper.wait());
    }
}

fn keeper(has_own_users: bool) -> Result<Child, String> {
    use std::io::Read as _;
    let mut command = Command::new("unshare");
    command.arg("--mount");
    if has_own_users {
        command.arg("--map-root-user");
    }
    command.args(["sh", "-c", KEEPER]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut keeper = command.spawn().map_err(|error| format!("unshare: {error}"))?;
    let mut ready = [0; 6];
    match keeper.stdout.as_mut().map(|stdout| stdout.read_exact(&mut ready)) {
        Some(Ok(())) => Ok(keeper),
        _ => {
            let output = keeper.wait_with_output().map_err(|error| error.to_string())?;
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}
