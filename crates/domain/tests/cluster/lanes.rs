//! Whatever the bus does to the entries of a conversation, a listener is told of each once, in the order of the log,
//! and of those that were lost in the same words and with the same audience as of the others.

use std::{sync::Arc, time::Duration};

use liaison_domain::{
    actor::{Actor, Identity},
    app::{App, Options},
    bus::{Bus, BusStatus, Listener},
    clock::Clock,
    event::{Audience, Published},
    files::FileStore,
    messages::{
        change,
        post::{PostMessage, post},
    },
    people, tickets,
};
use liaison_protocol::{
    conversation::ChannelType,
    ids::ConversationId,
    order::{CreateOrder, Party},
    side::UserType,
    staff::{CreateStaff, StaffRole},
};
use parking_lot::{Mutex, RwLock};
use tokio::{sync::mpsc::unbounded_channel, time::timeout};

/// A bus that breaks its contract: of every five entries it loses one, doubles one and holds one back.
#[derive(Default)]
struct BadBus {
    listener: RwLock<Option<Listener>>,
    /// What was published, unspoilt.
    truth: Mutex<Vec<Published>>,
    held_back: Mutex<Option<Published>>,
}

impl Bus for BadBus {
    fn publish(&self, event: Published) {
        let Some((_, seq)) = event.event.position() else { return self.tell(&event) };
        self.truth.lock().push(event.clone());
        match seq % 5 {
            2 => {}
            3 => *self.held_back.lock() = Some(event),
            4 => {
                self.tell(&event);
                self.tell(&event);
                let late = self.held_back.lock().take();
                late.iter().for_each(|event| self.tell(event));
            }
            _ => self.tell(&event),
        }
    }

    fn listen(&self, listener: Listener) {
        *self.listener.write() = Some(listener);
    }

    fn status(&self) -> Option<BusStatus> {
        Some(BusStatus::default())
    }
}

impl BadBus {
    fn tell(&self, event: &Published) {
        let listener = self.listener.read().clone();
        listener.iter().for_each(|listener| listener(event));
    }
}

struct Case {
    app: App,
    bus: Arc<BadBus>,
    brand: Actor,
    channel: ConversationId,
    _folder: tempfile::TempDir,
}

async fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    let bus = Arc::new(BadBus::default());
    let app = App::open(Options {
        database_url: format!("sqlite://{}", folder.path().join("test.db").display()),
        pool_size: 2,
        writers: 1,
        clock: Clock::system(),
        bus: Arc::clone(&bus) as Arc<dyn Bus>,
        files: FileStore::folder(&folder.path().join("files")).unwrap(),
        seal_key: liaison_domain::activity::head::SealKey::new(b"a key for tests"),
        reactions: liaison_domain::reactions::REACTIONS,
    })
    .await
    .unwrap();
    let agent = CreateStaff {
        name: "Maya".to_owned(),
        email: "maya@example.com".to_owned(),
        role: StaffRole::Agent,
        password: None,
        team: None,
        skills: Vec::new(),
        capacity: None,
    };
    people::staff::create(&app, &Actor::System, agent).await.unwrap();
    let party = |id: &str| Party { external_id: id.to_owned(), name: id.to_owned(), email: None };
    let order = CreateOrder {
        external_id: None,
        title: "Three reels".to_owned(),
        amount: 100,
        currency: "INR".to_owned(),
        quantity: None,
        brand: party("brand"),
        creator: party("creator"),
        requirements: None,
    };
    let (order, _) = tickets::orders::create(&app, &Actor::System, order).await.unwrap();
    let ticket =
        tickets::queries::one(&app, &Actor::System, tickets::access::Which::Order(order.id)).await.unwrap();
    let is_brands = |channel: &&_| -> bool {
        let channel: &liaison_protocol::conversation::Conversation = channel;
        channel.channel_type == Some(ChannelType::BrandAgent)
    };
    let channel = ticket.channels.iter().find(is_brands).unwrap().id;
    let brand = order.brand.unwrap();
    let brand = Actor::Person(Arc::new(Identity {
        id: brand.id,
        kind: UserType::Brand,
        external_id: brand.external_id,
        name: brand.name,
        team: None,
        login: None,
    }));
    Case { app, bus, brand, channel, _folder: folder }
}

/// An entry as JSON, with its audience in a fixed order.
fn words(published: &Published) -> (serde_json::Value, Audience) {
    let mut audience = published.audience.clone();
    audience.people.sort_unstable();
    (serde_json::to_value(&published.event).unwrap(), audience)
}

#[tokio::test]
async fn a_listener_is_told_of_each_entry_once_in_order_and_in_full() {
    let Case { app, bus, brand, channel, _folder } = case().await;
    let (said, mut heard) = unbounded_channel();
    app.listen(Arc::new(move |published: &Published| {
        if published.event.position().is_some_and(|(id, _)| id == channel) {
            drop(said.send(published.clone()));
        }
    }));
    let first = bus
        .truth
        .lock()
        .iter()
        .filter_map(|published| published.event.position())
        .fold(1, |next, (id, seq)| if id == channel { next.max(seq + 1) } else { next });
    app.follow(channel, first - 1);
    let mut last = None;
    for n in 0..60 {
        let text = format!("message {n}");
        let message =
            post(&app, &brand, channel, PostMessage { text, ..PostMessage::default() }).await.unwrap();
        if n % 7 == 0 {
            last = Some(message);
        } else if let Some(message) = last.take() {
            change::edit(&app, &brand, message.id, "edited").await.unwrap();
        }
    }
    // So that nothing is held back at the end.
    loop {
        let text = "the end".to_owned();
        let message =
            post(&app, &brand, channel, PostMessage { text, ..PostMessage::default() }).await.unwrap();
        if message.seq % 5 == 0 {
            break;
        }
    }
    let truth: Vec<Published> = bus
        .truth
        .lock()
        .iter()
        .filter(|published| published.event.position().is_some_and(|(id, seq)| id == channel && seq >= first))
        .cloned()
        .collect();
    for (n, expected) in truth.iter().enumerate() {
        let told = timeout(Duration::from_secs(20), heard.recv()).await;
        let told = told.unwrap_or_else(|_| panic!("entry {n} of {} did not come", truth.len())).unwrap();
        assert_eq!(told.event.position(), expected.event.position());
        let ((told, to), (expected, whom)) = (words(&told), words(expected));
        assert_eq!(to, whom, "{told}");
        // A message that was lost is told as it is now: edited meanwhile.
        let was_edited = told["Posted"]["edited_at"].is_string() && expected["Posted"]["edited_at"].is_null();
        if !was_edited {
            assert_eq!(told, expected);
        }
    }
    assert!(heard.try_recv().is_err(), "nothing comes twice");
}
