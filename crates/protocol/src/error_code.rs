//! The error catalog: every code a client can meet, its HTTP status and its sentence.
//!
//! A code is part of the contract: it is never renamed or reused. The reference `docs/reference/errors.md` is
//! generated from this table.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! catalog {
    ($($name:ident, $code:tt, $status:literal, $message:literal;)*) => {
        /// What went wrong, as a stable name. The doc of each variant is its default sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum ErrorCode {
            $(#[doc = $message] #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code, in the order of the catalog.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name),*];

            /// The name as it is sent: `TICKET_CLOSED`.
            pub const fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $code,)* }
            }

            /// The HTTP status a REST call answers with.
            pub const fn status(self) -> u16 {
                match self { $(ErrorCode::$name => $status,)* }
            }

            /// The message used when the failing code has nothing more specific to say.
            pub const fn message(self) -> &'static str {
                match self { $(ErrorCode::$name => $message,)* }
            }
        }
    };
}

catalog! {
    BodyMalformed, "BODY_MALFORMED", 400, "the body cannot be parsed as the JSON this call expects";
    QueryMalformed, "QUERY_MALFORMED", 400, "a query parameter cannot be parsed";
    HeaderMalformed, "HEADER_MALFORMED", 400, "a header cannot be parsed";
    PathMalformed, "PATH_MALFORMED", 400, "an id in the path is malformed";
    TokenMissing, "TOKEN_MISSING", 401, "this call requires a token";
    TokenInvalid, "TOKEN_INVALID", 401, "the token was not accepted";
    TokenExpired, "TOKEN_EXPIRED", 401, "the token has expired";
    LoginFailed, "LOGIN_FAILED", 401, "wrong email or password";
    PersonDeactivated, "PERSON_DEACTIVATED", 401, "this account is deactivated";
    Forbidden, "FORBIDDEN", 403, "you do not have permission to do this";
    FlowRoleInvalid, "FLOW_ROLE_INVALID", 403, "this action is for another role";
    IdentityMismatch, "IDENTITY_MISMATCH", 403, "an id in the request does not match the token";
    ScopeMissing, "SCOPE_MISSING", 403, "the API key lacks the required scope";
    OriginRefused, "ORIGIN_REFUSED", 403, "requests from this origin are not allowed";
    NotFound, "NOT_FOUND", 404, "not found, or you do not have access to it";
    RouteUnknown, "ROUTE_UNKNOWN", 404, "no such route";
    MethodNotAllowed, "METHOD_NOT_ALLOWED", 405, "this route does not support this method";
    RequestTimeout, "REQUEST_TIMEOUT", 408, "the request arrived too slowly";
    ChannelFrozen, "CHANNEL_FROZEN", 409, "the channel does not accept new messages";
    ChatNotOpen, "CHAT_NOT_OPEN", 409, "free text is not allowed in this conversation";
    FlowStateInvalid, "FLOW_STATE_INVALID", 409, "this action is not possible in the current state";
    Conflict, "CONFLICT", 409, "the request conflicts with the current state";
    TicketExists, "TICKET_EXISTS", 409, "the order already has a ticket";
    NoAgent, "NO_AGENT", 409, "no active agent can take the ticket";
    AgentUnavailable, "AGENT_UNAVAILABLE", 409, "this person cannot take tickets";
    EmailTaken, "EMAIL_TAKEN", 409, "another account uses this email";
    ShortcutTaken, "SHORTCUT_TAKEN", 409, "another template has this shortcut";
    LabelTaken, "LABEL_TAKEN", 409, "another label has this name";
    PersonKindMismatch, "PERSON_KIND_MISMATCH", 409, "this external id belongs to a different kind of person";
    MessageDeleted, "MESSAGE_DELETED", 409, "the message was deleted";
    FileInUse, "FILE_IN_USE", 409, "the file is attached to another message";
    MetadataRemains, "METADATA_REMAINS", 409, "files may still reveal who made them; list them in `confirm_metadata` to relay them as they are";
    ConversationMoved, "CONVERSATION_MOVED", 409, "the conversation changed while the message was being sent; send it again";
    PayloadTooLarge, "PAYLOAD_TOO_LARGE", 413, "the request is larger than this call allows";
    MediaTypeUnsupported, "MEDIA_TYPE_UNSUPPORTED", 415, "the content type is not supported here";
    Invalid, "INVALID", 422, "a value is missing or not allowed";
    MessageEmpty, "MESSAGE_EMPTY", 422, "a message needs text or an attachment";
    MessageTooLong, "MESSAGE_TOO_LONG", 422, "the message is too long";
    FileTypeRefused, "FILE_TYPE_REFUSED", 422, "files of this type are not accepted";
    RateLimited, "RATE_LIMITED", 429, "too many requests; try again later";
    HeadersTooLarge, "HEADERS_TOO_LARGE", 431, "the headers are larger than the server accepts";
    EventUnknown, "EVENT_UNKNOWN", 400, "no such event";
    Internal, "INTERNAL", 500, "internal error; include the request id when you report it";
    Unavailable, "UNAVAILABLE", 503, "a required service is unavailable; try again later";
    ServerBusy, "SERVER_BUSY", 503, "the server is overloaded; try again in a few seconds";
    StorageFull, "STORAGE_FULL", 507, "the server is out of storage space";
    UploadQuotaReached, "UPLOAD_QUOTA_REACHED", 507, "today's upload limit has been reached";
}

/// Every refused call, REST or socket acknowledgement, has this shape.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// Always `false`.
    #[schema(example = false)]
    pub success: bool,
    /// A message for people.
    pub message: String,
    /// A stable code for programs.
    pub error_code: ErrorCode,
    /// Facts that help to fix the request; an object, empty when there are none.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
}
