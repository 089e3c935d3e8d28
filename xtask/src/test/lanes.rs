//! The two lanes of a run: in which order steps begin, and what they wait for.
//!
//! Within a lane the order of the table holds. A step of one lane may wait for a step of the other one, but only for
//! one that stands before it in the table, so that two lanes never wait for each other.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::report::Report;
use super::step::{Bench, Lane, Outcome, Step};

/// Runs the steps and returns what they said. One core does them one after the other.
pub(super) fn run(steps: &[&'static Step], bench: &Bench, cores: usize) -> Report {
    let course = Course::new(steps);
    if cores < 2 {
        steps.iter().for_each(|step| course.run(step, bench));
    } else {
        thread::scope(|scope| {
            for lane in [Lane::Cargo, Lane::Beside] {
                let course = &course;
                scope.spawn(move || {
                    steps.iter().filter(|step| step.lane == lane).for_each(|step| course.run(step, bench));
                });
            }
        });
    }
    course.report.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What has happened so far.
struct Course {
    /// The chosen steps; true once they have ended.
    ended: Mutex<HashMap<&'static str, bool>>,
    one_ended: Condvar,
    report: Mutex<Report>,
}

impl Course {
    fn new(steps: &[&'static Step]) -> Self {
        let ended = steps.iter().map(|step| (step.name, false)).collect();
        Self { ended: Mutex::new(ended), one_ended: Condvar::new(), report: Mutex::default() }
    }

    /// Waits for what the step needs, runs it, and adds its line to the report.
    fn run(&self, step: &'static Step, bench: &Bench) {
        let _end = End { course: self, step };
        step.prerequisites().for_each(|name| self.wait_for(name));
        let log = bench.log_of(step.name);
        let missing = step.failed_without(|name| self.report().failed(name));
        let start = Instant::now();
        let outcome = match missing {
            Some(reason) => Ok(Outcome::skipped(reason)),
            None => (step.run)(bench, &log),
        };
        self.report().add(step.name, start.elapsed(), log, outcome);
    }

    /// Waits until a step has ended; not at all when it was not chosen.
    fn wait_for(&self, name: &str) {
        let mut ended = lock(&self.ended);
        while ended.get(name) == Some(&false) {
            ended = self.one_ended.wait(ended).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn report(&self) -> MutexGuard<'_, Report> {
        lock(&self.report)
    }
}

/// Marks a step as ended when dropped: a step that panics must not leave the other lane waiting.
struct End<'a> {
    course: &'a Course,
    step: &'static Step,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        lock(&self.course.ended).insert(self.step.name, true);
        self.course.one_ended.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::super::STEPS;

    #[test]
    fn steps_wait_only_for_steps_before_them() {
        for (index, step) in STEPS.iter().enumerate() {
            for name in step.prerequisites() {
                let before = STEPS.iter().take(index).any(|other| other.name == name);
                assert!(before, "{} waits for {name}, which stands behind it or nowhere", step.name);
            }
        }
    }
}
