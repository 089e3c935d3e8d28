//! The database has stored a message and its answer is lost: nobody can know. The sender is told to try again, and the
//! second try gives the result of the first.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::{
    case,
    harness::database::{Backend, Database},
    log::Order,
    program::Installation,
    talker::Acks,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_whose_commit_is_not_answered_is_stored_once_and_its_repetition_says_where() {
    let Some(database) = Database::fresh(Backend::Postgres).await else { return };
    let url = database.url.clone().unwrap();
    let way = Way::open(address_of(&url)).await;
    let folder = tempfile::tempdir().unwrap();
    let through = url.replace(&address_of(&url), &way.address.to_string());
    let mut installation =
        Installation { folder: folder.path().to_owned(), database: Some(through), room: None, settings: &[] };
    let server = installation.start().await;
    let mut talkers = case::open(&server, 1).await;
    let (talker, acks) = (&mut talkers[0], Acks::default());
    let socket = talker.connect(server.address).await.unwrap();
    // What a message causes beside itself may come first.
    loop {
        way.swallows_an_answer.store(true, Ordering::SeqCst);
        let refusals = talker.say(&socket, 1, &acks).await.unwrap();
        if let Some(refusal) = refusals.first() {
            assert_eq!(refusal["error_code"], "UNAVAILABLE", "{refusal}");
            break;
        }
    }
    talker.catch_up(&socket).await.unwrap();
    let key = talker.channels[0].said.last().unwrap().key.clone();
    let stored = talker.channels[0].heard.iter().find(|(_, (_, text))| *text == key);
    let seq = *stored.expect("it was stored before its answer was lost").0;
    assert!(talker.say(&socket, 0, &acks).await.unwrap().is_empty());
    assert_eq!(talker.channels[0].said.last().unwrap().promised, Some(seq));
    installation.database = Some(url);
    installation.logs().await.keep(&talkers, Order::Kept);
    server.kill().await;
    database.drop().await;
}

/// `host:port` in an address of PostgreSQL.
fn address_of(url: &str) -> String {
    let (_, rest) = url.split_once('@').expect("a user in the address");
    rest.split('/').next().unwrap().to_owned()
}

/// The way to PostgreSQL, on which the answer to a message that was stored can get lost together with the connection.
struct Way {
    address: SocketAddr,
    swallows_an_answer: Arc<AtomicBool>,
}

impl Way {
    async fn open(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let swallows_an_answer = Arc::new(AtomicBool::new(false));
        let swallows = Arc::clone(&swallows_an_answer);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let database = TcpStream::connect(&target).await.unwrap();
                tokio::spawn(carry(client, database, Arc::clone(&swallows)));
            }
        });
        Self { address, swallows_an_answer }
    }
}

async fn carry(mut client: TcpStream, mut database: TcpStream, swallows: Arc<AtomicBool>) {
    let (mut question, mut answer) = ([0; 16_384], [0; 16_384]);
    let mut is_last_answer = false;
    loop {
        tokio::select! {
            read = client.read(&mut question) => {
                let Ok(bytes @ 1..) = read else { return };
                let said = &question[..bytes];
                // What talkers say; the statement that carries it also commits it.
                if said.windows(6).any(|word| word == b" says ") && swallows.swap(false, Ordering::SeqCst) {
                    is_last_answer = true;
                }
                if database.write_all(said).await.is_err() {
                    return;
                }
            }
            read = database.read(&mut answer) => {
                let Ok(bytes @ 1..) = read else { return };
                if is_last_answer || client.write_all(&answer[..bytes]).await.is_err() {
                    return;
                }
            }
        }
    }
}
