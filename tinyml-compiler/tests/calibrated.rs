//! Are float models quantised as TensorFlow's converter does it, and is the result as near to float as it says?
//!
//! `weights/digits_conv_float.tflite` and the model of 8 bits beside it are one network, quantised by TensorFlow with the
//! calibration set that lies there, too. The float model of `../shared/golden` is looked at where it is.

use std::fs;
use std::path::{Path, PathBuf};

use tinyml_compiler::Embedded;
use tinyml_compiler::Options;
use tinyml_compiler::embed;
use tinyml_compiler::file::Opened;
use tinyml_compiler::graph::quantize::{Calibration, CalibrationFile, quantize};
use tinyml_compiler::graph::real::Real;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::graph::{Graph, GraphModel};
use tinyml_compiler::tflite;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn bytes(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn floats(path: &str) -> Vec<f64> {
    let singles = bytes(path);
    singles
        .chunks_exact(4)
        .map(|four| f64::from(f32::from_le_bytes([four[0], four[1], four[2], four[3]])))
        .collect()
}

fn graph(path: &str) -> Graph {
    tflite::read(&bytes(path), path).unwrap_or_else(|report| panic!("{path}: {report}"))
}

fn calibration(path: &str) -> CalibrationFile {
    CalibrationFile { display: path.to_owned(), bytes: bytes(path) }
}

fn embedded(path: &str, options: &Options) -> Result<GraphModel, String> {
    let opened = Opened::Graph { display: path.to_owned(), bytes: bytes(path) };
    match embed(&opened, options) {
        Ok(Embedded::Graph(model)) => Ok(*model),
        Ok(Embedded::Network(_)) => panic!("{path} became a network of dense layers"),
        Err(report) => Err(report.to_string()),
    }
}

/// The greatest difference between a graph in real numbers and what a reference says.
fn float_deviation(graph: &Graph, inputs: &[f64], outputs: &[f64]) -> f64 {
    let width = graph.tensor(graph.inputs[0]).count();
    let mut real = Real::new(graph);
    let mut most = 0.0;
    let given = outputs.len() / (inputs.len() / width);
    for (input, expected) in inputs.chunks_exact(width).zip(outputs.chunks_exact(given)) {
        real.run(&[input], &mut |_, _| {}).expect("operators that run in float");
        let found = real.value(graph.outputs[0]).expect("an output");
        assert_eq!(found.len(), expected.len());
        most = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(most, f64::max);
    }
    most
}

#[test]
fn float_models_give_what_tensorflow_gives() {
    let golden = "tests/tflite/golden/digits_conv_float";
    let (inputs, outputs) =
        (floats(&format!("{golden}.inputs.bin")), floats(&format!("{golden}.outputs.bin")));
    let most = float_deviation(&graph("weights/digits_conv_float.tflite"), &inputs, &outputs);
    assert!(most < 1e-5, "off by {most}");
}

#[test]
fn the_scales_and_weights_are_those_of_the_converter() {
    let float = graph("weights/digits_conv_float.tflite");
    let theirs = graph("weights/digits_conv.tflite");
    let shapes: Vec<&[usize]> = float.inputs.iter().map(|&id| float.tensor(id).shape.as_slice()).collect();
    let set = Calibration::read(&calibration("weights/digits_conv.calibration.npy"), &shapes).expect("a set");
    let ours = quantize(&float, &set, &[]).unwrap_or_else(|report| panic!("{report}")).graph;
    assert_eq!(ours.nodes.len(), theirs.nodes.len());
    let (mut weights, mut apart) = (0_usize, 0_usize);
    for (our, their) in ours.nodes.iter().zip(&theirs.nodes) {
        assert_eq!(our.operator.name(), their.operator.name());
        let ids = |node: &tinyml_compiler::graph::Node| {
            node.inputs.iter().copied().flatten().chain(node.outputs.iter().copied()).collect::<Vec<_>>()
        };
        for (our, their) in ids(our).into_iter().zip(ids(their)) {
            let (our, their) = (ours.tensor(our), theirs.tensor(their));
            assert_eq!((our.element, &our.shape), (their.element, &their.shape), "{}", our.name);
            let (Some(a), Some(b)) = (&our.quantization, &their.quantization) else { continue };
            for (one, other) in a.scales.iter().zip(&b.scales) {
                assert!((one / other - 1.0).abs() < 1e-4, "{}: scale {one}, not {other}", our.name);
            }
            assert_eq!(a.zero_points, b.zero_points, "{}", our.name);
            if let (Some(a), Some(b)) = (our.integers(), their.integers()) {
                weights += a.len();
                apart += a.iter().zip(&b).filter(|(a, b)| a != b).count();
                let most = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).max();
                assert!(
                    most <= Some(if our.element.bytes() == 4 { 40 } else { 1 }),
                    "{}: {most:?}",
                    our.name
                );
            }
        }
    }
    assert!(weights > 1000 && apart * 100 < weights, "{apart} of {weights} integers differ");
}

#[test]
fn what_is_quantised_is_as_near_as_it_says() {
    let path = "weights/digits_conv_float.tflite";
    let options = Options {
        calibration: Some(calibration("weights/digits_conv.calibration.npy")),
        ..Options::default()
    };
    let model = embedded(path, &options).unwrap_or_else(|report| panic!("{report}"));
    let quality = model.quality.as_ref().expect("a model that was quantised here");
    assert!(quality.calibrated >= 50 && quality.compared > 0, "{quality:?}");
    let worst = quality.worst().expect("layers");
    assert!(worst.rms > 0.05 && worst.rms < 3.0, "{worst:?}");
    let edge = |edge: &tinyml_compiler::graph::lower::Edge| edge.tensor.scale().expect("a scale");
    let (enters, leaves) = (edge(&model.lowered.inputs[0]), edge(&model.lowered.outputs[0]));
    let golden = "tests/tflite/golden/digits_conv_float";
    let (inputs, outputs) =
        (floats(&format!("{golden}.inputs.bin")), floats(&format!("{golden}.outputs.bin")));
    let mut machine = Machine::new(&model.lowered, &model.plan);
    let (mut squares, mut right, mut count) = (0.0, 0, 0);
    for (input, expected) in inputs.chunks_exact(64).zip(outputs.chunks_exact(10)) {
        let raw = |value: &f64| (value / f64::from(enters.0)).round() + enters.1 as f64;
        let raw: Vec<u8> = input.iter().map(|value| raw(value).clamp(-128.0, 127.0) as i8 as u8).collect();
        let given = machine.infer(&[&raw]).expect("an input of the right length");
        let real = |byte: &u8| f64::from(leaves.0) * (f64::from(*byte as i8) - leaves.1 as f64);
        let given: Vec<f64> = given[0].iter().map(real).collect();
        squares += given.iter().zip(expected).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        right += usize::from(greatest(&given) == greatest(expected));
        count += 1;
    }
    let rms = (squares / (10.0 * f64::from(count))).sqrt() / f64::from(leaves.0);
    assert!(rms < 6.0, "{rms} steps of the output");
    assert!(right + 1 >= count as usize, "{right} of {count} classes");
}

fn greatest(values: &[f64]) -> usize {
    (0..values.len()).fold(0, |best, index| if values[index] > values[best] { index } else { best })
}

#[test]
fn the_documentation_names_the_worst_layer() {
    let options = Options {
        calibration: Some(calibration("weights/digits_conv.calibration.npy")),
        ..Options::default()
    };
    let model =
        embedded("weights/digits_conv_float.tflite", &options).unwrap_or_else(|report| panic!("{report}"));
    let quality = model.quality.as_ref().expect("a model that was quantised here");
    let worst = quality.worst().expect("layers");
    assert!(quality.summary().contains(&format!("{:.2} steps", worst.rms)), "{}", quality.summary());
    assert!(quality.layers.iter().all(|layer| layer.rms <= worst.rms));
}

#[test]
fn csv_and_npy_are_the_same_set() {
    let read = |path: &str| {
        Calibration::read(&calibration(path), &[&[1, 8, 8, 1]]).unwrap_or_else(|report| panic!("{report}"))
    };
    let (npy, csv) =
        (read("weights/digits_conv.calibration.npy"), read("weights/digits_conv.calibration.csv"));
    assert_eq!((npy.len(), npy.sample(3)), (csv.len(), csv.sample(3)));
}

#[test]
fn a_float_model_asks_for_a_calibration_set_and_others_refuse_it() {
    let float = embedded("weights/digits_conv_float.tflite", &Options::default()).expect_err("no set");
    assert!(
        float.contains("T0961") && float.contains("calibration = ") && float.contains("[1, 8, 8, 1]"),
        "{float}"
    );
    let set = Some(calibration("weights/digits_conv.calibration.npy"));
    let options = Options { calibration: set, ..Options::default() };
    let integer = embedded("weights/digits_conv.tflite", &options).expect_err("a set without use");
    assert!(integer.contains("T0968"), "{integer}");
}

#[test]
fn the_golden_float_model_agrees() {
    let golden = "../shared/golden/hello_world_float";
    if !root().join(format!("{golden}.tflite")).exists() {
        eprintln!("skipped: there is no ../shared/golden beside the repository");
        return;
    }
    let path = format!("{golden}.tflite");
    let (inputs, outputs) =
        (floats(&format!("{golden}.inputs.bin")), floats(&format!("{golden}.outputs.bin")));
    let most = float_deviation(&graph(&path), &inputs, &outputs);
    assert!(most < 1e-5, "off by {most}");
    let rows: String = inputs.iter().map(|value| format!("{value}\n")).collect();
    let set = CalibrationFile { display: "x.csv".to_owned(), bytes: format!("x\n{rows}").into_bytes() };
    let model = embedded(&path, &Options { calibration: Some(set), ..Options::default() }).expect("a model");
    let worst = model.quality.as_ref().and_then(|quality| quality.worst()).expect("layers").clone();
    assert!(worst.rms < 3.0, "{worst:?}");
}
