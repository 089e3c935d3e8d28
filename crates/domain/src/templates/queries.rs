//! Finding templates and filling them in.

use liaison_protocol::{
    ids::{TemplateId, TicketId},
    page::Page,
    side::Side,
    template::{RenderTemplate, RenderedTemplate, Template},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    access, entity,
    variables::{self, Variable},
    view,
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    orders, people, text_field, tickets,
};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only where title, shortcut or text contains this.
    pub q: Option<String>,
    /// Only those that can be used with this party.
    pub party: Option<Side>,
    /// Number of the page, from 1.
    pub page: u64,
    /// How many at most.
    pub limit: u64,
}

/// Templates by shortcut. For staff.
pub async fn list(app: &App, actor: &Actor, filter: &Filter) -> Result<Page<Template>> {
    access::reads(actor)?;
    let mut query = entity::Entity::find().order_by_asc(entity::Column::Shortcut);
    if let Some(text) = text_field::optional("q", filter.q.as_deref(), 200)? {
        let contains = text_field::contains(&text);
        let columns = [entity::Column::Title, entity::Column::Shortcut, entity::Column::Body];
        query = query
            .filter(columns.into_iter().map(Expr::col).map(contains).fold(Condition::any(), Condition::add));
    }
    if let Some(party) = filter.party {
        query = query.filter(
            Condition::any()
                .add(entity::Column::ChannelType.is_null())
                .add(entity::Column::ChannelType.eq(view::stored_channel(party))),
        );
    }
    let read = app.db().read();
    let total = query.clone().count(read).await?;
    let rows = query.offset((filter.page - 1) * filter.limit).limit(filter.limit).all(read).await?;
    Ok(Page { items: view::show(app, rows).await?, page: filter.page, limit: filter.limit, total })
}

/// One template.
pub async fn one(app: &App, actor: &Actor, id: TemplateId) -> Result<Template> {
    access::reads(actor)?;
    let row = entity::Entity::find_by_id(id.0).all(app.db().read()).await?;
    view::show(app, row).await?.pop().ok_or_else(Error::not_found)
}

/// Fills a template in for one channel of a ticket. Nothing of the other side is at hand here, so no template can
/// name it.
pub async fn render(
    app: &App,
    actor: &Actor,
    id: TemplateId,
    place: RenderTemplate,
) -> Result<RenderedTemplate> {
    let identity = access::reads(actor)?;
    let read = app.db().read();
    let (ticket, _) = tickets::access::of_staff(read, actor, place.ticket_id).await?;
    let template = one(app, actor, id).await?;
    if template.channel_type.is_some_and(|channel| channel != place.channel_type) {
        return Err(Error::invalid("channel_type", "does not match the template's channel"));
    }
    let order = &ticket.order;
    let party = if place.channel_type.side() == Side::Brand { order.brand_id } else { order.creator_id };
    let tags = people::queries::names(read, [party]).await?;
    let party = tags.get(&party).ok_or_else(|| Error::internal("an order without its party"))?;
    let facts = Facts { party: &party.name, agent: &identity.name, order, ticket: place.ticket_id };
    let text = facts.fill(&template.body)?;
    Ok(RenderedTemplate { text })
}

/// What variables stand for in one channel of one ticket.
struct Facts<'a> {
    party: &'a str,
    agent: &'a str,
    order: &'a orders::entity::Model,
    ticket: TicketId,
}

impl Facts<'_> {
    fn fill(&self, text: &str) -> Result<String> {
        let Self { party, agent, order, ticket } = self;
        let value = |variable: Variable| match variable {
            Variable::PartyName => (*party).to_owned(),
            Variable::AgentName => (*agent).to_owned(),
            Variable::OrderTitle => order.title.clone(),
            Variable::OrderId => order.external_id.clone().unwrap_or_else(|| order.id.to_string()),
            Variable::OrderAmount => variables::money(order.amount, &order.currency),
            Variable::TicketId => ticket.to_string(),
        };
        variables::fill(text, value)
            .map_err(|unknown| Error::internal(format!("a stored text has {unknown}")))
    }
}

/// The first message to a party, from the text that was set for it.
pub(crate) fn fill_welcome(
    text: &str,
    party: &str,
    agent: &str,
    (ticket, order): (TicketId, &orders::entity::Model),
) -> Result<String> {
    Facts { party, agent, order, ticket }.fill(text)
}
