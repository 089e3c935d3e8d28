//! Any text is an Engine.IO packet, or a body of several, or refused; nothing else happens.

#![no_main]

use liaison_socketio::engine::{EnginePacket, parse_payload, parse_text};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(EnginePacket::Message(data)) = parse_text(text) {
        assert_eq!(format!("4{data}"), text);
    }
    if let Ok(packets) = parse_payload(text, 64) {
        assert_eq!(packets.len(), text.split('\x1e').count());
        assert!(packets.len() <= 64);
    }
});
