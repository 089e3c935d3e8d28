//! `liaison token`

use std::sync::Arc;

use clap::Args;
use liaison_domain::{clock::Clock, logins::commands::begin_by_email};
use uuid::Uuid;

use crate::{
    auth::{Verifier, own::Bearer},
    config::Config,
    keys::Keys,
    start::open,
};

/// Print an access token of a member of staff, for scripts and for trying things out.
#[derive(Debug, Clone, Args)]
pub struct TokenArgs {
    /// E-mail address of the member of staff.
    #[arg(long)]
    pub email: String,
}

/// Begins a login and prints its access token; whoever may read the data folder may do that anyway.
///
/// # Errors
/// When there is no such person, or the keys cannot be read.
pub async fn run(config: &Config, args: &TokenArgs) -> anyhow::Result<()> {
    let app = open(config, Clock::system()).await?;
    let keys =
        Keys::open(&config.data.dir, config.tokens.signing_key.as_ref(), config.cluster.bus_key.as_ref())?;
    let clock = app.clone();
    let verifier = Verifier::new(&config.tokens, &keys, &(Arc::new(move || clock.now().timestamp()) as _))?;
    let grant = begin_by_email(&app, &args.email).await?;
    let sid = grant.identity.login.map_or(Uuid::nil(), |login| login.0);
    let minted = verifier.own().mint(Bearer { sid, person_id: grant.identity.id.0 })?;
    println!("{}", minted.token);
    Ok(())
}
