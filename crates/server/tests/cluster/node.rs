//! Servers on services that all tests share, each test with a database and a cluster of its own.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use liaison_domain::{app::App, clock::Clock, db};
use liaison_server::{
    config::Config,
    start::{Running, open, start},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::proxy::Proxy;

pub(crate) const DEADLINE: Duration = Duration::from_secs(20);
pub(crate) const SECRET: &str = "kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5";
pub(crate) const AGENT: &str = "maya@example.com";
pub(crate) const OTHER: &str = "wanjiru@example.com";
pub(crate) const PASSWORD: &str = "a password of enough characters";

/// What the nodes of a cluster share, and no other test uses.
pub(crate) struct Joins {
    pub(crate) database: String,
    pub(crate) nats: String,
    pub(crate) cluster: String,
}

impl Joins {
    /// A database and a cluster's name, on services that all tests share.
    pub(crate) async fn fresh() -> Option<Self> {
        let (postgres, nats) = services()?;
        Some(Self {
            database: database(&postgres).await,
            nats,
            cluster: format!("test-{}", Uuid::new_v4().simple()),
        })
    }
}

/// Two nodes.
pub(crate) struct Cluster {
    pub(crate) one: Node,
    pub(crate) two: Node,
}

/// A server, and its own way to NATS.
pub(crate) struct Node {
    pub(crate) app: App,
    running: Running,
    pub(crate) nats: Proxy,
    _data: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where their services are")]
fn services() -> Option<(String, String)> {
    let service = |name| {
        let url = std::env::var(name).ok();
        if url.is_none() {
            eprintln!("skipped: {name} names no server");
        }
        url
    };
    service("LIAISON_TEST_POSTGRES").zip(service("LIAISON_TEST_NATS"))
}

async fn database(postgres: &str) -> String {
    let name = format!("cluster_{}", Uuid::new_v4().simple());
    let admin = db::connect(postgres, 1).await.unwrap();
    admin.read().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (server, _) = postgres.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

impl Cluster {
    pub(crate) async fn start() -> Option<Self> {
        Some(Self::on(&Joins::fresh().await?).await)
    }

    pub(crate) async fn on(joins: &Joins) -> Self {
        // At once: of two nodes that find an empty database one makes what is missing, the other waits.
        let (one, two) = tokio::join!(Node::start(joins, true), Node::start(joins, true));
        Self { one, two }
    }

    pub(crate) fn cut_nats(&self) {
        self.one.nats.cut();
        self.two.nats.cut();
    }
}

impl Node {
    pub(crate) async fn start(joins: &Joins, is_up: bool) -> Self {
        let data = tempfile::tempdir().unwrap();
        let nats = Proxy::start(&joins.nats, is_up).await;
        let mut config = Config::default();
        config.data.dir = data.path().to_owned();
        config.http.bind = IpAddr::V4(Ipv4Addr::LOCALHOST);
        config.http.port = 0;
        config.database.url = Some(joins.database.as_str().into());
        config.database.readers = 8;
        config.tokens.host_secret = Some(SECRET.into());
        config.tokens.signing_key = Some(format!("{SECRET}-signing").into());
        config.tokens.api_key = Some("lk_kT7w-Zq2m_Vb8xR4pLs9Nf3H".into());
        config.admin.email = Some("admin@example.com".to_owned());
        config.admin.password = Some(PASSWORD.into());
        config.cluster.nats_url = Some(nats.nats_url().into());
        config.cluster.name = joins.cluster.clone();
        config.cluster.bus_key = Some(format!("{SECRET}-bus").into());
        // A test says in a second what people say in a day.
        config.limits.sends_per_minute = 1_000_000;
        // Only what a loss sets off is told of heads in time.
        config.realtime.heads_seconds = 3_600;
        config.realtime.offline_grace_seconds = 0;
        let app = open(&config, Clock::system()).await.unwrap();
        let running = start(config, app.clone()).await.unwrap();
        Self { app, running, nats, _data: data }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address
    }

    pub(crate) async fn until_connected(&self, is_connected: bool) {
        let begun = Instant::now();
        while self.app.bus_status().unwrap().is_connected != is_connected {
            assert!(begun.elapsed() < DEADLINE, "the bus does not become connected: {is_connected}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(crate) async fn log_in(&self, email: &str) -> String {
        log_in(self.address(), email).await
    }
}

pub(crate) async fn log_in(address: SocketAddr, email: &str) -> String {
    let url = format!("http://{address}/api/auth/login");
    let body = json!({ "email": email, "password": PASSWORD });
    let answer = reqwest::Client::new().post(url).json(&body).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}
