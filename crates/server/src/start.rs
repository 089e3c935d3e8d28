//! Wiring: from a configuration to a server that answers, and back down in good order.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context as _;
use liaison_domain::{
    activity::head::{self, SealKey},
    api_keys,
    app::{App, Options},
    clock::Clock,
    error::Error,
    files::{FileStore, commands::remove_unused, limits::FileLimits, store::S3Options},
    inbox, jobs,
    logins::{self, watch},
    people::staff,
    presence, rate_windows,
    reactions::REACTIONS,
    search, settings, tickets,
};
use liaison_protocol::events::{ServerDrain, ServerEvent as _};
use liaison_socketio::{Config as EngineConfig, Drain, Packet};
use secrecy::ExposeSecret;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    activity_witness::Witness,
    auth::Verifier,
    cluster,
    config::{Config, files::FilesBackend},
    cors::Origins,
    descriptors::{self, Room},
    every::{Doing, Work, every},
    http::{Context, router},
    keys::{KeyError, Keys},
    listener::{self, Limits},
    private_files,
    rate_limit::RateLimits,
    socket::{self, Application, Lost, Sockets},
    telemetry::Metrics,
};

/// Opens the domain that a configuration describes: database, files and first admin.
///
/// # Errors
/// What cannot be opened.
pub async fn open(config: &Config, clock: Clock) -> anyhow::Result<App> {
    close_to_others(config)
        .with_context(|| format!("failed making the data folder `{}` private", config.data.dir.display()))?;
    let keys = open_keys(config)?;
    let bus = cluster::bus(config, clock.clone()).await?;
    let app = App::open(Options {
        database_url: config.database_url().expose_secret().to_owned(),
        pool_size: config.database.readers,
        writers: usize::try_from(config.database.writers).unwrap_or(1),
        clock,
        bus,
        files: files(config)?,
        seal_key: SealKey::new(keys.audit.expose()),
        reactions: REACTIONS,
    })
    .await
    .context("failed opening the database")?;
    let witness = Witness::of(&config.data.dir);
    head::begin(&app, witness.read()?.as_ref()).await.context("failed sealing the activity log")?;
    if let (Some(email), Some(password)) = (&config.admin.email, &config.admin.password) {
        staff::ensure_first_admin(&app, email, password.expose_secret())
            .await
            .context("failed creating the first super_admin")?;
    }
    Ok(app)
}

/// What is kept here is for this server alone, also where an older version or somebody's umask left it open.
fn close_to_others(config: &Config) -> std::io::Result<()> {
    let found = private_files::close(&config.data.dir, config.sqlite_file().as_deref())?;
    if found.tightened > 0 {
        tracing::warn!(event = "data_folder_closed_to_others", changed = found.tightened);
    }
    for path in found.not_ours {
        tracing::warn!(event = "data_open_to_others", path = %path.display(), "others may read it, and it is not ours to change");
    }
    Ok(())
}

fn open_keys(config: &Config) -> Result<Keys, KeyError> {
    Keys::open(&config.data.dir, config.tokens.signing_key.as_ref(), config.cluster.bus_key.as_ref())
}

/// Where a configuration keeps files.
///
/// # Errors
/// When the folder cannot be made, or S3 is asked for without a bucket.
pub fn files(config: &Config) -> anyhow::Result<FileStore> {
    let files = &config.files;
    let store = match files.backend {
        FilesBackend::Local => FileStore::folder(&config.data.dir.join("files"))?,
        FilesBackend::S3 => {
            let s3 = &files.s3;
            let secret = s3.secret_access_key.as_ref().map(|secret| secret.expose_secret().to_owned());
            FileStore::s3(S3Options {
                bucket: s3.bucket.clone().context("files are on S3, but `files.s3.bucket` is not set")?,
                region: s3.region.clone(),
                endpoint: s3.endpoint.clone(),
                key: s3.access_key_id.clone().zip(secret),
                allow_http: s3.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://")),
                prefix: s3.prefix.clone(),
            })?
        }
    };
    Ok(store.with_limits(FileLimits {
        max_bytes: files.max_bytes,
        max_pixels: files.max_pixels,
        keep_unused: chrono::TimeDelta::hours(i64::from(files.unsent_hours)),
        bytes_per_day_and_network: files.bytes_per_day_and_address,
        bytes_per_day: files.bytes_per_day,
        disk_reserve: files.disk_reserve_bytes,
        ..FileLimits::default()
    }))
}

/// A server that answers.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Cancelled to end it.
    pub stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl Running {
    /// Waits until it has ended.
    pub async fn ended(mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Starts a server on an open domain.
///
/// # Errors
/// What cannot be started: a bad address, a port that is taken, keys that others may read.
pub async fn start(config: Config, app: App) -> anyhow::Result<Running> {
    let config = Arc::new(config);
    let keys = open_keys(&config)?;
    let clock = app.clone();
    let verifier =
        Arc::new(Verifier::new(&config.tokens, &keys, &(Arc::new(move || clock.now().timestamp()) as _))?);
    let limits = Arc::new(RateLimits::new(&config.limits, cluster::shared_window(&app)));
    let origins = Origins::parse(&config.http.cors_origin, config.http.cors_credentials)?;
    take_over_key(&config, &app).await.context("failed storing the configured API key")?;
    let metrics = Metrics::start()?;
    let stop = CancellationToken::new();
    let grace = Duration::from_secs(config.realtime.offline_grace_seconds);
    let application =
        Application::new(app.clone(), Arc::clone(&verifier), origins.clone(), Arc::clone(&limits), grace);
    let room = room(&config);
    let sockets = Sockets::new(engine_config(&config, room), application);
    socket::listen(&app, &sockets);
    let context = Context::new(
        app.clone(),
        verifier,
        Arc::clone(&config),
        metrics.clone(),
        sockets.clone(),
        stop.clone(),
    );
    let service = router(context, Arc::clone(&limits), &origins);
    let address = SocketAddr::new(config.http.bind, config.http.port);
    let listener = listener::bind(address, config.http.backlog)
        .with_context(|| format!("failed listening on {address}"))?;
    let address = listener.local_addr()?;
    logins::watch::begin(&app).await.context("failed reading the newest revocations")?;
    presence::keep_lease(&app).await.context("failed announcing this node")?;
    let mut tasks = JoinSet::new();
    tasks.spawn(listen(
        listener,
        service,
        Limits::new(&config.http, room)?,
        stop.clone(),
        app.clone(),
        sockets.clone(),
        Arc::clone(&config),
    ));
    let lost = Arc::new(Lost::default());
    {
        let lost = Arc::clone(&lost);
        app.on_loss(Arc::new(move || lost.note()));
    }
    let heads = Duration::from_secs(config.realtime.heads_seconds);
    tasks.spawn(until(
        stop.clone(),
        socket::announce_heads(app.clone(), sockets.clone(), heads, Arc::clone(&lost)),
    ));
    tasks.spawn(until(stop.clone(), socket::announce_stale_lists(sockets.clone())));
    tasks.spawn(until(stop.clone(), socket::watch_tokens(sockets.clone())));
    if app.bus_status().is_some() {
        tasks.spawn(until(stop.clone(), socket::check_seats_after_loss(sockets, lost)));
    }
    keep_tidy(&mut tasks, &stop, &app, limits);
    tasks.spawn(jobs::runner::run(app.clone(), stop.clone()));
    tasks.spawn(until(stop.clone(), tidy_presence(app.clone())));
    tasks.spawn(until(stop.clone(), search::index::follow(app.clone())));
    tasks.spawn(until(stop.clone(), inbox::follow::follow(app.clone())));
    tasks.spawn(Witness::of(&config.data.dir).keep_following(app.clone(), stop.clone()));
    tasks.spawn(metrics.keep_small(stop.clone()));
    tracing::info!(event = "server_started", %address, node = %app.node());
    Ok(Running { address, stop, tasks })
}

/// The API key of the configuration counts, and those of earlier configurations no longer do. Only a server that starts
/// does this: the command line may be called without the service's environment.
async fn take_over_key(config: &Config, app: &App) -> Result<(), Error> {
    let key = config.tokens.api_key.as_ref().map(ExposeSecret::expose_secret);
    if key.is_none() && app.bus_status().is_some() {
        // One node of several may not have been told: it does not revoke what the others are configured with.
        let count = api_keys::configured::count(app).await?;
        if count > 0 {
            tracing::warn!(
                event = "configured_api_key_kept",
                count,
                "LIAISON_API_KEY is not set on this node: the key of an earlier configuration is accepted until it is \
                 revoked"
            );
        }
        return Ok(());
    }
    let outcome = api_keys::configured::take_over(app, key).await?;
    for id in outcome.revoked {
        tracing::warn!(
            event = "configured_api_key_revoked",
            key = id.0,
            "LIAISON_API_KEY was replaced or removed"
        );
    }
    if let Some(since) = outcome.refused_since {
        tracing::error!(
            event = "configured_api_key_refused",
            %since,
            "LIAISON_API_KEY names a key that was revoked: it is not accepted; configure a new one"
        );
    }
    Ok(())
}

/// Serves until told to stop; then sends sockets away in slices, and ends this node's presence.
async fn listen(
    listener: TcpListener,
    service: axum::Router,
    limits: Limits,
    stop: CancellationToken,
    app: App,
    sockets: Sockets,
    config: Arc<Config>,
) {
    let drained = {
        let (sockets, config, stop) = (sockets.clone(), Arc::clone(&config), stop.clone());
        tokio::spawn(async move {
            stop.cancelled().await;
            drain(&sockets, &config).await
        })
    };
    let requests = listener::serve(listener, service, limits, stop).await;
    let sockets_left = drained.await.unwrap_or_default();
    if let Err(error) = presence::end_lease(&app).await {
        tracing::warn!(event = "lease_not_ended", %error);
    }
    app.flush_bus().await;
    tracing::info!(event = "server_stopped", requests_cut = requests.cut, sockets_left);
}

/// Sends sockets away a share at a time, each told when to come back, so that they do not return all at once.
async fn drain(sockets: &Sockets, config: &Config) -> usize {
    let connected = sockets.stats().connections;
    let share = usize::from(config.realtime.drain_percent_per_second);
    let retry_after = ServerDrain { retry_after_ms: 1000 + 1000 * (connected / 500) };
    sockets
        .drain(Drain {
            slice: (connected * share / 100).max(50),
            interval: Duration::from_secs(1),
            close_packet: Packet::new(ServerDrain::NAME, &retry_after).ok(),
            deadline: Duration::from_secs(config.http.shutdown_seconds),
        })
        .await
}

/// What is done again and again while the server runs.
fn keep_tidy(tasks: &mut JoinSet<()>, stop: &CancellationToken, app: &App, limits: Arc<RateLimits>) {
    let mut every = |period, name, work: Work| drop(tasks.spawn(every(stop.clone(), period, name, work)));
    let on = |work: fn(App) -> Doing| -> Work {
        let app = app.clone();
        Box::new(move || work(app.clone()))
    };
    every(presence::RENEWAL, "lease", on(|app| Box::pin(async move { presence::keep_lease(&app).await })));
    every(
        SNOOZES,
        "snoozes",
        on(|app| Box::pin(async move { tickets::snooze::end_what_is_over(&app).await })),
    );
    every(MINUTE, "login_attempts", on(|app| Box::pin(async move { logins::attempts::sweep(&app).await })));
    every(10 * MINUTE, "unused_files", on(|app| Box::pin(remove_unused_files(app))));
    let sweep = move || -> Doing {
        limits.sweep();
        Box::pin(async { Ok(()) })
    };
    every(MINUTE, "rate_limits", Box::new(sweep));
    if app.bus_status().is_some() {
        every(watch::INTERVAL, "revocations", on(|app| Box::pin(async move { watch::look(&app).await })));
        every(watch::INTERVAL, "settings", on(|app| Box::pin(async move { settings::watch(&app).await })));
        every(MINUTE, "rate_windows", on(|app| Box::pin(async move { rate_windows::sweep(&app).await })));
    }
}

const MINUTE: Duration = Duration::from_secs(60);
/// How late an agent may learn that a party wrote in a snoozed ticket.
const SNOOZES: Duration = Duration::from_secs(5);

async fn tidy_presence(app: App) {
    let mut ticks = tokio::time::interval(presence::RENEWAL);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = app.presence().doubted() => {}
        }
        if let Err(error) = presence::tidy(&app).await {
            tracing::warn!(event = "presence_not_tidied", %error);
            // What could not be put right is tried again at the next tick.
            ticks.tick().await;
        }
    }
}

async fn remove_unused_files(app: App) -> Result<(), Error> {
    let removed = remove_unused(&app).await?;
    if removed > 0 {
        tracing::info!(event = "unused_files_removed", removed);
    }
    Ok(())
}

async fn until(stop: CancellationToken, task: impl Future<Output = ()>) {
    stop.run_until_cancelled(task).await;
}

/// As many connections as the system lets us have beside everything else.
fn room(config: &Config) -> Room {
    let room = descriptors::room(config, descriptors::raise());
    let Room { descriptors, connections, connections_per_ip } = room;
    if room.is_less_than(config) {
        tracing::warn!(
            event = "connections_capped",
            descriptors,
            connections,
            connections_per_ip,
            configured = config.http.max_connections,
            "the limit of open files (`ulimit -Hn`, `LimitNOFILE`) leaves no room for more"
        );
    } else {
        tracing::info!(event = "connections_possible", descriptors, connections, connections_per_ip);
    }
    room
}

fn engine_config(config: &Config, room: Room) -> EngineConfig {
    let realtime = &config.realtime;
    EngineConfig {
        ping_interval: Duration::from_secs(realtime.ping_interval_seconds),
        ping_timeout: Duration::from_secs(realtime.ping_timeout_seconds),
        connect_timeout: Duration::from_secs(realtime.connect_seconds),
        max_payload: realtime.max_frame_bytes,
        max_attachments: realtime.max_attachments,
        max_queue_bytes: realtime.queue_bytes,
        max_packets_per_second: realtime.packets_per_second,
        packet_burst: realtime.packets_per_second.saturating_mul(4),
        max_connections: room.connections,
        max_connections_per_ip: room.connections_per_ip,
        ..EngineConfig::default()
    }
}

/// Ends the server on SIGTERM and SIGINT; the second one ends the process at once.
///
/// # Errors
/// When the system does not deliver signals.
pub async fn stop_on_signal(stop: CancellationToken) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        for asked in 0..2 {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if asked == 0 {
                tracing::info!(event = "server_stopping");
                stop.cancel();
            } else {
                std::process::exit(130);
            }
        }
    });
    Ok(())
}
