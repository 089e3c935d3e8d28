//! The queue as a model: whatever happens at the same time on two nodes, no case has two agents, the rule never gives an
//! agent more than allowed, and nothing waits while somebody could take it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{
    assignment::Candidate,
    ids::PersonId,
    staff::{AgentStatus, PatchStaff, StaffRole},
    ticket::Priority,
};
use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Phase, session};
use crate::{
    access_matrix::{person, staff},
    actor::Actor,
    app::{App, Options},
    clock::Clock,
    db,
    error::Result,
    facts::{FactKind, case_entity},
    jobs::runner,
    people, presence,
    work::{
        assignment_entity,
        choose::choose,
        commands::{self, NewItem},
        entity::Entity,
        queries, turns,
    },
};

const AGENTS: usize = 3;
const SKILL: &str = "refunds";

/// What somebody does. Agents and cases are named by numbers that are taken modulo how many there are.
#[derive(Debug, Clone)]
enum Step {
    Case { is_urgent: bool, needs_skill: bool },
    Comes(usize),
    Goes(usize),
    Status(usize, bool),
    Capacity(usize, i32),
    Skill(usize, bool),
    Ends(usize),
    Resolves(usize),
    Reopens(usize),
    Releases(usize),
    Takes(usize, usize),
    Transfers(usize, usize),
    Urgent(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let agent = 0..AGENTS;
    let case = 0..40_usize;
    prop_oneof![
        4 => (any::<bool>(), any::<bool>()).prop_map(|(is_urgent, needs_skill)| Step::Case { is_urgent, needs_skill }),
        2 => agent.clone().prop_map(Step::Comes),
        1 => agent.clone().prop_map(Step::Goes),
        2 => (agent.clone(), any::<bool>()).prop_map(|(agent, is_on)| Step::Status(agent, is_on)),
        1 => (agent.clone(), 0..4).prop_map(|(agent, capacity)| Step::Capacity(agent, capacity)),
        1 => (agent.clone(), any::<bool>()).prop_map(|(agent, has)| Step::Skill(agent, has)),
        3 => case.clone().prop_map(Step::Ends),
        1 => case.clone().prop_map(Step::Resolves),
        1 => case.clone().prop_map(Step::Reopens),
        1 => case.clone().prop_map(Step::Releases),
        1 => (case.clone(), agent.clone()).prop_map(|(case, agent)| Step::Takes(case, agent)),
        1 => (case.clone(), agent).prop_map(|(case, agent)| Step::Transfers(case, agent)),
        1 => case.prop_map(Step::Urgent),
    ]
}

/// Rounds; what is in one happens at the same time.
fn rounds() -> impl Strategy<Value = Vec<Vec<Step>>> {
    prop::collection::vec(prop::collection::vec(step(), 1..5), 1..12)
}

struct World {
    nodes: Vec<App>,
    clock: Clock,
    agents: Vec<Actor>,
    supervisor: Actor,
    cases: i64,
    _folder: tempfile::TempDir,
}

impl World {
    async fn open(url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000));
        let mut nodes = Vec::new();
        // One process has a SQLite file.
        for _ in 0..if url.is_some() { 2 } else { 1 } {
            let reactions = super::cases_without_a_feature();
            let options = Options { clock: clock.clone(), reactions, ..Options::in_folder(folder.path()) };
            let options = match &url {
                Some(url) => Options { database_url: url.clone(), pool_size: 6, ..options },
                None => options,
            };
            nodes.push(App::open(options).await.unwrap());
        }
        let supervisor = person(&nodes[0], staff(&nodes[0], StaffRole::Supervisor, "").await).await;
        Self { nodes, clock, agents: Vec::new(), supervisor, cases: 0, _folder: folder }
    }

    /// Nothing of the game before is left.
    async fn begin(&mut self) {
        let one = &self.nodes[0];
        for agent in self.agents.drain(..) {
            let id = agent.person().unwrap().id;
            people::staff::deactivate(one, &Actor::System, id).await.unwrap();
        }
        for table in ["case_facts", "assignments", "work_items", "jobs", "presence"] {
            one.db().write().execute_unprepared(&format!("DELETE FROM {table}")).await.unwrap();
        }
        for _ in 0..AGENTS {
            self.agents.push(person(one, staff(one, StaffRole::Agent, "north").await).await);
        }
        self.cases = 0;
        self.renew().await;
    }

    async fn renew(&self) {
        for node in &self.nodes {
            presence::keep_lease(node).await.unwrap();
            presence::tidy(node).await.unwrap();
        }
    }

    fn agent(&self, number: usize) -> (&Actor, PersonId) {
        let actor = &self.agents[number % AGENTS];
        (actor, actor.person().unwrap().id)
    }

    /// Does it on a node; refusals are part of the game, failures are not.
    async fn perform(&self, node: &App, step: Step, new: i64) {
        let case = |number: usize| session(1 + number as i64 % self.cases.max(1));
        let outcome: Result<()> = match step {
            Step::Case { is_urgent, needs_skill } => {
                let priority = if is_urgent { Priority::Urgent } else { Priority::Medium };
                let skills = if needs_skill { vec![SKILL.to_owned()] } else { Vec::new() };
                in_turn(node, async |tx| {
                    let item = session(new);
                    let new = NewItem {
                        item,
                        status: "waiting",
                        priority,
                        skills: &skills,
                        team: None,
                        cause: "test",
                    };
                    commands::queue(tx, node, &Actor::System, new).await.map(drop)
                })
                .await
            }
            Step::Comes(agent) => presence::connected(node, self.agent(agent).0.person().unwrap()).await,
            Step::Goes(agent) => {
                presence::disconnected(node, self.agent(agent).0.person().unwrap(), Duration::ZERO).await
            }
            Step::Status(agent, is_on) => {
                let status = if is_on { AgentStatus::Available } else { AgentStatus::Busy };
                presence::status::set(node, self.agent(agent).0, status).await
            }
            Step::Capacity(agent, capacity) => {
                let patch = PatchStaff { capacity: Some(capacity), ..PatchStaff::default() };
                people::staff::patch(node, &Actor::System, self.agent(agent).1, patch).await
            }
            Step::Skill(agent, has) => {
                let skills = if has { vec![SKILL.to_owned()] } else { Vec::new() };
                let patch = PatchStaff { skills: Some(skills), ..PatchStaff::default() };
                people::staff::patch(node, &Actor::System, self.agent(agent).1, patch).await
            }
            Step::Ends(number) => self.moves(node, case(number), Phase::Ended).await,
            Step::Resolves(number) => self.moves(node, case(number), Phase::Resolved).await,
            Step::Reopens(number) => self.moves(node, case(number), Phase::Open).await,
            Step::Releases(number) => commands::release(node, &self.supervisor, case(number)).await,
            Step::Takes(number, agent) => commands::take(node, self.agent(agent).0, case(number)).await,
            Step::Transfers(number, agent) => {
                commands::transfer(node, &self.supervisor, case(number), self.agent(agent).1).await
            }
            Step::Urgent(number) => {
                in_turn(node, async |tx| {
                    commands::set_priority(tx, node, &Actor::System, case(number), Priority::Urgent).await
                })
                .await
            }
        };
        if let Err(error) = outcome {
            assert!(error.code().status() < 500, "{error:?}");
        }
    }

    async fn moves(&self, node: &App, item: crate::work::Item, phase: Phase) -> Result<()> {
        let status = if phase == Phase::Open { "open" } else { "over" };
        in_turn(node, async |tx| commands::move_to(tx, node, &Actor::System, item, (status, phase)).await)
            .await
    }

    async fn check(&self) {
        let node = &self.nodes[0];
        let read = node.db().read();
        let rows = Entity::find().all(read).await.unwrap();
        let standing = assignment_entity::Entity::find()
            .filter(assignment_entity::Column::Until.is_null())
            .all(read)
            .await
            .unwrap();
        for row in &rows {
            let of_row: Vec<i64> = standing
                .iter()
                .filter(|one| (one.item_kind, one.item_id) == (row.item_kind, row.item_id))
                .map(|one| one.agent_id)
                .collect();
            assert_eq!(of_row, row.agent_id.into_iter().collect::<Vec<_>>(), "one decision stands: {row:?}");
            let waits = row.phase == Phase::Open && row.agent_id.is_none();
            assert_eq!(row.queued_at.is_some(), waits, "{row:?}");
        }
        let tx = node.begin().await.unwrap();
        let staff = queries::facts(&tx).await.unwrap();
        for waiting in queries::waiting(tx.conn()).await.unwrap() {
            let decision = choose(&staff, &waiting.need);
            assert_eq!(decision.chosen, None, "{waiting:?} waits while somebody could take it: {decision:?}");
        }
        drop(tx);
        self.replay().await;
    }

    /// Counts again from the facts what each agent had when the rule gave more.
    async fn replay(&self) {
        let read = self.nodes[0].db().read();
        let facts =
            case_entity::Entity::find().order_by_asc(case_entity::Column::Id).all(read).await.unwrap();
        let decisions = assignment_entity::Entity::find()
            .order_by_asc(assignment_entity::Column::Id)
            .all(read)
            .await
            .unwrap();
        let mut decisions = decisions.into_iter();
        let mut held: HashMap<i64, (Option<i64>, bool)> = HashMap::new();
        for fact in facts {
            let load = |agent: i64| held.values().filter(|one| **one == (Some(agent), true)).count() as i64;
            match fact.kind {
                FactKind::Created => drop(held.insert(fact.item_id, (None, true))),
                FactKind::Queued => drop(held.insert(fact.item_id, (None, true))),
                FactKind::Status => {
                    held.entry(fact.item_id)
                        .and_modify(|one| one.1 = fact.to_value.as_deref() == Some("open"));
                }
                FactKind::Priority => {}
                FactKind::Assigned => {
                    let decision = decisions.next().expect("each assignment has its decision");
                    let agent = fact.agent_id.unwrap();
                    assert_eq!((decision.item_id, decision.agent_id), (fact.item_id, agent));
                    let candidates: Vec<Candidate> = serde_json::from_value(decision.candidates).unwrap();
                    let chosen = candidates.iter().find(|one| one.agent_id.0 == agent).unwrap();
                    if decision.decided_by.is_none() {
                        assert_eq!(chosen.load, load(agent), "what was counted is what there was: {fact:?}");
                        assert!(chosen.load < chosen.capacity, "{chosen:?}");
                    }
                    let is_open = held.get(&fact.item_id).is_none_or(|one| one.1);
                    held.insert(fact.item_id, (Some(agent), is_open));
                }
            }
        }
    }
}

async fn in_turn(node: &App, change: impl AsyncFnOnce(&mut crate::db::Tx) -> Result<()>) -> Result<()> {
    let mut tx = node.begin().await?;
    turns::take(&tx).await?;
    change(&mut tx).await?;
    tx.commit().await
}

async fn play(world: &mut Arc<World>, rounds: Vec<Vec<Step>>) {
    Arc::get_mut(world).unwrap().begin().await;
    for round in rounds {
        let (first, places) = (world.cases + 1, round.len());
        let at_once: Vec<_> = (first..)
            .zip(round)
            .map(|(new, step)| {
                let shared = Arc::clone(world);
                let node = world.nodes[new as usize % world.nodes.len()].clone();
                tokio::spawn(async move { shared.perform(&node, step, new).await })
            })
            .collect();
        for one in at_once {
            one.await.unwrap();
        }
        let whole = Arc::get_mut(world).unwrap();
        whole.cases += places as i64;
        whole.clock.advance(TimeDelta::seconds(7));
        world.renew().await;
        for node in &world.nodes {
            runner::run_due(node).await.unwrap();
        }
        world.check().await;
    }
}

/// So many games on each database.
const GAMES: u32 = 24;

fn explore(url: Option<String>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let world = std::cell::RefCell::new(Arc::new(runtime.block_on(World::open(url))));
    let config = ProptestConfig { cases: GAMES, max_shrink_iters: 60, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&rounds(), |rounds| {
            runtime.block_on(play(&mut world.borrow_mut(), rounds));
            Ok(())
        })
        .unwrap();
}

#[test]
fn on_sqlite_nothing_is_given_twice_or_beyond_capacity_or_left_waiting() {
    explore(None);
}

#[test]
fn on_two_nodes_nothing_is_given_twice_or_beyond_capacity_or_left_waiting() {
    let Some(server) = told("LIAISON_TEST_POSTGRES") else {
        eprintln!("skipped: LIAISON_TEST_POSTGRES names no server");
        return;
    };
    let name = format!("work_{}", uuid::Uuid::new_v4().simple());
    let made = async {
        let admin = db::connect(&server, 1).await.unwrap();
        admin.read().execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(made);
    let mark = if server.contains('?') { '&' } else { '?' };
    explore(Some(format!("{server}{mark}options=-c%20search_path%3D{name}")));
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment what to run on")]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
