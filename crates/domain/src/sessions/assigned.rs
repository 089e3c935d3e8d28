//! What follows when a chat was given to someone, or came back into the queue.

use liaison_protocol::{ids::PersonId, session::SessionStatus};

use super::{access, commands, waiting};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{
        self,
        card::{Card, Handler},
        participants,
    },
    db::Tx,
    error::{Error, Result},
    messages::system::{self, Notice},
    work::{self, Phase},
};

/// Reacts inside the transaction of the decision.
pub(crate) async fn react(
    tx: &mut Tx,
    app: &App,
    session: i64,
    from: Option<PersonId>,
    to: Option<Identity>,
) -> Result<()> {
    let row = access::lock(tx, session).await?;
    let row = row.ok_or_else(|| Error::internal("a case without its chat"))?;
    let (id, item) = (row.conversation(), row.item());
    conversations::commands::lock(tx, [id.0]).await?;
    match (&to, from) {
        (Some(agent), _) => {
            participants::set_handler(tx, id, from, &Handler::of(agent)).await?;
        }
        (None, Some(from)) => participants::clear_handler(tx, id, from).await?,
        (None, None) => {}
    }
    conversations::commands::touch_access(tx, id).await?;
    if row.status.0 == SessionStatus::Ended {
        return Ok(());
    }
    let card = Card::load(tx.conn(), id).await?;
    let status = match &to {
        Some(agent) => {
            waiting::stop_waiting(tx, row.id).await?;
            system::say(tx, app, &card, Notice::SessionAssigned { agent }).await?;
            SessionStatus::Assigned
        }
        None => {
            system::say(tx, app, &card, Notice::SessionQueued).await?;
            waiting::start_waiting(tx, app, row.id).await?;
            SessionStatus::Waiting
        }
    };
    commands::set_status(tx, row, status).await?;
    let moved = (status.as_str(), Phase::Open);
    work::commands::note_status(tx, &Actor::System, item, moved).await.map(drop)
}
