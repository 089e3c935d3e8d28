//! A deal begins: a creator applies to a campaign, or a brand connects to a bid.

use liaison_flow::{Begin, money::Currency};
use liaison_protocol::{
    conversation::ConversationKind,
    deal::{OfferKind, StartedDeal},
    error_code::ErrorCode,
    ids::{ConversationId, OfferId, PersonId},
    side::Side,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, SqlErr};
use serde_json::json;

use super::{access, act, context, definitions, entity, offers};
use crate::{
    actor::Actor,
    app::App,
    conversations::{self, card::Card, participants},
    error::{Error, Result},
};

/// Begins the deal of the caller about an offer; 409 while there is one that is not over.
pub async fn start(app: &App, actor: &Actor, kind: OfferKind, id: OfferId) -> Result<StartedDeal> {
    let identity = access::answers(actor, kind)?;
    let offer = offers::visible(app.db().read(), actor, kind, id).await?;
    let (brand, creator, flow, conversation_kind) = match kind {
        OfferKind::Campaign => (offer.owner_id, identity.id.0, "campaign", ConversationKind::Campaign),
        OfferKind::Bid => (identity.id.0, offer.owner_id, "bid", ConversationKind::Bid),
    };
    let shipped = definitions::newest(flow)?;
    let definition = &shipped.definition;
    let mut tx = app.begin().await?;
    let conversation = ConversationId(app.new_id());
    let currency =
        Currency::parse(&offer.currency).ok_or_else(|| Error::internal("an offer without a currency"))?;
    let begin = Begin { at: tx.now().timestamp_millis(), currency, limits: &[], given: &[] };
    let (state, effects) = liaison_flow::start(definition, &begin).map_err(Error::internal)?;
    conversations::commands::create(&tx, conversation, conversation_kind, None).await?;
    participants::add(&tx, conversation, PersonId(brand), Side::Brand).await?;
    participants::add(&tx, conversation, PersonId(creator), Side::Creator).await?;
    definitions::keep(&tx, shipped).await?;
    let row = entity::ActiveModel {
        conversation_id: Set(conversation.0),
        flow: Set(flow.to_owned()),
        version: Set(definitions::version_of(definition)?),
        offer_id: Set(Some(offer.id)),
        brand_id: Set(brand),
        creator_id: Set(creator),
        state: Set(json!(null)),
        flow_state: Set(String::new()),
        is_over: Set(false),
        attention: Set(None),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    let run = match row.insert(tx.conn()).await {
        Ok(run) => run,
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Err(Error::with_message(
                ErrorCode::Conflict,
                "you have a deal about this already; go on in its conversation",
            ));
        }
        Err(error) => return Err(error.into()),
    };
    let card = Card::load(tx.conn(), conversation).await?;
    act::begin(&mut tx, app, &card, run, (definition, state, effects)).await?;
    tx.commit().await?;
    let conversation_context = context::of(app, actor, conversation).await?;
    Ok(StartedDeal { success: true, conversation_id: conversation, conversation_context })
}
