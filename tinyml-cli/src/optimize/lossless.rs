//! Removal that changes no bit, and the proof that it changes none.

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::emit::Model;
use tinyml_compiler::network::Network;
use tinyml_compiler::points::Points;
use tinyml_compiler::program::Program;
use tinyml_compiler::simplify::without_dead_units;
use tinyml_compiler::{Options, compile_network, compile_whole};

/// Inputs that are run where not all can be.
const SAMPLE: u64 = 20_000;

/// A network before and after.
#[derive(Debug, Clone)]
pub struct Lossless {
    /// With every unit that the file has.
    pub whole: Model,
    /// Without those that never act: what every build makes of the file anyway.
    pub trimmed: Model,
    /// The file's network without the units that the float network shows to be dead.
    pub network: Network,
    /// Units that were removed from each layer, by name.
    pub removed: Vec<(String, usize)>,
    /// What was run to compare the outputs.
    pub compared: Compared,
}

/// How outputs were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Inputs that were run.
    pub inputs: u64,
    /// Whether these are all that the sensor can give.
    pub all: bool,
    /// Inputs for which an output bit differs.
    pub different: u64,
}

/// Removes what never acts, and runs the integer networks before and after.
///
/// # Errors
///
/// As the compiler's.
pub fn lossless(network: &Network, options: &Options) -> Result<Lossless, Report> {
    let whole = compile_whole(network, options, "model.json")?.model().clone();
    let (short, _) = without_dead_units(network);
    let trimmed = compile_network(&short, options, "model.json")?.model().clone();
    let compared = compare(network, &whole.program, &trimmed.program);
    let counts = whole.layers().iter().zip(trimmed.layers());
    let removed = counts
        .filter(|(before, after)| after.outputs < before.outputs)
        .map(|(before, after)| (before.name.clone(), before.outputs - after.outputs))
        .collect();
    Ok(Lossless { whole, trimmed, network: short, removed, compared })
}

/// Runs two integer networks over every value of a single input's type, else over the declared inputs, or a sample of them.
pub fn compare(network: &Network, before: &Program, after: &Program) -> Compared {
    let mut compared = Compared { inputs: 0, all: true, different: 0 };
    let mut run = |raw: &[i32]| {
        compared.inputs += 1;
        compared.different += u64::from(before.run(raw) != after.run(raw));
    };
    match &network.inputs[..] {
        [input] if input.length.is_none() => {
            (input.ty.min()..=input.ty.max()).for_each(|raw| run(&[raw as i32]));
        }
        _ => {
            let points = Points::of(network, SAMPLE);
            points.for_each(&mut run);
            compared.all = points.exhaustive();
        }
    }
    compared
}

impl Compared {
    /// A sentence that says what was run and what came of it.
    pub fn sentence(&self) -> String {
        let inputs = self.inputs;
        let what =
            if self.all { format!("all {inputs} inputs") } else { format!("a sample of {inputs} inputs") };
        match self.different {
            0 => format!("{what} give the same bits"),
            different => format!("{different} of {what} give other bits"),
        }
    }
}
