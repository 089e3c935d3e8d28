//! `liaison demo`

use clap::Args;

/// Create demonstration people, orders and tickets, where they do not exist yet.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Print logins and tokens as JSON.
    #[arg(long)]
    pub json: bool,
}
