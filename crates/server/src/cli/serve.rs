//! `liaison serve`

use clap::Args;

/// Run the server.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Do not bring the database up to date first.
    #[arg(long)]
    pub no_migrate: bool,
}
