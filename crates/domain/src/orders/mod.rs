//! Orders: the host application's business objects. Creating one creates its whole case.

pub(crate) mod access;
pub mod commands;
pub mod entity;
pub mod queries;
pub(crate) mod status;
