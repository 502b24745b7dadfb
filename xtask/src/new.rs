//! What `cargo tinyml new` makes: a firmware for each board that is built as it is, and prints what the example prints.

use crate::{
    compiler::{Compiler, Core, cargo},
    emulators::Emulator,
    firmware::keep,
    host, paths,
};
use anyhow::{Context, Result, ensure};
use std::fs;

/// A board of the command, and what the example firmware for it is known by.
struct Case {
    board: &'static str,
    core: Core,
    chip: &'static str,
    emulator: Emulator,
    sweep: &'static str,
}

const CASES: [Case; 2] = [
    Case {
        board: "rp2040",
        core: Core::M0Plus,
        chip: "rp2040",
        emulator: Emulator::Rp2040,
        sweep: "0..4095/65",
    },
    Case {
        board: "nrf52",
        core: Core::M4,
        chip: "nrf52840",
        emulator: Emulator::Nrf52,
        sweep: "-8..4095/65",
    },
];

/// Makes, builds and runs one for each board.
pub(crate) fn run() -> Result<()> {
    CASES.iter().try_for_each(|case| check(case).with_context(|| format!("`new --board {}`", case.board)))
}

fn check(case: &Case) -> Result<()> {
    let package = format!("new-{}", case.board);
    let folder = paths::target().join("new").join(&package);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(&folder))?;
    let command =
        cargo().args(["run", "--quiet", "--release", "--locked", "--package", "tinyml-cli", "--", "new"]);
    let command = command.args([&folder]).args(["--board", case.board, "--model", "weights/ntc.json"]);
    command.folder(paths::root()).limit(1800).run()?;
    // The lock file comes without the crates of this repository, which is all that may be added to it.
    cargo().args(["metadata", "--format-version", "1"]).folder(&folder).output()?;
    Compiler::get()?.cargo("build", case.core).folder(&folder).run()?;
    let elf = keep(case.core, &package, &package)?;
    let expected = host::example(&["--sweep", case.board, case.sweep])?;
    let found = case.emulator.run(case.chip, &elf, case.sweep)?.stdout;
    ensure!(found == expected, "its lines are not the example's:\n{found}");
    println!(
        "new --board {}: built; {} lines, all equal to the host's",
        case.board,
        expected.lines().count()
    );
    Ok(())
}
