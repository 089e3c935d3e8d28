//! `liaison demo`: a server with people, orders and tickets to try things out with.

use std::{fs, io::Write as _, net::SocketAddr, os::unix::fs::OpenOptionsExt as _, path::Path};

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use clap::Args;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use liaison_domain::{
    actor::Actor,
    api_keys,
    app::App,
    clock::Clock,
    messages::post::{PostMessage, post},
    people, tickets, work,
};
use liaison_protocol::{
    conversation::ChannelType,
    ids::{ConversationId, TicketId},
    order::{CreateOrder, Order, Party},
    side::UserType,
    staff::{CreateStaff, StaffRole},
    ticket::Ticket,
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

use crate::{
    config::{Config, Loaded},
    http::pages,
    panic,
    start::{open, start, stop_on_signal},
    telemetry::start_log,
};

/// Run a server with demo people, orders and tickets. Existing data is kept.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Create the data and print how to use it, without running the server.
    #[arg(long)]
    pub no_serve: bool,
}

/// What the demonstration made up because the configuration does not say it. Kept in the data folder.
#[derive(Serialize, Deserialize)]
struct Secrets {
    host_secret: String,
    api_key: String,
    password: String,
}

const ADMIN: &str = "admin@demo.liaison.example";
const AGENTS: [(&str, &str, StaffRole); 3] = [
    ("Maya Rao", "maya@demo.liaison.example", StaffRole::Agent),
    ("Tomás Ruiz", "tomas@demo.liaison.example", StaffRole::Agent),
    ("Wanjiru Kamau", "wanjiru@demo.liaison.example", StaffRole::Supervisor),
];
/// An order of the demonstration; a party is its external id and its name.
struct DemoOrder {
    external_id: &'static str,
    title: &'static str,
    amount: i64,
    brand: (&'static str, &'static str),
    creator: (&'static str, &'static str),
}

const ORDERS: [DemoOrder; 3] = [
    DemoOrder {
        external_id: "demo-1001",
        title: "Three reels for the monsoon launch",
        amount: 4_500_000,
        brand: ("brand-chai", "Chai & Co."),
        creator: ("creator-lena", "Lena Fox"),
    },
    DemoOrder {
        external_id: "demo-1002",
        title: "Unboxing video, 60 seconds",
        amount: 1_800_000,
        brand: ("brand-orbit", "Orbit Audio"),
        creator: ("creator-omar", "Omar Haddad"),
    },
    DemoOrder {
        external_id: "demo-1003",
        title: "Photo set for the spring catalogue",
        amount: 2_750_000,
        brand: ("brand-chai", "Chai & Co."),
        creator: ("creator-omar", "Omar Haddad"),
    },
];

/// Prepares and serves.
///
/// # Errors
/// What cannot be prepared or started.
pub async fn run(loaded: Loaded, args: &DemoArgs) -> anyhow::Result<()> {
    let Loaded { mut config, mut secrets } = loaded;
    let mut made_up = made_up(&config.data.dir)?;
    fill_in(&mut config, &made_up);
    if config.http.bind.is_unspecified() {
        // Logins and tokens are printed: they are for this machine.
        config.http.bind = std::net::Ipv4Addr::LOCALHOST.into();
    }
    secrets
        .extend([&made_up.host_secret, &made_up.api_key, &made_up.password].map(|text| text.clone().into()));
    start_log(&config.log, secrets)?;
    panic::log_panics();
    let host_secret = config.tokens.host_secret.clone().context("no host secret")?;
    let app = open(&config, Clock::system()).await?;
    if api_keys::configured::is_revoked(&app, &made_up.api_key).await? {
        // A server without the demonstration has used the folder meanwhile, and its key was another one.
        let old = std::mem::replace(&mut made_up.api_key, new_api_key());
        store(&config.data.dir, &made_up)?;
        if config.tokens.api_key.as_ref().is_some_and(|key| key.expose_secret() == old) {
            config.tokens.api_key = Some(made_up.api_key.clone().into());
        }
    }
    let ticket = seed(&app, &made_up.password).await?;
    let api_key = config.tokens.api_key.clone().context("no API key")?;
    let admin = config.admin.email.clone().unwrap_or_else(|| ADMIN.to_owned());
    let guide = Guide {
        host_secret: host_secret.expose_secret(),
        api_key: api_key.expose_secret(),
        password: &made_up.password,
        admin: &admin,
        ticket,
        now: app.now().timestamp(),
    };
    if args.no_serve {
        print!("{}", guide.text(SocketAddr::new(config.http.bind, config.http.port))?);
        return Ok(());
    }
    let running = start(config, app).await?;
    stop_on_signal(running.stop.clone()).await?;
    print!("{}", guide.text(running.address)?);
    running.ended().await;
    Ok(())
}

/// The secrets of an earlier start, or new ones.
fn made_up(dir: &Path) -> anyhow::Result<Secrets> {
    let path = dir.join("demo.json");
    if let Ok(text) = fs::read_to_string(&path) {
        return serde_json::from_str(&text).with_context(|| format!("`{}` is damaged", path.display()));
    }
    let secrets = Secrets {
        host_secret: format!("{}{}", random(), random()),
        api_key: new_api_key(),
        password: random().chars().take(16).collect(),
    };
    store(dir, &secrets)?;
    Ok(secrets)
}

fn random() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>())
}

fn new_api_key() -> String {
    format!("lk_{}", random())
}

fn store(dir: &Path, secrets: &Secrets) -> anyhow::Result<()> {
    let path = dir.join("demo.json");
    fs::create_dir_all(dir)?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("failed writing `{}`", path.display()))?;
    Ok(file.write_all(&serde_json::to_vec_pretty(secrets)?)?)
}

/// What the configuration says wins.
fn fill_in(config: &mut Config, made_up: &Secrets) {
    config.tokens.host_secret.get_or_insert_with(|| made_up.host_secret.clone().into());
    config.tokens.api_key.get_or_insert_with(|| made_up.api_key.clone().into());
    if config.admin.email.is_none() {
        config.admin.email = Some(ADMIN.to_owned());
        config.admin.password = Some(made_up.password.clone().into());
    }
}

/// Creates what is not there yet; gives the ticket of the first order.
async fn seed(app: &App, password: &str) -> anyhow::Result<TicketId> {
    let known: Vec<_> =
        work::staff::list(app, &Actor::System).await?.into_iter().filter_map(|member| member.email).collect();
    for (name, email, role) in AGENTS {
        if known.iter().any(|known| known == email) {
            continue;
        }
        let command = CreateStaff {
            name: name.to_owned(),
            email: email.to_owned(),
            role,
            password: Some(password.to_owned()),
            team: Some("creators".to_owned()),
            skills: Vec::new(),
            capacity: Some(20),
        };
        people::staff::create(app, &Actor::System, command).await?;
    }
    let mut first = None;
    for DemoOrder { external_id, title, amount, brand, creator } in ORDERS {
        let party = |(external_id, name): (&str, &str)| Party {
            external_id: external_id.to_owned(),
            name: name.to_owned(),
            email: None,
        };
        let command = CreateOrder {
            external_id: Some(external_id.to_owned()),
            title: title.to_owned(),
            amount,
            currency: "INR".to_owned(),
            quantity: None,
            brand: party(brand),
            creator: party(creator),
            requirements: None,
        };
        let (order, is_new) = tickets::orders::create(app, &Actor::System, command).await?;
        let which = tickets::access::Which::Order(order.id);
        let ticket = tickets::queries::one(app, &Actor::System, which).await?;
        if is_new {
            talk(app, &order, &ticket).await?;
        }
        first.get_or_insert(ticket.id);
    }
    first.context("no order")
}

/// A first message of each party, so that the channels are not empty.
async fn talk(app: &App, order: &Order, ticket: &Ticket) -> anyhow::Result<()> {
    let channel = |wanted: ChannelType| -> Option<ConversationId> {
        ticket.channels.iter().find(|channel| channel.channel_type == Some(wanted)).map(|channel| channel.id)
    };
    let lines = [
        (
            order.brand.as_ref(),
            UserType::Brand,
            ChannelType::BrandAgent,
            "Hello! When can we expect the first draft?",
        ),
        (
            order.creator.as_ref(),
            UserType::Creator,
            ChannelType::CreatorAgent,
            "Hi, I have a question about the product shots.",
        ),
    ];
    for (person, kind, wanted, text) in lines {
        let (Some(person), Some(channel)) = (person, channel(wanted)) else { continue };
        let identity = liaison_domain::actor::Identity {
            id: person.id,
            kind,
            external_id: person.external_id.clone(),
            name: person.name.clone(),
            team: None,
            login: None,
        };
        let message = PostMessage { text: text.to_owned(), ..PostMessage::default() };
        post(app, &Actor::Person(Arc::new(identity)), channel, message).await?;
    }
    Ok(())
}

/// What is printed: where to look, who to be, what to paste.
struct Guide<'a> {
    host_secret: &'a str,
    api_key: &'a str,
    password: &'a str,
    admin: &'a str,
    /// Of the first order.
    ticket: TicketId,
    now: i64,
}

impl Guide<'_> {
    fn text(&self, address: SocketAddr) -> anyhow::Result<String> {
        let url = format!("http://localhost:{}", address.port());
        let brand = self.token("brand-chai", "brand", "Chai & Co.")?;
        let creator = self.token("creator-lena", "creator", "Lena Fox")?;
        let agents: String =
            AGENTS.iter().map(|(name, email, _)| format!("  {email:<34} {name}\n")).collect();
        let pages = self.pages(&url, &brand, &creator);
        let (api_key, admin, password) = (self.api_key, self.admin, self.password);
        Ok(format!(
            r#"
Liaison is running at {url}

{pages}  API reader     {url}/api/docs
  OpenAPI        {url}/api/openapi.json
  Ready?         {url}/readyz

Staff, password {password}
  {admin:<34} Administrator
{agents}
Tokens of the two sides of order demo-1001, good for 30 days
  BRAND={brand}
  CREATOR={creator}

Create an order: people, ticket, agent and channels come with it
  curl -s {url}/api/orders -H 'Authorization: Bearer {api_key}' -H 'Content-Type: application/json' -d '{{
    "external_id": "my-1", "title": "My first order", "amount": 990000, "currency": "INR",
    "brand": {{"external_id": "brand-chai", "name": "Chai & Co."}},
    "creator": {{"external_id": "creator-lena", "name": "Lena Fox"}} }}'

Talk as the brand: npm install socket.io-client, save as talk.mjs, then BRAND=… node talk.mjs
  import {{ io }} from 'socket.io-client';
  const socket = io('{url}', {{ auth: {{ token: process.env.BRAND }} }});
  socket.on('new_message', ({{ message }}) => console.log(message.seq, message.sender.name + ':', message.text));
  socket.on('connect_error', error => console.error(error.message));
  const orders = await fetch('{url}/api/chat/channels', {{ headers: {{ authorization: 'Bearer ' + process.env.BRAND }} }});
  const channel = (await orders.json()).items[0].channel;
  console.log(await socket.emitWithAck('join_conversation', channel));
  console.log(await socket.emitWithAck('send_message', {{ conversationId: channel, message: 'Hello from Node' }}));

Stop with Ctrl-C. Starting again keeps the data.
"#
        ))
    }

    /// Where people look, when the pages were built in.
    fn pages(&self, url: &str, brand: &str, creator: &str) -> String {
        let missing = "  (built without the pages for people: `cargo xtask run` builds them first)\n\n";
        if !pages::parts().all(pages::is_built) {
            return missing.to_owned();
        }
        let order = |token: &str| format!("{url}/demo/#token={token}&ticket={}", self.ticket);
        format!(
            "  Console        {url}/console/\n\n  The brand's order page\n  {}\n\n  The creator's order page\n  {}\n\n",
            order(brand),
            order(creator)
        )
    }

    /// A token as the host application would sign it.
    fn token(&self, sub: &str, user_type: &str, name: &str) -> anyhow::Result<String> {
        let claims = json!({ "sub": sub, "user_type": user_type, "name": name, "iat": self.now, "exp": self.now + 30 * 86_400 });
        let key = EncodingKey::from_secret(self.host_secret.as_bytes());
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)
            .context("failed signing a demonstration token")
    }
}
