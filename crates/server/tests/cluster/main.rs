//! Two servers in one process, on one PostgreSQL and one NATS: what happens on one is seen on the other, also when
//! NATS loses something or is away.
//!
//! Runs where `LIAISON_TEST_POSTGRES` and `LIAISON_TEST_NATS` name servers, and says so where they do not.

#[cfg(test)]
mod case;
#[cfg(test)]
mod client;
#[cfg(test)]
mod node;
#[cfg(test)]
#[path = "../../../domain/tests/cluster/proxy.rs"]
mod proxy;
#[cfg(test)]
mod scenarios;
