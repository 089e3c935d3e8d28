//! A consistent copy of a SQLite database that is in use.

use std::path::Path;

use sea_orm::{ConnectionTrait, Statement};

use super::connect;
use crate::error::{Error, Result};

/// Copies the database at `url` into a new file. `VACUUM INTO` reads one snapshot, so writers go on meanwhile.
pub async fn copy_sqlite(url: &str, target: &Path) -> Result<()> {
    let db = connect(url, 2).await?;
    let target = target.to_str().ok_or_else(|| Error::internal("the target is not valid UTF-8"))?;
    // The reading pool refuses it: `query_only` counts a new file as a write.
    let statement = Statement::from_sql_and_values(db.backend(), "VACUUM INTO ?", [target.into()]);
    db.write().execute_raw(statement).await?;
    Ok(())
}
