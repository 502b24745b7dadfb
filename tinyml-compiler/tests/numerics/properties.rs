//! What has to hold for every model that compiles.

use std::fmt;

use tinyml_compiler::network::{Network, Output, Outputs};
use tinyml_compiler::ops::Op;
use tinyml_compiler::options::ActivationBits;
use tinyml_compiler::points::Points;
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork, Rows};
use tinyml_compiler::range::Reach;
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::{Certificate, Change};
use tinyml_compiler::{Compiled, Options, compile, read};

use crate::generate::{Case, point};
use crate::oracle;
use crate::random::Random;
use crate::text::text;

/// What came of a case.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Refused, by the codes of its report.
    Refused(String),
    /// Compiled.
    Ran(Measured),
}

/// The deviation of a case.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    pub exhaustive: bool,
    /// The greatest that was met.
    pub worst: f64,
    /// The greatest that the compiler claims to be possible.
    pub bound: f64,
    /// One step of the output.
    pub step: f64,
    /// Greatest magnitude of an output.
    pub span: f64,
}

/// Compiles a case and checks every promise on `count` inputs and all corners.
pub fn check(case: &Case, seed: u64, count: usize) -> Outcome {
    let text = text(&case.network);
    let source = Source::from_bytes("random.json", text.clone().into_bytes()).expect("a text");
    match read(&source) {
        Ok(network) => assert_eq!(network, case.network, "the reader changed the network"),
        Err(report) => return Outcome::Refused(codes(&report)),
    }
    let context = Context { seed, text: &text, options: &case.options };
    match compile(&source, &case.options) {
        Err(report) => {
            assert!(!report.to_string().is_empty());
            Outcome::Refused(codes(&report))
        }
        Ok(compiled) => {
            let again = compile(&source, &case.options).expect("what compiles once, compiles twice");
            assert_eq!(format!("{:?}", compiled.model()), format!("{:?}", again.model()), "{context}");
            Outcome::Ran(promises(&compiled, &context, count))
        }
    }
}

fn codes(report: &tinyml_compiler::diagnostic::Report) -> String {
    let codes: Vec<&str> = report.diagnostics().iter().map(|one| one.code.id()).collect();
    codes.join(" ")
}

struct Context<'a> {
    seed: u64,
    text: &'a str,
    options: &'a Options,
}

impl fmt::Display for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}, {:?}\n{}", self.seed, self.options, self.text)
    }
}

fn promises(compiled: &Compiled, context: &Context<'_>, count: usize) -> Measured {
    let model = compiled.model();
    let (network, quantized) = (&model.network, model.program.layers().expect("layers"));
    let reach = reach(network, quantized);
    let outputs = outputs(network);
    let bound = model.certificate.bound;
    let step = outputs.iter().fold(0.0_f64, |all, output| all.max(output.scale));
    let mut measured =
        Measured { exhaustive: model.certificate.exhaustive, worst: 0.0, bound, step, span: 0.0 };
    let (mut random, mut moves) = (Random::new(context.seed ^ 0xffff), Random::new(context.seed ^ 0xeeee));
    for raw in corners(network).into_iter().chain((0..count).map(|_| point(&mut random, network))) {
        same_integers(quantized, &reach, &raw, context);
        let (integers, floats) = (quantized.run(&raw), network.evaluate(&raw));
        proved(&model.certificate, &raw, &integers, context);
        let mut moved = raw.clone();
        let input = moves.integer(0, raw.len() as i64 - 1) as usize;
        let (low, high) = tinyml_compiler::points::ranges(network)[input];
        moved[input] = moves.integer(i64::from(low), i64::from(high)) as i32;
        let (from, to) = if moved[input] < raw[input] { (&moved, &raw) } else { (&raw, &moved) };
        goes(&model.certificate, input, (&quantized.run(from), &quantized.run(to)), context);
        for ((integer, float), output) in integers.iter().zip(floats).zip(&outputs) {
            assert!(
                (output.min..=output.max).contains(&i64::from(*integer)),
                "{integer} is not in {}..={} at {raw:?}, {context}",
                output.min,
                output.max
            );
            let float = float.clamp(output.min as f64 * output.scale, output.max as f64 * output.scale);
            let deviation = (f64::from(*integer) * output.scale - float).abs();
            measured.worst = measured.worst.max(deviation);
            measured.span = measured.span.max(float.abs());
            assert!(deviation <= bound, "{deviation} > {bound} at {raw:?}: {integer} for {float}, {context}");
        }
    }
    measured
}

/// Every output within the range that is proved of it.
fn proved(certificate: &Certificate, raw: &[i32], integers: &[i32], context: &Context<'_>) {
    for (integer, range) in integers.iter().zip(&certificate.ranges) {
        let (low, high) = range.proved;
        assert!((low..=high).contains(integer), "{integer} is not in {low}..={high} at {raw:?}, {context}");
    }
}

/// No output rises or falls of which it is proved that it does not.
fn goes(certificate: &Certificate, input: usize, (before, after): (&[i32], &[i32]), context: &Context<'_>) {
    for (row, (before, after)) in certificate.trends.iter().zip(before.iter().zip(after)) {
        let trend = &row[input];
        let change = if after > before { &trend.rise } else { &trend.fall };
        assert!(after == before || *change != Change::Never, "{trend:?}: {before} to {after}, {context}");
    }
}

/// The kernels against the oracle, and both against the proof.
fn same_integers(network: &QuantNetwork, reach: &[Vec<(i64, i64)>], raw: &[i32], context: &Context<'_>) {
    let traces = oracle::run(network, raw);
    let mut x = network.enter(raw);
    for (at, (layer, trace)) in network.layers.iter().zip(&traces).enumerate() {
        let sums: Vec<i128> = layer.sums(&x).into_iter().map(i128::from).collect();
        assert_eq!(sums, trace.sums, "sums of layer {at} at {raw:?}, {context}");
        for (sum, reach) in sums.iter().zip(&reach[at]) {
            let within = *sum >= i128::from(reach.0) && *sum <= i128::from(reach.1);
            assert!(within, "{sum} is not in {reach:?}, layer {at} at {raw:?}, {context}");
        }
        x = layer.run(&x);
        let results: Vec<i128> = x.iter().copied().map(i128::from).collect();
        assert_eq!(results, trace.results, "results of layer {at} at {raw:?}, {context}");
        if at + 1 < network.layers.len() {
            let limit = limit(&layer.op, context.options.activations.unwrap_or(ActivationBits::I16));
            assert!(x.iter().all(|x| x.abs() <= limit), "{x:?} beyond {limit}, layer {at}, {context}");
        }
    }
}

fn limit(op: &Op, bits: ActivationBits) -> i32 {
    assert!(!matches!(op, Op::Softmax(_)), "softmax in a hidden layer");
    bits.max()
}

/// The range of every sum by the compiler's own intervals.
fn reach(network: &Network, quantized: &QuantNetwork) -> Vec<Vec<(i64, i64)>> {
    let mut reach = Reach::of(&quantized.domains, &Points::of(network, 0));
    let mut all = Vec::new();
    for (at, layer) in quantized.layers.iter().enumerate() {
        let sums = reach.sums(&rows(layer));
        if at + 1 < quantized.layers.len() {
            reach = reach.advance(layer, &sums);
        }
        all.push(sums);
    }
    all
}

fn rows(layer: &QuantLayer) -> Rows {
    Rows {
        inputs: layer.inputs,
        storage: layer.storage,
        weights: layer.weights.clone(),
        bias: layer.bias.clone(),
        steps: layer.steps.clone(),
    }
}

fn outputs(network: &Network) -> Vec<&Output> {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.iter().collect(),
        Outputs::Classes { output, labels } => vec![output; labels.len()],
    }
}

/// All combinations of the ends of the first six ranges.
fn corners(network: &Network) -> Vec<Vec<i32>> {
    let ranges = tinyml_compiler::points::ranges(network);
    let free = ranges.len().min(6);
    let end = |corner: usize, at: usize| {
        if at < free && corner >> at & 1 == 1 { ranges[at].1 } else { ranges[at].0 }
    };
    (0..1_usize << free).map(|corner| (0..ranges.len()).map(|at| end(corner, at)).collect()).collect()
}
