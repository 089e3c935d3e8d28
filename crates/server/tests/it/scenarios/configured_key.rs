//! What becomes of the API key of the configuration when the configuration changes between two starts.

use liaison_domain::clock::Clock;
use liaison_server::{
    config::Config,
    start::{Running, open, start},
};

use crate::harness::{Backend, Client, database::Database, nodes::Nodes, server::configuration};

const FIRST: &str = "lk_it_first_key_7Qm2xV9sLd4Rt8Wz";
const SECOND: &str = "lk_it_second_key_1Kc6Hp3Bn5Gt0Ys";

/// Starts on what earlier starts have left, and gives what the key is answered.
async fn asked_with(config: &Config, configured: Option<&str>, keys: &[&str]) -> Vec<u16> {
    let mut config = config.clone();
    config.tokens.api_key = configured.map(Into::into);
    let app = open(&config, Clock::system()).await.unwrap();
    let running = start(config, app).await.unwrap();
    let mut answered = Vec::new();
    for key in keys {
        answered.push(ask(&running, key).await);
    }
    running.stop.cancel();
    running.ended().await;
    answered
}

async fn ask(running: &Running, key: &str) -> u16 {
    let nodes = Nodes::from(running.address);
    Client::new(reqwest::Client::new(), nodes, "host", Some(key.to_owned())).get("/crm/tickets").await.status
}

async fn the_former_key_counts_no_more(backend: Backend) {
    let Some(database) = Database::fresh(backend).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let config = configuration(&database, None, folder.path());
    let both = [FIRST, SECOND];
    assert_eq!(asked_with(&config, Some(FIRST), &both).await, [200, 401]);
    assert_eq!(asked_with(&config, Some(FIRST), &both).await, [200, 401], "started again");
    assert_eq!(asked_with(&config, Some(SECOND), &both).await, [401, 200], "replaced");
    assert_eq!(asked_with(&config, Some(FIRST), &both).await, [401, 200], "a revoked key does not come back");
    assert_eq!(asked_with(&config, None, &both).await, [401, 401], "removed");
    // The command line opens the store without the environment of the service.
    let third = "lk_it_third_key_0Ys1Kc6Hp3Bn5Gt";
    assert_eq!(asked_with(&config, Some(third), &[third]).await, [200]);
    drop(open(&config, Clock::system()).await.unwrap());
    assert_eq!(asked_with(&config, Some(third), &[third]).await, [200]);
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    the_former_key_counts_no_more(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    the_former_key_counts_no_more(Backend::Postgres).await;
}
