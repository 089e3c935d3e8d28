//! What follows when a ticket was given to somebody: its channels get their handler, and everybody is told.

use liaison_protocol::ids::{PersonId, TicketId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{access, snooze, status};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{self, card::Handler, participants},
    db::Tx,
    error::{Error, Result},
    messages::system::Notice,
};

/// Reacts inside the transaction of the decision.
pub(crate) async fn react(
    tx: &mut Tx,
    app: &App,
    id: TicketId,
    from: Option<PersonId>,
    to: Option<Identity>,
) -> Result<()> {
    let to = to.ok_or_else(|| Error::internal("a ticket does not wait in the queue"))?;
    let ticket = access::locked(tx, &Actor::System, access::Which::Ticket(id)).await?;
    let [brand, creator] = ticket.row.channels();
    let channels = [brand, creator, ticket.row.notes()];
    let handler = Handler::of(&to);
    if from.is_none() {
        for channel in channels {
            participants::set_handler(tx, channel, None, &handler).await?;
        }
        return Ok(());
    }
    let mut change: super::entity::ActiveModel = ticket.row.clone().into();
    change.updated_at = Set(tx.now());
    let row = change.update(tx.conn()).await?;
    // Whoever snoozed it made a plan for themselves.
    snooze::end(tx, row.id).await?;
    conversations::commands::lock(tx, channels.map(|id| id.0)).await?;
    for id in channels {
        participants::set_handler(tx, id, from, &handler).await?;
        conversations::commands::touch_access(tx, id).await?;
    }
    let notice = Notice::Reassigned { ticket: id, agent: &to };
    status::say_in_both(tx, app, &row, notice).await?;
    status::announce(tx, &access::Visible { handler, ..ticket }, &row)
}
