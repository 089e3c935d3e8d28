//! What is refused because there is too much of it: work that the server declines on purpose, which is no failure. Each
//! refusal is counted with its status; of all of them there is one line of the log a minute.

use std::time::{Duration, Instant};

use liaison_protocol::error_code::ErrorCode;
use parking_lot::Mutex;

/// An extension of an answer that declines work on purpose.
#[derive(Debug, Clone, Copy)]
pub struct Shed;

/// Between two lines.
const EVERY: Duration = Duration::from_secs(60);

static LOG: Mutex<Log> = Mutex::new(Log { told: None, since: 0 });

/// Whether a refusal with this code is one of them.
pub(crate) fn is_shedding(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::ServerBusy | ErrorCode::StorageFull | ErrorCode::UploadQuotaReached)
}

/// Notes one of them.
pub(crate) fn note(code: ErrorCode, cause: Option<&str>) {
    if let Some(count) = LOG.lock().note(Instant::now()) {
        tracing::warn!(event = "requests_shed", code = code.as_str(), cause, count);
    }
}

/// When a line was written last, and how many refusals there were since.
struct Log {
    told: Option<Instant>,
    since: u64,
}

impl Log {
    /// How many refusals there were since the last line, when it is time for one.
    fn note(&mut self, now: Instant) -> Option<u64> {
        self.since += 1;
        if self.told.is_some_and(|told| now.saturating_duration_since(told) < EVERY) {
            return None;
        }
        self.told = Some(now);
        Some(std::mem::take(&mut self.since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_line_a_minute_which_says_how_many() {
        let (mut log, begun) = (Log { told: None, since: 0 }, Instant::now());
        assert_eq!(log.note(begun), Some(1));
        for second in 1..60 {
            assert_eq!(log.note(begun + Duration::from_secs(second)), None);
        }
        assert_eq!(log.note(begun + Duration::from_secs(60)), Some(60));
        assert_eq!(log.note(begun + Duration::from_secs(119)), None);
        assert_eq!(log.note(begun + Duration::from_secs(600)), Some(2));
    }
}
