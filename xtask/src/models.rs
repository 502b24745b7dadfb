//! The models in `weights/`, made anew by the commands that made them.
//!
//! The same command gives the same file on one machine; the check in CI tells when what is checked in is not what the
//! trainer makes.

use crate::{compiler::cargo, paths};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The models and the arguments of `cargo tinyml` that make them, without `--out`.
const MODELS: [(&str, &[&str]); 3] = [
    ("ntc", &["train", "weights/ntc.csv", "--model", "weights/ntc.toml"]),
    ("iris", &["train", "weights/iris.csv", "--model", "weights/iris.toml"]),
    ("digits", &["train", "weights/digits.csv", "--model", "weights/digits.toml"]),
];

/// Makes the named models, or all, and puts them where they belong.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    chosen(names)?.try_for_each(|(name, arguments)| make(arguments, &checked_in(name)))
}

/// Makes all of them beside those that are checked in, and compares.
pub(crate) fn check() -> Result<()> {
    let folder = paths::target().join("models");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut differing = Vec::new();
    for (name, arguments) in chosen(&[])? {
        let made = folder.join(format!("{name}.json"));
        make(arguments, &made)?;
        if fs::read(&made)? != fs::read(checked_in(name))? {
            differing.push(format!("{} is not weights/{name}.json", made.display()));
        }
    }
    ensure!(differing.is_empty(), "{}\n`cargo xtask models` makes them anew", differing.join("\n"));
    Ok(())
}

fn chosen<'a>(
    names: &'a [&str],
) -> Result<impl Iterator<Item = &'static (&'static str, &'static [&'static str])> + 'a> {
    if let Some(unknown) = names.iter().find(|name| !MODELS.iter().any(|(model, _)| model == *name)) {
        bail!("no model `{unknown}`; there are {}", MODELS.map(|(name, _)| name).join(", "));
    }
    Ok(MODELS.iter().filter(move |(name, _)| names.is_empty() || names.contains(name)))
}

fn checked_in(name: &str) -> PathBuf {
    paths::root().join(format!("weights/{name}.json"))
}

/// Runs `cargo tinyml`.
fn make(arguments: &[&str], out: &Path) -> Result<()> {
    let program = cargo().args(["run", "--release", "--locked", "--package", "tinyml-cli", "--"]);
    program.args(arguments).args(["--out".as_ref(), out.as_os_str()]).folder(paths::root()).limit(1800).run()
}
