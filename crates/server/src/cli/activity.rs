//! `liaison activity`

use anyhow::{Context as _, bail};
use clap::Args;
use liaison_domain::{
    activity::proof::{self, Fault, prove},
    clock::Clock,
};

use crate::{activity_witness::Witness, config::Config, start::open};

/// Prove that the activity log was not changed, truncated or replaced.
#[derive(Debug, Clone, Args)]
pub struct ActivityArgs {
    /// Accept that entries are missing, for example after a backup was restored. The log records it.
    #[arg(long, requires = "reason")]
    pub accept: bool,
    /// The reason for accepting it.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// Proves it, or accepts what is wrong.
///
/// # Errors
/// When something is wrong and not accepted, and when the log cannot be read.
pub async fn run(config: &Config, args: &ActivityArgs) -> anyhow::Result<()> {
    let witness = Witness::of(&config.data.dir);
    // Before the database is opened: that may bring the file up to date.
    let known = witness.read()?;
    let app = open(config, Clock::system()).await?;
    let proof = prove(&app, known.as_ref()).await?;
    match (proof.fault, args.accept) {
        (None, _) => {
            println!("the activity log is intact: {} entries", proof.entries);
            if known.is_none() {
                witness.follow(&app).await?;
                println!("its head was not stored in this data folder yet; now it is");
            }
        }
        (Some(fault @ Fault::Changed(_)), true) => {
            bail!("the activity log was changed: {fault}. This cannot be accepted; restore a backup")
        }
        (Some(fault), true) => {
            let reason = args.reason.as_deref().unwrap_or_default();
            let head = proof::accept(&app, &fault, reason).await?.context("the log has no head")?;
            witness.keep(&head)?;
            println!("accepted and recorded as entry {}: {fault}", head.entries);
        }
        (Some(fault), false) => bail!("the activity log was changed: {fault}"),
    }
    Ok(())
}
