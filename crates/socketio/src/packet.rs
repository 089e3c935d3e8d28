//! What a Socket.IO packet is: kind, attachments, namespace, ack id and JSON data in one line of text.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use thiserror::Error;

/// The largest ack id taken: JavaScript counts no further exactly.
const MAX_ACK_ID: u64 = (1 << 53) - 1;
/// The longest namespace taken, in bytes.
const MAX_NAMESPACE: usize = 256;
/// Names which client libraries use for events of their own.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/// What a packet is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Asks to connect to a namespace; the data, if any, is an object.
    Connect,
    /// Leaves a namespace.
    Disconnect,
    /// An event of this name; the data is the whole array, the name being its first element.
    Event {
        /// The name, unescaped.
        name: String,
    },
    /// The answer to an event; the data is an array.
    Ack,
}

/// A packet, its attachments still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WirePacket<'a> {
    /// What it is for.
    pub kind: Kind,
    /// The namespace, with its leading slash.
    pub namespace: &'a str,
    /// The id to answer under (event), or answered to (ack).
    pub id: Option<u64>,
    /// How many binary messages follow; `None` when the packet is of a kind which has none.
    pub attachments: Option<usize>,
    /// The JSON data as it was sent; empty when there is none.
    pub data: &'a str,
}

/// Why a text is not a Socket.IO packet that a client may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PacketError {
    /// The first character names no kind that a client may send.
    #[error("unknown packet kind")]
    UnknownKind,
    /// The number of attachments is missing or absurd.
    #[error("malformed attachment count")]
    Attachments,
    /// The namespace is too long.
    #[error("namespace too long")]
    Namespace,
    /// The ack id is missing, not expected, or beyond 2^53.
    #[error("malformed ack id")]
    AckId,
    /// The data is not what a packet of this kind carries.
    #[error("malformed data")]
    Data,
    /// The event has a name which is reserved.
    #[error("reserved event name")]
    ReservedName,
}

/// Reads one packet, without the leading Engine.IO kind.
///
/// The data is checked to be JSON of the right shape and otherwise left alone. Nesting costs no stack.
///
/// # Errors
/// When the text is not a packet that a client may send.
pub fn parse(text: &str) -> Result<WirePacket<'_>, PacketError> {
    let mut chars = text.chars();
    let digit = chars.next().ok_or(PacketError::UnknownKind)?;
    let rest = chars.as_str();

    let (attachments, rest) = match digit {
        '5' | '6' => {
            let (count, rest) = take_number(rest);
            let rest = rest.strip_prefix('-').ok_or(PacketError::Attachments)?;
            let count = count.ok_or(PacketError::Attachments)?.map_err(|_| PacketError::Attachments)?;
            (Some(usize::try_from(count).map_err(|_| PacketError::Attachments)?), rest)
        }
        '0'..='3' => (None, rest),
        _ => return Err(PacketError::UnknownKind),
    };

    let (namespace, rest) =
        if rest.starts_with('/') { rest.split_once(',').unwrap_or((rest, "")) } else { ("/", rest) };
    if namespace.len() > MAX_NAMESPACE {
        return Err(PacketError::Namespace);
    }

    let (id, data) = take_number(rest);
    let id = id.transpose().map_err(|_| PacketError::AckId)?;

    let kind = match digit {
        '0' => {
            if id.is_some() {
                return Err(PacketError::AckId);
            }
            if !data.is_empty() {
                check_object(data)?;
            }
            Kind::Connect
        }
        '1' => {
            if id.is_some() || !data.is_empty() {
                return Err(PacketError::Data);
            }
            Kind::Disconnect
        }
        '2' | '5' => {
            let name = event_name(data)?;
            if RESERVED.contains(&name.as_ref()) {
                return Err(PacketError::ReservedName);
            }
            Kind::Event { name: name.into_owned() }
        }
        _ => {
            if id.is_none() {
                return Err(PacketError::AckId);
            }
            check_array(data)?;
            Kind::Ack
        }
    };
    Ok(WirePacket { kind, namespace, id, attachments, data })
}

/// Splits the digits off the front; a number beyond the largest ack id is an error.
fn take_number(text: &str) -> (Option<Result<u64, ()>>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return (None, rest);
    }
    let number = digits.parse().ok().filter(|number| *number <= MAX_ACK_ID).ok_or(());
    (Some(number), rest)
}

fn check_object(data: &str) -> Result<(), PacketError> {
    let shaped = data.starts_with('{') && serde_json::from_str::<IgnoredAny>(data).is_ok();
    if shaped { Ok(()) } else { Err(PacketError::Data) }
}

fn check_array(data: &str) -> Result<(), PacketError> {
    let shaped = data.starts_with('[') && serde_json::from_str::<IgnoredAny>(data).is_ok();
    if shaped { Ok(()) } else { Err(PacketError::Data) }
}

fn event_name(data: &str) -> Result<Cow<'_, str>, PacketError> {
    if !data.starts_with('[') {
        return Err(PacketError::Data);
    }
    serde_json::from_str::<EventName<'_>>(data).map(|name| name.0).map_err(|_| PacketError::Data)
}

/// The first element of an array, which must be a string; the others may be anything.
struct EventName<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for EventName<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct First;
        impl<'de> Visitor<'de> for First {
            type Value = EventName<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an array which begins with a string")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                #[derive(serde::Deserialize)]
                struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
                let name: Name<'de> =
                    seq.next_element()?.ok_or_else(|| serde::de::Error::invalid_length(0, &self))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(EventName(name.0))
            }
        }
        deserializer.deserialize_seq(First)
    }
}

/// What the server sends, to be written as one Engine.IO message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply<'a> {
    /// Accepts a CONNECT; the data is an object.
    Connect(&'a str),
    /// Refuses a CONNECT; the data is an object.
    ConnectError(&'a str),
    /// Ends a namespace.
    Disconnect,
    /// An event; the data is an array which begins with its name.
    Event(&'a str),
    /// The answer to an event; the data is an array.
    Ack(&'a str),
}

/// Writes the text of a packet, with the leading Engine.IO kind.
#[must_use]
pub fn encode(reply: Reply<'_>, namespace: &str, id: Option<u64>, attachments: usize) -> String {
    let (kind, data) = match reply {
        Reply::Connect(data) => ('0', data),
        Reply::Disconnect => ('1', ""),
        Reply::Event(data) => (if attachments == 0 { '2' } else { '5' }, data),
        Reply::Ack(data) => (if attachments == 0 { '3' } else { '6' }, data),
        Reply::ConnectError(data) => ('4', data),
    };
    let mut text = String::with_capacity(2 + namespace.len() + 24 + data.len());
    text.push('4');
    text.push(kind);
    if attachments > 0 {
        // Writing to a String cannot fail.
        let _infallible = write!(text, "{attachments}-");
    }
    if namespace != "/" {
        text.push_str(namespace);
        text.push(',');
    }
    if let Some(id) = id {
        let _infallible = write!(text, "{id}");
    }
    text.push_str(data);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(name: &str) -> Kind {
        Kind::Event { name: name.to_owned() }
    }

    #[test]
    fn packets_are_read() {
        let packet = |kind, namespace, id, attachments, data| {
            Ok(WirePacket { kind, namespace, id, attachments, data })
        };
        assert_eq!(parse("0"), packet(Kind::Connect, "/", None, None, ""));
        assert_eq!(parse("0{\"a\":1}"), packet(Kind::Connect, "/", None, None, "{\"a\":1}"));
        assert_eq!(parse("0/custom"), packet(Kind::Connect, "/custom", None, None, ""));
        assert_eq!(parse("0/custom,{}"), packet(Kind::Connect, "/custom", None, None, "{}"));
        assert_eq!(parse("1/custom"), packet(Kind::Disconnect, "/custom", None, None, ""));
        assert_eq!(parse("2[\"a\",1]"), packet(event("a"), "/", None, None, "[\"a\",1]"));
        assert_eq!(parse("2/n,12[\"a\"]"), packet(event("a"), "/n", Some(12), None, "[\"a\"]"));
        assert_eq!(parse("3/n,7[]"), packet(Kind::Ack, "/n", Some(7), None, "[]"));
        assert_eq!(parse("52-9[\"a\",{}]"), packet(event("a"), "/", Some(9), Some(2), "[\"a\",{}]"));
        assert_eq!(parse("2[\"\\u0061\"]"), packet(event("a"), "/", None, None, "[\"\\u0061\"]"));
    }

    #[test]
    fn what_is_no_packet_is_refused() {
        let nested = format!("2[\"a\",{}]", "[".repeat(100_000));
        let many_digits = format!("2{}[\"a\"]", "9".repeat(40));
        let long_namespace = format!("0/{}", "n".repeat(300));
        for text in [
            "",
            "abc",
            "7",
            "é",
            "2",
            "2{}",
            "2[]",
            "2[1]",
            "2[null]",
            "2abc[\"a\"]",
            "2[\"a\"",
            "2[\"a\"]]",
            "2[\"a\",]",
            "2[\"connect\"]",
            "2[\"disconnect\",1]",
            "3[]",
            "3",
            "31",
            "31{}",
            "31[",
            "0[]",
            "0\"a\"",
            "0{",
            "012",
            "0{}x",
            "1x",
            "11",
            "5[\"a\"]",
            "5-[\"a\"]",
            "5x-[\"a\"]",
            "599999999999999999999-[\"a\"]",
            "4{}",
            "4{\"message\":\"x\"}",
            "6-1[]",
            "61-[]",
            "2/n",
            "2/n,",
            "\u{1e}",
            "2 [\"a\"]",
            "2[\"a\"]\u{0}",
            nested.as_str(),
            many_digits.as_str(),
            long_namespace.as_str(),
        ] {
            assert!(parse(text).is_err(), "{} should be refused", text.chars().take(40).collect::<String>());
        }
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        let depth = 200_000;
        let text = format!("2[\"a\",{}{}]", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&text).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _result = parse(&text);
        }

        #[test]
        fn no_packet_like_text_makes_the_parser_panic(text in "[0-6]([0-9]{0,3}-)?(/[a-z]*,)?[0-9]{0,20}[\\[{]?[\"a-z,:0-9\\\\]*[\\]}]?") {
            let _result = parse(&text);
        }

        #[test]
        fn what_is_written_is_read_back(
            name in "[a-z\"\\\\é ]{1,12}", namespace in "/[a-z/_-]{0,10}", id in prop::option::of(0..=MAX_ACK_ID),
            attachments in 0_usize..5, text in ".*")
        {
            prop_assume!(!RESERVED.contains(&name.as_str()));
            let data = serde_json::to_string(&(&name, &text)).unwrap();
            let written = encode(Reply::Event(&data), &namespace, id, attachments);
            let packet = parse(&written[1..]).unwrap();
            prop_assert_eq!(packet.kind, Kind::Event { name });
            prop_assert_eq!(packet.namespace, namespace);
            prop_assert_eq!(packet.id, id);
            prop_assert_eq!(packet.attachments.unwrap_or(0), attachments);
            prop_assert_eq!(packet.data, data);
        }
    }
}
