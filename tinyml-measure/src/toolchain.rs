//! What builds and runs firmware on this machine, or what has to be installed for it.
//!
//! Nothing is installed from here. Environment variables name another cargo for the firmware alone: a machine whose rustup
//! has no targets may have a compiler that brings the sources of `core`.

use super::process::output;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use tinyml_compiler::cost::Target;

/// The cargo that builds firmware, instead of the one that is found.
const CARGO: &str = "TINYML_FIRMWARE_CARGO";
/// Its rustc.
const RUSTC: &str = "TINYML_FIRMWARE_RUSTC";
/// More arguments for `cargo build`, such as `-Zbuild-std=core`, separated by spaces.
const ARGUMENTS: &str = "TINYML_FIRMWARE_ARGS";
/// More flags for rustc, such as those that name a linker.
const FLAGS: &str = "TINYML_FIRMWARE_RUSTFLAGS";

const QEMU: &str = "qemu-system-arm";

/// How the generated firmware is optimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// For speed: 3.
    Speed,
    /// For size: s.
    Size,
}

impl Level {
    /// As cargo writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speed => "3",
            Self::Size => "s",
        }
    }
}

/// What a machine lacks, as a line that says what to install.
pub(super) fn missing(target: Target, checkout: &Path) -> Option<String> {
    if !checkout.join("tests/firmware/src/clock.rs").exists() || !checkout.join("tinyml-core").exists() {
        let place = checkout.display();
        return Some(format!("{place} is no checkout of tinyml; name one with `--tinyml <path>`"));
    }
    if env::var_os(CARGO).is_none() && !has_target(target) {
        return Some(format!(
            "the compiler for the target is missing: `rustup target add {}`",
            target.triple()
        ));
    }
    let qemu = output(Command::new(QEMU).arg("--version"), 60);
    qemu.is_err().then(|| format!("the emulator is missing: install `{QEMU}` (QEMU for Arm)"))
}

/// Asked of rustc, not of rustup: tool chains that come by another way have targets too.
fn has_target(target: Target) -> bool {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let folder = output(rustc.args(["--print", "target-libdir", "--target", target.triple()]), 60);
    folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Where firmware is generated and built: one folder for all measurements, so that the second is quick.
pub(super) fn folder(checkout: &Path) -> PathBuf {
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => env::current_dir().unwrap_or_default().join(folder),
        None => checkout.join("target"),
    };
    target.join("measure")
}

/// `cargo build` of the generated firmware.
pub(super) fn cargo(target: Target, level: Level, folder: &Path) -> Command {
    let own = || env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(env::var_os(CARGO).unwrap_or_else(own));
    let arguments = env::var(ARGUMENTS).unwrap_or_default();
    let cpu = match target {
        Target::Armv6M => "cortex-m0plus",
        Target::Armv7EM => "cortex-m4",
    };
    let flags = env::var(FLAGS).unwrap_or_default();
    cargo.args(["build", "--release", "--target", target.triple(), "--target-dir"]).arg(folder.join("build"));
    cargo.args(arguments.split_whitespace()).current_dir(folder);
    for name in ["CARGO", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_TARGET_DIR"] {
        cargo.env_remove(name);
    }
    cargo.env("RUSTFLAGS", format!("-C target-cpu={cpu} {flags}"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level.name());
    if let Some(rustc) = env::var_os(RUSTC) {
        cargo.env("RUSTC", rustc);
    }
    if arguments.contains("-Z") {
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    cargo
}

/// QEMU with the machine that executes the target's instructions, one in one nanosecond of virtual time; the Cortex-M3 of
/// the one runs Armv6-M code.
pub(super) fn qemu(target: Target, elf: &Path) -> Command {
    let machine = match target {
        Target::Armv6M => "mps2-an385",
        Target::Armv7EM => "mps2-an386",
    };
    let mut qemu = Command::new(QEMU);
    qemu.args(["-M", machine, "-icount", "shift=0", "-nographic", "-monitor", "none", "-serial", "none"]);
    qemu.args(["-semihosting-config", "enable=on,target=native", "-kernel"]).arg(OsString::from(elf));
    qemu
}
