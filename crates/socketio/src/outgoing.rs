//! An event to be sent, written once for all who receive it.

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use thiserror::Error;

use crate::outbox::Parcel;
use crate::packet::{Reply, encode};

/// An event in its final form. Cloning, and sending to many, shares the bytes.
#[derive(Debug, Clone)]
pub struct Packet {
    /// Written for the main namespace, which most are sent to.
    parcel: Parcel,
    /// Where the JSON array begins in its text.
    data_at: usize,
}

/// Why something was not sent.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The payload could not be written as JSON.
    #[error("writing the payload failed: {0}")]
    Serialize(#[from] serde_json::Error),
    /// Arguments must be written as a JSON array: a tuple, a slice, a vector.
    #[error("arguments are not an array")]
    NotAnArray,
    /// One message is larger than the connection's whole allowance.
    #[error("message of {0} bytes exceeds the allowance of a connection")]
    TooLarge(usize),
    /// The socket, or its connection, is closed.
    #[error("socket is closed")]
    Closed,
    /// Too much waits for this client already; its connection is being closed.
    #[error("client reads too slowly")]
    SlowConsumer,
}

impl Packet {
    /// An event with one argument.
    ///
    /// # Errors
    /// When the argument cannot be written as JSON.
    pub fn new(event: &str, argument: &(impl Serialize + ?Sized)) -> Result<Self, EmitError> {
        Ok(Self::from_array(&serde_json::to_string(&(event, argument))?, Vec::new()))
    }

    /// An event with several arguments, given as a tuple or a slice, and with binary attachments. The
    /// arguments refer to an attachment by `{"_placeholder":true,"num":<its index>}`.
    ///
    /// # Errors
    /// When the arguments cannot be written as a JSON array.
    pub fn with_args(
        event: &str,
        args: &(impl Serialize + ?Sized),
        attachments: Vec<Bytes>,
    ) -> Result<Self, EmitError> {
        let args = serde_json::to_string(args)?;
        let inner =
            args.strip_prefix('[').and_then(|args| args.strip_suffix(']')).ok_or(EmitError::NotAnArray)?;
        let name = serde_json::to_string(event)?;
        let comma = if inner.is_empty() { "" } else { "," };
        Ok(Self::from_array(&format!("[{name}{comma}{inner}]"), attachments))
    }

    fn from_array(array: &str, attachments: Vec<Bytes>) -> Self {
        let parcel = event_parcel(array, "/", None, attachments);
        let data_at = parcel.text.len() - array.len();
        Self { parcel, data_at }
    }

    /// Bytes of its text.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.parcel.text.len()
    }

    /// The form which goes to sockets of a namespace; shares the bytes when that is the main one.
    pub(crate) fn for_namespace(&self, namespace: &str) -> Parcel {
        if namespace == "/" { self.parcel.clone() } else { self.with_ack(namespace, None) }
    }

    /// The form which asks for an ack.
    pub(crate) fn with_ack(&self, namespace: &str, id: Option<u64>) -> Parcel {
        let array = self.parcel.text.as_str().get(self.data_at..).unwrap_or("[]");
        let attachments = self.parcel.attachments.clone();
        let count = attachments.as_deref().map_or(0, <[Bytes]>::len);
        Parcel { text: encode(Reply::Event(array), namespace, id, count).into(), attachments }
    }
}

fn event_parcel(array: &str, namespace: &str, id: Option<u64>, attachments: Vec<Bytes>) -> Parcel {
    let text = encode(Reply::Event(array), namespace, id, attachments.len()).into();
    Parcel { text, attachments: shared(attachments) }
}

/// The answer to an event.
pub(crate) fn ack_parcel(array: &str, namespace: &str, id: u64, attachments: Vec<Bytes>) -> Parcel {
    let text = encode(Reply::Ack(array), namespace, Some(id), attachments.len()).into();
    Parcel { text, attachments: shared(attachments) }
}

fn shared(attachments: Vec<Bytes>) -> Option<Arc<[Bytes]>> {
    (!attachments.is_empty()).then(|| attachments.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_is_written_once_and_fits_every_namespace() {
        let packet = Packet::new("a", &1).unwrap();
        assert_eq!(packet.for_namespace("/").text.as_str(), "42[\"a\",1]");
        assert_eq!(packet.for_namespace("/n").text.as_str(), "42/n,[\"a\",1]");
        assert_eq!(packet.with_ack("/n", Some(7)).text.as_str(), "42/n,7[\"a\",1]");
    }

    #[test]
    fn arguments_follow_the_name() {
        let packet = Packet::with_args("a", &(1, "b"), vec![Bytes::from_static(b"x")]).unwrap();
        assert_eq!(packet.for_namespace("/").text.as_str(), "451-[\"a\",1,\"b\"]");
        let none: [u8; 0] = [];
        assert_eq!(
            Packet::with_args("a", &none, vec![]).unwrap().for_namespace("/").text.as_str(),
            "42[\"a\"]"
        );
        assert!(matches!(Packet::with_args("a", &1, vec![]), Err(EmitError::NotAnArray)));
    }
}
