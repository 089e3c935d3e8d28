//! The server as clients see it, over real connections on loopback.

#[cfg(test)]
mod app;
#[cfg(test)]
mod client;
#[cfg(test)]
mod events;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod transports;
#[cfg(test)]
mod unfinished;
