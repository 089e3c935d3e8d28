//! What every test begins with: a server on one of the databases, people who talk to it, and their sockets.
//!
//! Each test runs on SQLite, on PostgreSQL and, unless more nodes could show nothing new, on PostgreSQL with two. It does
//! not know which.

pub(crate) mod answer;
pub(crate) mod database;
pub(crate) mod host;
pub(crate) mod nodes;
pub(crate) mod order;
pub(crate) mod people;
pub(crate) mod routes;
pub(crate) mod rows;
pub(crate) mod schemas;
pub(crate) mod server;
pub(crate) mod socket;
mod template;

pub(crate) use answer::Answer;
pub(crate) use database::Backend;
pub(crate) use order::Order;
pub(crate) use people::Client;
pub(crate) use server::{Setup, TestServer};
pub(crate) use socket::Socket;

/// One test for each database, and one with two nodes: `on_each_database!(name, |server| { … })`, or with a setup of its own
/// `on_each_database!(name, Setup::…, |server| { … })`.
macro_rules! on_each_database {
    ($name:ident, |$server:ident| $body:block) => {
        on_each_database!($name, crate::harness::Setup::default(), |$server| $body);
    };
    ($name:ident, $setup:expr, |$server:ident| $body:block) => {
        on_one_node!($name, $setup, |$server| $body, two_nodes);
    };
}

/// The same without the run with two nodes, for what only answers from the database: what a request may hold, who may ask
/// for what, what a list shows. Not for what is told, counted, limited, revoked, kept in memory or done by two at once.
macro_rules! on_one_node {
    ($name:ident, |$server:ident| $body:block) => {
        on_one_node!($name, crate::harness::Setup::default(), |$server| $body);
    };
    ($name:ident, $setup:expr, |$server:ident| $body:block $(, $two_nodes:ident)?) => {
        async fn $name($server: std::sync::Arc<crate::harness::TestServer>) $body

        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::harness::server::run(crate::harness::Backend::Sqlite, 1, $setup, $name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::harness::server::run(crate::harness::Backend::Postgres, 1, $setup, $name).await;
            }

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $two_nodes() {
                    crate::harness::server::run(crate::harness::Backend::Postgres, 2, $setup, $name).await;
                }
            )?
        }
    };
}
