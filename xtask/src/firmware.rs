//! The example firmwares: where they are, how they are built, on which emulator they run.

use crate::{
    compiler::{Compiler, Core},
    emulators::Emulator,
    paths,
};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf};

/// One firmware for one chip.
pub(crate) struct Firmware {
    /// The chip, as people call it and as the emulators do.
    pub(crate) chip: &'static str,
    /// The board's name in the host example.
    pub(crate) board: &'static str,
    /// What emulates it.
    pub(crate) emulator: Emulator,
    /// The ADC codes of a thorough run.
    pub(crate) sweep: &'static str,
    folder: &'static str,
    program: &'static str,
    core: Core,
    features: &'static [&'static str],
}

/// All of them. Samples of the nRF52 are signed, and the second chip differs from the first in little but its size.
pub(crate) const FIRMWARES: [Firmware; 5] =
    [RP2040, RP2040_RECOGNISER, NRF52840, NRF52840_RECOGNISER, NRF52832];

/// The one that the demo shows.
pub(crate) const RP2040: Firmware = Firmware {
    chip: "rp2040",
    board: "rp2040",
    emulator: Emulator::Rp2040,
    sweep: "0..4095",
    folder: "examples/rp2040",
    program: "tinyml-example-rp2040",
    core: Core::M0Plus,
    features: &[],
};

/// A convolutional network instead of the thermistor's: each code picks one of its samples.
const RP2040_RECOGNISER: Firmware =
    Firmware { board: "recogniser", sweep: "0..15", program: "tinyml-example-rp2040-recogniser", ..RP2040 };

const NRF52840_RECOGNISER: Firmware =
    Firmware { board: "recogniser", sweep: "0..15", program: "tinyml-example-nrf52-recogniser", ..NRF52840 };

const NRF52840: Firmware = Firmware {
    chip: "nrf52840",
    board: "nrf52",
    emulator: Emulator::Nrf52,
    sweep: "-8..4095",
    folder: "examples/nrf52",
    program: "tinyml-example-nrf52",
    core: Core::M4,
    features: &[],
};

const NRF52832: Firmware = Firmware {
    chip: "nrf52832",
    sweep: "-1,0..4095/45",
    features: &["--no-default-features", "--features", "nrf52832"],
    ..NRF52840
};

impl Firmware {
    /// Builds it; the ELF.
    pub(crate) fn build(&self) -> Result<PathBuf> {
        let cargo = Compiler::get()?.cargo("build", self.core).args(self.features);
        cargo
            .folder(self.folder())
            .run()
            .with_context(|| format!("cannot build the firmware for the {}", self.chip))?;
        keep(self.core, self.program, &format!("{}-{}", self.chip, self.board))
    }

    /// Its package.
    pub(crate) fn folder(&self) -> PathBuf {
        paths::root().join(self.folder)
    }

    /// Lints it.
    pub(crate) fn clippy(&self) -> Result<()> {
        let cargo = Compiler::get()?.cargo("clippy", self.core).args(self.features);
        cargo.args(["--", "-D", "warnings"]).folder(self.folder()).run()
    }
}

/// Copies a built program to where no other build overwrites it; its new path.
pub(crate) fn keep(core: Core, program: &str, name: &str) -> Result<PathBuf> {
    let built = paths::firmware_target().join(core.triple()).join("release").join(program);
    let kept = paths::elves().join(format!("{name}.elf"));
    fs::create_dir_all(paths::elves())
        .with_context(|| format!("cannot create {}", paths::elves().display()))?;
    fs::copy(&built, &kept)
        .with_context(|| format!("cannot copy {} to {}", built.display(), kept.display()))?;
    Ok(kept)
}
