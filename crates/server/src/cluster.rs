//! One node of many: the bus between them, and what they count together.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use liaison_domain::{
    app::App,
    bus::{Bus, BusKey, LocalBus, NatsBus, NatsOptions},
    clock::Clock,
    rate_windows,
};
use parking_lot::Mutex;
use secrecy::ExposeSecret as _;
use tokio::time::timeout;

use crate::{
    config::Config,
    keys::Keys,
    rate_limit::{Lease, LeaseFuture, RouteClass, SharedWindow, SharedWindowDown},
};

/// The bus that the configuration asks for.
///
/// # Errors
/// When NATS is asked for with an address that is none, or without PostgreSQL. That NATS does not answer is no error.
pub async fn bus(config: &Config, clock: Clock) -> anyhow::Result<Arc<dyn Bus>> {
    let Some(url) = &config.cluster.nats_url else { return Ok(Arc::new(LocalBus::default())) };
    // Also judged with the whole configuration; nodes on files of their own would be no cluster.
    anyhow::ensure!(config.uses_postgres(), "NATS_URL needs PostgreSQL: set DATABASE_URL");
    let keys =
        Keys::open(&config.data.dir, config.tokens.signing_key.as_ref(), config.cluster.bus_key.as_ref())?;
    let options = NatsOptions {
        url: url.expose_secret().to_owned(),
        cluster: config.cluster.name.clone(),
        key: BusKey::new(keys.bus.expose()),
        clock,
    };
    Ok(Arc::new(NatsBus::start(options).await.context("failed joining the cluster")?))
}

/// The counter that all nodes share; none when this node is alone.
pub fn shared_window(app: &App) -> Option<Arc<dyn SharedWindow>> {
    app.bus_status()?;
    Some(Arc::new(DatabaseWindow { app: app.clone(), is_down_until: Mutex::new(None) }))
}

/// Counts in PostgreSQL.
struct DatabaseWindow {
    app: App,
    /// While it is known not to answer, nobody waits for it.
    is_down_until: Mutex<Option<Instant>>,
}

/// How long a request waits for the shared counter at most.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(500);
/// How long the counter is left alone after it did not answer.
const PAUSE: Duration = Duration::from_secs(5);

impl SharedWindow for DatabaseWindow {
    fn lease<'a>(&'a self, class: RouteClass, key: &'a str, wanted: u32, limit: u32) -> LeaseFuture<'a> {
        Box::pin(async move {
            if self.is_down_until.lock().is_some_and(|until| Instant::now() < until) {
                return Err(SharedWindowDown("it did not answer a moment ago".to_owned()));
            }
            let key = format!("{}:{key}", class.name());
            let why = match timeout(ANSWER_TIMEOUT, rate_windows::take(&self.app, &key, wanted, limit)).await
            {
                Ok(Ok(taken)) => {
                    return Ok(Lease { permits: taken.permits, valid_for: taken.valid_for });
                }
                Ok(Err(error)) => error.to_string(),
                Err(_) => "it takes too long".to_owned(),
            };
            *self.is_down_until.lock() = Some(Instant::now() + PAUSE);
            Err(SharedWindowDown(why))
        })
    }
}
