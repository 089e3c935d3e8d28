//! A server in this process, of one node or two, on ports and a database of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use liaison_domain::{
    actor::Actor, app::App, clock::Clock, jobs::runner, logins::commands::begin_by_email, people::staff,
    tickets::snooze,
};
use liaison_protocol::staff::{CreateStaff, StaffRole};
use liaison_server::{
    auth::{Verifier, own::Bearer},
    config::Config,
    keys::Keys,
    start::{Running, open, start},
};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Backend, Client,
    database::{Database, service},
    host,
    nodes::Nodes,
    people::Person,
    template::migrated,
};

/// How a server is to begin.
pub(crate) struct Setup {
    /// Whether it has its first super admin. Made without a password: hashing one is slow on purpose.
    pub(crate) root: bool,
    pub(crate) clock: Clock,
    /// What else the configuration says.
    pub(crate) configure: fn(&mut Config),
    /// Statements that fill the database before a server opens it: what an older version left.
    pub(crate) filled: Option<fn(Backend) -> &'static str>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { root: true, clock: Clock::system(), configure: |_| {}, filled: None }
    }
}

impl Setup {
    /// With nobody in it.
    pub(crate) fn without_staff() -> Self {
        Self { root: false, ..Self::default() }
    }

    /// With a clock that moves only when it is told to.
    pub(crate) fn with_manual_clock() -> Self {
        let start = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Self { clock: Clock::manual(start), ..Self::default() }
    }

    /// On the database of an older version, with the staff that it has.
    pub(crate) fn on_database(filled: fn(Backend) -> &'static str) -> Self {
        Self { root: false, filled: Some(filled), ..Self::default() }
    }

    /// With something else in its configuration.
    pub(crate) fn configured(configure: fn(&mut Config)) -> Self {
        Self { configure, ..Self::default() }
    }
}

/// A server that answers.
pub(crate) struct TestServer {
    pub(crate) clock: Clock,
    nodes: Nodes,
    app: App,
    minter: Verifier,
    http: reqwest::Client,
    root: Option<Person>,
    /// The folder of uploaded files.
    files: PathBuf,
}

/// The e-mail address of the first super admin.
pub(crate) const ROOT: &str = "root@example.org";

/// Runs a claim on a fresh server of so many nodes, and takes everything away again whatever came of it.
pub(crate) async fn run<F, C>(backend: Backend, nodes: usize, setup: Setup, claim: C)
where
    F: Future<Output = ()> + Send + 'static,
    C: FnOnce(Arc<TestServer>) -> F,
{
    let nats = if nodes > 1 { service("LIAISON_TEST_NATS") } else { None };
    if nodes > 1 && nats.is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let database = match setup.filled {
        Some(_) => Database::fresh(backend).await,
        None => migrated(backend, &data_folder(folder.path())).await,
    };
    let Some(database) = database else { return };
    let config = configuration(&database, nats, folder.path());
    if let Some(statements) = setup.filled {
        fill(&database, &config.data.dir, statements(backend)).await;
    }
    let (server, running) = TestServer::start(setup, config, nodes).await;
    let outcome = tokio::spawn(claim(Arc::new(server))).await;
    for node in &running {
        node.stop.cancel();
    }
    // Only bounds a server that does not end.
    let ended = futures_util::future::join_all(running.into_iter().map(Running::ended));
    let ended = tokio::time::timeout(Duration::from_secs(20), ended).await;
    database.drop().await;
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
    assert!(ended.is_ok(), "the server does not end when it is told to");
}

impl TestServer {
    async fn start(setup: Setup, mut config: Config, nodes: usize) -> (Self, Vec<Running>) {
        (setup.configure)(&mut config);
        let mut apps = Vec::new();
        for _ in 0..nodes {
            apps.push(open(&config, setup.clock.clone()).await.expect("the domain opens"));
        }
        Nodes::are_connected(&apps);
        let app = apps[0].clone();
        let root = if setup.root { Some(first_super_admin(&app).await) } else { None };
        let mut running = Vec::new();
        for app in &apps {
            running.push(start(config.clone(), app.clone()).await.expect("the server starts"));
        }
        let addresses = running.iter().map(|node| node.address).collect();
        let keys = Keys::open(&config.data.dir, None, None).unwrap();
        let clock = app.clone();
        let now = Arc::new(move || clock.now().timestamp()) as _;
        let mut server = Self {
            files: config.data.dir.join("files"),
            clock: setup.clock,
            nodes: Nodes::new(apps, addresses),
            minter: Verifier::new(&config.tokens, &keys, &now).unwrap(),
            app,
            http: reqwest::Client::new(),
            root: None,
        };
        if let Some(id) = root {
            let token = server.staff_token(ROOT).await;
            server.root = Some(Person {
                id,
                public_id: format!("agent-{id}"),
                email: ROOT.into(),
                client: server.client("root", Some(token)),
            });
        }
        (server, running)
    }

    /// Ends the snoozes that are over, as the server does from time to time.
    pub(crate) async fn end_snoozes(&self) {
        snooze::end_what_is_over(&self.app).await.expect("the snoozes are looked at");
        self.run_jobs().await;
    }

    /// Runs every job that is due, on all nodes at the same time.
    pub(crate) async fn run_jobs(&self) {
        let all = self.nodes.apps().iter().map(runner::run_due);
        for done in futures_util::future::join_all(all).await {
            done.expect("the jobs are run");
        }
    }

    /// Every row of every table as text.
    pub(crate) async fn every_row(&self) -> Vec<String> {
        super::rows::every_row(self.app.db().read()).await
    }

    /// Somebody who sends requests with this token, or with none.
    pub(crate) fn client(&self, name: &str, token: Option<String>) -> Client {
        Client::new(self.http.clone(), self.nodes.clone(), name, token)
    }

    /// Somebody without a token.
    pub(crate) fn nobody(&self) -> Client {
        self.client("nobody", None)
    }

    /// The host's server, with the key that has all scopes.
    pub(crate) fn host(&self) -> Client {
        self.client("host", Some(host::API_KEY.to_owned()))
    }

    /// The first super admin.
    pub(crate) fn root(&self) -> &Person {
        self.root.as_ref().expect("this server began without staff")
    }

    /// The first super admin with a fresh login, after time was moved.
    pub(crate) async fn root_again(&self) -> Client {
        self.client("root", Some(self.staff_token(ROOT).await))
    }

    /// A user of the host with a fresh token, who is not let in.
    pub(crate) async fn user_refused(&self, kind: &str, sub: &str) {
        let token = host::token(sub, kind, sub, self.now());
        self.client(sub, Some(token)).get("/chat/token").await.refused(401, "TOKEN_INVALID");
    }

    /// Seconds since 1970 by the server's clock.
    pub(crate) fn now(&self) -> i64 {
        self.app.now().timestamp()
    }

    /// A user of the host, as its token says.
    pub(crate) async fn user(&self, kind: &str, sub: &str, name: &str) -> Person {
        let client = self.client(name, Some(host::token(sub, kind, name, self.now())));
        let told = client.get("/chat/token").await.ok();
        Person {
            id: told["user"]["id"].as_i64().unwrap(),
            public_id: told["user_id"].as_str().unwrap().to_owned(),
            email: format!("{sub}@example.org"),
            client,
        }
    }

    /// A brand of the host.
    pub(crate) async fn brand(&self, sub: &str) -> Person {
        self.user("brand", sub, &format!("Brand {sub}")).await
    }

    /// A creator of the host.
    pub(crate) async fn creator(&self, sub: &str) -> Person {
        self.user("creator", sub, &format!("Creator {sub}")).await
    }

    /// How many files are stored, thumbnails among them.
    pub(crate) async fn stored_files(&self) -> usize {
        let mut folder = tokio::fs::read_dir(self.files.as_path()).await.unwrap();
        let mut found = 0;
        while folder.next_entry().await.unwrap().is_some() {
            found += 1;
        }
        found
    }

    /// An anonymous visitor.
    pub(crate) async fn visitor(&self) -> Person {
        let told = self.nobody().post("/widget/session", json!({ "name": "Visitor" })).await.ok();
        let token = told["access_token"].as_str().unwrap().to_owned();
        Person {
            id: told["user"]["id"].as_i64().unwrap(),
            public_id: told["user"]["public_id"].as_str().unwrap().to_owned(),
            email: String::new(),
            client: self.client("visitor", Some(token)),
        }
    }

    /// A new member of staff, logged in.
    pub(crate) async fn staff(&self, role: &str, name: &str) -> Person {
        self.staff_with(role, name, json!({})).await
    }

    /// The same with more facts: `team`, `capacity`, `skills`.
    pub(crate) async fn staff_with(&self, role: &str, name: &str, facts: Value) -> Person {
        let email = format!("{}@staff.example.org", name.to_lowercase().replace(' ', "."));
        let mut body = json!({ "name": name, "email": email, "role": role });
        body.as_object_mut().unwrap().extend(facts.as_object().unwrap().clone());
        let made = self.root().post("/admin/staff", body).await.is(201);
        let token = self.staff_token(&email).await;
        Person {
            id: made["id"].as_i64().unwrap(),
            public_id: made["public_id"].as_str().unwrap().to_owned(),
            client: self.client(name, Some(token)),
            email,
        }
    }

    /// An agent who is there for work: available, with a connection that lives as long as the returned socket.
    pub(crate) async fn agent_at_work(&self, name: &str, facts: Value) -> (Person, super::Socket) {
        let agent = self.staff_with("agent", name, facts).await;
        let socket = agent.socket().await;
        agent.put("/agent/status", json!({ "status": "available" })).await.ok();
        socket.settled().await;
        (agent, socket)
    }

    /// The activity log has so many entries and nobody has changed one; a changed one is found.
    pub(crate) async fn the_activity_log_is_whole(&self, entries: usize) {
        use liaison_domain::activity::proof::{Fault, Proof, prove};
        let whole = Proof { entries: i64::try_from(entries).unwrap(), fault: None };
        assert_eq!(prove(&self.app, None).await.unwrap(), whole);
        let tx = self.app.begin().await.unwrap();
        tx.conn().execute_unprepared("UPDATE activity SET actor = 'somebody' WHERE id = 2").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(prove(&self.app, None).await.unwrap().fault, Some(Fault::Changed(2)));
    }

    /// A fresh login of a member of staff, without a password. Logging in with one is a test of its own.
    pub(crate) async fn staff_token(&self, email: &str) -> String {
        let grant = begin_by_email(&self.app, email).await.unwrap();
        let sid = grant.identity.login.map_or(Uuid::nil(), |login| login.0);
        self.minter.own().mint(Bearer { sid, person_id: grant.identity.id.0 }).unwrap().token
    }
}

/// Where a server of the tests keeps its data.
fn data_folder(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// What every server of the tests is configured with.
pub(crate) fn configuration(database: &Database, nats: Option<String>, folder: &Path) -> Config {
    let mut config = Config::default();
    config.data.dir = data_folder(folder);
    config.database.url = database.url.clone().map(Into::into);
    config.cluster.nats_url = nats.map(Into::into);
    config.cluster.name = format!("it-{}", Uuid::new_v4().simple());
    config.http.bind = [127, 0, 0, 1].into();
    config.http.port = 0;
    config.http.shutdown_seconds = 5;
    config.tokens.host_secret = Some(host::SECRET.into());
    config.tokens.api_key = Some(host::API_KEY.into());
    config.realtime.offline_grace_seconds = 0;
    let limits = &mut config.limits;
    (limits.logins_per_minute, limits.requests_per_minute) = (1_000_000, 1_000_000);
    (limits.sends_per_minute, limits.uploads_per_minute) = (1_000_000, 1_000_000);
    limits.api_key_requests_per_minute = 1_000_000;
    limits.wrong_passwords_per_address = 1_000_000;
    config
}

/// Runs statements on a database before any server opens it.
async fn fill(database: &Database, data: &Path, statements: &str) {
    let file = || {
        std::fs::create_dir_all(data).expect("the data folder is made");
        format!("sqlite://{}?mode=rwc", data.join("liaison.db").display())
    };
    let db =
        sea_orm::Database::connect(database.url.clone().unwrap_or_else(file)).await.expect("it connects");
    db.execute_unprepared(statements).await.expect("the statements run");
    db.close().await.expect("the connection closes");
}

async fn first_super_admin(app: &App) -> i64 {
    let command = CreateStaff {
        name: "Root".to_owned(),
        email: ROOT.to_owned(),
        role: StaffRole::SuperAdmin,
        password: None,
        team: None,
        skills: Vec::new(),
        capacity: None,
    };
    staff::create(app, &Actor::System, command).await.expect("the first super admin").0
}
