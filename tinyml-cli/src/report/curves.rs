//! What the pictures of a model show: outputs over an input, deviations over all inputs, weights counted.
//!
//! Everything is thinned to what a picture can show; the greatest deviation is never thinned away.

use super::data::{ErrorCurve, Histogram, Line, Sweep};
use super::layers::Networks;
use super::names::{at, label_of};
use crate::intermediate::outputs;
use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::lower::layers;
use tinyml_compiler::network::{Input, Network, Outputs};
use tinyml_compiler::points::Points;
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork};
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::verify::Certificate;

/// Points of a swept line.
const LINE_POINTS: i64 = 400;

/// Columns of a picture in which deviations are told apart.
const BINS: usize = 500;

/// Inputs behind the picture of the deviations, where not all are run.
const SAMPLE: u64 = 8192;

/// The most outputs or classes with a line of their own.
const MOST_LINES: usize = 4;

/// The most inputs that are swept, and layers whose weights are counted.
const MOST_PICTURES: usize = 8;

/// Bars of a histogram, at most.
const BARS: usize = 31;

/// The outputs over each scalar input, the other inputs in the middle of their ranges.
pub(crate) fn sweeps(network: &Network, quantized: &QuantNetwork) -> Vec<Sweep> {
    let scalars = (0..network.inputs.len()).filter(|&input| network.inputs[input].length.is_none());
    scalars.take(MOST_PICTURES).map(|input| sweep(network, quantized, input, &middle(network))).collect()
}

/// The middle of every range, one value for each input of the first layer.
pub(crate) fn middle(network: &Network) -> Vec<i32> {
    let middle = |input: &Input| (input.min + (input.max - input.min) / 2) as i32;
    network.inputs.iter().flat_map(|input| vec![middle(input); input.width()]).collect()
}

/// As [`sweep`], of a network that is not quantised yet.
///
/// # Errors
///
/// Those of the quantiser.
pub(crate) fn sweep_of(
    network: &Network,
    options: &Options,
    input: usize,
    others: &[i32],
) -> Result<Sweep, Report> {
    let quantized = layers(network, &simplify(network), options)?;
    Ok(sweep(network, &quantized, input, others))
}

/// The outputs over one scalar input, the others at the given raw values.
pub(crate) fn sweep(network: &Network, quantized: &QuantNetwork, input: usize, others: &[i32]) -> Sweep {
    let swept = &network.inputs[input];
    let place: usize = network.inputs[..input].iter().map(Input::width).sum();
    let outputs = outputs(network);
    let names: Vec<String> = (0..outputs.len()).map(|output| label_of(network, output)).collect();
    let mut raw = others.to_vec();
    let mut points: Vec<Vec<[f64; 2]>> = vec![Vec::new(); outputs.len()];
    for value in spaced(swept.min, swept.max) {
        raw[place] = value as i32;
        for ((line, result), output) in points.iter_mut().zip(quantized.run(&raw)).zip(&outputs) {
            line.push([value as f64 * swept.scale, f64::from(result) * output.scale]);
        }
    }
    let unit = outputs.first().and_then(|output| output.unit.clone());
    let shared = outputs.iter().all(|output| output.unit == unit);
    Sweep {
        input: swept.name.clone(),
        unit: swept.unit.clone(),
        others: if network.inputs.len() > 1 { at(network, others, Some(input)) } else { Vec::new() },
        output_unit: unit.filter(|_| shared),
        lines: most_moved(
            names.into_iter().zip(points).map(|(name, points)| Line { name, points }).collect(),
        ),
        samples: Vec::new(),
    }
}

/// Whole numbers from one end to the other, both included, as evenly as they can be.
fn spaced(min: i64, max: i64) -> impl Iterator<Item = i64> {
    let steps = (max - min).clamp(1, LINE_POINTS);
    (0..=steps).map(move |step| min + (max - min) * step / steps)
}

/// The lines that move most, in their own order.
fn most_moved(lines: Vec<Line>) -> Vec<Line> {
    let range = |line: &Line| {
        let values = line.points.iter().map(|point| point[1]);
        values.clone().fold(f64::NEG_INFINITY, f64::max) - values.fold(f64::INFINITY, f64::min)
    };
    let mut ranges: Vec<f64> = lines.iter().map(range).collect();
    ranges.sort_by(|a, b| b.total_cmp(a));
    let least = ranges.get(MOST_LINES - 1).copied().unwrap_or(f64::NEG_INFINITY);
    lines.into_iter().filter(|line| range(line) >= least).take(MOST_LINES).collect()
}

/// The deviation of each output: over the only input if it is a scalar, else over what the float network gives.
pub(crate) fn errors(networks: Networks<'_>, measured: &Certificate) -> Vec<ErrorCurve> {
    let network = networks.network;
    let all = Points::of(network, 0);
    let count = if all.exhaustive() && is_scalar(network) { all.count() } else { SAMPLE };
    let points = Points::sparse(network, count);
    let mut shown: Vec<usize> = (0..outputs(network).len()).take(MOST_LINES).collect();
    if !shown.contains(&measured.worst.output) {
        shown.pop();
        shown.push(measured.worst.output);
    }
    let deviations = deviations(networks, &points, &shown);
    shown.iter().zip(deviations).map(|(&output, found)| curve(networks, measured, output, found)).collect()
}

fn is_scalar(network: &Network) -> bool {
    matches!(&network.inputs[..], [input] if input.length.is_none())
}

/// For each of some outputs, pairs of what goes across and the deviation.
fn deviations(
    Networks { network, quantized, .. }: Networks<'_>,
    points: &[Vec<i32>],
    shown: &[usize],
) -> Vec<Vec<(f64, f64)>> {
    let outputs = outputs(network);
    let scalar = is_scalar(network);
    let mut found = vec![Vec::with_capacity(points.len()); shown.len()];
    for raw in points {
        let (floats, integers) = (network.evaluate(raw), quantized.run(raw));
        for (pairs, &output) in found.iter_mut().zip(shown) {
            let float = outputs[output].bounded(floats[output]);
            let across = if scalar { f64::from(raw[0]) * network.inputs[0].scale } else { float };
            let error = f64::from(integers[output]) * outputs[output].scale - float;
            if across.is_finite() && error.is_finite() {
                pairs.push((across, error));
            }
        }
    }
    found
}

fn curve(
    Networks { network, .. }: Networks<'_>,
    measured: &Certificate,
    output: usize,
    found: Vec<(f64, f64)>,
) -> ErrorCurve {
    let described = outputs(network)[output];
    let (across, across_unit) = match &network.inputs[..] {
        [input] if input.length.is_none() => (input.name.clone(), input.unit.clone()),
        _ => (format!("float {}", label_of(network, output)), described.unit.clone()),
    };
    let worst = &measured.worst;
    let at = |float: f64| match is_scalar(network) {
        true => worst.input.first().map_or(0.0, |raw| f64::from(*raw) * network.inputs[0].scale),
        false => float,
    };
    let all = Points::of(network, 0);
    ErrorCurve {
        output: label_of(network, output),
        unit: described.unit.clone(),
        across,
        across_unit,
        points: found.len() as u64,
        all: is_scalar(network) && all.exhaustive(),
        bins: bins(found),
        worst: (worst.output == output).then(|| [at(worst.float), worst.integer - worst.float]),
    }
}

/// Least and greatest deviation in each column of the picture; few points stay as they are.
fn bins(mut found: Vec<(f64, f64)>) -> Vec<[f64; 3]> {
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    if found.len() <= BINS {
        return found.into_iter().map(|(x, error)| [x, error, error]).collect();
    }
    let (low, high) = (found[0].0, found[found.len() - 1].0);
    let column =
        |x: f64| (((x - low) / (high - low).max(f64::MIN_POSITIVE)) * (BINS as f64 - 1.0)).round() as usize;
    let mut bins: Vec<[f64; 3]> = Vec::new();
    let mut last = None;
    for (x, error) in found {
        match bins.last_mut() {
            Some(bin) if last == Some(column(x)) => *bin = [bin[0], bin[1].min(error), bin[2].max(error)],
            _ => bins.push([x, error, error]),
        }
        last = Some(column(x));
    }
    bins
}

/// The weights of each layer, as the file gives them and as they are stored.
pub(crate) fn weights(Networks { network, trimmed, .. }: Networks<'_>) -> Vec<Histogram> {
    let layers = network.layers.iter().zip(&trimmed.network.layers).take(MOST_PICTURES);
    layers
        .map(|(float, layer)| Histogram {
            layer: layer.name.clone(),
            storage: layer.storage.name().to_owned(),
            real: histogram(&float.weights),
            integer: integer_histogram(layer),
        })
        .collect()
}

fn histogram(values: &[f64]) -> Vec<[f64; 3]> {
    let greatest = values.iter().fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
    if greatest == 0.0 || !greatest.is_finite() {
        return vec![[-1.0, 1.0, values.len() as f64]];
    }
    // Symmetric about zero, and zero is in the middle of a bar.
    let width = 2.0 * greatest / (BARS - 1) as f64;
    count(values.iter().map(|value| (value / width).round() as i64), width)
}

fn integer_histogram(layer: &QuantLayer) -> Vec<[f64; 3]> {
    let greatest = layer.weights.iter().map(|weight| weight.unsigned_abs()).max().unwrap_or(0);
    let width = (2.0 * f64::from(greatest) / (BARS - 1) as f64).ceil().max(1.0);
    count(layer.weights.iter().map(|weight| (f64::from(*weight) / width).round() as i64), width)
}

/// Bars of equal width about multiples of it, from the least to the greatest that has something in it.
fn count(bars: impl Iterator<Item = i64>, width: f64) -> Vec<[f64; 3]> {
    let bars: Vec<i64> = bars.collect();
    let (Some(&low), Some(&high)) = (bars.iter().min(), bars.iter().max()) else { return Vec::new() };
    let mut counts = vec![0.0; (high - low + 1) as usize];
    bars.iter().for_each(|bar| counts[(bar - low) as usize] += 1.0);
    let ends = |bar: i64| ((bar as f64 - 0.5) * width, (bar as f64 + 0.5) * width);
    (low..=high).zip(counts).map(|(bar, count)| [ends(bar).0, ends(bar).1, count]).collect()
}

/// Whether the model names a class.
pub(crate) fn is_classifier(network: &Network) -> bool {
    matches!(network.outputs, Outputs::Classes { .. })
}

#[cfg(test)]
mod tests {
    use super::{bins, histogram, spaced};

    #[test]
    fn the_worst_is_never_thinned_away() {
        let found: Vec<(f64, f64)> =
            (0..60_000).map(|x| (f64::from(x), if x == 31_111 { -7.0 } else { 0.5 })).collect();
        let bins = bins(found);
        assert!(bins.len() <= super::BINS);
        assert_eq!(bins.iter().map(|bin| bin[1]).fold(0.0, f64::min), -7.0);
        assert_eq!(bins.iter().map(|bin| bin[2]).fold(0.0, f64::max), 0.5);
    }

    #[test]
    fn a_sweep_has_both_ends() {
        assert_eq!(spaced(3, 5).collect::<Vec<_>>(), [3, 4, 5]);
        let all: Vec<i64> = spaced(0, 65_535).collect();
        assert_eq!((all.len(), all[0], all[400]), (401, 0, 65_535));
    }

    #[test]
    fn every_weight_is_counted_once() {
        let weights: Vec<f64> = (0..1000).map(|index| f64::from(index % 37) - 11.5).collect();
        let bars = histogram(&weights);
        assert!(bars.len() <= super::BARS);
        assert_eq!(bars.iter().map(|bar| bar[2]).sum::<f64>(), 1000.0);
        assert_eq!(histogram(&[0.0; 5]), [[-1.0, 1.0, 5.0]]);
    }
}
