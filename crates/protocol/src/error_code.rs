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

            /// The sentence used when the place that failed has nothing better to say.
            pub const fn message(self) -> &'static str {
                match self { $(ErrorCode::$name => $message,)* }
            }
        }
    };
}

catalog! {
    BodyMalformed, "BODY_MALFORMED", 400, "the body cannot be read as the JSON this call expects";
    QueryMalformed, "QUERY_MALFORMED", 400, "a query parameter cannot be read";
    HeaderMalformed, "HEADER_MALFORMED", 400, "a header cannot be read";
    PathMalformed, "PATH_MALFORMED", 400, "an id in the path cannot be read";
    TokenMissing, "TOKEN_MISSING", 401, "this call needs a token";
    TokenInvalid, "TOKEN_INVALID", 401, "the token is not accepted";
    TokenExpired, "TOKEN_EXPIRED", 401, "the token has expired";
    LoginFailed, "LOGIN_FAILED", 401, "e-mail or password is wrong";
    PersonDeactivated, "PERSON_DEACTIVATED", 401, "this account is not active";
    Forbidden, "FORBIDDEN", 403, "your role does not allow this";
    IdentityMismatch, "IDENTITY_MISMATCH", 403, "an id in the request is not the one of the token";
    ScopeMissing, "SCOPE_MISSING", 403, "the API key lacks the scope for this call";
    OriginRefused, "ORIGIN_REFUSED", 403, "requests from this origin are not accepted";
    NotFound, "NOT_FOUND", 404, "there is nothing here that you may see";
    RouteUnknown, "ROUTE_UNKNOWN", 404, "there is no such path";
    MethodNotAllowed, "METHOD_NOT_ALLOWED", 405, "this path does not answer to that method";
    RequestTimeout, "REQUEST_TIMEOUT", 408, "the request arrived too slowly";
    ChannelFrozen, "CHANNEL_FROZEN", 409, "the channel is closed for new messages";
    ChatNotOpen, "CHAT_NOT_OPEN", 409, "free text is not open in this conversation";
    Conflict, "CONFLICT", 409, "the request does not fit the present state";
    TicketExists, "TICKET_EXISTS", 409, "the order has a ticket already";
    NoAgent, "NO_AGENT", 409, "there is no active agent to take the ticket";
    AgentUnavailable, "AGENT_UNAVAILABLE", 409, "that person cannot take tickets";
    EmailTaken, "EMAIL_TAKEN", 409, "another account uses this e-mail";
    ShortcutTaken, "SHORTCUT_TAKEN", 409, "another template has this shortcut";
    LabelTaken, "LABEL_TAKEN", 409, "another label has this name";
    PersonKindMismatch, "PERSON_KIND_MISMATCH", 409, "this external id belongs to a person of another kind";
    MessageDeleted, "MESSAGE_DELETED", 409, "the message was deleted";
    FileInUse, "FILE_IN_USE", 409, "the file belongs to another message";
    MetadataRemains, "METADATA_REMAINS", 409, "files may still say something of their maker; name them in `confirm_metadata` to relay them as they are";
    ConversationMoved, "CONVERSATION_MOVED", 409, "the conversation changed while the message was on its way; send it again";
    PayloadTooLarge, "PAYLOAD_TOO_LARGE", 413, "the request is larger than this call allows";
    MediaTypeUnsupported, "MEDIA_TYPE_UNSUPPORTED", 415, "the content type is not accepted here";
    Invalid, "INVALID", 422, "a value is missing or not allowed";
    MessageEmpty, "MESSAGE_EMPTY", 422, "a message needs text or an attachment";
    MessageTooLong, "MESSAGE_TOO_LONG", 422, "the message is too long";
    FileTypeRefused, "FILE_TYPE_REFUSED", 422, "files of this type are not accepted";
    RateLimited, "RATE_LIMITED", 429, "too many requests; try again later";
    HeadersTooLarge, "HEADERS_TOO_LARGE", 431, "the headers are larger than the server accepts";
    EventUnknown, "EVENT_UNKNOWN", 400, "there is no such event";
    Internal, "INTERNAL", 500, "the server failed; the request id helps to find out why";
    Unavailable, "UNAVAILABLE", 503, "a part this call needs is not available; try again later";
    ServerBusy, "SERVER_BUSY", 503, "the server has too much to do at the moment; try again in a few seconds";
    StorageFull, "STORAGE_FULL", 507, "the server has no room to store this";
    UploadQuotaReached, "UPLOAD_QUOTA_REACHED", 507, "no more can be uploaded today";
}

/// Every refused call, REST or socket acknowledgement, has this shape.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// Always `false`.
    #[schema(example = false)]
    pub success: bool,
    /// A sentence for a person.
    pub message: String,
    /// A name for a program.
    pub error_code: ErrorCode,
    /// Facts that help to repair the request; an object, empty when there are none.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
}
