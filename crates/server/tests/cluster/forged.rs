//! Somebody who speaks on NATS without the nodes' key changes nothing that people see.

use futures_util::StreamExt as _;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    case::case,
    client::Client,
    node::{AGENT, Cluster, DEADLINE, Joins},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_that_are_played_back_damaged_or_invented_are_seen_by_nobody() {
    let Some(joins) = Joins::fresh().await else { return };
    let attacker = async_nats::connect(&joins.nats).await.unwrap();
    let subject = format!("liaison.{}.events", joins.cluster);
    let mut wire = attacker.subscribe(subject.clone()).await.unwrap();
    // Nobody responds; but whoever says so has also understood the subscription.
    attacker.request("nobody", "".into()).await.unwrap_err();
    let Cluster { one, two } = Cluster::on(&joins).await;
    let case = case(&one.app).await;
    let (mut brand, _) = Client::join(one.address(), &case.brand_token(), case.channel).await;
    let agent = one.log_in(AGENT).await;
    let (mut agent, last) = Client::join(two.address(), &agent, case.channel).await;
    for n in 1..=5 {
        brand.post(case.channel, &format!("message {n}")).await;
    }
    assert_eq!(agent.positions(5).await, (last + 1..=last + 5).collect::<Vec<_>>());
    brand.call("typing_start", &json!({ "conversationId": case.channel })).await;
    agent.next("user_typing").await;

    let mut frames = Vec::new();
    while let Ok(Some(message)) = timeout(DEADLINE, wire.next()).await {
        frames.push(message.payload.to_vec());
        if frames.last().unwrap().windows(6).any(|word| word == b"Typing") {
            break;
        }
    }
    let mut bad: Vec<Vec<u8>> = frames.iter().rev().chain(&frames).cloned().collect();
    bad.extend(frames.iter().map(|frame| [frame.as_slice(), b" "].concat()));
    // The words of a frame under the seal of another.
    bad.extend(frames.windows(2).map(|pair| [&pair[0][..66], &pair[1][66..]].concat()));
    bad.extend([vec![1; attacker.max_payload()], Vec::new(), b"{\"event\":\"Posted\"}".to_vec()]);
    let refused = |node: &crate::node::Node| node.app.bus_status().unwrap().refused;
    let begun = std::time::Instant::now();
    let count = bad.len() as u64;
    for frame in bad {
        attacker.publish(subject.clone(), frame.into()).await.unwrap();
    }
    // Its own frames a node passes over without a word; those of the other it refuses.
    while refused(&one) + refused(&two) < count {
        assert!(begun.elapsed() < DEADLINE, "{} and {} of {count}", refused(&one), refused(&two));
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    brand.post(case.channel, "the next").await;
    let heard = agent.messages(1).await;
    assert_eq!(heard, [(last + 6, "the next".to_owned())], "nothing was told in between");
    agent.call("join", &json!(case.agent.id)).await;
    assert!(agent.inbox.iter().all(|(name, _)| name != "user_typing" && name != "new_message"));
    assert_eq!(brand.positions(6).await, (last + 1..=last + 6).collect::<Vec<_>>());
    assert_eq!((one.app.bus_status().unwrap().losses, two.app.bus_status().unwrap().losses), (0, 0));
}
