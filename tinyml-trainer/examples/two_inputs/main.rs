//! Whether a network of two inputs gains by being something else than layers: pieces of planes, or a table.
//!
//! ```text
//! cargo xtask study two_inputs
//! ```
//!
//! What was found: the pieces need more than twice the flash of the layers, several times with more hidden units, and are exact
//! only where rounding happens to allow it, so that they would have to be cut further. The table takes half the instructions of
//! 2-8-1 and a ninth of 2-8-8-1 in about the flash of the smallest, but errs by several times as much as 8-bit layers do; every
//! halving of its error doubles its bytes, and over more than 2^20 inputs nothing of it could be proved that layers can't have
//! proved, too. Neither wins throughout, so networks of two inputs stay layers; a firmware that is short of time rather than of
//! accuracy can tabulate one in a dozen lines (`grid.rs`).
//!
//! The networks are trained on the simulated thermistor at a battery (`simulate.rs`). Costs of layers are the compiler's estimates;
//! those of the table are counted in its machine code by the study; those of pieces are a bound from below: what every form of
//! them needs.

mod grid;

use std::collections::BTreeSet;

use tinyml_compiler::cost::{Target, estimate};
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Activation, Network};
use tinyml_compiler::{Options, compile_network};
use tinyml_trainer::simulate;
use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{Recipe, Training, train};

use grid::{COLUMNS, ORIGIN, ROWS, X_BITS, Y_BITS};

/// Places along each input where networks are compared.
const PLACES: i32 = 601;

fn main() -> Result<(), Report> {
    println!(
        "hidden  seed  layers: error °C, Armv6-M, Armv7E-M, B   pieces: regions, Armv6-M, Armv7E-M, B at least   table: error °C, B"
    );
    for hidden in [&[8][..], &[8, 8], &[16]] {
        for seed in 1..=3 {
            study(hidden, seed)?;
        }
    }
    Ok(())
}

fn study(hidden: &[usize], seed: u64) -> Result<(), Report> {
    let sensors = simulate::all();
    let sensor = sensors.iter().find(|sensor| sensor.name == "ntc_and_supply").unwrap_or(&sensors[0]);
    let mut task = sensor.draw(seed);
    task.description.hidden = hidden.to_vec();
    let training = Training { seed, recipe: Recipe::Auto, deploy: Options::default() };
    let network = train(&task, &training, &Unwatched)?.network;
    let compiled = compile_network(&network, &Options::default(), "model.json")?;
    let model = compiled.model();
    let layers = |raw: [i32; 2]| model.program.run(&raw)[0];
    let [m0, m4] =
        [Target::Armv6M, Target::Armv7EM].map(|target| estimate(&model.program, &model.plan, target));
    let table = tabulated(&network);
    let (pieces, depth) = pieces(&network);
    println!(
        "{:6}  {seed:4}  {:.3} {:4.0} {:4.0} {:5.0}   {pieces:4} {:4} {:4} {:6}   {:.3} {:4}",
        format!("{hidden:?}"),
        worst(&network, layers),
        m0.instructions,
        m4.instructions,
        m0.flash,
        8 * depth + 7,
        6 * depth + 5,
        24 * pieces - 12,
        worst(&network, |[voltage, supply]| grid::bilinear(&table, voltage, supply)),
        size_of_val(&table),
    );
    Ok(())
}

/// The greatest deviation from the float network, in the output's unit.
fn worst(network: &Network, integer: impl Fn([i32; 2]) -> i32) -> f64 {
    let scale = match &network.outputs {
        tinyml_compiler::network::Outputs::Values(outputs) => outputs[0].scale,
        tinyml_compiler::network::Outputs::Classes { output, .. } => output.scale,
    };
    let error = |raw: [i32; 2]| (f64::from(integer(raw)) * scale - network.evaluate(&raw)[0]).abs();
    places(network).map(error).fold(0.0, f64::max)
}

fn places(network: &Network) -> impl Iterator<Item = [i32; 2]> {
    let [x, y] = [0, 1].map(|index| (network.inputs[index].min as i32, network.inputs[index].max as i32));
    let at = |(least, greatest): (i32, i32), place: i32| least + (greatest - least) * place / (PLACES - 1);
    (0..PLACES).flat_map(move |row| (0..PLACES).map(move |column| [at(x, column), at(y, row)]))
}

/// The network's values at the corners of the table, rounded to the output's step.
fn tabulated(network: &Network) -> [[i16; COLUMNS]; ROWS] {
    let scale = 0.01;
    let value = |row: usize, column: usize| {
        let corner = [ORIGIN[0] + ((column as i32) << X_BITS), ORIGIN[1] + ((row as i32) << Y_BITS)];
        (network.evaluate(&corner)[0] / scale).round().clamp(-32_768.0, 32_767.0) as i16
    };
    std::array::from_fn(|row| std::array::from_fn(|column| value(row, column)))
}

/// How many regions with a plane of their own were met, and how often at least a place must be compared with a line to tell them
/// apart. A comparison needs two products, two sums, a test and a jump with what they read (8 instructions, 6 on Armv7E-M), a
/// plane two products, two sums and a shift; a line and a plane have three words each.
fn pieces(network: &Network) -> (usize, usize) {
    let patterns: BTreeSet<Vec<bool>> = places(network).map(|raw| pattern(network, raw)).collect();
    (patterns.len(), patterns.len().next_power_of_two().trailing_zeros() as usize)
}

/// Which hidden units are open.
fn pattern(network: &Network, raw: [i32; 2]) -> Vec<bool> {
    let mut x: Vec<f64> =
        network.inputs.iter().zip(raw).map(|(input, raw)| input.normalized(i64::from(raw))).collect();
    let mut open = Vec::new();
    for layer in &network.layers {
        if layer.activation == Activation::Relu {
            open.extend(layer.sums(&x).iter().map(|sum| *sum > 0.0));
        }
        x = layer.evaluate(&x);
    }
    open
}
