//! An empty database with every migration applied, made once per build of the tests and copied by each test.
//!
//! Runners may give each test a process of its own. So a template is a file: whoever comes first makes it, behind a
//! lock, and others see it only when it is whole. It belongs to one build of the test program, because any change of a
//! migration makes another build.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use liaison_domain::migrations::Migrator;
use sea_orm_migration::MigratorTrait as _;
use tokio::process::Command;
use uuid::Uuid;

use super::database::{Backend, Database, connect, run, variable, within};

/// An empty database with all tables, to be opened with this data folder; `None` when this machine has no such server.
pub(crate) async fn migrated(backend: Backend, data: &Path) -> Option<Database> {
    if backend == Backend::Sqlite {
        fs::create_dir_all(data).expect("the data folder is made");
        fs::copy(sqlite().await, data.join("liaison.db")).expect("the template is copied");
        return Some(Database::file());
    }
    // A machine that does not say where pg_dump is gets its tables from the server that opens the database.
    let Some(programs) = variable("LIAISON_TEST_POSTGRES_BIN") else { return Database::fresh(backend).await };
    Database::schema(async |server, schema| {
        let statements = fs::read_to_string(postgres(server, &programs).await).expect("the template is read");
        statements.replace(IN_TEMPLATE, schema)
    })
    .await
}

/// A file with a database of SQLite.
async fn sqlite() -> PathBuf {
    let make = async |file: &Path| {
        let db = sea_orm::Database::connect(format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
        Migrator::up(&db, None).await.expect("the migrations run");
        db.close().await.expect("the connection closes");
    };
    template("sqlite", make).await
}

/// A file with the statements that make a schema of PostgreSQL and all that is in it. One round trip takes them to the
/// server; copying a database by `CREATE DATABASE … TEMPLATE` takes longer.
async fn postgres(server: &str, programs: &str) -> PathBuf {
    let make = async |file: &Path| {
        run(connect(server).await, &format!("DROP SCHEMA IF EXISTS {IN_TEMPLATE} CASCADE")).await;
        run(connect(server).await, &format!("CREATE SCHEMA {IN_TEMPLATE}")).await;
        let db = connect(&within(server, IN_TEMPLATE)).await;
        Migrator::up(&db, None).await.expect("the migrations run");
        db.close().await.expect("the connection closes");
        let mut dump = Command::new(Path::new(programs).join("pg_dump"));
        dump.args([
            "--no-owner",
            "--no-privileges",
            "--inserts",
            "--schema",
            IN_TEMPLATE,
            "--dbname",
            server,
        ]);
        let dump = dump.output().await.expect("pg_dump starts");
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        run(connect(server).await, &format!("DROP SCHEMA {IN_TEMPLATE} CASCADE")).await;
        let statements = String::from_utf8(dump.stdout).expect("statements are text");
        // Lines for psql alone begin with a backslash.
        let statements: Vec<&str> = statements.lines().filter(|line| !line.starts_with('\\')).collect();
        fs::write(file, statements.join("\n")).expect("the template is written");
    };
    template("postgres", make).await
}

/// The schema in the template: a word that stands nowhere else in it.
const IN_TEMPLATE: &str = "it_template_of_all_schemas";

/// The file of this name, made by `make` unless it is there.
async fn template(name: &str, make: impl AsyncFnOnce(&Path)) -> PathBuf {
    let folder = folder();
    let made = folder.join(name);
    if made.exists() {
        return made;
    }
    fs::create_dir_all(&folder).expect("the folder of templates is made");
    let lock = File::create(folder.join(format!("{name}.lock"))).expect("the lock is there");
    // Waiting for it blocks a thread, of which the runtime of each test has others.
    tokio::task::block_in_place(|| lock.lock()).expect("the lock is taken");
    if !made.exists() {
        let unfinished = folder.join(format!("{name}.{}", Uuid::new_v4().simple()));
        make(&unfinished).await;
        fs::rename(unfinished, &made).expect("the template gets its name");
    }
    made
}

/// Where the templates of this build are. Those of earlier builds are in the way of nobody: they are small, and go with
/// the build folder.
fn folder() -> PathBuf {
    let program = std::env::current_exe().and_then(fs::metadata).expect("this program is a file");
    let built = program.modified().expect("it has a time").duration_since(UNIX_EPOCH).expect("after 1970");
    let of_this_build = format!("templates-{:x}-{:x}", built.as_nanos(), program.len());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(of_this_build)
}
