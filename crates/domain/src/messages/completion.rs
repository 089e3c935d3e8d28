//! What happens when a message is durable, or is not going to be.

use std::sync::Arc;

use liaison_protocol::message::Message;

use crate::error::{Error, Result};

type Answer = Box<dyn FnOnce(Result<Arc<Message>>) + Send + Sync>;

/// Is told exactly once what became of a message, also when whoever was to tell is gone. What it does must be quick
/// and must not wait: everybody's messages come after it.
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
