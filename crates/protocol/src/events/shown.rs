//! A message in an event, as one side sees it. A message that all sides see alike is written as JSON once.

use std::{borrow::Cow, rc::Rc};

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::message::{Hidden, Message};

/// What is sent in the place of a message. On the wire it is a [`SomeMessage`].
#[derive(Serialize)]
#[serde(untagged)]
pub enum ShownMessage<'a> {
    /// As everybody sees it, written before.
    Written(Rc<RawValue>),
    /// As this side sees it.
    One(Box<Cow<'a, Message>>),
    /// Its place, for a side that may not read it.
    Hidden(Hidden),
}

/// A message, or only its place when the viewer may not read it.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum SomeMessage {
    /// The message.
    Message(Box<Message>),
    /// Its place.
    Hidden(Hidden),
}
