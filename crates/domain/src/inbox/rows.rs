//! Rows of the inbox: a few queries for all rows together, none per row.

use std::collections::HashMap;

use liaison_protocol::{
    ids::{ConversationId, PersonId},
    inbox::{CaseParty, CaseRow, LastWords, Turn, TurnOf},
    public_id,
    side::Side,
    ticket::TicketAgent,
};
use uuid::Uuid;

use crate::{
    app::App,
    conversations::standing::{self, Standing},
    error::Result,
    facts::{self, Item, ItemKind},
    labels,
    messages::{
        mentions, overview,
        words::{Words, words_at},
    },
    people::queries::{NameTag, names},
    work::{Phase, list::Record},
};

/// Characters of the newest words that a row shows.
const EXCERPT: usize = 140;

/// What rows show that is not in them.
struct Around {
    standings: HashMap<Item, Vec<Standing>>,
    parties: Vec<(Uuid, PersonId, Side)>,
    words: HashMap<(Uuid, i64), Words>,
    tags: HashMap<i64, NameTag>,
    labels: HashMap<i64, Vec<liaison_protocol::label::Label>>,
    unread: HashMap<Uuid, i64>,
    mentions: HashMap<Uuid, i64>,
}

/// Rows as somebody sees them; for nobody in particular, without what that person has not read.
pub(super) async fn show(app: &App, viewer: Option<PersonId>, rows: Vec<Record>) -> Result<Vec<CaseRow>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let around = Around::read(app, viewer, &rows).await?;
    Ok(rows.iter().map(|row| around.row(row)).collect())
}

impl Around {
    async fn read(app: &App, viewer: Option<PersonId>, rows: &[Record]) -> Result<Self> {
        let read = app.db().read();
        let items: Vec<Item> = rows.iter().map(Record::item).collect();
        let mut standings: HashMap<Item, Vec<Standing>> = HashMap::new();
        let mut labels = HashMap::new();
        for (kind, ids) in facts::by_kind(&items) {
            for one in standing::of(read, kind, &ids).await? {
                standings.entry(Item { kind, id: one.subject_id }).or_default().push(one);
            }
            if kind == ItemKind::Ticket {
                labels = labels::queries::of_tickets(read, ids).await?;
            }
        }
        let of_side = |is_internal: bool| -> Vec<Uuid> {
            let all = standings.values().flatten();
            all.filter(|one| one.is_internal() == is_internal).map(|one| one.id).collect()
        };
        let (outside, inside) = (of_side(false), of_side(true));
        let parties = standing::parties(read, &outside).await?;
        let words = words_at(read, rows.iter().filter_map(Record::last)).await?;
        let people = rows.iter().filter_map(|row| row.agent_id);
        let people = people.chain(parties.iter().map(|(_, person, _)| person.0));
        let people = people.chain(words.values().filter_map(|words| words.author.map(|author| author.0)));
        let tags = names(read, people).await?;
        let (unread, mentions) = match viewer {
            Some(viewer) => (
                overview::unread_counts(read, &outside, viewer, Side::Staff).await?,
                mentions::unread(read, viewer, inside.into_iter().map(ConversationId)).await?,
            ),
            None => (HashMap::new(), HashMap::new()),
        };
        Ok(Self { standings, parties, words, tags, labels, unread, mentions })
    }

    fn row(&self, row: &Record) -> CaseRow {
        let item = row.item();
        let kind = item.kind.on_the_wire();
        let standings = self.standings.get(&item).map_or(&[][..], Vec::as_slice);
        let name = |id: i64| self.tags.get(&id).map(|tag| tag.name.clone()).unwrap_or_default();
        let sum = |counts: &HashMap<Uuid, i64>| standings.iter().filter_map(|one| counts.get(&one.id)).sum();
        let is_here = |conversation: &Uuid| standings.iter().any(|one| one.id == *conversation);
        let agent = row.agent_id.and_then(|id| {
            let tag = self.tags.get(&id)?;
            let public_id = public_id::of(tag.kind, PersonId(id));
            Some(TicketAgent { id: PersonId(id), public_id, name: tag.name.clone() })
        });
        let labels = if item.kind == ItemKind::Ticket { self.labels.get(&item.id) } else { None };
        CaseRow {
            kind,
            id: item.id,
            key: format!("{kind}-{}", item.id),
            title: standings.iter().find_map(|one| one.title.clone()).unwrap_or_default(),
            parties: self
                .parties
                .iter()
                .filter(|(conversation, ..)| is_here(conversation))
                .map(|(_, person, side)| CaseParty { id: *person, name: name(person.0), side: *side })
                .collect(),
            agent,
            team: row.team.clone(),
            status: row.status.clone(),
            is_open: row.phase == Phase::Open,
            priority: row.urgency(),
            turn: turn(row),
            last: row.last().and_then(|place| self.words.get(&place)).map(|words| LastWords {
                side: words.side,
                person_id: words.author,
                name: words.author.map(|author| name(author.0)).unwrap_or_default(),
                text: words.text.chars().take(EXCERPT).collect(),
                at: words.at,
            }),
            unread: sum(&self.unread),
            mentions: sum(&self.mentions),
            labels: labels.into_iter().flatten().map(|label| label.id).collect(),
            is_snoozed: row.is_snoozed,
            snoozed_until: row.snoozed_until,
            queued_at: row.queued_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

fn turn(row: &Record) -> Turn {
    let side = row.waiting_side.as_deref().and_then(Side::parse);
    if row.phase == Phase::Ended {
        return Turn { of: TurnOf::Nobody, who: None, since: None };
    }
    if row.waiting_since.is_some() {
        return Turn { of: TurnOf::Us, who: side, since: row.waiting_since };
    }
    let of = match side {
        Some(Side::Brand) => TurnOf::Brand,
        Some(Side::Creator) => TurnOf::Creator,
        Some(Side::Customer) => TurnOf::Customer,
        Some(Side::Staff) | None => TurnOf::Nobody,
    };
    Turn { of, who: None, since: (of != TurnOf::Nobody).then_some(row.last_at) }
}
