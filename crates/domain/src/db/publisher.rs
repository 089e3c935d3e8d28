//! The order in which what was committed becomes visible.
//!
//! Telling everybody takes longer than a commit, and the next transaction need not wait for it: a committed
//! transaction leaves here what is to be told, and one task tells it, one transaction after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::mpsc;

use crate::error::{Error, Result};

/// Transactions that may be ahead of what was told. Beyond it the next commit waits.
const AHEAD: usize = 8;

type Step = Box<dyn FnOnce() + Send>;

/// The way to the task that tells. It ends with the last handle.
#[derive(Clone)]
pub(crate) struct Publisher(mpsc::Sender<Step>);

impl Publisher {
    /// Starts the task.
    pub(crate) fn start() -> Self {
        let (sender, mut steps) = mpsc::channel::<Step>(AHEAD);
        tokio::spawn(async move {
            while let Some(step) = steps.recv().await {
                // One transaction that cannot be told must not silence all later ones.
                if catch_unwind(AssertUnwindSafe(step)).is_err() {
                    tracing::error!(event = "publication_failed");
                }
            }
        });
        Self(sender)
    }

    /// Takes its place in the order. Returns before the step is taken.
    pub(crate) async fn next(&self, step: impl FnOnce() + Send + 'static) -> Result<()> {
        self.0.send(Box::new(step)).await.map_err(|_| Error::unavailable("the publisher has stopped"))
    }
}
