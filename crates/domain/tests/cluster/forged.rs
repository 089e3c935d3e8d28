//! An attacker who can publish on the bus but has no key changes nothing: not with frames that were said
//! before, in whatever order, on whatever subject, by whomever, and not with anything else.
//!
//! Runs where `LIAISON_TEST_NATS` names a server, and says so where it does not.

use async_nats::{Client, Subscriber};
use futures_util::StreamExt;
use liaison_domain::bus::NatsBus;
use tokio::time::timeout;

use crate::contract::{DEADLINE, KEY, Node, cluster, join, nats};

/// An attacker on the same NATS server who can read and publish anything.
struct Attacker {
    client: Client,
    wire: Subscriber,
    subject: String,
}

impl Attacker {
    async fn on(url: &str, cluster: &str) -> Self {
        let client = async_nats::connect(url).await.unwrap();
        let subject = format!("liaison.{cluster}.events");
        let wire = client.subscribe(subject.clone()).await.unwrap();
        // Nobody responds; but whoever says so has also understood the subscription.
        client.request("nobody", "".into()).await.unwrap_err();
        Self { client, wire, subject }
    }

    /// The next frames that carry events.
    async fn hear(&mut self, count: usize) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        while frames.len() < count {
            let frame = timeout(DEADLINE, self.wire.next()).await.unwrap().unwrap().payload.to_vec();
            // What a node says of itself has no body.
            frames.extend(frame.ends_with(b"}").then_some(frame));
        }
        frames
    }

    async fn say(&self, frames: &[Vec<u8>]) {
        for frame in frames {
            self.client.publish(self.subject.clone(), frame.clone().into()).await.unwrap();
        }
        self.client.flush().await.unwrap();
    }
}

/// Makes sure that so many frames were refused, and that nothing but them was noticed.
async fn refused(node: &mut Node<NatsBus>, count: usize) {
    node.until("refusing", |status| status.refused >= count as u64).await;
    assert_eq!(node.status().refused, count as u64);
    assert!(node.so_far().is_empty(), "something was taken");
}

#[tokio::test]
async fn what_was_heard_is_not_heard_again_in_any_order() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let mut attacker = Attacker::on(&url, &cluster).await;
    let (one, mut two) = (join(&url, &cluster, KEY).await, join(&url, &cluster, KEY).await);
    (1..=20).for_each(|n| one.publish(n));
    assert_eq!(two.next(20).await, (1..=20).collect::<Vec<_>>());
    let mut frames = attacker.hear(20).await;
    attacker.say(&frames).await;
    frames.reverse();
    attacker.say(&frames).await;
    refused(&mut two, 40).await;
    one.publish(21);
    assert_eq!(two.next(1).await, [21]);
    assert_eq!(two.status().losses, 0, "nor does anybody look for what is not lost");
}

#[tokio::test]
async fn what_was_said_in_another_cluster_means_nothing_here() {
    let Some(url) = nats() else { return };
    let (here, there) = (cluster(), cluster());
    let (mut listener, attacker) = (Attacker::on(&url, &there).await, Attacker::on(&url, &here).await);
    // The same key: both were set up by copying a configuration.
    let (other, mut node) = (join(&url, &there, KEY).await, join(&url, &here, KEY).await);
    (1..=5).for_each(|n| other.publish(n));
    let frames = listener.hear(5).await;
    attacker.say(&frames).await;
    refused(&mut node, 5).await;
    // One subject carries all conversations; others, of whatever name, are not listened to.
    for subject in ["liaison", &format!("liaison.{here}"), &format!("{}.x", attacker.subject)] {
        attacker.client.publish(subject.to_owned(), frames[0].clone().into()).await.unwrap();
    }
    attacker.say(&[b"the last one".to_vec()]).await;
    refused(&mut node, 6).await;
}

#[tokio::test]
async fn after_a_restart_of_the_sender_its_old_frames_stay_old() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let mut attacker = Attacker::on(&url, &cluster).await;
    let (one, mut two) = (join(&url, &cluster, KEY).await, join(&url, &cluster, KEY).await);
    (1..=5).for_each(|n| one.publish(n));
    two.next(5).await;
    let frames = attacker.hear(5).await;
    drop(one);
    let one = join(&url, &cluster, KEY).await;
    one.publish(6);
    assert_eq!(two.next(1).await, [6], "the count begins anew");
    attacker.say(&frames).await;
    refused(&mut two, 5).await;
}

#[tokio::test]
async fn after_a_restart_of_the_receiver_what_the_sender_has_passed_stays_passed() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let mut attacker = Attacker::on(&url, &cluster).await;
    let one = join(&url, &cluster, KEY).await;
    (1..=5).for_each(|n| one.publish(n));
    let frames = attacker.hear(5).await;
    let mut two = join(&url, &cluster, KEY).await;
    one.publish(6);
    assert_eq!(two.next(1).await, [6], "one word of the sender is enough");
    attacker.say(&frames).await;
    refused(&mut two, 5).await;
}

#[tokio::test]
async fn who_has_no_key_is_not_heard_whatever_he_says() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let attacker = Attacker::on(&url, &cluster).await;
    let (one, mut two) = (join(&url, &cluster, KEY).await, join(&url, &cluster, KEY).await);
    let largest = attacker.client.max_payload();
    let garbage = [
        Vec::new(),
        vec![0],
        b"{}".to_vec(),
        b"\x01\x01".to_vec(),
        vec![0xFF; 66],
        vec![1; 67],
        // As long as the server carries: a node reads its head and forgets it.
        vec![1; largest],
        format!("{{\"event\":{}}}", "[".repeat(100_000)).into_bytes(),
    ];
    attacker.say(&garbage).await;
    refused(&mut two, garbage.len()).await;
    // A node that nobody knows, with a key of its own making.
    let stranger = join(&url, &cluster, b"a key that nobody else has, long").await;
    (1..=3).for_each(|n| stranger.publish(n));
    // Its greeting is refused, too.
    two.until("refusing", |status| status.refused >= garbage.len() as u64 + 4).await;
    one.publish(7);
    assert_eq!(two.next(1).await, [7], "nothing else came before");
}
