//! Is what is written read back as the same network, and does the file look as it should?

mod corpus;

use corpus::{cases, read_bytes};
use tinyml_compiler::network::Network;
use tinyml_compiler::{single_precision, write, write_with_schema};

fn read_back(text: String) -> Network {
    read_bytes("written.json", text.into_bytes()).unwrap_or_else(|report| panic!("{report}"))
}

fn weights(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    std::fs::read(folder.join(name)).expect("a model of the project")
}

#[test]
fn every_good_model_survives() {
    for case in cases("good") {
        let network = case.read().expect("a good model");
        let text = write(&network);
        let again = read_back(text.clone());
        assert_eq!(again, network, "{}", case.name);
        assert_eq!(write(&again), text, "{}", case.name);
    }
}

#[test]
fn the_models_of_the_project_survive() {
    for name in ["ntc.json", "iris.json", "sine.json"] {
        let network = read_bytes(name, weights(name)).expect("a good model");
        assert_eq!(read_back(write(&network)), network, "{name}");
        // These files were written in single precision, which is then no change.
        assert_eq!(single_precision(&network), network, "{name}");
    }
}

/// What the trainer has written is not edited by hand: the next training would undo it.
#[test]
fn trained_models_are_as_written() {
    for name in ["ntc.json", "iris.json", "digits.json"] {
        let network = read_bytes(name, weights(name)).expect("a good model");
        assert!(write(&network).as_bytes() == weights(name), "{name}");
    }
}

#[test]
fn numbers_are_as_short_as_they_can_be() {
    let case = cases("good").into_iter().find(|case| case.name == "minimal").expect("the least model");
    let mut network = case.read().expect("a good model");
    let numbers = [0.1, -1.0 / 3.0, 1e-320, f64::MAX / 1e300, 5e-9, 123_456_789.0, -0.0];
    for number in numbers {
        network.layers[0].bias[0] = number;
        let bias = read_back(write(&network)).layers[0].bias[0];
        assert_eq!(bias.to_bits(), number.to_bits(), "{number:e}");
    }
    network.layers[0].bias[0] = f64::from(0.1_f32);
    assert!(write(&network).contains("0.10000000149011612"));
    assert!(write(&single_precision(&network)).contains("\"bias\": [0.1]"));
}

#[test]
fn the_layout_is_for_people() {
    let network = read_bytes("iris.json", weights("iris.json")).expect("a good model");
    let text = write_with_schema(&network, "model-v1.schema.json");
    let (mean, std) = (network.inputs[0].mean, network.inputs[0].std);
    let expected = r#"{
  "$schema": "model-v1.schema.json",
  "version": 1,
  "name": "iris",
  "description": "Species of an iris from four lengths, after Fisher (1936).",
  "inputs": [
    {
      "name": "sepal_length_mm",
      "type": "u8",
      "unit": "mm",
      "range": [38, 84],
      "normalize": { "mean": MEAN, "std": STD }
    },
"#;
    let expected = expected.replace("MEAN", &mean.to_string()).replace("STD", &std.to_string());
    assert!(text.starts_with(&expected), "{text}");
    for layer in &network.layers {
        for output in 0..layer.outputs {
            let row = layer.row(output).iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
            assert!(
                text.lines().any(|line| line.trim().trim_end_matches(',') == format!("[{row}]")),
                "{row}"
            );
        }
    }
    assert!(text.contains("      \"labels\": [\"setosa\", \"versicolor\", \"virginica\"]\n"), "{text}");
    assert!(text.ends_with("\n  }\n}\n"), "{text}");
}
