//! How long a failed job waits before it is tried again. Pure.

use std::time::Duration;

use chrono::TimeDelta;

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(3_600);

/// The pause after so many attempts: doubled with each, half of it fixed and half of it random, so that what failed
/// together does not return together. `luck` is from 0 to 1.
pub(super) fn pause(first: Duration, attempts: i32, luck: f64) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(20);
    let whole = first.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST);
    let half = whole / 2;
    TimeDelta::from_std(half + half.mul_f64(luck.clamp(0.0, 1.0))).unwrap_or(TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_an_hour() {
        let second = Duration::from_secs(1);
        let seconds = |attempts, luck| pause(second, attempts, luck).as_seconds_f64();
        assert_eq!((seconds(1, 0.0), seconds(1, 1.0)), (0.5, 1.0));
        assert_eq!((seconds(4, 0.0), seconds(4, 1.0)), (4.0, 8.0));
        assert_eq!((seconds(40, 0.0), seconds(40, 1.0)), (1_800.0, 3_600.0));
        assert_eq!((seconds(0, 0.0), seconds(i32::MAX, 2.0)), (0.5, 3_600.0));
    }
}
