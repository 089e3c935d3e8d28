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
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
};

use super::{access, entity, participant_entity};
use crate::{
    actor::Actor,
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
    ///
    /// The same queries are made whether there is one or not: how long a refusal takes does not tell.
    pub(crate) async fn load(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Self> {
        let row = Row::find(conn, id).await?;
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
        let row = row.ok_or_else(Error::not_found)?;
        let kind =
            ConversationKind::parse(&row.kind).ok_or_else(|| Error::internal("a kind that is none"))?;
        let state =
            ConversationState::parse(&row.state).ok_or_else(|| Error::internal("a state that is none"))?;
        let ticket = if kind.is_of_ticket() { Some(row.ticket()?) } else { None };
        Ok(Self { id, kind, state, version: row.version, ticket, members, awaited })
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

/// A conversation with the ticket and the order behind it, as one query gives them.
#[derive(FromQueryResult)]
struct Row {
    kind: String,
    state: String,
    version: i64,
    ticket_id: Option<i64>,
    agent_id: Option<i64>,
    team: Option<String>,
    order_id: Option<i64>,
    brand_id: Option<i64>,
    creator_id: Option<i64>,
}

impl Row {
    async fn find(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Option<Self>> {
        let ticket = entity::Entity::belongs_to(tickets::entity::Entity)
            .from(entity::Column::SubjectId)
            .to(tickets::entity::Column::Id)
            .into();
        let order = tickets::entity::Entity::belongs_to(orders::entity::Entity)
            .from(tickets::entity::Column::OrderId)
            .to(orders::entity::Column::Id)
            .into();
        Ok(entity::Entity::find_by_id(id.0)
            .select_only()
            .columns([entity::Column::Kind, entity::Column::State, entity::Column::Version])
            .join(JoinType::LeftJoin, ticket)
            .join(JoinType::LeftJoin, order)
            .column_as(tickets::entity::Column::Id, "ticket_id")
            .columns([tickets::entity::Column::AgentId, tickets::entity::Column::Team])
            .column_as(orders::entity::Column::Id, "order_id")
            .columns([orders::entity::Column::BrandId, orders::entity::Column::CreatorId])
            .into_model()
            .one(conn)
            .await?)
    }

    fn ticket(&self) -> Result<TicketFacts> {
        let known = |id: Option<i64>| id.ok_or_else(|| Error::internal("a conversation without its ticket"));
        Ok(TicketFacts {
            ticket: TicketId(known(self.ticket_id)?),
            order: OrderId(known(self.order_id)?),
            agent: PersonId(known(self.agent_id)?),
            team: self.team.clone(),
            brand: PersonId(known(self.brand_id)?),
            creator: PersonId(known(self.creator_id)?),
        })
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
