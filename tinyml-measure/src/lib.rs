//! What models cost on their target: measured on an emulator, or estimated where there is none.
//!
//! Measuring generates a firmware around all the models at once, builds it by cargo and runs it on QEMU. The method, and
//! most of the code, is that of the project's own bench: instructions by a virtual timer, stack by painting, flash by the
//! difference to an empty program, and the hash of all outputs, which must be the host's.

mod firmware;
mod host;
mod image;
mod process;
#[allow(unreachable_pub, reason = "the firmware includes the file as a public module")]
mod samples;
mod toolchain;

pub use toolchain::Level;

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use tinyml_compiler::cost::Target;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report};
use tinyml_compiler::emit::Model;

/// Where a model is to run.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The instruction set.
    pub target: Target,
    /// How the firmware is optimised.
    pub level: Level,
    /// The checkout of this project that firmware is built with.
    pub checkout: PathBuf,
}

impl Setup {
    /// A target at opt-level 3, with the checkout that this program was built from.
    pub fn of(target: Target) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { target, level: Level::Speed, checkout: here.parent().unwrap_or(here).to_owned() }
    }

    /// Why nothing can be measured on this machine, as a line that says what to install.
    pub fn missing(&self) -> Option<String> {
        toolchain::missing(self.target, &self.checkout)
    }
}

/// What one model was measured to cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Instructions of a call, the mean over a spread of inputs; an empty call is subtracted.
    pub instructions: f64,
    /// The least of them.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// Bytes of stack that a call writes.
    pub stack: u64,
    /// Bytes of code and constants, those of an empty program subtracted.
    pub flash: i64,
    /// Bytes of statics, likewise.
    pub ram: i64,
    /// FNV-1a of all outputs (of a scalar input), or of a fixed sample; the same as on the host.
    pub hash: String,
}

/// One line of the program `bench`.
#[derive(Deserialize)]
struct Line {
    hash: String,
    mean: f64,
    least: u32,
    most: u32,
    stack: u64,
}

/// Measures all models in one build, in their order.
///
/// # Errors
///
/// The firmware cannot be built or run, or gives other outputs than the host.
pub fn measure(models: &[&Model], setup: &Setup) -> Result<Vec<Measured>, Report> {
    run(models, setup).map_err(|reason| {
        let message = format!("a model cannot be measured on {}", setup.target.title());
        Diagnostic::new(Code::MeasurementFailed, message).found(reason).into()
    })
}

fn run(models: &[&Model], setup: &Setup) -> Result<Vec<Measured>, String> {
    if models.is_empty() {
        return Ok(Vec::new());
    }
    let folder = toolchain::folder(&setup.checkout);
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(told)?;
    // One measurement at a time, since all share the folder.
    let mut lock = fd_lock::RwLock::new(fs::File::create(folder.join("lock")).map_err(told)?);
    let _alone = lock.write().map_err(told)?;
    firmware::write(&folder, &setup.checkout, models).map_err(told)?;
    process::output(&mut toolchain::cargo(setup.target, setup.level, &folder), 1800)?;
    let elves = folder.join("build").join(setup.target.triple()).join("release");
    let text = process::output(&mut toolchain::qemu(setup.target, &elves.join("bench")), 600)?;
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('{')).collect();
    if lines.len() != models.len() {
        return Err(format!("{} of {} models gave a result:\n{text}", lines.len(), models.len()));
    }
    let empty = image::read(&elves.join("empty"))?;
    let measured = |(at, (model, line)): (usize, (&&Model, &str))| {
        let line: Line = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
        let image = image::read(&elves.join(format!("size_m{at}")))?;
        compared(model, line, image, empty)
    };
    models.iter().zip(lines).enumerate().map(measured).collect()
}

fn compared(model: &Model, line: Line, image: image::Image, empty: image::Image) -> Result<Measured, String> {
    let expected = host::hash(model);
    if line.hash != expected {
        let name = &model.network.name;
        return Err(format!("the outputs of `{name}` hash to {}, on the host to {expected}", line.hash));
    }
    Ok(Measured {
        instructions: line.mean,
        least: line.least,
        most: line.most,
        stack: line.stack,
        flash: image.flash as i64 - empty.flash as i64,
        ram: image.ram as i64 - empty.ram as i64,
        hash: line.hash,
    })
}
