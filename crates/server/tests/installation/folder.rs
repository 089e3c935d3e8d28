//! What is in the data folder is for the server alone, whatever the umask, and also when it was not before.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use crate::program::Installation;

/// Everything below a folder that somebody else may look into.
fn open_to_others(path: &Path, found: &mut Vec<String>) {
    let metadata = fs::symlink_metadata(path).unwrap();
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        found.push(format!("{} {mode:o}", path.display()));
    }
    if metadata.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| open_to_others(&entry.unwrap().path(), found));
    }
}

#[track_caller]
fn is_private(path: &Path) {
    let mut found = Vec::new();
    open_to_others(path, &mut found);
    assert!(found.is_empty(), "{found:?}");
}

/// An upload and what goes with it, so that there is something of each kind.
fn fill(installation: &Installation) {
    let server = installation.serve();
    let made = server.post("/admin/staff", r#"{"name":"Nora","email":"nora@example.org","role":"agent"}"#);
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    is_private(&installation.data());
    server.stop();
}

#[test]
fn data_is_made_for_its_owner_alone_whatever_the_umask() {
    for shell in ["umask 000", "umask 022", "umask 077"] {
        let installation = Installation::new(shell);
        fill(&installation);
        is_private(&installation.data());
        let backup = installation.folder.path().join("backup");
        let copied = installation.run(&["backup", backup.to_str().unwrap()]);
        assert!(copied.status.success(), "{copied:?}");
        is_private(&backup);
    }
}

#[test]
fn what_was_open_before_is_closed_and_that_is_said() {
    let installation = Installation::new("umask 022");
    fill(&installation);
    let data = installation.data();
    fs::create_dir_all(data.join("files/ab")).unwrap();
    fs::write(data.join("files/ab/cd"), "x").unwrap();
    for (path, mode) in
        [("", 0o755), ("liaison.db", 0o644), ("files", 0o755), ("files/ab", 0o755), ("files/ab/cd", 0o644)]
    {
        fs::set_permissions(data.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let doctor = installation.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout);
    assert!(said.contains("warn privacy of data: others can read"), "{said}");
    let server = installation.serve();
    is_private(&data);
    assert!(server.logged("data_folder_closed_to_others").is_some());
    server.stop();
    let doctor = installation.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout);
    assert!(said.contains("ok   privacy of data"), "{said}");
    let server = installation.serve();
    assert!(server.logged("data_folder_closed_to_others").is_none(), "there is nothing left to close");
}

#[test]
fn a_folder_may_be_called_as_it_likes() {
    let mut installation = Installation::new("umask 022");
    let data = installation.folder.path().join("a?b%20c#d e");
    installation.settings.push(("LIAISON_DATA_DIR", data.to_str().unwrap().to_owned()));
    let server = installation.serve();
    assert!(data.join("liaison.db").exists());
    is_private(&data);
    server.stop();
    let doctor = installation.run(&["doctor"]);
    assert!(
        String::from_utf8_lossy(&doctor.stdout).contains("SQLite responds and is up to date"),
        "{doctor:?}"
    );
}
