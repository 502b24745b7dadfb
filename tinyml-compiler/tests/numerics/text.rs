//! A network as the text of a model file, so that every random case goes through the reader, too.

use tinyml_compiler::network::{Activation, Dense, Input, Network, Output, Outputs};

/// The model file of a network.
pub fn text(network: &Network) -> String {
    let inputs: Vec<String> = network.inputs.iter().map(input).collect();
    let layers: Vec<String> = network.layers.iter().map(layer).collect();
    let outputs: Vec<String> = match &network.outputs {
        Outputs::Values(outputs) => outputs.iter().map(|one| output(one, "")).collect(),
        Outputs::Classes { output: one, labels } => vec![output(one, &format!(r#", "labels": {labels:?}"#))],
    };
    format!(
        "{{\"version\": 1, \"name\": \"{}\",\n\"inputs\": [{}],\n\"outputs\": [{}],\n\"layers\": [{}]}}",
        network.name,
        inputs.join(",\n"),
        outputs.join(",\n"),
        layers.join(",\n")
    )
}

fn input(input: &Input) -> String {
    let length = input.length.map_or(String::new(), |length| format!(r#", "length": {length}"#));
    format!(
        r#"{{"name": "{}", "type": "{}", "range": [{}, {}], "scale": {:e}, "normalize": {{"mean": {:e}, "std": {:e}}}{length}}}"#,
        input.name,
        input.ty.name(),
        input.min,
        input.max,
        input.scale,
        input.mean,
        input.std
    )
}

fn output(output: &Output, labels: &str) -> String {
    format!(
        r#"{{"name": "{}", "type": "{}", "scale": {:e}, "range": [{}, {}]{labels}}}"#,
        output.name,
        output.ty.name(),
        output.scale,
        output.min,
        output.max
    )
}

fn layer(layer: &Dense) -> String {
    let rows: Vec<String> = (0..layer.outputs).map(|row| numbers(layer.row(row))).collect();
    format!(
        r#"{{"type": "dense", "name": "{}", "weights": [{}], "bias": {}, "activation": {}}}"#,
        layer.name,
        rows.join(", "),
        numbers(&layer.bias),
        activation(layer.activation)
    )
}

fn numbers(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("{value:e}")).collect();
    format!("[{}]", values.join(", "))
}

fn activation(activation: Activation) -> String {
    let word = match activation {
        Activation::None => "none",
        Activation::Relu => "relu",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "sigmoid",
        Activation::Softmax => "softmax",
        Activation::Argmax => "argmax",
        Activation::Clamp { min, max } => {
            return format!(r#"{{"type": "clamp", "min": {min:e}, "max": {max:e}}}"#);
        }
        Activation::LeakyRelu { slope } => {
            return format!(r#"{{"type": "leaky_relu", "slope": {slope:e}}}"#);
        }
    };
    format!("{word:?}")
}
