//! A second implementation of the integer network: plain, slow, in `i128`, and sharing no line with the kernels.
//!
//! It asserts on its way what the kernels rely on: that no sum and no product leaves `i32`.

use tinyml_compiler::ops::Op;
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork};
use tinyml_core::{Epilogue, Scale};

/// What a layer did: its exact sums, and its results.
pub struct Trace {
    pub sums: Vec<i128>,
    pub results: Vec<i128>,
}

/// Runs a network.
pub fn run(network: &QuantNetwork, raw: &[i32]) -> Vec<Trace> {
    let enter = |(raw, domain): (&i32, &tinyml_core::input::Domain)| {
        (i128::from((*raw).clamp(domain.min, domain.max)) - i128::from(domain.center)) << domain.shift
    };
    let mut x: Vec<i128> = raw.iter().zip(&network.domains).map(enter).collect();
    let mut traces = Vec::new();
    for layer in &network.layers {
        let sums: Vec<i128> = (0..layer.outputs).map(|row| sum(layer, row, &x)).collect();
        let results = apply(&layer.op, &sums);
        x.clone_from(&results);
        traces.push(Trace { sums, results });
    }
    traces
}

fn sum(layer: &QuantLayer, row: usize, x: &[i128]) -> i128 {
    let weights = &layer.weights[row * layer.inputs..(row + 1) * layer.inputs];
    let products: i128 = weights.iter().zip(x).map(|(weight, x)| i128::from(*weight) * x).sum();
    fits(products + i128::from(layer.bias[row]), "a sum")
}

fn apply(op: &Op, sums: &[i128]) -> Vec<i128> {
    let each =
        |f: &dyn Fn(usize, i128) -> i128| sums.iter().enumerate().map(|(row, sum)| f(row, *sum)).collect();
    match op {
        Op::Shift(shift) => each(&|_, sum| epilogue(shift.epilogue, sum)),
        Op::Rescale(rescale) => each(&|row, sum| {
            let row = &rescale.rows[row];
            scaled(row.scale, sum).clamp(i128::from(row.min), i128::from(row.max))
        }),
        Op::Table(table) => each(&|row, sum| {
            let last = (table.entries.len() as i128 - 1) << table.fraction;
            let (scale, before) = (table.scales[row], (sum >> table.scales[row].pre).clamp(0, 0xffff));
            let position = scaled(Scale { pre: 0, ..scale }, before).min(last);
            let index = (position >> table.fraction) as usize;
            let low = i128::from(table.entries[index]);
            let high = i128::from(*table.entries.get(index + 1).unwrap_or(&table.entries[index]));
            let rest = position - ((index as i128) << table.fraction);
            let product = fits((high - low) * rest, "an interpolation");
            low + ((product + (1 << table.fraction >> 1)) >> table.fraction) + i128::from(table.base)
        }),
        Op::Softmax(softmax) => {
            let logits: Vec<i128> =
                sums.iter().zip(&softmax.scales).map(|(sum, scale)| scaled(*scale, *sum)).collect();
            let exponentials = exponentials(&logits);
            let total = fits(exponentials.iter().sum(), "the sum of the exponentials");
            let divisor = total >> 5;
            let output = |value: &i128| {
                let dividend = fits((value << 10) + divisor / 2, "a dividend");
                let quotient = dividend / divisor + i128::from(softmax.half);
                scaled(softmax.output, quotient).clamp(0, i128::from(softmax.max))
            };
            exponentials.iter().map(output).collect()
        }
    }
}

fn epilogue(epilogue: Epilogue, sum: i128) -> i128 {
    match epilogue {
        Epilogue::Linear { shift } => sum >> shift,
        Epilogue::Relu { shift } => (sum >> shift).max(0),
        Epilogue::LeakyRelu { shift, slope } => match sum >> shift {
            positive if positive >= 0 => positive,
            negative => fits(negative * i128::from(slope) + (1 << 14), "a slope's product") >> 15,
        },
    }
}

fn scaled(scale: Scale, sum: i128) -> i128 {
    assert!(scale.multiplier >= 0 && scale.pre <= 31 && scale.post <= 31, "{scale:?}");
    fits((sum >> scale.pre) * i128::from(scale.multiplier), "a scaled sum") >> scale.post
}

/// `2^(z - greatest)` in Q1.20 of base-2 logits with ten bits behind the point: a table of 65 entries to an octave.
fn exponentials(logits: &[i128]) -> Vec<i128> {
    let greatest = *logits.iter().max().expect("a logit");
    let entry = |index: i128| libm::round(32_768.0 * libm::exp2(-(index as f64) / 64.0)) as i128;
    let one = |logit: &i128| {
        let below = fits(greatest - logit, "a difference of logits");
        let (octaves, index, part) = (below >> 10, (below >> 4) & 63, below & 15);
        let fall = ((entry(index) - entry(index + 1)) * part) >> 4;
        if octaves > 21 { 0 } else { ((entry(index) - fall) << 5) >> octaves }
    };
    logits.iter().map(one).collect()
}

/// The value itself, which an `i32` must be able to hold.
fn fits(value: i128, what: &str) -> i128 {
    assert!(i32::try_from(value).is_ok(), "{what} is {value}, which does not fit 32 bits");
    value
}
