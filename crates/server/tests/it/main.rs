//! The server as its clients see it: real HTTP, real sockets, on SQLite and on PostgreSQL.
//!
//! SQLite always runs. PostgreSQL runs when `LIAISON_TEST_POSTGRES` names a server on which schemas may be created, and
//! two nodes run when `LIAISON_TEST_NATS` names one, too. Without them every test says on stderr what was skipped.

#[cfg(test)]
#[macro_use]
mod harness;
#[cfg(test)]
mod http;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod socket;
#[cfg(test)]
mod upgrade;
