//! Messages of a ticket: a party's own channel whatever it asks for; staff both, or the one they name; and notes.

use std::borrow::Cow;

use liaison_protocol::{
    conversation::ChannelType,
    ids::{ConversationId, TicketId},
    message::{LogPage, Message, SentMessage},
    side::Side,
    ticket::{PostNote, PostTicketMessage},
};

use super::access::{self, Visible, Which};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    messages::{
        post::{self, PostMessage},
        queries::{self, Stretch},
    },
};

impl Visible {
    /// The channel the caller means: parties have one, staff must say with which party.
    fn channel(&self, wanted: Option<Side>) -> Option<ConversationId> {
        self.row.channel(if self.side == Side::Staff { wanted? } else { self.side })
    }
}

/// Reads messages. Staff who name no channel get both merged by time; positions then have no common order, so
/// older ones are asked for by message.
pub async fn read(
    app: &App,
    actor: &Actor,
    id: TicketId,
    wanted: Option<Side>,
    stretch: Stretch,
    before_message: Option<liaison_protocol::ids::MessageId>,
    limit: u64,
) -> Result<LogPage> {
    let ticket = access::visible(app.db().read(), actor, Which::Ticket(id)).await?;
    match ticket.channel(wanted) {
        Some(channel) => queries::page(app, actor, channel, stretch, limit).await,
        None if matches!(stretch, Stretch::Newest) => {
            queries::merged(app, actor, ticket.row.channels(), before_message, limit).await
        }
        None => Err(Error::invalid(
            "channelType",
            "is required together with a position, because each channel has its own positions",
        )),
    }
}

/// Posts a message.
pub async fn send(app: &App, actor: &Actor, id: TicketId, command: PostTicketMessage) -> Result<SentMessage> {
    let ticket = access::visible(app.db().read(), actor, Which::Ticket(id)).await?;
    let channel = ticket
        .channel(command.channel_type.map(ChannelType::side))
        .ok_or_else(|| Error::invalid("channel_type", "must be brand_agent or creator_agent"))?;
    let message = PostMessage {
        text: command.text,
        media_url: command.media_url,
        attachment_ids: command.attachment_ids,
        client_id: command.client_id,
        target_tab: command.target_tab.filter(|_| ticket.side == Side::Staff),
        ..PostMessage::default()
    };
    let message = post::post(app, actor, channel, message).await?;
    let message = queries::for_side(Cow::Owned(message), ticket.side).into_owned();
    Ok(SentMessage { success: true, message })
}

/// Reads the staff-only notes of a ticket.
pub async fn notes(app: &App, actor: &Actor, id: TicketId, stretch: Stretch, limit: u64) -> Result<LogPage> {
    let ticket = access::noted(app.db().read(), actor, id).await?;
    queries::page(app, actor, ticket.row.notes(), stretch, limit).await
}

/// Adds a note. Every colleague may.
pub async fn add_note(app: &App, actor: &Actor, id: TicketId, command: PostNote) -> Result<Message> {
    let ticket = access::noted(app.db().read(), actor, id).await?;
    let note = PostMessage { text: command.text, client_id: command.client_id, ..PostMessage::default() };
    post::post(app, actor, ticket.row.notes(), note).await
}
