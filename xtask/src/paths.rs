//! Where things are: the project, and the one folder that builds and tools may write to.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The workspace's target folder, or the one that `CARGO_TARGET_DIR` names.
pub(crate) fn target() -> PathBuf {
    // A relative CARGO_TARGET_DIR is relative to where the command was typed, as for cargo itself.
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => env::current_dir().unwrap_or_default().join(folder),
        None => root().join("target"),
    }
}

/// Where cargo builds for the boards: one folder for all, so that the macros are built for the host only once.
pub(crate) fn firmware_target() -> PathBuf {
    target().join("firmware")
}

/// Where the finished firmwares are copied to, under names that no other build overwrites.
pub(crate) fn elves() -> PathBuf {
    target().join("elf")
}
