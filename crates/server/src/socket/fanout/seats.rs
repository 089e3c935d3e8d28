//! Seats in conversations: who may no longer read one, or has left it, loses the seat at once.

use std::{collections::HashMap, sync::Arc, time::Duration};

use liaison_domain::{
    app::App,
    conversations::{access, card::Card},
};
use liaison_protocol::{
    events::{ConversationLeft, LeftReason, Vocabulary},
    ids::{ConversationId, PersonId},
    side::Side,
};
use liaison_socketio::Socket;

use super::recipients::say;
use crate::socket::{Application, Lost, Sockets, rooms};

/// Looks again at everybody who joined a conversation: who may no longer see it loses the seat at once.
pub(super) fn check(sockets: &Sockets, id: ConversationId) {
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
            unseat(&socket, id, LeftReason::AccessLost);
        }
    }
}

/// Whoever left a conversation has left it with all sockets.
pub(super) fn left(sockets: &Sockets, id: ConversationId, person: PersonId) {
    let own = sockets.to(&rooms::person(person)).sockets();
    if !own.is_empty() {
        tokio::spawn(leave_with(sockets.handler().app.clone(), id, person, own));
    }
}

/// Not so whoever has come in again meanwhile.
async fn leave_with(app: App, id: ConversationId, person: PersonId, own: Vec<Socket<Application>>) {
    if Card::fresh(&app, id).await.is_ok_and(|card| !card.has_member(person)) {
        own.iter().for_each(|socket| unseat(socket, id, LeftReason::Left));
    }
}

/// Takes the seats of a socket in a conversation away, if it has any, and tells it why.
fn unseat(socket: &Socket<Application>, id: ConversationId, reason: LeftReason) {
    let seats = socket.state().joined.give_up(id);
    for seat in &seats {
        socket.leave(&rooms::conversation(id, seat.side, seat.vocabulary));
    }
    if !seats.is_empty() {
        // Who is gone or too slow learns it from the engine, and joins anew.
        let _gone = say(socket, &ConversationLeft { conversation_id: id, reason });
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
