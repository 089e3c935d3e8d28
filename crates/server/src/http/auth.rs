//! Coming in: login, refresh, logout, widget sessions.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    actor::{Actor, Identity},
    error::{Error, Result},
    logins::commands::{self as logins, Replaced, Session},
    people::commands as people,
};
use liaison_protocol::{
    auth::{LoggedIn, Login, Refresh, StartWidgetSession, WidgetSession},
    ids::LoginId,
};
use uuid::Uuid;

use super::{
    Context,
    answer::Answer,
    extract::{Body, Caller},
};
use crate::{
    auth::own::{Bearer, Minted},
    identify::{refusal, subject},
};

/// Logs in with e-mail and password.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = Login, security(()),
    responses((status = 200, body = LoggedIn)))]
pub(super) async fn login(State(context): State<Context>, Body(body): Body<Login>) -> Answer<LoggedIn> {
    Ok(Json(logged_in(&context, logins::log_in(context.app(), &body.email, &body.password).await?)?))
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

/// Gives a visitor a token. With `identity`, a token that the host signed, the visitor becomes that person.
#[utoipa::path(post, path = "/widget/session", tag = "auth", request_body = StartWidgetSession, security(()),
    responses((status = 200, body = WidgetSession)))]
pub(super) async fn start_widget_session(
    State(context): State<Context>,
    Body(body): Body<StartWidgetSession>,
) -> Answer<WidgetSession> {
    let identity = match &body.identity {
        Some(token) => {
            let claims = context.verifier().verify_host_identity(token).await.map_err(refusal)?;
            people::identify(context.app(), &subject(people::HOST, &claims)?).await?
        }
        None => people::create_visitor(context.app(), body.name.as_deref()).await?,
    };
    let minted = mint(&context, &identity)?;
    Ok(Json(WidgetSession {
        access_token: minted.token,
        expires_in: minted.expires_in,
        user: identity.person(),
    }))
}

fn logged_in(context: &Context, session: Session) -> Result<LoggedIn> {
    let minted = mint(context, &session.identity)?;
    Ok(LoggedIn {
        access_token: minted.token,
        refresh_token: session.refresh_token,
        expires_in: minted.expires_in,
        user: session.identity.person(),
    })
}

/// An own access token for somebody.
pub(super) fn mint(context: &Context, identity: &Identity) -> Result<Minted> {
    let sid = identity.login.map_or(Uuid::nil(), |LoginId(id)| id);
    let bearer = Bearer { sid, person_id: identity.id.0 };
    // A visitor has nothing to refresh with, so the token lasts as long as the visitor is remembered.
    let minted = if identity.kind == liaison_protocol::side::UserType::Visitor {
        context.verifier().own().mint_for_visitor(bearer)
    } else {
        context.verifier().own().mint(bearer)
    };
    minted.map_err(Error::internal)
}

/// The same for a caller.
pub(super) fn mint_for(context: &Context, actor: &Actor) -> Result<Minted> {
    mint(context, actor.person()?)
}
