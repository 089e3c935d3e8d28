//! Guided deals: what brands and creators offer, and what they do in a conversation that a flow guides.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    conversation::{Conversation, ConversationKind},
    ids::{ConversationId, OfferId},
    message::{Message, PersonRef},
    person::Person,
    side::names,
};

/// What an offer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A brand looks for creators, who apply.
    Campaign,
    /// A creator offers work, and brands connect.
    Bid,
}

names!(OfferKind { Campaign = "campaign", Bid = "bid" });

/// A campaign or a bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    /// The id.
    pub id: OfferId,
    /// What it is.
    pub kind: OfferKind,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The amount in minor units: what a campaign pays, or a bid costs.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// Who made it.
    pub owner: Person,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The body of `POST /api/campaigns` and `POST /api/bids`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOffer {
    /// What it is called.
    #[schema(min_length = 1, max_length = 300)]
    pub title: String,
    /// What it is about.
    #[serde(default)]
    #[schema(max_length = 5_000)]
    pub description: String,
    /// The amount in minor units.
    #[schema(minimum = 1)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
}

/// The answer to `POST /api/campaigns/{id}/apply` and `POST /api/bids/{id}/connect`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StartedDeal {
    /// Always `true`.
    pub success: bool,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// How it stands, as the caller sees it.
    pub conversation_context: DealContext,
}

/// How a conversation stands, as one viewer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DealContext {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// What kind of conversation it is.
    pub kind: ConversationKind,
    /// `automated`, `real_time` or `closed`.
    pub chat_status: String,
    /// The state of the flow; `null` without a flow.
    #[schema(required = false)]
    pub flow_state: Option<String>,
    /// Whose turn it is.
    #[schema(required = false)]
    pub awaiting_role: Option<String>,
    /// Whether a flow guides the conversation now.
    pub automation_enabled: bool,
    /// The card of the viewer: title, buttons, inputs. `null` when there is nothing to do.
    #[schema(value_type = Option<Object>, required = false)]
    pub current_action_data: Option<serde_json::Value>,
    /// What the viewer may see of the data.
    #[schema(value_type = Object)]
    pub flow_data: serde_json::Value,
    /// The flow and its version.
    #[schema(required = false)]
    pub flow: Option<String>,
    /// The version of the flow that the deal began with.
    #[schema(required = false)]
    pub flow_version: Option<u32>,
    /// How many times a state was entered; buttons carry it.
    #[schema(required = false)]
    pub entry: Option<u64>,
    /// When the state ends by itself.
    #[schema(required = false)]
    pub deadline: Option<DateTime<Utc>>,
    /// Why staff must look at the deal. For staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
    /// The newest position of the log.
    pub last_seq: i64,
}

/// The body of `POST /api/messages/conversations/{id}/button-click`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ButtonClick {
    /// The id of the button.
    #[schema(min_length = 1, max_length = 100)]
    pub button_id: String,
    /// What goes with it: the fields that the action asks for, amounts in minor units, and `entry` of the button's data.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub additional_data: serde_json::Map<String, serde_json::Value>,
    /// The sender's own key: the same key again gives the first result again.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The body of `POST /api/messages/conversations/{id}/text-input`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextInput {
    /// What was typed. Amounts as people write them: `₹5,000.50`.
    #[schema(max_length = 10_000)]
    pub text: String,
    /// The id of the input; the card's own when absent or unknown.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub input_type: Option<String>,
    /// The entry of the card, if the client knows it.
    #[serde(default)]
    pub entry: Option<u64>,
    /// The sender's own key.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The body of `POST /api/messages/conversations/{id}/work`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitWork {
    /// Links to the work.
    #[schema(max_length = 5_000)]
    pub deliverables: String,
    /// What was made.
    #[schema(max_length = 5_000)]
    pub description: String,
    /// Notes.
    #[serde(default)]
    #[schema(max_length = 5_000)]
    pub submission_notes: Option<String>,
    /// The sender's own key.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// What changed by an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlowUpdate {
    /// The state before.
    pub previous_state: String,
    /// The state now.
    pub flow_state: String,
    /// Whose turn it is.
    #[schema(required = false)]
    pub awaiting_role: Option<String>,
    /// `automated`, `real_time` or `closed`.
    pub chat_status: String,
}

/// The answer to an action.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Acted {
    /// Always `true`.
    pub success: bool,
    /// What the log says of the action, for the one who acted.
    pub message: Message,
    /// What changed.
    pub flow_update: FlowUpdate,
    /// How the conversation stands now, as the caller sees it.
    pub conversation_context: DealContext,
    /// What is to be paid, after `proceed_to_payment`.
    #[schema(value_type = Option<Object>, required = false)]
    pub payment_order: Option<serde_json::Value>,
}

/// The body of `POST /api/payments/sandbox`: the payer says by hand what becomes of a sandbox payment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SandboxPayment {
    /// The order, as `payment_order` names it.
    #[schema(min_length = 1, max_length = 100)]
    pub order_id: String,
    /// What becomes of it.
    pub outcome: SandboxOutcome,
}

/// What becomes of a sandbox payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SandboxOutcome {
    /// The money is there.
    Captured,
    /// The payment failed; it can be tried again.
    Failed,
}

/// The body of `POST /api/messages/direct-connect`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DirectConnect {
    /// Whom to write to: someone who made an offer that the caller may answer, or with whom the caller has a deal.
    pub target_user_id: PersonRef,
    /// The first message.
    #[schema(min_length = 1, max_length = 10_000)]
    pub initial_message: String,
}

/// The answer to `POST /api/messages/direct-connect`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DirectConnected {
    /// Always `true`.
    pub success: bool,
    /// The conversation: the one that the two have, or a new one.
    pub conversation: Conversation,
    /// The message.
    pub message: Message,
}

/// A flow that guides deals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlowSummary {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// Its states, in the order of the definition.
    pub states: Vec<String>,
    /// Its roles.
    pub roles: Vec<String>,
}
