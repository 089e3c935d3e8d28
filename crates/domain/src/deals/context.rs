//! How a conversation stands, as one viewer sees it.

use std::collections::BTreeMap;

use chrono::DateTime;
use liaison_flow::{Definition, Names, Reader, State};
use liaison_protocol::{conversation::ConversationState, deal::DealContext, ids::ConversationId, side::Side};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use super::{access, definitions, entity, offer_entity};
use crate::{
    actor::Actor,
    app::App,
    conversations::{access as conversation_access, card::Card},
    error::{Error, Result},
    messages::queries::heads_in,
    people,
};

/// Texts of flows are stored in the language of their definition.
pub(super) const LANGUAGE: &str = "en";

/// How a conversation stands; 404 when it must look absent.
pub async fn of(app: &App, actor: &Actor, id: ConversationId) -> Result<DealContext> {
    let read = app.db().read();
    let (card, side) = conversation_access::readable(read, actor, id).await?;
    let last_seq = heads_in(read, [id]).await?.get(&id).copied().unwrap_or_default();
    let Some(run) = entity::Entity::find_by_id(id.0).one(read).await? else {
        return Ok(without_flow(&card, last_seq));
    };
    let definition = definitions::of_run(read, &run).await?;
    let state = State::read(&definition, &run.state).map_err(Error::internal)?;
    let names = names(read, &definition, &run).await?;
    Ok(seen(&card, &run, &Seen { definition: &definition, state: &state, names: &names }, side, last_seq))
}

fn without_flow(card: &Card, last_seq: i64) -> DealContext {
    let chat_status = if card.state == ConversationState::Open { "real_time" } else { "closed" };
    DealContext {
        conversation_id: card.id,
        kind: card.kind,
        chat_status: chat_status.to_owned(),
        flow_state: None,
        awaiting_role: None,
        automation_enabled: false,
        current_action_data: None,
        flow_data: json!({}),
        flow: None,
        flow_version: None,
        entry: None,
        deadline: None,
        attention: None,
        last_seq,
    }
}

/// A run, read.
pub(super) struct Seen<'a> {
    pub(super) definition: &'a Definition,
    pub(super) state: &'a State,
    pub(super) names: &'a Names,
}

impl Seen<'_> {
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { definition: self.definition, language: LANGUAGE, names: self.names }
    }
}

/// A run as someone on a side sees it.
pub(super) fn seen(
    card: &Card,
    run: &entity::Model,
    seen: &Seen<'_>,
    side: Side,
    last_seq: i64,
) -> DealContext {
    let Seen { definition, state, .. } = seen;
    // Staff see what whoever is awaited does, without acting.
    let here = definition.states().get(state.state().index());
    let awaited = here.and_then(|here| here.awaits);
    let role = access::role_on(definition, side).or(awaited).or_else(|| definition.role("operator"));
    let view = role.map(|role| liaison_flow::view(&seen.reader(), state, role));
    let is_staff = side == Side::Staff;
    let flow_data = view.as_ref().map_or_else(|| json!({}), |view| json!(view.flow_data));
    DealContext {
        conversation_id: card.id,
        kind: card.kind,
        chat_status: liaison_flow::chat_status(definition, state).to_owned(),
        flow_state: Some(definition.state_name(state.state()).to_owned()),
        awaiting_role: awaited.map(|role| definition.role_name(role).to_owned()),
        automation_enabled: view.as_ref().is_some_and(|view| view.automation_enabled),
        current_action_data: view.and_then(|view| view.current_action_data).filter(|_| !is_staff),
        flow_data,
        flow: Some(definition.name().to_owned()),
        flow_version: Some(definition.version()),
        entry: Some(state.entry()),
        deadline: liaison_flow::deadline(definition, state).and_then(DateTime::from_timestamp_millis),
        attention: run.attention.clone().filter(|_| is_staff),
        last_seq,
    }
}

/// The names that a definition does not know.
pub(super) async fn names(
    conn: &impl ConnectionTrait,
    definition: &Definition,
    run: &entity::Model,
) -> Result<Names> {
    let tags = people::queries::names(conn, [run.brand_id, run.creator_id]).await?;
    let named = |role: &liaison_flow::Role| {
        let person = run.person(role.side?)?;
        Some((role.name.clone(), tags.get(&person.0)?.name.clone()))
    };
    let roles = definition.roles().iter().filter_map(named).collect();
    let offer = match run.offer_id {
        Some(id) => offer_entity::Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    let mut subject = BTreeMap::new();
    if let Some(offer) = offer {
        subject.insert("title".to_owned(), offer.title);
        subject.insert("description".to_owned(), offer.description);
    }
    Ok(Names { roles, subject })
}
