//! The command line: one file per command.

pub mod backup;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod openapi;
pub mod reference;
pub mod serve;
pub mod token;
pub mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Loaded, Problems, Sources, load};

/// A self-hosted conversation server.
#[derive(Debug, Parser)]
#[command(name = "liaison", version, about, propagate_version = true)]
pub struct Cli {
    /// Configuration file. Default: LIAISON_CONFIG, else `liaison.toml` when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the configuration and everything that the server depends on.
    Doctor(doctor::DoctorArgs),
    /// Print a generated reference.
    Reference(reference::ReferenceArgs),
}

impl Cli {
    /// Reads and judges the configuration that this command line names.
    ///
    /// # Errors
    /// Everything that is wrong with it, together.
    pub fn load_config(&self) -> Result<Loaded, Problems> {
        load(&Sources::of_process(self.config.as_deref()))
    }
}

/// Does what the command line says.
///
/// # Errors
/// What went wrong, for a person to read.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Reference(args) => {
            print!("{}", reference::text(args.which));
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor(args) => {
            let loaded = match cli.load_config() {
                Ok(loaded) => loaded,
                Err(problems) => {
                    print!("{}", doctor::Report::of_unusable_config(&problems));
                    return Ok(ExitCode::FAILURE);
                }
            };
            let report = doctor::run(doctor::checks(&loaded.config)).await;
            print!("{}", if args.json { report.json() } else { report.to_string() });
            Ok(if report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
