//! Which web origins may call this server, for HTTP and for the handshake of real-time connections alike.

use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use thiserror::Error;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The origins that may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    listed: Listed,
    credentials: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Listed {
    Any,
    These(Vec<String>),
}

/// Why a list of origins cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OriginError {
    /// Not an origin.
    #[error("`{0}` is not an origin such as `https://app.example.com`: a scheme, a host and perhaps a port")]
    NotAnOrigin(String),
    /// A browser never sends such an origin, so it would never match.
    #[error(
        "`{0}` has a wildcard, which stands for nothing here; name each origin, such as `https://app.example.com`"
    )]
    Wildcard(String),
    /// Every page on the web could act as the logged-in person.
    #[error("`*` cannot be combined with credentials")]
    AnyWithCredentials,
    /// Contradiction.
    #[error("`*` stands beside other origins")]
    AnyAndOthers,
}

impl Origins {
    /// Reads a list of origins.
    ///
    /// # Errors
    /// When one is not an origin, or `*` is combined with anything.
    pub fn parse(texts: &[String], credentials: bool) -> Result<Self, OriginError> {
        if texts.iter().any(|text| text == "*") {
            return match (texts.len(), credentials) {
                (1, false) => Ok(Self { listed: Listed::Any, credentials }),
                (1, true) => Err(OriginError::AnyWithCredentials),
                _ => Err(OriginError::AnyAndOthers),
            };
        }
        let listed = texts.iter().map(|text| origin(text)).collect::<Result<_, _>>()?;
        Ok(Self { listed: Listed::These(listed), credentials })
    }

    /// Whether a page of this origin may call. A caller without an origin is not a browser's page.
    #[must_use]
    pub fn allow(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(header::ORIGIN).iter();
        match (given.next(), given.next()) {
            (None, _) => true,
            (Some(origin), None) => self.lists(origin) || is_own(origin, headers),
            (Some(_), Some(_)) => false,
        }
    }

    /// Whether a page that this server delivered itself calls, as browsers say it: always with an origin.
    #[must_use]
    pub fn is_own_page(headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(header::ORIGIN).iter();
        matches!((given.next(), given.next()), (Some(origin), None) if is_own(origin, headers))
    }

    /// The layer that answers browsers.
    pub fn layer(&self) -> CorsLayer {
        let origins = match &self.listed {
            Listed::Any => AllowOrigin::any(),
            Listed::These(_) => {
                let origins = self.clone();
                AllowOrigin::predicate(move |origin: &HeaderValue, _: &Parts| origins.lists(origin))
            }
        };
        CorsLayer::new()
            .allow_origin(origins)
            .allow_credentials(self.credentials)
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
            .allow_headers([
                header::AUTHORIZATION,
                header::CONTENT_TYPE,
                HeaderName::from_static("x-request-id"),
                HeaderName::from_static("x-csrf-token"),
            ])
            .expose_headers([header::RETRY_AFTER, HeaderName::from_static("x-request-id")])
            .max_age(Duration::from_secs(600))
    }

    fn lists(&self, origin: &HeaderValue) -> bool {
        match &self.listed {
            Listed::Any => true,
            Listed::These(listed) => listed.iter().any(|one| one.as_bytes() == origin.as_bytes()),
        }
    }
}

/// A page that this server delivered itself.
fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let authority = |value: &HeaderValue| value.to_str().ok().map(str::to_ascii_lowercase);
    let origin = authority(origin);
    let origin =
        origin.as_deref().and_then(|o| o.strip_prefix("https://").or_else(|| o.strip_prefix("http://")));
    origin.is_some() && origin == headers.get(header::HOST).and_then(authority).as_deref()
}

/// Scheme, host and port as browsers write them.
fn origin(text: &str) -> Result<String, OriginError> {
    let refused = || OriginError::NotAnOrigin(text.to_owned());
    if text.contains('*') {
        return Err(OriginError::Wildcard(text.to_owned()));
    }
    let url = reqwest::Url::parse(text).map_err(|_| refused())?;
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str().is_some_and(is_host);
    match url.origin() {
        origin if bare && origin.is_tuple() && matches!(url.scheme(), "http" | "https") => {
            Ok(origin.ascii_serialization())
        }
        _ => Err(refused()),
    }
}

/// As browsers write hosts: a name in ASCII, or an address.
fn is_host(host: &str) -> bool {
    let is_address = host.starts_with('[') && host.ends_with(']');
    is_address || host.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(listed: &[&str], origin: Option<&'static str>) -> bool {
        let listed: Vec<String> = listed.iter().map(|&text| text.to_owned()).collect();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("chat.example:8080"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        Origins::parse(&listed, false).unwrap().allow(&headers)
    }

    #[test]
    fn listed_and_own_origins_may_call() {
        assert!(allows(&["https://app.example/"], Some("https://app.example")));
        assert!(allows(&["https://APP.example:443"], Some("https://app.example")));
        assert!(allows(&["http://app.example:80"], Some("http://app.example")));
        assert!(allows(&["https://münchen.example"], Some("https://xn--mnchen-3ya.example")));
        assert!(allows(&["http://[::1]:3000"], Some("http://[::1]:3000")));
        assert!(allows(&[], Some("http://chat.example:8080")));
        assert!(allows(&[], None));
        assert!(allows(&["*"], Some("https://anything.example")));
    }

    #[test]
    fn others_may_not() {
        for origin in [
            "https://app.example.evil.example",
            "http://app.example",
            "https://app.example:444",
            "null",
            "https://chat.example:8080.evil.example",
            "chat.example:8080",
            "",
        ] {
            assert!(!allows(&["https://app.example"], Some(origin)), "{origin}");
        }
    }

    #[test]
    fn impossible_lists_are_refused() {
        let parse = |texts: &[&str], credentials| {
            Origins::parse(&texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>(), credentials).err()
        };
        assert_eq!(parse(&["*"], true), Some(OriginError::AnyWithCredentials));
        assert_eq!(parse(&["*", "https://a.example"], false), Some(OriginError::AnyAndOthers));
        for bad in [
            "app.example",
            "https://a.example/path",
            "https://a.example/?q",
            "https://a.example#f",
            "https://user@a.example",
            "https://:secret@a.example",
            "ftp://a.example",
            "file:///x",
            "https://",
            "https://a$.example",
            "https://a!b.example",
            "null",
            "",
        ] {
            assert!(matches!(parse(&[bad], false), Some(OriginError::NotAnOrigin(_))), "{bad}");
        }
        for wildcard in [
            "https://*.example.com",
            "https://*",
            "*.example.com",
            "http://shop-*.example",
            "https://a.example:*",
        ] {
            assert_eq!(parse(&[wildcard], false), Some(OriginError::Wildcard(wildcard.to_owned())));
        }
    }
}
