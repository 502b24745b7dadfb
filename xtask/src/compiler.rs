//! A compiler for the boards: the user's own toolchain with its targets, or Debian's, which brings core's sources.
//!
//! The host's work never uses Debian's compiler, and no toolchain file asks for targets: rustup would try to download
//! them at every command, with or without a network.

use crate::{
    packages, paths,
    process::{Program, works},
};
use anyhow::{Context, Result, bail};
use std::{env, path::Path, sync::OnceLock};

/// The two instruction sets that are built for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Core {
    /// Armv6-M: Cortex-M0+.
    M0Plus,
    /// Armv7E-M with an FPU: Cortex-M4F.
    M4,
}

impl Core {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::M0Plus, Self::M4];

    /// The name of the architecture, as in the reports.
    pub(crate) const fn architecture(self) -> &'static str {
        match self {
            Self::M0Plus => "armv6-m",
            Self::M4 => "armv7e-m",
        }
    }

    /// Rust's name of the target.
    pub(crate) const fn triple(self) -> &'static str {
        match self {
            Self::M0Plus => "thumbv6m-none-eabi",
            Self::M4 => "thumbv7em-none-eabihf",
        }
    }

    const fn cpu(self) -> &'static str {
        match self {
            Self::M0Plus => "cortex-m0plus",
            Self::M4 => "cortex-m4",
        }
    }
}

/// Which compiler builds firmware on this machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The toolchain that cargo runs here anyway, with both targets installed.
    Own,
    /// Debian's, with core built from source.
    Debian,
}

/// `own` or `debian` here chooses, instead of what is found.
const CHOICE: &str = "XTASK_FIRMWARE_COMPILER";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "/usr/bin/ld.lld-19";
const DEBIAN_CORE: &str = "/usr/lib/rustlib/src/rust/library/core";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

impl Compiler {
    /// The machine's; found, and set up if need be, once.
    pub(crate) fn get() -> Result<Self> {
        static FOUND: OnceLock<Result<Compiler, String>> = OnceLock::new();
        let found = FOUND.get_or_init(|| find().map_err(|error| format!("{error:#}")));
        found.clone().map_err(anyhow::Error::msg).context("no compiler for the boards")
    }

    /// Its release, such as 1.95.0: numbers measured with one release are not those of another.
    pub(crate) fn release(self) -> Result<String> {
        let rustc = if self == Self::Debian { DEBIAN_RUSTC } else { "rustc" };
        let version = Program::new(rustc).args(["--version"]).folder(paths::root()).output()?.stdout;
        version
            .split(' ')
            .nth(1)
            .map(str::to_owned)
            .with_context(|| format!("`{version}` is no version of rustc"))
    }

    /// `cargo SUBCOMMAND` for this core in the shared target folder. The flags are the same for every firmware, since
    /// other flags would build core and the dependencies again; the firmwares' build scripts add linker scripts.
    pub(crate) fn cargo(self, subcommand: &str, core: Core) -> Program {
        let flags = format!("-C target-cpu={}", core.cpu());
        let program = match self {
            Self::Own => cargo().args([subcommand]).env("RUSTFLAGS", flags),
            Self::Debian => Program::new(DEBIAN_CARGO)
                .args([subcommand, "-Zbuild-std=core"])
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", format!("{flags} -C linker={DEBIAN_LINKER} -C linker-flavor=ld.lld")),
        };
        let program = program.args(["--release", "--locked", "--target", core.triple(), "--target-dir"]);
        let program = program.args([paths::firmware_target()]).limit(1800);
        ["CARGO", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"].into_iter().fold(program, Program::without)
    }
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Program {
    Program::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn find() -> Result<Compiler> {
    match env::var(CHOICE).as_deref() {
        Ok("own") => return Ok(Compiler::Own),
        Ok("debian") => return debian(),
        Ok(other) => bail!("{CHOICE} is `{other}`, expected `own` or `debian`"),
        Err(_) => {}
    }
    if own_has_targets() {
        return Ok(Compiler::Own);
    }
    if works("rustup", &["--version"]) {
        println!("adding the targets of the boards by rustup");
        let added = Program::new("rustup").args(["target", "add"]).args(Core::ALL.map(Core::triple));
        match added.folder(paths::root()).limit(300).output() {
            Ok(_) if own_has_targets() => return Ok(Compiler::Own),
            Ok(_) => println!("rustup added them to another toolchain than cargo uses here"),
            Err(error) => println!("rustup cannot: {error:#}"),
        }
    }
    debian()
}

/// Asked of rustc, not of rustup: toolchains that come by another way have targets too.
fn own_has_targets() -> bool {
    Core::ALL.into_iter().all(|core| {
        let asked = Program::new("rustc").args(["--print", "target-libdir", "--target", core.triple()]);
        asked
            .folder(paths::root())
            .limit(60)
            .output()
            .is_ok_and(|output| Path::new(output.stdout.trim()).is_dir())
    })
}

fn debian() -> Result<Compiler> {
    let complete = || {
        [DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_LINKER, DEBIAN_CORE].iter().all(|path| Path::new(path).exists())
    };
    if !complete() {
        packages::install(&DEBIAN_PACKAGES, "a compiler with the sources of core, and a linker for Arm")?;
    }
    if complete() {
        Ok(Compiler::Debian)
    } else {
        bail!("Debian's compiler is installed, but not where it was expected")
    }
}
