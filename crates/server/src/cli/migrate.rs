//! `liaison migrate`

use liaison_domain::clock::Clock;

use crate::{config::Config, start::open};

/// Brings the database up to date. `serve` does the same when it starts.
///
/// # Errors
/// What the database says.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    open(config, Clock::system()).await?;
    println!("the database is up to date");
    Ok(())
}
