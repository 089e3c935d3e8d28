//! Views of the inbox: pages of rows, one row, and how many each view holds.

use liaison_protocol::{
    ids::{LabelId, PersonId},
    inbox::{CaseKind, CasePage, CaseRow, InboxCounts, InboxSort, InboxView, KindCount, QueueCount},
    side::Side,
    ticket::Priority,
};
use sea_orm::ConnectionTrait;

use super::{access, rows};
use crate::{
    actor::Actor,
    app::App,
    conversations::standing,
    error::{Error, Result},
    facts::{Item, ItemKind},
    labels,
    messages::mentions,
    sessions, tickets,
    work::list::{self, Count, Filter, Place, Whose},
};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which view.
    pub view: InboxView,
    /// Only these kinds; all when empty.
    pub kinds: Vec<CaseKind>,
    /// Only these statuses, in the words of the kind; all when empty.
    pub statuses: Vec<String>,
    /// Only these; all when empty.
    pub priorities: Vec<Priority>,
    /// Only those with one of these labels; all when empty.
    pub labels: Vec<LabelId>,
    /// Only this agent's.
    pub agent: Option<PersonId>,
    /// Only this team's.
    pub team: Option<String>,
    /// Only those with a message that the caller has not read.
    pub unread: bool,
    /// Only those in which someone waits for staff; with a side, someone of that side.
    pub waiting: Option<Option<Side>>,
    /// Only those that are about this: words of the title or a party's name, or a number.
    pub q: Option<String>,
    /// In which order. The queue has its own.
    pub sort: InboxSort,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many at most.
    pub limit: u64,
}

/// A page of a view.
pub async fn page(app: &App, actor: &Actor, wanted: Wanted) -> Result<CasePage> {
    let identity = access::has_inbox(actor)?;
    let mut among = Vec::new();
    if wanted.view == InboxView::Mentions {
        let mentioned = mentions::conversations_of(identity.id);
        // Only tickets have notes.
        among.push(vec![(ItemKind::Ticket, standing::cases_with(ItemKind::Ticket, mentioned))]);
    }
    if wanted.unread {
        let unread = |kind| (kind, standing::cases_unread_by(kind, identity.id));
        among.push([ItemKind::Ticket, ItemKind::Session].map(unread).to_vec());
    }
    if !wanted.labels.is_empty() {
        // Only tickets have labels.
        among.push(vec![(ItemKind::Ticket, labels::queries::bearers(&wanted.labels))]);
    }
    match wanted.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => among.push(vec![
            (ItemKind::Ticket, tickets::queries::ids_about(text)?),
            (ItemKind::Session, sessions::queries::ids_about(text)?),
        ]),
        // Without words it would be a list of everything there ever was, which no index has in order.
        None if wanted.view == InboxView::All => return Err(Error::invalid("q", "is needed for this view")),
        None => {}
    }
    let whose = match (access::whose(identity, wanted.view), wanted.agent, wanted.team) {
        (Whose::All, Some(agent), _) => Whose::Agent(agent),
        (Whose::All, None, Some(team)) => Whose::Team(Some(team)),
        (whose, ..) => whose,
    };
    let filter = Filter {
        whose,
        is_open: match wanted.view {
            InboxView::All => None,
            view => Some(view != InboxView::Done),
        },
        is_queued: wanted.view == InboxView::Queue,
        is_snoozed: match wanted.view {
            InboxView::Snoozed => Some(true),
            InboxView::Mine | InboxView::Team | InboxView::Everyone => Some(false),
            InboxView::Queue
            | InboxView::Unassigned
            | InboxView::Mentions
            | InboxView::Done
            | InboxView::All => None,
        },
        kinds: wanted.kinds.into_iter().map(ItemKind::from).collect(),
        statuses: wanted.statuses,
        priorities: wanted.priorities,
        waiting: wanted.waiting,
        among,
        sort: wanted.sort,
        after: wanted.cursor.as_deref().map(Place::of_cursor).transpose()?,
        limit: wanted.limit,
    };
    let (found, next) = list::page(app.db().read(), &filter).await?;
    Ok(CasePage { items: rows::show(app, Some(identity.id), found).await?, next: next.map(Place::to_cursor) })
}

/// One case as a row; 404 when there is none.
pub async fn one(app: &App, actor: &Actor, item: Item) -> Result<CaseRow> {
    let identity = access::has_inbox(actor)?;
    let found = list::rows(app.db().read(), &[item]).await?;
    rows::show(app, Some(identity.id), found).await?.pop().ok_or_else(Error::not_found)
}

/// How many cases each view holds.
pub async fn counts(app: &App, actor: &Actor) -> Result<InboxCounts> {
    let identity = access::has_inbox(actor)?;
    let read = app.db().read();
    let of = async |view| list::count(read, &access::whose(identity, view)).await;
    let sum = |counts: &[Count], holds: &dyn Fn(&Count) -> bool| -> i64 {
        counts.iter().filter(|count| holds(count)).map(|count| count.n).sum()
    };
    let is_listed = |count: &Count| !count.is_snoozed;
    let (mine, team, everyone) =
        (of(InboxView::Mine).await?, of(InboxView::Team).await?, of(InboxView::Everyone).await?);
    let (queued, oldest_at) = list::queue(read).await?;
    let kinds = CaseKind::ALL.iter().map(|kind| KindCount {
        kind: *kind,
        count: sum(&everyone, &|count| is_listed(count) && count.item_kind == ItemKind::from(*kind)),
    });
    Ok(InboxCounts {
        queue: QueueCount { count: queued, oldest_at },
        mine: sum(&mine, &is_listed),
        mine_waiting: list::count_waiting(read, identity.id).await?,
        unassigned: sum(&of(InboxView::Unassigned).await?, &|_| true),
        team: sum(&team, &is_listed),
        everyone: sum(&everyone, &is_listed),
        mentions: mentioned(read, identity.id).await?,
        snoozed: sum(&of(InboxView::Snoozed).await?, &|count| count.is_snoozed),
        kinds: kinds.filter(|count| count.count > 0).collect(),
    })
}

/// How many cases have a note that mentions somebody who has not read it.
async fn mentioned(conn: &impl ConnectionTrait, person: PersonId) -> Result<i64> {
    standing::count_with(conn, ItemKind::Ticket, mentions::unread_of(person)).await
}
