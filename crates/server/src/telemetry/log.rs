//! The log: one JSON object per line, or text for people.
//!
//! Each line has `timestamp`, `level`, `service` (the part of the program), `event` (a name that does not change) and
//! what the event and the spans around it say: `conversation_id`, `user_id`, `message_type`, `flow_state`,
//! `request_id` and others. Every text goes through the [`Redactor`].

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;

use chrono::{SecondsFormat, Utc};
use secrecy::SecretString;
use serde_json::{Map, Value};
use thiserror::Error;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Registry};

use super::redact::{REDACTED, Redactor};
use crate::config::log::{LogConfig, LogFormat};

/// Why the log cannot be started.
#[derive(Debug, Error)]
pub enum LogError {
    /// The filter is malformed.
    #[error("failed reading log.level: {0}")]
    Level(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody else has started one.
    #[error("a log has been started already")]
    Started(#[from] tracing::subscriber::SetGlobalDefaultError),
}

/// Starts the log of this process, on standard error. It never shows one of these secrets.
///
/// # Errors
/// When the level cannot be read, or a log has been started already.
pub fn start_log(config: &LogConfig, secrets: Vec<SecretString>) -> Result<(), LogError> {
    let is_text = match config.format {
        LogFormat::Json => false,
        LogFormat::Text => true,
        LogFormat::Auto => io::stderr().is_terminal(),
    };
    let filter = EnvFilter::try_new(&config.level)?;
    let subscriber = subscriber(
        filter,
        is_text,
        Redactor::new(secrets),
        Arc::new(|line| {
            // Nowhere to report that standard error is closed.
            let _unreportable = io::stderr().lock().write_all(line.as_bytes());
        }),
    );
    tracing::subscriber::set_global_default(subscriber)?;
    Ok(())
}

type Sink = Arc<dyn Fn(&str) + Send + Sync>;

fn subscriber(
    filter: EnvFilter,
    is_text: bool,
    redactor: Redactor,
    sink: Sink,
) -> impl Subscriber + Send + Sync {
    Registry::default().with(filter).with(Lines { is_text, redactor, sink })
}

struct Lines {
    is_text: bool,
    redactor: Redactor,
    sink: Sink,
}

/// The fields of a span or event, redacted as they come.
struct Fields<'a> {
    values: Map<String, Value>,
    redactor: &'a Redactor,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = self.fields();
        attributes.record(&mut fields);
        span.extensions_mut().insert(SpanFields(fields.values));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = self.fields();
        values.record(&mut fields);
        if let Some(SpanFields(known)) = span.extensions_mut().get_mut() {
            known.extend(fields.values);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = self.fields();
        for span in context.event_scope(event).into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(SpanFields(known)) = span.extensions().get() {
                fields.values.extend(known.clone());
            }
        }
        event.record(&mut fields);
        let line = if self.is_text {
            text_line(event.metadata(), fields.values)
        } else {
            json_line(event.metadata(), fields.values)
        };
        (self.sink)(&line);
    }
}

impl Lines {
    fn fields(&self) -> Fields<'_> {
        Fields { values: Map::new(), redactor: &self.redactor }
    }
}

struct SpanFields(Map<String, Value>);

impl Fields<'_> {
    fn put(&mut self, field: &Field, value: Value) {
        let value = match value {
            _ if Redactor::hides_field(field.name()) => Value::from(REDACTED),
            Value::String(text) => Value::from(self.redactor.clean(&text).into_owned()),
            other => other,
        };
        self.values.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, Value::from(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, Value::from(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, Value::from(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, Value::from(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, Value::from(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.put(field, Value::from(format!("{value:?}")));
    }
}

fn json_line(metadata: &Metadata<'_>, mut values: Map<String, Value>) -> String {
    let event = values.remove("event").unwrap_or_else(|| Value::from("log"));
    let head = [
        ("timestamp", Value::from(now())),
        ("level", Value::from(metadata.level().as_str().to_lowercase())),
        ("service", Value::from(service(metadata))),
        ("event", event),
    ];
    // A field cannot pass itself off as one of these.
    values.retain(|name, _| head.iter().all(|(own, _)| own != name));
    let rest = values.iter().map(|(name, value)| (name.as_str(), value));
    let fields = head.iter().map(|(name, value)| (*name, value)).chain(rest);
    let fields: Vec<String> = fields.map(|(name, value)| format!("{}:{value}", Value::from(name))).collect();
    format!("{{{}}}\n", fields.join(","))
}

fn text_line(metadata: &Metadata<'_>, mut values: Map<String, Value>) -> String {
    let plain = |value: Value| match value {
        // A line is a line: what came from outside cannot begin another.
        Value::String(text) => text.escape_debug().to_string(),
        other => other.to_string(),
    };
    let event = values.remove("event").map(plain).unwrap_or_default();
    let message = values.remove("message").map(plain).unwrap_or_default();
    let mut line = format!("{} {:5} {}", now(), metadata.level(), service(metadata));
    for part in [event, message] {
        if !part.is_empty() {
            line.push(' ');
            line.push_str(&part);
        }
    }
    for (name, value) in values {
        let _infallible = write!(line, " {name}={}", plain(value));
    }
    line.push('\n');
    line
}

/// The part of the program: `auth` in `liaison_server::auth::host`; the name of another crate.
fn service<'a>(metadata: &Metadata<'a>) -> &'a str {
    let mut parts = metadata.target().split("::");
    match (parts.next(), parts.next()) {
        (Some(own), Some(module)) if own.starts_with("liaison") => module,
        (Some(name), _) => name,
        (None, _) => "liaison",
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a log line says when it was written, whatever the tests' clock says"
)]
fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use parking_lot::Mutex;

    use super::*;

    fn logged(is_text: bool, secrets: Vec<SecretString>, act: impl FnOnce()) -> String {
        let lines = Arc::new(Mutex::new(String::new()));
        let into = lines.clone();
        let sink: Sink = Arc::new(move |line| into.lock().push_str(line));
        let subscriber = subscriber(EnvFilter::new("trace"), is_text, Redactor::new(secrets), sink);
        tracing::subscriber::with_default(subscriber, act);
        lines.lock().clone()
    }

    #[test]
    fn work_that_is_declined_on_purpose_is_no_error() {
        use axum::{Router, body::Body, extract::Request, middleware::from_fn, routing::get};
        use liaison_domain::error::Error;
        use liaison_protocol::error_code::ErrorCode;
        use tower::ServiceExt as _;

        let refuse = |code: ErrorCode| get(async move || crate::http::Refused(Error::new(code)));
        let app = Router::new()
            .route("/busy", refuse(ErrorCode::ServerBusy))
            .route("/full", refuse(ErrorCode::StorageFull))
            .route("/quota", refuse(ErrorCode::UploadQuotaReached))
            .route("/down", refuse(ErrorCode::Unavailable))
            .layer(from_fn(crate::telemetry::http::observe));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let ask = |path: &'static str, status: u16| {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = runtime.block_on(app.clone().oneshot(request)).unwrap();
            assert_eq!(answer.status(), status);
        };
        let text = logged(false, Vec::new(), || {
            for _ in 0..100 {
                ask("/busy", 503);
                ask("/full", 507);
                ask("/quota", 507);
            }
        });
        assert!(!text.contains("request_failed") && !text.contains("error\""), "{text}");
        assert!(text.matches("requests_shed").count() <= 1, "{text}");
        let text = logged(false, Vec::new(), || ask("/down", 503));
        assert!(text.contains("request_failed"), "{text}");
    }

    #[test]
    fn a_line_has_the_promised_fields() {
        let text = logged(false, Vec::new(), || {
            let span = tracing::info_span!("request", request_id = "r-1", user_id = tracing::field::Empty);
            span.record("user_id", 12);
            let _inside = span.enter();
            tracing::info!(event = "message_sent", conversation_id = "c-1", message_type = "user_input");
        });
        let line: Value = serde_json::from_str(&text).unwrap();
        for (name, value) in [
            ("level", Value::from("info")),
            ("service", Value::from("telemetry")),
            ("event", Value::from("message_sent")),
            ("conversation_id", Value::from("c-1")),
            ("message_type", Value::from("user_input")),
            ("request_id", Value::from("r-1")),
            ("user_id", Value::from(12)),
        ] {
            assert_eq!(line[name], value, "{name} in {text}");
        }
        assert!(text.starts_with(r#"{"timestamp":""#), "{text}");
        assert!(chrono::DateTime::parse_from_rfc3339(line["timestamp"].as_str().unwrap()).is_ok());
    }

    #[test]
    fn no_canary_reaches_the_log() {
        const CANARY: &str = "kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5";
        for is_text in [false, true] {
            let text = logged(is_text, vec![CANARY.into()], || {
                let span = tracing::info_span!(
                    "request",
                    path = format!("/x?token={CANARY}"),
                    authorization = CANARY
                );
                let _inside = span.enter();
                tracing::info!("Authorization: Bearer {CANARY}");
                tracing::warn!(event = "configured", host_secret = CANARY, value = ?Some(CANARY), url = %format!("nats://u:{CANARY}@h"));
                tracing::error!(error = format!("LIAISON_HOST_SECRET={CANARY}"), "failed with {CANARY}");
                let unknown = "another-value-nobody-configured";
                tracing::info!(uri = format!("/socket.io?EIO=4&token={unknown}"), cookie = unknown);
                tracing::info!("Bearer {unknown}");
            });
            assert!(!text.contains(CANARY), "{text}");
            assert!(!text.contains("nobody-configured"), "{text}");
            assert_eq!(text.lines().count(), 5, "{text}");
        }
    }

    #[test]
    fn what_comes_from_outside_cannot_forge_a_line() {
        for is_text in [false, true] {
            let text = logged(is_text, Vec::new(), || {
                tracing::info!(event = "x", level = "error", name = "a\n{\"level\":\"error\"}");
            });
            assert_eq!(text.lines().count(), 1, "{text}");
            if !is_text {
                assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["level"], "info");
            }
        }
    }
}
