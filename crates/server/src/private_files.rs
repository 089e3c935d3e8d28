//! What is in the data folder is for this server alone: 0700 for folders, 0600 for files, whatever the umask of
//! whoever starts it. What is there from before is tightened at start.
//!
//! The keys are not: one that others may have read is no secret any more, and keeps the server from starting.

use std::{
    fs::{self, DirBuilder, Metadata, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use rustix::{fs::Mode, process};

/// Others have no part in what this process creates from here on. To be called before anything is.
pub fn create_privately() {
    process::umask(Mode::RWXG | Mode::RWXO);
}

/// What was found where others could look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// So many files and folders were closed to others.
    pub tightened: usize,
    /// These belong to another user and stay as they are.
    pub not_ours: Vec<PathBuf>,
}

/// Makes the data folder when there is none, and closes it and what is in it to others.
///
/// # Errors
/// When the folder cannot be made or read.
pub fn close(data_dir: &Path, database: Option<&Path>) -> io::Result<Found> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir)?;
    let mut found = Found::default();
    let was_open = is_open(&fs::metadata(data_dir)?);
    tighten(data_dir, &mut found)?;
    for entry in fs::read_dir(data_dir)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name() == "keys" || entry.file_type()?.is_symlink() {
            continue;
        }
        // A folder that others never could enter is not walked: there may be millions of files in it.
        let is_to_be_walked = entry.file_type()?.is_dir() && (was_open || is_open(&entry.metadata()?));
        tighten(&path, &mut found)?;
        if is_to_be_walked {
            walk(&path, &mut found)?;
        }
    }
    for file in database.iter().flat_map(|file| with_companions(file)) {
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_file() => tighten(&file, &mut found)?,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Files and folders that others may look into, of those that the server begins with.
///
/// # Errors
/// When the folder cannot be read.
pub fn open_to_others(data_dir: &Path, database: Option<&Path>) -> io::Result<Vec<PathBuf>> {
    let mut paths = vec![data_dir.to_owned()];
    for entry in fs::read_dir(data_dir)? {
        paths.push(entry?.path());
    }
    paths.extend(database.iter().flat_map(|file| with_companions(file)));
    paths.retain(|path| {
        let metadata = if path == data_dir { fs::metadata(path) } else { fs::symlink_metadata(path) };
        metadata.is_ok_and(|metadata| !metadata.is_symlink() && is_open(&metadata))
    });
    paths.dedup();
    Ok(paths)
}

/// A SQLite database, its write-ahead log and the index of that.
fn with_companions(database: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

fn walk(folder: &Path, found: &mut Found) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Where a link leads is not ours to change.
        if entry.file_type()?.is_symlink() {
            continue;
        }
        tighten(&entry.path(), found)?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        }
    }
    Ok(())
}

fn tighten(path: &Path, found: &mut Found) -> io::Result<()> {
    let metadata = match fs::metadata(path) {
        // Another process may have removed it: SQLite does so with its companions.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    if !is_open(&metadata) {
        return Ok(());
    }
    if metadata.uid() != process::geteuid().as_raw() {
        found.not_ours.push(path.to_owned());
        return Ok(());
    }
    let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
    fs::set_permissions(path, Permissions::from_mode(mode))?;
    found.tightened += 1;
    Ok(())
}

fn is_open(metadata: &Metadata) -> bool {
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn made(folder: &Path, path: &str, mode: u32) -> PathBuf {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn what_others_could_read_is_closed_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let files = ["liaison.db", "liaison.db-wal", "files/ab/cd", "activity-head.json"];
        let files: Vec<_> = files.iter().map(|name| made(&data, name, 0o644)).collect();
        let key = made(&data, "keys/audit.key", 0o644);
        let elsewhere = made(folder.path(), "elsewhere", 0o644);
        let database = made(folder.path(), "other.db", 0o664);
        std::os::unix::fs::symlink(&elsewhere, data.join("link")).unwrap();
        for open in [&data, &data.join("files"), &data.join("files/ab")] {
            fs::set_permissions(open, Permissions::from_mode(0o755)).unwrap();
        }
        assert!(open_to_others(&data, None).unwrap().contains(&data));
        let found = close(&data, Some(&database)).unwrap();
        assert_eq!(found, Found { tightened: 3 + files.len() + 1, not_ours: Vec::new() });
        for file in files.iter().chain([&database]) {
            assert_eq!(mode(file), 0o600, "{}", file.display());
        }
        for closed in [&data, &data.join("files"), &data.join("files/ab")] {
            assert_eq!(mode(closed), 0o700, "{}", closed.display());
        }
        assert_eq!(
            (mode(&key), mode(&elsewhere)),
            (0o644, 0o644),
            "keys and what links lead to are not touched"
        );
        assert_eq!(close(&data, Some(&database)).unwrap(), Found::default());
    }

    #[test]
    fn a_folder_that_is_not_there_is_made_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        assert_eq!(close(&data, None).unwrap(), Found::default());
        assert_eq!(mode(&data), 0o700);
    }
}
