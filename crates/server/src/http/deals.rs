//! Guided deals as reference C knows them.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    deals::{self, act, context, direct, offers, payments, start},
    messages::overview,
    tickets::channels,
};
use liaison_protocol::{
    conversation::{Conversation, ConversationKind},
    deal::{
        Acted, ButtonClick, CreateOffer, DealContext, DirectConnect, DirectConnected, FlowSummary, Offer,
        OfferKind, SandboxPayment, StartedDeal, SubmitWork, TextInput,
    },
    ids::OfferId,
    page::Page,
};

use super::{
    Context,
    answer::{Answer, Refused},
    extract::{Asked, At, Body, Caller, Paging},
};

/// Posts a campaign. For brands.
#[utoipa::path(post, path = "/campaigns", tag = "deals", request_body = CreateOffer,
    responses((status = 201, body = Offer)))]
pub(super) async fn create_campaign(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateOffer>,
) -> Result<(StatusCode, Json<Offer>), Refused> {
    let offer = offers::create(context.app(), &actor, OfferKind::Campaign, body).await?;
    Ok((StatusCode::CREATED, Json(offer)))
}

/// Campaigns, the newest first: to creators all, to a brand its own.
#[utoipa::path(get, path = "/campaigns", tag = "deals", params(Paging), responses((status = 200, body = Page<Offer>)))]
pub(super) async fn list_campaigns(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Offer>> {
    Ok(Json(offers::list(context.app(), &actor, OfferKind::Campaign, paging.checked()?).await?))
}

/// One campaign.
#[utoipa::path(get, path = "/campaigns/{id}", tag = "deals", params(("id" = i64, Path, description = "the campaign")),
    responses((status = 200, body = Offer)))]
pub(super) async fn get_campaign(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OfferId>,
) -> Answer<Offer> {
    Ok(Json(offers::one(context.app(), &actor, OfferKind::Campaign, id).await?))
}

/// Applies to a campaign: a conversation begins that a flow guides. For creators.
#[utoipa::path(post, path = "/campaigns/{id}/apply", tag = "deals",
    params(("id" = i64, Path, description = "the campaign")), responses((status = 201, body = StartedDeal)))]
pub(super) async fn apply_to_campaign(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OfferId>,
) -> Result<(StatusCode, Json<StartedDeal>), Refused> {
    let started = start::start(context.app(), &actor, OfferKind::Campaign, id).await?;
    Ok((StatusCode::CREATED, Json(started)))
}

/// Posts a bid. For creators.
#[utoipa::path(post, path = "/bids", tag = "deals", request_body = CreateOffer,
    responses((status = 201, body = Offer)))]
pub(super) async fn create_bid(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateOffer>,
) -> Result<(StatusCode, Json<Offer>), Refused> {
    let offer = offers::create(context.app(), &actor, OfferKind::Bid, body).await?;
    Ok((StatusCode::CREATED, Json(offer)))
}

/// Bids, the newest first: to brands all, to a creator the own ones.
#[utoipa::path(get, path = "/bids", tag = "deals", params(Paging), responses((status = 200, body = Page<Offer>)))]
pub(super) async fn list_bids(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Offer>> {
    Ok(Json(offers::list(context.app(), &actor, OfferKind::Bid, paging.checked()?).await?))
}

/// One bid.
#[utoipa::path(get, path = "/bids/{id}", tag = "deals", params(("id" = i64, Path, description = "the bid")),
    responses((status = 200, body = Offer)))]
pub(super) async fn get_bid(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OfferId>,
) -> Answer<Offer> {
    Ok(Json(offers::one(context.app(), &actor, OfferKind::Bid, id).await?))
}

/// Connects to a bid: a conversation begins that a flow guides. For brands.
#[utoipa::path(post, path = "/bids/{id}/connect", tag = "deals",
    params(("id" = i64, Path, description = "the bid")), responses((status = 201, body = StartedDeal)))]
pub(super) async fn connect_to_bid(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OfferId>,
) -> Result<(StatusCode, Json<StartedDeal>), Refused> {
    let started = start::start(context.app(), &actor, OfferKind::Bid, id).await?;
    Ok((StatusCode::CREATED, Json(started)))
}

/// How a conversation stands, as the caller sees it.
#[utoipa::path(get, path = "/messages/conversations/{id}/context", tag = "deals",
    params(("id" = String, Path, description = "a conversation id or channel name")),
    responses((status = 200, body = DealContext)))]
pub(super) async fn get_context(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
) -> Answer<DealContext> {
    let app = context.app();
    let id = channels::resolve_one(app, &actor, &name).await?;
    Ok(Json(context::of(app, &actor, id).await?))
}

/// Clicks a button of the card. An outdated one is refused with `FLOW_STATE_INVALID`.
#[utoipa::path(post, path = "/messages/conversations/{id}/button-click", tag = "deals",
    params(("id" = String, Path, description = "the conversation")), request_body = ButtonClick,
    responses((status = 200, body = Acted)))]
pub(super) async fn click_button(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
    Body(body): Body<ButtonClick>,
) -> Answer<Acted> {
    let app = context.app();
    let id = channels::resolve_one(app, &actor, &name).await?;
    Ok(Json(act::click(app, &actor, id, body).await?))
}

/// Answers the input of the card with what was typed. A doubtful amount is refused with 422.
#[utoipa::path(post, path = "/messages/conversations/{id}/text-input", tag = "deals",
    params(("id" = String, Path, description = "the conversation")), request_body = TextInput,
    responses((status = 200, body = Acted)))]
pub(super) async fn input_text(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
    Body(body): Body<TextInput>,
) -> Answer<Acted> {
    let app = context.app();
    let id = channels::resolve_one(app, &actor, &name).await?;
    Ok(Json(act::typed(app, &actor, id, body).await?))
}

/// Hands in work. For the creator, while it is in progress.
#[utoipa::path(post, path = "/messages/conversations/{id}/work", tag = "deals",
    params(("id" = String, Path, description = "the conversation")), request_body = SubmitWork,
    responses((status = 200, body = Acted)))]
pub(super) async fn submit_work(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(name): At<String>,
    Body(body): Body<SubmitWork>,
) -> Answer<Acted> {
    let app = context.app();
    let id = channels::resolve_one(app, &actor, &name).await?;
    Ok(Json(act::submit_work(app, &actor, id, body).await?))
}

/// Writes to someone directly, without a flow: to whoever made an offer that the caller may answer, or with whom the caller
/// has a deal. For brands and creators.
#[utoipa::path(post, path = "/messages/direct-connect", tag = "deals", request_body = DirectConnect,
    responses((status = 200, body = DirectConnected)))]
pub(super) async fn connect_directly(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<DirectConnect>,
) -> Answer<DirectConnected> {
    Ok(Json(direct::connect(context.app(), &actor, body).await?))
}

/// The caller's direct conversations, the most recently written to first.
#[utoipa::path(get, path = "/messages/direct-connections", tag = "deals", params(Paging),
    responses((status = 200, body = Page<Conversation>)))]
pub(super) async fn list_direct_connections(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Conversation>> {
    let kind = Some(ConversationKind::Direct);
    Ok(Json(overview::mine(context.app(), &actor, kind, paging.checked()?).await?))
}

/// Says what becomes of a payment in the sandbox, in which no money moves. For the payer.
#[utoipa::path(post, path = "/payments/sandbox", tag = "deals", request_body = SandboxPayment,
    responses((status = 200, body = DealContext)))]
pub(super) async fn pay_in_sandbox(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<SandboxPayment>,
) -> Answer<DealContext> {
    Ok(Json(payments::sandbox(context.app(), &actor, body).await?))
}

/// The flows that guide deals.
#[utoipa::path(get, path = "/flows", tag = "deals", responses((status = 200, body = Vec<FlowSummary>)))]
pub(super) async fn list_flows(Caller(actor): Caller) -> Answer<Vec<FlowSummary>> {
    actor.person()?;
    Ok(Json(deals::flows()))
}
