//! The disk is full: what cannot be stored is refused in words that say so, what can be read is read, and work goes
//! on by itself when there is room again.

use std::{
    collections::BTreeSet,
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::{
    case,
    harness::Socket,
    log::Order,
    options,
    own_postgres::OwnPostgres,
    program::{Installation, Server},
    room::Room,
    talker::{Acks, Talker},
};

/// How soon after there is room messages are taken again.
const RECOVERY: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_loses_nothing_and_recovers_on_sqlite() {
    let Some(room) = small_disk("96m").await else { return };
    let installation = Installation {
        folder: room.folder().join("data"),
        database: None,
        room: Some(Arc::clone(&room)),
        // Every byte of the disk is to be used up.
        settings: &[("LIAISON_FILES_DISK_RESERVE_BYTES", "0")],
    };
    fill_and_empty(&installation, &room.seen(room.folder())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_loses_nothing_and_recovers_on_postgres() {
    let Some(programs) = options::postgres_programs() else {
        return options::skip("LIAISON_TEST_POSTGRES_BIN is not set");
    };
    if !rustix::process::getuid().is_root() {
        return options::skip("PostgreSQL runs in a room only when the room is opened by root");
    }
    let Some(room) = small_disk("96m").await else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    // Tables on the small disk, the write-ahead log elsewhere: as databases are set up that must not stop.
    let mut postgres =
        OwnPostgres::start_new(&programs, folder.path().join("postgres"), Some(Arc::clone(&room))).await;
    postgres.crash().await;
    let (base, small) = (postgres.data.join("base"), room.folder().join("base"));
    let text = |path: &Path| path.display().to_string();
    room.run("mv", &[&text(&base), &text(&small)]).await.unwrap();
    room.run("ln", &["-s", &text(&small), &text(&base)]).await.unwrap();
    postgres.start().await;
    let installation = Installation {
        folder: folder.path().join("data"),
        database: Some(postgres.url()),
        room: None,
        // Every byte of the disk is to be used up.
        settings: &[("LIAISON_FILES_DISK_RESERVE_BYTES", "0")],
    };
    fill_and_empty(&installation, &room.seen(room.folder())).await;
    assert!(!postgres.has_ended(), "PostgreSQL went on as well");
}

async fn small_disk(size: &str) -> Option<Arc<Room>> {
    let room = match Room::open() {
        Ok(room) => room,
        Err(why) => {
            options::skip(&format!("this machine permits no mount of its own: {why}"));
            return None;
        }
    };
    let folder = room.folder().display().to_string();
    let size = format!("size={size},mode=0777");
    match room.run("mount", &["-t", "tmpfs", "-o", &size, "none", &folder]).await {
        Ok(()) => Some(Arc::new(room)),
        Err(why) => {
            options::skip(&format!("this machine permits no mount of its own: {why}"));
            None
        }
    }
}

async fn fill_and_empty(installation: &Installation, disk: &Path) {
    let filler = disk.join("filler");
    let server = installation.start().await;
    let mut talkers = case::open(&server, 2).await;
    let acks = Acks::default();
    let mut sockets = Vec::new();
    for talker in &mut talkers {
        sockets.push(talker.connect(server.address).await.expect("the server is up"));
    }
    let mut refused = 0;
    let mut slowest = Duration::ZERO;
    for _ in 0..3 {
        fill(&filler, 0);
        refused += until_refused(&mut talkers, &sockets, &acks).await;
        // Everything that was stored can still be read, by both ways.
        let logs = installation.logs().await;
        logs.keep(&talkers, Order::Free);
        for (talker, socket) in talkers.iter_mut().zip(&sockets) {
            talker.catch_up(socket).await.expect("the server is up");
            let client = server.client(&talker.name, &talker.token);
            logs.are_told_to(&client, &talker.channels[0].id).await;
        }
        fs::remove_file(&filler).unwrap();
        slowest = slowest.max(until_content(&mut talkers, &sockets, &acks).await);
    }
    if disk.join("data").exists() {
        upload_without_room(&server, &talkers[0], &filler, &disk.join("data/files")).await;
    }
    // What is there is there for good, too.
    assert!(server.kill().await.code().is_none(), "the server ended by itself");
    let server = installation.start().await;
    for talker in &mut talkers {
        talker.connect(server.address).await.expect("the server is up");
    }
    let logs = installation.logs().await;
    logs.keep(&talkers, Order::Free);
    logs.are_known_to(&talkers);
    options::say(&format!(
        "3 times full, {} messages acknowledged, {refused} refused and said again, 0 lost, 0 doubled; \
         taken again after {slowest:?} at most",
        acks.count()
    ));
}

/// Talks until nothing is taken any more; how many were refused.
async fn until_refused(talkers: &mut [Talker], sockets: &[Socket], acks: &Acks) -> usize {
    for _ in 0..100 {
        let mut refused = 0;
        for (talker, socket) in talkers.iter_mut().zip(sockets) {
            let refusals = talker.say(socket, 20, acks).await.expect("the server is up");
            for refusal in &refusals {
                assert_eq!(refusal["error_code"], "STORAGE_FULL", "{refusal}");
            }
            refused += refusals.len();
        }
        if refused > 0 {
            return refused;
        }
    }
    panic!("a full disk takes everything");
}

/// Says again what was refused until it is taken; how long that took.
async fn until_content(talkers: &mut [Talker], sockets: &[Socket], acks: &Acks) -> Duration {
    let begun = Instant::now();
    while !talkers.iter().all(Talker::is_content) {
        for (talker, socket) in talkers.iter_mut().zip(sockets) {
            talker.say(socket, 0, acks).await.expect("the server is up");
        }
        assert!(begun.elapsed() < RECOVERY, "messages are refused although there is room again");
    }
    begun.elapsed()
}

/// A file that does not fit is refused, and nothing of it stays.
async fn upload_without_room(server: &Server, talker: &Talker, filler: &Path, files: &Path) {
    let client = server.client(&talker.name, &talker.token);
    let upload = async |bytes: usize| {
        let part = Part::bytes(vec![b'a'; bytes]).file_name("notes.txt").mime_str("text/plain").unwrap();
        let request = client.request(Method::POST, "/files").multipart(Form::new().part("file", part));
        client.send(request).await
    };
    upload(2_000_000).await.is(201);
    let before = names(files);
    // Room for the beginning of the file and for its row, not for the rest.
    fill(filler, 1_000_000);
    upload(2_000_000).await.refused(507, "STORAGE_FULL");
    assert_eq!(names(files), before, "half a file is left");
    // Not even room for its row.
    fill(filler, 0);
    let refused = upload(2_000_000).await;
    assert_eq!((refused.status, names(files)), (507, before), "{refused:?}");
    fs::remove_file(filler).unwrap();
    upload(2_000_000).await.is(201);
}

/// Takes all room but so many bytes.
fn fill(filler: &Path, left: usize) {
    let mut file = fs::File::create(filler).unwrap();
    let page = [0; 4096];
    let mut written: u64 = 0;
    loop {
        match file.write(&page) {
            Ok(bytes) => written += bytes as u64,
            Err(error) if error.kind() == ErrorKind::StorageFull => break,
            Err(error) => panic!("{error}"),
        }
    }
    file.set_len(written.saturating_sub(left as u64)).unwrap();
}

fn names(folder: &Path) -> BTreeSet<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
