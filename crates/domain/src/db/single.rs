//! One connection to PostgreSQL that nobody shares.
//!
//! A pool asks a connection whether it still lives whenever it comes back: one round trip more for each use, and the
//! next user waits for it. Here the pool only makes the connection, and waits when the server is just starting.

use std::time::Instant;

use sea_orm::sqlx::{
    self, Executor as _, PgConnection, PgPool, pool::PoolConnection, postgres::PgConnectOptions,
};

use super::connect::{pool_of, still_answers};

/// The connection of the log. It is made when it is first used, and again when it is lost, on the runtime that uses it.
pub(crate) struct Single {
    pool: PgPool,
    at_rest: Option<(PgConnection, Instant)>,
}

impl Single {
    pub(crate) fn new(options: &PgConnectOptions) -> Self {
        let pool = pool_of(1).after_connect(|connection, _| {
            Box::pin(async {
                for setting in BY_KEY {
                    connection.execute(setting).await?;
                }
                Ok(())
            })
        });
        Self { pool: pool.connect_lazy_with(options.clone()), at_rest: None }
    }

    /// Takes the connection. Who fails, or is given up while using it, does not give it back: then it is closed, and
    /// the next one is new.
    pub(crate) async fn take(&mut self) -> sqlx::Result<PgConnection> {
        if let Some((mut connection, since)) = self.at_rest.take()
            && still_answers(&mut connection, since.elapsed()).await.is_ok()
        {
            return Ok(connection);
        }
        self.pool.acquire().await.map(PoolConnection::detach)
    }

    /// Gives it back, at rest.
    pub(crate) fn give_back(&mut self, connection: PgConnection) {
        self.at_rest = Some((connection, Instant::now()));
    }
}

/// The log looks up some conversations by their keys, a few among many. A planner that cannot know how few reads all
/// of them, as long as they are not very many, and hashes them: half of the time of a batch.
const BY_KEY: [&str; 5] = [
    "SET enable_seqscan = off",
    "SET enable_mergejoin = off",
    "SET random_page_cost = 0",
    "SET cpu_operator_cost = 0",
    "SET jit = off",
];
