//! The steps that work on the host's workspace alone, and the host example.

use crate::{
    compiler::{Compiler, cargo},
    firmware::FIRMWARES,
    paths,
};
use anyhow::Result;

/// The workspaces beside the main one, for what has to be done in each.
const OTHER_WORKSPACES: [&str; 4] = ["examples/rp2040", "examples/nrf52", "tests/firmware", "fuzz"];

/// Packages that train: float code without optimisation is some fifty times slower, so they are tested in release.
const TRAINING: [&str; 2] = ["tinyml-trainer", "tinyml-cli"];

/// Is all of the source formatted?
pub(crate) fn format() -> Result<()> {
    let others = OTHER_WORKSPACES.iter().map(|folder| paths::root().join(folder));
    for folder in std::iter::once(paths::root().to_owned()).chain(others.filter(|folder| folder.is_dir())) {
        cargo().args(["fmt", "--all", "--check"]).folder(folder).run()?;
    }
    Ok(())
}

/// Clippy without a warning, on the host's workspace and, where the compiler has clippy, on the firmwares.
pub(crate) fn clippy() -> Result<()> {
    cargo()
        .args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
        .limit(1800)
        .run()?;
    if Compiler::get()? == Compiler::Debian {
        println!("the firmwares are not linted: Debian's compiler for the boards comes without clippy");
        return Ok(());
    }
    crate::bench::clippy()?;
    FIRMWARES.iter().try_for_each(|firmware| firmware.clippy())
}

/// Every test of the host's workspace that does not train, and those of the kernels once more in the layout that the host does not pick.
pub(crate) fn test() -> Result<()> {
    let others = TRAINING.iter().flat_map(|package| ["--exclude", package]);
    let workspace = cargo().args(["test", "--workspace", "--no-fail-fast", "--locked"]).args(others);
    workspace.folder(paths::root()).limit(2400).run()?;
    let pairs = cargo()
        .args(["test", "--package", "tinyml-core", "--locked", "--target-dir"])
        .args([paths::target().join("pairs")])
        .env("RUSTFLAGS", "--cfg tinyml_pairs");
    pairs.folder(paths::root()).limit(600).run()
}

/// The tests of the trainer and the command line, and the million random inputs that no bound of the compiler may stay below.
pub(crate) fn trainer() -> Result<()> {
    let packages = TRAINING.iter().flat_map(|package| ["--package", package]);
    let tests = cargo().args(["test", "--release", "--no-fail-fast", "--locked"]).args(packages);
    tests.folder(paths::root()).limit(2400).run()?;
    let bounds = ["test", "--release", "--locked", "--package", "tinyml-compiler", "--test", "bounds"];
    cargo().args(bounds).folder(paths::root()).limit(1200).run()
}

/// The documentation, without a warning.
pub(crate) fn doc() -> Result<()> {
    let doc =
        cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings");
    doc.folder(paths::root()).limit(1200).run()
}

/// What the host example prints.
pub(crate) fn example(arguments: &[&str]) -> Result<String> {
    let run = cargo()
        .args(["run", "--quiet", "--locked", "--package", "tinyml-example-host", "--"])
        .args(arguments);
    Ok(run.folder(paths::root()).limit(900).output()?.stdout)
}
