//! Two servers on one PostgreSQL and one NATS: what happens on one is seen on the other, also when NATS loses
//! something or is away, when a node dies or sleeps, and when somebody else speaks on NATS.
//!
//! Runs where `LIAISON_TEST_POSTGRES` and `LIAISON_TEST_NATS` name servers, and says so where they do not.

#[cfg(test)]
mod case;
#[cfg(test)]
mod client;
#[cfg(test)]
mod dead_node;
#[cfg(test)]
mod follower;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod nats_server;
#[cfg(test)]
mod nats_stops;
#[cfg(test)]
mod node;
#[cfg(test)]
mod program;
#[cfg(test)]
#[path = "../../../domain/tests/cluster/proxy.rs"]
mod proxy;
#[cfg(test)]
mod scenarios;
