//! Who says something: a person, or one of those that are no people.

use liaison_protocol::{
    ids::PersonId,
    message::{MessageType, Sender},
    public_id,
    side::{Side, UserType},
};
use sea_orm::entity::prelude::*;

use crate::{actor::Identity, people::queries::NameTag};

/// The kind of an author, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum AuthorKind {
    /// A person.
    Person,
    /// The assistant of a live chat.
    Assistant,
    /// A flow that drives the conversation.
    Flow,
    /// The server itself.
    System,
    /// The host's server.
    Host,
}

/// Who says something now.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Author<'a> {
    /// A person, on a side of the conversation.
    Person(&'a Identity, Side),
    /// The assistant of a live chat.
    Assistant,
    /// A flow that guides the conversation.
    Flow,
    /// The server itself.
    System,
}

impl Author<'_> {
    pub(crate) fn kind(self) -> AuthorKind {
        match self {
            Self::Person(..) => AuthorKind::Person,
            Self::Assistant => AuthorKind::Assistant,
            Self::Flow => AuthorKind::Flow,
            Self::System => AuthorKind::System,
        }
    }

    /// The person, when it is one.
    pub(crate) fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(identity, _) => Some(identity.id),
            Self::Assistant | Self::Flow | Self::System => None,
        }
    }

    /// The role in the case under which it is stored and shown.
    pub(crate) fn role(self) -> &'static str {
        match self {
            Self::Person(_, Side::Staff) => "agent",
            Self::Person(_, side) => side.as_str(),
            Self::Assistant => "assistant",
            Self::Flow => "flow",
            Self::System => "system",
        }
    }

    pub(crate) fn message_type(self) -> MessageType {
        match self {
            Self::Person(..) => MessageType::UserInput,
            Self::Assistant | Self::Flow => MessageType::Automated,
            Self::System => MessageType::System,
        }
    }

    /// How it is shown.
    pub(crate) fn sender(self) -> Sender {
        match self {
            Self::Person(identity, _) => Sender {
                id: Some(identity.id),
                public_id: identity.public_id(),
                name: identity.name.clone(),
                kind: kind_word(identity.kind).to_owned(),
            },
            Self::Assistant | Self::Flow | Self::System => sender(self.kind(), None, None),
        }
    }
}

/// How the author of a stored message is shown. `tag` names the person; one who is not known is shown as the server.
pub(crate) fn sender(kind: AuthorKind, person: Option<i64>, tag: Option<&NameTag>) -> Sender {
    let nobody = |public_id: &str, name: &str, kind: &str| Sender {
        id: None,
        public_id: public_id.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
    };
    match (kind, person, tag) {
        (AuthorKind::Person, Some(id), Some(tag)) => Sender {
            id: Some(PersonId(id)),
            public_id: public_id::of(tag.kind, PersonId(id)),
            name: tag.name.clone(),
            kind: kind_word(tag.kind).to_owned(),
        },
        (AuthorKind::Assistant, ..) => nobody(public_id::ASSISTANT, "Assistant", "assistant"),
        (AuthorKind::Person | AuthorKind::Flow | AuthorKind::System | AuthorKind::Host, ..) => {
            nobody(public_id::SYSTEM, "System", "system")
        }
    }
}

/// The kind of a sender: staff of every role are `agent` to those who read.
fn kind_word(kind: UserType) -> &'static str {
    if kind.is_staff() { "agent" } else { kind.as_str() }
}
