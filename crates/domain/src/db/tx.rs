//! A transaction that carries its events: they leave when it commits, and only then.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{OwnedMutexGuard, oneshot};

use super::publisher::Publisher;
use crate::{
    activity::head::SealKey,
    app::{App, new_uuid},
    bus::Bus,
    counted,
    error::{Error, Result},
    event::{Audience, Event, MessageEvent, Published},
    jobs::{self, Job},
};

/// An open transaction. Dropping it rolls back and forgets its events.
pub struct Tx {
    inner: DatabaseTransaction,
    outbox: Vec<Published>,
    bus: Arc<dyn Bus>,
    now: DateTime<Utc>,
    seal_key: SealKey,
    /// On SQLite, held from begin until the events have their place in the order: they leave in the order of commits.
    turn: Option<(OwnedMutexGuard<()>, Publisher)>,
}

impl Tx {
    /// Begins a transaction that may write.
    pub async fn begin(app: &App) -> Result<Self> {
        let turn = match app.publisher() {
            Some(publisher) => Some((app.write_turn().lock_owned().await, publisher.clone())),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = app.db().write().begin_with_options(options).await?;
        Ok(Self {
            inner,
            outbox: Vec::new(),
            bus: app.bus(),
            now: app.now(),
            seal_key: app.seal_key().clone(),
            turn,
        })
    }

    /// For queries inside the transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// The time of the transaction: one for everything it writes.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// What the end of the activity log is sealed with.
    pub(crate) fn seal_key(&self) -> &SealKey {
        &self.seal_key
    }

    /// Keeps an event until the commit.
    pub fn emit(&mut self, event: impl Into<Event>, audience: Audience) {
        self.outbox.push(Published { event: event.into(), audience });
    }

    /// Schedules a job that exists once this transaction is durable, and never without it.
    pub(crate) async fn schedule(&mut self, job: Job, run_at: DateTime<Utc>) -> Result<()> {
        let id = new_uuid(self.now);
        jobs::schedule(self, id, job, run_at).await
    }

    /// Makes everything durable, then visible. A caller who goes away meanwhile changes nothing about either: what
    /// was committed is told.
    pub async fn commit(self) -> Result<()> {
        tokio::spawn(self.finish()).await.map_err(Error::internal)?
    }

    async fn finish(self) -> Result<()> {
        let Self { inner, outbox, bus, turn, .. } = self;
        inner.commit().await?;
        let tell = move || outbox.into_iter().for_each(|published| publish(&*bus, published));
        let Some((turn, publisher)) = turn else {
            tell();
            return Ok(());
        };
        let (done, told) = oneshot::channel();
        let step = move || {
            tell();
            // Nobody waits any more: it was told all the same.
            let _: Result<(), ()> = done.send(());
        };
        publisher.next(step).await?;
        drop(turn);
        told.await.map_err(Error::internal)
    }
}

/// Tells everybody of what was committed.
pub(crate) fn publish(bus: &dyn Bus, published: Published) {
    if let Event::Message(MessageEvent::Posted(message)) = &published.event {
        let channel = message.channel_type.map_or("other", |channel| channel.as_str());
        metrics::counter!(counted::MESSAGES_POSTED_TOTAL, "channel" => channel).increment(1);
        tracing::debug!(
            event = "message_sent",
            conversation_id = %message.conversation_id,
            user_id = message.sender.public_id,
            message_type = message.message_type.as_str(),
        );
    }
    bus.publish(published);
}
