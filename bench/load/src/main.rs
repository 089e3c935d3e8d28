//! The load of the benchmarks: `cargo xtask bench` starts servers and runs this program against each of them.
//!
//! It has one thread on purpose: the other processor is the server's. Every scenario says which share of that thread
//! it used, because figures of a load program that was itself the limit say nothing about the server. The last line
//! printed is the result as JSON.

#![expect(clippy::indexing_slicing, reason = "what is not there in a JSON value is null, it does not panic")]

use anyhow::Result;
use clap::{Parser, Subcommand};
use serde_json::{Map, Value};

mod conversations;
mod idle;
mod jobs;
mod logins;
mod measured;
mod send;
mod socket;
mod storm;

#[derive(Parser)]
#[command(name = "liaison-load", about = "Socket.IO clients by the thousand")]
struct Cli {
    #[command(flatten)]
    server: conversations::Server,
    #[command(subcommand)]
    scenario: Scenario,
}

#[derive(Subcommand)]
enum Scenario {
    /// Connections that do nothing: what each costs in memory, and how many are let in per second
    #[command(args_override_self = true)]
    Idle(idle::Options),
    /// Jobs that are all due at the same moment: how many are run per second
    #[command(args_override_self = true)]
    Jobs(jobs::Options),
    /// Messages that are acknowledged and delivered: how many per second, and how long each takes
    #[command(args_override_self = true)]
    Send(send::Options),
    /// Wrong passwords by the hundred at once: how long others wait, and what memory it takes
    #[command(args_override_self = true)]
    Logins(logins::Options),
    /// All connections cut at once while messages go on: how long until everybody is back and has everything
    #[command(args_override_self = true)]
    Storm(storm::Options),
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result: Map<String, Value> = tokio::task::LocalSet::new().block_on(&runtime, async {
        match &cli.scenario {
            Scenario::Idle(options) => idle::run(&cli.server, options).await,
            Scenario::Jobs(options) => jobs::run(&cli.server, options).await,
            Scenario::Send(options) => send::run(&cli.server, options).await,
            Scenario::Logins(options) => logins::run(&cli.server, options).await,
            Scenario::Storm(options) => storm::run(&cli.server, options).await,
        }
    })?;
    println!("{}", Value::Object(result));
    Ok(())
}
