//! Running the bench program on QEMU and putting its numbers together with those of the ELFs and the host.
//!
//! QEMU's machines execute one instruction in one nanosecond of virtual time (`-icount shift=0`), which the program
//! reads off a timer. Cycles are another matter: nothing here claims them.

use super::{
    graphs,
    measurement::{Measurement, Results, key},
    programs::{self, OptLevel, Programs},
};
use crate::{
    compiler::{Core, cargo},
    elf, emulators, paths,
};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// What the host says of each model, by name.
pub(crate) type Reference = BTreeMap<String, Expected>;

/// The hash of a model's outputs, and of what each operator of a graph gives.
#[derive(Debug, PartialEq)]
pub(crate) struct Expected {
    hash: String,
    layers: Vec<String>,
}

/// One line of the programs `bench` and `reference`; the latter says nothing of costs.
#[derive(Deserialize)]
struct Line {
    model: String,
    hash: String,
    #[serde(default)]
    layers: Vec<String>,
    #[serde(flatten)]
    costs: Option<Costs>,
}

#[derive(Deserialize)]
struct Costs {
    mean: f64,
    least: u32,
    most: u32,
    stack: u64,
    /// Of a graph: what its own constants say.
    #[serde(default)]
    constants: u64,
    memory: Option<i64>,
}

/// Runs every model on the host.
pub(crate) fn reference() -> Result<Reference> {
    let target = paths::target().join("bench-host");
    let run = cargo().args([
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "tinyml-bench-models",
        "--features",
        "host",
        "--target-dir",
    ]);
    let output =
        run.args([target]).args(graphs::features()).folder(programs::folder()).limit(900).output()?;
    Ok(parse(&output.stdout)?
        .into_iter()
        .map(|Line { model, hash, layers, .. }| (model, Expected { hash, layers }))
        .collect())
}

/// Runs every model on an emulated core; its bits must be the host's.
pub(crate) fn measure(
    core: Core,
    level: OptLevel,
    programs: &Programs,
    reference: &Reference,
) -> Result<Results> {
    let empty = elf::read(&programs.empty)?;
    let mut results = Results::new();
    for line in parse(&(execute(core, &programs.bench)? + &execute(core, &programs.graphs)?))? {
        let where_ = format!("`{}` on {}, opt-level {}", line.model, core.architecture(), level.name());
        let expected =
            reference.get(&line.model).with_context(|| format!("{where_}: the host has no such model"))?;
        agree(&line, expected).with_context(|| where_.clone())?;
        let program = programs.models.iter().find(|program| program.name == line.model);
        let program =
            program.with_context(|| format!("{where_}: there is no program `size_{}`", line.model))?;
        let image = elf::read(&program.elf)?;
        let costs = line.costs.with_context(|| format!("{where_}: nothing was measured"))?;
        let ram = image.ram as i64 - empty.ram as i64;
        ensure!(
            costs.memory.is_none_or(|memory| memory == ram),
            "{where_}: statics take {ram} bytes, RAM_BYTES says {:?}",
            costs.memory
        );
        let measurement = Measurement {
            hash: line.hash,
            mean: costs.mean,
            least: costs.least,
            most: costs.most,
            stack: costs.stack,
            flash: image.flash as i64 - empty.flash as i64,
            constants: costs.constants,
            ram,
        };
        results.insert(key(&line.model, core.architecture(), level.name()), measurement);
    }
    let counts = [results.len(), programs.models.len(), reference.len()];
    if counts != [results.len(); 3] {
        bail!(
            "{} models measured, {} programs for their size, {} models on the host",
            counts[0],
            counts[1],
            counts[2]
        );
    }
    Ok(results)
}

/// Whether the chip computes the host's bits; of graphs every operator's.
fn agree(found: &Line, expected: &Expected) -> Result<()> {
    let layers = found.layers.iter().zip(&expected.layers);
    let first = layers.enumerate().find(|(_, (found, expected))| found != expected);
    if let Some((index, (found, expected))) = first {
        bail!("what operator {index} gives hashes to {found}, on the host to {expected}");
    }
    let counts = [found.layers.len(), expected.layers.len()];
    ensure!(counts[0] == counts[1], "{} operators were seen, on the host {}", counts[0], counts[1]);
    let (found, expected) = (&found.hash, &expected.hash);
    ensure!(found == expected, "the outputs hash to {found}, on the host to {expected}");
    Ok(())
}

/// The machines of Arm's MPS2 board that execute the two instruction sets; the Cortex-M3 runs Armv6-M code.
fn execute(core: Core, elf: &Path) -> Result<String> {
    let machine = if core == Core::M0Plus { "mps2-an385" } else { "mps2-an386" };
    let qemu =
        emulators::qemu()?.args(["-M", machine, "-icount", "shift=0", "-nographic", "-monitor", "none"]);
    let qemu = qemu.args(["-serial", "none", "-semihosting-config", "enable=on,target=native", "-kernel"]);
    let output = qemu.args([elf]).limit(300).output()?;
    // Semihosting writes to one stream or the other, by QEMU's release.
    Ok(output.stdout + &output.stderr)
}

fn parse(text: &str) -> Result<Vec<Line>> {
    let objects = text.lines().filter(|line| line.starts_with('{'));
    objects.map(|line| serde_json::from_str(line).with_context(|| format!("cannot read `{line}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Expected, agree, parse};

    #[test]
    fn the_first_operator_that_differs_is_named() {
        let text = r#"{"model":"a","hash":"0f","layers":["1","2","3"]}"#;
        let line = parse(text).unwrap_or_default().remove(0);
        let expected = |layers: [&str; 3]| Expected {
            hash: "0f".to_owned(),
            layers: layers.map(str::to_owned).to_vec(),
        };
        assert!(agree(&line, &expected(["1", "2", "3"])).is_ok());
        let error = agree(&line, &expected(["1", "4", "5"])).expect_err("operator 1 differs");
        assert_eq!(error.to_string(), "what operator 1 gives hashes to 2, on the host to 4");
    }

    #[test]
    fn lines_of_the_bench_and_of_the_host() {
        let text = concat!(
            "qemu: a warning\n",
            r#"{"model":"a","hash":"0f","mean":1.50,"least":1,"most":2,"stack":8}"#,
            "\n",
            r#"{"model":"b","hash":"ff"}"#,
        );
        let lines = parse(text).unwrap_or_default();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].costs.as_ref().is_some_and(|costs| costs.mean == 1.5 && costs.stack == 8));
        assert!(lines[1].costs.is_none());
        assert!(parse("{").is_err());
    }
}
