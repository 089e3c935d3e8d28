//! Finding messages.

use std::{collections::HashMap, time::Duration};

use liaison_protocol::{
    at_work::DraftChannel,
    conversation::ConversationKind,
    ids::{ConversationId, MessageId, TicketId},
    search::{FoundMessage, FoundMessages},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait as _, FromQueryResult as _, QueryFilter,
    QuerySelect, QueryTrait as _,
    sea_query::{Alias, Expr, Order, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{
    access, entity,
    excerpt::excerpt,
    index::{catch_up, text_of},
    words::words,
};
use crate::{
    actor::Actor,
    app::App,
    conversations,
    error::{Error, Result},
    messages::{self, entity as entries},
    people, text_field,
};

/// Characters of a question.
const LONGEST: usize = 200;
/// Words of a question that count.
const WORDS: usize = 10;
/// How long somebody waits for the index to catch up with the log.
const CATCH_UP_TIMEOUT: Duration = Duration::from_millis(300);

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words. Each must begin a word of the message.
    pub q: String,
    /// Only in this ticket.
    pub ticket: Option<TicketId>,
    /// Only before this place, as the page before gave it.
    pub before: Option<String>,
    /// How many at most.
    pub limit: u64,
}

/// Messages that hold all words of a question, the newest first. For staff.
pub async fn messages(app: &App, actor: &Actor, filter: &Filter) -> Result<FoundMessages> {
    access::searches(actor)?;
    let q = text_field::required("q", &filter.q, LONGEST)?;
    let wanted: Vec<String> = words(&q).into_iter().map(|word| word.folded).take(WORDS).collect();
    if wanted.is_empty() {
        return Err(Error::invalid("q", "must contain a letter or a digit"));
    }
    let before = match &filter.before {
        None => i64::MAX,
        Some(place) => {
            place.parse().map_err(|_| Error::invalid("before", "is not a cursor from a previous response"))?
        }
    };
    let is_complete = catch_up(app, CATCH_UP_TIMEOUT).await;
    let mut hits = hits(app, actor, &wanted, filter, before).await?;
    let has_more = hits.len() as u64 > filter.limit;
    hits.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
    let next = hits.last().filter(|_| has_more).map(|hit| hit.id.to_string());
    Ok(FoundMessages { items: show(app, hits, &wanted).await?, next, is_complete })
}

/// The places of messages, one more than asked for.
async fn hits(
    app: &App,
    actor: &Actor,
    wanted: &[String],
    filter: &Filter,
    before: i64,
) -> Result<Vec<entity::Model>> {
    let conn = app.db().read();
    let mut scope = conversations::entity::Entity::find()
        .select_only()
        .column(conversations::entity::Column::Id)
        .filter(conversations::access::scope(actor));
    if let Some(ticket) = filter.ticket {
        scope = scope.filter(conversations::entity::Column::SubjectId.eq(ticket.0));
    }
    let (mut query, id) = holding(conn.get_database_backend(), wanted);
    let entry = |column| Expr::col((entity::Entity, column));
    query
        .column((entity::Entity, entity::Column::Id))
        .column((entity::Entity, entity::Column::ConversationId))
        .column((entity::Entity, entity::Column::Seq))
        .and_where(id.clone().lt(before))
        .and_where(entry(entity::Column::ConversationId).in_subquery(scope.into_query()))
        .order_by_expr(id, Order::Desc)
        .limit(filter.limit + 1);
    let rows = conn.query_all(&query).await?;
    rows.iter().map(|row| Ok(entity::Model::from_query_result(row, "")?)).collect()
}

/// The entries of the index that hold words beginning with all of these, and what they are in order by. Words are
/// letters, digits and marks, so nothing of them means anything to a database.
fn holding(backend: DbBackend, wanted: &[String]) -> (SelectStatement, SimpleExpr) {
    let entries = entity::Entity;
    let id = Expr::col((entries, entity::Column::Id));
    if backend == DbBackend::Postgres {
        let all = wanted.iter().map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & ");
        let holds = Expr::cust_with_values("search_entries.words @@ CAST($1 AS tsquery)", [all]);
        return (Query::select().from(entries).and_where(holds).to_owned(), id);
    }
    let all = wanted.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" AND ");
    let index = Alias::new("search_words");
    let rowid = Expr::col((index.clone(), Alias::new("rowid")));
    let query = Query::select()
        .from(index)
        .inner_join(entries, id.eq(rowid.clone()))
        .and_where(Expr::cust_with_values("search_words MATCH ?", [all]))
        .to_owned();
    (query, rowid)
}

async fn show(app: &App, hits: Vec<entity::Model>, wanted: &[String]) -> Result<Vec<FoundMessage>> {
    let conn = app.db().read();
    let rows =
        messages::queries::rows_at(conn, hits.iter().map(|hit| (hit.conversation_id, hit.seq))).await?;
    let tags = people::queries::names(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    let places = places(app, hits.iter().map(|hit| hit.conversation_id)).await?;
    let mut rows: HashMap<(Uuid, i64), entries::Model> =
        rows.into_iter().map(|row| ((row.conversation_id, row.seq), row)).collect();
    let shown = hits.iter().filter_map(|hit| {
        // The index may not know yet that it was deleted.
        let row = rows.remove(&(hit.conversation_id, hit.seq)).filter(|row| row.deleted_at.is_none())?;
        let place = places.get(&hit.conversation_id)?;
        let (excerpt, marks) = excerpt(&text_of(&row), wanted);
        Some(FoundMessage {
            message_id: MessageId(row.id),
            conversation_id: ConversationId(row.conversation_id),
            seq: row.seq,
            ticket_id: place.ticket,
            order_title: place.title.clone(),
            channel_type: place.channel,
            author: messages::author::sender(
                row.author_kind,
                row.author_id,
                row.author_id.and_then(|author| tags.get(&author)),
            ),
            excerpt,
            marks,
            at: row.created_at,
        })
    });
    Ok(shown.collect())
}

/// What a conversation is about.
struct Place {
    ticket: Option<TicketId>,
    title: Option<String>,
    channel: Option<DraftChannel>,
}

async fn places(app: &App, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Place>> {
    let conn = app.db().read();
    let rows = conversations::entity::Entity::find()
        .filter(conversations::entity::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let channel = match row.kind.0 {
                ConversationKind::TicketBrand => Some(DraftChannel::BrandAgent),
                ConversationKind::TicketCreator => Some(DraftChannel::CreatorAgent),
                ConversationKind::TicketNotes => Some(DraftChannel::Notes),
                _ => None,
            };
            let ticket = channel.and(row.subject_id).map(TicketId);
            Ok((row.id, Place { ticket, title: row.title.filter(|_| ticket.is_some()), channel }))
        })
        .collect()
}
