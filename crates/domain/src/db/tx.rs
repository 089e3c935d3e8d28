//! A transaction that carries its events: they leave when it commits, and only then.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use liaison_protocol::conversation::ChannelType;
use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::OwnedMutexGuard;

use crate::{
    app::App,
    bus::Bus,
    counted,
    error::Result,
    event::{Audience, Event, Published},
};

/// An open transaction. Dropping it rolls back and forgets its events.
pub struct Tx {
    inner: DatabaseTransaction,
    outbox: Vec<Published>,
    bus: Arc<dyn Bus>,
    now: DateTime<Utc>,
    /// On SQLite, held from begin until the events are out: events leave in the order of commits.
    turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    /// Begins a transaction that may write.
    pub async fn begin(app: &App) -> Result<Self> {
        let turn = if app.db().is_sqlite() { Some(app.write_turn().lock_owned().await) } else { None };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = app.db().write().begin_with_options(options).await?;
        Ok(Self { inner, outbox: Vec::new(), bus: app.bus(), now: app.now(), turn })
    }

    /// For queries inside the transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// The time of the transaction: one for everything it writes.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Keeps an event until the commit.
    pub fn emit(&mut self, event: Event, audience: Audience) {
        self.outbox.push(Published { event, audience });
    }

    /// Makes everything durable, then visible.
    pub async fn commit(self) -> Result<()> {
        let Self { inner, outbox, bus, turn, .. } = self;
        inner.commit().await?;
        for published in outbox {
            count(&published.event);
            bus.publish(published);
        }
        drop(turn);
        Ok(())
    }
}

fn count(event: &Event) {
    if let Event::Posted(message) = event {
        let channel = message.channel_type.map_or("other", ChannelType::as_str);
        metrics::counter!(counted::MESSAGES_POSTED_TOTAL, "channel" => channel).increment(1);
        tracing::debug!(
            event = "message_sent",
            conversation_id = %message.conversation_id,
            user_id = message.sender.public_id,
            message_type = message.message_type.as_str(),
        );
    }
}
