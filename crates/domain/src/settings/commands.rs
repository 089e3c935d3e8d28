//! Reading and changing the settings. For admins.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    settings::{MaskingPattern, Settings},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

use super::{
    access, entity,
    in_memory::{KEY, load, policy},
};
use crate::{
    activity,
    actor::Actor,
    app::App,
    display_name,
    error::{Error, Result},
    event::{Audience, NodeEvent},
    masked, templates, text_field,
};

/// What is set.
pub async fn show(app: &App, actor: &Actor) -> Result<Settings> {
    access::manages(actor)?;
    load(app.db().read()).await
}

/// Sets all of it, in place of the version it was made from: 409 when somebody else was faster.
pub async fn put(app: &App, actor: &Actor, command: Settings) -> Result<Settings> {
    access::manages(actor)?;
    let made_from = command.version;
    let settings = Settings { version: made_from.saturating_add(1), ..checked(app, command)? };
    policy(&settings)?;
    let value = serde_json::to_value(&settings).map_err(Error::internal)?;
    let mut tx = app.begin().await?;
    let before = load(tx.conn()).await?;
    let version = settings.version;
    let stored = if made_from == 0 {
        let row = entity::ActiveModel {
            key: Set(KEY.to_owned()),
            value: Set(value),
            version: Set(version),
            updated_at: Set(tx.now()),
        };
        let inserted = entity::Entity::insert(row)
            .on_conflict(OnConflict::column(entity::Column::Key).do_nothing().to_owned())
            .exec_without_returning(tx.conn())
            .await;
        match inserted {
            Ok(rows) => rows,
            Err(DbErr::RecordNotInserted) => 0,
            Err(error) => return Err(error.into()),
        }
    } else {
        let change = entity::Entity::update_many()
            .col_expr(entity::Column::Value, Expr::value(value))
            .col_expr(entity::Column::Version, Expr::value(version))
            .col_expr(entity::Column::UpdatedAt, Expr::value(tx.now()))
            .filter(entity::Column::Key.eq(KEY))
            .filter(entity::Column::Version.eq(made_from));
        change.exec(tx.conn()).await?.rows_affected
    };
    if stored == 0 {
        let now = load(tx.conn()).await?.version;
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "the settings were changed by someone else in the meantime",
        )
        .details(json!({ "version": now })));
    }
    let details = json!({ "version": version, "changed": changed(&before, &settings)? });
    activity::record(
        &tx,
        actor,
        activity::Act {
            action: ActivityAction::SettingsChanged,
            subject: (ActivitySubject::Settings, KEY),
            details,
        },
    )
    .await?;
    tx.emit(NodeEvent::SettingsChanged, Audience::default());
    tx.commit().await?;
    app.settings().put(settings.clone())?;
    Ok(settings)
}

/// The names of what differs.
fn changed(before: &Settings, after: &Settings) -> Result<Vec<String>> {
    let fields = |settings: &Settings| serde_json::to_value(settings).map_err(Error::internal);
    let (before, after) = (fields(before)?, fields(after)?);
    let names = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    };
    let mut all = [names(&before), names(&after)].concat();
    all.sort_unstable();
    all.dedup();
    all.retain(|name| name != "version" && before.get(name) != after.get(name));
    Ok(all)
}

fn checked(app: &App, workspace: Settings) -> Result<Settings> {
    let color = workspace.primary_color.strip_prefix('#').unwrap_or_default();
    if color.len() != 6 || !color.bytes().all(|c| c.is_ascii_hexdigit()) {
        return Err(Error::invalid("primary_color", "must be a colour such as `#0ea5e9`"));
    }
    if workspace.masking_patterns.len() > 50 {
        return Err(Error::invalid("masking_patterns", "must contain at most 50"));
    }
    if !(0..=1440).contains(&workspace.auto_away_minutes) {
        return Err(Error::invalid("auto_away_minutes", "must be 0 to 1440"));
    }
    if !(0..=1000).contains(&workspace.default_capacity) {
        return Err(Error::invalid("default_capacity", "must be 0 to 1000"));
    }
    if !(10..=86_400).contains(&workspace.queue_timeout_seconds) {
        return Err(Error::invalid("queue_timeout_seconds", "must be 10 to 86400"));
    }
    let welcome = |field: &str, text: Option<&str>| {
        let text = text_field::optional(field, text, 2_000)?;
        text.as_deref().map(|text| templates::check_variables(field, text)).transpose()?;
        Ok::<_, Error>(text.map(|text| masked::text(app, &text)))
    };
    let masking_patterns = workspace
        .masking_patterns
        .iter()
        .map(|one| {
            Ok(MaskingPattern {
                name: masked::text(app, &display_name::required("masking_patterns.name", &one.name, 100)?),
                pattern: text_field::required("masking_patterns.pattern", &one.pattern, 500)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Settings {
        organisation_name: masked::text(
            app,
            &display_name::required("organisation_name", &workspace.organisation_name, 100)?,
        ),
        welcome_brand: welcome("welcome_brand", workspace.welcome_brand.as_deref())?,
        welcome_creator: welcome("welcome_creator", workspace.welcome_creator.as_deref())?,
        masking_patterns,
        ..workspace
    })
}
