//! Does a good model become the network that it describes?
//!
//! Each file in `tests/models/good` shows one feature of the format; a line here says what has to come of it.

mod corpus;

use corpus::cases;
use tinyml_compiler::metadata::flatten;
use tinyml_compiler::network::{Activation, IntType, Network, Outputs};
use tinyml_compiler::options::{ActivationBits, Deploy};

type Check = fn(&Network) -> bool;

const FEATURES: &[(&str, Check)] = &[
    ("array_and_scalar", |n| {
        n.inputs[0].length == Some(3) && n.inputs[1].length.is_none() && n.layers[0].inputs == 4
    }),
    ("array_input", |n| n.inputs[0].width() == 4),
    ("byte_order_mark", |n| n.name == "ntc"),
    ("clamp", |n| n.layers[0].activation == Activation::Clamp { min: -1.0, max: 1.0 }),
    ("classifier_argmax", |n| {
        n.layers[1].activation == Activation::Argmax && labels(n) == ["cold", "warm", "hot"]
    }),
    ("classifier_plain_scores", |n| {
        n.layers[1].activation == Activation::None && labels(n) == ["0", "1", "2"]
    }),
    ("classifier_softmax", |n| {
        n.layers[1].activation == Activation::Softmax && labels(n).len() == n.layers[1].outputs
    }),
    ("deploy", |n| {
        let quant = n.deploy.quant.as_ref();
        quant.is_some_and(|quant| {
            ["fc1", "fc2", "fc3", "out"].map(|layer| quant.of(layer).name())
                == ["codebook4", "sparse", "codebook2", "codebook3"]
        }) && n.deploy.activations == Some(ActivationBits::I16)
    }),
    ("escapes", |n| n.name == "ntc" && n.description.as_deref() == Some("a \"quoted\" °C, 🌡 and a \\")),
    ("extreme_numbers", |n| {
        n.layers[0].weights[0] == 1e-320 && n.layers[0].bias[1] == 123_456_789_012_345_680_000_000_000_000.0
    }),
    ("faults", |n| {
        let declared = n.inputs[0].faults.declared.iter().map(|f| (f.name.as_str(), f.min, f.max));
        declared.eq([
            ("short_circuit", 0, 40),
            ("open_circuit", 3260, 65_534),
            ("disconnected", 65_535, 65_535),
        ]) && n.inputs[0].faults.calibrated == Some((450, 1900))
            && variants(n) == ["ShortCircuit", "OpenCircuit", "Disconnected", "BeyondCalibration"]
    }),
    ("faults_of_several", |n| {
        variants(n)
            == [
                "WaterMvOpenCircuit",
                "WaterMvShortCircuit",
                "HumidityOpenCircuit",
                "HumidityBeyondCalibration",
                "TiltOutOfRange",
            ]
    }),
    ("integers_with_a_point", |n| (n.inputs[0].min, n.inputs[0].max) == (0, 3300)),
    ("label_names", |n| labels(n) == ["no fault", "1.5 V", "Überlast"]),
    ("leaky_relu", |n| n.layers[0].activation == Activation::LeakyRelu { slope: 0.01 }),
    ("minimal", |n| {
        n.inputs[0].scale == 1.0
            && n.inputs[0].mean == 0.0
            && n.inputs[0].std == 1.0
            && n.training.is_empty()
            && !n.declares_faults()
            && n.deploy == Deploy::default()
    }),
    ("no_activation", |n| n.layers[0].activation == Activation::None),
    ("regression", |n| {
        n.inputs[0].mean == 1200.0 && n.inputs[0].std == 400.0 && n.layers[0].weights == [0.5, -0.25]
    }),
    ("relu6", |n| n.layers[0].activation == Activation::Clamp { min: 0.0, max: 6.0 }),
    ("schema_reference", |n| n.name == "ntc"),
    ("several_inputs", |n| {
        n.inputs.iter().map(|i| i.ty).eq([IntType::U16, IntType::U8, IntType::I8, IntType::I16])
    }),
    ("several_outputs", |n| values(n) == [("temp_c", -4000, 12500), ("power", -32768, 32767)]),
    ("sigmoid", |n| n.layers[0].activation == Activation::Sigmoid),
    ("single_layer", |n| n.layers.len() == 1 && n.layers[0].bias == [25.0]),
    ("tanh", |n| n.layers[0].activation == Activation::Tanh),
    ("training_metadata", |n| {
        training(n, "result.rmse_c").as_deref() == Some("0.42")
            && training(n, "folds").as_deref() == Some("[2 rows]")
    }),
    ("wide_output", |n| values(n) == [("temp_c", -40_000_000, 125_000_000)]),
];

fn labels(network: &Network) -> &[String] {
    match &network.outputs {
        Outputs::Classes { labels, .. } => labels,
        Outputs::Values(_) => &[],
    }
}

fn variants(network: &Network) -> Vec<String> {
    network.fault_variants().into_iter().map(|variant| variant.name).collect()
}

fn values(network: &Network) -> Vec<(&str, i64, i64)> {
    match &network.outputs {
        Outputs::Classes { .. } => Vec::new(),
        Outputs::Values(outputs) => outputs.iter().map(|o| (o.name.as_str(), o.min, o.max)).collect(),
    }
}

fn training(network: &Network, key: &str) -> Option<String> {
    flatten(&network.training).into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

#[test]
fn every_good_model_shows_its_feature() {
    let cases = cases("good");
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, FEATURES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for (case, (name, check)) in cases.iter().zip(FEATURES) {
        let network = case.read().unwrap_or_else(|report| panic!("{name}:\n{report}"));
        assert!(check(&network), "{name}: {network:#?}");
    }
}

#[test]
fn metadata_is_flattened_and_cut() {
    let cases = cases("good");
    let case = cases.iter().find(|case| case.name == "training_metadata").expect("the model with metadata");
    let network = case.read().expect("a good model");
    let lines: Vec<String> =
        flatten(&network.training).iter().map(|(key, value)| format!("{key}: {value}")).collect();
    assert_eq!(
        lines,
        [
            "data: ntc.csv, 15 points",
            "seed: 7",
            "loss: [9.5, 3.25, 1, 0.75, 0.5, 0.45, 0.43, 0.425, … 10 in all]",
            "result.rmse_c: 0.42",
            "result.max_c: 1.16",
            "result.clean: true",
            "result.notes: none",
            "seeds_tried: [1, 2, […], {…}]",
            "folds: [2 rows]",
            "nothing: []",
        ]
    );
}
