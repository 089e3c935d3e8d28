//! How a message looks to one side. Written by type, not by building a tree of JSON first: every message is sent several
//! times.

use std::{borrow::Cow, cell::RefCell, rc::Rc, sync::Arc};

use liaison_domain::messages::queries::{for_side, looks_alike};
use liaison_protocol::{events::ShownMessage, message::Message, side::Side};
use serde_json::value::{RawValue, to_raw_value};

/// A message as one side sees it.
pub(in crate::socket) fn shown(message: &Arc<Message>, side: Side) -> ShownMessage<'_> {
    let written = looks_alike(message).then(|| written(message)).flatten();
    written.map_or_else(
        || ShownMessage::One(Box::new(for_side(Cow::Borrowed(&**message), side))),
        ShownMessage::Written,
    )
}

thread_local! {
    static LAST: RefCell<Option<(Arc<Message>, Rc<RawValue>)>> = const { RefCell::new(None) };
}

/// A message as JSON. The last one is kept: its sender's acknowledgement follows at once what all others are told.
fn written(message: &Arc<Message>) -> Option<Rc<RawValue>> {
    LAST.with_borrow_mut(|last| {
        if let Some((known, json)) = last
            && Arc::ptr_eq(known, message)
        {
            return Some(Rc::clone(json));
        }
        let json: Rc<RawValue> = to_raw_value(&**message).ok()?.into();
        *last = Some((Arc::clone(message), Rc::clone(&json)));
        Some(json)
    })
}
