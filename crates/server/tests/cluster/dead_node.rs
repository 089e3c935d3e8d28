//! A node dies, or sleeps for longer than its lease: what the others say of its people.

use std::time::{Duration, Instant};

use liaison_domain::{
    actor::Actor,
    tickets::{self, access::Which},
};
use liaison_protocol::staff::{Staff, StaffRole};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{
    case::{Case, case, order, staff},
    client::Client,
    node::{AGENT, Joins, Node, OTHER},
    program::Program,
};

/// A lease holds for 15 seconds and is looked after every 5.
const LEASE_AND_LOOK: Duration = Duration::from_secs(20);
/// For the work itself.
const MARGIN: Duration = Duration::from_secs(3);
/// Somebody who looks on.
const WATCHER: &str = "sam@example.com";

struct Bench {
    stays: Node,
    dies: Program,
    case: Case,
    /// Maya, an agent, is connected to the node that dies.
    maya: Client,
    /// Wanjiru, an agent, too.
    wanjiru: Client,
    wanjiru_is: Staff,
    /// A supervisor on the node that stays.
    watcher: Client,
    brand: Client,
}

async fn bench() -> Option<Bench> {
    let joins = Joins::fresh().await?;
    let stays = Node::start(&joins, true).await;
    let case = case(&stays.app).await;
    let wanjiru_is = staff(&stays.app, "Wanjiru", OTHER, StaffRole::Agent).await;
    staff(&stays.app, "Sam", WATCHER, StaffRole::Supervisor).await;
    let dies = Program::start(&joins).await;
    let (brand, _) = Client::join(stays.address(), &case.brand_token(), case.channel).await;
    let mut watcher = Client::connect(stays.address(), &stays.log_in(WATCHER).await).await;
    let mut maya = Client::connect(dies.address, &stays.log_in(AGENT).await).await;
    let mut wanjiru = Client::connect(dies.address, &stays.log_in(OTHER).await).await;
    for (client, staff) in [(&mut maya, &case.agent), (&mut wanjiru, &wanjiru_is)] {
        let answer = client.call("user_status", &json!({ "status": "online" })).await;
        assert_eq!(answer["success"], true, "{answer}");
        while !is_of(&watcher.next("user_status_change").await, staff, true) {}
    }
    Some(Bench { stays, dies, case, maya, wanjiru, wanjiru_is, watcher, brand })
}

fn is_of(event: &Value, staff: &Staff, is_online: bool) -> bool {
    event["userId"] == staff.public_id.as_str() && event["is_online"] == is_online
}

/// Waits until somebody is told that a member of staff is online or not.
async fn told(client: &mut Client, staff: &Staff, is_online: bool) {
    let waiting = async {
        loop {
            // No deadline of the client's own is as long as a lease.
            if let Ok((name, event)) = timeout(Duration::from_secs(5), client.event()).await
                && name == "user_status_change"
                && is_of(&event, staff, is_online)
            {
                return;
            }
        }
    };
    timeout(LEASE_AND_LOOK + MARGIN, waiting).await.unwrap_or_else(|_| panic!("{} {is_online}", staff.name));
}

impl Bench {
    /// Whether anybody lives who sees a member of staff.
    async fn is_online(&self, staff: &Staff) -> bool {
        let seen = liaison_domain::work::staff::list(&self.stays.app, &Actor::System).await.unwrap();
        seen.iter().find(|one| one.id == staff.id).unwrap().is_online
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_of_a_killed_node_are_gone_after_its_lease_and_those_who_came_back_are_not() {
    let Some(mut bench) = bench().await else { return };
    bench.dies.kill();
    let killed = Instant::now();
    bench.maya.closed().await;
    bench.wanjiru.closed().await;
    let token = bench.stays.log_in(OTHER).await;
    let mut wanjiru = Client::connect(bench.stays.address(), &token).await;
    wanjiru.call("join", &json!(bench.wanjiru_is.id)).await;
    assert!(bench.is_online(&bench.case.agent).await, "the lease still holds");

    told(&mut bench.brand, &bench.case.agent.clone(), false).await;
    let gone = killed.elapsed();
    assert!(gone < LEASE_AND_LOOK + MARGIN, "{gone:?}");
    println!("a killed node's people are said to be offline after {gone:?}");
    told(&mut wanjiru, &bench.case.agent.clone(), false).await;
    assert!(!bench.is_online(&bench.case.agent).await);
    assert!(bench.is_online(&bench.wanjiru_is).await);
    // Everything that a third one was told of the one who came back.
    bench.watcher.call("join", &json!(0)).await;
    let mut flickers = bench.watcher.inbox.iter().filter(|(_, event)| is_of(event, &bench.wanjiru_is, false));
    assert_eq!(flickers.next(), None);

    // Work goes to those who are there.
    let order = order(&bench.stays.app).await;
    let which = Which::Order(order.id);
    let ticket = tickets::queries::one(&bench.stays.app, &Actor::System, which).await.unwrap();
    let ticket = serde_json::to_value(&ticket).unwrap();
    assert_eq!(ticket["agent"]["id"], json!(bench.wanjiru_is.id), "{ticket}");
    let candidates = ticket["assignment"]["candidates"].as_array().unwrap();
    let maya = candidates.iter().find(|one| one["agent_id"] == json!(bench.case.agent.id)).unwrap();
    assert!(maya["refused_because"].to_string().contains("not_connected"), "{maya}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_node_takes_its_people_back_when_it_goes_on() {
    let Some(mut bench) = bench().await else { return };
    let (maya, wanjiru) = (bench.case.agent.clone(), bench.wanjiru_is.clone());
    bench.dies.freeze();
    told(&mut bench.brand, &maya, false).await;
    assert!(!bench.is_online(&maya).await);
    told(&mut bench.watcher, &wanjiru, false).await;
    // Wanjiru leaves, which the frozen node does not notice.
    drop(bench.wanjiru);
    bench.dies.thaw();
    let thawed = Instant::now();
    told(&mut bench.brand, &maya, true).await;
    assert!(thawed.elapsed() < MARGIN, "{:?}", thawed.elapsed());
    println!("a node that goes on has its people back after {:?}", thawed.elapsed());
    let stays = &bench.stays;
    let list = async || liaison_domain::work::staff::list(&stays.app, &Actor::System).await.unwrap();
    let is_online =
        async |staff: &Staff| list().await.iter().find(|one| one.id == staff.id).unwrap().is_online;
    assert!(is_online(&maya).await);
    while is_online(&wanjiru).await {
        assert!(thawed.elapsed() < MARGIN, "who has left is still there");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // She is still connected, and leaves like everybody else: the surviving node did not keep a second opinion.
    let answer = bench.maya.call("user_status", &json!({ "status": "online" })).await;
    assert_eq!(answer["success"], true, "{answer}");
    drop(bench.maya);
    told(&mut bench.brand, &maya, false).await;
    assert!(!is_online(&maya).await);
}
