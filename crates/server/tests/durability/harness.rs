//! What these tests share with those of one server in one process: sockets, requests, the host, databases.

#[path = "../it/harness/answer.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
pub(crate) mod answer;
#[path = "../it/harness/database.rs"]
pub(crate) mod database;
#[path = "../it/harness/host.rs"]
pub(crate) mod host;
#[path = "../it/harness/nodes.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
pub(crate) mod nodes;
#[path = "../it/harness/people.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
pub(crate) mod people;
#[path = "../it/harness/schemas.rs"]
pub(crate) mod schemas;
#[path = "../it/harness/socket.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
pub(crate) mod socket;

pub(crate) use answer::Answer;
pub(crate) use people::Client;
pub(crate) use socket::Socket;
