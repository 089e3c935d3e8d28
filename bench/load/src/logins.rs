//! Wrong passwords by the hundred at once: what they cost everybody else, and what memory they leave behind.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Map, Value, json};

use crate::conversations::Server;
use crate::measured::{Latencies, Stretch, float, memory_of};

#[derive(Args)]
pub(crate) struct Options {
    /// Clients that try at the same time
    #[arg(long, default_value_t = 300)]
    clients: u16,
    /// Seconds for which each of them tries again and again, whatever it is answered
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

/// How often somebody who has nothing to do with it asks whether the server is ready.
const ASKS_EVERY: Duration = Duration::from_millis(20);
/// How long after the flood the memory is looked at again.
const SETTLING: Duration = Duration::from_secs(3);

pub(crate) async fn run(server: &Server, options: &Options) -> Result<Map<String, Value>> {
    let before = memory_of(server.process)?;
    let stretch = Stretch::begin(Some(server.process))?;
    // Linux takes the whole of 127/8 as this machine.
    let many = |number: u16| IpAddr::V4(Ipv4Addr::from(0x7f00_0100 + u32::from(number) + 1));
    let from_many = flood(server, options, many).await?;
    let from_one = flood(server, options, |_| Ipv4Addr::new(127, 0, 0, 77).into()).await?;
    let requests = from_many.requests + from_one.requests;
    let mut result = stretch.end()?.facts(requests);
    let peak = from_many.peak.max(from_one.peak);
    tokio::time::sleep(SETTLING).await;
    result.insert("mib_added_at_most".into(), json!((peak - before) / 1024.0));
    result.insert("mib_kept".into(), json!((memory_of(server.process)? - before) / 1024.0));
    result.insert("from_many".into(), from_many.facts());
    result.insert("from_one".into(), from_one.facts());
    Ok(result)
}

/// What a flood came to.
struct Flood {
    answers: BTreeMap<u16, usize>,
    requests: usize,
    ready: Latencies,
    peak: f64,
}

impl Flood {
    fn facts(self) -> Value {
        let answers: Map<String, Value> =
            self.answers.iter().map(|(status, count)| (status.to_string(), json!(count))).collect();
        json!({ "answers": answers, "requests": float(self.requests), "ready": self.ready.facts() })
    }
}

async fn flood(server: &Server, options: &Options, from: impl Fn(u16) -> IpAddr) -> Result<Flood> {
    let until = Instant::now() + Duration::from_secs(options.seconds);
    let answers = RefCell::new(BTreeMap::new());
    let is_over = Cell::new(false);
    let clients = (0..options.clients).map(|number| guess(server, number, from(number), until, &answers));
    let clients = async {
        let done: Result<Vec<()>> = join_all(clients).await.into_iter().collect();
        is_over.set(true);
        done
    };
    let (done, watched) = tokio::join!(clients, watch(server, &is_over));
    done?;
    let (ready, peak) = watched?;
    let answers = answers.into_inner();
    Ok(Flood { requests: answers.values().sum(), answers, ready, peak })
}

/// Each guess is at an account of its own, so that nothing but the password is in its way.
async fn guess(
    server: &Server,
    number: u16,
    from: IpAddr,
    until: Instant,
    answers: &RefCell<BTreeMap<u16, usize>>,
) -> Result<()> {
    let http = reqwest::Client::builder().local_address(from).build()?;
    let url = format!("http://{}/api/auth/login", server.address);
    for guess in 0_u32.. {
        let email = format!("nobody-{number}-{guess}@{from}.example");
        let body = json!({ "email": email, "password": "a wrong password" });
        let status = http.post(&url).json(&body).send().await?.status();
        ensure!(
            [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE]
                .contains(&status),
            "a guess was answered {status}"
        );
        *answers.borrow_mut().entry(status.as_u16()).or_default() += 1;
        if Instant::now() >= until {
            break;
        }
    }
    Ok(())
}

/// How long somebody else waits meanwhile, and the most memory that was seen.
async fn watch(server: &Server, is_over: &Cell<bool>) -> Result<(Latencies, f64)> {
    let http = reqwest::Client::new();
    let url = format!("http://{}/readyz", server.address);
    let (mut ready, mut peak) = (Latencies::default(), 0.0_f64);
    while !is_over.get() {
        let begun = Instant::now();
        let status = http.get(&url).send().await?.status();
        ready.add(begun.elapsed());
        ensure!(status.is_success(), "the server says that it is not ready: {status}");
        peak = peak.max(memory_of(server.process)?);
        tokio::time::sleep(ASKS_EVERY).await;
    }
    Ok((ready, peak))
}
