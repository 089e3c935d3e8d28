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
    ids::{ConversationId, OrderId, PersonId, TicketId},
    side::Side,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{entity, participant_entity};
use crate::{
    app::App,
    error::{Error, Result},
    orders, tickets,
};

/// The facts about one conversation.
#[derive(Debug, Clone)]
pub struct Card {
    /// Which conversation.
    pub id: ConversationId,
    /// What it is about.
    pub kind: ConversationKind,
    /// Whether messages are taken.
    pub state: ConversationState,
    /// Raised by every change of who may do what here.
    pub version: i64,
    /// The ticket behind it, for ticket kinds.
    pub ticket: Option<TicketFacts>,
    /// Everybody who is in it now, with the side.
    pub members: Vec<(PersonId, Side)>,
    /// Those of them who have not come in yet: the parties of a ticket, until they first join.
    pub awaited: Vec<PersonId>,
}

/// The facts about the ticket behind a conversation.
#[derive(Debug, Clone)]
pub struct TicketFacts {
    /// The ticket.
    pub ticket: TicketId,
    /// Its order.
    pub order: OrderId,
    /// Who handles it.
    pub agent: PersonId,
    /// The team it belongs to.
    pub team: Option<String>,
    /// Who ordered.
    pub brand: PersonId,
    /// Who delivers.
    pub creator: PersonId,
}

impl TicketFacts {
    /// The party of a ticket channel.
    pub fn party(&self, kind: ConversationKind) -> Option<PersonId> {
        match kind {
            ConversationKind::TicketBrand => Some(self.brand),
            ConversationKind::TicketCreator => Some(self.creator),
            _ => None,
        }
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

    /// Reads the card of a conversation; 404 when there is none. Says nothing of who may see it.
    pub(crate) async fn load(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Self> {
        let row = entity::Entity::find_by_id(id.0).one(conn).await?.ok_or_else(Error::not_found)?;
        let kind = row.kind()?;
        let state = row.state()?;
        let ticket = match (kind, row.subject_id) {
            (
                ConversationKind::TicketBrand
                | ConversationKind::TicketCreator
                | ConversationKind::TicketNotes,
                Some(ticket),
            ) => Some(ticket_facts(conn, TicketId(ticket)).await?),
            _ => None,
        };
        let rows = participant_entity::Entity::find()
            .filter(participant_entity::Column::ConversationId.eq(id.0))
            .filter(participant_entity::Column::LeftAt.is_null())
            .all(conn)
            .await?;
        let awaited = rows.iter().filter(|row| row.awaited).map(|row| PersonId(row.person_id)).collect();
        let members = rows
            .into_iter()
            .filter_map(|row| Some((PersonId(row.person_id), Side::parse(&row.side)?)))
            .collect();
        Ok(Self { id, kind, state, version: row.version, ticket, members, awaited })
    }

    /// The card as the database has it now. Says nothing of who may see it.
    pub async fn fresh(app: &App, id: ConversationId) -> Result<Self> {
        Self::load(app.db().read(), id).await
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

async fn ticket_facts(conn: &impl ConnectionTrait, id: TicketId) -> Result<TicketFacts> {
    let ticket = tickets::entity::Entity::find_by_id(id.0)
        .one(conn)
        .await?
        .ok_or_else(|| Error::internal("a conversation without its ticket"))?;
    let order = orders::entity::Entity::find_by_id(ticket.order_id)
        .one(conn)
        .await?
        .ok_or_else(|| Error::internal("a ticket without its order"))?;
    Ok(TicketFacts {
        ticket: id,
        order: OrderId(order.id),
        agent: PersonId(ticket.agent_id),
        team: ticket.team,
        brand: PersonId(order.brand_id),
        creator: PersonId(order.creator_id),
    })
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
