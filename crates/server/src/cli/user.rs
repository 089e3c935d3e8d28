//! `liaison user add`

use anyhow::Context as _;
use clap::{Args, Subcommand};
use liaison_domain::{actor::Actor, clock::Clock, people::staff, work};
use liaison_protocol::{
    side::UserType,
    staff::{CreateStaff, StaffRole},
};

use crate::{config::Config, start::open};

/// Manage staff from the command line.
#[derive(Debug, Clone, Args)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What to do with staff.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Add a member of staff. The password is read from standard input.
    Add(AddArgs),
}

/// A new member of staff.
#[derive(Debug, Clone, Args)]
pub struct AddArgs {
    /// Email address to log in with.
    #[arg(long)]
    pub email: String,
    /// Display name.
    #[arg(long)]
    pub name: String,
    /// agent, team_lead, supervisor, admin or super_admin.
    #[arg(long, default_value = "agent", value_parser = role)]
    pub role: StaffRole,
    /// Team.
    #[arg(long)]
    pub team: Option<String>,
    /// Open tickets at most.
    #[arg(long)]
    pub capacity: Option<i32>,
}

fn role(text: &str) -> Result<StaffRole, String> {
    serde_json::from_value(text.into()).map_err(|_| {
        let known: Vec<_> =
            UserType::ALL.iter().filter(|kind| kind.is_staff()).map(|kind| kind.as_str()).collect();
        format!("must be one of {}", known.join(", "))
    })
}

/// Does it.
///
/// # Errors
/// What is refused, in the words of the domain.
pub async fn run(config: &Config, args: &UserArgs) -> anyhow::Result<()> {
    let UserCommand::Add(args) = &args.command;
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("failed reading the password from standard input")?;
    let app = open(config, Clock::system()).await?;
    let command = CreateStaff {
        name: args.name.clone(),
        email: args.email.clone(),
        role: args.role,
        password: Some(password.trim_end_matches(['\r', '\n']).to_owned()),
        team: args.team.clone(),
        skills: Vec::new(),
        capacity: args.capacity,
    };
    let id = staff::create(&app, &Actor::System, command).await?;
    let member = work::staff::one(&app, id).await?;
    println!("{} {} ({})", member.public_id, member.name, member.role);
    Ok(())
}
