//! What a client says: an event with its arguments, and how to answer it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::Error as JsonError;

use crate::layer::{Link, Text};
use crate::outbox::Pushed;
use crate::outgoing::{EmitError, ack_parcel};

/// An event from a client.
#[derive(Debug)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub args: Args,
    /// Its binary attachments; the arguments refer to them by `{"_placeholder":true,"num":<index>}`.
    pub attachments: Vec<Bytes>,
    /// How to answer it, when the client wants an answer.
    pub ack: Option<Ack>,
}

/// The answer of a client to [`Socket::emit_with_ack`](crate::Socket::emit_with_ack).
#[derive(Debug)]
pub struct Answer {
    /// Its arguments.
    pub args: Args,
    /// Its binary attachments.
    pub attachments: Vec<Bytes>,
}

/// Arguments as they arrived: valid JSON, not looked at further. Shares the bytes of the message.
#[derive(Debug, Clone)]
pub struct Args {
    text: Text,
    /// Elements before the first argument: the name of an event.
    skip: usize,
}

impl Args {
    pub(crate) fn of_event(array: Text) -> Self {
        Self { text: array, skip: 1 }
    }

    pub(crate) fn of_ack(array: Text) -> Self {
        Self { text: array, skip: 0 }
    }

    /// The JSON array as it arrived; that of an event begins with its name.
    #[must_use]
    pub fn as_json(&self) -> &str {
        self.text.as_str()
    }

    /// Reads all arguments, into a tuple or a vector. Further arguments are ignored.
    ///
    /// # Errors
    /// When they are not of that type, or too few.
    pub fn all<'a, T: Deserialize<'a>>(&'a self) -> Result<T, JsonError> {
        self.read(Wanted::All)
    }

    /// Reads the first argument. Further arguments are ignored.
    ///
    /// # Errors
    /// When there is none, or not of that type.
    pub fn first<'a, T: Deserialize<'a>>(&'a self) -> Result<T, JsonError> {
        self.read(Wanted::First)
    }

    fn read<'a, T: Deserialize<'a>>(&'a self, wanted: Wanted) -> Result<T, JsonError> {
        let mut deserializer = serde_json::Deserializer::from_str(self.text.as_str());
        deserializer.deserialize_seq(ArgsVisitor { skip: self.skip, wanted, of: PhantomData })
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    All,
    First,
}

struct ArgsVisitor<T> {
    skip: usize,
    wanted: Wanted,
    of: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ArgsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of arguments")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        for _name in 0..self.skip {
            seq.next_element::<IgnoredAny>()?;
        }
        let value = match self.wanted {
            Wanted::All => T::deserialize(SeqAccessDeserializer::new(&mut seq))?,
            Wanted::First => {
                seq.next_element()?.ok_or_else(|| serde::de::Error::custom("missing argument"))?
            }
        };
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(value)
    }
}

/// The one answer to an event. May be kept, and sent from anywhere; dropping it leaves the event unanswered.
#[derive(Debug)]
#[must_use = "an event which asks for an answer should get one"]
pub struct Ack {
    link: Link,
    namespace: Arc<str>,
    id: u64,
}

impl Ack {
    pub(crate) fn new(link: Link, namespace: Arc<str>, id: u64) -> Self {
        Self { link, namespace, id }
    }

    /// Answers with one argument.
    ///
    /// # Errors
    /// When it cannot be written as JSON, or the client is gone or too slow.
    pub fn send(self, argument: &(impl Serialize + ?Sized)) -> Result<(), EmitError> {
        let array = serde_json::to_string(&[argument])?;
        self.send_json(&array, Vec::new())
    }

    /// Answers with several arguments, given as a tuple or a slice, and with binary attachments.
    ///
    /// # Errors
    /// When they cannot be written as a JSON array, or the client is gone or too slow.
    pub fn send_args(
        self,
        args: &(impl Serialize + ?Sized),
        attachments: Vec<Bytes>,
    ) -> Result<(), EmitError> {
        let array = serde_json::to_string(args)?;
        if !array.starts_with('[') {
            return Err(EmitError::NotAnArray);
        }
        self.send_json(&array, attachments)
    }

    /// Sends a JSON array written already.
    fn send_json(self, array: &str, attachments: Vec<Bytes>) -> Result<(), EmitError> {
        let parcel = ack_parcel(array, &self.namespace, self.id, attachments);
        self.link.emit(&parcel)
    }
}

impl Link {
    /// Sends a packet of an application, and says what became of it.
    pub(crate) fn emit(&self, parcel: &crate::outbox::Parcel) -> Result<(), EmitError> {
        let largest = parcel.largest();
        if largest > self.0.rules.config.max_direct_bytes {
            return Err(EmitError::TooLarge(largest));
        }
        match self.0.push(parcel, crate::outbox::Class::Direct) {
            Pushed::Queued { .. } => Ok(()),
            Pushed::Overflow => Err(EmitError::SlowConsumer),
            _ => Err(EmitError::Closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(array: &str) -> Args {
        Args::of_event(Text::after(array.to_owned().into(), 0))
    }

    #[test]
    fn arguments_are_read_without_the_name() {
        let args = event("[\"a\",1,\"b\"]");
        assert_eq!(args.all::<(u8, &str)>().unwrap(), (1, "b"));
        assert_eq!(args.first::<u8>().unwrap(), 1);
        assert_eq!(args.all::<Vec<serde_json::Value>>().unwrap().len(), 2);
    }

    #[test]
    fn too_few_or_wrong_arguments_are_an_error_and_more_are_not() {
        assert!(event("[\"a\"]").first::<u8>().is_err());
        assert!(event("[\"a\",1]").all::<(u8, u8)>().is_err());
        assert!(event("[\"a\",\"x\"]").first::<u8>().is_err());
        assert_eq!(event("[\"a\",1,2]").all::<(u8,)>().unwrap(), (1,));
    }
}
