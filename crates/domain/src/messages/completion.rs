//! The callback for the result of a message: stored, or failed.

use std::sync::Arc;

use liaison_protocol::message::Message;

use crate::error::{Error, Result};

type Answer = Box<dyn FnOnce(Result<Arc<Message>>) + Send + Sync>;

/// Called exactly once with the result, even if the writer is dropped. It must be quick and must not block: the next
/// messages wait for it.
pub struct Completion(Option<Answer>);

impl Completion {
    /// Calls this with the message or the error.
    pub fn new(answer: impl FnOnce(Result<Arc<Message>>) + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(answer)))
    }

    pub(super) fn tell(mut self, result: Result<Arc<Message>>) {
        if let Some(answer) = self.0.take() {
            answer(result);
        }
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        if let Some(answer) = self.0.take() {
            answer(Err(Error::unavailable("the message writer stopped before storing it")));
        }
    }
}
