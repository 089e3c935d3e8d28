//! `liaison migrate`

use clap::Args;

/// Bring the database up to date.
#[derive(Debug, Clone, Args)]
pub struct MigrateArgs {
    /// Only say what would be done.
    #[arg(long)]
    pub dry_run: bool,
}
