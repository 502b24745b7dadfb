//! Building the measuring programs of `tests/firmware`.

use super::graphs;
use crate::{
    compiler::{Compiler, Core},
    firmware::keep,
    paths,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How the programs are optimised.
#[derive(Clone, Copy)]
pub(crate) enum OptLevel {
    /// For speed: 3.
    Speed,
    /// For size: s.
    Size,
}

impl OptLevel {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Speed, Self::Size];

    /// As cargo writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Speed => "3",
            Self::Size => "s",
        }
    }
}

/// The programs of one core and one optimisation level.
pub(crate) struct Programs {
    /// Measures all models while it runs.
    pub(crate) bench: PathBuf,
    /// Measures all graphs while it runs.
    pub(crate) graphs: PathBuf,
    /// Has no model.
    pub(crate) empty: PathBuf,
    /// One program for each model.
    pub(crate) models: Vec<ModelProgram>,
}

/// `empty` and one model.
pub(crate) struct ModelProgram {
    pub(crate) name: String,
    pub(crate) elf: PathBuf,
}

const PREFIX: &str = "size_";

/// Where they come from.
pub(crate) fn folder() -> PathBuf {
    paths::root().join("tests/firmware")
}

/// Builds all of them. The level is passed in the environment and not as another profile, so that what is built for
/// the host, the macros above all, is built once.
pub(crate) fn build(core: Core, level: OptLevel) -> Result<Programs> {
    let cargo = Compiler::get()?.cargo("build", core).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level.name());
    cargo
        .args(graphs::features())
        .folder(folder())
        .run()
        .with_context(|| format!("cannot build the bench for {}", core.architecture()))?;
    let kept =
        |program: &str| keep(core, program, &format!("{program}-{}-{}", core.architecture(), level.name()));
    let names = model_names(&folder().join("src/bin"))?.into_iter().filter(|name| !graphs::is_left_out(name));
    let models = names.map(|name| {
        let elf = kept(&format!("{PREFIX}{name}"))?;
        Ok(ModelProgram { name, elf })
    });
    let models = models.collect::<Result<_>>()?;
    Ok(Programs { bench: kept("bench")?, graphs: kept("graphs")?, empty: kept("empty")?, models })
}

/// Clippy on the measuring programs.
pub(crate) fn clippy() -> Result<()> {
    let cargo = Compiler::get()?.cargo("clippy", Core::M0Plus).args([
        "--workspace",
        "--exclude",
        "tinyml-bench-models",
    ]);
    cargo.args(["--", "-D", "warnings"]).folder(folder()).run()
}

/// The models that have a program, in alphabetical order.
fn model_names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let program = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        names.extend(program.strip_prefix(PREFIX).map(str::to_owned));
    }
    ensure!(!names.is_empty(), "no `{PREFIX}*` program in {}", folder.display());
    names.sort();
    Ok(names)
}
