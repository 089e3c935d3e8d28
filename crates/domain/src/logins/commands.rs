//! A login is one family of refresh tokens. Each is good once; a used one that comes back means theft and ends the
//! whole family (RFC 9700, 4.14.2).

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::{LoginId, PersonId},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, Select,
    sea_query::Expr,
};
use serde_json::json;

use super::{
    ahead::{self, TokenTimes},
    attempts::{self, Counted, Limits},
    entity,
};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    db::Tx,
    digest,
    error::{Error, Result},
    event::{Audience, PersonEvent},
    people, text_field,
};

/// How long a login lasts without being used.
const LIFETIME: Duration = Duration::days(30);

/// A valid login: the person, and the current refresh token.
pub struct LoginGrant {
    /// Who logged in; the login's id is in it.
    pub identity: Identity,
    /// Returned only once.
    pub refresh_token: String,
}

/// What a person logs in with.
pub struct Credentials<'a> {
    /// The e-mail, as it was typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The network that the request came from.
    pub network: &'a str,
}

/// Logs in with e-mail and password. Whether there is such an account changes neither the answer nor the work that is
/// done for it, also where there are too many attempts or too many at once.
pub async fn log_in(app: &App, credentials: &Credentials<'_>, limits: Limits) -> Result<LoginGrant> {
    let Credentials { email, password, network } = credentials;
    let place = app.hashing().place()?;
    let email = text_field::normal_email(email);
    let counted = attempts::count(app, &email, network, limits).await?;
    let person = people::staff::by_email(app.db().read(), &email).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.as_deref());
    let fits = people::password::fits(place, password, hash).await?;
    let person = person.filter(|_| fits).ok_or(ErrorCode::LoginFailed)?;
    if !person.active {
        return Err(ErrorCode::PersonDeactivated.into());
    }
    begin(app, person, Some(counted)).await
}

/// Begins a login of a member of staff by e-mail alone: for the command line, whose user may read the keys anyway.
pub async fn begin_by_email(app: &App, email: &str) -> Result<LoginGrant> {
    let person = people::staff::by_email(app.db().read(), email).await?;
    let person = person.filter(|person| person.active).ok_or_else(Error::not_found)?;
    begin(app, person, None).await
}

/// Starts a login that was authorised elsewhere: by password, or on the command line.
async fn begin(app: &App, person: people::entity::Model, counted: Option<Counted>) -> Result<LoginGrant> {
    let tx = app.begin().await?;
    if let Some(counted) = counted {
        counted.take_back(&tx).await?;
    }
    let (id, refresh_token) = (LoginId(app.new_id()), new_refresh_token());
    let row = entity::ActiveModel {
        id: Set(id.0),
        person_id: Set(person.id),
        refresh_hash: Set(hash(&refresh_token)),
        previous_refresh_hash: Set(None),
        rotation: Set(None),
        rotated_at: Set(None),
        created_at: Set(tx.now()),
        expires_at: Set(tx.now() + LIFETIME),
        revoked_at: Set(None),
    };
    row.insert(tx.conn()).await?;
    let identity = people::queries::identity_of(tx.conn(), person, Some(id)).await?;
    let actor = Actor::Person(Arc::new(identity.clone()));
    let act = Act {
        action: ActivityAction::Login,
        subject: (ActivitySubject::Login, &id.to_string()),
        details: json!({}),
    };
    activity::record(&tx, &actor, act).await?;
    tx.commit().await?;
    Ok(LoginGrant { identity, refresh_token })
}

/// How long the token just replaced leads to the one that replaced it, where [`Replaced::LeadsOn`].
const GRACE: Duration = Duration::seconds(30);

/// What a replaced refresh token still does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// Its use means theft.
    EndsTheLogin,
    /// For a moment it leads to the one that replaced it: tabs of one browser share a cookie and may refresh at once.
    LeadsOn,
}

/// Exchanges a refresh token for a new one.
pub async fn refresh(app: &App, token: &str, replaced: Replaced) -> Result<LoginGrant> {
    match exchange(app, token, replaced).await? {
        Some(grant) => Ok(grant),
        // Another call with the same token was faster: now it is the one just replaced.
        None if replaced == Replaced::LeadsOn => {
            exchange(app, token, replaced).await?.ok_or_else(|| ErrorCode::TokenInvalid.into())
        }
        None => Err(ErrorCode::TokenInvalid.into()),
    }
}

/// One try; `None` when another call exchanged the same token meanwhile.
async fn exchange(app: &App, token: &str, replaced: Replaced) -> Result<Option<LoginGrant>> {
    let refused = || Error::new(ErrorCode::TokenInvalid);
    let mut tx = app.begin().await?;
    let hash_now = hash(token);
    let row = of_token(&hash_now).one(tx.conn()).await?.ok_or_else(refused)?;
    if row.revoked_at.is_some() || row.expires_at <= tx.now() {
        return Err(refused());
    }
    let (id, person_id) = (LoginId(row.id), PersonId(row.person_id));
    if row.refresh_hash != hash_now {
        if replaced == Replaced::LeadsOn
            && let Some(refresh_token) = replacement_of(token, &row, tx.now())
        {
            // Its connection first: on PostgreSQL whoever reads while holding one may wait for each other.
            drop(tx);
            let identity = people::commands::by_id(app, person_id, Some(id)).await?;
            return Ok(Some(LoginGrant { identity, refresh_token }));
        }
        end(&mut tx, id, person_id).await?;
        tx.commit().await?;
        return Err(refused());
    }
    let rotation = new_refresh_token();
    let refresh_token = next_refresh_token(token, &rotation);
    // The old hash is part of the condition: of two calls at once one wins.
    let changed = entity::Entity::update_many()
        .col_expr(entity::Column::RefreshHash, Expr::value(hash(&refresh_token)))
        .col_expr(entity::Column::PreviousRefreshHash, Expr::value(Some(hash_now.clone())))
        .col_expr(entity::Column::Rotation, Expr::value(Some(rotation)))
        .col_expr(entity::Column::RotatedAt, Expr::value(Some(tx.now())))
        .col_expr(entity::Column::ExpiresAt, Expr::value(tx.now() + LIFETIME))
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::RefreshHash.eq(hash_now))
        .exec(tx.conn())
        .await?;
    if changed.rows_affected != 1 {
        return Ok(None);
    }
    tx.commit().await?;
    let identity = people::commands::by_id(app, person_id, Some(id)).await?;
    Ok(Some(LoginGrant { identity, refresh_token }))
}

/// The login that a refresh token belongs to, also one just replaced.
fn of_token(hash: &str) -> Select<entity::Entity> {
    entity::Entity::find().filter(
        Condition::any()
            .add(entity::Column::RefreshHash.eq(hash))
            .add(entity::Column::PreviousRefreshHash.eq(hash)),
    )
}

/// The good token of a login, for who holds the one it replaced a moment ago.
fn replacement_of(token: &str, row: &entity::Model, now: DateTime<Utc>) -> Option<String> {
    let (rotation, at) = (row.rotation.as_deref()?, row.rotated_at?);
    let next = next_refresh_token(token, rotation);
    (now - at <= GRACE && hash(&next) == row.refresh_hash).then_some(next)
}

/// Ends the login of a refresh token, also of one just replaced. A token that no longer means anything has no login
/// to end.
pub async fn log_out_by_token(app: &App, token: &str) -> Result<()> {
    let mut tx = app.begin().await?;
    let row = of_token(&hash(token)).filter(entity::Column::RevokedAt.is_null()).one(tx.conn()).await?;
    let Some(row) = row else { return Ok(()) };
    end(&mut tx, LoginId(row.id), PersonId(row.person_id)).await?;
    tx.commit().await
}

/// Ends the caller's own login: its tokens no longer count, its connections are cut.
pub async fn log_out(app: &App, actor: &Actor) -> Result<()> {
    let identity = actor.person()?;
    let mut tx = app.begin().await?;
    match identity.login {
        Some(login) => end(&mut tx, login, identity.id).await?,
        // A host's token cannot be taken back one by one: from now on older ones do not count.
        None => {
            refuse_older_tokens(&tx, identity.id).await?;
            cut(&mut tx, identity.id).await?;
        }
    }
    tx.commit().await
}

/// Tokens of somebody that were issued until now do not count any more, inside a transaction. Tokens tell whole
/// seconds: one that is issued later within this second does not count either.
pub(crate) async fn refuse_older_tokens(tx: &Tx, person: PersonId) -> Result<()> {
    people::entity::Entity::update_many()
        .col_expr(
            people::entity::Column::TokensValidFrom,
            Expr::value(people::commands::tokens_valid_after(tx.now())),
        )
        .filter(people::entity::Column::Id.eq(person.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

async fn end(tx: &mut Tx, login: LoginId, person: PersonId) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::RevokedAt, Expr::value(Some(tx.now())))
        .filter(entity::Column::Id.eq(login.0))
        .exec(tx.conn())
        .await?;
    let at = tx.now();
    tx.emit(PersonEvent::Revoked { person, login: Some(login), at }, Audience::default());
    Ok(())
}

/// Cuts all connections of somebody on every node when the transaction commits. The row is for nodes that the event
/// does not reach; see [`super::watch`].
pub(crate) async fn cut(tx: &mut Tx, person: PersonId) -> Result<()> {
    let at = tx.now();
    people::entity::Entity::update_many()
        .col_expr(people::entity::Column::CutAt, Expr::value(Some(at)))
        .filter(people::entity::Column::Id.eq(person.0))
        .exec(tx.conn())
        .await?;
    tx.emit(PersonEvent::Revoked { person, login: None, at }, Audience::default());
    Ok(())
}

/// Ends all logins of somebody, inside a transaction.
pub(crate) async fn revoke_all(tx: &Tx, person: PersonId) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::RevokedAt, Expr::value(Some(tx.now())))
        .filter(entity::Column::PersonId.eq(person.0))
        .filter(entity::Column::RevokedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The person behind an own access token, when its login still holds. A token without a login, as a host's user or a
/// visitor has it, holds unless it is older than a revocation.
pub async fn identify(
    app: &App,
    person: PersonId,
    login: Option<LoginId>,
    token: TokenTimes,
) -> Result<Identity> {
    let read = app.db().read();
    let row = people::entity::Entity::find_by_id(person.0).one(read).await?.ok_or(ErrorCode::TokenInvalid)?;
    let holds = match login {
        Some(login) => entity::Entity::find_by_id(login.0).one(read).await?.is_some_and(|row| {
            row.revoked_at.is_none() && row.person_id == person.0 && row.expires_at > app.now()
        }),
        // Also of somebody who is deactivated: when a token was first shown matters later.
        None => ahead::counts(app, &row, token).await?,
    };
    if !row.active {
        return Err(ErrorCode::PersonDeactivated.into());
    }
    if !holds {
        return Err(ErrorCode::TokenInvalid.into());
    }
    people::queries::identity_of(read, row, login).await
}

/// How long the cookie of a login is to be kept.
pub fn lifetime() -> std::time::Duration {
    LIFETIME.to_std().unwrap_or_default()
}

/// 256 random bits.
fn new_refresh_token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// The token after another one. Only who holds that one can make it, and only with what the login's row has: so the
/// server keeps no token, and can still give the same one again.
fn next_refresh_token(token: &str, rotation: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest::of_parts(&["liaison refresh", token, rotation]))
}

/// What is stored of a token. It has 256 random bits, so it needs no slow hash.
pub(crate) fn hash(token: &str) -> String {
    digest::of(token)
}
