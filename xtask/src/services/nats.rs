//! A NATS server for the tests of the cluster bus.

use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::guard::{Folder, Guard};
use super::{apt, free_port};
use crate::paths;

/// A running NATS server.
pub(crate) struct Nats {
    /// What clients connect to.
    pub(crate) url: String,
    _guard: Guard,
}

impl Nats {
    /// Starts a server on a free port, with an empty store.
    pub(crate) fn start(log: &Path) -> Result<Self> {
        if paths::find_program("nats-server").is_none() {
            apt::install("nats-server", log)?;
        }
        let program =
            paths::find_program("nats-server").context("failed finding nats-server once installed")?;
        let folder = Folder::new("nats")?;
        let port = free_port()?;
        let mut service = Command::new(program);
        service.args(["--addr", "127.0.0.1", "--port", &port.to_string(), "--jetstream", "--store_dir"]);
        service.arg(folder.path().join("store"));
        let answers = || TcpStream::connect(("127.0.0.1", port)).is_ok();
        let guard = Guard::start(&service, folder, "TERM", answers).context("failed starting nats-server")?;
        Ok(Self { url: format!("nats://127.0.0.1:{port}"), _guard: guard })
    }
}
