//! Do networks with convolutions compute what their model files say, in float and in 8 bits?
//!
//! The forward pass here is written down independently of the compiler's: layer by layer from the numbers of the file, by the
//! textbook's indices. Files are those of `tests/models/spatial`.

mod corpus;

use corpus::{Described, cases};
use tinyml_compiler::file::Opened;
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::graph::quantize::CalibrationFile;
use tinyml_compiler::graph::real::Real;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::graph::spatial::graph;
use tinyml_compiler::network::Activation;
use tinyml_compiler::source::Source;
use tinyml_compiler::spatial::{LayerKind, SpatialNetwork, Weights, Windows};
use tinyml_compiler::tflite::Padding;
use tinyml_compiler::{Embedded, Options, embed};

/// An array of height, width, channels.
#[derive(Clone)]
struct Image {
    height: usize,
    width: usize,
    channels: usize,
    values: Vec<f64>,
}

impl Image {
    fn new(shape: &[usize], values: Vec<f64>) -> Self {
        let (height, width, channels) = match *shape {
            [values] => (1, 1, values),
            [length, channels] => (1, length, channels),
            [height, width, channels] => (height, width, channels),
            _ => panic!("{shape:?}"),
        };
        assert_eq!(height * width * channels, values.len());
        Self { height, width, channels, values }
    }

    /// Zero outside, where padding is.
    fn at(&self, row: isize, column: isize, channel: usize) -> Option<f64> {
        let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
        let inside = row < self.height && column < self.width;
        inside.then(|| self.values[(row * self.width + column) * self.channels + channel])
    }
}

/// The places of a window's taps for the output at a row and column; TensorFlow's SAME puts the odd one behind.
fn taps(windows: &Windows, image: &Image, row: usize, column: usize) -> Vec<(isize, isize)> {
    let start = |axis: usize, input: usize, place: usize| {
        let extent = (windows.kernel[axis] - 1) * windows.dilation[axis] + 1;
        let outputs = input.div_ceil(windows.stride[axis]);
        let missing = ((outputs - 1) * windows.stride[axis] + extent).saturating_sub(input);
        let before = if windows.padding == Padding::Same { missing / 2 } else { 0 };
        (place * windows.stride[axis]) as isize - before as isize
    };
    let (top, left) = (start(0, image.height, row), start(1, image.width, column));
    let down = |tap: usize| top + (tap * windows.dilation[0]) as isize;
    let across = |tap: usize| left + (tap * windows.dilation[1]) as isize;
    (0..windows.kernel[0]).flat_map(|y| (0..windows.kernel[1]).map(move |x| (down(y), across(x)))).collect()
}

fn forward(network: &SpatialNetwork, input: Vec<f64>) -> Vec<f64> {
    let mut image = Image::new(&network.shape, input);
    let mut done: Vec<Image> = Vec::new();
    for layer in &network.layers {
        let mut values = Vec::new();
        let filters = |weights: &Weights| weights.bias.len();
        let (rows, columns, channels) = match *layer.shape {
            [values] => (1, 1, values),
            [length, channels] => (1, length, channels),
            [height, width, channels] => (height, width, channels),
            _ => panic!("{:?}", layer.shape),
        };
        for row in 0..rows {
            for column in 0..columns {
                for channel in 0..channels {
                    values.push(match &layer.kind {
                        LayerKind::Flatten => image.values[channel],
                        LayerKind::Add(with) => {
                            let at = (row * columns + column) * channels + channel;
                            image.values[at] + done[*with].values[at]
                        }
                        LayerKind::Dense(weights) => {
                            let depth = image.values.len();
                            let row = &weights.values[channel * depth..(channel + 1) * depth];
                            weights.bias[channel]
                                + row.iter().zip(&image.values).map(|(a, b)| a * b).sum::<f64>()
                        }
                        LayerKind::Convolution(windows, weights) => {
                            let mut sum = weights.bias[channel];
                            let size = weights.values.len() / filters(weights);
                            for (tap, (y, x)) in taps(windows, &image, row, column).into_iter().enumerate() {
                                for from in 0..image.channels {
                                    let weight = weights.values[channel * size + tap * image.channels + from];
                                    sum += weight * image.at(y, x, from).unwrap_or(0.0);
                                }
                            }
                            sum
                        }
                        LayerKind::Depthwise(windows, weights) => {
                            let size = weights.values.len() / filters(weights);
                            let from = channel / (filters(weights) / image.channels);
                            let places = taps(windows, &image, row, column).into_iter().enumerate();
                            let product = |(tap, (y, x)): (usize, (isize, isize))| {
                                weights.values[channel * size + tap] * image.at(y, x, from).unwrap_or(0.0)
                            };
                            weights.bias[channel] + places.map(product).sum::<f64>()
                        }
                        LayerKind::MaxPool(windows) => {
                            let places = taps(windows, &image, row, column).into_iter();
                            places.filter_map(|(y, x)| image.at(y, x, channel)).fold(f64::MIN, f64::max)
                        }
                        LayerKind::AveragePool(windows) => {
                            let places = taps(windows, &image, row, column).into_iter();
                            let seen: Vec<f64> =
                                places.filter_map(|(y, x)| image.at(y, x, channel)).collect();
                            seen.iter().sum::<f64>() / seen.len() as f64
                        }
                    });
                }
            }
        }
        activate(layer.activation, &mut values);
        image = Image::new(&layer.shape, values);
        done.push(image.clone());
    }
    image.values
}

fn activate(activation: Activation, values: &mut [f64]) {
    if activation == Activation::Softmax {
        let total: f64 = values.iter().map(|value| value.exp()).sum();
        values.iter_mut().for_each(|value| *value = value.exp() / total);
        return;
    }
    for value in values {
        *value = match activation {
            Activation::None | Activation::Argmax | Activation::Softmax => *value,
            Activation::Relu => value.max(0.0),
            Activation::Clamp { min, max } => value.clamp(min, max),
            Activation::LeakyRelu { slope } => value.max(slope * *value),
            Activation::Tanh => value.tanh(),
            Activation::Sigmoid => 1.0 / (1.0 + (-*value).exp()),
        };
    }
}

/// Raw inputs from a linear congruential generator: the same on every machine.
fn samples(network: &SpatialNetwork, count: usize) -> Vec<Vec<i8>> {
    let width: usize = network.shape.iter().product();
    let span = (network.input.max - network.input.min + 1) as u64;
    let mut state: u64 = 9;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % span) as i64 + network.input.min
    };
    (0..count).map(|_| (0..width).map(|_| next() as i8).collect()).collect()
}

fn networks() -> Vec<(String, Vec<u8>, SpatialNetwork)> {
    let spatial = |case: corpus::Case| match case.read_any() {
        Ok(Described::Spatial(network)) => (case.name, case.bytes, network),
        Ok(Described::Dense(_)) => panic!("{} has dense layers only", case.name),
        Err(report) => panic!("{}:\n{report}", case.name),
    };
    cases("spatial").into_iter().map(spatial).collect()
}

/// The model in 8 bits, calibrated with samples in real units.
fn embedded(name: &str, bytes: &[u8], network: &SpatialNetwork) -> GraphModel {
    let scale = network.input.scale;
    let row = |raw: &Vec<i8>| {
        raw.iter().map(|&raw| (f64::from(raw) * scale).to_string()).collect::<Vec<_>>().join(",")
    };
    let width: usize = network.shape.iter().product();
    let header = (0..width).map(|index| format!("x{index}")).collect::<Vec<_>>().join(",");
    let rows = samples(network, 100).iter().map(row).collect::<Vec<_>>().join("\n");
    let calibration =
        CalibrationFile { display: "c.csv".to_owned(), bytes: format!("{header}\n{rows}\n").into_bytes() };
    let options = Options { calibration: Some(calibration), ..Options::default() };
    let source = Source::from_bytes(format!("{name}.json"), bytes.to_vec()).expect("UTF-8");
    match embed(&Opened::Network(source), &options) {
        Ok(Embedded::Graph(model)) => *model,
        Ok(Embedded::Network(_)) => panic!("{name} became a network of dense layers"),
        Err(report) => panic!("{name}:\n{report}"),
    }
}

#[test]
fn the_float_graph_is_the_network_of_the_file() {
    for (name, _, network) in networks() {
        let spatial = graph(&network);
        let mut real = Real::new(&spatial.graph);
        for raw in samples(&network, 20) {
            let input: Vec<f64> = raw.iter().map(|&raw| network.input.normalized(raw.into())).collect();
            real.run(&[&input], &mut |_, _| {}).unwrap_or_else(|refused| panic!("{name}: {refused}"));
            let found = real.value(spatial.graph.outputs[0]).expect("an output");
            let expected = forward(&network, input);
            assert_eq!(found.len(), expected.len(), "{name}");
            for (found, expected) in found.iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-6, "{name}: {found}, not {expected}");
            }
        }
    }
}

#[test]
fn the_integers_are_near_the_network_of_the_file() {
    for (name, bytes, network) in networks() {
        let model = embedded(&name, &bytes, &network);
        let quality = model.quality.as_ref().expect("a model that was quantised here");
        let last = quality.layers.last().expect("layers");
        let scale = f64::from(last.step);
        let mut machine = Machine::new(&model.lowered, &model.plan);
        let (mut squares, mut count) = (0.0, 0.0);
        for raw in samples(&network, 100) {
            let given: Vec<u8> = raw.iter().map(|&raw| raw as u8).collect();
            let found = machine.infer(&[&given]).expect("an input of the right length");
            let input = raw.iter().map(|&raw| network.input.normalized(raw.into())).collect();
            for (byte, expected) in found[0].iter().zip(forward(&network, input)) {
                let steps = f64::from(*byte as i8) - expected / scale;
                squares += steps * steps;
                count += 1.0;
            }
        }
        let rms = f64::sqrt(squares / count);
        // The same samples were compared when the model was made.
        assert!((rms - last.rms).abs() < 0.05 * last.rms + 0.01, "{name}: {rms}, said {}", last.rms);
        assert!(rms < 2.0, "{name}: {rms} steps");
    }
}

#[test]
fn the_edges_are_those_of_the_file() {
    let networks = networks();
    let (_, bytes, network) = &networks[1];
    let model = embedded("conv2d_residual", bytes, network);
    let (input, output) = (&model.lowered.inputs[0].tensor, &model.lowered.outputs[0].tensor);
    assert_eq!((input.name.as_str(), output.name.as_str()), ("pixels", "stroke"));
    assert_eq!(
        (input.shape.as_slice(), output.shape.as_slice()),
        ([1, 4, 4, 1].as_slice(), [1, 2].as_slice())
    );
    // (raw / 255 + 0.50196...) / 0.5: zero at -128.
    assert_eq!(input.scale(), Some(((1.0 / 255.0 / 0.5) as f32, -128)));
    assert_eq!(output.scale(), Some((1.0 / 128.0, 0)));
    assert_eq!(model.labels, ["flat", "steep"]);
}

#[test]
fn a_network_with_convolutions_asks_for_a_calibration_set() {
    let (name, bytes, _) = networks().swap_remove(0);
    let source = Source::from_bytes(format!("{name}.json"), bytes).expect("UTF-8");
    let Err(report) = embed(&Opened::Network(source), &Options::default()) else {
        panic!("{name} was accepted")
    };
    let text = report.to_string();
    assert!(text.contains("T0961") && text.contains("numpy.save") && text.contains(&name), "{text}");
}

#[test]
fn dense_layers_refuse_a_calibration_set() {
    let case = cases("good").swap_remove(0);
    let source = Source::from_bytes("dense.json", case.bytes).expect("UTF-8");
    let file = CalibrationFile { display: "c.csv".to_owned(), bytes: Vec::new() };
    let options = Options { calibration: Some(file), ..Options::default() };
    let Err(report) = embed(&Opened::Network(source), &options) else { panic!("it was accepted") };
    assert!(report.to_string().contains("T0968"), "{report}");
}
