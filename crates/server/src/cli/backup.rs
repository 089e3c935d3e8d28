//! `liaison backup`

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use liaison_domain::db;
use secrecy::ExposeSecret;

use crate::config::{Config, files::FilesBackend};

/// Back up database, files and keys to a new folder while the server runs.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// The folder to create. It must not exist yet.
    pub target: PathBuf,
}

/// Copies. The database first: a file that is uploaded meanwhile is in the copy without a row, which harms nobody.
///
/// # Errors
/// When something cannot be copied; what was copied so far is left for inspection.
pub async fn run(config: &Config, args: &BackupArgs) -> anyhow::Result<()> {
    if config.uses_postgres() {
        bail!("the database is PostgreSQL: use pg_dump for it, and copy `{}`", config.data.dir.display());
    }
    fs::DirBuilder::new()
        .mode(0o700)
        .create(&args.target)
        .with_context(|| format!("failed creating `{}`", args.target.display()))?;
    let copy = args.target.join("liaison.db");
    db::copy_sqlite(config.database_url().expose_secret(), &copy).await?;
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o600))?;
    for folder in ["keys", "files"] {
        if folder == "files" && config.files.backend == FilesBackend::S3 {
            println!("files are on S3 and were not copied");
            continue;
        }
        copy_folder(&config.data.dir.join(folder), &args.target.join(folder))
            .with_context(|| format!("failed copying `{folder}`"))?;
    }
    println!("{}", args.target.display());
    Ok(())
}

/// Copies a folder, for its owner alone; one that is not there is an empty one.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    fs::DirBuilder::new().mode(0o700).create(to)?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
            fs::set_permissions(&target, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}
