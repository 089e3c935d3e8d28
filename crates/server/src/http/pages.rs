//! The pages of people: console, widget and demonstration, as they were when the program was built.

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING,
            CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
        },
    },
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;

use super::answer::Refused;

/// A file of the build.
struct Page {
    /// As browsers ask for it, without the first slash.
    path: &'static str,
    etag: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
}

/// Sorted by path.
static PAGES: &[Page] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The parts that have pages: `(name, whether other origins may load its files)`.
const PARTS: [(&str, bool); 3] = [("console", false), ("demo", false), ("widget", true)];

/// What a page of ours may do: nothing that is not its own. Browsers count the websocket of a page's own host as its
/// own too (Content Security Policy 3, 6.7.2.8); Safari before 16 is told the public address by name, or polls.
pub(super) fn policy(public_url: Option<&str>) -> HeaderValue {
    let url = public_url
        .and_then(|url| reqwest::Url::parse(url).ok())
        .map(|url| url.origin().ascii_serialization());
    let named = url.filter(|url| url.starts_with("http")).map_or_else(String::new, |url| {
        let socket = url.replacen("http", "ws", 1);
        format!(" {url} {socket}")
    });
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         media-src 'self' blob:; connect-src 'self'{named}; font-src 'self'; manifest-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(NOTHING)
}

const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'");
/// For a file whose name changes with its content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For a file whose name stays: ask each time whether it is still the same.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// Whether a part was built in.
pub(crate) fn is_built(part: &str) -> bool {
    PAGES.iter().any(|page| page.path.split('/').next() == Some(part))
}

/// The names of all parts.
pub(crate) fn parts() -> impl Iterator<Item = &'static str> {
    PARTS.into_iter().map(|(name, _)| name)
}

/// `/console/…`, `/demo/…`, `/widget/…`; `/` leads to the console.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(policy: &HeaderValue) -> Router<S> {
    let router = Router::new().route("/", get(|| async { Redirect::temporary("/console/") }));
    parts().fold(router, |router, part| {
        let page = |policy: HeaderValue| get(async move |request: Request| page(&request, &policy));
        router
            .route(&format!("/{part}"), get(move || async move { Redirect::permanent(&format!("/{part}/")) }))
            .route(&format!("/{part}/"), page(policy.clone()))
            .route(&format!("/{part}/{{*path}}"), page(policy.clone()))
    })
}

fn page(request: &Request, policy: &HeaderValue) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let part = path.split('/').next().unwrap_or_default();
    let Some(page) = find(path).or_else(|| inner(path, part)) else {
        let message = if is_built(part) {
            "there is no such page".to_owned()
        } else {
            format!("this program was built without the pages under /{part}/")
        };
        return Refused(Error::with_message(ErrorCode::RouteUnknown, message)).into_response();
    };
    let mut response = answer(page, request.headers(), policy);
    if PARTS.contains(&(part, true)) {
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    response
}

fn find(path: &str) -> Option<&'static Page> {
    PAGES.binary_search_by(|page| page.path.cmp(path)).ok().and_then(|index| PAGES.get(index))
}

/// The page itself for an address that only its program knows, such as `/console/tickets/7`. What has an extension is
/// a file: one that is not there must not be answered with a page.
fn inner(path: &str, part: &str) -> Option<&'static Page> {
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file { None } else { find(&format!("{part}/index.html")) }
}

fn answer(page: &'static Page, asked: &HeaderMap, policy: &HeaderValue) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(ETAG, HeaderValue::from_static(page.etag));
    headers.insert(CACHE_CONTROL, if has_hash(page.path) { FOR_EVER } else { ASK });
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known == "*" || known.split(',').any(|tag| same(tag, page.etag))) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(page.path)));
    let body = match page.gzip {
        Some(gzip) if takes_gzip(asked) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            gzip
        }
        _ => page.plain,
    };
    (headers, Body::from(body)).into_response()
}

fn same(tag: &str, etag: &str) -> bool {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag) == etag
}

/// RFC 9110, 12.5.3: a quality of zero means no.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let values = asked.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let is_refused = parts.any(|part| {
            part.strip_prefix("q=").and_then(|quality| quality.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
        });
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !is_refused
    })
}

/// Whether the build put a hash of the content into the name, as in `chat-BS01je2F.js`.
fn has_hash(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 8 && hash.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page =
        Page { path: "console/index.html", etag: "\"abc\"", plain: b"plain", gzip: Some(b"gzip") };
    static ONE: Page = PAGE;

    async fn get(path: &str) -> Response {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        tower::ServiceExt::oneshot(routes::<()>(&policy(None)), request).await.unwrap()
    }

    #[tokio::test]
    async fn what_was_built_is_there_and_what_was_not_says_so() {
        for part in parts() {
            let missing = get(&format!("/{part}/nothing-AAAAAAAA.js")).await;
            assert_eq!(missing.status(), StatusCode::NOT_FOUND, "a file is never answered with a page");
            let page = get(&format!("/{part}/tickets/7")).await;
            let expected =
                find(&format!("{part}/index.html")).map_or(StatusCode::NOT_FOUND, |_| StatusCode::OK);
            assert_eq!(page.status(), expected, "{part}");
            let body = axum::body::to_bytes(missing.into_body(), 10_000).await.unwrap();
            let says_so = String::from_utf8_lossy(&body).contains("was built without the pages");
            assert_eq!(says_so, !is_built(part), "{part}");
        }
    }

    #[tokio::test]
    async fn others_may_load_the_widget_and_nothing_else() {
        for page in PAGES {
            let answer = get(&format!("/{}", page.path)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{}", page.path);
            assert_eq!(answer.headers()[CONTENT_SECURITY_POLICY], policy(None));
            let is_shared = answer.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(is_shared, page.path.starts_with("widget/"), "{}", page.path);
        }
    }

    #[test]
    fn the_policy_names_hosts_and_no_scheme_alone() {
        for (public_url, connect) in [
            (None, "connect-src 'self'"),
            (
                Some("https://chat.example.com/path"),
                "connect-src 'self' https://chat.example.com wss://chat.example.com",
            ),
            (
                Some("http://chat.example:8080"),
                "connect-src 'self' http://chat.example:8080 ws://chat.example:8080",
            ),
            (Some("nonsense"), "connect-src 'self'"),
        ] {
            let policy = policy(public_url);
            let directives: Vec<_> = policy.to_str().unwrap().split("; ").collect();
            assert!(directives.contains(&connect), "{directives:?}");
            for directive in ["default-src", "object-src", "base-uri", "form-action", "frame-ancestors"] {
                assert!(directives.contains(&&*format!("{directive} 'none'")), "{directives:?}");
            }
            let sources = directives.iter().flat_map(|one| one.split(' ').skip(1));
            for source in sources {
                assert!(
                    !matches!(source, "*" | "ws:" | "wss:" | "http:" | "https:" | "'unsafe-inline'"),
                    "{source}"
                );
            }
        }
    }

    fn ask(headers: &[(HeaderName, &str)]) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect();
        answer(&ONE, &headers, &policy(None))
    }

    #[test]
    fn it_is_packed_only_for_those_who_can_unpack_it() {
        for (accepts, is_packed) in [
            ("gzip", true),
            ("br, gzip;q=0.5", true),
            ("*", true),
            ("gzip;q=0", false),
            ("br", false),
            ("", false),
        ] {
            let response = ask(&[(ACCEPT_ENCODING, accepts)]);
            assert_eq!(response.headers().contains_key(CONTENT_ENCODING), is_packed, "{accepts}");
            assert_eq!(response.headers()[VARY], "accept-encoding");
        }
    }

    #[test]
    fn who_has_it_is_not_sent_it_again() {
        for known in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
            assert_eq!(ask(&[(IF_NONE_MATCH, known)]).status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        assert_eq!(ask(&[(IF_NONE_MATCH, "\"abcd\"")]).status(), StatusCode::OK);
    }

    #[test]
    fn only_what_has_a_hash_in_its_name_is_kept_for_ever() {
        assert!(has_hash("console/assets/index-BS01je2F.js"));
        assert!(has_hash("widget/ar-BCdgSnA9.js"));
        for name in ["console/index.html", "widget/liaison.js", "widget/loader.js", "demo/a-b.js"] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
