//! The power is cut at random moments under load: whatever the kernel had not handed to the disk is gone.
//!
//! The data is on an ext4 file system of its own. A cut is ext4's own crash (`EXT4_IOC_SHUTDOWN` without flushing its
//! journal): from that moment on nothing more reaches the disk, neither dirty pages nor the journal, as when the
//! machine loses its power. Then the file system is mounted again, which replays its journal, and the server starts
//! on what is left. What a disk does with its own cache is not part of it: see `docs/reliability.md`.

use std::{sync::Arc, time::Duration};

use rand::{RngExt as _, rngs::StdRng};
use tokio::task::JoinSet;

use crate::{
    case,
    harness::database::Backend,
    log::Order,
    options,
    own_postgres::OwnPostgres,
    program::{Installation, Server},
    room::Room,
    talker::{Acks, Talker},
};

/// Messages that everybody says in each channel before a cut.
const FRESH: usize = 60;
/// `EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`.
const CUT: &str = "import fcntl,os,struct,sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587d, struct.pack('I', 2))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_power_is_cut_on_sqlite() {
    cut_often(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_power_is_cut_on_postgres() {
    cut_often(Backend::Postgres).await;
}

/// A disk in a file, with an ext4 file system, mounted in a room.
struct Disk {
    image: String,
    folder: String,
    room: Arc<Room>,
    _place: tempfile::TempDir,
}

impl Disk {
    /// A new one; the reason when this machine does not permit it.
    async fn new() -> Result<Self, String> {
        let room = Arc::new(Room::open()?);
        let place = tempfile::tempdir().map_err(|error| error.to_string())?;
        let image = place.path().join("disk");
        std::fs::File::create(&image)
            .and_then(|file| file.set_len(1 << 30))
            .map_err(|error| error.to_string())?;
        let (image, folder) = (image.display().to_string(), room.folder().display().to_string());
        room.run("mkfs.ext4", &["-q", &image]).await?;
        let disk = Self { image, folder, room, _place: place };
        disk.mount().await?;
        disk.room.run("chmod", &["755", &disk.folder]).await?;
        Ok(disk)
    }

    async fn mount(&self) -> Result<(), String> {
        self.room.run("mount", &["-o", "loop", &self.image, &self.folder]).await
    }

    /// From now on nothing reaches the disk.
    async fn cut(&self) {
        self.room.run("python3", &["-c", CUT, &self.folder]).await.unwrap();
    }

    /// Power again: what reached the disk is there.
    async fn power_on(&self) {
        self.room.run("umount", &[&self.folder]).await.unwrap();
        self.mount().await.unwrap();
    }
}

async fn cut_often(backend: Backend) {
    let disk = match Disk::new().await {
        Ok(disk) => disk,
        Err(why) => {
            return options::skip(&format!("this machine permits no mount of its own: {why}"));
        }
    };
    let mut postgres = match (backend, options::postgres_programs()) {
        (Backend::Sqlite, _) => None,
        (Backend::Postgres, Some(programs)) => {
            let data = disk.room.folder().join("postgres");
            Some(OwnPostgres::start_new(&programs, data, Some(Arc::clone(&disk.room))).await)
        }
        (Backend::Postgres, None) => return options::skip("LIAISON_TEST_POSTGRES_BIN is not set"),
    };
    let installation = Installation {
        folder: disk.room.folder().join("data"),
        database: postgres.as_ref().map(OwnPostgres::url),
        room: Some(Arc::clone(&disk.room)),
        settings: &[],
    };
    let mut chance = options::chance();
    let mut server = installation.start().await;
    let mut talkers = case::open(&server, 2).await;
    let mut acknowledged = 0;
    for _ in 0..options::power_cuts() {
        let (back, acks) = round(server, talkers, &disk, &mut chance).await;
        talkers = back;
        acknowledged += acks;
        if let Some(postgres) = &mut postgres {
            postgres.crash().await;
        }
        disk.power_on().await;
        if let Some(postgres) = &mut postgres {
            postgres.start().await;
        }
        server = installation.start().await;
        installation.logs().await.keep(&talkers, Order::Free);
    }
    let acks = Acks::default();
    for talker in &mut talkers {
        let socket = talker.connect(server.address).await.expect("the server is up");
        talker.say(&socket, 1, &acks).await.expect("the server is up");
    }
    for talker in &mut talkers {
        talker.connect(server.address).await.expect("the server is up");
    }
    let logs = installation.logs().await;
    logs.keep(&talkers, Order::Free);
    logs.are_known_to(&talkers);
    options::say(&format!(
        "{} power cuts, {} messages acknowledged, 0 lost, 0 doubled",
        options::power_cuts(),
        acknowledged + acks.count()
    ));
    server.kill().await;
    if let Some(postgres) = &mut postgres {
        postgres.crash().await;
    }
}

/// Everybody talks; at some moment the power is cut. What is acknowledged after that moment counts as well.
async fn round(
    server: Server,
    talkers: Vec<Talker>,
    disk: &Disk,
    chance: &mut StdRng,
) -> (Vec<Talker>, usize) {
    let acks = Arc::new(Acks::default());
    let most: usize = talkers.iter().map(|talker| talker.channels.len() * FRESH).sum();
    let address = server.address;
    let mut tasks = JoinSet::new();
    for mut talker in talkers {
        let acks = Arc::clone(&acks);
        tasks.spawn(async move {
            // Refused when nothing can be read or written any more, or cut.
            let Ok(socket) = talker.connect(address).await else { return talker };
            drop(talker.say(&socket, FRESH, &acks).await);
            talker.take_in(&socket);
            talker
        });
    }
    acks.reached(chance.random_range(0..=most)).await;
    tokio::time::sleep(Duration::from_micros(chance.random_range(0..5_000))).await;
    disk.cut().await;
    // Long enough for a server that would acknowledge what it cannot store.
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.kill().await;
    (tasks.join_all().await, acks.count())
}
