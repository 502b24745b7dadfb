//! The networks that the cost model is fitted to: small ones with random weights, of every shape, storage and operator.
//!
//! Random weights have no dead units and no zeros, so a network costs what its shape says.

use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{Deploy, Storage};

const RELU: Activation = Activation::Relu;
const LEAKY: Activation = Activation::LeakyRelu { slope: 0.1 };
const CLAMP: Activation = Activation::Clamp { min: 0.0, max: 0.7 };

/// Sizes of the layers, from the inputs to the outputs.
type Sizes = &'static [usize];

/// Shapes with 8-bit weights and ReLU; every fourth is measured in the other storages as well.
const SHAPES: [Sizes; 32] = [
    &[1, 4, 1],
    &[1, 8, 1],
    &[1, 16, 1],
    &[1, 24, 1],
    &[1, 4, 4, 1],
    &[1, 8, 8, 1],
    &[1, 5, 7, 1],
    &[1, 6, 4, 1],
    &[1, 16, 16, 1],
    &[1, 12, 9, 1],
    &[1, 16, 8, 1],
    &[1, 10, 10, 10, 1],
    &[1, 8, 3],
    &[1, 6, 6, 2],
    &[2, 8, 1],
    &[2, 6, 6, 2],
    &[3, 12, 2],
    &[3, 7, 5, 1],
    &[4, 8, 3],
    &[4, 10, 5, 3],
    &[4, 16, 1],
    &[6, 10, 4],
    &[8, 16, 4],
    &[8, 12, 1],
    &[10, 9, 7, 5, 2],
    &[16, 24, 12, 5],
    &[20, 10, 3],
    &[24, 20, 10],
    &[32, 16, 10],
    &[64, 16, 10],
    &[64, 32, 10],
    &[64, 32, 1],
];

/// Shapes for each activation but ReLU.
const ACTIVATED: [Sizes; 4] = [&[1, 8, 1], &[1, 12, 6, 1], &[4, 12, 3], &[8, 8, 8, 2]];

/// Shapes for each last operator but the plain one.
const ENDED: [Sizes; 3] = [&[1, 8, 1], &[4, 8, 3], &[10, 12, 5]];

/// One network to build.
#[derive(Clone, Copy)]
pub(crate) struct Spec {
    sizes: Sizes,
    hidden: Activation,
    last: Activation,
    storage: Storage,
    ty: IntType,
    /// Least and greatest input.
    input: (i64, i64),
    /// Whether the outputs have a range that they can leave.
    narrow: bool,
}

const PLAIN: Spec = Spec {
    sizes: &[],
    hidden: RELU,
    last: Activation::None,
    storage: Storage::I8,
    ty: IntType::U16,
    input: (0, 4095),
    narrow: false,
};

/// All of them.
pub(crate) fn networks() -> Vec<Network> {
    let mut specs = Vec::new();
    for (at, sizes) in SHAPES.into_iter().enumerate() {
        let others = Storage::ALL.into_iter().map(|(_, storage)| storage);
        let others = others.filter(|storage| *storage != Storage::I8 && at % 4 == 1);
        specs.extend([Storage::I8].into_iter().chain(others).map(|storage| Spec { sizes, storage, ..PLAIN }));
    }
    for hidden in [Activation::Tanh, Activation::Sigmoid, LEAKY, CLAMP, Activation::None] {
        specs.extend(ACTIVATED.map(|sizes| Spec { sizes, hidden, ..PLAIN }));
    }
    for sizes in ENDED {
        if sizes[sizes.len() - 1] > 2 {
            specs.push(Spec { sizes, last: Activation::Softmax, ..PLAIN });
        }
        specs.push(Spec { sizes, last: Activation::Tanh, ..PLAIN });
        specs.push(Spec { sizes, narrow: true, ..PLAIN });
        specs.push(Spec { sizes, ty: IntType::U8, input: (0, 255), ..PLAIN });
        specs.push(Spec { sizes, ty: IntType::U8, input: (16, 200), ..PLAIN });
        specs.push(Spec { sizes, ty: IntType::I16, input: (-2048, 2047), ..PLAIN });
        specs.push(Spec { sizes, input: (0, 65_535), ..PLAIN });
    }
    specs.iter().zip(1..).map(|(spec, seed)| network(spec, seed)).collect()
}

fn network(spec: &Spec, seed: u32) -> Network {
    let mut random = Random(seed);
    let (width, outputs) = (spec.sizes[0], spec.sizes[spec.sizes.len() - 1]);
    let softmax = spec.last == Activation::Softmax;
    Network {
        name: "grid".to_owned(),
        description: None,
        inputs: inputs(spec, width),
        outputs: ends(spec, outputs, softmax),
        layers: layers(spec, &mut random),
        deploy: Deploy { quant: Some(spec.storage.into()), activations: None },
        training: Vec::new(),
    }
}

fn layers(spec: &Spec, random: &mut Random) -> Vec<Dense> {
    let count = spec.sizes.len() - 1;
    let layer = |(at, pair): (usize, &[usize])| Dense {
        name: format!("fc{at}"),
        inputs: pair[0],
        outputs: pair[1],
        weights: (0..pair[0] * pair[1]).map(|_| weight(random, pair[0])).collect(),
        // The inputs reach two standard deviations to either side, so that each unit has its kink among them: of one that is
        // active for every input, LLVM would know.
        bias: (0..pair[1]).map(|_| 0.8 * random.next()).collect(),
        activation: if at + 1 < count { spec.hidden } else { spec.last },
    };
    spec.sizes.windows(2).enumerate().map(layer).collect()
}

/// Of rows with so many inputs; of one input at least a half, which is what the range of the biases rests on.
fn weight(random: &mut Random, inputs: usize) -> f64 {
    let value = random.next();
    (value + 0.5 * value.signum()) / (inputs as f64).sqrt()
}

/// Scalars, or an array from five on.
fn inputs(spec: &Spec, width: usize) -> Vec<Input> {
    let (min, max) = spec.input;
    let input = Input {
        name: "x".to_owned(),
        description: None,
        ty: spec.ty,
        unit: None,
        min,
        max,
        scale: 1.0,
        mean: (min + max) as f64 / 2.0,
        std: (max - min) as f64 / 4.0,
        length: (width > 4).then_some(width),
        faults: Faults::default(),
    };
    match input.length {
        Some(_) => vec![input],
        None => (0..width).map(|at| Input { name: format!("x{at}"), ..input.clone() }).collect(),
    }
}

fn ends(spec: &Spec, count: usize, softmax: bool) -> Outputs {
    let (ty, scale) = if softmax { (IntType::U8, 1.0 / 256.0) } else { (IntType::I16, 0.001) };
    let (min, max) = if spec.narrow { (100, 700) } else { (ty.min(), ty.max()) };
    let output = Output { name: "y".to_owned(), description: None, ty, unit: None, scale, min, max };
    if count > 2 {
        Outputs::Classes { output, labels: (0..count).map(|at| format!("c{at}")).collect() }
    } else {
        Outputs::Values(vec![output; count])
    }
}

/// Numerical Recipes' generator; uniform in -1..1, away from zero.
struct Random(u32);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let value = f64::from(self.0 >> 8) / f64::from(1 << 23) - 1.0;
        value + 0.1 * value.signum()
    }
}
