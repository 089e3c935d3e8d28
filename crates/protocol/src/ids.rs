//! Ids as types, so that a ticket's id can never be passed where an order's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! number_id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = i64, minimum = 1)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

number_id! {
    /// A person: brand, creator, customer, visitor or staff.
    PersonId
    /// An order of the host application.
    OrderId
    /// A campaign or a bid.
    OfferId
    /// One mediated case about one order.
    TicketId
    /// A key of the host's server.
    ApiKeyId
    /// A reusable text for staff.
    TemplateId
    /// A label for tickets.
    LabelId
    /// One decision about who handles a case.
    AssignmentId
}

uuid_id! {
    /// A conversation: an ordered log of messages. UUIDv7.
    ConversationId
    /// A message, or another entry of a conversation's log. UUIDv7.
    MessageId
    /// An uploaded file. UUIDv7.
    FileId
    /// A login: one refresh token family, revoked as one. UUIDv7.
    LoginId
    /// A running server process. A new one at every start. UUIDv7.
    NodeId
}
