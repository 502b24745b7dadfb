//! The emulators: setting them up, testing them, running a firmware on them.

use crate::{
    packages, paths,
    process::{Output, Program, works},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What runs an example firmware.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emulator {
    /// rp2040js in Node.
    Rp2040,
    /// Unicorn in Python, with the chip of this project around it.
    Nrf52,
}

/// Seconds after which a firmware is taken to hang.
const LIMIT: u64 = 120;

impl Emulator {
    /// Runs a firmware, one line for each ADC code; what it printed.
    pub(crate) fn run(self, chip: &str, elf: &Path, codes: &str) -> Result<Output> {
        let limit = LIMIT.to_string();
        let program = match self {
            Self::Rp2040 => Program::new("node").args(["run.mjs".as_ref(), elf.as_os_str()]).args([codes]),
            Self::Nrf52 => {
                python().args(["run.py", "--chip", chip]).args(["--".as_ref(), elf.as_os_str()]).args([codes])
            }
        };
        let program = match self {
            Self::Rp2040 => program.args(["--host-seconds", &limit, "--rtt"]).args([log_of(elf)]),
            Self::Nrf52 => program,
        };
        program
            .folder(self.set_up()?)
            .limit(LIMIT + 30)
            .output()
            .with_context(|| format!("the {chip} emulator"))
    }

    /// Its own unit tests.
    pub(crate) fn test(self) -> Result<()> {
        let program = match self {
            Self::Rp2040 => Program::new("node").args(["--test"]),
            Self::Nrf52 => python().args(["-m", "unittest"]),
        };
        let output = program.folder(self.set_up()?).limit(LIMIT).output()?;
        let summary = format!("{}{}", output.stdout, output.stderr);
        let counts = summary.lines().filter(|line| line.starts_with("Ran ") || line.starts_with("# pass"));
        counts.for_each(|line| println!("{}: {}", self.folder().display(), line.trim_start_matches("# ")));
        Ok(())
    }

    /// Fetches what it needs, if it is not there; its folder.
    fn set_up(self) -> Result<PathBuf> {
        match self {
            Self::Rp2040 => node_modules(&self.folder(), "the RP2040 emulator")?,
            Self::Nrf52 => python_packages(&self.folder())?,
        }
        Ok(self.folder())
    }

    fn folder(self) -> PathBuf {
        paths::root().join("emulators").join(if self == Self::Rp2040 { "rp2040" } else { "nrf52" })
    }
}

/// Where a run on the RP2040 leaves its RTT bytes.
pub(crate) fn log_of(elf: &Path) -> PathBuf {
    elf.with_extension("rtt")
}

/// QEMU for Arm, which runs the bench.
pub(crate) fn qemu() -> Result<Program> {
    const NAME: &str = "qemu-system-arm";
    if !works(NAME, &["--version"]) {
        packages::install(&[NAME], "the emulator that counts instructions")?;
    }
    Ok(Program::new(NAME))
}

/// Packages of npm for a program in Node, as its lock file names them.
pub(crate) fn node_modules(folder: &Path, what: &str) -> Result<()> {
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules/.installed"));
    once(&lock, &stamp, || {
        println!("fetching {what} from npm");
        let npm = Program::new("npm").args(["ci", "--no-audit", "--no-fund"]).folder(folder);
        npm.output().context("`npm ci` failed; Node 18 or later with npm is needed")?;
        Ok(())
    })
}

/// Into a folder of its own and not into an environment: that needs no more than pip, and touches nothing else.
fn python_packages(folder: &Path) -> Result<()> {
    let requirements = folder.join("requirements.txt");
    once(&requirements, &python_folder().join(".installed"), || {
        println!("fetching Unicorn and pyelftools by pip");
        let pip = Program::new("python3").args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"]);
        let pip = pip.args([python_folder().as_path(), Path::new("-r"), &requirements]);
        pip.output().context("`pip install` failed; Python 3.9 or later with pip is needed")?;
        Ok(())
    })
}

fn python() -> Program {
    Program::new("python3").env("PYTHONPATH", python_folder()).env("PYTHONDONTWRITEBYTECODE", "1")
}

fn python_folder() -> PathBuf {
    paths::target().join("tools/python")
}

/// Does the work unless `stamp` holds what `wanted` holds; then makes it so.
fn once(wanted: &Path, stamp: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = fs::read_to_string(wanted).with_context(|| format!("cannot read {}", wanted.display()))?;
    if fs::read_to_string(stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    work()?;
    if stamp.parent().is_none_or(|folder| !folder.is_dir()) {
        bail!("nothing was installed beside {}", stamp.display());
    }
    fs::write(stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}
