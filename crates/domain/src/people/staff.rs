//! Staff: who works here, in which role, with which capacity.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::PersonId,
    side::UserType,
    staff::{AgentStatus, CreateStaff, PatchStaff},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};

use serde_json::{Value, json};

use super::{
    access::{self, WayIn},
    commands, entity, password, staff_entity,
};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::{Stored, Tx},
    display_name::{self, MAX_OF_PERSON},
    error::{Error, Result},
    facts::spans,
    happened::Happened,
    logins, masked, text_field,
};

/// A member of staff, and the person behind.
pub(crate) type Member = (staff_entity::Model, entity::Model);

/// All active staff with their person.
pub(crate) async fn active(conn: &impl ConnectionTrait) -> Result<Vec<Member>> {
    with_people(conn, entity::Column::Active.eq(true)).await
}

async fn with_people(conn: &impl ConnectionTrait, which: sea_orm::sea_query::Expr) -> Result<Vec<Member>> {
    let people = entity::Entity::find()
        .filter(entity::Column::Issuer.eq(commands::STAFF))
        .filter(which)
        .order_by_asc(entity::Column::Id)
        .all(conn)
        .await?;
    let mut staff: std::collections::HashMap<i64, staff_entity::Model> = staff_entity::Entity::find()
        .filter(staff_entity::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .all(conn)
        .await?
        .into_iter()
        .map(|row| (row.person_id, row))
        .collect();
    Ok(people.into_iter().filter_map(|person| Some((staff.remove(&person.id)?, person))).collect())
}

/// Adds a member of staff.
pub async fn create(app: &App, actor: &Actor, command: CreateStaff) -> Result<PersonId> {
    let role = UserType::from(command.role);
    access::may_manage(actor, role)?;
    access::may_empower(
        actor,
        role,
        if command.password.is_some() { WayIn::Given } else { WayIn::Unchanged },
    )?;
    let name = masked::text(app, &display_name::required("name", &command.name, MAX_OF_PERSON)?);
    let email = text_field::normal_email(&text_field::email("email", &command.email)?);
    let team = check_team(app, command.team.as_deref())?;
    let skills = check_skills(app, command.skills)?;
    let capacity = check_capacity(command.capacity.unwrap_or_else(|| app.workspace().default_capacity))?;
    let password_hash = match &command.password {
        Some(password) => Some(password::hash(app.hashing(), password).await?),
        None => None,
    };
    let tx = app.begin().await?;
    if by_email(tx.conn(), &email).await?.is_some() {
        return Err(ErrorCode::EmailTaken.into());
    }
    let person =
        commands::insert(tx.conn(), tx.now(), commands::STAFF, None, role, name, Some(email)).await?;
    let id = person.id;
    let mut person: entity::ActiveModel = person.into();
    person.password_hash = Set(password_hash);
    person.update(tx.conn()).await?;
    staff_entity::Entity::insert(staff_entity::ActiveModel {
        person_id: Set(id),
        team: Set(team),
        skills: Set(serde_json::to_value(skills).map_err(Error::internal)?),
        capacity: Set(capacity),
        agent_status: Set(Stored(AgentStatus::Offline)),
        last_online_at: Set(None),
        last_assigned_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    let act = Act {
        action: ActivityAction::StaffCreated,
        subject: (ActivitySubject::Staff, &id.to_string()),
        details: json!({ "role": role }),
    };
    activity::record(&tx, actor, act).await?;
    tx.commit().await?;
    Ok(PersonId(id))
}

/// Changes a member of staff. A new role, password or deactivation ends what the old one allowed, at once.
pub async fn patch(app: &App, actor: &Actor, id: PersonId, command: PatchStaff) -> Result<()> {
    access::manages_staff(actor)?;
    let gives_a_way_in = command.password.is_some() || command.active == Some(true) || command.role.is_some();
    if gives_a_way_in {
        // Before a password is hashed; the role that the person has is looked at below.
        let role = command.role.map_or(UserType::Agent, UserType::from);
        access::may_empower(actor, role, WayIn::Given)?;
    }
    let password_hash = match &command.password {
        Some(password) => Some(password::hash(app.hashing(), password).await?),
        None => None,
    };
    let changed = masked::value(app, changed(&command)?);
    let mut tx = app.begin().await?;
    let leaves = command.active == Some(false);
    app.react(&mut tx, actor, Happened::StaffChanging).await?;
    let (staff, person) = find(tx.conn(), id).await?;
    let old_role = person.kind.0;
    access::may_manage(actor, old_role)?;
    // Whoever is above agent is not changed by a key that could not make them either.
    access::may_empower(actor, old_role, WayIn::Unchanged)?;
    let new_role = command.role.map(UserType::from);
    if let Some(role) = new_role {
        access::may_manage(actor, role)?;
    }
    let loses_power = new_role.is_some_and(|role| role != old_role) || leaves;
    if old_role == UserType::SuperAdmin && loses_power && person.active {
        keep_one_super_admin(&tx, id).await?;
    }
    let mut staff: staff_entity::ActiveModel = staff.into();
    let mut person: entity::ActiveModel = person.into();
    if let Some(name) = &command.name {
        person.name = Set(masked::text(app, &display_name::required("name", name, MAX_OF_PERSON)?));
    }
    if let Some(role) = new_role {
        person.kind = Set(Stored(role));
    }
    if let Some(hash) = password_hash {
        person.password_hash = Set(Some(hash));
    }
    if let Some(active) = command.active {
        person.active = Set(active);
    }
    if let Some(team) = &command.team {
        staff.team = Set(check_team(app, Some(team))?);
    }
    if let Some(skills) = command.skills {
        staff.skills = Set(serde_json::to_value(check_skills(app, skills)?).map_err(Error::internal)?);
    }
    if let Some(capacity) = command.capacity {
        staff.capacity = Set(check_capacity(capacity)?);
    }
    let cuts = loses_power || command.password.is_some() || command.team.is_some();
    if loses_power || command.password.is_some() {
        person.tokens_valid_from = Set(commands::tokens_valid_after(tx.now()));
        logins::commands::revoke_all(&tx, id).await?;
    }
    if leaves {
        staff.agent_status = Set(Stored(AgentStatus::Offline));
        spans::status(&tx, id, AgentStatus::Offline).await?;
    }
    person.updated_at = Set(tx.now());
    person.update(tx.conn()).await?;
    staff.update(tx.conn()).await?;
    if leaves {
        app.react(&mut tx, actor, Happened::StaffLeaves { person: id }).await?;
    }
    app.react(&mut tx, actor, Happened::StaffChanged).await?;
    if cuts {
        logins::commands::cut(&mut tx, id).await?;
    }
    let act = Act {
        action: ActivityAction::StaffChanged,
        subject: (ActivitySubject::Staff, &id.to_string()),
        details: changed,
    };
    activity::record(&tx, actor, act).await?;
    tx.commit().await
}

/// What a change names; of a password only that there is a new one.
fn changed(command: &PatchStaff) -> Result<Value> {
    let mut named = serde_json::to_value(command).map_err(Error::internal)?;
    if let Some(password) = named.get_mut("password") {
        *password = json!("changed");
    }
    Ok(named)
}

/// Deactivates a member of staff. What was written stays; open tickets go to others by the rule.
pub async fn deactivate(app: &App, actor: &Actor, id: PersonId) -> Result<()> {
    patch(app, actor, id, PatchStaff { active: Some(false), ..PatchStaff::default() }).await
}

/// A member of staff and the person behind, active or not; 404 when there is none of that id.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: PersonId) -> Result<Member> {
    with_people(conn, entity::Column::Id.eq(id.0)).await?.pop().ok_or_else(Error::not_found)
}

/// All staff with their person, for those who manage them.
pub(crate) async fn all(conn: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Member>> {
    access::manages_staff(actor)?;
    with_people(conn, Expr::value(1).eq(1)).await
}

/// All active staff with their person, for their colleagues.
pub(crate) async fn colleagues(conn: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Member>> {
    access::sees_colleagues(actor)?;
    active(conn).await
}

/// Writes down inside a transaction what a member of staff says of their availability.
pub(crate) async fn set_status(tx: &Tx, PersonId(person): PersonId, status: AgentStatus) -> Result<()> {
    staff_entity::Entity::update_many()
        .col_expr(staff_entity::Column::AgentStatus, Expr::value(status.as_str()))
        .filter(staff_entity::Column::PersonId.eq(person))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Notes inside a transaction that somebody was given work.
pub(crate) async fn note_assigned(tx: &Tx, PersonId(person): PersonId) -> Result<()> {
    staff_entity::Entity::update_many()
        .col_expr(staff_entity::Column::LastAssignedAt, Expr::value(Some(tx.now())))
        .filter(staff_entity::Column::PersonId.eq(person))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The member of staff who logs in with that e-mail, active or not, however the address is spelled.
pub(crate) async fn by_email(conn: &impl ConnectionTrait, email: &str) -> Result<Option<entity::Model>> {
    // Nobody has such an address, and PostgreSQL fails on the question.
    if email.contains('\0') {
        return Ok(None);
    }
    // Addresses that were stored before they were normalised may have capital letters.
    let stored = Func::lower(Expr::col(entity::Column::Email));
    Ok(entity::Entity::find()
        .filter(entity::Column::Issuer.eq(commands::STAFF))
        .filter(Expr::expr(stored).eq(text_field::normal_email(email)))
        .one(conn)
        .await?)
}

async fn keep_one_super_admin(tx: &Tx, except: PersonId) -> Result<()> {
    let query = entity::Entity::find()
        .filter(entity::Column::Kind.eq(UserType::SuperAdmin.as_str()))
        .filter(entity::Column::Active.eq(true))
        .order_by_asc(entity::Column::Id);
    // All of them are locked, in one order: two who take each other's power at once would both see the other one.
    let query = match tx.conn().get_database_backend() {
        DbBackend::Postgres => query.lock_exclusive(),
        _ => query,
    };
    let others = query.all(tx.conn()).await?.iter().filter(|person| person.id != except.0).count();
    if others > 0 {
        Ok(())
    } else {
        Err(Error::with_message(ErrorCode::Conflict, "the last super admin cannot be removed"))
    }
}

fn check_team(app: &App, team: Option<&str>) -> Result<Option<String>> {
    Ok(display_name::optional("team", team, 100)?.map(|team| masked::text(app, &team)))
}

fn check_skills(app: &App, skills: Vec<String>) -> Result<Vec<String>> {
    if skills.len() > 50 {
        return Err(Error::invalid("skills", "must contain at most 50"));
    }
    let masked = |skill: String| masked::text(app, &skill);
    skills.iter().map(|skill| display_name::required("skills", skill, 100).map(masked)).collect()
}

fn check_capacity(capacity: i32) -> Result<i32> {
    if (0..=1000).contains(&capacity) {
        Ok(capacity)
    } else {
        Err(Error::invalid("capacity", "must be 0 to 1000"))
    }
}

/// Makes sure that the first super admin of the configuration exists. An existing account is left as it is.
pub async fn ensure_first_admin(app: &App, email: &str, password: &str) -> Result<()> {
    if by_email(app.db().read(), email).await?.is_some() {
        return Ok(());
    }
    let command = CreateStaff {
        name: "Administrator".to_owned(),
        email: email.to_owned(),
        role: liaison_protocol::staff::StaffRole::SuperAdmin,
        password: Some(password.to_owned()),
        team: None,
        skills: Vec::new(),
        capacity: None,
    };
    match create(app, &Actor::System, command).await {
        // Another node that starts at the same time was faster.
        Err(_) if by_email(app.db().read(), email).await?.is_some() => Ok(()),
        result => result.map(drop),
    }
}
