//! What follows from what: one match from what happened, or from a job that is due, to the features that react. A feature
//! that must act on what another one did is named here and nowhere else, so that features never call upwards.

use liaison_protocol::{
    ids::{ConversationId, PersonId, TicketId},
    job::JobKind,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    actor::Actor,
    app::App,
    db::Tx,
    deals,
    error::{Error, Result},
    facts::ItemKind,
    happened::{Happened, Reactions},
    sessions, tickets, viewing, work,
};

/// The reactions of all features.
pub const REACTIONS: Reactions = Reactions {
    to: |tx, app, actor, happened| Box::pin(react(tx, app, actor, happened)),
    job: |tx, app, kind, args| Box::pin(run(tx, app, kind, args)),
};

async fn react(tx: &mut Tx, app: &App, actor: &Actor, happened: Happened) -> Result<()> {
    match happened {
        Happened::OrderCreated { order } => {
            tickets::create::for_order(tx, app, actor, order, None).await.map(drop)
        }
        Happened::OrderChanging { order } => {
            tickets::access::lock(tx, tickets::access::Which::Order(order)).await
        }
        Happened::OrderRenamed { order, title } => tickets::status::rename(tx, order, &title).await,
        Happened::OrderMoved { order, status, revision_count } => {
            tickets::status::say_order_status(tx, app, order, status, revision_count).await
        }
        Happened::NodeLeft { node } => viewing::commands::forget_node(tx, node).await,
        Happened::StaffChanging => work::turns::take(tx).await,
        Happened::StaffChanged => work::commands::offer(tx, app, actor).await,
        Happened::StaffLeaves { person } => work::returning::leaves(tx, app, person).await,
        Happened::StaffCame { person } => {
            work::turns::take(tx).await?;
            work::returning::came_online(tx, person).await?;
            work::commands::offer(tx, app, actor).await
        }
        Happened::StaffWent { person } => work::returning::went_offline(tx, person).await,
        Happened::CaseChanging { item } => match item.kind {
            ItemKind::Ticket => {
                tickets::access::lock(tx, tickets::access::Which::Ticket(TicketId(item.id))).await
            }
            ItemKind::Session => sessions::access::lock(tx, item.id).await.map(drop),
        },
        Happened::Assigned { item, from, to } => match item.kind {
            ItemKind::Ticket => tickets::assigned::react(tx, app, TicketId(item.id), from, to).await,
            ItemKind::Session => sessions::assigned::react(tx, app, item.id, from, to).await,
        },
        Happened::PartyWrote { item } => sessions::assistant::heard(tx, item).await,
    }
}

async fn run(tx: &mut Tx, app: &App, kind: JobKind, args: &Value) -> Result<()> {
    match kind {
        JobKind::SnoozeEnds => {
            let AboutTicket { ticket } = read(args)?;
            tickets::snooze::end_if_over(tx, app, ticket).await
        }
        JobKind::CasesReturn => {
            let AboutPerson { person } = read(args)?;
            work::returning::return_cases(tx, app, person).await
        }
        JobKind::AssistantTurn => {
            let AboutSession { session } = read(args)?;
            sessions::assistant::take_turn(tx, app, session).await
        }
        JobKind::SessionTimesOut => {
            let AboutSession { session } = read(args)?;
            sessions::waiting::time_out(tx, app, session).await
        }
        JobKind::FlowTimer => {
            let AboutTime { conversation, entry, timer } = read(args)?;
            deals::timers::fire(tx, app, conversation, entry, &timer).await
        }
        JobKind::Probe => Ok(()),
    }
}

/// The arguments of a job about a ticket.
#[derive(Deserialize)]
struct AboutTicket {
    ticket: TicketId,
}

/// The arguments of a job about a live chat.
#[derive(Deserialize)]
struct AboutSession {
    session: i64,
}

/// The arguments of a job about a time of a deal.
#[derive(Deserialize)]
struct AboutTime {
    conversation: ConversationId,
    entry: u64,
    timer: String,
}

/// The arguments of a job about a person.
#[derive(Deserialize)]
struct AboutPerson {
    person: PersonId,
}

fn read<T: DeserializeOwned>(args: &Value) -> Result<T> {
    T::deserialize(args).map_err(Error::internal)
}
