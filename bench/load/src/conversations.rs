//! The people and conversations that the load is about, made through the server's own interface.
//!
//! A baseline has no orders and no agents: it takes every token signed with the shared secret and every name of a room.

use std::collections::HashMap;
use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::measured::now;

/// Orders made at the same time.
const AT_ONCE: usize = 16;
const PASSWORD: &str = "a password of the load program";

/// The server to measure.
#[derive(Args)]
pub(crate) struct Server {
    /// Where it listens
    #[arg(long)]
    pub(crate) address: SocketAddr,
    /// Its process, to measure memory and processor time
    #[arg(long)]
    pub(crate) process: u32,
    /// Whether it is Liaison, or a baseline that only speaks the same events
    #[arg(long, value_enum)]
    pub(crate) kind: Kind,
    /// The secret that signs the tokens of its users
    #[arg(long, env = "LOAD_HOST_SECRET", hide_env_values = true)]
    host_secret: String,
    /// Liaison only: a key for orders
    #[arg(long, env = "LOAD_API_KEY", hide_env_values = true, default_value = "")]
    api_key: String,
    /// Liaison only: who may make agents
    #[arg(long, default_value = "admin@example.com")]
    admin: String,
    /// Liaison only: the password of that person
    #[arg(long, env = "LOAD_ADMIN_PASSWORD", hide_env_values = true, default_value = "")]
    admin_password: String,
    /// Its database, for what only the database is asked for
    #[arg(long, env = "LOAD_DATABASE_URL", hide_env_values = true, default_value = "")]
    pub(crate) database: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Liaison,
    Baseline,
}

/// A conversation of two.
#[derive(Clone)]
pub(crate) struct Conversation {
    /// What to join.
    pub(crate) name: String,
    /// A token of a party.
    pub(crate) party: String,
    /// A token of the agent.
    pub(crate) agent: String,
}

impl Server {
    /// So many conversations, shared by so many agents.
    pub(crate) async fn conversations(&self, count: usize, agents: usize) -> Result<Vec<Conversation>> {
        match self.kind {
            Kind::Liaison => self.orders(count, agents).await,
            Kind::Baseline => (0..count)
                .map(|number| {
                    Ok(Conversation {
                        name: format!("conversation-{number}"),
                        party: self.token(&format!("brand-{number}"))?,
                        agent: self.token(&format!("agent-{}", number % agents))?,
                    })
                })
                .collect(),
        }
    }

    async fn orders(&self, count: usize, agents: usize) -> Result<Vec<Conversation>> {
        let http = reqwest::Client::new();
        let admin = self.log_in(&http, &self.admin, &self.admin_password).await?;
        let mut tokens = HashMap::new();
        for number in 0..agents {
            let email = format!("agent-{number}@example.com");
            let agent = json!({ "name": format!("Agent {number}"), "email": email, "role": "agent", "capacity": 1_000, "password": PASSWORD });
            let made = self.post(&http, "/admin/staff", &admin, &agent).await?;
            tokens.insert(made["id"].to_string(), self.log_in(&http, &email, PASSWORD).await?);
        }
        let orders = (0..count).map(|number| {
            let http = &http;
            async move {
                let order = json!({
                    "title": format!("Order {number}"), "amount": 100, "currency": "INR",
                    "brand": { "external_id": format!("brand-{number}"), "name": format!("Brand {number}") },
                    "creator": { "external_id": format!("creator-{number}"), "name": format!("Creator {number}") },
                });
                self.post(http, "/orders", &self.api_key, &order).await
            }
        });
        let orders: Vec<Value> = stream::iter(orders).buffered(AT_ONCE).try_collect().await?;
        let conversation = |(number, order): (usize, Value)| {
            let ticket = &order["ticket"];
            let agent = ticket["agent"]["id"].to_string();
            Ok(Conversation {
                name: ticket["brand_agent_channel"]
                    .as_str()
                    .context("an order without a channel")?
                    .to_owned(),
                party: self.token(&format!("brand-{number}"))?,
                agent: tokens.get(&agent).with_context(|| format!("agent {agent} is not ours"))?.clone(),
            })
        };
        orders.into_iter().enumerate().map(conversation).collect()
    }

    async fn log_in(&self, http: &reqwest::Client, email: &str, password: &str) -> Result<String> {
        let answer =
            self.post(http, "/auth/login", "", &json!({ "email": email, "password": password })).await?;
        Ok(answer["access_token"].as_str().context("a login without a token")?.to_owned())
    }

    async fn post(&self, http: &reqwest::Client, path: &str, token: &str, body: &Value) -> Result<Value> {
        let url = format!("http://{}/api{path}", self.address);
        let answer = http.post(url).bearer_auth(token).json(body).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            bail!("{path} answered {status}: {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }

    /// A token as the host application signs it.
    fn token(&self, external_id: &str) -> Result<String> {
        let now = now().timestamp();
        let claims = json!({ "sub": external_id, "user_type": "brand", "name": external_id, "iat": now, "exp": now + 3_600 });
        let key = EncodingKey::from_secret(self.host_secret.as_bytes());
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)?)
    }
}
