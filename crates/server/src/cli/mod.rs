//! The command line: one file per command.

pub mod activity;
pub mod backup;
pub mod demo;
pub mod doctor;
pub mod flow;
pub mod migrate;
pub mod openapi;
pub mod reference;
pub mod serve;
pub mod token;
pub mod user;
pub mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Loaded, Problems, Sources, load};

/// A self-hosted conversation server.
#[derive(Debug, Parser)]
#[command(name = "liaison", version, about, propagate_version = true)]
pub struct Cli {
    /// Configuration file. Default: LIAISON_CONFIG, otherwise `liaison.toml` if it exists.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Run a server with demo people, orders and tickets.
    Demo(demo::DemoArgs),
    /// Manage staff.
    User(user::UserArgs),
    /// Print an access token for a member of staff.
    Token(token::TokenArgs),
    /// Check the configuration and everything the server depends on.
    Doctor(doctor::DoctorArgs),
    /// Prove that the activity log was not changed.
    Activity(activity::ActivityArgs),
    /// Print the API description (OpenAPI 3.1).
    Openapi,
    /// Back up database, files and keys to a new folder while the server runs.
    Backup(backup::BackupArgs),
    /// Check, draw, try and import definitions of guided deals.
    Flow(flow::FlowArgs),
    /// Try the queue and its assignment rule.
    Work(work::WorkArgs),
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
            show(&reference::text(args.which)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Openapi => {
            show(&openapi::text()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Flow(args) => {
            let (text, code) = flow::run(args)?;
            show(&text)?;
            Ok(code)
        }
        Command::Work(args) => {
            show(&work::run(args)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve => serve::run(cli.load_config()?).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => migrate::run(&cli.load_config()?.config).await.map(|()| ExitCode::SUCCESS),
        Command::Activity(args) => {
            activity::run(&cli.load_config()?.config, args).await.map(|()| ExitCode::SUCCESS)
        }
        Command::Demo(args) => demo::run(cli.load_config()?, args).await.map(|()| ExitCode::SUCCESS),
        Command::User(args) => user::run(&cli.load_config()?.config, args).await.map(|()| ExitCode::SUCCESS),
        Command::Token(args) => {
            token::run(&cli.load_config()?.config, args).await.map(|()| ExitCode::SUCCESS)
        }
        Command::Backup(args) => {
            backup::run(&cli.load_config()?.config, args).await.map(|()| ExitCode::SUCCESS)
        }
        Command::Doctor(args) => {
            let loaded = match cli.load_config() {
                Ok(loaded) => loaded,
                Err(problems) => {
                    print!("{}", doctor::Report::of_unusable_config(&problems));
                    return Ok(ExitCode::FAILURE);
                }
            };
            let mut checks = doctor::checks(&loaded.config);
            checks.push(Box::pin(doctor::database(loaded.config.clone())));
            checks.push(Box::pin(doctor::jobs(loaded.config.clone())));
            checks.push(Box::pin(doctor::files(loaded.config.clone())));
            let report = doctor::run(checks).await;
            print!("{}", if args.json { report.json() } else { report.to_string() });
            Ok(if report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
    }
}

/// Prints a document. A reader that closes the pipe early (`| head`) is not an error.
fn show(text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
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
