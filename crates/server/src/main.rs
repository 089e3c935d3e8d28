//! The program `liaison`.

use std::process::ExitCode;

use clap::Parser as _;
use liaison_server::{
    cli::{self, Cli},
    private_files,
};

#[tokio::main]
async fn main() -> ExitCode {
    private_files::create_privately();
    match cli::run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("liaison: {error:#}");
            ExitCode::FAILURE
        }
    }
}
