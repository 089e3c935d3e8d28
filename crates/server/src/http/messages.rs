//! Conversations and messages as reference C knows them.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    deals::direct,
    error::{Error, Result},
    messages::{
        change, overview,
        post::{self, PostMessage},
        queries::{self as log, Stretch},
        reading::{self, ReadUpTo},
    },
    tickets::{
        channels::{self, Target},
        messages as ticket_messages,
    },
};
use liaison_protocol::{
    conversation::Conversation,
    error_code::ErrorCode,
    ids::MessageId,
    message::{EditMessage, LogPage, MarkSeen, Message, ReadState, SendMessage, SentMessage, UnreadCount},
    page::Page,
};
use serde::Deserialize;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{self, Asked, At, Body, Caller, Paging},
};

/// The caller's conversations, the most recently written to first.
#[utoipa::path(get, path = "/messages/conversations", tag = "messages", params(Paging),
    responses((status = 200, body = Page<Conversation>)))]
pub(super) async fn list_conversations(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Conversation>> {
    let (page, limit) = paging.checked()?;
    Ok(Json(overview::mine(context.app(), &actor, None, (page, limit)).await?))
}

/// Which stretch of a log.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StretchParams {
    /// Messages before this position.
    before_seq: Option<i64>,
    /// Every entry after this position.
    after_seq: Option<i64>,
    /// Number of the page, from 1, counted from the newest; instead of a position.
    #[param(minimum = 1)]
    page: Option<i64>,
    /// Items at most, 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

impl StretchParams {
    /// The stretch and its limit, checked.
    pub(super) fn checked(&self) -> Result<(Stretch, u64)> {
        let limit = extract::limit(self.limit)?;
        let stretch = match (self.before_seq, self.after_seq, self.page) {
            (Some(_), Some(_), _) => {
                return Err(Error::with_message(
                    ErrorCode::QueryMalformed,
                    "before_seq and after_seq cannot be combined",
                ));
            }
            (Some(seq), None, _) if seq < 1 => return Err(Error::invalid("before_seq", "must be 1 or more")),
            (None, Some(seq), _) if seq < 0 => return Err(Error::invalid("after_seq", "must be 0 or more")),
            (Some(seq), None, _) => Stretch::Before(seq),
            (None, Some(seq), _) => Stretch::After(seq),
            (None, None, None) => Stretch::Newest,
            (None, None, page) => match extract::page(page)? {
                1 => Stretch::Newest,
                page => Stretch::Page(page),
            },
        };
        Ok((stretch, limit))
    }
}

/// Messages of a conversation, oldest first. With `after_seq` every entry of the log, so that a gap can be filled.
#[utoipa::path(get, path = "/messages/conversations/{id}/messages", tag = "messages",
    params(("id" = String, Path, description = "a conversation id or channel name"), StretchParams),
    responses((status = 200, body = LogPage)))]
pub(super) async fn list_messages(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
    Asked(stretch): Asked<StretchParams>,
) -> Answer<LogPage> {
    let (stretch, limit) = stretch.checked()?;
    let app = context.app();
    Ok(Json(match channels::resolve(app, &actor, &name).await? {
        Target::One(id) => log::page(app, &actor, id, stretch, limit).await?,
        Target::Merged(ticket) => {
            ticket_messages::read(app, &actor, ticket, None, stretch, None, limit).await?
        }
    }))
}

/// Posts a message: in a conversation, or with `receiver_id` alone in the direct conversation with that person.
#[utoipa::path(post, path = "/messages/send", tag = "messages", request_body = SendMessage,
    responses((status = 200, body = SentMessage)))]
pub(super) async fn send_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<SendMessage>,
) -> Answer<SentMessage> {
    let app = context.app();
    let id = match (&body.conversation_id, &body.receiver_id) {
        (Some(name), _) => channels::resolve_one(app, &actor, name).await?,
        (None, Some(receiver)) => direct::open(app, &actor, receiver).await?,
        (None, None) => return Err(Error::invalid("conversation_id", "must be given").into()),
    };
    let command = PostMessage {
        text: body.message,
        media_url: body.media_url,
        attachment_ids: body.attachment_ids,
        client_id: body.client_id,
        ..PostMessage::default()
    };
    Ok(Json(SentMessage { success: true, message: post::post(app, &actor, id, command).await? }))
}

/// Says how far the caller has read; everything when no position is given.
#[utoipa::path(post, path = "/messages/conversations/{id}/seen", tag = "messages",
    params(("id" = String, Path, description = "a conversation id or channel name")),
    request_body(content = Option<MarkSeen>), responses((status = 200, body = ReadState)))]
pub(super) async fn mark_seen(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
    body: Option<Body<MarkSeen>>,
) -> Answer<ReadState> {
    let app = context.app();
    let id = channels::resolve_one(app, &actor, &name).await?;
    let body = body.map(|Body(body)| body).unwrap_or_default();
    let up_to = ReadUpTo::of(body.message_id, body.seq);
    Ok(Json(reading::mark_read(app, &actor, id, up_to).await?))
}

/// Unread messages of the caller in all conversations.
#[utoipa::path(get, path = "/messages/unread-count", tag = "messages", responses((status = 200, body = UnreadCount)))]
pub(super) async fn unread_count(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Answer<UnreadCount> {
    Ok(Json(overview::unread_total(context.app(), &actor).await?))
}

/// Replaces the text of the caller's own message.
#[utoipa::path(patch, path = "/messages/{id}", tag = "messages",
    params(("id" = uuid::Uuid, Path, description = "the message")), request_body = EditMessage,
    responses((status = 200, body = Message)))]
pub(super) async fn edit_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<MessageId>,
    Body(body): Body<EditMessage>,
) -> Answer<Message> {
    Ok(Json(change::edit(context.app(), &actor, id, &body.text).await?))
}

/// Removes a message's text and files: the author's own, or any as supervisor and above.
#[utoipa::path(delete, path = "/messages/{id}", tag = "messages",
    params(("id" = uuid::Uuid, Path, description = "the message")), responses((status = 204)))]
pub(super) async fn delete_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<MessageId>,
) -> Result<StatusCode, Refused> {
    change::delete(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
