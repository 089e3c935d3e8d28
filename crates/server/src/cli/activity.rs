//! `liaison activity`

use liaison_domain::{activity::queries::prove, clock::Clock};

use crate::{config::Config, start::open};

/// Proves that nobody has changed the activity log.
///
/// # Errors
/// When somebody has, and when the database cannot be read.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let app = open(config, Clock::system()).await?;
    let proof = prove(&app).await?;
    if let Some(id) = proof.broken_at {
        anyhow::bail!("the activity log was changed: entry {id} is not what was written");
    }
    println!("the activity log is whole: {} entries", proof.entries);
    Ok(())
}
