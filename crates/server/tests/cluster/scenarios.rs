//! What two nodes promise.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use liaison_domain::{actor::Actor, logins, people, rate_windows};
use liaison_protocol::staff::{CreateStaff, PatchStaff, StaffRole};
use liaison_server::{
    cluster::shared_window,
    config::limits::LimitsConfig,
    rate_limit::{RateLimits, RouteClass},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::{
    case::case,
    client::Client,
    node::{AGENT, Cluster, DEADLINE, Joins, Node, OTHER, PASSWORD},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_on_one_node_is_heard_on_the_other() {
    let Some(Cluster { one, two }) = Cluster::start().await else { return };
    let case = case(&one.app).await;
    let (mut brand, _) = Client::join(one.address(), &case.brand_token(), case.channel).await;
    let (mut agent, last) = Client::join(two.address(), &one.log_in(AGENT).await, case.channel).await;
    for n in 1..=50 {
        assert_eq!(brand.post(case.channel, &format!("message {n}")).await, last + n);
    }
    let heard = agent.messages(50).await;
    assert_eq!(heard, (1..=50).map(|n| (last + n, format!("message {n}"))).collect::<Vec<_>>());
    agent.post(case.channel, "answer").await;
    assert_eq!(brand.messages(51).await.last(), Some(&(last + 51, "answer".to_owned())));
    // What does not go into the log travels, too.
    brand.call("typing_start", &json!({ "conversationId": case.channel })).await;
    assert_eq!(agent.next("user_typing").await["isTyping"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_on_both_nodes_make_one_log_in_one_order() {
    let Some(Cluster { one, two }) = Cluster::start().await else { return };
    let case = case(&one.app).await;
    let agent = one.log_in(AGENT).await;
    let (mut watch_one, _) = Client::join(one.address(), &agent, case.channel).await;
    let (mut watch_two, _) = Client::join(two.address(), &agent, case.channel).await;
    let (mut on_one, _) = Client::join(one.address(), &case.brand_token(), case.channel).await;
    let (mut on_two, last) = Client::join(two.address(), &agent, case.channel).await;
    // The brand has come in, which the server says in the channel.
    tokio::join!(
        async {
            for n in 0..100 {
                on_one.post(case.channel, &format!("brand {n}")).await;
            }
        },
        async {
            for n in 0..100 {
                on_two.post(case.channel, &format!("agent {n}")).await;
            }
        },
    );
    let expected: Vec<i64> = (last + 1..=last + 200).collect();
    for watcher in [&mut watch_one, &mut watch_two] {
        let mut heard = Vec::new();
        while heard.last() != Some(&(last + 200)) {
            heard.extend(watcher.positions(1).await.into_iter().filter(|seq| *seq > last));
        }
        assert_eq!(heard, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_is_filled_without_nats_and_when_it_returns() {
    let Some(Cluster { one, two }) = Cluster::start().await else { return };
    let case = case(&one.app).await;
    let agent = one.log_in(AGENT).await;
    let (mut brand, _) = Client::join(one.address(), &case.brand_token(), case.channel).await;
    let (mut on_two, last) = Client::join(two.address(), &agent, case.channel).await;
    brand.post(case.channel, "one").await;
    assert_eq!(on_two.messages(1).await, [(last + 1, "one".to_owned())]);

    two.nats.cut();
    two.until_connected(false).await;
    assert_eq!(brand.post(case.channel, "two").await, last + 2, "sending works");
    assert_eq!(brand.post(case.channel, "three").await, last + 3);
    // The next entry of this node shows it what it missed, although it hears nothing.
    assert_eq!(on_two.post(case.channel, "four").await, last + 4);
    let texts = on_two.messages(3).await;
    let expected = [(last + 2, "two"), (last + 3, "three"), (last + 4, "four")];
    assert_eq!(texts, expected.map(|(seq, text)| (seq, text.to_owned())));

    brand.post(case.channel, "five").await;
    two.nats.restore();
    let heads = on_two.next("heads").await;
    assert_eq!(heads[case.channel.to_string()], last + 5, "told as soon as the bus is back");
    let resumed =
        on_two.call("resume", &json!({ "conversationId": case.channel, "afterSeq": last + 4 })).await;
    assert_eq!(resumed["items"][0]["text"], "five");
    brand.post(case.channel, "six").await;
    assert_eq!(on_two.positions(2).await, [last + 5, last + 6], "five was missing on this node");
    // The first node heard four from nobody.
    assert_eq!(brand.positions(6).await, (last + 1..=last + 6).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_cuts_on_every_node_within_two_seconds_with_and_without_nats() {
    let Some(cluster) = Cluster::start().await else { return };
    let Cluster { one, two } = &cluster;
    let case = case(&one.app).await;
    let admin = CreateStaff {
        name: "Wanjiru".to_owned(),
        email: OTHER.to_owned(),
        role: StaffRole::Supervisor,
        password: Some(PASSWORD.to_owned()),
        team: None,
        skills: Vec::new(),
        capacity: None,
    };
    let other = people::staff::create(&one.app, &Actor::System, admin).await.unwrap();
    for is_connected in [true, false] {
        if !is_connected {
            cluster.cut_nats();
            one.until_connected(false).await;
            two.until_connected(false).await;
        }
        // A new team: the connections are cut, the tokens stay good.
        let token = one.log_in(AGENT).await;
        let mut agent = Client::connect(two.address(), &token).await;
        let mut bystander = Client::connect(two.address(), &one.log_in(OTHER).await).await;
        let team = PatchStaff { team: Some(format!("team {is_connected}")), ..PatchStaff::default() };
        people::staff::patch(&one.app, &Actor::System, case.agent.id, team).await.unwrap();
        let begun = Instant::now();
        agent.closed().await;
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}, NATS {is_connected}", begun.elapsed());

        // Who comes back is not cut by the second way of the same news.
        let mut agent = Client::connect(two.address(), &token).await;
        while begun.elapsed() < Duration::from_millis(2_500) {
            agent.call("join", &json!(case.agent.id)).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        // One login ends, another of the same person stays.
        let grant = logins::commands::begin_by_email(&one.app, AGENT).await.unwrap();
        let second = one.log_in(AGENT).await;
        let mut second = Client::connect(two.address(), &second).await;
        let now = one.app.now();
        let times = logins::ahead::TokenTimes { issued_at: now, accepted_until: now };
        let login = logins::commands::identify(&one.app, case.agent.id, grant.identity.login, times);
        let identity = Actor::Person(Arc::new(login.await.unwrap()));
        logins::commands::log_out(&one.app, &identity).await.unwrap();
        second.call("join", &json!(case.agent.id)).await;
        bystander.call("join", &json!(other)).await;
    }
    // A host's user who logs out, and staff who are sent away, still without NATS.
    let mut brand = Client::connect(two.address(), &case.brand_token()).await;
    let mut agent = Client::connect(two.address(), &one.log_in(AGENT).await).await;
    let begun = Instant::now();
    logins::commands::log_out(&one.app, &case.brand()).await.unwrap();
    people::staff::deactivate(&one.app, &Actor::System, case.agent.id).await.unwrap();
    brand.closed().await;
    agent.closed().await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_lost_access_while_nats_was_away_hears_nothing_after_its_return() {
    let Some(Cluster { one, two }) = Cluster::start().await else { return };
    let case = case(&one.app).await;
    let (mut brand, _) = Client::join(two.address(), &case.brand_token(), case.channel).await;
    let (mut agent, _) = Client::join(two.address(), &one.log_in(AGENT).await, case.channel).await;
    two.nats.cut();
    two.until_connected(false).await;
    // Another brand takes the brand's place, and the event that says so does not reach the second node.
    let stranger = people::commands::create_visitor(&one.app, None).await.unwrap();
    let sql = format!("UPDATE participants SET person_id = {} WHERE side = 'brand'", stranger.id);
    one.app.db().read().execute_unprepared(&sql).await.unwrap();
    two.nats.restore();
    let begun = Instant::now();
    loop {
        assert!(begun.elapsed() < DEADLINE, "the seat is never taken away");
        let seq = agent.post(case.channel, "for the new brand").await;
        // The answer comes after everything that was sent before it.
        brand.call("join", &json!(case.brand.id)).await;
        let heard = |(name, event): &(String, Value)| name == "new_message" && event["message"]["seq"] == seq;
        if !brand.inbox.iter().any(heard) {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rate_is_counted_for_all_nodes_together() {
    let Some(Cluster { one, two }) = Cluster::start().await else { return };
    let config = LimitsConfig { logins_per_minute: 30, ..LimitsConfig::default() };
    // Counted anew when a minute ended meanwhile: then there were two windows.
    loop {
        let minute = || one.app.now().timestamp() / 60;
        let begun = minute();
        let key = format!("ann {begun}");
        let limits = [&one, &two].map(|node| RateLimits::new(&config, shared_window(&node.app)));
        let mut allowed = 0;
        for _ in 0..30 {
            for node in &limits {
                allowed += u32::from(node.check(RouteClass::Login, &key).await.is_ok());
            }
        }
        if begun == minute() {
            assert_eq!(allowed, 30);
            break;
        }
    }
    let taken = rate_windows::take(&one.app, "key", 10, 25).await.unwrap();
    assert!(taken.valid_for <= Duration::from_secs(60));
    rate_windows::sweep(&two.app).await.unwrap();

    // Without the counter each node counts by itself.
    one.app.db().read().execute_unprepared("DROP TABLE rate_windows").await.unwrap();
    let alone = RateLimits::new(&config, shared_window(&one.app));
    let mut allowed = 0;
    for _ in 0..100 {
        allowed += u32::from(alone.check(RouteClass::Login, "bob").await.is_ok());
    }
    assert!((30..=31).contains(&allowed), "{allowed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_starts_and_is_ready_without_nats_and_says_so() {
    let Some(joins) = Joins::fresh().await else { return };
    let node = Node::start(&joins, false).await;
    let ask = async |path: &str| {
        let answer = reqwest::get(format!("http://{}{path}", node.address())).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, body) = ask("/readyz").await;
    assert!(status == 200 && body.contains(r#""bus":"disconnected""#), "{status} {body}");
    assert!(ask("/metrics").await.1.contains("bus_connected"));
    node.nats.restore();
    node.until_connected(true).await;
    let (status, body) = ask("/readyz").await;
    assert!(status == 200 && body.contains(r#""bus":"connected""#), "{status} {body}");
}
