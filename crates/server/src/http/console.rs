//! Coming in by the console: the refresh token is in a cookie that no script can read and no other site can send.
//!
//! `SameSite=Strict` keeps other sites out; an origin of our own and a header that only our scripts set keep out
//! pages of other hosts below the same domain, which count as the same site.

use axum::{
    Json,
    extract::{Extension, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use liaison_domain::{
    error::{Error, Result},
    logins::commands::{self as logins, LoginGrant, Replaced},
};
use liaison_protocol::{
    auth::{ConsoleLogin, Login},
    error_code::ErrorCode,
};

use super::{
    Context, Refused,
    auth::{by_password, mint},
    extract::Body,
};
use crate::{cors::Origins, listener::ClientAddr};

/// The prefix makes browsers refuse the cookie when it is not secure, or for other hosts too.
const COOKIE: &str = "__Host-liaison";
/// Set by the console's own requests.
const HEADER: &str = "x-liaison-console";

/// A login, and its cookie.
type LoggedIn = (AppendHeaders<[(header::HeaderName, HeaderValue); 1]>, Json<ConsoleLogin>);

/// Logs in with e-mail and password; the refresh token is set as a cookie.
#[utoipa::path(post, path = "/console/login", tag = "console", request_body = Login, security(()),
    responses((status = 200, body = ConsoleLogin)))]
pub(super) async fn log_in(
    State(context): State<Context>,
    Extension(ClientAddr(address)): Extension<ClientAddr>,
    headers: HeaderMap,
    Body(body): Body<Login>,
) -> Result<LoggedIn, Refused> {
    // A page of somebody else must not log a person in as somebody else. Programs send no origin.
    if headers.contains_key(header::ORIGIN) && !Origins::is_own_page(&headers) {
        return Err(ErrorCode::OriginRefused.into());
    }
    let grant = by_password(&context, address, &body).await?;
    Ok(logged_in(&context, &grant)?)
}

/// Exchanges the cookie for a new access token, and for a new cookie. The cookie just replaced leads to the same for
/// half a minute: two tabs may ask at once.
#[utoipa::path(post, path = "/console/refresh", tag = "console", security(()),
    params(("x-liaison-console" = String, Header, description = "`1`")),
    responses((status = 200, body = ConsoleLogin)))]
pub(super) async fn refresh(State(context): State<Context>, headers: HeaderMap) -> Result<LoggedIn, Refused> {
    must_be_console(&headers)?;
    let token = cookie(&headers).ok_or(ErrorCode::TokenMissing)?;
    let grant = logins::refresh(context.app(), token, Replaced::LeadsOn).await?;
    Ok(logged_in(&context, &grant)?)
}

/// Ends the login of the cookie. Its tokens no longer count and its connections are cut.
#[utoipa::path(post, path = "/console/logout", tag = "console", security(()),
    params(("x-liaison-console" = String, Header, description = "`1`")), responses((status = 204)))]
pub(super) async fn log_out(
    State(context): State<Context>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refused> {
    must_be_console(&headers)?;
    if let Some(token) = cookie(&headers) {
        logins::log_out_by_token(context.app(), token).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, set_cookie("", 0)?)])))
}

fn must_be_console(headers: &HeaderMap) -> Result<()> {
    if headers.get(HEADER).is_some_and(|value| value == "1") && Origins::is_own_page(headers) {
        Ok(())
    } else {
        Err(Error::with_message(ErrorCode::OriginRefused, "only the console may use its cookie"))
    }
}

fn logged_in(context: &Context, grant: &LoginGrant) -> Result<LoggedIn> {
    let minted = mint(context, &grant.identity)?;
    let cookie = set_cookie(&grant.refresh_token, logins::lifetime().as_secs())?;
    let answer = ConsoleLogin {
        access_token: minted.token,
        expires_in: minted.expires_in,
        user: grant.identity.person(),
    };
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(answer)))
}

fn set_cookie(token: &str, seconds: u64) -> Result<HeaderValue> {
    let text = format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict");
    let mut value = HeaderValue::from_str(&text).map_err(Error::internal)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The refresh token in the cookie.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| {
            (name == COOKIE && !value.is_empty() && value.len() <= 200).then_some(value)
        })
}
