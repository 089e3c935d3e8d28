//! Any text is a Socket.IO packet or refused; an event which was read can be written, and read back the same.

#![no_main]

use liaison_socketio::packet::{Kind, Reply, encode, parse};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(packet) = parse(text) else { return };
    let reply = match packet.kind {
        Kind::Event { .. } => Reply::Event(packet.data),
        Kind::Ack => Reply::Ack(packet.data),
        Kind::Connect | Kind::Disconnect => return,
    };
    let attachments = packet.attachments.unwrap_or(0);
    let written = encode(reply, packet.namespace, packet.id, attachments);
    let again = parse(&written[1..]).expect("what was written can be read");
    assert_eq!(
        (again.kind, again.namespace, again.id, again.data),
        (packet.kind, packet.namespace, packet.id, packet.data)
    );
    assert_eq!(again.attachments.unwrap_or(0), attachments);
});
