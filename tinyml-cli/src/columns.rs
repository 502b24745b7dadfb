//! Which columns of a dataset are a model's inputs and outputs, for commands that already have the model.
//!
//! Names, types, units and ranges are the model's; a description only says where the columns are and what they are
//! multiplied by. Without one, columns are called as the model calls its values.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, quoted};
use tinyml_compiler::network::{Activation, Input, Network, Output, Outputs};
use tinyml_trainer::Description;
use tinyml_trainer::description::{InputColumns, OutputColumn, OutputColumns, TrainingSection};

/// The columns of a model: those of a description, or those that are called like its values.
///
/// `raw`: the columns hold raw integers, not values in the units of the model.
///
/// # Errors
///
/// The description is of another model.
pub fn of(network: &Network, described: Option<&Description>, raw: bool) -> Result<Description, Report> {
    let mut report = Report::new();
    let input = |input: &Input| -> InputColumns {
        let known = described.and_then(|d| d.inputs.iter().find(|known| known.input.name == input.name));
        let (columns, multiply) = match known {
            Some(known) if known.columns.len() == input.width() => (known.columns.clone(), known.multiply),
            Some(_) | None => (named(input), 1.0),
        };
        InputColumns { columns, multiply: if raw { input.scale } else { multiply }, input: input.clone() }
    };
    if let Some(described) = described {
        let widths = |inputs: Vec<&Input>| -> Vec<(String, usize)> {
            inputs.iter().map(|input| (input.name.clone(), input.width())).collect()
        };
        let own = widths(network.inputs.iter().collect());
        let theirs = widths(described.inputs.iter().map(|input| &input.input).collect());
        if own != theirs || !same_outputs(&network.outputs, &described.outputs) {
            report.push(of_another_model(network, described));
        }
    }
    let hidden = network.layers.iter().rev().skip(1).rev().map(|layer| layer.outputs).collect();
    let description = Description {
        name: network.name.clone(),
        description: network.description.clone(),
        inputs: network.inputs.iter().map(input).collect(),
        outputs: outputs(&network.outputs, described, raw),
        hidden,
        activation: network.layers.first().map_or(Activation::None, |layer| layer.activation),
        last: network.layers.last().map_or(Activation::None, |layer| layer.activation),
        monotone: None,
        image: None,
        training: TrainingSection::default(),
        deploy: Options::default(),
    };
    report.finish(Ok(description))
}

/// `adc_mv`, or `image0` to `image63`.
fn named(input: &Input) -> Vec<String> {
    let indexed = |length: usize| (0..length).map(|index| format!("{}{index}", input.name)).collect();
    input.length.map_or_else(|| vec![input.name.clone()], indexed)
}

fn outputs(outputs: &Outputs, described: Option<&Description>, raw: bool) -> OutputColumns {
    let known = described.map(|described| &described.outputs);
    match outputs {
        Outputs::Classes { output, labels } => {
            let column = match known {
                Some(OutputColumns::Classes { column, .. }) => column.clone(),
                Some(OutputColumns::Values(_)) | None => output.name.clone(),
            };
            OutputColumns::Classes { column, output: output.clone(), labels: labels.clone() }
        }
        Outputs::Values(values) => {
            let column = |output: &Output| {
                let known = match known {
                    Some(OutputColumns::Values(known)) => {
                        known.iter().find(|known| known.output.name == output.name)
                    }
                    Some(OutputColumns::Classes { .. }) | None => None,
                };
                let (column, multiply) =
                    known.map_or((output.name.clone(), 1.0), |known| (known.column.clone(), known.multiply));
                let multiply = if raw { output.scale } else { multiply };
                OutputColumn { column, multiply, output: output.clone() }
            };
            OutputColumns::Values(values.iter().map(column).collect())
        }
    }
}

fn same_outputs(own: &Outputs, described: &OutputColumns) -> bool {
    match (own, described) {
        (Outputs::Values(own), OutputColumns::Values(described)) => {
            own.iter().map(|output| &output.name).eq(described.iter().map(|column| &column.output.name))
        }
        (Outputs::Classes { output, .. }, OutputColumns::Classes { output: described, .. }) => {
            output.name == described.name
        }
        (Outputs::Values(_), OutputColumns::Classes { .. })
        | (Outputs::Classes { .. }, OutputColumns::Values(_)) => false,
    }
}

fn of_another_model(network: &Network, described: &Description) -> Diagnostic {
    let inputs =
        |inputs: Vec<&Input>| inputs.iter().map(|input| quoted(&input.name)).collect::<Vec<_>>().join(", ");
    Diagnostic::new(
        Code::OtherModel,
        format!("the description of {} does not fit the model {}", quoted(&described.name), quoted(&network.name)),
    )
    .expected(format!("the inputs {} and the model's outputs", inputs(network.inputs.iter().collect())))
    .found(format!("the inputs {}", inputs(described.inputs.iter().map(|input| &input.input).collect())))
    .help("name the description that the model was trained with, or none, if the columns are called like its values")
}

#[cfg(test)]
mod tests {
    use super::of;
    use tinyml_compiler::source::Source;

    #[test]
    fn columns_are_called_like_the_values() {
        let text = r#"{"version": 1, "name": "m",
            "inputs": [{"name": "v", "type": "i16", "range": [-5, 5], "scale": 0.5},
                {"name": "a", "type": "u8", "range": [0, 9], "length": 2}],
            "outputs": [{"name": "y", "type": "i16", "scale": 1}],
            "layers": [{"type": "dense", "name": "out", "weights": [[1, 2, 3]], "bias": [0]}]}"#;
        let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
        let network = tinyml_compiler::read(&source).expect("a model");
        let described = of(&network, None, false).expect("columns");
        assert_eq!(described.inputs[1].columns, ["a0", "a1"]);
        assert_eq!(described.inputs[0].multiply, 1.0);
        assert_eq!(of(&network, Some(&described), true).expect("the same").inputs[0].multiply, 0.5);
        let mut other = described;
        other.inputs[0].input.name = "w".to_owned();
        assert!(of(&network, Some(&other), false).is_err_and(|report| report.to_string().contains("T0809")));
    }
}
