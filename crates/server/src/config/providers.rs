//! Services of others: language model, payments, mail, media relay. Each is off without its secret.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The language model behind the assistant. Not used by this version yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenAiConfig {
    /// Key of the model's provider.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "OPENAI_API_KEY", "x-secret" = true, "x-min-secret" = 8)
    )]
    pub api_key: Option<SecretString>,
    /// Address of the provider or of a compatible server.
    #[schemars(extend("x-env" = "OPENAI_BASE_URL"))]
    pub base_url: String,
    /// Name of the model.
    #[schemars(extend("x-env" = "OPENAI_MODEL"))]
    pub model: String,
}

impl Default for OpenAiConfig {
    fn default() -> Self {
        Self {
            api_key: None,
            base_url: "https://api.openai.com/v1".to_owned(),
            model: "gpt-4o-mini".to_owned(),
        }
    }
}

/// Payments by Razorpay. Not used by this version yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RazorpayConfig {
    /// Id of the key.
    #[schemars(extend("x-env" = "RAZORPAY_KEY_ID"))]
    pub key_id: Option<String>,
    /// The key's secret.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "RAZORPAY_KEY_SECRET", "x-secret" = true, "x-min-secret" = 8)
    )]
    pub key_secret: Option<SecretString>,
    /// Secret of the webhook.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "RAZORPAY_WEBHOOK_SECRET", "x-secret" = true, "x-min-secret" = 8)
    )]
    pub webhook_secret: Option<SecretString>,
    /// Address of the service.
    #[schemars(extend("x-env" = "RAZORPAY_BASE_URL"))]
    pub base_url: String,
}

impl Default for RazorpayConfig {
    fn default() -> Self {
        Self {
            key_id: None,
            key_secret: None,
            webhook_secret: None,
            base_url: "https://api.razorpay.com/v1".to_owned(),
        }
    }
}

/// Outgoing mail by Resend or SMTP. Not used by this version yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// Sender of mails, such as `Support <support@example.com>`.
    pub from: Option<String>,
    /// Key for sending by Resend.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "RESEND_API_KEY", "x-secret" = true, "x-min-secret" = 8)
    )]
    pub resend_api_key: Option<SecretString>,
    /// Mail server, such as `smtps://user:password@mail.example.com`.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-env" = "SMTP_URL", "x-secret" = true))]
    pub smtp_url: Option<SecretString>,
}

/// The relay for calls between people who cannot reach each other directly. Not used by this version yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TurnConfig {
    /// Address of the relay, such as `turn:relay.example.com:3478`.
    #[schemars(extend("x-env" = "TURN_URL"))]
    pub url: Option<String>,
    /// Secret shared with the relay, from which short-lived credentials are made.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "TURN_SECRET", "x-secret" = true, "x-min-secret" = 16)
    )]
    pub secret: Option<SecretString>,
}
