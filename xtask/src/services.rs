//! The servers that tests need: installed if absent, on a port of their own, gone at the end.

use std::net::TcpListener;

use anyhow::Result;

pub(crate) mod apt;
mod guard;
pub(crate) mod nats;
pub(crate) mod postgres;

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
