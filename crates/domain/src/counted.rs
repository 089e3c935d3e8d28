//! Names of what the domain counts. Whoever runs it decides where the numbers go.

/// Messages stored by this node, by `channel`.
pub const MESSAGES_POSTED_TOTAL: &str = "messages_posted_total";
/// Messages that shared a commit.
pub const WRITER_BATCH_SIZE: &str = "writer_batch_size";
/// Seconds from taking a batch to answering everybody in it.
pub const WRITER_COMMIT_SECONDS: &str = "writer_commit_seconds";
/// Messages that wait for the next commit.
pub const WRITER_QUEUE: &str = "writer_queue";
/// Attempts at jobs by this node, by `kind` and `outcome`: `done`, `failed`, or `lost` to another node.
pub const JOBS_RUN_TOTAL: &str = "jobs_run_total";
/// Jobs now, by `state`.
pub const JOBS: &str = "jobs";
/// Jobs that are due for longer than a minute.
pub const JOBS_LATE: &str = "jobs_late";
