//! Coming in: login, refresh, logout, widget sessions.

use std::net::IpAddr;

use axum::{
    Json,
    extract::{Extension, State},
    http::StatusCode,
};
use liaison_domain::{
    actor::Identity,
    error::{Error, Result},
    logins::{
        attempts::Limits,
        commands::{self as logins, Credentials, LoginGrant, Replaced},
    },
    people::commands as people,
};
use liaison_protocol::{
    auth::{LoggedIn, Login, Refresh, StartWidgetSession, WidgetSession},
    error_code::ErrorCode,
    ids::LoginId,
    side::UserType,
};
use uuid::Uuid;

use super::{
    Context,
    answer::Answer,
    extract::{Body, Caller},
};
use crate::{
    auth::own::{Bearer, Bounds, Lasting, Minted},
    identify::{TokenTimes, refusal, subject},
    listener::{ClientAddr, permits::network},
};

/// Logs in with e-mail and password.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = Login, security(()),
    responses((status = 200, body = LoggedIn)))]
pub(super) async fn login(
    State(context): State<Context>,
    Extension(ClientAddr(address)): Extension<ClientAddr>,
    Body(body): Body<Login>,
) -> Answer<LoggedIn> {
    Ok(Json(logged_in(&context, by_password(&context, address, &body).await?)?))
}

/// Exchanges a refresh token for new tokens. Each is good once.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = Refresh, security(()),
    responses((status = 200, body = LoggedIn)))]
pub(super) async fn refresh(State(context): State<Context>, Body(body): Body<Refresh>) -> Answer<LoggedIn> {
    Ok(Json(logged_in(
        &context,
        logins::refresh(context.app(), &body.refresh_token, Replaced::EndsTheLogin).await?,
    )?))
}

/// Ends the caller's login. Its tokens no longer count and its connections are cut.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", responses((status = 204)))]
pub(super) async fn logout(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Result<StatusCode, super::Refused> {
    logins::log_out(context.app(), &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a visitor a token. With `identity`, a token that the host signed, the visitor becomes that person, until
/// `identity` expires.
#[utoipa::path(post, path = "/widget/session", tag = "auth", request_body = StartWidgetSession, security(()),
    responses((status = 200, body = WidgetSession)))]
pub(super) async fn start_widget_session(
    State(context): State<Context>,
    Body(body): Body<StartWidgetSession>,
) -> Answer<WidgetSession> {
    let (identity, bounds) = match &body.identity {
        Some(token) => {
            let claims = context.verifier().verify_host_identity(token).await.map_err(refusal)?;
            let identity = people::identify(context.app(), &subject(people::HOST, &claims)?).await?;
            (identity, TokenTimes::from(&claims).bounds())
        }
        None => (people::create_visitor(context.app(), body.name.as_deref()).await?, Bounds::NONE),
    };
    let minted = mint_within(&context, &identity, bounds)?;
    Ok(Json(WidgetSession {
        access_token: minted.token,
        expires_in: minted.expires_in,
        user: identity.person(),
    }))
}

fn logged_in(context: &Context, grant: LoginGrant) -> Result<LoggedIn> {
    let minted = mint(context, &grant.identity)?;
    Ok(LoggedIn {
        access_token: minted.token,
        refresh_token: grant.refresh_token,
        expires_in: minted.expires_in,
        user: grant.identity.person(),
    })
}

/// Logs somebody in by password: a few at a time of each network, and not too many wrong ones.
pub(super) async fn by_password(context: &Context, address: IpAddr, body: &Login) -> Result<LoginGrant> {
    let network = network(address);
    let under_way = context.logins_at_once().enter(network)?;
    let _turn = under_way.turn().await;
    let credentials =
        Credentials { email: &body.email, password: &body.password, network: &network.to_string() };
    let limits = &context.config().limits;
    let limits = Limits {
        per_account: limits.wrong_passwords_per_account,
        per_network: limits.wrong_passwords_per_address,
    };
    logins::log_in(context.app(), &credentials, limits).await
}

/// An own access token for somebody who has just logged in.
pub(super) fn mint(context: &Context, identity: &Identity) -> Result<Minted> {
    mint_within(context, identity, Bounds::NONE)
}

/// The same in exchange for a token, within the times of that one.
pub(super) fn mint_within(context: &Context, identity: &Identity, bounds: Bounds) -> Result<Minted> {
    let sid = identity.login.map_or(Uuid::nil(), |LoginId(id)| id);
    let lasting = match identity.kind {
        UserType::Visitor => Lasting::Visitor,
        _ => Lasting::Login,
    };
    let bearer = Bearer { sid, person_id: identity.id.0 };
    let minted = context.verifier().own().mint_within(bearer, lasting, bounds).map_err(Error::internal)?;
    // The leeway of a token that has ended serves clocks, it does not make new tokens.
    if minted.expires_in == 0 { Err(ErrorCode::TokenExpired.into()) } else { Ok(minted) }
}
