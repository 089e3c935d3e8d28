//! `liaison token`

use clap::Args;

/// Print an access token for a person, for trying things out.
#[derive(Debug, Clone, Args)]
pub struct TokenArgs {
    /// E-mail address, or chat identity such as `brand-12`.
    pub person: String,
}
