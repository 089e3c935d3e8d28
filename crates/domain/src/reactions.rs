//! What follows from what: one match from a job to the feature that does it. A feature that must act on what another one
//! did is named here and nowhere else, so that features never call upwards.

use liaison_protocol::{ids::TicketId, job::JobKind};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    app::App,
    db::Tx,
    error::{Error, Result},
    tickets,
};

/// Does what a job is about, inside the transaction that also removes the job.
pub(crate) async fn run(tx: &mut Tx, app: &App, kind: JobKind, args: &Value) -> Result<()> {
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

fn read<T: serde::de::DeserializeOwned>(args: &Value) -> Result<T> {
    T::deserialize(args).map_err(Error::internal)
}
