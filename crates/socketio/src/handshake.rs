//! What a request asks for, and how a session introduces itself.

use std::time::Duration;

use http::Uri;
use serde::Serialize;

use crate::refusal::Fault;
use crate::{Config, Sid};

/// How packets travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    Polling,
    Websocket,
}

/// The part of a request's query which the protocol defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) transport: Transport,
    /// The session which the request is for; a new one when `None`.
    pub(crate) sid: Option<Sid>,
}

impl Asked {
    pub(crate) fn read(uri: &Uri, polling: bool) -> Result<Self, Fault> {
        let (mut version, mut transport, mut sid) = (None, None, None);
        for pair in uri.query().unwrap_or("").split('&') {
            match pair.split_once('=') {
                Some(("EIO", value)) => version = Some(value),
                Some(("transport", value)) => transport = Some(value),
                Some(("sid", value)) => sid = Some(value),
                _ => {}
            }
        }
        let transport = match transport {
            Some("polling") if polling => Transport::Polling,
            Some("websocket") => Transport::Websocket,
            _ => return Err(Fault::UnknownTransport),
        };
        if version != Some("4") {
            return Err(Fault::WrongVersion);
        }
        let sid = match sid {
            Some(text) => Some(Sid::parse(text).ok_or(Fault::UnknownSession)?),
            None => None,
        };
        Ok(Self { transport, sid })
    }
}

/// The first packet of a session.
pub(crate) fn open_packet(sid: Sid, transport: Transport, config: &Config) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Open<'a> {
        sid: String,
        upgrades: &'a [&'a str],
        ping_interval: u64,
        ping_timeout: u64,
        max_payload: usize,
    }
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let open = Open {
        sid: sid.to_string(),
        upgrades: if transport == Transport::Polling { &["websocket"] } else { &[] },
        ping_interval: millis(config.ping_interval),
        ping_timeout: millis(config.ping_timeout),
        max_payload: config.max_payload,
    };
    // Strings and numbers can always be written.
    format!("0{}", serde_json::to_string(&open).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Asked, Fault> {
        Asked::read(&format!("/x/?{query}").parse().unwrap(), true)
    }

    #[test]
    fn a_request_says_what_it_wants() {
        assert_eq!(
            read("EIO=4&transport=polling&t=x"),
            Ok(Asked { transport: Transport::Polling, sid: None })
        );
        assert_eq!(read("transport=polling"), Err(Fault::WrongVersion));
        assert_eq!(read("EIO=abc&transport=polling"), Err(Fault::WrongVersion));
        assert_eq!(read("EIO=3&transport=polling"), Err(Fault::WrongVersion));
        assert_eq!(read("EIO=4"), Err(Fault::UnknownTransport));
        assert_eq!(read("EIO=4&transport=abc"), Err(Fault::UnknownTransport));
        assert_eq!(read("EIO=4&transport=websocket&sid=abc"), Err(Fault::UnknownSession));
        let sid = Sid::random();
        let asked = read(&format!("EIO=4&transport=websocket&sid={sid}")).unwrap();
        assert_eq!(asked, Asked { transport: Transport::Websocket, sid: Some(sid) });
    }

    #[test]
    fn polling_may_be_off() {
        let uri = "/?EIO=4&transport=polling".parse().unwrap();
        assert_eq!(Asked::read(&uri, false), Err(Fault::UnknownTransport));
    }

    #[test]
    fn the_introduction_has_exactly_its_keys() {
        let text = open_packet(Sid::random(), Transport::Polling, &Config::default());
        let value: serde_json::Value = serde_json::from_str(&text[1..]).unwrap();
        let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        assert_eq!(keys, ["maxPayload", "pingInterval", "pingTimeout", "sid", "upgrades"]);
    }
}
