//! `liaison reference`: documents that are generated from the source.

use clap::{Args, ValueEnum};

use crate::config;

/// Print a generated reference.
#[derive(Debug, Clone, Args)]
pub struct ReferenceArgs {
    /// Which one.
    pub which: Reference,
}

/// References that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reference {
    /// Every key of the configuration, as Markdown.
    Configuration,
    /// A configuration file with every key at its default.
    ExampleConfig,
}

/// The text of a reference.
#[must_use]
pub fn text(which: Reference) -> String {
    match which {
        Reference::Configuration => config::reference::markdown(),
        Reference::ExampleConfig => config::reference::example_toml(),
    }
}
