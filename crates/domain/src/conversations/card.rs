//! What must be known of a conversation to decide who may do what in it, kept in memory for the message path.
//!
//! A card may be stale. That is safe for writing, because every write names the card's version and the database
//! refuses another; reading always takes a fresh card.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use dashmap::DashMap;
use liaison_protocol::{
    conversation::{ConversationKind, ConversationState},
    ids::{ConversationId, PersonId},
    side::Side,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    access, entity, kinds,
    participant_entity::{self, Role},
};
use crate::{
    actor::{Actor, Identity},
    app::App,
    error::{Error, Result},
    facts::Item,
};

/// The facts about one conversation.
#[derive(Debug, Clone)]
pub struct Card {
    /// Which conversation.
    pub id: ConversationId,
    /// Of which kind it is.
    pub kind: ConversationKind,
    /// Whether messages are taken.
    pub state: ConversationState,
    /// Raised by every change of who may do what here.
    pub version: i64,
    /// What it is about, when it does not stand by itself.
    pub subject: Option<Item>,
    /// Who is in charge; `None` while nobody is.
    pub handler: Option<Handler>,
    /// Everybody who is in it now, with the side.
    pub members: Vec<(PersonId, Side)>,
    /// Those of them who have not come in yet: the parties of a ticket, until they first join.
    pub awaited: Vec<PersonId>,
    /// Parties who left and may come back.
    pub may_return: Vec<(PersonId, Side)>,
}

/// The member of staff in charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    /// Who.
    pub person: PersonId,
    /// The team, as of the assignment.
    pub team: Option<String>,
}

impl Handler {
    /// A member of staff with the team of now.
    pub(crate) fn of(identity: &Identity) -> Self {
        Self { person: identity.id, team: identity.team.clone() }
    }
}

impl Card {
    /// Whether somebody is in the conversation now.
    pub fn has_member(&self, person: PersonId) -> bool {
        self.members.iter().any(|(member, _)| *member == person)
    }

    /// Whether somebody is in the conversation now and has come in at some time.
    pub fn has_come(&self, person: PersonId) -> bool {
        self.has_member(person) && !self.awaited.contains(&person)
    }

    /// The side on which somebody is in the conversation, or may come back to it.
    pub fn side_of(&self, person: PersonId) -> Option<Side> {
        let all = self.members.iter().chain(&self.may_return);
        all.into_iter().find(|(member, _)| *member == person).map(|(_, side)| *side)
    }

    /// Reads the card of a conversation; 404 when there is none. Says nothing of who may see it.
    ///
    /// The same queries are made whether there is one or not: how long a refusal takes does not tell.
    pub(crate) async fn load(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Self> {
        let row = entity::Entity::find_by_id(id.0).one(conn).await?;
        let is_in_or_party = Condition::any()
            .add(participant_entity::Column::LeftAt.is_null())
            .add(participant_entity::Column::Role.eq(Role::Party));
        let participants = participant_entity::Entity::find()
            .filter(participant_entity::Column::ConversationId.eq(id.0))
            .filter(is_in_or_party)
            .all(conn)
            .await?;
        let row = row.ok_or_else(Error::not_found)?;
        let (kind, state, subject) = (row.kind.0, row.state.0, row.subject());
        let mut card = Self {
            id,
            kind,
            state,
            version: row.version,
            subject,
            handler: None,
            members: Vec::new(),
            awaited: Vec::new(),
            may_return: Vec::new(),
        };
        for participant in participants {
            let person = PersonId(participant.person_id);
            let side = participant.side.0;
            if participant.left_at.is_some() {
                if kinds::of(kind).parties_return {
                    card.may_return.push((person, side));
                }
                continue;
            }
            card.members.push((person, side));
            if participant.awaited {
                card.awaited.push(person);
            }
            if participant.role == Role::Handler {
                card.handler = Some(Handler { person, team: row.team.clone() });
            }
        }
        Ok(card)
    }

    /// The card as the database has it now. Says nothing of who may see it.
    pub async fn fresh(app: &App, id: ConversationId) -> Result<Self> {
        Self::load(app.db().read(), id).await
    }

    /// The card for somebody who may read the conversation by what is in memory; else as the database has it now. Who
    /// may not read it meets the same steps as where there is none.
    pub(crate) async fn for_reader(app: &App, actor: &Actor, id: ConversationId) -> Result<Arc<Self>> {
        if let Some(card) = app.cards().get(id) {
            if access::reading_side(actor, &card).is_some() {
                return Ok(card);
            }
            app.cards().forget(id);
        }
        let card = Self::cached(app, id).await?;
        access::reading_side(actor, &card).map(|_| card).ok_or_else(Error::not_found)
    }

    /// The card from memory, or read.
    pub(crate) async fn cached(app: &App, id: ConversationId) -> Result<Arc<Self>> {
        if let Some(card) = app.cards().get(id) {
            return Ok(card);
        }
        let before = app.cards().forgotten();
        let card = Arc::new(Self::load(app.db().read(), id).await?);
        app.cards().keep(Arc::clone(&card), before);
        Ok(card)
    }
}

/// At most this many cards are kept, about 400 bytes each.
const KEPT: usize = 100_000;

/// Cards in memory.
#[derive(Default)]
pub(crate) struct CardCache {
    cards: DashMap<ConversationId, Arc<Card>>,
    forgotten: AtomicU64,
}

impl CardCache {
    fn get(&self, id: ConversationId) -> Option<Arc<Card>> {
        self.cards.get(&id).map(|card| Arc::clone(&card))
    }

    /// How often a card was forgotten so far.
    fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::SeqCst)
    }

    /// Keeps a card that was read when so many had been forgotten. If another was meanwhile, it may have been this
    /// one, and what was read is old.
    fn keep(&self, card: Arc<Card>, forgotten: u64) {
        // Starting over is rare and costs one read per live conversation; an order of use would cost every message.
        if self.cards.len() >= KEPT {
            self.cards.clear();
        }
        let id = card.id;
        self.cards.insert(id, card);
        if self.forgotten() != forgotten {
            self.cards.remove(&id);
        }
    }

    pub(crate) fn forget_all(&self) {
        self.cards.clear();
    }

    pub(crate) fn forget(&self, id: ConversationId) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.cards.remove(&id);
    }
}
