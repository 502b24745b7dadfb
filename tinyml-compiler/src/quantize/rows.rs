//! From the real weights of a layer to integers: one step for each row.

use super::cluster::cluster;
use crate::network::Dense;
use crate::options::Storage;
use crate::quant_network::Rows;

/// Sums stay below this magnitude by the choice of the step.
const SUM_BOUND: f64 = (1_u32 << 30) as f64;

/// And below this one after rounding, which leaves room for what the operator adds to the bias.
const ROUNDED_BOUND: f64 = 1.25 * SUM_BOUND;

/// The distance of a table's first entry stays below this magnitude.
const OFFSET_BOUND: f64 = (1_u32 << 29) as f64;

/// Below this a step counts as none: quotients of subnormal numbers are too coarse to round by.
const STEP_MIN: f64 = 1e-290;

/// What a layer gets from the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Incoming<'a> {
    /// Real value of one unit of each activation.
    pub steps: &'a [f64],
    /// Greatest magnitude of each raw activation.
    pub magnitudes: &'a [f64],
}

/// Rounds weights and biases by one step for each row, and clusters the weights where the storage shares them.
pub(super) fn rows(layer: &Dense, storage: Storage, incoming: Incoming<'_>, row_steps: &[f64]) -> Rows {
    let mut rows = rounded(layer, storage, incoming, row_steps);
    let Some(size) = storage.table() else {
        return rows;
    };
    let live: Vec<bool> = incoming.magnitudes.iter().map(|magnitude| *magnitude > 0.0).collect();
    let mut steps = row_steps.to_vec();
    loop {
        cluster(&mut rows.weights, &live, size);
        if has_room(&rows, incoming.magnitudes) {
            return rows;
        }
        // Many small weights have become a greater one, and their sum is beyond its room.
        steps.iter_mut().for_each(|step| *step *= 1.25);
        rows = rounded(layer, storage, incoming, &steps);
    }
}

fn rounded(layer: &Dense, storage: Storage, incoming: Incoming<'_>, row_steps: &[f64]) -> Rows {
    let (mut weights, mut bias, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for (row, &step) in row_steps.iter().enumerate() {
        let scaled = scaled(layer, row, incoming);
        let step = with_room(&scaled, layer.bias[row], incoming.magnitudes, step);
        weights.extend(scaled.iter().map(|value| (value / step).round() as i16));
        bias.push((layer.bias[row] / step).round() as i32);
        steps.push(step);
    }
    Rows { inputs: layer.inputs, storage, weights, bias, steps }
}

/// Whether the sum of every row leaves room for what the operator adds.
fn has_room(rows: &Rows, magnitudes: &[f64]) -> bool {
    rows.weights.chunks(rows.inputs).zip(&rows.bias).all(|(row, bias)| {
        let products =
            row.iter().zip(magnitudes).map(|(weight, magnitude)| f64::from(*weight).abs() * magnitude);
        f64::from(*bias).abs() + products.sum::<f64>() <= ROUNDED_BOUND
    })
}

/// The least step of each row: it lets the greatest weight take the greatest integer, and the sum 2^30.
///
/// A row of zeros, which every step would suit, takes the least of the others, whatever its bias: as a column of the next
/// layer it must not outweigh them, nor may it alone decide how far all are shifted. Where a table follows, whose first entry lies `distance` below zero, no step is so fine that this
/// distance, in units of the acc, would be beyond its room; a table is as wide as the coarsest step.
pub(super) fn least_steps(
    layer: &Dense,
    storage: Storage,
    incoming: Incoming<'_>,
    distance: Option<f64>,
) -> Vec<f64> {
    let (mut own, mut room) = (Vec::new(), Vec::new());
    for row in 0..layer.outputs {
        let scaled = scaled(layer, row, incoming);
        let greatest = scaled.iter().fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
        own.push(greatest / f64::from(storage.max()));
        room.push(real_sum(&scaled, layer.bias[row], incoming.magnitudes) / SUM_BOUND);
    }
    let zeros_only = own.iter().all(|own| *own < STEP_MIN);
    let step = |(own, room): (&f64, &f64)| {
        let least = own.max(*room);
        (least >= STEP_MIN && (*own >= STEP_MIN || zeros_only)).then_some(least)
    };
    let steps: Vec<Option<f64>> = own.iter().zip(&room).map(step).collect();
    let coarsest = steps.iter().flatten().copied().fold(0.0, f64::max);
    let finest = distance.map_or(0.0, |distance| (distance + coarsest) / OFFSET_BOUND);
    let least = steps.iter().flatten().copied().reduce(f64::min).unwrap_or(1.0);
    steps.iter().zip(room).map(|(step, room)| step.unwrap_or(least.max(room)).max(finest)).collect()
}

/// The greatest real magnitude that any sum of the layer can have.
pub(super) fn greatest_sum(layer: &Dense, incoming: Incoming<'_>) -> f64 {
    let row = |row| real_sum(&scaled(layer, row, incoming), layer.bias[row], incoming.magnitudes);
    (0..layer.outputs).map(row).fold(0.0, f64::max)
}

/// Factors on the least steps that make each weight of the next layer's single row a whole number of one step.
///
/// With `c` the greatest product of step and weight over the greatest integer, every unit takes the next whole multiple of
/// `c`: its row becomes coarser by less than a step of that row, and the next layer is rounded without error.
pub(super) fn exact_factors(least: &[f64], next: &[f64], storage: Storage) -> Vec<f64> {
    let products: Vec<f64> = least.iter().zip(next).map(|(step, weight)| step * weight.abs()).collect();
    let unit = products.iter().copied().fold(0.0, f64::max) / f64::from(storage.max());
    let usable = |product: f64| unit > STEP_MIN && product > STEP_MIN;
    let factor = |&product: &f64| {
        if usable(product) { (product / unit - 1e-9).ceil().max(1.0) * unit / product } else { 1.0 }
    };
    products.iter().map(factor).collect()
}

/// A row of weights over raw activations. An activation that is always zero takes none, whatever its weight: it would
/// only widen the step of the others.
fn scaled(layer: &Dense, row: usize, incoming: Incoming<'_>) -> Vec<f64> {
    let value = |((weight, step), magnitude): ((&f64, &f64), &f64)| {
        if *magnitude > 0.0 { weight * step } else { 0.0 }
    };
    layer.row(row).iter().zip(incoming.steps).zip(incoming.magnitudes).map(value).collect()
}

fn real_sum(scaled: &[f64], bias: f64, magnitudes: &[f64]) -> f64 {
    let products = scaled.iter().zip(magnitudes).map(|(value, magnitude)| value.abs() * magnitude);
    bias.abs() + products.sum::<f64>()
}

/// The step, or a coarser one where rounding up thousands of small weights at once would use up the room of the sum.
fn with_room(scaled: &[f64], bias: f64, magnitudes: &[f64], step: f64) -> f64 {
    let sum = |step: f64| {
        let products =
            scaled.iter().zip(magnitudes).map(|(value, magnitude)| (value / step).round().abs() * magnitude);
        (bias / step).abs() + products.sum::<f64>()
    };
    let mut step = step.max(STEP_MIN);
    while sum(step) > ROUNDED_BOUND {
        step *= 1.25;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::{Incoming, SUM_BOUND, exact_factors, least_steps, rows};
    use crate::network::{Activation, Dense};
    use crate::options::Storage;

    fn layer(weights: &[&[f64]], bias: &[f64]) -> Dense {
        Dense {
            name: "fc".to_owned(),
            inputs: weights[0].len(),
            outputs: weights.len(),
            weights: weights.concat(),
            bias: bias.to_vec(),
            activation: Activation::None,
        }
    }

    const TWO: Incoming<'static> = Incoming { steps: &[1.0, 0.5], magnitudes: &[100.0, 100.0] };

    #[test]
    fn the_greatest_weight_takes_the_greatest_integer() {
        let layer = layer(&[&[1.0, -4.0]], &[3.0]);
        for (_, storage) in Storage::ALL {
            let steps = least_steps(&layer, storage, TWO, None);
            let rows = rows(&layer, storage, TWO, &steps);
            assert_eq!(i32::from(rows.weights[1]), -storage.max());
            assert!((f64::from(rows.bias[0]) * steps[0] - 3.0).abs() <= 0.5 * steps[0]);
        }
    }

    #[test]
    fn sums_keep_their_room() {
        let layer = layer(&[&[1.0, 1.0], &[1e-9, 0.0]], &[0.0, 5.0]);
        let wide = Incoming { steps: &[1.0, 1.0], magnitudes: &[32_768.0, 32_768.0] };
        let steps = least_steps(&layer, Storage::I16, wide, None);
        assert!(65_536.0 / steps[0] <= SUM_BOUND * (1.0 + 1e-9) && 5.0 / steps[1] <= SUM_BOUND);
    }

    #[test]
    fn a_row_of_zeros_takes_the_least_step_of_the_others() {
        let layer = layer(&[&[0.0, 0.0], &[0.25, 0.5], &[2.0, 0.0]], &[0.0, 0.0, 0.0]);
        let steps = least_steps(&layer, Storage::I8, TWO, None);
        assert_eq!(steps[0], steps[1]);
        assert!(steps[1] < steps[2]);
    }

    #[test]
    fn the_bias_of_a_row_of_zeros_chooses_no_step_where_other_rows_have_weights() {
        let weights: [&[f64]; 2] = [&[0.0, 0.0], &[0.25, 0.5]];
        let steps = least_steps(&layer(&weights, &[0.3, 0.0]), Storage::I8, TWO, None);
        assert_eq!(steps[0], steps[1]);
        let far = least_steps(&layer(&weights, &[1e9, 0.0]), Storage::I8, TWO, None);
        assert_eq!(far[0], 1e9 / SUM_BOUND);
        let alone = least_steps(&layer(&weights[..1], &[0.3]), Storage::I8, TWO, None);
        assert_eq!(alone[0], 0.3 / SUM_BOUND);
    }

    #[test]
    fn an_activation_that_is_always_zero_takes_no_weight() {
        let layer = layer(&[&[1000.0, 1.0]], &[0.0]);
        let dead = Incoming { steps: &[1.0, 1.0], magnitudes: &[0.0, 100.0] };
        let steps = least_steps(&layer, Storage::I8, dead, None);
        assert_eq!(rows(&layer, Storage::I8, dead, &steps).weights, [0, 127]);
    }

    #[test]
    fn exact_factors_make_whole_numbers() {
        let (least, next) = ([0.3, 0.7, 1.1, 0.0, 1e-20], [2.0, -1.0, 0.01, 5.0, 1.0]);
        let factors = exact_factors(&least, &next, Storage::I8);
        let products: Vec<f64> = (0..5).map(|at| least[at] * factors[at] * next[at].abs()).collect();
        let unit = 0.7 / 127.0;
        assert!(factors.iter().all(|factor| *factor >= 1.0 - 1e-9), "{factors:?}");
        assert!(products.iter().all(|product| (product / unit - (product / unit).round()).abs() < 1e-6));
    }
}
