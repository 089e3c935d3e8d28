//! What a failure of the database means for whoever asked: no room, not available for now, or a defect.
//!
//! Only what passes by itself or by the operator's hand is told as such. The rest is ours to mend.

use std::io;

use liaison_protocol::error_code::ErrorCode;
use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError, postgres::PgDatabaseError},
};

use crate::error::Error;

/// The code of the catalog for a failure.
pub(crate) fn code_of(error: &DbErr) -> ErrorCode {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            of_driver(error).unwrap_or(ErrorCode::Internal)
        }
        DbErr::Conn(RuntimeErr::SqlxError(error)) => of_driver(error).unwrap_or(ErrorCode::Unavailable),
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => ErrorCode::Unavailable,
        _ => ErrorCode::Internal,
    }
}

fn of_driver(error: &sqlx::Error) -> Option<ErrorCode> {
    match error {
        sqlx::Error::Database(error) => of_database(error.as_ref()),
        sqlx::Error::Io(error) if is_full(error) => Some(ErrorCode::StorageFull),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Some(ErrorCode::Unavailable),
        _ => None,
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn of_database(error: &dyn DatabaseError) -> Option<ErrorCode> {
    let code = error.code()?;
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        of_sqlstate(&code)
    } else {
        of_sqlite(code.parse().ok()?)
    }
}

/// PostgreSQL: "Appendix A. PostgreSQL Error Codes" of its manual.
fn of_sqlstate(code: &str) -> Option<ErrorCode> {
    match code {
        // disk_full
        "53100" => Some(ErrorCode::StorageFull),
        // A standby that was asked to write, a statement that another one was in the way of.
        "25006" | "40001" | "40P01" | "55P03" => Some(ErrorCode::Unavailable),
        // Connection, resources, an operator who intervened (also: shuts down, starts up), the system below.
        _ if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => {
            Some(ErrorCode::Unavailable)
        }
        _ => None,
    }
}

/// The error for a failure of the driver where no entity was in between.
pub(crate) fn driver_error(error: sqlx::Error) -> Error {
    DbErr::Query(RuntimeErr::SqlxError(error.into())).into()
}

/// The error for a failure of the SQLite connection that appends to the log.
pub(crate) fn sqlite_error(error: &rusqlite::Error) -> Error {
    let code = error.sqlite_error().and_then(|error| of_sqlite(error.extended_code));
    match code {
        Some(ErrorCode::StorageFull) => Error::storage_full(error),
        Some(_) => Error::unavailable(error),
        None => Error::internal(error),
    }
}

/// SQLite: the lower eight bits say what, the others where ("Result and Error Codes" of its manual).
fn of_sqlite(code: i32) -> Option<ErrorCode> {
    /// `SQLITE_IOERR_SHMSIZE`: the index of the write-ahead log cannot grow.
    const SHM_SIZE: i32 = 10 | (19 << 8);
    match (code, code & 0xff) {
        // SQLITE_FULL
        (SHM_SIZE, _) | (_, 13) => Some(ErrorCode::StorageFull),
        // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN
        (_, 5 | 6 | 7 | 8 | 10 | 14) => Some(ErrorCode::Unavailable),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_apart_from_defects() {
        assert_eq!(of_sqlstate("53100"), Some(ErrorCode::StorageFull));
        for code in ["57P01", "57P02", "57P03", "08006", "53300", "58030", "25006", "40P01"] {
            assert_eq!(of_sqlstate(code), Some(ErrorCode::Unavailable), "{code}");
        }
        for code in ["23505", "42601", "XX001"] {
            assert_eq!(of_sqlstate(code), None, "{code}");
        }
        for code in [13, 4_874] {
            assert_eq!(of_sqlite(code), Some(ErrorCode::StorageFull), "{code}");
        }
        for code in [5, 517, 10, 778, 14] {
            assert_eq!(of_sqlite(code), Some(ErrorCode::Unavailable), "{code}");
        }
        for code in [1, 11, 19, 2_067] {
            assert_eq!(of_sqlite(code), None, "{code}");
        }
    }
}
