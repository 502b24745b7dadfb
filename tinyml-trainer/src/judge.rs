//! How well the integer network does on a dataset, as one number that is better the smaller it is.

use tinyml_compiler::network::Network;
use tinyml_compiler::program::Program;

use crate::integer::raw_inputs;
use crate::{Dataset, Targets};

/// Of a regression the greatest RMSE of its outputs, each in its unit; of a classifier the share of rows that get a wrong
/// class, 0 to 1. The network is run by the kernels of the chip.
pub fn error(network: &Network, program: &Program, dataset: &Dataset) -> f64 {
    let run = |row: usize| program.run(&raw_inputs(&network.inputs, dataset.sample(row)));
    let rows = 0..dataset.rows();
    match &dataset.targets {
        Targets::Classes { class, .. } => {
            let wrong = rows.filter(|&row| tinyml_core::argmax::argmax(&run(row)) != class[row]).count();
            wrong as f64 / dataset.rows().max(1) as f64
        }
        Targets::Values { outputs, y } => {
            let scales = scales(network);
            let real = |row: usize| -> Vec<f64> {
                run(row).iter().zip(&scales).map(|(raw, scale)| f64::from(*raw) * scale).collect()
            };
            let mut squares = vec![0.0_f64; *outputs];
            for (at, (found, wanted)) in rows.flat_map(real).zip(y).enumerate() {
                squares[at % outputs] += (found - wanted) * (found - wanted);
            }
            let rows = dataset.rows().max(1) as f64;
            squares.into_iter().map(|sum| (sum / rows).sqrt()).fold(0.0, f64::max)
        }
    }
}

fn scales(network: &Network) -> Vec<f64> {
    use tinyml_compiler::network::Outputs;
    match &network.outputs {
        Outputs::Values(outputs) => outputs.iter().map(|output| output.scale).collect(),
        Outputs::Classes { output, labels } => vec![output.scale; labels.len()],
    }
}
