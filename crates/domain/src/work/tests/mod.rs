//! The queue by what it promises: whoever can take a case gets it at once, in the order of the queue.

mod model;

use std::time::Duration;

use chrono::TimeDelta;
use liaison_protocol::{
    error_code::ErrorCode,
    ids::PersonId,
    side::UserType,
    staff::{AgentStatus, PatchStaff, StaffRole},
    ticket::Priority,
};
use sea_orm::EntityTrait as _;

use super::{
    Item, ItemKind,
    commands::{self, NewItem},
    entity::{Entity, Phase},
    queries,
};
use crate::{
    access_matrix::{end_user, order, person, staff},
    actor::Actor,
    happened::{Happened, Reactions},
    jobs::runner,
    people, presence,
    reactions::REACTIONS,
    test_node::Node,
};

/// A desk with agents and cases.
struct Desk(Node);

impl std::ops::Deref for Desk {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.0
    }
}

impl Desk {
    async fn open() -> Self {
        Self(Node::with(cases_without_a_feature()).await)
    }

    /// An agent who takes cases.
    async fn agent(&self, team: &str, capacity: i32) -> Actor {
        let actor = self.away(StaffRole::Agent, team, capacity).await;
        self.come(&actor).await;
        actor
    }

    /// A member of staff who is not there.
    async fn away(&self, role: StaffRole, team: &str, capacity: i32) -> Actor {
        let id = staff(&self.app, role, team).await;
        self.patch(id, PatchStaff { capacity: Some(capacity), ..PatchStaff::default() }).await;
        person(&self.app, id).await
    }

    async fn come(&self, actor: &Actor) {
        presence::connected(&self.app, actor.person().unwrap()).await.unwrap();
        presence::status::set(&self.app, actor, AgentStatus::Available).await.unwrap();
    }

    async fn go(&self, actor: &Actor) {
        presence::disconnected(&self.app, actor.person().unwrap(), Duration::ZERO).await.unwrap();
    }

    async fn patch(&self, id: PersonId, patch: PatchStaff) {
        people::staff::patch(&self.app, &Actor::System, id, patch).await.unwrap();
    }

    /// A case that may wait; who handles it.
    async fn case(&self, id: i64) -> Option<PersonId> {
        self.case_with(id, Priority::Medium, &[], None).await
    }

    async fn case_with(
        &self,
        id: i64,
        priority: Priority,
        skills: &[String],
        team: Option<&str>,
    ) -> Option<PersonId> {
        let mut tx = self.app.begin().await.unwrap();
        let new = NewItem { item: session(id), status: "waiting", priority, skills, team, cause: "test" };
        let agent = commands::queue(&mut tx, &self.app, &Actor::System, new).await.unwrap();
        tx.commit().await.unwrap();
        self.clock.advance(TimeDelta::seconds(1));
        agent
    }

    async fn end(&self, id: i64) {
        let mut tx = self.app.begin().await.unwrap();
        super::turns::take(&tx).await.unwrap();
        let moved = ("ended", Phase::Ended);
        commands::move_to(&mut tx, &self.app, &Actor::System, session(id), moved).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Who handles each case, by its number; 0 while it waits.
    async fn held(&self) -> Vec<(i64, i64)> {
        let rows = Entity::find().all(self.app.db().read()).await.unwrap();
        let mut held: Vec<_> = rows.iter().map(|row| (row.item_id, row.agent_id.unwrap_or(0))).collect();
        held.sort_unstable();
        held
    }

    async fn positions(&self, ids: &[i64]) -> Vec<Option<i64>> {
        let mut positions = Vec::new();
        for id in ids {
            positions.push(queries::position(self.app.db().read(), session(*id)).await.unwrap());
        }
        positions
    }
}

/// The reactions of all features but that of the cases themselves: what the queue is tested with are numbers that may
/// wait, and nothing else.
fn cases_without_a_feature() -> Reactions {
    Reactions {
        to: |tx, app, actor, happened| match happened {
            Happened::CaseChanging { .. } | Happened::Assigned { .. } => Box::pin(async { Ok(()) }),
            other => (REACTIONS.to)(tx, app, actor, other),
        },
        ..REACTIONS
    }
}

fn session(id: i64) -> Item {
    Item { kind: ItemKind::Session, id }
}

fn id(actor: &Actor) -> i64 {
    actor.person().unwrap().id.0
}

#[tokio::test]
async fn a_case_that_waits_goes_to_whoever_comes_first() {
    let desk = Desk::open().await;
    assert_eq!(desk.case(1).await, None, "nobody is there");
    assert_eq!(desk.positions(&[1]).await, [Some(1)]);
    let ann = desk.away(StaffRole::Agent, "north", 1).await;
    presence::connected(&desk.app, ann.person().unwrap()).await.unwrap();
    assert_eq!(desk.held().await, [(1, 0)], "connected, not available");
    presence::status::set(&desk.app, &ann, AgentStatus::Available).await.unwrap();
    assert_eq!(desk.held().await, [(1, id(&ann))]);
    assert_eq!(desk.positions(&[1]).await, [None]);
}

#[tokio::test]
async fn whatever_makes_room_is_followed_by_a_decision_at_once() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 1).await;
    for number in 1..=4 {
        desk.case(number).await;
    }
    let [a, nobody] = [id(&ann), 0];
    assert_eq!(desk.held().await, [(1, a), (2, nobody), (3, nobody), (4, nobody)]);
    desk.end(1).await;
    assert_eq!(desk.held().await, [(1, a), (2, a), (3, nobody), (4, nobody)], "a case ended");
    desk.patch(PersonId(a), PatchStaff { capacity: Some(2), ..PatchStaff::default() }).await;
    assert_eq!(desk.held().await, [(1, a), (2, a), (3, a), (4, nobody)], "capacity grew");
    let ben = desk.agent("south", 1).await;
    assert_eq!(desk.held().await, [(1, a), (2, a), (3, a), (4, id(&ben))], "an agent came");
}

#[tokio::test]
async fn a_case_waits_for_its_skills_and_its_team() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 5).await;
    desk.case_with(1, Priority::Medium, &["refunds".to_owned()], None).await;
    desk.case_with(2, Priority::Medium, &[], Some("south")).await;
    assert_eq!(desk.case(3).await, Some(PersonId(id(&ann))), "who waits for others holds nobody up");
    assert_eq!(desk.positions(&[1, 2]).await, [Some(1), Some(2)]);
    let skills = PatchStaff { skills: Some(vec!["refunds".to_owned()]), ..PatchStaff::default() };
    desk.patch(PersonId(id(&ann)), skills).await;
    let ben = desk.agent("south", 5).await;
    assert_eq!(desk.held().await, [(1, id(&ann)), (2, id(&ben)), (3, id(&ann))]);
}

#[tokio::test]
async fn the_most_urgent_goes_first_and_among_them_the_oldest() {
    let desk = Desk::open().await;
    for (number, priority) in
        [(1, Priority::Low), (2, Priority::High), (3, Priority::High), (4, Priority::Medium)]
    {
        desk.case_with(number, priority, &[], None).await;
    }
    assert_eq!(desk.positions(&[1, 2, 3, 4]).await, [Some(4), Some(1), Some(2), Some(3)]);
    let mut tx = desk.app.begin().await.unwrap();
    super::turns::take(&tx).await.unwrap();
    commands::set_priority(&mut tx, &desk.app, &Actor::System, session(4), Priority::Urgent).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.positions(&[1, 2, 3, 4]).await, [Some(4), Some(2), Some(3), Some(1)]);
    let ann = desk.agent("north", 2).await;
    assert_eq!(desk.held().await, [(1, 0), (2, id(&ann)), (3, 0), (4, id(&ann))]);
}

#[tokio::test]
async fn a_case_that_was_given_back_keeps_its_place_and_is_not_offered_to_the_same_agent() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 1).await;
    desk.case(1).await;
    desk.case(2).await;
    commands::release(&desk.app, &ann, session(1)).await.unwrap();
    assert_eq!(desk.held().await, [(1, 0), (2, id(&ann))], "the room goes to the next one");
    assert_eq!(desk.positions(&[1]).await, [Some(1)]);
    let ben = desk.agent("north", 1).await;
    assert_eq!(desk.held().await, [(1, id(&ben)), (2, id(&ann))]);
    let history = queries::history(desk.app.db().read(), session(1)).await.unwrap();
    assert_eq!(history.len(), 2);
    assert!(history[0].until.is_none() && history[1].until.is_some());
}

#[tokio::test]
async fn an_agent_who_stays_away_loses_what_cannot_wait_and_keeps_tickets() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 5).await;
    order(&desk.app).await;
    desk.case(100).await;
    let pass = async |seconds| {
        desk.clock.advance(TimeDelta::seconds(seconds));
        presence::keep_lease(&desk.app).await.unwrap();
        runner::run_due(&desk.app).await.unwrap();
    };
    desk.go(&ann).await;
    pass(30).await;
    desk.come(&ann).await;
    pass(60).await;
    assert_eq!(desk.held().await, [(1, id(&ann)), (100, id(&ann))], "back in time");
    desk.go(&ann).await;
    pass(59).await;
    assert_eq!(desk.held().await, [(1, id(&ann)), (100, id(&ann))], "not yet");
    pass(2).await;
    assert_eq!(desk.held().await, [(1, id(&ann)), (100, 0)]);
    desk.come(&ann).await;
    assert_eq!(desk.held().await, [(1, id(&ann)), (100, id(&ann))], "who comes back is offered it again");
}

#[tokio::test]
async fn who_may_take_transfer_and_release() {
    let desk = Desk::open().await;
    let app = &desk.app;
    let ann = desk.agent("north", 5).await;
    desk.case(1).await;
    desk.case_with(2, Priority::Medium, &["nobody has it".to_owned()], None).await;
    let colleague = desk.away(StaffRole::Agent, "north", 5).await;
    let lead = desk.away(StaffRole::TeamLead, "north", 5).await;
    let other_lead = desk.away(StaffRole::TeamLead, "south", 5).await;
    let supervisor = desk.away(StaffRole::Supervisor, "", 5).await;
    let customer = person(app, end_user(app, UserType::Customer, "a customer").await).await;
    let code = |result: crate::error::Result<()>| result.err().map(|error| error.code());
    let forbidden = Some(ErrorCode::Forbidden);
    for stranger in [&colleague, &other_lead, &customer, &Actor::System] {
        let to = PersonId(id(&colleague));
        assert_eq!(code(commands::take(app, stranger, session(1)).await), forbidden);
        assert_eq!(code(commands::transfer(app, stranger, session(1), to).await), forbidden);
        assert_eq!(code(commands::release(app, stranger, session(1)).await), forbidden);
    }
    assert_eq!(code(commands::take(app, &ann, session(9)).await), Some(ErrorCode::NotFound));
    let outside = PersonId(id(&other_lead));
    assert_eq!(code(commands::transfer(app, &lead, session(1), outside).await), forbidden, "within the team");
    let gone = PersonId(id(&customer));
    let unavailable = Some(ErrorCode::AgentUnavailable);
    assert_eq!(code(commands::transfer(app, &supervisor, session(1), gone).await), unavailable);
    // Whoever is here takes what waits, skilled or not.
    commands::take(app, &colleague, session(2)).await.unwrap();
    commands::take(app, &lead, session(1)).await.unwrap();
    assert_eq!(desk.held().await, [(1, id(&lead)), (2, id(&colleague))]);
    commands::transfer(app, &supervisor, session(1), PersonId(id(&ann))).await.unwrap();
    commands::take(app, &ann, session(1)).await.unwrap();
    let history = queries::history(app.db().read(), session(1)).await.unwrap();
    assert_eq!(history.len(), 3, "to take what one has is no change");
    assert_eq!(history[0].decided_by, format!("agent-{}", id(&supervisor)));
}

#[tokio::test]
async fn a_ticket_is_not_given_back() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 5).await;
    order(&desk.app).await;
    let refused = commands::release(&desk.app, &ann, Item::ticket(1)).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Conflict);
}

#[tokio::test]
async fn what_somebody_had_who_leaves_goes_to_others_or_waits() {
    let desk = Desk::open().await;
    let ann = desk.agent("north", 5).await;
    order(&desk.app).await;
    desk.case(100).await;
    desk.case(101).await;
    desk.end(101).await;
    let ben = desk.away(StaffRole::Agent, "south", 5).await;
    people::staff::deactivate(&desk.app, &Actor::System, PersonId(id(&ann))).await.unwrap();
    assert_eq!(desk.held().await, [(1, id(&ben)), (100, 0), (101, id(&ann))]);
}
