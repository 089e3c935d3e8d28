//! NATS is killed and comes back, with nothing of what it knew, while people write on both nodes: sending works, nobody
//! loses anything or is told anything twice, and what was missed is there soon after its return.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use liaison_protocol::ids::ConversationId;
use tokio::{sync::watch, task::JoinHandle, time::sleep};

use crate::{
    case::case,
    client::Client,
    follower::Follower,
    nats_server::NatsServer,
    node::{AGENT, Cluster, Joins},
};

/// By when the gap is to be filled after the return of NATS.
const GAP: Duration = Duration::from_secs(30);
/// How long each part of the story lasts.
const WHILE: Duration = Duration::from_millis(700);

/// Somebody who writes until told to stop; the highest position given.
fn write(
    mut client: Client,
    channel: ConversationId,
    name: &'static str,
    stop: &Arc<AtomicBool>,
) -> JoinHandle<i64> {
    let stop = Arc::clone(stop);
    tokio::spawn(async move {
        let mut last = 0;
        for n in 0.. {
            if stop.load(Relaxed) {
                break;
            }
            let begun = Instant::now();
            let seq = client.post(channel, &format!("{name} {n}")).await;
            assert!(
                seq > last && begun.elapsed() < Duration::from_secs(5),
                "{name} waits {:?}",
                begun.elapsed()
            );
            last = seq;
            client.inbox.clear();
            sleep(Duration::from_millis(10)).await;
        }
        last
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_loses_or_sees_twice_what_is_written_while_nats_is_killed_and_started() {
    let Some(joins) = Joins::fresh().await else { return };
    let Some(mut nats) = NatsServer::start().await else { return };
    let Cluster { one, two } = Cluster::on(&Joins { nats: nats.url(), ..joins }).await;
    let case = case(&one.app).await;
    let (brand, agent, channel) = (case.brand_token(), one.log_in(AGENT).await, case.channel);
    let mut followers = Vec::new();
    for (node, token) in [(&one, &brand), (&one, &agent), (&two, &brand), (&two, &agent)] {
        followers.push(Follower::new(Client::join(node.address(), token, channel).await, channel));
    }
    let (stop, stop_two) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut on_one = Vec::new();
    let mut on_two = Vec::new();
    for (node, stop, writers) in [(&one, &stop, &mut on_one), (&two, &stop_two, &mut on_two)] {
        writers.push(write(Client::join(node.address(), &brand, channel).await.0, channel, "brand", stop));
        writers.push(write(Client::join(node.address(), &agent, channel).await.0, channel, "agent", stop));
    }
    // Which position is the last is known at the end.
    let (end, ends) = watch::channel(None);
    let followers: Vec<_> = followers
        .into_iter()
        .map(|follower| {
            let ends = ends.clone();
            tokio::spawn(async move { (follower.until(ends).await, Instant::now()) })
        })
        .collect();

    let both = async |is_connected| {
        one.until_connected(is_connected).await;
        two.until_connected(is_connected).await;
    };
    for _ in 0..2 {
        sleep(WHILE).await;
        nats.kill();
        both(false).await;
        sleep(WHILE).await;
        nats.start_again().await;
        both(true).await;
    }
    sleep(WHILE).await;
    // Now nobody on the second node says anything that would show it what it misses.
    nats.kill();
    both(false).await;
    stop_two.store(true, Relaxed);
    let mut last = 0;
    for writer in on_two {
        last = writer.await.unwrap().max(last);
    }
    sleep(WHILE).await;
    stop.store(true, Relaxed);
    for writer in on_one {
        last = writer.await.unwrap().max(last);
    }
    end.send_replace(Some(last));
    nats.start_again().await;
    let returned = Instant::now();

    let mut stored = Follower::new((Client::connect(one.address(), &agent).await, 0), channel);
    stored.resume().await;
    assert_eq!(stored.log.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), (1..=last).collect::<Vec<_>>());
    assert!(last > 100, "too little was written to prove anything: {last}");
    let mut longest = Duration::ZERO;
    for follower in followers {
        let (follower, complete) = follower.await.unwrap();
        longest = complete.saturating_duration_since(returned).max(longest);
        assert!(longest < GAP, "{longest:?}");
        let from = usize::try_from(follower.begin).unwrap();
        assert_eq!(follower.log, stored.log[from..], "what a client has is what the database has");
    }
    println!("of {last} entries everybody has all, {longest:?} after the return of NATS");
    for node in [&one, &two] {
        let status = node.app.bus_status().unwrap();
        assert!(status.dropped > 0 && status.refused == 0, "{status:?}");
    }
}
