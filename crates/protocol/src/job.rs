//! Deferred work, as admins see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::side::names;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A snoozed ticket returns to its agent's inbox.
    SnoozeEnds,
    /// Does nothing but be run: proves that jobs are run, and measures it.
    Probe,
}

names!(JobKind { SnoozeEnds = "snooze_ends", Probe = "probe" });

/// A queue with workers of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobQueue {
    /// What is due at a time.
    Timers,
    /// Many items of one command.
    Bulk,
    /// Cleaning up.
    Upkeep,
}

names!(JobQueue { Timers = "timers", Bulk = "bulk", Upkeep = "upkeep" });

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its time or for a worker.
    Ready,
    /// A node runs it.
    Running,
    /// Failed too often; waits for an admin.
    Dead,
}

names!(JobState { Ready = "ready", Running = "running", Dead = "dead" });

/// A job. One that succeeded is gone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// The id.
    pub id: Uuid,
    /// What it does.
    pub kind: String,
    /// Its queue.
    pub queue: String,
    /// How far it is.
    pub state: JobState,
    /// Ids of what it is about.
    #[schema(value_type = Object)]
    pub args: serde_json::Value,
    /// When it is due.
    pub run_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it is tried at most.
    pub max_attempts: i32,
    /// Why the last attempt failed.
    #[schema(required = false)]
    pub last_error: Option<String>,
    /// When it was scheduled.
    pub created_at: DateTime<Utc>,
}

/// Jobs, the oldest first.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct JobPage {
    /// The jobs.
    pub items: Vec<Job>,
    /// How many jobs are in each state.
    pub counts: JobCounts,
}

/// How many jobs are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JobCounts {
    /// Waiting for their time or for a worker.
    pub ready: i64,
    /// Of these, due for longer than a minute.
    pub late: i64,
    /// Being run.
    pub running: i64,
    /// Failed too often.
    pub dead: i64,
}
