//! What rules about Rust need of a file: its tokens, the paths in it, and which files are tests.

mod modules;
mod paths;
mod tokens;

pub(super) use modules::{TestFiles, module_of};
pub(super) use paths::{Named, paths};
pub(super) use tokens::{Token, tokens, without_tests};
