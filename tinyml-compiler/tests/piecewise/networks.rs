//! Networks of one input, and the whole of what they give.

use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{Deploy, Lowering, Options};
use tinyml_compiler::piecewise::Piecewise;

use crate::random::Random;

/// A network with hidden layers of these widths and one output that fills most of its type.
pub fn network(seed: u64, hidden: &[usize], activation: Activation) -> Network {
    let random = &mut Random::new(seed);
    let ty = random.pick(&[IntType::U16, IntType::U16, IntType::I16, IntType::U8]);
    let (min, max) = random.pick(&[(0, 100), (1, 60), (14, 58)]);
    let at = |percent: i64| ty.min() + (ty.max() - ty.min()) * percent / 100;
    let input = Input {
        name: "x".to_owned(),
        description: None,
        ty,
        unit: None,
        min: at(min),
        max: at(max),
        scale: 1.0,
        mean: (at(min) + at(max)) as f64 / 2.0,
        std: (at(max) - at(min)) as f64 / 3.5,
        length: None,
        faults: Faults::default(),
    };
    let widths: Vec<usize> = [&[1], hidden, &[1]].concat();
    let layers = widths.windows(2).enumerate().map(|(at, pair)| {
        let (inputs, outputs) = (pair[0], pair[1]);
        let gain = 1.5 / libm::sqrt(inputs as f64);
        let last = at + 2 == widths.len();
        Dense {
            name: format!("fc{at}"),
            inputs,
            outputs,
            weights: (0..inputs * outputs).map(|_| gain * random.normal()).collect(),
            bias: (0..outputs).map(|_| 0.7 * random.normal()).collect(),
            activation: if last { Activation::None } else { activation },
        }
    });
    let mut network = Network {
        name: "random".to_owned(),
        description: None,
        inputs: vec![input],
        outputs: Outputs::Values(Vec::new()),
        layers: layers.collect(),
        deploy: Deploy::default(),
        training: Vec::new(),
    };
    let greatest = (0..=64).map(|step| {
        let input = &network.inputs[0];
        network.evaluate(&[(input.min + (input.max - input.min) * step / 64) as i32])[0].abs()
    });
    let scale = greatest.fold(1e-3, f64::max) / random.real(800.0, 14_000.0);
    network.outputs = Outputs::Values(vec![output(IntType::I16, scale)]);
    network
}

/// An output with all values of its type.
pub fn output(ty: IntType, scale: f64) -> Output {
    Output { name: "y".to_owned(), description: None, ty, unit: None, scale, min: ty.min(), max: ty.max() }
}

/// Its segments.
pub fn piecewise(network: &Network, max_error: Option<f64>) -> Piecewise {
    Piecewise::build(network, &options(Lowering::Piecewise, max_error)).expect("segments")
}

pub fn options(lowering: Lowering, max_error: Option<f64>) -> Options {
    let mut options = Options { lowering, ..Options::default() };
    options.promises.max_error = max_error;
    options
}

/// The float network's real outputs, within their bounds, for each value of the input's type; beyond the declared range those
/// of its nearest end.
pub fn floats(network: &Network, output: usize) -> Vec<f64> {
    let (input, Outputs::Values(outputs)) = (&network.inputs[0], &network.outputs) else {
        panic!("a regression");
    };
    let real = |raw: i64| outputs[output].bounded(network.evaluate(&[raw as i32])[output]);
    let declared: Vec<f64> = (input.min..=input.max).map(real).collect();
    let at = |raw: i64| declared[(raw.clamp(input.min, input.max) - input.min) as usize];
    (input.ty.min()..=input.ty.max()).map(at).collect()
}

/// The raw outputs of a program, likewise.
pub fn raws(network: &Network, piecewise: &Piecewise, output: usize) -> Vec<i32> {
    let ty = network.inputs[0].ty;
    (ty.min()..=ty.max()).map(|raw| piecewise.curves[output].run(raw as i32)).collect()
}
