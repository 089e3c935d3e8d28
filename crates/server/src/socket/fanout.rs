//! Events to sockets: who is told, in which words. A payload is written once per room and shared by all in it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use liaison_domain::{
    app::App,
    conversations::{access, card::Card},
    event::{Audience, Event, PartyChannel, Published},
    messages::queries::looks_alike,
};
use liaison_protocol::{
    events,
    ids::{ConversationId, PersonId},
    message::{Change, ChangeKind, Hidden, Message},
    side::Side,
};
use liaison_socketio::{Broadcast, EmitError, Packet, Sid, Socket};
use serde::Serialize;
use serde_json::json;

use super::{
    Application, Lost, Sockets,
    payload::{MessageNew, NewMessage, Notification},
    rooms::{self, Vocabulary},
};

/// Tells the sockets of this node.
pub(super) fn deliver(sockets: &Sockets, published: &Published) {
    let Published { event, audience } = published;
    let told = Told { sockets, audience, except: except(sockets, audience) };
    match event {
        Event::Posted(message) => {
            posted(&told, message);
            if message.channel_type.is_some() {
                sockets.handler().activity.note();
            }
        }
        Event::Changed(change) => {
            changed(&told, change);
            sockets.handler().activity.note();
        }
        Event::Typing { conversation, person, is_typing } => {
            let user = person.public_id.as_str();
            let c = json!({ "conversationId": conversation, "userId": user, "isTyping": is_typing });
            told.passing(Vocabulary::C, events::USER_TYPING, &c);
            let d = json!({ "session_id": conversation, "user_id": user, "name": person.name });
            told.passing(
                Vocabulary::D,
                if *is_typing { events::TYPING_STARTED } else { events::TYPING_STOPPED },
                &d,
            );
        }
        Event::Read { conversation, person, message, seq } => {
            let user = person.public_id.as_str();
            let c =
                json!({ "conversationId": conversation, "messageId": message, "userId": user, "seq": seq });
            told.passing(Vocabulary::C, events::MESSAGE_SEEN, &c);
            told.own_sockets(events::MESSAGE_SEEN, &c);
            let d = json!({ "session_id": conversation, "message_id": message, "user_id": user, "seq": seq });
            told.passing(Vocabulary::D, events::MESSAGE_READ, &d);
            told.own_sockets(events::MESSAGE_READ, &d);
        }
        Event::Joined { conversation, person } => {
            told.in_rooms(
                Vocabulary::D,
                events::USER_JOINED,
                |_| json!({ "session_id": conversation, "user": person }),
            );
        }
        Event::Left { conversation, person } => {
            told.in_rooms(
                Vocabulary::D,
                events::USER_LEFT,
                |_| json!({ "session_id": conversation, "user": person }),
            );
            let own = sockets.to(&rooms::person(person.id)).sockets();
            if !own.is_empty() {
                tokio::spawn(leave_with(sockets.handler().app.clone(), *conversation, person.id, own));
            }
        }
        Event::Presence { person, is_online, status } => {
            let user = person.public_id.as_str();
            let word = match (is_online, status) {
                (true, Some(status)) => status.as_str(),
                (true, None) => "online",
                (false, _) => "offline",
            };
            told.everywhere(
                events::USER_STATUS_CHANGE,
                &json!({ "userId": user, "status": word, "is_online": is_online }),
            );
            if !is_online {
                told.everywhere(events::USER_OFFLINE, &json!({ "userId": user }));
            }
        }
        Event::StateChanged { conversation, previous, state, reason, at } => {
            told.in_rooms(Vocabulary::C, events::CONVERSATION_STATE_CHANGED, |_| {
                json!({
                    "conversation_id": conversation, "previous_state": previous, "new_state": state,
                    "reason": reason, "timestamp": at,
                })
            });
        }
        Event::TicketChanged { ticket, status, priority, agent, order_status, channels } => {
            let payload = |known: &dyn Fn(&PartyChannel) -> bool| {
                let channels: Vec<_> = channels
                    .iter()
                    .filter(|channel| known(channel))
                    .map(|channel| json!({ "conversation_id": channel.conversation, "channel_type": channel.channel_type }))
                    .collect();
                json!({
                    "ticket_id": ticket, "status": status, "priority": priority, "agent_id": agent,
                    "order_status": order_status, "channels": channels,
                })
            };
            for person in &audience.people {
                told.emit(
                    &rooms::person(*person),
                    events::TICKET_UPDATED,
                    || payload(&|channel| channel.party == *person),
                    false,
                );
            }
            if audience.staff {
                told.emit(rooms::STAFF, events::TICKET_UPDATED, || payload(&|_| true), false);
            }
        }
        Event::SnoozeOver { ticket } => {
            let news = json!({ "type": "snooze_over", "data": { "ticket_id": ticket } });
            told.to_people(events::NOTIFICATION, |_| &news);
        }
        Event::DraftChanged { ticket, draft } => {
            let payload = json!({
                "ticket_id": ticket, "channel_type": draft.channel_type, "text": draft.text,
                "updated_at": draft.updated_at,
            });
            told.to_people(events::DRAFT_CHANGED, |_| &payload);
        }
        Event::Viewed(viewers) => {
            told.emit(&rooms::viewing(viewers.ticket_id), events::TICKET_VIEWERS, || viewers, true);
        }
        // Clients read them when they begin.
        Event::SettingsChanged => {}
        // Only the node's own workers hear of it.
        Event::JobScheduled { .. } => {}
        Event::AccessChanged { conversation } => check_seats(sockets, *conversation),
        Event::Revoked { person, login, .. } => {
            sockets.handler().revocations.add(*person, *login);
            for socket in sockets.to(&rooms::person(*person)).sockets() {
                if login.is_none() || socket.state().held.lock().login == *login {
                    socket.disconnect(true, "revoked");
                }
            }
        }
    }
}

/// The sockets of the person who need not be told.
fn except(sockets: &Sockets, audience: &Audience) -> Vec<Sid> {
    let Some(person) = audience.except else { return Vec::new() };
    sockets.to(&rooms::person(person)).sockets().iter().map(|socket| socket.id()).collect()
}

fn posted(told: &Told<'_>, message: &Arc<Message>) {
    let id = message.conversation_id;
    let c = |side| NewMessage::of(message, side);
    let d = |side| MessageNew::of(message, side);
    if looks_alike(message) {
        told.alike(Vocabulary::C, events::NEW_MESSAGE, || c(Side::Staff));
        told.alike(Vocabulary::D, events::MESSAGE_NEW, || d(Side::Staff));
    } else {
        told.in_rooms(Vocabulary::C, events::NEW_MESSAGE, c);
        told.in_rooms(Vocabulary::D, events::MESSAGE_NEW, d);
    }
    told.hidden(id, message.seq);
    told.to_people(events::NOTIFICATION, |person| Notification::of(message, person));
}

fn changed(told: &Told<'_>, change: &Change) {
    let id = change.conversation_id;
    let name = match change.change {
        ChangeKind::Edit => events::MESSAGE_UPDATED,
        ChangeKind::Deletion => events::MESSAGE_DELETED,
    };
    told.in_rooms(
        Vocabulary::C,
        name,
        |_| json!({ "conversation_id": id, "seq": change.seq, "change": change }),
    );
    told.in_rooms(Vocabulary::D, events::MESSAGE_CHANGED, |_| json!({ "session_id": id, "change": change }));
    told.hidden(id, change.seq);
}

/// Looks again at everybody who joined a conversation: who may no longer see it loses the seat at once.
fn check_seats(sockets: &Sockets, id: ConversationId) {
    let seated: Vec<_> = Side::ALL
        .iter()
        .flat_map(|side| {
            [Vocabulary::C, Vocabulary::D].map(|vocabulary| rooms::conversation(id, *side, vocabulary))
        })
        .flat_map(|room| sockets.to(&room).sockets())
        .collect();
    if seated.is_empty() {
        return;
    }
    let app = sockets.handler().app.clone();
    tokio::spawn(async move { check_seated(&app, id, seated).await });
}

async fn check_seated(app: &App, id: ConversationId, seated: Vec<Socket<Application>>) {
    let card = Card::fresh(app, id).await;
    for socket in seated {
        let side = card.as_ref().ok().and_then(|card| access::reading_side(&socket.state().actor, card));
        // What cannot be looked at is not allowed.
        if socket.state().joined.seats(id).iter().any(|seat| side != Some(seat.side)) {
            unseat(&socket, id, "access_lost");
        }
    }
}

/// Whoever left a conversation has left it with all sockets. Not so whoever has come in again meanwhile.
async fn leave_with(app: App, id: ConversationId, person: PersonId, own: Vec<Socket<Application>>) {
    if Card::fresh(&app, id).await.is_ok_and(|card| !card.has_member(person)) {
        own.iter().for_each(|socket| unseat(socket, id, "left"));
    }
}

/// Takes the seats of a socket in a conversation away, if it has any, and tells it why.
fn unseat(socket: &Socket<Application>, id: ConversationId, reason: &str) {
    let seats = socket.state().joined.give_up(id);
    for seat in &seats {
        socket.leave(&rooms::conversation(id, seat.side, seat.vocabulary));
    }
    if !seats.is_empty() {
        // Who is gone or too slow learns it from the engine, and joins anew.
        let _gone =
            socket.emit(events::CONVERSATION_LEFT, &json!({ "conversation_id": id, "reason": reason }));
    }
}

/// Least time between two looks at everybody.
const REST: Duration = Duration::from_secs(30);

/// Looks again at everybody who joined anything, whenever events were lost, for ever: the news of a lost right may
/// have been among them. One conversation after the other, so that the database hardly notices.
pub async fn check_seats_after_loss(sockets: Sockets, lost: Arc<Lost>) {
    loop {
        lost.seats().await;
        let app = sockets.handler().app.clone();
        app.forget_cards();
        let mut seated: HashMap<ConversationId, Vec<Socket<Application>>> = HashMap::new();
        for socket in sockets.sockets() {
            for id in socket.state().joined.conversations() {
                seated.entry(id).or_default().push(socket.clone());
            }
        }
        for (id, sockets) in seated {
            check_seated(&app, id, sockets).await;
        }
        tokio::time::sleep(REST).await;
    }
}

/// One event on its way.
struct Told<'a> {
    sockets: &'a Sockets,
    audience: &'a Audience,
    except: Vec<Sid>,
}

impl Told<'_> {
    /// Those who joined, in the words they joined with; written once per side.
    fn in_rooms<T: Serialize>(&self, vocabulary: Vocabulary, name: &str, payload: impl Fn(Side) -> T) {
        for id in &self.audience.conversations {
            for side in &self.audience.sides {
                self.emit(&rooms::conversation(*id, *side, vocabulary), name, || payload(*side), false);
            }
        }
    }

    /// The same where all sides are told the same: written once.
    fn alike<T: Serialize>(&self, vocabulary: Vocabulary, name: &str, payload: impl Fn() -> T) {
        let mut packet = None;
        for id in &self.audience.conversations {
            for side in &self.audience.sides {
                let broadcast = self.sockets.to(&rooms::conversation(*id, *side, vocabulary));
                if !broadcast.is_empty() {
                    let packet = packet.get_or_insert_with(|| Packet::new(name, &payload()));
                    self.send(broadcast, name, packet);
                }
            }
        }
    }

    /// The same for what is soon outdated: who is slow may miss it.
    fn passing(&self, vocabulary: Vocabulary, name: &str, payload: &impl Serialize) {
        for id in &self.audience.conversations {
            for side in &self.audience.sides {
                self.emit(&rooms::conversation(*id, *side, vocabulary), name, || payload, true);
            }
        }
    }

    /// The place of an entry, to those who may not read it.
    fn hidden(&self, id: ConversationId, seq: i64) {
        let hidden = Hidden { seq, hidden: true };
        for side in &self.audience.hidden_from {
            let c = || json!({ "conversation_id": id, "message": hidden });
            self.emit(&rooms::conversation(id, *side, Vocabulary::C), events::NEW_MESSAGE, c, false);
            let d = || json!({ "session_id": id, "message": hidden });
            self.emit(&rooms::conversation(id, *side, Vocabulary::D), events::MESSAGE_NEW, d, false);
        }
    }

    /// People wherever they are.
    fn to_people<T: Serialize>(&self, name: &str, payload: impl Fn(PersonId) -> T) {
        for person in &self.audience.people {
            self.emit(&rooms::person(*person), name, || payload(*person), false);
        }
    }

    /// The sockets of the person whom the others were told of, joined or not.
    fn own_sockets(&self, name: &str, payload: &impl Serialize) {
        let Some(person) = self.audience.except.filter(|person| self.audience.people.contains(person)) else {
            return;
        };
        let broadcast = self.sockets.to(&rooms::person(person));
        if !broadcast.is_empty() {
            send_packet(broadcast.volatile(), name, &Packet::new(name, payload));
        }
    }

    /// Everybody in the audience once, by whatever room.
    fn everywhere(&self, name: &str, payload: &impl Serialize) {
        let mut names: Vec<String> =
            self.audience.people.iter().map(|person: &PersonId| rooms::person(*person)).collect();
        for id in &self.audience.conversations {
            for side in &self.audience.sides {
                names.extend(
                    [Vocabulary::C, Vocabulary::D]
                        .map(|vocabulary| rooms::conversation(*id, *side, vocabulary)),
                );
            }
        }
        if self.audience.staff {
            names.push(rooms::STAFF.to_owned());
        }
        let mut names = names.into_iter();
        let Some(first) = names.next() else { return };
        let broadcast = names.fold(self.sockets.to(&first), |broadcast, room| broadcast.to(room));
        self.send(broadcast, name, &Packet::new(name, payload));
    }

    fn emit<T: Serialize>(&self, room: &str, name: &str, payload: impl FnOnce() -> T, volatile: bool) {
        let broadcast = self.sockets.to(room);
        if broadcast.is_empty() {
            return;
        }
        let packet = Packet::new(name, &payload());
        self.send(if volatile { broadcast.volatile() } else { broadcast }, name, &packet);
    }

    fn send(&self, broadcast: Broadcast<Application>, name: &str, packet: &Result<Packet, EmitError>) {
        send_packet(
            self.except.iter().fold(broadcast, |broadcast, sid| broadcast.except(*sid)),
            name,
            packet,
        );
    }
}

pub(super) fn send_packet(broadcast: Broadcast<Application>, name: &str, packet: &Result<Packet, EmitError>) {
    let failed = |error: &EmitError| {
        // The head of the conversation tells clients that something is missing.
        tracing::error!(event = "broadcast_failed", name, %error);
    };
    match packet {
        Ok(packet) => drop(broadcast.emit(packet).inspect_err(failed)),
        Err(error) => failed(error),
    }
}
