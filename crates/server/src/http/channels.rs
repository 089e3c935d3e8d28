//! Channels as reference A knows them: a token, the list, joining and leaving.

use axum::{
    Json,
    extract::{Extension, State},
    http::HeaderMap,
};
use liaison_domain::{
    actor::Actor,
    error::{Error, Result},
    messages::{membership, overview},
    tickets::{
        access::Which,
        channels::{self, Target},
        queries as tickets,
    },
};
use liaison_protocol::{
    auth::ChatToken,
    conversation::{ChannelType, Conversation},
    ids::{ConversationId, TicketId},
    page::Page,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Context,
    answer::Answer,
    auth::mint_within,
    extract::{Asked, At, Caller, Paging, Shown},
};
use crate::listener::{LocalAddr, host};

/// A token for the real-time connection, and where to connect. The token ends no later than the one that the call was
/// made with.
#[utoipa::path(get, path = "/chat/token", tag = "channels", responses((status = 200, body = ChatToken)))]
pub(super) async fn chat_token(
    State(context): State<Context>,
    Caller(actor): Caller,
    Extension(local): Extension<LocalAddr>,
    Shown(times): Shown,
    headers: HeaderMap,
) -> Answer<ChatToken> {
    let identity = actor.person()?;
    let minted = mint_within(&context, identity, times.bounds())?;
    Ok(Json(ChatToken {
        token: minted.token,
        expires_in: minted.expires_in,
        url: server_url(&context, &headers, local),
        path: "/socket.io".to_owned(),
        user_id: identity.public_id(),
        user: identity.person(),
    }))
}

/// The configured address; without one that which the caller used, if it can only be this server. A name that the
/// caller made up is not repeated: a client would take its token there.
fn server_url(context: &Context, headers: &HeaderMap, local: LocalAddr) -> String {
    match &context.config().http.public_url {
        Some(url) => url.clone(),
        None => host::of_this_server(headers, local)
            .map_or_else(|| "/".to_owned(), |host| format!("http://{host}")),
    }
}

/// The caller's channels, the most recently written to first.
#[utoipa::path(get, path = "/chat/channels", tag = "channels", params(Paging),
    responses((status = 200, body = Page<Conversation>)))]
pub(super) async fn list_channels(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Conversation>> {
    let (page, limit) = paging.checked()?;
    Ok(Json(overview::mine(context.app(), &actor, None, (page, limit)).await?))
}

/// One channel, or for staff and a legacy name both channels of the ticket.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum ChannelView {
    /// One channel.
    One(Box<Conversation>),
    /// Both channels of a ticket.
    Merged {
        /// The ticket.
        ticket_id: TicketId,
        /// Its channels.
        channels: Vec<Conversation>,
    },
}

/// A channel by name or conversation id, with members and read state.
#[utoipa::path(get, path = "/chat/channels/{channel}", tag = "channels",
    params(("channel" = String, Path, description = "a channel name or conversation id")),
    responses((status = 200, body = ChannelView)))]
pub(super) async fn get_channel(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(channel): At<String>,
) -> Answer<ChannelView> {
    let app = context.app();
    Ok(Json(match channels::resolve(app, &actor, &channel).await? {
        Target::One(id) => ChannelView::One(Box::new(overview::one(app, &actor, id).await?)),
        Target::Merged(ticket) => {
            let ticket = tickets::one(app, &actor, Which::Ticket(ticket)).await?;
            ChannelView::Merged { ticket_id: ticket.id, channels: ticket.channels }
        }
    }))
}

/// Which channel staff mean.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichChannel {
    /// The channel; only staff need to say.
    #[serde(alias = "channelType")]
    channel_type: Option<ChannelType>,
}

/// What joining or leaving gives.
#[derive(Serialize, ToSchema)]
pub(super) struct Membership {
    /// Always `true`.
    success: bool,
    /// The channel's name.
    channel_id: String,
    /// Its conversation.
    conversation_id: ConversationId,
    /// The channel as it is now.
    channel: Conversation,
}

/// Joins the caller's own channel of a ticket; staff name one, the brand's when they do not.
#[utoipa::path(post, path = "/chat/tickets/{ticket}/join", tag = "channels",
    params(("ticket" = i64, Path, description = "the ticket"), WhichChannel), responses((status = 200, body = Membership)))]
pub(super) async fn join_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(ticket): At<TicketId>,
    Asked(which): Asked<WhichChannel>,
) -> Answer<Membership> {
    let id = own_channel(&context, &actor, ticket, which.channel_type).await?;
    membership::join(context.app(), &actor, id).await?;
    Ok(Json(shown(&context, &actor, id).await?))
}

/// Leaves the caller's own channel of a ticket.
#[utoipa::path(post, path = "/chat/tickets/{ticket}/leave", tag = "channels",
    params(("ticket" = i64, Path, description = "the ticket"), WhichChannel), responses((status = 200, body = Membership)))]
pub(super) async fn leave_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(ticket): At<TicketId>,
    Asked(which): Asked<WhichChannel>,
) -> Answer<Membership> {
    let id = own_channel(&context, &actor, ticket, which.channel_type).await?;
    membership::leave(context.app(), &actor, id).await?;
    Ok(Json(shown(&context, &actor, id).await?))
}

async fn own_channel(
    context: &Context,
    actor: &Actor,
    ticket: TicketId,
    wanted: Option<ChannelType>,
) -> Result<ConversationId> {
    let ticket = tickets::one(context.app(), actor, Which::Ticket(ticket)).await?;
    // A party has one channel in its view of the ticket, whatever it asks for.
    let found = match ticket.channels.as_slice() {
        [only] => Some(only),
        channels => channels
            .iter()
            .find(|channel| channel.channel_type == Some(wanted.unwrap_or(ChannelType::BrandAgent))),
    };
    found.map(|channel| channel.id).ok_or_else(Error::not_found)
}

async fn shown(context: &Context, actor: &Actor, id: ConversationId) -> Result<Membership> {
    let channel = overview::one(context.app(), actor, id).await?;
    let name = channel.channel.clone().unwrap_or_else(|| id.to_string());
    Ok(Membership { success: true, channel_id: name, conversation_id: id, channel })
}
