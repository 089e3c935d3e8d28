//! Deals from the first contact to free chat: who may act when, what each side reads, what a late click does, what time
//! does, and what becomes of money.

use chrono::TimeDelta;
use liaison_protocol::{
    deal::{
        Acted, ButtonClick, CreateOffer, DealContext, OfferKind, SandboxOutcome, SandboxPayment, TextInput,
    },
    error_code::ErrorCode,
    ids::{ConversationId, OfferId},
    message::{LogEntry, MessageType},
    side::UserType,
    staff::StaffRole,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{act, context, ledger_entity, offers, payments, start};
use crate::{
    access_matrix::{end_user, person, staff},
    actor::Actor,
    error::Result,
    messages::{
        post::{self, PostMessage},
        queries::{self as log, Stretch},
    },
    test_node::Node,
};

struct Market {
    node: Node,
    brand: Actor,
    creator: Actor,
}

impl std::ops::Deref for Market {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.node
    }
}

impl Market {
    async fn open() -> Self {
        let node = Node::open().await;
        let brand = person(&node.app, end_user(&node.app, UserType::Brand, "Bella Brand").await).await;
        let creator = person(&node.app, end_user(&node.app, UserType::Creator, "Cleo Creator").await).await;
        Self { node, brand, creator }
    }

    async fn offer(&self, actor: &Actor, kind: OfferKind) -> OfferId {
        let offer = CreateOffer {
            title: "Three reels".to_owned(),
            description: "Write to me: cleo@example.com".to_owned(),
            amount: 500_000,
            currency: "INR".to_owned(),
        };
        let made = offers::create(&self.app, actor, kind, offer).await.unwrap();
        assert!(!made.description.contains("example.com"), "{}", made.description);
        made.id
    }

    /// A brand connected to a creator's bid.
    async fn deal(&self) -> ConversationId {
        let bid = self.offer(&self.creator, OfferKind::Bid).await;
        start::start(&self.app, &self.brand, OfferKind::Bid, bid).await.unwrap().conversation_id
    }

    async fn click(&self, actor: &Actor, id: ConversationId, button: &str, data: Value) -> Result<Acted> {
        let click = ButtonClick {
            button_id: button.to_owned(),
            additional_data: data.as_object().unwrap().clone(),
            client_id: None,
        };
        act::click(&self.app, actor, id, click).await
    }

    async fn typed(&self, actor: &Actor, id: ConversationId, text: &str) -> Result<Acted> {
        let input = TextInput { text: text.to_owned(), input_type: None, entry: None, client_id: None };
        act::typed(&self.app, actor, id, input).await
    }

    async fn see(&self, actor: &Actor, id: ConversationId) -> DealContext {
        context::of(&self.app, actor, id).await.unwrap()
    }

    async fn state(&self, id: ConversationId) -> String {
        self.see(&self.brand, id).await.flow_state.unwrap()
    }

    async fn log(&self, actor: &Actor, id: ConversationId) -> Vec<LogEntry> {
        log::page(&self.app, actor, id, Stretch::After(0), 100).await.unwrap().items
    }

    /// Up to the point where the brand pays.
    async fn agreed(&self) -> ConversationId {
        let id = self.deal().await;
        self.click(&self.creator, id, "accept_connection", json!({})).await.unwrap();
        self.click(&self.brand, id, "send_project_details", json!({ "details": "Three reels, tea" }))
            .await
            .unwrap();
        self.click(&self.creator, id, "accept_project", json!({})).await.unwrap();
        self.click(&self.brand, id, "send_price_offer", json!({ "price": 500_000 })).await.unwrap();
        self.click(&self.creator, id, "accept_price", json!({})).await.unwrap();
        id
    }

    async fn pay(&self, id: ConversationId, outcome: SandboxOutcome) -> DealContext {
        let asked = self.click(&self.brand, id, "proceed_to_payment", json!({})).await.unwrap();
        let order_id = asked.payment_order.unwrap()["order_id"].as_str().unwrap().to_owned();
        payments::sandbox(&self.app, &self.brand, SandboxPayment { order_id, outcome }).await.unwrap()
    }

    async fn ledger(&self) -> Vec<String> {
        let rows = ledger_entity::Entity::find().all(self.app.db().read()).await.unwrap();
        rows.iter().map(|row| format!("{:?} {} {}", row.kind, row.amount, row.currency)).collect()
    }
}

fn refused<T>(outcome: Result<T>) -> ErrorCode {
    outcome.err().map(|error| error.code()).unwrap()
}

#[tokio::test]
async fn a_deal_goes_from_the_first_contact_to_free_chat() {
    let market = Market::open().await;
    let id = market.agreed().await;
    assert_eq!(market.state(id).await, "payment_pending");
    let paid = market.pay(id, SandboxOutcome::Captured).await;
    assert_eq!(paid.flow_state.as_deref(), Some("payment_completed"));
    market.click(&market.creator, id, "start_work", json!({})).await.unwrap();
    let work = json!({ "deliverables": "https://example.org/reel", "description": "Three reels" });
    market.click(&market.creator, id, "submit_work", work.clone()).await.unwrap();
    market.click(&market.brand, id, "request_revision", json!({ "reason": "Brighter" })).await.unwrap();
    market.click(&market.creator, id, "submit_work", work).await.unwrap();
    let done = market.click(&market.brand, id, "approve_work", json!({})).await.unwrap();
    assert_eq!(done.flow_update.chat_status, "real_time");
    let hello = PostMessage { text: "Thank you!".to_owned(), ..PostMessage::default() };
    post::post(&market.app, &market.creator, id, hello).await.unwrap();
    assert_eq!(market.ledger().await, ["Requested 500000 INR", "Captured 500000 INR", "Released 500000 INR"]);
    market.click(&market.brand, id, "close", json!({})).await.unwrap();
    assert_eq!(market.see(&market.creator, id).await.chat_status, "closed");
    let late = PostMessage { text: "late".to_owned(), ..PostMessage::default() };
    assert_eq!(refused(post::post(&market.app, &market.brand, id, late).await), ErrorCode::ChannelFrozen);
}

#[tokio::test]
async fn the_wrong_role_the_wrong_state_and_a_late_click_change_nothing() {
    let market = Market::open().await;
    let id = market.deal().await;
    let before = market.see(&market.brand, id).await;
    let click = |actor, button| market.click(actor, id, button, json!({}));
    assert_eq!(refused(click(&market.brand, "accept_connection").await), ErrorCode::FlowRoleInvalid);
    assert_eq!(refused(click(&market.creator, "accept_price").await), ErrorCode::FlowStateInvalid);
    assert_eq!(refused(click(&market.creator, "no such thing").await), ErrorCode::FlowStateInvalid);
    let free = PostMessage { text: "Call me".to_owned(), ..PostMessage::default() };
    assert_eq!(refused(post::post(&market.app, &market.creator, id, free).await), ErrorCode::ChatNotOpen);
    assert_eq!(market.see(&market.brand, id).await, before);
    let card = market.see(&market.creator, id).await.current_action_data.unwrap();
    let entry = card["buttons"][0]["data"]["entry"].clone();
    for unreadable in [json!(-5), json!("2"), json!(1.5), json!({})] {
        let clicked = market.click(&market.creator, id, "accept_connection", json!({ "entry": unreadable }));
        assert_eq!(refused(clicked.await), ErrorCode::Invalid, "{unreadable}");
    }
    market.click(&market.creator, id, "accept_connection", json!({ "entry": entry })).await.unwrap();
    let again = market.click(&market.creator, id, "accept_connection", json!({ "entry": entry })).await;
    assert_eq!(refused(again), ErrorCode::FlowStateInvalid);
    // A price of an earlier round is not accepted by a click that comes late.
    market.click(&market.brand, id, "send_project_details", json!({ "details": "Reels" })).await.unwrap();
    market.click(&market.creator, id, "accept_project", json!({})).await.unwrap();
    market.click(&market.brand, id, "send_price_offer", json!({ "price": 100 })).await.unwrap();
    let card = market.see(&market.creator, id).await.current_action_data.unwrap();
    let late = card["buttons"][0]["data"]["entry"].clone();
    market.click(&market.creator, id, "negotiate_price", json!({})).await.unwrap();
    market.click(&market.brand, id, "agree_to_negotiate", json!({})).await.unwrap();
    market.typed(&market.creator, id, "₹5,000.50").await.unwrap();
    market.typed(&market.brand, id, "₹6,000").await.unwrap();
    let accepted = market.click(&market.creator, id, "accept_price", json!({ "entry": late })).await;
    assert_eq!(refused(accepted), ErrorCode::FlowStateInvalid);
    assert_eq!(market.see(&market.creator, id).await.flow_data["price"], json!(600_000));
}

#[tokio::test]
async fn each_side_reads_its_own_cards_and_what_is_done_has_no_buttons() {
    let market = Market::open().await;
    let id = market.deal().await;
    market.click(&market.creator, id, "accept_connection", json!({})).await.unwrap();
    market
        .click(&market.brand, id, "send_project_details", json!({ "details": "Mail me: b@example.com" }))
        .await
        .unwrap();
    for (actor, other) in [(&market.brand, "creator"), (&market.creator, "brand")] {
        let entries = market.log(actor, id).await;
        let seqs: Vec<i64> = entries.iter().map(LogEntry::seq).collect();
        let dense: Vec<i64> = (1..=i64::try_from(seqs.len()).unwrap()).collect();
        assert_eq!(seqs, dense, "nothing is missing, whoever reads");
        let messages: Vec<_> = entries
            .iter()
            .filter_map(|entry| match entry {
                LogEntry::Message(message) => Some(message),
                _ => None,
            })
            .collect();
        assert!(messages.iter().all(|one| one.visible_to.is_none_or(|side| side.as_str() != other)));
        let open: Vec<_> = messages.iter().filter(|one| one.action_required).collect();
        let done: Vec<_> = messages.iter().filter(|one| one.action_completed).collect();
        assert!(open.len() <= 1 && !done.is_empty());
        assert!(done.iter().all(|one| one.action_data.as_ref().unwrap().get("buttons").is_none()));
        let audits = messages.iter().filter(|one| one.message_type == MessageType::Audit).count();
        assert_eq!(audits, 1, "what the one who acted did, and nobody else");
        assert!(messages.iter().all(|one| !one.text.contains("example.com")), "contact data is masked");
        let flows: Vec<_> = messages.iter().filter_map(|one| one.action_data.as_ref()?.get("flow")).collect();
        assert!(flows.iter().any(|flow| flow["new_state"] == "influencer_reviewing"));
    }
}

#[tokio::test]
async fn the_same_key_gives_the_first_answer_again() {
    let market = Market::open().await;
    let id = market.deal().await;
    let click = || ButtonClick {
        button_id: "accept_connection".to_owned(),
        additional_data: serde_json::Map::new(),
        client_id: Some("k1".to_owned()),
    };
    let first = act::click(&market.app, &market.creator, id, click()).await.unwrap();
    let again = act::click(&market.app, &market.creator, id, click()).await.unwrap();
    assert_eq!((first.message.id, &first.flow_update), (again.message.id, &again.flow_update));
    // Two clicks at once: one of them is taken.
    let details = || market.click(&market.brand, id, "send_project_details", json!({ "details": "Reels" }));
    let (one, two) = tokio::join!(details(), details());
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|taken| **taken).count(), 1);
}

#[tokio::test]
async fn amounts_are_read_as_people_write_them_and_doubtful_ones_are_refused() {
    let market = Market::open().await;
    let id = market.deal().await;
    market.click(&market.creator, id, "accept_connection", json!({})).await.unwrap();
    let hidden = market.typed(&market.brand, id, "someone@example.com").await;
    assert_eq!(refused(hidden), ErrorCode::Invalid, "nothing is left of it");
    market.typed(&market.brand, id, "Three reels about tea").await.unwrap();
    assert_eq!(refused(market.typed(&market.brand, id, "₹5").await), ErrorCode::FlowRoleInvalid);
    market.click(&market.creator, id, "accept_project", json!({})).await.unwrap();
    for doubtful in ["1,2,3", "-5", "0", "about ten", "$50"] {
        assert_eq!(
            refused(market.typed(&market.brand, id, doubtful).await),
            ErrorCode::Invalid,
            "{doubtful}"
        );
    }
    let offered = market.typed(&market.brand, id, "₹5,00,000.50").await.unwrap();
    assert_eq!(offered.flow_update.flow_state, "influencer_price_response");
    assert_eq!(offered.conversation_context.flow_data["price"], json!(50_000_050));
}

#[tokio::test]
async fn a_payment_that_failed_can_be_tried_again_and_counts_once() {
    let market = Market::open().await;
    let id = market.agreed().await;
    let failed = market.pay(id, SandboxOutcome::Failed).await;
    assert_eq!(failed.flow_state.as_deref(), Some("payment_pending"));
    market.pay(id, SandboxOutcome::Captured).await;
    let ledger = market.ledger().await;
    assert_eq!(ledger, ["Requested 500000 INR", "Failed 500000 INR", "Captured 500000 INR"], "one order");
    let rows = ledger_entity::Entity::find().all(market.app.db().read()).await.unwrap();
    let order_id = rows.first().unwrap().order_id.clone();
    let pay = |actor, outcome| {
        let payment = SandboxPayment { order_id: order_id.clone(), outcome };
        payments::sandbox(&market.app, actor, payment)
    };
    pay(&market.brand, SandboxOutcome::Captured).await.unwrap();
    assert_eq!(market.ledger().await, ledger, "captured once");
    assert_eq!(refused(pay(&market.brand, SandboxOutcome::Failed).await), ErrorCode::FlowStateInvalid);
    assert_eq!(refused(pay(&market.creator, SandboxOutcome::Captured).await), ErrorCode::FlowRoleInvalid);
    let stranger = person(&market.app, end_user(&market.app, UserType::Brand, "another").await).await;
    assert_eq!(refused(pay(&stranger, SandboxOutcome::Captured).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn time_reminds_closes_and_never_ends_a_paid_deal() {
    let market = Market::open().await;
    let id = market.deal().await;
    market.pass(TimeDelta::days(2)).await;
    let reminders = |entries: Vec<LogEntry>| {
        let is_reminder = |entry: &LogEntry| {
            matches!(entry, LogEntry::Message(message)
            if message.action_data.as_ref().is_some_and(|facts| facts["event"] == "deal_reminder"))
        };
        entries.iter().filter(|entry| is_reminder(entry)).count()
    };
    assert_eq!(reminders(market.log(&market.creator, id).await), 1);
    assert_eq!(reminders(market.log(&market.brand, id).await), 0, "whoever waits is not reminded");
    market.pass(TimeDelta::days(3)).await;
    assert_eq!(market.state(id).await, "chat_closed");
    let other = market.agreed().await;
    market.pay(other, SandboxOutcome::Captured).await;
    market.pass(TimeDelta::days(30)).await;
    assert_eq!(market.state(other).await, "payment_completed");
    let supervisor = person(&market.app, staff(&market.app, StaffRole::Supervisor, "").await).await;
    let seen = market.see(&supervisor, other).await;
    assert_eq!(seen.attention.as_deref(), Some("work was not started"));
    assert_eq!(market.see(&market.creator, other).await.attention, None);
}

#[tokio::test]
async fn a_campaign_begins_with_an_application_and_offers_are_seen_by_who_may_answer() {
    let market = Market::open().await;
    let (app, brand, creator) = (&market.app, &market.brand, &market.creator);
    let campaign = market.offer(brand, OfferKind::Campaign).await;
    let other = person(app, end_user(app, UserType::Brand, "another brand").await).await;
    let sees = async |actor: &Actor| offers::one(app, actor, OfferKind::Campaign, campaign).await.is_ok();
    assert!(sees(brand).await && sees(creator).await);
    assert!(!sees(&other).await);
    assert_eq!(refused(start::start(app, brand, OfferKind::Campaign, campaign).await), ErrorCode::Forbidden);
    let started = start::start(app, creator, OfferKind::Campaign, campaign).await.unwrap();
    assert_eq!(started.conversation_context.awaiting_role.as_deref(), Some("brand_owner"));
    assert_eq!(refused(start::start(app, creator, OfferKind::Campaign, campaign).await), ErrorCode::Conflict);
    let id = started.conversation_id;
    market.click(brand, id, "accept_application", json!({})).await.unwrap();
    assert_eq!(market.state(id).await, "brand_owner_details");
    market.click(creator, id, "withdraw", json!({})).await.unwrap();
    assert_eq!(market.state(id).await, "chat_closed");
    start::start(app, creator, OfferKind::Campaign, campaign).await.unwrap();
    for stranger in [&other, &person(app, staff(app, StaffRole::Agent, "").await).await] {
        assert_eq!(refused(context::of(app, stranger, id).await), ErrorCode::NotFound);
        let clicked = market.click(stranger, id, "accept_application", json!({})).await;
        assert_eq!(refused(clicked), ErrorCode::NotFound);
    }
    let supervisor = person(app, staff(app, StaffRole::Supervisor, "").await).await;
    assert_eq!(market.see(&supervisor, id).await.chat_status, "closed");
    assert_eq!(refused(market.click(&supervisor, id, "close", json!({})).await), ErrorCode::FlowRoleInvalid);
}
