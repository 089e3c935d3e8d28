//! What is acknowledged stays: the real program is killed, its database restarted, its disk filled and its power cut,
//! all under load, and afterwards every log is compared with what clients were promised,
//! and every job with its effect.
//!
//! `LIAISON_TEST_SEED` repeats a run, `LIAISON_TEST_KILLS` and `LIAISON_TEST_POWER_CUTS` ask for longer ones. What a
//! machine does not permit is said where a reader of the log sees it. The claims and figures are in
//! `docs/reliability.md`.

#[cfg(test)]
mod case;
#[cfg(test)]
mod deadlock;
#[cfg(test)]
mod disk_full;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod job_kills;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod log;
#[cfg(test)]
mod lost_answer;
#[cfg(test)]
mod options;
#[cfg(test)]
mod own_postgres;
#[cfg(test)]
mod postgres_outage;
#[cfg(test)]
mod power_cuts;
#[cfg(test)]
mod program;
#[cfg(test)]
mod room;
#[cfg(test)]
mod talker;
