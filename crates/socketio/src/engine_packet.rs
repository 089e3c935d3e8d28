//! What an Engine.IO packet is: one byte of kind, then its data; and how several travel in one polling body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use thiserror::Error;

/// Stands between the packets of a polling body.
pub(crate) const SEPARATOR: char = '\x1e';

/// A packet which a client may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnginePacket<'a> {
    /// Ends the session.
    Close,
    /// Asks whether the other side is there, with data to be returned. Only used while a transport is probed.
    Ping(&'a str),
    /// Answers a ping.
    Pong(&'a str),
    /// A text message.
    Message(&'a str),
    /// A binary message; in a polling body it is written `b` and base64.
    Binary(Bytes),
    /// Completes the move to another transport.
    Upgrade,
    /// Nothing; ends a pending poll.
    Noop,
}

/// Why bytes are not an Engine.IO packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EnginePacketError {
    /// There is no packet at all.
    #[error("empty packet")]
    Empty,
    /// The first byte names no packet that a client may send.
    #[error("unknown packet kind")]
    UnknownKind,
    /// The packet carries data where it must not.
    #[error("unexpected data")]
    UnexpectedData,
    /// A binary packet is not base64.
    #[error("malformed base64")]
    Base64,
    /// A body holds more packets than can be useful.
    #[error("too many packets in one body")]
    TooMany,
}

/// Reads the text of one packet, as it stands in a websocket text frame.
///
/// # Errors
/// When the text is not a packet that a client may send.
pub fn parse_text(text: &str) -> Result<EnginePacket<'_>, EnginePacketError> {
    let mut chars = text.chars();
    let kind = chars.next().ok_or(EnginePacketError::Empty)?;
    let data = chars.as_str();
    let bare = |packet| if data.is_empty() { Ok(packet) } else { Err(EnginePacketError::UnexpectedData) };
    match kind {
        '1' => bare(EnginePacket::Close),
        '2' => Ok(EnginePacket::Ping(data)),
        '3' => Ok(EnginePacket::Pong(data)),
        '4' => Ok(EnginePacket::Message(data)),
        '5' => bare(EnginePacket::Upgrade),
        '6' => bare(EnginePacket::Noop),
        _ => Err(EnginePacketError::UnknownKind),
    }
}

/// Reads the body of a polling request: packets parted by the record separator, at most `max_packets`.
///
/// # Errors
/// When any part is not a packet that a client may send; the whole body is refused then.
pub fn parse_payload(body: &str, max_packets: usize) -> Result<Vec<EnginePacket<'_>>, EnginePacketError> {
    let mut packets = Vec::new();
    for part in body.split(SEPARATOR) {
        if packets.len() >= max_packets {
            return Err(EnginePacketError::TooMany);
        }
        packets.push(match part.strip_prefix('b') {
            Some(data) => {
                EnginePacket::Binary(STANDARD.decode(data).map_err(|_| EnginePacketError::Base64)?.into())
            }
            None => parse_text(part)?,
        });
    }
    Ok(packets)
}

/// Writes binary data as a packet of a polling body.
pub(crate) fn push_binary(body: &mut String, data: &[u8]) {
    body.push('b');
    STANDARD.encode_string(data, body);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_packet_is_read() {
        assert_eq!(parse_text("4hello"), Ok(EnginePacket::Message("hello")));
        assert_eq!(parse_text("2probe"), Ok(EnginePacket::Ping("probe")));
        assert_eq!(parse_text("1"), Ok(EnginePacket::Close));
        assert_eq!(parse_text(""), Err(EnginePacketError::Empty));
        assert_eq!(parse_text("abc"), Err(EnginePacketError::UnknownKind));
        assert_eq!(parse_text("0{}"), Err(EnginePacketError::UnknownKind));
        assert_eq!(parse_text("5x"), Err(EnginePacketError::UnexpectedData));
    }

    #[test]
    fn a_body_holds_several() {
        assert_eq!(
            parse_payload("4a\x1ebAQIDBA==\x1e3", 9),
            Ok(vec![
                EnginePacket::Message("a"),
                EnginePacket::Binary(Bytes::from_static(&[1, 2, 3, 4])),
                EnginePacket::Pong("")
            ])
        );
        assert_eq!(parse_payload("4a\x1e", 9), Err(EnginePacketError::Empty));
        assert_eq!(parse_payload("b***", 9), Err(EnginePacketError::Base64));
        assert_eq!(parse_payload("4a\x1e4b", 1), Err(EnginePacketError::TooMany));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _result = parse_text(&text);
            let _result = parse_payload(&text, 100);
        }

        #[test]
        fn what_is_written_is_read_back(parts in prop::collection::vec(
            prop_oneof![
                "[^\x1e]*".prop_map(Ok),
                prop::collection::vec(any::<u8>(), 0..40).prop_map(Err),
            ], 1..8))
        {
            let mut body = String::new();
            for (index, part) in parts.iter().enumerate() {
                if index > 0 { body.push(SEPARATOR); }
                match part {
                    Ok(text) => { body.push('4'); body.push_str(text); }
                    Err(data) => push_binary(&mut body, data),
                }
            }
            let expected: Vec<_> = parts.iter().map(|part| match part {
                Ok(text) => EnginePacket::Message(text.as_str()),
                Err(data) => EnginePacket::Binary(Bytes::copy_from_slice(data)),
            }).collect();
            prop_assert_eq!(parse_payload(&body, 100), Ok(expected));
        }
    }
}
