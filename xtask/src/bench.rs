//! What every model costs on the chip, and whether it computes the host's bits there: built for both cores at both
//! optimisation levels, run on QEMU, measured, printed, and compared with goldens and with bars.

mod bars;
mod golden;
mod graphs;
mod measurement;
pub(crate) mod programs;
mod qemu;
mod table;

pub(crate) use programs::clippy;

use crate::{
    compiler::{Compiler, Core},
    paths,
};
use anyhow::{Context, Result, bail};
use measurement::Results;
use programs::OptLevel;
use std::fs;

/// Measures, prints and compares.
pub(crate) fn run() -> Result<()> {
    let results = measure()?;
    let release = Compiler::get()?.release()?;
    let failures = [bars::check(&results), golden::check(&results, &release)?].concat();
    if failures.is_empty() { Ok(()) } else { bail!("{}", failures.join("\n")) }
}

/// Measures, prints, and makes the results the goldens of this compiler; bars are not moved by that.
pub(crate) fn bless() -> Result<()> {
    let results = measure()?;
    golden::write(&results, &Compiler::get()?.release()?)?;
    let failures = bars::check(&results);
    if failures.is_empty() { Ok(()) } else { bail!("blessed, but\n{}", failures.join("\n")) }
}

fn measure() -> Result<Results> {
    let reference = qemu::reference()?;
    let mut results = Results::new();
    for core in Core::ALL {
        for level in OptLevel::ALL {
            let programs = programs::build(core, level)?;
            results.extend(qemu::measure(core, level, &programs, &reference)?);
        }
    }
    let report = table::markdown(&results);
    println!("\n{report}");
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for (name, text) in [("bench.md", report), ("bench.json", serde_json::to_string_pretty(&results)?)] {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(results)
}
