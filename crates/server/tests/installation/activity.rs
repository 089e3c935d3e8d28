//! `liaison activity` after somebody was at the database: it says what is missing, and ends with a status that scripts
//! notice.

use rusqlite::Connection;

use crate::program::Installation;

/// A server that was there and has some entries in its log: API keys that were made.
fn with_entries(count: usize) -> Installation {
    let installation = Installation::new(":");
    let server = installation.serve();
    for number in 0..count {
        let made = server.post("/admin/api-keys", &format!(r#"{{"name":"K{number}","scopes":["orders"]}}"#));
        assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    }
    server.stop();
    installation
}

fn sql(installation: &Installation, statement: &str) {
    Connection::open(installation.data().join("liaison.db")).unwrap().execute_batch(statement).unwrap();
}

/// Whether the log is whole, and what is said of it.
fn proof(installation: &Installation, more: &[&str]) -> (bool, String) {
    let arguments: Vec<&str> = ["activity"].iter().chain(more).copied().collect();
    let ended = installation.run(&arguments);
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[track_caller]
fn is_found(installation: &Installation, words: &str) {
    let (is_whole, said) = proof(installation, &[]);
    assert!(!is_whole && said.contains(words), "{said}");
}

#[test]
fn a_log_that_nobody_touched_is_whole_over_restarts() {
    let installation = with_entries(3);
    assert!(proof(&installation, &[]).0);
    installation.serve().stop();
    let (is_whole, said) = proof(&installation, &[]);
    assert!(is_whole && said.contains("the activity log is intact: 3 entries"), "{said}");
}

#[test]
fn entries_that_were_cut_off_are_named() {
    for (statement, words) in [
        ("DELETE FROM activity WHERE id = 5", "entries 5 to 5 are missing"),
        ("DELETE FROM activity WHERE id > 2", "entries 3 to 5 are missing"),
        ("DELETE FROM activity", "entries 1 to 5 are missing"),
        ("DELETE FROM activity; DELETE FROM activity_head", "the sealed head in the database is missing"),
        ("UPDATE activity SET actor = 'x' WHERE id = 5", "entry 5"),
        ("DELETE FROM activity WHERE id = 2", "entry 3"),
    ] {
        let installation = with_entries(5);
        sql(&installation, statement);
        is_found(&installation, words);
        // What the server does afterwards does not heal it.
        let server = installation.serve();
        server.post("/admin/api-keys", r#"{"name":"later","scopes":["orders"]}"#);
        server.stop();
        assert!(!proof(&installation, &[]).0, "{statement}");
    }
}

#[test]
fn an_old_copy_of_the_tables_is_found_out_by_the_file_beside_them() {
    let installation = with_entries(3);
    sql(
        &installation,
        "CREATE TABLE a AS SELECT * FROM activity; CREATE TABLE h AS SELECT * FROM activity_head",
    );
    let server = installation.serve();
    server.post("/admin/api-keys", r#"{"name":"more","scopes":["orders"]}"#);
    server.stop();
    assert!(proof(&installation, &[]).0);
    sql(
        &installation,
        "DELETE FROM activity; INSERT INTO activity SELECT * FROM a; DELETE FROM activity_head; \
         INSERT INTO activity_head SELECT * FROM h",
    );
    is_found(&installation, "entries 4 to 4 are missing");
    is_found(&installation, "the copy of the head in the data folder");
}

#[test]
fn a_backup_that_was_restored_is_accepted_with_a_reason_that_stays() {
    let installation = with_entries(5);
    sql(&installation, "DELETE FROM activity WHERE id > 3");
    let (accepted, said) = proof(&installation, &["--accept"]);
    assert!(!accepted && said.contains("--reason"), "{said}");
    let (accepted, said) = proof(&installation, &["--accept", "--reason", "restored the backup of Monday"]);
    assert!(accepted && said.contains("entry 4"), "{said}");
    let (is_whole, said) = proof(&installation, &[]);
    assert!(is_whole && said.contains("4 entries"), "{said}");
    let database = Connection::open(installation.data().join("liaison.db")).unwrap();
    let details: String = database
        .query_row("SELECT details FROM activity WHERE action = 'activity.accepted'", [], |row| row.get(0))
        .unwrap();
    assert!(details.contains("Monday") && details.contains("entries 4 to 5 are missing"), "{details}");
    // An entry that was changed is none that one could accept.
    sql(&installation, "UPDATE activity SET actor = 'x' WHERE id = 1");
    assert!(!proof(&installation, &["--accept", "--reason", "because"]).0);
}
