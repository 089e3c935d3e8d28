//! A live chat from the greeting to its end, by what its party, agents and the clock do.

use std::time::Duration;

use chrono::TimeDelta;
use liaison_protocol::{
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    inbox::InboxView,
    message::LogEntry,
    session::{Session, SessionStatus, StartSession},
    side::UserType,
    staff::{AgentStatus, StaffRole},
};

use super::{commands, queries};
use crate::{
    access_matrix::{end_user, person, staff},
    actor::Actor,
    error::{Error, Result},
    facts::Item,
    inbox,
    messages::{
        post::{self, PostMessage},
        queries::{self as log, Stretch},
    },
    presence,
    test_node::Node,
    work,
};

/// A desk with visitors and agents.
struct Desk(Node);

impl std::ops::Deref for Desk {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.0
    }
}

impl Desk {
    async fn open() -> Self {
        Self(Node::open().await)
    }

    async fn visitor(&self) -> Actor {
        self.visitor_called("Vera Visitor").await
    }

    async fn visitor_called(&self, name: &str) -> Actor {
        person(&self.app, end_user(&self.app, UserType::Visitor, name).await).await
    }

    async fn agent(&self, name: &str) -> Actor {
        let actor = person(&self.app, staff(&self.app, StaffRole::Agent, name).await).await;
        presence::connected(&self.app, actor.person().unwrap()).await.unwrap();
        presence::status::set(&self.app, &actor, AgentStatus::Available).await.unwrap();
        actor
    }

    async fn start(&self, actor: &Actor) -> ConversationId {
        commands::start(&self.app, actor, StartSession::default()).await.unwrap().0.id
    }

    async fn say(&self, actor: &Actor, id: ConversationId, text: &str) -> Result<()> {
        let message = PostMessage { text: text.to_owned(), ..PostMessage::default() };
        post::post(&self.app, actor, id, message).await.map(drop)
    }

    async fn see(&self, id: ConversationId) -> Session {
        queries::one(&self.app, &Actor::System, id).await.unwrap()
    }

    async fn status(&self, id: ConversationId) -> SessionStatus {
        self.see(id).await.status
    }

    /// Who said what: the code of a notice or of the assistant, or the text.
    async fn log(&self, id: ConversationId) -> Vec<String> {
        let page = log::page(&self.app, &Actor::System, id, Stretch::Newest, 100).await.unwrap();
        let said = |entry: LogEntry| match entry {
            LogEntry::Message(message) => {
                let event = message.action_data.as_ref().and_then(|facts| facts["event"].as_str());
                format!("{}: {}", message.sender.kind, event.unwrap_or(&message.text))
            }
            other => panic!("{other:?}"),
        };
        page.items.into_iter().map(said).collect()
    }
}

fn agent_of(session: &Session) -> Option<PersonId> {
    session.agent.as_ref().map(|agent| agent.id)
}

fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap().id
}

fn refused<T>(outcome: Result<T>) -> ErrorCode {
    outcome.err().map(|error: Error| error.code()).unwrap()
}

#[tokio::test]
async fn the_assistant_greets_hands_over_what_it_does_not_know_and_falls_silent() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let chat = desk.start(&visitor).await;
    assert_eq!(desk.log(chat).await, ["assistant: assistant_greeting"]);
    assert_eq!((desk.status(chat).await, desk.see(chat).await.case_key), (SessionStatus::Ai, None));
    desk.say(&visitor, chat, "Where is my parcel?").await.unwrap();
    desk.pass(TimeDelta::seconds(0)).await;
    let waiting = desk.see(chat).await;
    assert_eq!((waiting.status, waiting.position), (SessionStatus::Waiting, Some(1)));
    assert_eq!(waiting.case_key.as_deref(), Some("session-1"));
    desk.say(&visitor, chat, "Hello?").await.unwrap();
    desk.pass(TimeDelta::seconds(1)).await;
    let ann = desk.agent("north").await;
    let assigned = desk.see(chat).await;
    assert_eq!((assigned.status, agent_of(&assigned)), (SessionStatus::Assigned, Some(id(&ann))));
    desk.say(&ann, chat, "On its way.").await.unwrap();
    desk.say(&visitor, chat, "Thank you!").await.unwrap();
    desk.pass(TimeDelta::seconds(10_000)).await;
    assert_eq!(
        desk.log(chat).await,
        [
            "assistant: assistant_greeting",
            "visitor: Where is my parcel?",
            "assistant: assistant_hands_over",
            "visitor: Hello?",
            "system: session_assigned",
            "agent: On its way.",
            "visitor: Thank you!",
        ],
    );
    assert_eq!(desk.status(chat).await, SessionStatus::Assigned, "who has an agent waits no longer");
}

#[tokio::test]
async fn a_person_has_one_chat_at_a_time_and_it_may_begin_with_words() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let words = || StartSession { message: Some("I need help".to_owned()) };
    let (first, is_new) = commands::start(&desk.app, &visitor, words()).await.unwrap();
    assert!(is_new);
    let (again, is_new) = commands::start(&desk.app, &visitor, words()).await.unwrap();
    assert_eq!((again.id, is_new), (first.id, false));
    desk.pass(TimeDelta::seconds(0)).await;
    assert_eq!(desk.status(first.id).await, SessionStatus::Waiting);
    assert_eq!(desk.log(first.id).await.len(), 3, "greeted, asked, handed over; nothing twice");
    // Two tabs at once.
    let other = desk.visitor_called("Oscar Other").await;
    let tab = || commands::start(&desk.app, &other, StartSession::default());
    let (one, two) = tokio::join!(tab(), tab());
    let ((one, is_first), (two, is_second)) = (one.unwrap(), two.unwrap());
    assert_eq!((one.id, is_first != is_second), (two.id, true));
    commands::end(&desk.app, &visitor, first.id).await.unwrap();
    let (second, is_new) = commands::start(&desk.app, &visitor, StartSession::default()).await.unwrap();
    assert!(is_new && second.id != first.id);
    assert_eq!(queries::active(&desk.app, &visitor).await.unwrap().id, second.id);
}

#[tokio::test]
async fn whoever_waits_too_long_may_leave_a_message_that_is_answered() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let chat = desk.start(&visitor).await;
    let asked = commands::hand_over(&desk.app, &visitor, chat).await.unwrap();
    assert_eq!((asked.status, asked.position), (SessionStatus::Waiting, Some(1)));
    commands::hand_over(&desk.app, &visitor, chat).await.unwrap();
    desk.pass(TimeDelta::seconds(299)).await;
    assert_eq!(desk.status(chat).await, SessionStatus::Waiting);
    desk.pass(TimeDelta::seconds(1)).await;
    let abandoned = desk.see(chat).await;
    assert_eq!((abandoned.status, abandoned.position), (SessionStatus::Abandoned, None));
    let ann = desk.agent("north").await;
    assert_eq!(desk.status(chat).await, SessionStatus::Abandoned, "nobody waits");
    presence::status::set(&desk.app, &ann, AgentStatus::Away).await.unwrap();
    desk.say(&visitor, chat, "Please write to me.").await.unwrap();
    desk.pass(TimeDelta::seconds(0)).await;
    desk.pass(TimeDelta::seconds(100_000)).await;
    assert_eq!(desk.status(chat).await, SessionStatus::Waiting, "a message waits as long as it takes");
    presence::status::set(&desk.app, &ann, AgentStatus::Available).await.unwrap();
    assert_eq!(agent_of(&desk.see(chat).await), Some(id(&ann)));
    assert_eq!(
        desk.log(chat).await,
        [
            "assistant: assistant_greeting",
            "assistant: assistant_hands_over",
            "assistant: assistant_nobody_free",
            "visitor: Please write to me.",
            "assistant: assistant_message_kept",
            "system: session_assigned",
        ],
    );
}

#[tokio::test]
async fn staff_take_a_chat_from_the_assistant_and_only_its_agent_writes() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let chat = desk.start(&visitor).await;
    let (ann, ben) = (desk.agent("north").await, desk.agent("south").await);
    assert_eq!(refused(desk.say(&ben, chat, "hi").await), ErrorCode::Forbidden, "the assistant answers");
    let taken = commands::take(&desk.app, &ben, chat).await.unwrap();
    assert_eq!((taken.status, agent_of(&taken)), (SessionStatus::Assigned, Some(id(&ben))));
    assert_eq!(refused(desk.say(&ann, chat, "hi").await), ErrorCode::Forbidden);
    assert_eq!(refused(commands::take(&desk.app, &ann, chat).await), ErrorCode::Forbidden);
    assert_eq!(refused(commands::end(&desk.app, &ann, chat).await), ErrorCode::Forbidden);
    assert_eq!(refused(commands::hand_over(&desk.app, &ben, chat).await), ErrorCode::Forbidden);
    let moved = commands::transfer(&desk.app, &ben, chat, id(&ann)).await.unwrap();
    assert_eq!(agent_of(&moved), Some(id(&ann)));
    assert_eq!(refused(desk.say(&ben, chat, "hi").await), ErrorCode::Forbidden);
    desk.say(&ann, chat, "hello").await.unwrap();
    let ended = commands::end(&desk.app, &ann, chat).await.unwrap();
    assert_eq!(commands::end(&desk.app, &ann, chat).await.unwrap(), ended);
    for actor in [&visitor, &ann] {
        assert_eq!(refused(desk.say(actor, chat, "too late").await), ErrorCode::ChannelFrozen);
    }
    assert_eq!(refused(commands::take(&desk.app, &ben, chat).await), ErrorCode::Conflict);
    assert_eq!(refused(commands::hand_over(&desk.app, &visitor, chat).await), ErrorCode::Conflict);
}

#[tokio::test]
async fn a_chat_that_is_given_back_or_whose_agent_is_gone_waits_again() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let ann = desk.agent("north").await;
    let chat = desk.start(&visitor).await;
    commands::hand_over(&desk.app, &visitor, chat).await.unwrap();
    assert_eq!(agent_of(&desk.see(chat).await), Some(id(&ann)));
    work::commands::release(&desk.app, &ann, Item::session(1)).await.unwrap();
    let waiting = desk.see(chat).await;
    assert_eq!((waiting.status, agent_of(&waiting)), (SessionStatus::Waiting, None));
    assert_eq!(refused(desk.say(&ann, chat, "hi").await), ErrorCode::Forbidden, "it is nobody's");
    let ben = desk.agent("south").await;
    assert_eq!(agent_of(&desk.see(chat).await), Some(id(&ben)));
    presence::disconnected(&desk.app, ben.person().unwrap(), Duration::ZERO).await.unwrap();
    desk.pass(TimeDelta::seconds(59)).await;
    assert_eq!(agent_of(&desk.see(chat).await), Some(id(&ben)));
    desk.pass(TimeDelta::seconds(1)).await;
    assert_eq!(agent_of(&desk.see(chat).await), Some(id(&ann)), "who gave it back before is asked again");
    let said = desk.log(chat).await;
    let notices: Vec<_> = said.iter().filter(|said| said.starts_with("system")).collect();
    assert_eq!(
        notices,
        [
            "system: session_assigned",
            "system: session_queued",
            "system: session_assigned",
            "system: session_assigned",
        ],
    );
}

#[tokio::test]
async fn nobody_else_learns_that_there_is_a_chat() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let chat = desk.start(&visitor).await;
    commands::hand_over(&desk.app, &visitor, chat).await.unwrap();
    for kind in [UserType::Visitor, UserType::Customer, UserType::Brand, UserType::Creator] {
        let stranger = person(&desk.app, end_user(&desk.app, kind, kind.as_str()).await).await;
        let app = &desk.app;
        for code in [
            refused(queries::one(app, &stranger, chat).await),
            refused(commands::hand_over(app, &stranger, chat).await),
            refused(commands::end(app, &stranger, chat).await),
            refused(desk.say(&stranger, chat, "let me in").await),
        ] {
            assert_eq!(code, ErrorCode::NotFound, "{kind}");
        }
        for code in [
            refused(commands::take(app, &stranger, chat).await),
            refused(queries::list(app, &stranger, &queries::Wanted::default(), (1, 10)).await),
            refused(queries::queue(app, &stranger, (1, 10)).await),
        ] {
            assert_eq!(code, ErrorCode::Forbidden, "{kind}");
        }
        if matches!(kind, UserType::Brand | UserType::Creator) {
            let started = commands::start(app, &stranger, StartSession::default()).await;
            assert_eq!(refused(started), ErrorCode::Forbidden);
        }
    }
    let agent = desk.agent("north").await;
    let started = commands::start(&desk.app, &agent, StartSession::default()).await;
    assert_eq!(refused(started), ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_chat_is_a_row_of_the_inbox_and_is_found_there() {
    let desk = Desk::open().await;
    let visitor = desk.visitor().await;
    let ann = desk.agent("north").await;
    let chat = desk.start(&visitor).await;
    desk.say(&visitor, chat, "Where is my parcel?").await.unwrap();
    desk.pass(TimeDelta::seconds(0)).await;
    inbox::follow::step(&desk.app).await.unwrap();
    let wanted = |q: Option<&str>, unread| inbox::queries::Wanted {
        view: InboxView::Mine,
        q: q.map(str::to_owned),
        unread,
        limit: 10,
        ..inbox::queries::Wanted::default()
    };
    for (q, unread, found) in [
        (None, false, 1),
        (Some("vera"), false, 1),
        (Some("somebody else"), false, 0),
        (None, true, 1),
        (Some("vera"), true, 1),
    ] {
        let page = inbox::queries::page(&desk.app, &ann, wanted(q, unread)).await.unwrap();
        assert_eq!(page.items.len(), found, "{q:?} {unread}");
    }
    let page = inbox::queries::page(&desk.app, &ann, wanted(None, false)).await.unwrap();
    let row = page.items.first().unwrap();
    assert_eq!((row.key.as_str(), row.title.as_str()), ("session-1", "Vera Visitor"));
    assert_eq!(
        (row.status.as_str(), row.unread),
        ("assigned", 3),
        "two messages of the assistant, one of hers"
    );
    let last = row.last.as_ref().unwrap();
    assert_eq!((last.person_id, last.text.starts_with("I am getting")), (None, true));
}
