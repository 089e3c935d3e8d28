//! REST: one table of routes. A handler extracts, makes one call of the domain, and answers; rules are elsewhere.

mod answer;
mod api_keys;
mod at_work;
mod auth;
mod caching;
pub(crate) mod caller;
mod channels;
mod compression;
mod console;
mod deals;
mod extract;
mod files;
mod health;
mod inbox;
mod jobs;
mod labels;
mod limits;
mod me;
mod messages;
mod openapi;
mod orders;
pub(crate) mod pages;
mod people;
mod search;
mod sessions;
mod staff;
mod templates;
mod tickets;
mod workspace;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Extension, Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::any,
};
use liaison_domain::{app::App, error::Error};
use liaison_protocol::error_code::ErrorCode;
use tokio_util::sync::CancellationToken;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

pub use answer::Refused;
pub use openapi::document;

use crate::{
    auth::Verifier,
    config::Config,
    cors::Origins,
    listener::ClientAddr,
    panic,
    rate_limit::{AtOnce, RateLimits},
    request_id,
    request_timeout::{self, RequestTimeouts},
    security_headers::{self, SecurityHeaders},
    socket::Sockets,
    telemetry::{self, Metrics},
};

/// What every handler can reach.
#[derive(Clone)]
pub struct Context(Arc<Inner>);

struct Inner {
    app: App,
    verifier: Arc<Verifier>,
    config: Arc<Config>,
    metrics: Metrics,
    sockets: Sockets,
    stop: CancellationToken,
    logins_at_once: AtOnce,
}

impl Context {
    /// What handlers work with. `stop` is cancelled when the server is about to end.
    pub fn new(
        app: App,
        verifier: Arc<Verifier>,
        config: Arc<Config>,
        metrics: Metrics,
        sockets: Sockets,
        stop: CancellationToken,
    ) -> Self {
        Self(Arc::new(Inner {
            app,
            verifier,
            config,
            metrics,
            sockets,
            stop,
            logins_at_once: AtOnce::default(),
        }))
    }

    /// The domain.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The judge of tokens.
    pub fn verifier(&self) -> &Verifier {
        &self.0.verifier
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// How many passwords each network has looked at now.
    pub(crate) fn logins_at_once(&self) -> &AtOnce {
        &self.0.logins_at_once
    }

    /// Whether the server is about to end.
    pub fn is_stopping(&self) -> bool {
        self.0.stop.is_cancelled()
    }

    /// The page that Prometheus reads.
    pub fn metrics_page(&self) -> String {
        telemetry::sockets::record(&self.0.sockets.stats());
        telemetry::bus::record(self.0.app.bus_status());
        self.0.metrics.render()
    }
}

/// Every route below `/api`, with its description. The document is made from this table and from nothing else.
pub(crate) fn api() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        // Coming in
        .routes(routes!(auth::login))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::logout))
        .routes(routes!(auth::start_widget_session))
        .routes(routes!(console::log_in))
        .routes(routes!(console::refresh))
        .routes(routes!(console::log_out))
        // People of the host
        .routes(routes!(people::revoke_person))
        .routes(routes!(people::deactivate_person))
        .routes(routes!(people::reactivate_person))
        // The caller
        .routes(routes!(me::get_me, me::patch_me))
        // Channels
        .routes(routes!(channels::chat_token))
        .routes(routes!(channels::list_channels))
        .routes(routes!(channels::get_channel))
        .routes(routes!(channels::join_ticket))
        .routes(routes!(channels::leave_ticket))
        // Messages
        .routes(routes!(messages::list_conversations))
        .routes(routes!(messages::list_messages))
        .routes(routes!(messages::send_message))
        .routes(routes!(messages::mark_seen))
        .routes(routes!(messages::unread_count))
        .routes(routes!(messages::edit_message, messages::delete_message))
        .routes(routes!(search::search_messages))
        // Files
        .routes(routes!(files::upload_file).layer(DefaultBodyLimit::disable()))
        .routes(routes!(files::download_file))
        .routes(routes!(files::download_thumbnail))
        // Orders
        .routes(routes!(orders::create_order))
        .routes(routes!(orders::get_order, orders::patch_order))
        // Tickets
        .routes(routes!(tickets::list_tickets, tickets::create_ticket))
        .routes(routes!(tickets::my_tickets))
        .routes(routes!(tickets::count_tickets))
        .routes(routes!(tickets::get_ticket_of_order))
        .routes(routes!(tickets::get_ticket))
        .routes(routes!(tickets::set_status))
        .routes(routes!(tickets::set_priority))
        .routes(routes!(tickets::reassign_ticket))
        .routes(routes!(tickets::snooze_ticket, tickets::unsnooze_ticket))
        .routes(routes!(tickets::list_ticket_messages, tickets::post_ticket_message))
        .routes(routes!(tickets::relay_message))
        .routes(routes!(tickets::list_notes, tickets::add_note))
        .routes(routes!(tickets::submit_form))
        .routes(routes!(tickets::agent_status))
        .routes(routes!(tickets::list_assignments))
        .routes(routes!(at_work::list_drafts))
        .routes(routes!(at_work::keep_draft))
        .routes(routes!(at_work::list_viewers))
        // The inbox
        .routes(routes!(inbox::list_cases))
        .routes(routes!(inbox::count_cases))
        .routes(routes!(inbox::get_case))
        .routes(routes!(inbox::take_case))
        .routes(routes!(inbox::transfer_case))
        .routes(routes!(inbox::release_case))
        .merge(live_chats())
        .merge(guided_deals())
        // Templates
        .routes(routes!(templates::list_templates, templates::create_template))
        .routes(routes!(templates::patch_template, templates::delete_template))
        .routes(routes!(templates::render_template))
        // Labels
        .routes(routes!(labels::list_labels, labels::create_label))
        .routes(routes!(labels::patch_label, labels::delete_label))
        .routes(routes!(labels::give_label, labels::take_label))
        // Staff
        .routes(routes!(staff::set_agent_status))
        .routes(routes!(staff::list_colleagues))
        .routes(routes!(staff::list_agents))
        .routes(routes!(staff::list_staff, staff::create_staff))
        .routes(routes!(staff::patch_staff, staff::deactivate_staff))
        // The workspace
        .routes(routes!(workspace::get_settings, workspace::put_settings))
        .routes(routes!(workspace::list_activity))
        .routes(routes!(workspace::widget_config))
        // Keys
        .routes(routes!(api_keys::list_api_keys, api_keys::create_api_key))
        .routes(routes!(api_keys::revoke_api_key))
        .routes(routes!(jobs::list_jobs))
        .routes(routes!(jobs::replay_job))
        .routes(routes!(jobs::discard_job))
}

fn live_chats() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(sessions::start_session))
        .routes(routes!(sessions::active_session))
        .routes(routes!(sessions::list_sessions))
        .routes(routes!(sessions::session_queue))
        .routes(routes!(sessions::get_session))
        .routes(routes!(sessions::hand_over_session))
        .routes(routes!(sessions::assign_session))
        .routes(routes!(sessions::transfer_session))
        .routes(routes!(sessions::end_session))
        .routes(routes!(sessions::post_session_message))
}

fn guided_deals() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(deals::create_campaign, deals::list_campaigns))
        .routes(routes!(deals::get_campaign))
        .routes(routes!(deals::apply_to_campaign))
        .routes(routes!(deals::create_bid, deals::list_bids))
        .routes(routes!(deals::get_bid))
        .routes(routes!(deals::connect_to_bid))
        .routes(routes!(deals::get_context))
        .routes(routes!(deals::click_button))
        .routes(routes!(deals::input_text))
        .routes(routes!(deals::submit_work))
        .routes(routes!(deals::connect_directly))
        .routes(routes!(deals::list_direct_connections))
        .routes(routes!(deals::pay_in_sandbox))
        .routes(routes!(deals::list_flows))
}

/// Bytes of a JSON body at most.
const MAX_JSON: usize = 256 * 1024;

/// The whole HTTP side: `/api`, its document and reader, the sockets, and what monitoring asks for.
pub fn router(context: Context, limits: Arc<RateLimits>, origins: &Origins) -> Router {
    let (api, document) = openapi::split(api());
    let timeouts = RequestTimeouts {
        body: Duration::from_secs(context.config().http.body_seconds),
        upload: Duration::from_secs(context.config().files.upload_seconds),
    };
    let api = api
        .merge(openapi::routes(document))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .layer(from_fn_with_state(limits, limits::enforce))
        .layer(from_fn_with_state(context.clone(), caller::find))
        .layer(from_fn_with_state(timeouts, request_timeout::answer_in_time))
        .layer(compression::layer());
    let security = SecurityHeaders::new(context.config().http.public_url.as_deref());
    Router::new()
        .nest("/api", api)
        .merge(sockets())
        .merge(health::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn(caching::for_the_caller_only))
        .layer(origins.layer())
        .merge(pages::routes(&pages::policy(context.config().http.public_url.as_deref())))
        .layer(panic::layer())
        .layer(from_fn(telemetry::http::observe))
        .layer(from_fn(request_id::name_request))
        .layer(from_fn_with_state(security, security_headers::add))
        .with_state(context)
}

/// Both paths of the references lead to the one socket server.
fn sockets() -> Router<Context> {
    ["/socket.io", "/socket.io/", "/socket.io/chat", "/socket.io/chat/"]
        .into_iter()
        .fold(Router::new(), |router, path| router.route(path, any(socket)))
}

async fn socket(
    State(context): State<Context>,
    Extension(ClientAddr(peer)): Extension<ClientAddr>,
    request: Request,
) -> Response {
    context.0.sockets.handle(request, peer).await.map(axum::body::Body::new)
}

async fn unknown_route() -> Refused {
    Refused(Error::new(ErrorCode::RouteUnknown))
}

async fn method_not_allowed() -> Refused {
    Refused(Error::new(ErrorCode::MethodNotAllowed))
}
