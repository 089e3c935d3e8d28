//! `liaison backup`

use std::path::PathBuf;

use clap::Args;

/// Make a consistent copy of the data while the server runs.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// Folder to write to. It must not exist yet.
    pub target: PathBuf,
}
