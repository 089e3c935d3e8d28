//! The project's own commands, as `cargo xtask <command>`: run, test, gen, tidy and bench.
//!
//! One file a command. It depends on almost nothing, so that the first command on a fresh clone starts within
//! seconds and the long compile happens inside a step that reports progress.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod command;
mod generate;
mod npm;
mod pages;
mod paths;
mod run;
mod services;
mod test;
mod tidy;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs, tests and tidies Liaison")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the server and starts it on SQLite under ./data, with demo data
    Run(run::Options),
    /// Runs every test, and installs or starts what they need
    Test(test::Options),
    /// Writes the generated files again; with --check, only says whether they are stale
    Gen(generate::Options),
    /// Checks the project rules that no compiler knows
    Tidy,
    /// Measures the engine beside its peer, in one run
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Gen(options) => generate::run(&options),
        Command::Tidy => tidy::run(),
        Command::Bench(options) => bench::run(&options),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
