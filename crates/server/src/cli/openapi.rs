//! `liaison openapi`

use std::path::PathBuf;

use clap::Args;

/// Print the OpenAPI document.
#[derive(Debug, Clone, Args)]
pub struct OpenapiArgs {
    /// File to write to instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
