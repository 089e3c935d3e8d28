//! What is measured: a table. The load program's own words are in `bench/load`.

use serde_json::Value;

use super::servers::Program;

/// One kind of load on several servers.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) ours: Program,
    pub(crate) baselines: &'static [Program],
    /// None where no load is needed.
    pub(crate) load: Option<Load>,
    pub(crate) metrics: &'static [Metric],
}

/// Arguments of the load program; the quick ones are added to the others and win.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    full: &'static str,
    quick: &'static str,
}

/// One value of the load program's result.
pub(crate) struct Metric {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) better: Better,
    /// One for each baseline, or one without baselines.
    pub(crate) goals: &'static [Option<Goal>],
}

/// Which way is up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    More,
    Less,
}

/// What we want to reach.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// Our own value.
    Value(f64),
    /// Ours by the baseline's.
    Ratio(f64),
    Both(f64, f64),
}

impl Scenario {
    pub(crate) fn servers(&self) -> impl Iterator<Item = Program> {
        std::iter::once(self.ours).chain(self.baselines.iter().copied())
    }

    pub(crate) fn needs_postgres(&self) -> bool {
        self.servers().any(Program::needs_postgres)
    }

    /// The values of one round, for those who watch.
    pub(crate) fn line(&self, result: &Value) -> String {
        let value = |metric: &Metric| {
            let value = result.pointer(metric.pointer).and_then(Value::as_f64).unwrap_or(f64::NAN);
            format!("{} {value:.2} {}", metric.name, metric.unit)
        };
        self.metrics.iter().map(value).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn conditions(&self, quick: bool) -> String {
        let load = self.load.map(|load| load.arguments(quick).join(" ")).unwrap_or_default();
        format!("{}; {load}", self.about)
    }
}

impl Load {
    pub(crate) fn arguments(self, quick: bool) -> Vec<&'static str> {
        let words = self.full.split_whitespace();
        if quick { words.chain(self.quick.split_whitespace()).collect() } else { words.collect() }
    }
}

const fn more(
    name: &'static str,
    unit: &'static str,
    pointer: &'static str,
    goals: &'static [Option<Goal>],
) -> Metric {
    Metric { name, unit, pointer, better: Better::More, goals }
}

const fn less(
    name: &'static str,
    unit: &'static str,
    pointer: &'static str,
    goals: &'static [Option<Goal>],
) -> Metric {
    Metric { name, unit, pointer, better: Better::Less, goals }
}

const PER_SECOND: &str = "/messages_per_second";
const DELIVERIES: &str = "/deliveries_per_second";
const CPU: Metric = less("server processor time each", "us", "/server_cpu_us_each", &[]);
const LATENCY: Metric = less("p99", "ms", "/delivery/p99_ms", &[]);
const JOBS: Load = Load { full: "jobs --jobs 100000", quick: "--jobs 20000 --seconds-ahead 5" };
const JOBS_PER_SECOND: &str = "/jobs_per_second";
const SHORT: &str = "--seconds 2";

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "empty",
        about: "a server that nobody uses, on a fresh SQLite database",
        ours: Program::Sqlite,
        baselines: &[],
        load: None,
        metrics: &[
            less("resident memory", "MiB", "/resident_mib", &[Some(Goal::Value(40.0))]),
            less("start to first answer", "s", "/seconds_to_first_answer", &[Some(Goal::Value(0.5))]),
            less("first start, with migrations", "s", "/seconds_of_first_start", &[]),
        ],
    },
    Scenario {
        name: "idle",
        about: "authenticated connections, each in one room, that do nothing",
        ours: Program::Sqlite,
        baselines: &[Program::Bare],
        load: Some(Load {
            full: "idle --connections 10000",
            quick: "--connections 2000 --conversations 100",
        }),
        metrics: &[
            less("memory of each", "KiB", "/kib_each", &[Some(Goal::Both(6.0, 0.4))]),
            more("connects", "1/s", "/connects_per_second", &[]),
        ],
    },
    Scenario {
        name: "rooms-of-10",
        about: "the engine alone: messages to 50 rooms of 10, 10 under way in each",
        ours: Program::Relay,
        baselines: &[Program::Bare],
        load: Some(Load {
            full: "send --conversations 50 --listeners 10 --agents 0 --in-flight 500",
            quick: SHORT,
        }),
        metrics: &[more("deliveries", "1/s", DELIVERIES, &[Some(Goal::Ratio(4.0))]), LATENCY, CPU],
    },
    Scenario {
        name: "calm-rooms-of-10",
        about: "the engine alone: messages to 50 rooms of 10, 2 under way in each",
        ours: Program::Relay,
        baselines: &[Program::Bare],
        load: Some(Load {
            full: "send --conversations 50 --listeners 10 --agents 0 --in-flight 100",
            quick: SHORT,
        }),
        metrics: &[more("deliveries", "1/s", DELIVERIES, &[]), LATENCY, CPU],
    },
    Scenario {
        name: "room-of-1000",
        about: "the engine alone: messages to one room of 1,000, 128 under way",
        ours: Program::Relay,
        baselines: &[Program::Bare],
        load: Some(Load {
            full: "send --conversations 1 --listeners 1000 --agents 0 --in-flight 128",
            quick: SHORT,
        }),
        metrics: &[more("deliveries", "1/s", DELIVERIES, &[Some(Goal::Ratio(15.0))]), LATENCY, CPU],
    },
    Scenario {
        name: "calm-room-of-1000",
        about: "the engine alone: messages to one room of 1,000, 4 under way",
        ours: Program::Relay,
        baselines: &[Program::Bare],
        load: Some(Load {
            full: "send --conversations 1 --listeners 1000 --agents 0 --in-flight 4",
            quick: SHORT,
        }),
        metrics: &[more("deliveries", "1/s", DELIVERIES, &[]), LATENCY, CPU],
    },
    Scenario {
        name: "round-trip",
        about: "the engine alone: one connection, 2,000 messages per second, time from due to acknowledged",
        ours: Program::Relay,
        baselines: &[Program::Bare],
        load: Some(Load { full: "send --conversations 1 --agents 0 --rate 2000", quick: SHORT }),
        metrics: &[
            less("p50", "ms", "/ack/p50_ms", &[]),
            less("p99", "ms", "/ack/p99_ms", &[Some(Goal::Ratio(1.0))]),
        ],
    },
    Scenario {
        name: "stored-round-trip",
        about: "the whole server on SQLite, synchronous=FULL: one connection, 500 messages per second",
        ours: Program::Sqlite,
        baselines: &[Program::BetterSqlite],
        load: Some(Load { full: "send --conversations 1 --agents 1 --rate 500", quick: SHORT }),
        metrics: &[less("p50", "ms", "/ack/p50_ms", &[]), less("p99", "ms", "/ack/p99_ms", &[])],
    },
    Scenario {
        name: "stored-sqlite",
        about: "the whole server on SQLite, synchronous=FULL: stored, acknowledged, delivered to party and agent; 64 under way",
        ours: Program::Sqlite,
        baselines: &[Program::BetterSqlite],
        load: Some(Load { full: "send", quick: SHORT }),
        metrics: &[more("messages", "1/s", PER_SECOND, &[Some(Goal::Ratio(6.0))]), LATENCY, CPU],
    },
    Scenario {
        name: "stored-postgres",
        about: "the whole server on PostgreSQL, fsync on: stored, acknowledged, delivered to party and agent; 64 under way",
        ours: Program::Postgres,
        baselines: &[Program::Pg, Program::Prisma],
        load: Some(Load { full: "send", quick: SHORT }),
        metrics: &[
            more("messages", "1/s", PER_SECOND, &[Some(Goal::Ratio(4.0)), Some(Goal::Ratio(8.0))]),
            LATENCY,
            CPU,
        ],
    },
    Scenario {
        name: "hot-conversation",
        about: "the whole server on PostgreSQL: 64 senders in one conversation, one who listens; 64 under way",
        ours: Program::Postgres,
        baselines: &[Program::Pg],
        load: Some(Load {
            full: "send --conversations 1 --listeners 0 --senders 64 --agents 1",
            quick: SHORT,
        }),
        metrics: &[more("messages", "1/s", PER_SECOND, &[Some(Goal::Value(10_000.0))])],
    },
    Scenario {
        name: "jobs-postgres",
        about: "jobs that do nothing, all due at the same moment, on PostgreSQL: claimed, run and removed",
        ours: Program::Postgres,
        baselines: &[Program::Graphile, Program::GraphileBatches],
        load: Some(JOBS),
        metrics: &[more("jobs", "1/s", JOBS_PER_SECOND, &[Some(Goal::Ratio(1.0)), None]), CPU],
    },
    Scenario {
        name: "jobs-sqlite",
        about: "jobs that do nothing, all due at the same moment, on SQLite: claimed, run and removed",
        ours: Program::Sqlite,
        baselines: &[],
        load: Some(JOBS),
        metrics: &[more("jobs", "1/s", JOBS_PER_SECOND, &[]), CPU],
    },
    Scenario {
        name: "logins",
        about: "wrong passwords without a pause by 300 clients at once, from 300 addresses and then from one",
        ours: Program::Sqlite,
        baselines: &[],
        load: Some(Load { full: "logins --clients 300 --seconds 10", quick: "--seconds 3" }),
        metrics: &[
            less("readyz p99, 300 addresses", "ms", "/from_many/ready/p99_ms", &[Some(Goal::Value(200.0))]),
            less("readyz p99, one address", "ms", "/from_one/ready/p99_ms", &[Some(Goal::Value(200.0))]),
            less("memory added", "MiB", "/mib_added_at_most", &[Some(Goal::Value(150.0))]),
            less("memory kept", "MiB", "/mib_kept", &[]),
        ],
    },
    Scenario {
        name: "storm",
        about: "the whole server on SQLite: all connections cut at once, 5 messages missed in each of 500 conversations",
        ours: Program::Sqlite,
        baselines: &[],
        load: Some(Load {
            full: "storm --connections 5000",
            quick: "--connections 1000 --conversations 100",
        }),
        metrics: &[
            less("until all are back", "s", "/seconds_until_all_are_back", &[Some(Goal::Value(30.0))]),
            less("answers 5xx", "", "/server_errors", &[Some(Goal::Value(0.0))]),
        ],
    },
    Scenario {
        name: "flow-step",
        about: "one step of a guided deal: a bid from the first card to the last, over and over, on one thread",
        ours: Program::Flow,
        baselines: &[Program::XState],
        load: None,
        metrics: &[
            less("time of a step", "us", "/us_per_step", &[Some(Goal::Both(1.0, 0.1))]),
            less("memory of an idle run", "bytes", "/bytes_per_run", &[]),
        ],
    },
];
