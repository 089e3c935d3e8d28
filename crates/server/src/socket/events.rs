//! What clients may say: one table of events, each decoded, one call of the domain, and an answer.

use liaison_domain::{
    actor::Identity,
    app::App,
    conversations::{access, card::Card, commands, participants},
    deals::offers,
    error::{Error, Result},
    messages::{
        membership, overview,
        post::{self, Completion, PostMessage},
        queries::{self as log, Stretch},
        reading::{self, ReadUpTo},
    },
    presence,
    tickets::{
        self,
        channels::{self, Target},
    },
    viewing::commands as viewing,
};
use liaison_protocol::{
    at_work::ViewingState,
    deal::OfferKind,
    error_code::ErrorCode,
    events::{
        self, AtTicket, AuthenticateEvent, Authenticated, ConversationName, HostObject, Identified,
        JoinSessionEvent, Joined, JoinedConversation, LeftConversations, MarkSeenEvent, MessageReadEvent,
        MessageSendEvent, ResumeEvent, Resumed, SendMessageEvent, SessionHistory, SessionRead,
        SessionTypingEvent, Taken, TicketViewing, TicketViewingEvent, TypingEvent, UserStatusEvent,
        UserStatusSet, Vocabulary,
    },
    ids::{ConversationId, OfferId, TicketId},
    message::{PersonRef, ReadState},
    staff::AgentStatus,
};
use liaison_socketio::{Event, Socket};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{
    json,
    value::{RawValue, to_raw_value},
};

use crate::{
    http::caller::person_key, rate_limit::RouteClass, request_timeout::within,
    telemetry::metrics::SOCKET_EVENTS_TOTAL,
};

use super::{
    Application, SocketState,
    answer::{Success, acknowledge, answer},
    fanout::say,
    joined::{self, Seat},
    rooms,
};

/// What an event comes to.
enum Outcome {
    /// Answered at once.
    Done(Box<RawValue>),
    /// A message: answered when it is durable.
    Message(ConversationId, Box<PostMessage>),
}

fn done(facts: impl Serialize) -> Result<Outcome> {
    to_raw_value(&Success::of(facts)).map(Outcome::Done).map_err(Error::internal)
}

/// Handles one event; the next one of the same socket begins after it.
pub(super) async fn dispatch(application: &Application, socket: &Socket<Application>, event: Event) {
    let call = Call { application, app: &application.app, socket, state: socket.state() };
    if let Err(error) = application.token_holds(socket) {
        if let Some(ack) = event.ack {
            answer(socket, Some(ack), Err(error));
        }
        return Application::expire(socket);
    }
    let outcome = within(call.handle(&event)).await;
    count(&event.name);
    let Event { name, ack, .. } = event;
    match outcome {
        Ok(Outcome::Done(facts)) => answer(socket, ack, Ok(&facts)),
        Ok(Outcome::Message(id, command)) => {
            let sender = socket.clone();
            let completion = Completion::new(move |result| match result {
                Ok(message) => acknowledge(&sender, ack, &message),
                Err(error) => answer(&sender, ack, Err(error)),
            });
            let actor = &socket.state().actor;
            let handed_in = within(async {
                post::hand_in(&application.app, actor, id, *command, completion).await;
                Ok(())
            });
            // Given up, the message is dropped, which answers its sender.
            drop(handed_in.await);
        }
        Err(error) => {
            if error.code().status() >= 500 {
                tracing::error!(
                    event = "socket_event_failed",
                    name,
                    code = error.code().as_str(),
                    cause = error.cause()
                );
            }
            answer(socket, ack, Err(error));
        }
    }
}

/// Counts an event under its name; whatever else clients make up is counted together.
fn count(name: &str) {
    let known = events::CLIENT.iter().find(|event| event.name == name).map_or("unknown", |event| event.name);
    metrics::counter!(SOCKET_EVENTS_TOTAL, "event" => known).increment(1);
}

/// The first argument of an event.
fn argument<T: DeserializeOwned>(event: &Event) -> Result<T> {
    event.args.first().map_err(|error| {
        Error::with_message(ErrorCode::BodyMalformed, format!("`{}` cannot be parsed: {error}", event.name))
    })
}

struct Call<'a> {
    application: &'a Application,
    app: &'a App,
    socket: &'a Socket<Application>,
    state: &'a SocketState,
}

impl Call<'_> {
    async fn handle(&self, event: &Event) -> Result<Outcome> {
        // Boxed is what is rarer than messages: it must not make the future of each event larger.
        match event.name.as_str() {
            events::AUTHENTICATE => done(Box::pin(self.authenticate(argument(event)?)).await?),
            events::JOIN => done(self.say_who(argument(event)?)?),
            events::JOIN_CONVERSATION => {
                done(Box::pin(self.join(&argument::<ConversationName>(event)?.0, Vocabulary::C)).await?)
            }
            events::LEAVE_CONVERSATION => {
                done(Box::pin(self.leave(&argument::<ConversationName>(event)?.0)).await?)
            }
            events::SEND_MESSAGE => self.send(argument(event)?).await,
            events::TYPING_START => done(self.typing(argument(event)?, true).await?),
            events::TYPING_STOP => done(self.typing(argument(event)?, false).await?),
            events::MARK_SEEN => done(Box::pin(self.mark_seen(argument(event)?)).await?),
            events::USER_STATUS => done(Box::pin(self.set_status(argument(event)?)).await?),
            events::RESUME => done(Box::pin(self.resume(argument(event)?)).await?),
            events::TICKET_VIEWING => done(Box::pin(self.view(argument(event)?)).await?),
            events::JOIN_BID_ROOM => done(Box::pin(self.see(OfferKind::Bid, argument(event)?)).await?),
            events::JOIN_CAMPAIGN_ROOM => {
                done(Box::pin(self.see(OfferKind::Campaign, argument(event)?)).await?)
            }
            events::JOIN_SESSION => done(Box::pin(self.join_session(argument(event)?)).await?),
            events::MESSAGE_SEND => self.send_in_session(argument(event)?).await,
            events::TYPING_STARTED => done(self.session_typing(argument(event)?, true).await?),
            events::TYPING_STOPPED => done(self.session_typing(argument(event)?, false).await?),
            events::MESSAGE_READ => done(Box::pin(self.message_read(argument(event)?)).await?),
            _ => Err(ErrorCode::EventUnknown.into()),
        }
    }

    fn identity(&self) -> &Identity {
        &self.state.identity
    }

    /// The conversation a name means. An id needs no look-up: whatever is done with it checks access itself.
    async fn conversation(&self, name: &str) -> Result<ConversationId> {
        match name.parse() {
            Ok(id) => Ok(id),
            Err(_) => channels::resolve_one(self.app, &self.state.actor, name).await,
        }
    }

    async fn authenticate(&self, event: AuthenticateEvent) -> Result<Authenticated> {
        let expires_in = self.application.renew(self.socket, &event.token).await?;
        Ok(Authenticated { expires_in, user: self.identity().person() })
    }

    fn say_who(&self, who: PersonRef) -> Result<Identified> {
        self.identity().must_be(Some(&who))?;
        Ok(Identified { user: self.identity().person() })
    }

    async fn join(&self, name: &str, vocabulary: Vocabulary) -> Result<Joined> {
        match channels::resolve(self.app, &self.state.actor, name).await? {
            Target::One(id) => self.join_one(id, vocabulary).await.map(Joined::One),
            Target::Merged(ticket) => {
                let which = tickets::access::Which::Ticket(ticket);
                let ticket = tickets::queries::one(self.app, &self.state.actor, which).await?;
                let mut joined = Vec::new();
                for channel in &ticket.channels {
                    joined.push(self.join_one(channel.id, vocabulary).await?);
                }
                Ok(Joined::Ticket { ticket_id: ticket.id, channels: joined })
            }
        }
    }

    async fn join_one(&self, id: ConversationId, vocabulary: Vocabulary) -> Result<JoinedConversation> {
        let actor = &self.state.actor;
        if !self.identity().kind.is_staff() {
            membership::join(self.app, actor, id).await?;
        }
        let (card, side) = access::readable(self.app.db().read(), actor, id).await?;
        let seat = Seat { conversation: id, side, vocabulary };
        if !self.state.joined.take(seat) {
            let limit = json!({ "max_joined": joined::MOST });
            return Err(Error::with_message(
                ErrorCode::Conflict,
                "this connection has joined too many conversations",
            )
            .details(limit));
        }
        self.socket.join(&rooms::conversation(id, side, vocabulary));
        // Access that was lost between the look and the seat found no seat to take away: look again.
        let fresh = Card::fresh(self.app, id).await?;
        if fresh.version != card.version && access::reading_side(actor, &fresh) != Some(side) {
            self.give_up_seats(id);
            return Err(Error::not_found());
        }
        let last_seq = log::heads(self.app, [id]).await?.get(&id).copied().unwrap_or_default();
        self.app.follow(id, last_seq);
        let last_read_seq = participants::last_read_seq(self.app.db().read(), id, self.identity().id).await?;
        Ok(JoinedConversation { conversation_id: id, state: fresh.state, last_seq, last_read_seq })
    }

    async fn leave(&self, name: &str) -> Result<LeftConversations> {
        let mut left = Vec::new();
        match channels::resolve(self.app, &self.state.actor, name).await? {
            Target::One(id) => left.push(id),
            Target::Merged(ticket) => {
                let which = tickets::access::Which::Ticket(ticket);
                let ticket = tickets::queries::one(self.app, &self.state.actor, which).await?;
                left.extend(ticket.channels.iter().map(|channel| channel.id));
            }
        }
        left.iter().for_each(|id| self.give_up_seats(*id));
        Ok(LeftConversations { left })
    }

    fn give_up_seats(&self, id: ConversationId) {
        for seat in self.state.joined.give_up(id) {
            self.socket.leave(&rooms::conversation(id, seat.side, seat.vocabulary));
        }
    }

    /// What happens in deals about an offer is told in their conversations; whoever may see the offer may join its room.
    async fn see(&self, kind: OfferKind, HostObject(id): HostObject) -> Result<Taken> {
        offers::one(self.app, &self.state.actor, kind, OfferId(id)).await?;
        Ok(Taken {})
    }

    async fn send(&self, event: SendMessageEvent) -> Result<Outcome> {
        self.identity().must_be(event.sender_id.as_ref())?;
        let name = event.conversation_id.ok_or_else(|| Error::invalid("conversationId", "must be given"))?;
        let command = PostMessage {
            text: event.message,
            media_url: event.media_url,
            attachment_ids: event.attachment_ids,
            client_id: event.client_id,
            ..PostMessage::default()
        };
        self.hand_in(&name, command).await
    }

    async fn send_in_session(&self, event: MessageSendEvent) -> Result<Outcome> {
        let command = PostMessage {
            text: event.text,
            attachment_ids: event.attachment_ids,
            client_id: event.client_id,
            ..PostMessage::default()
        };
        self.hand_in(&event.session_id, command).await
    }

    async fn hand_in(&self, name: &str, command: PostMessage) -> Result<Outcome> {
        let limits = &self.application.limits;
        limits.check(RouteClass::Send, &person_key(self.identity().id)).await?;
        let id = self.conversation(name).await?;
        Ok(Outcome::Message(id, Box::new(command)))
    }

    async fn typing(&self, event: TypingEvent, is_typing: bool) -> Result<Taken> {
        self.identity().must_be(event.user_id.as_ref())?;
        let id = self.conversation(&event.conversation_id).await?;
        commands::typing(self.app, &self.state.actor, id, is_typing).await?;
        Ok(Taken {})
    }

    async fn session_typing(&self, event: SessionTypingEvent, is_typing: bool) -> Result<Taken> {
        let id = self.conversation(&event.session_id).await?;
        commands::typing(self.app, &self.state.actor, id, is_typing).await?;
        Ok(Taken {})
    }

    async fn mark_seen(&self, event: MarkSeenEvent) -> Result<ReadState> {
        self.identity().must_be(event.user_id.as_ref())?;
        let id = self.conversation(&event.conversation_id).await?;
        reading::mark_read(self.app, &self.state.actor, id, ReadUpTo::of(event.message_id, event.seq)).await
    }

    async fn message_read(&self, event: MessageReadEvent) -> Result<SessionRead> {
        let id = self.conversation(&event.session_id).await?;
        let state =
            reading::mark_read(self.app, &self.state.actor, id, ReadUpTo::of(event.message_id, event.seq))
                .await?;
        Ok(SessionRead { session_id: id, last_read_seq: state.last_read_seq })
    }

    async fn set_status(&self, event: UserStatusEvent) -> Result<UserStatusSet> {
        self.identity().must_be(event.user_id.as_ref())?;
        let status = match event.status.as_str() {
            "online" => AgentStatus::Available,
            word => {
                AgentStatus::parse(word).ok_or_else(|| Error::invalid("status", "is not a known value"))?
            }
        };
        if self.identity().kind.is_staff() {
            presence::status::set(self.app, &self.state.actor, status).await?;
        } else {
            // A party's status is its connection; it is told again to those who may see it.
            presence::announce(self.app, self.identity()).await?;
        }
        Ok(UserStatusSet { status: event.status })
    }

    async fn view(&self, event: TicketViewingEvent) -> Result<TicketViewing> {
        let (ticket, sid) = (event.ticket_id, self.socket.id().to_string());
        let state = match event.state {
            AtTicket::Viewing => ViewingState::Viewing,
            AtTicket::Replying => ViewingState::Replying,
            AtTicket::Left => {
                // Asked first: whoever may not see the ticket learns nothing by leaving it.
                viewing::list(self.app, &self.state.actor, ticket).await?;
                self.socket.leave(&rooms::viewing(ticket));
                self.state.viewing.lock().retain(|open| *open != ticket);
                let left = viewing::leave(self.app, &sid, ticket).await?;
                return Ok(TicketViewing { viewers: left.viewers });
            }
        };
        let channel_type = event.channel_type.filter(|_| state == ViewingState::Replying);
        self.note_open(ticket)?;
        // In the room before it is told: whoever comes at the same moment is told of by one of the two.
        viewing::list(self.app, &self.state.actor, ticket).await?;
        self.socket.join(&rooms::viewing(ticket));
        let open = viewing::open(self.app, &self.state.actor, &sid, ticket, (state, channel_type)).await?;
        Ok(TicketViewing { viewers: open.viewers })
    }

    /// What is noted is taken back when the connection ends, also when opening fails half-way.
    fn note_open(&self, ticket: TicketId) -> Result<()> {
        let mut open = self.state.viewing.lock();
        if open.contains(&ticket) {
            return Ok(());
        }
        if open.len() >= MOST_OPEN {
            return Err(Error::with_message(
                ErrorCode::Conflict,
                "this connection has too many tickets open",
            )
            .details(json!({ "max_open": MOST_OPEN })));
        }
        open.push(ticket);
        Ok(())
    }

    async fn resume(&self, event: ResumeEvent) -> Result<Resumed> {
        let id = self.conversation(&event.conversation_id).await?;
        log::resume(self.app, &self.state.actor, id, event.after_seq).await
    }

    /// Joins first, then reads: whatever is stored in between comes by event, by history, or by both, never by none.
    async fn join_session(&self, event: JoinSessionEvent) -> Result<JoinedConversation> {
        let (name, after) = match event {
            JoinSessionEvent::Id(id) => (id, None),
            JoinSessionEvent::After { id, after_seq } => (id, after_seq),
        };
        let id = self.conversation(&name).await?;
        let joined = self.join_one(id, Vocabulary::D).await?;
        let actor = &self.state.actor;
        let session = overview::one(self.app, actor, id).await?;
        let (messages, has_more, reset) = match after {
            None => {
                let page = log::page(self.app, actor, id, Stretch::Newest, HISTORY).await?;
                (page.items, page.has_more, false)
            }
            Some(after) => match log::resume(self.app, actor, id, after).await? {
                Resumed::Entries { items, has_more, .. } => (items, has_more, false),
                Resumed::Reset { .. } => (Vec::new(), false, true),
            },
        };
        say(self.socket, &SessionHistory { session, messages, has_more, reset })
            .map_err(Error::unavailable)?;
        Ok(joined)
    }
}

/// Tickets that one connection has open at most.
const MOST_OPEN: usize = 50;

/// Messages of a first `session:history`.
const HISTORY: u64 = 50;
