//! How often one identity may ask.
//!
//! Each node counts by itself. In a cluster a [`SharedWindow`] counts for all nodes: permits are leased from it in
//! blocks, so that it is not asked for every request. When it cannot be reached, the node's own count remains.

mod logins_at_once;
mod window;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;
use serde_json::json;

use crate::config::limits::LimitsConfig;
use crate::http::Refused;
use crate::listener::ClientAddr;
use crate::listener::permits::network;
pub(crate) use logins_at_once::AtOnce;
use window::Window;
pub use window::{Lease, LeaseFuture, SharedWindow, SharedWindowDown};

/// Kinds of routes, each with a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RouteClass {
    /// Everything else.
    Default,
    /// Logging in and refreshing.
    Login,
    /// Posting messages.
    Send,
    /// Uploading files.
    Upload,
    /// Whatever an API key asks for.
    ApiKey,
}

impl RouteClass {
    /// For metrics and for shared counters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Login => "login",
            Self::Send => "send",
            Self::Upload => "upload",
            Self::ApiKey => "api_key",
        }
    }
}

/// Who is counted; an extension of the request, set by whoever has established the identity. Without it the client's
/// address is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateKey(pub Arc<str>);

/// The limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited {
    /// When asking again may help.
    pub retry_after: Duration,
}

impl Limited {
    /// Whole seconds, at least one.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.retry_after.as_secs().saturating_add(u64::from(self.retry_after.subsec_nanos() > 0)).max(1)
    }
}

impl From<Limited> for Error {
    fn from(limited: Limited) -> Self {
        let seconds = limited.seconds();
        Self::new(ErrorCode::RateLimited)
            .details(json!({ "retry_after": seconds, "retry_after_seconds": seconds }))
    }
}

/// Counts requests.
pub struct RateLimits {
    default: Window,
    login: Window,
    send: Window,
    upload: Window,
    api_key: Window,
    shared: Option<Arc<dyn SharedWindow>>,
}

impl RateLimits {
    /// By this configuration, and with a shared counter in a cluster.
    #[must_use]
    pub fn new(config: &LimitsConfig, shared: Option<Arc<dyn SharedWindow>>) -> Self {
        let window = |class, per_minute| Window::new(class, per_minute, config.tracked_identities);
        Self {
            default: window(RouteClass::Default, config.requests_per_minute),
            login: window(RouteClass::Login, config.logins_per_minute),
            send: window(RouteClass::Send, config.sends_per_minute),
            upload: window(RouteClass::Upload, config.uploads_per_minute),
            api_key: window(RouteClass::ApiKey, config.api_key_requests_per_minute),
            shared,
        }
    }

    /// Counts one request; also for events of real-time connections.
    ///
    /// # Errors
    /// When the limit is reached.
    pub async fn check(&self, class: RouteClass, key: &str) -> Result<(), Limited> {
        let window = self.window(class);
        let key = window.local_key(key);
        window.check_local(&key)?;
        match &self.shared {
            Some(shared) => window.check_shared(shared.as_ref(), &key).await,
            None => Ok(()),
        }
    }

    /// Forgets keys that were not used lately. To be called every minute or so.
    pub fn sweep(&self) {
        for window in [&self.default, &self.login, &self.send, &self.upload, &self.api_key] {
            window.sweep();
        }
    }

    fn window(&self, class: RouteClass) -> &Window {
        match class {
            RouteClass::Default => &self.default,
            RouteClass::Login => &self.login,
            RouteClass::Send => &self.send,
            RouteClass::Upload => &self.upload,
            RouteClass::ApiKey => &self.api_key,
        }
    }
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimits").field("shared", &self.shared.is_some()).finish_non_exhaustive()
    }
}

/// How a request is counted: by its identity, else by its address.
pub(crate) fn key(request: &Request) -> Arc<str> {
    if let Some(RateKey(key)) = request.extensions().get() {
        return key.clone();
    }
    match request.extensions().get() {
        Some(ClientAddr(address)) => format!("ip-{}", network(*address)).into(),
        // Counted together: whoever comes without an address is nobody in particular.
        None => "unknown".into(),
    }
}

/// The answer to who asks too often.
pub(crate) fn answer(class: RouteClass, limited: Limited) -> Response {
    metrics::counter!(crate::telemetry::metrics::RATE_LIMITED_TOTAL, "class" => class.name()).increment(1);
    Refused(limited.into()).into_response()
}

#[cfg(test)]
mod tests;
