//! From a task to the model file of its network, all but the weights: signature, normalisation, layers of zeros.

use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, Dense, Input, Network, Outputs};
use tinyml_compiler::options::Deploy;

use crate::description::{OutputColumns, layer_names};
use crate::integer::raw_inputs;
use crate::{Targets, Task};

/// The network of a task, with weights of zero. Inputs are normalised by what the chip will see of the rows.
pub fn template(task: &Task) -> Network {
    let description = &task.description;
    let mut inputs: Vec<Input> = description.inputs.iter().map(|input| input.input.clone()).collect();
    normalize(&mut inputs, task);
    let width = inputs.iter().map(Input::width).sum();
    let (outputs, rows) = outputs(task);
    let mut widths = vec![width];
    widths.extend(&description.hidden);
    widths.push(rows);
    let names = layer_names(description.hidden.len());
    let last = names.len() - 1;
    let layer = |(at, name): (usize, String)| Dense {
        name,
        inputs: widths[at],
        outputs: widths[at + 1],
        weights: vec![0.0; widths[at] * widths[at + 1]],
        bias: vec![0.0; widths[at + 1]],
        activation: match (at == last, &description.outputs) {
            (false, _) => description.activation,
            (true, OutputColumns::Classes { .. }) => description.last,
            (true, OutputColumns::Values(_)) => Activation::None,
        },
    };
    Network {
        name: description.name.clone(),
        description: description.description.clone(),
        inputs,
        outputs,
        layers: names.into_iter().enumerate().map(layer).collect(),
        training: Vec::new(),
        deploy: recommended(&description.deploy),
    }
}

/// What a model file says of how to deploy it, where it was trained for these options.
pub fn recommended(options: &Options) -> Deploy {
    Deploy { quant: options.quant.clone(), activations: options.activations }
}

/// What the chip is given for each row.
pub fn raw_rows(task: &Task) -> Vec<Vec<i32>> {
    let inputs: Vec<Input> = task.description.inputs.iter().map(|input| input.input.clone()).collect();
    (0..task.dataset.rows()).map(|row| raw_inputs(&inputs, task.dataset.sample(row))).collect()
}

fn outputs(task: &Task) -> (Outputs, usize) {
    match (&task.description.outputs, &task.dataset.targets) {
        (OutputColumns::Values(columns), _) => {
            let outputs: Vec<_> = columns.iter().map(|column| column.output.clone()).collect();
            let rows = outputs.len();
            (Outputs::Values(outputs), rows)
        }
        (OutputColumns::Classes { output, labels, .. }, targets) => {
            let labels = match targets {
                Targets::Classes { labels, .. } => labels,
                Targets::Values { .. } => labels,
            };
            (Outputs::Classes { output: output.clone(), labels: labels.clone() }, labels.len())
        }
    }
}

/// Mean and deviation of each input; an array has one of each for all its values. What never varies keeps a deviation of 1.
fn normalize(inputs: &mut [Input], task: &Task) {
    let raw = raw_rows(task);
    let mut at = 0;
    for input in inputs {
        let columns = at..at + input.width();
        at = columns.end;
        let values: Vec<f64> = raw
            .iter()
            .flat_map(|row| &row[columns.clone()])
            .map(|&raw| f64::from(raw) * input.scale)
            .collect();
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
        (input.mean, input.std) = (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 });
    }
}
