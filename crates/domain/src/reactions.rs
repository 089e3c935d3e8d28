//! What follows from what: one match from what happened, or from a job that is due, to the features that react. A feature
//! that must act on what another one did is named here and nowhere else, so that features never call upwards.

use liaison_protocol::{ids::TicketId, job::JobKind};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    actor::Actor,
    app::App,
    db::Tx,
    error::{Error, Result},
    happened::{Happened, Reactions},
    tickets, viewing,
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
        Happened::StaffLeaves { person } => tickets::reassign::give_back(tx, app, person).await,
    }
}

async fn run(tx: &mut Tx, app: &App, kind: JobKind, args: &Value) -> Result<()> {
    match kind {
        JobKind::SnoozeEnds => {
            let AboutTicket { ticket } = read(args)?;
            tickets::snooze::end_if_over(tx, app, ticket).await
        }
        JobKind::Probe => Ok(()),
    }
}

/// The arguments of a job about a ticket.
#[derive(Deserialize)]
struct AboutTicket {
    ticket: TicketId,
}

fn read<T: DeserializeOwned>(args: &Value) -> Result<T> {
    T::deserialize(args).map_err(Error::internal)
}
