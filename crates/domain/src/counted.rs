//! Names of what the domain counts. Whoever runs it decides where the numbers go.

/// Messages stored by this node, by `channel`.
pub const MESSAGES_POSTED_TOTAL: &str = "messages_posted_total";
/// Messages that shared a commit.
pub const WRITER_BATCH_SIZE: &str = "writer_batch_size";
/// Seconds from taking a batch to answering everybody in it.
pub const WRITER_COMMIT_SECONDS: &str = "writer_commit_seconds";
/// Messages that wait for the next commit.
pub const WRITER_QUEUE: &str = "writer_queue";
