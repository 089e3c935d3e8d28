//! Deferred work, as admins see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::side::names;

/// The kind of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A snoozed ticket returns to its agent's inbox.
    SnoozeEnds,
    /// The cases of an agent who stayed offline return to the queue.
    CasesReturn,
    /// The assistant of a live chat answers what was said.
    AssistantTurn,
    /// A live chat has waited for an agent as long as it may.
    SessionTimesOut,
    /// A time of a guided deal has come.
    FlowTimer,
    /// Does nothing: used to check that jobs run, and to measure them.
    Probe,
}

names!(JobKind {
    SnoozeEnds = "snooze_ends",
    CasesReturn = "cases_return",
    AssistantTurn = "assistant_turn",
    SessionTimesOut = "session_times_out",
    FlowTimer = "flow_timer",
    Probe = "probe",
});

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

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waiting until it is due, or for a worker.
    Ready,
    /// Running on a node.
    Running,
    /// Failed too often; needs an admin.
    Dead,
}

names!(JobState { Ready = "ready", Running = "running", Dead = "dead" });

/// A job. Successful jobs are removed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// The id.
    pub id: Uuid,
    /// What it does.
    pub kind: String,
    /// Its queue.
    pub queue: String,
    /// Its state.
    pub state: JobState,
    /// The ids it works on.
    #[schema(value_type = Object)]
    pub args: serde_json::Value,
    /// When it is due.
    pub run_at: DateTime<Utc>,
    /// Number of attempts so far.
    pub attempts: i32,
    /// Maximum number of attempts.
    pub max_attempts: i32,
    /// Why the last attempt failed.
    #[schema(required = false)]
    pub last_error: Option<String>,
    /// When it was scheduled.
    pub created_at: DateTime<Utc>,
}

/// Jobs, oldest first.
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
    /// Waiting until they are due, or for a worker.
    pub ready: i64,
    /// Of these, overdue by more than a minute.
    pub late: i64,
    /// Running.
    pub running: i64,
    /// Failed too often.
    pub dead: i64,
}
