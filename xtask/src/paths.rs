//! Where things are: the checkout, the cache and the build folder.
//!
//! Builds and downloads live in the user's cache, not in the checkout, so that a second clean checkout on the
//! same machine starts warm.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The root of the checkout.
///
/// Asked of the environment first: a built xtask may be shared by several checkouts through one target folder.
pub(crate) fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let root = manifest.parent().context("xtask stands outside of a workspace")?;
    Ok(root.to_path_buf())
}

/// What may be thrown away: `$XDG_CACHE_HOME/liaison`, else `~/.cache/liaison`, else a temp folder.
pub(crate) fn cache() -> PathBuf {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(env::temp_dir)
        .join("liaison")
}

/// The build folder of every cargo that xtask starts: the caller's, else one in the cache.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache().join("target"), PathBuf::from)
}

/// The server's program, once built.
pub(crate) fn server_binary() -> PathBuf {
    target().join("debug/liaison")
}

/// The program that the real-time clients are tested against, once built.
pub(crate) fn conformance_binary() -> PathBuf {
    target().join("debug/examples/conformance")
}

/// The first program of this name on the PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_file(file))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}
