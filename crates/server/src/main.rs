//! The program `liaison`.

use std::process::ExitCode;

use clap::Parser as _;
use liaison_server::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match cli::run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("liaison: {error:#}");
            ExitCode::FAILURE
        }
    }
}
