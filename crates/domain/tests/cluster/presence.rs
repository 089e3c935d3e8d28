//! Presence of nodes that die, sleep or lose the database: nobody is shown as there who is not, nor as away who is
//! there, longer than a lease.
//!
//! Two nodes on one database, by a clock that moves when it is told to. Runs where `LIAISON_TEST_POSTGRES` names a
//! server, and says so where it does not.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta};
use liaison_domain::{
    actor::Identity,
    app::App,
    clock::Clock,
    event::{Event, PersonEvent, Published},
    presence,
};
use liaison_protocol::ids::PersonId;
use parking_lot::Mutex;
use sea_orm::ConnectionTrait;

use crate::bad_network::{Net, database, open, staff};

/// What a node was told of somebody, in order.
type Told = Arc<Mutex<Vec<(PersonId, bool)>>>;

struct Bench {
    net: Arc<Net>,
    clock: Clock,
    one: App,
    two: App,
    /// By the second node.
    told: Told,
    ann: Identity,
    bob: Identity,
}

async fn bench() -> Option<Bench> {
    let url = database().await?;
    let clock = Clock::manual(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
    let net = Net::calm();
    let (one, two) = (open(&url, &net, &clock).await, open(&url, &net, &clock).await);
    let told = Told::default();
    let noted = Arc::clone(&told);
    two.listen(Arc::new(move |published: &Published| {
        if let Event::Person(PersonEvent::Presence { person, is_online, .. }) = &published.event {
            noted.lock().push((person.id, *is_online));
        }
    }));
    let (ann, bob) = (staff(&one, "ann").await, staff(&one, "bob").await);
    let bench = Bench { net, clock, one, two, told, ann, bob };
    bench.both_for(20).await;
    Some(bench)
}

impl Bench {
    /// Lets time pass, in which nodes renew their leases.
    async fn pass(&self, seconds: i64, nodes: &[&App]) {
        for _ in 0..seconds / 5 {
            self.clock.advance(TimeDelta::seconds(5));
            for node in nodes {
                renew(node).await;
            }
        }
    }

    async fn both_for(&self, seconds: i64) {
        self.pass(seconds, &[&self.one, &self.two]).await;
    }

    fn told(&self) -> Vec<(PersonId, bool)> {
        std::mem::take(&mut *self.told.lock())
    }
}

async fn renew(node: &App) {
    presence::keep_lease(node).await.unwrap();
    presence::tidy(node).await.unwrap();
}

async fn leave(node: &App, who: &Identity) {
    presence::disconnected(node, who, Duration::ZERO).await.unwrap();
}

#[tokio::test]
async fn people_of_a_dead_node_go_offline_once_and_those_who_came_back_do_not() {
    let Some(bench) = bench().await else { return };
    let Bench { one, two, ann, bob, .. } = &bench;
    for who in [ann, bob] {
        presence::connected(one, who).await.unwrap();
    }
    assert_eq!(bench.told(), [(ann.id, true), (bob.id, true)]);
    // The first node dies.
    bench.pass(5, &[two]).await;
    presence::connected(two, bob).await.unwrap();
    assert_eq!(bench.told(), [(bob.id, true)]);
    bench.pass(5, &[two]).await;
    assert_eq!(bench.told(), [], "its lease still holds");
    bench.pass(5, &[two]).await;
    assert_eq!(bench.told(), [(ann.id, false)]);
    bench.pass(60, &[two]).await;
    assert_eq!(bench.told(), []);
}

#[tokio::test]
async fn a_node_that_slept_takes_back_those_who_are_still_there() {
    let Some(bench) = bench().await else { return };
    let Bench { one, two, ann, bob, .. } = &bench;
    for who in [ann, bob] {
        presence::connected(one, who).await.unwrap();
    }
    bench.pass(15, &[two]).await;
    let mut told = bench.told();
    told.sort_unstable();
    assert_eq!(told[..2], [(ann.id, false), (ann.id, true)]);
    // It wakes up; one of the connections has ended meanwhile.
    leave(one, bob).await;
    renew(one).await;
    assert_eq!(bench.told(), [(bob.id, false), (ann.id, true)]);
    bench.both_for(60).await;
    assert_eq!(bench.told(), [], "and nobody takes it away again");
    leave(one, ann).await;
    assert_eq!(bench.told(), [(ann.id, false)]);
}

#[tokio::test]
async fn an_outage_of_the_database_makes_nobody_absent() {
    let Some(bench) = bench().await else { return };
    let Bench { one, two, ann, .. } = &bench;
    presence::connected(one, ann).await.unwrap();
    bench.told();
    // No lease could be renewed; then the node without her is the first to renew.
    bench.pass(60, &[]).await;
    renew(two).await;
    presence::tidy(two).await.unwrap();
    bench.clock.advance(TimeDelta::seconds(4));
    renew(one).await;
    bench.both_for(60).await;
    assert!(bench.told().iter().all(|told| *told == (ann.id, true)));
}

#[tokio::test]
async fn what_could_not_be_stored_is_stored_later() {
    let Some(bench) = bench().await else { return };
    let Bench { one, ann, bob, .. } = &bench;
    presence::connected(one, ann).await.unwrap();
    bench.told();
    let sql = async |sql: &str| one.db().read().execute_unprepared(sql).await.unwrap();
    sql("ALTER TABLE presence RENAME TO away").await;
    presence::connected(one, bob).await.unwrap_err();
    presence::disconnected(one, ann, Duration::ZERO).await.unwrap_err();
    presence::tidy(one).await.unwrap_err();
    sql("ALTER TABLE away RENAME TO presence").await;
    renew(one).await;
    let mut told = bench.told();
    told.sort_unstable();
    assert_eq!(told, [(ann.id, false), (bob.id, true)]);
}

#[tokio::test]
async fn a_node_that_stops_in_good_order_says_so_at_once() {
    let Some(bench) = bench().await else { return };
    let Bench { one, two, ann, bob, .. } = &bench;
    presence::connected(one, ann).await.unwrap();
    presence::connected(one, bob).await.unwrap();
    presence::connected(two, bob).await.unwrap();
    bench.told();
    presence::end_lease(one).await.unwrap();
    assert_eq!(bench.told(), [(ann.id, false)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn whoever_changes_nodes_is_last_said_to_be_what_he_is() {
    let Some(bench) = bench().await else { return };
    let Bench { one, two, ann, .. } = &bench;
    presence::connected(one, ann).await.unwrap();
    // The first node sees her go. Before it can say so, she is back on the second one, which says that first.
    let (is_reached, go) = bench.net.hold_offline();
    let leaves = {
        let (one, ann) = (one.clone(), ann.clone());
        tokio::spawn(async move { leave(&one, &ann).await })
    };
    tokio::task::spawn_blocking(move || is_reached.recv().unwrap()).await.unwrap();
    presence::connected(two, ann).await.unwrap();
    go.send(()).unwrap();
    leaves.await.unwrap();
    assert_eq!(bench.told(), [true, true, false, true].map(|is_online| (ann.id, is_online)));
}
