//! `liaison serve`

use liaison_domain::clock::Clock;

use crate::{
    config::Loaded,
    panic,
    start::{open, start, stop_on_signal},
    telemetry::start_log,
};

/// Runs the server until it is told to stop.
///
/// # Errors
/// What cannot be started.
pub async fn run(loaded: Loaded) -> anyhow::Result<()> {
    let Loaded { config, secrets } = loaded;
    start_log(&config.log, secrets)?;
    panic::log_panics();
    let app = open(&config, Clock::system()).await?;
    let running = start(config, app).await?;
    stop_on_signal(running.stop.clone()).await?;
    running.ended().await;
    Ok(())
}
