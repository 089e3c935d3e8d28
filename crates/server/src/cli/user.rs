//! `liaison user add`

use clap::{Args, Subcommand};

/// Manage staff.
#[derive(Debug, Clone, Args)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: UserAction,
}

/// What to do with staff.
#[derive(Debug, Clone, Subcommand)]
pub enum UserAction {
    /// Add a member of staff. The password is read from standard input.
    Add(AddUserArgs),
}

/// A new member of staff.
#[derive(Debug, Clone, Args)]
pub struct AddUserArgs {
    /// E-mail address to log in with.
    #[arg(long)]
    pub email: String,
    /// Name.
    #[arg(long)]
    pub name: String,
    /// Role: `agent`, `team_lead`, `supervisor`, `admin` or `super_admin`.
    #[arg(long)]
    pub role: String,
    /// Team.
    #[arg(long)]
    pub team: Option<String>,
}
