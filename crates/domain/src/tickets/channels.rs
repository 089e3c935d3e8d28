//! What the name of a channel in a request means to the caller.

use liaison_protocol::{
    channel_name::ChannelName,
    ids::{ConversationId, OrderId, TicketId},
    side::Side,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity;
use crate::{
    actor::Actor,
    app::App,
    conversations::access,
    error::{Error, Result},
};

/// What a name in a request leads the caller to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One conversation.
    One(ConversationId),
    /// Both channels of a ticket, merged: what staff get for the legacy name.
    Merged(TicketId),
}

/// The conversation of a ticket that is not there. It is looked for like every other one: a refusal takes the same
/// steps whether something is absent or not the caller's.
const NOWHERE: ConversationId = ConversationId(Uuid::nil());

/// Finds what a name or id in a request means to the caller: 404 when it must look absent.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<Target> {
    let read = app.db().read();
    let found = match ChannelName::parse(name).ok_or_else(Error::not_found)? {
        ChannelName::Conversation(id) => Target::One(id),
        ChannelName::Ticket(ticket, channel) => {
            let row = ticket_row(read, entity::Column::Id.eq(ticket.0)).await?;
            Target::One(row.and_then(|row| row.channel(channel.side())).unwrap_or(NOWHERE))
        }
        ChannelName::Notes(ticket) => {
            let row = ticket_row(read, entity::Column::Id.eq(ticket.0)).await?;
            Target::One(row.map_or(NOWHERE, |row| row.notes()))
        }
        ChannelName::Legacy(OrderId(order)) => {
            let row = ticket_row(read, entity::Column::OrderId.eq(order)).await?;
            match actor.kind().map(|kind| kind.side()) {
                // To staff every order is visible, so there is nothing to hide in how this ends.
                Some(Side::Staff) | None => {
                    Target::Merged(row.map(|row| TicketId(row.id)).ok_or_else(Error::not_found)?)
                }
                // Whoever has no channel in any ticket takes the same steps.
                Some(side) => Target::One(row.and_then(|row| row.channel(side)).unwrap_or(NOWHERE)),
            }
        }
    };
    // Whatever was found, only what the caller may read is there.
    match found {
        Target::One(id) => access::readable(read, actor, id).await.map(|_| found),
        Target::Merged(ticket) => {
            let row = ticket_row(read, entity::Column::Id.eq(ticket.0)).await?;
            let channel = row.and_then(|row| row.channel(Side::Brand)).unwrap_or(NOWHERE);
            access::readable(read, actor, channel).await.map(|_| found)
        }
    }
}

/// Like [`resolve`], for calls that need one conversation.
pub async fn resolve_one(app: &App, actor: &Actor, name: &str) -> Result<ConversationId> {
    match resolve(app, actor, name).await? {
        Target::One(id) => Ok(id),
        Target::Merged(_) => {
            Err(Error::invalid("channel", "names both channels of the ticket; use one of them"))
        }
    }
}

async fn ticket_row(
    conn: &impl ConnectionTrait,
    which: sea_orm::sea_query::Expr,
) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find().filter(which).one(conn).await?)
}
