//! How people come into being: named in an order, or by a token of an issuer that is trusted.

use chrono::SubsecRound as _;
use liaison_protocol::{error_code::ErrorCode, ids::PersonId, order::Party, side::UserType};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    SqlErr, sea_query::OnConflict,
};

use super::{entity, queries};
use crate::{
    actor::Identity,
    app::App,
    db::{Stored, Tx},
    display_name::{self, MAX_OF_PERSON},
    error::{Error, Result},
    logins::ahead::{self, TokenTimes},
    masked, text_field,
};

/// The issuer of people the host named in its API, or signed a token for.
pub const HOST: &str = "host";
/// The issuer of people who were created here to work here.
pub const STAFF: &str = "staff";
/// The issuer of people who are not logged in.
pub const VISITOR: &str = "visitor";

/// Characters of an external id at most.
pub(crate) const MAX_EXTERNAL_ID: usize = 200;

/// Finds or creates a party of an order, inside its transaction. The host's newest name and e-mail hold.
pub(crate) async fn upsert_party(
    app: &App,
    tx: &Tx,
    field: &str,
    party: &Party,
    kind: UserType,
) -> Result<entity::Model> {
    let external_id = party.external_id.clone();
    let name = display_name::required(&format!("{field}.name"), &party.name, MAX_OF_PERSON)?;
    let name = masked::text(app, &name);
    let email = match party.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) {
        Some(email) => Some(text_field::email(&format!("{field}.email"), email)?),
        None => None,
    };
    let mut known = by_external_id(tx.conn(), HOST, &external_id).await?;
    if known.is_none() {
        text_field::identifier(&format!("{field}.external_id"), &external_id, MAX_EXTERNAL_ID)?;
        // Another order may name the same new person at this moment: whoever is second waits and takes the first's.
        let row = new_row(tx.now(), HOST, Some(external_id.clone()), kind, name.clone(), email.clone());
        let inserted = entity::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([entity::Column::Issuer, entity::Column::ExternalId])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(tx.conn())
            .await;
        match inserted {
            Ok(_) | Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error.into()),
        }
        known = by_external_id(tx.conn(), HOST, &external_id).await?;
    }
    let row = known.ok_or_else(|| Error::internal("a person vanished"))?;
    if row.kind != Stored(kind) {
        return Err(Error::new(ErrorCode::PersonKindMismatch).details(serde_json::json!({ "field": field })));
    }
    if row.name == name && (email.is_none() || row.email == email) {
        return Ok(row);
    }
    let mut change: entity::ActiveModel = row.into();
    change.name = Set(name);
    if email.is_some() {
        change.email = Set(email);
    }
    change.updated_at = Set(tx.now());
    Ok(change.update(tx.conn()).await?)
}

/// What a trusted token says of its subject.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Who vouches: [`HOST`] or the issuer's address.
    pub issuer: String,
    /// The issuer's own id.
    pub external_id: String,
    /// What kind of person; never staff.
    pub kind: UserType,
    /// The display name.
    pub name: Option<String>,
    /// The e-mail.
    pub email: Option<String>,
    /// The times of the token: older than a revocation, it does not count.
    pub token: TokenTimes,
}

/// The person a trusted token stands for; an unknown subject becomes a person.
pub async fn identify(app: &App, subject: &Subject) -> Result<Identity> {
    if subject.kind.is_staff() {
        return Err(ErrorCode::TokenInvalid.into());
    }
    let read = app.db().read();
    let row = match by_external_id(read, &subject.issuer, &subject.external_id).await? {
        Some(row) => row,
        None => create_subject(app, subject).await?,
    };
    if row.kind != Stored(subject.kind) {
        return Err(Error::with_message(
            ErrorCode::TokenInvalid,
            "the token's user_type does not match the person",
        ));
    }
    // Also of somebody who is deactivated: when a token was first shown matters later.
    let counts = ahead::counts(app, &row, subject.token).await?;
    if !row.active {
        return Err(ErrorCode::PersonDeactivated.into());
    }
    if !counts {
        return Err(ErrorCode::TokenInvalid.into());
    }
    queries::identity_of(read, row, None).await
}

/// From when on tokens count after a revocation: the next whole second.
pub(crate) fn tokens_valid_after(now: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::Utc> {
    now.trunc_subsecs(0) + chrono::Duration::seconds(1)
}

async fn create_subject(app: &App, subject: &Subject) -> Result<entity::Model> {
    let external_id = text_field::identifier("sub", &subject.external_id, MAX_EXTERNAL_ID)
        .map_err(|refused| Error::with_message(ErrorCode::TokenInvalid, refused.body().message))?;
    // A name that is none must not keep anybody out.
    let name = subject.name.as_deref().and_then(display_name::normalised);
    let name = name.map_or_else(|| subject.kind.to_string(), |name| masked::text(app, &name));
    let email = subject.email.as_deref().and_then(|email| text_field::email("email", email).ok());
    let tx = app.begin().await?;
    let made =
        insert(tx.conn(), tx.now(), &subject.issuer, Some(external_id), subject.kind, name, email).await;
    match made {
        Ok(row) => tx.commit().await.map(|()| row),
        // Two first calls at once: the other one was faster.
        Err(error) if error.code() == ErrorCode::Conflict => {
            drop(tx);
            by_external_id(app.db().read(), &subject.issuer, &subject.external_id).await?.ok_or(error)
        }
        Err(error) => Err(error),
    }
}

/// Creates a visitor: somebody without a name of proof.
pub async fn create_visitor(app: &App, name: Option<&str>) -> Result<Identity> {
    let name = display_name::of_visitor("name", name)?;
    let name = name.map_or_else(|| "Visitor".to_owned(), |name| masked::text(app, &name));
    let tx = app.begin().await?;
    let row = insert(tx.conn(), tx.now(), VISITOR, None, UserType::Visitor, name, None).await?;
    tx.commit().await?;
    queries::identity_of(app.db().read(), row, None).await
}

pub(crate) async fn by_external_id(
    conn: &impl ConnectionTrait,
    issuer: &str,
    external_id: &str,
) -> Result<Option<entity::Model>> {
    // Nobody has such an id, and PostgreSQL fails on the question.
    if external_id.contains('\0') {
        return Ok(None);
    }
    Ok(entity::Entity::find()
        .filter(entity::Column::Issuer.eq(issuer))
        .filter(entity::Column::ExternalId.eq(external_id))
        .one(conn)
        .await?)
}

/// Stores a new person. 409 when issuer and external id, or the e-mail of staff, are taken.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    now: chrono::DateTime<chrono::Utc>,
    issuer: &str,
    external_id: Option<String>,
    kind: UserType,
    name: String,
    email: Option<String>,
) -> Result<entity::Model> {
    let row = new_row(now, issuer, external_id, kind, name, email);
    row.insert(conn).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::new(ErrorCode::Conflict),
        _ => error.into(),
    })
}

fn new_row(
    now: chrono::DateTime<chrono::Utc>,
    issuer: &str,
    external_id: Option<String>,
    kind: UserType,
    name: String,
    email: Option<String>,
) -> entity::ActiveModel {
    entity::ActiveModel {
        kind: Set(Stored(kind)),
        issuer: Set(issuer.to_owned()),
        external_id: Set(external_id),
        name: Set(name),
        email: Set(email),
        password_hash: Set(None),
        active: Set(true),
        // A token older than its person must count: the person came into being because of it.
        tokens_valid_from: Set(chrono::DateTime::UNIX_EPOCH),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// The active person of that id, as own tokens name one.
pub async fn by_id(
    app: &App,
    id: PersonId,
    login: Option<liaison_protocol::ids::LoginId>,
) -> Result<Identity> {
    let read = app.db().read();
    let row = entity::Entity::find_by_id(id.0).one(read).await?.ok_or(ErrorCode::TokenInvalid)?;
    if !row.active {
        return Err(ErrorCode::PersonDeactivated.into());
    }
    queries::identity_of(read, row, login).await
}
