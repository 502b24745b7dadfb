//! Where training starts: a network whose kinks lie where the curve bends, with the last layer solved for.
//!
//! Every hidden unit gets a place at which its sum crosses zero; first-layer units get theirs exactly, later ones by their
//! bias. A single hidden layer has one unit that is always on, and is then the best chain of straight pieces with these kinks.
//! Signs and sizes are drawn from a seed.

use nalgebra::{DMatrix, DVector};
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use tinyml_compiler::network::Activation;

use super::goal::Goal;
use super::mlp::{Layer, Mlp};
use super::triangle::Triangle;

/// How much large weights of the last layer cost while it is solved for.
const RIDGE: f64 = 1e-2;
/// The same for a single hidden layer, whose solution is already what is wanted.
const SLIGHT: f64 = 1e-6;
/// How far a place may lie from its quantile, in parts of its share.
const JITTER: f64 = 0.2;

/// A network for `hidden` units in each layer.
pub(crate) fn start(goal: &Goal, hidden: &[usize], activation: Activation, random: &mut ChaCha8Rng) -> Mlp {
    let mut network = Mlp { layers: Vec::new(), activation };
    let pieces = hidden.len() == 1 && activation == Activation::Relu;
    let senses = senses(hidden, pieces, random);
    for (index, places) in places(goal, hidden, pieces, random).into_iter().enumerate() {
        let layer = match index {
            0 => first(&places, &senses[0], random),
            _ => inner(goal, &places, (&senses[index - 1], &senses[index]), random),
        };
        network.layers.push(layer);
        if index > 0 {
            cross(&mut network, &places);
        }
    }
    let ridge = if pieces { SLIGHT } else { RIDGE };
    let last = last(goal, &network, ridge);
    network.layers.push(last);
    network
}

/// For each unit, whether it grows with the input (1) or the other way (-1).
fn senses(hidden: &[usize], pieces: bool, random: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
    let mut sense = |unit: usize| match pieces {
        true if unit == 0 => 1.0,
        true => [-1.0, 1.0][usize::from(random.random_bool(0.5))],
        false => [1.0, -1.0][unit % 2],
    };
    hidden.iter().map(|&units| (0..units).map(&mut sense).collect()).collect()
}

/// Where each unit's sum crosses zero: kinks dealt out to the layers in turn, in order to the first, at random to the others.
fn places(goal: &Goal, hidden: &[usize], pieces: bool, random: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
    let total: usize = hidden.iter().sum();
    let kinks = goal.kinks(total - usize::from(pieces), || random.random_range(-JITTER..JITTER));
    let mut places: Vec<Vec<f64>> = vec![Vec::new(); hidden.len()];
    if pieces {
        // A little outside, so that it is on for every input.
        places[0].push(goal.x.first().map_or(0.0, |first| first - 0.05));
    }
    for kink in kinks {
        let fill = |layer: &usize| (places[*layer].len() as f64 + 0.5) / hidden[*layer] as f64;
        let emptiest = (0..hidden.len()).min_by(|one, other| fill(one).total_cmp(&fill(other)));
        places[emptiest.unwrap_or(0)].push(kink);
    }
    places.iter_mut().skip(1).for_each(|layer| layer.shuffle(random));
    places
}

fn first(places: &[f64], senses: &[f64], random: &mut ChaCha8Rng) -> Layer {
    let weights: Vec<f64> = senses.iter().map(|sense| sense * random.random_range(0.7..1.2)).collect();
    let bias = weights.iter().zip(places).map(|(weight, place)| -weight * place);
    Layer {
        bias: DVector::from_iterator(places.len(), bias),
        weights: DMatrix::from_vec(places.len(), 1, weights),
    }
}

/// Weights whose signs follow the senses where the curve goes one way, so that every unit does; else signs at random.
fn inner(goal: &Goal, places: &[f64], (before, after): (&[f64], &[f64]), random: &mut ChaCha8Rng) -> Layer {
    let scale = (8.0 / before.len() as f64).sqrt();
    let mut weight = |row: usize, column: usize| {
        let size = scale * random.random_range(0.2..0.6);
        match goal.direction {
            Some(_) => size * after[row] * before[column],
            None => size * [-1.0, 1.0][usize::from(random.random_bool(0.5))],
        }
    };
    let weights = DMatrix::from_fn(places.len(), before.len(), &mut weight);
    Layer { weights, bias: DVector::zeros(places.len()) }
}

/// Sets the biases of the layer on top so that each unit's sum crosses zero at its place.
fn cross(network: &mut Mlp, places: &[f64]) {
    let pass = network.run(places);
    if let (Some(layer), Some(sums)) = (network.layers.last_mut(), pass.sums.last()) {
        layer.bias -= sums.diagonal();
    }
}

/// The last layer by weighted least squares.
fn last(goal: &Goal, below: &Mlp, ridge: f64) -> Layer {
    let features = match below.run(&goal.x).sums.pop() {
        Some(sums) => sums.map(|sum| below.activation.scalar(sum)),
        None => DMatrix::from_row_slice(1, goal.x.len(), &goal.x),
    };
    let units = features.nrows();
    let solved = solve(goal, &features, ridge);
    let weights = DMatrix::from_row_slice(1, units, &solved[..units]);
    Layer { weights, bias: DVector::from_element(1, solved[units]) }
}

/// The combination of features, and the constant behind it, that comes closest to the target; a row for each feature.
fn solve(goal: &Goal, features: &DMatrix<f64>, ridge: f64) -> Vec<f64> {
    let units = features.nrows();
    let mut triangle = Triangle::new(units + 1);
    for (at, (target, emphasis)) in goal.target.iter().zip(&goal.emphasis).enumerate() {
        let root = emphasis.sqrt();
        let mut row: Vec<f64> = features.column(at).iter().map(|feature| feature * root).collect();
        row.push(root);
        triangle.push(&row, target * root);
    }
    let diagonal = |row: usize, column: usize| if row == column { ridge.sqrt() } else { 0.0 };
    let solved = triangle.finish().solve(&DMatrix::from_fn(units, units + 1, diagonal));
    solved.map_or_else(|| vec![0.0; units + 1], |solution| solution.coefficients.as_slice().to_vec())
}

/// A network of two hidden ReLU layers made of one with a single layer, without changing what that computes.
///
/// The first unit of the second layer hands the first layer's chain of pieces on; the others each add a kink of their own, which
/// the always active unit lets them place. All kinks lie where the curve bends, and are solved for together.
///
/// Source of the idea: Chen, Goodfellow and Shlens, "Net2Net: Accelerating Learning via Knowledge Transfer" (2016).
pub(crate) fn deepened(goal: &Goal, (lower, upper): (usize, usize), random: &mut ChaCha8Rng) -> Mlp {
    let kinks = goal.kinks(lower + upper - 2, || random.random_range(-JITTER..JITTER));
    let (mut below, mut above) = (vec![goal.x.first().map_or(0.0, |first| first - 0.05)], Vec::new());
    for (index, kink) in kinks.into_iter().enumerate() {
        let wanted = if index % 2 == 0 { below.len() < lower } else { above.len() + 1 >= upper };
        if wanted { below.push(kink) } else { above.push(kink) }
    }
    let first = first(&below, &senses(&[lower], true, random)[0], random);
    let second = second(&first, &above, random);
    let mut network = Mlp { layers: vec![first], activation: Activation::Relu };
    let chain = network.run(&goal.x).sums.remove(0).map(|sum| sum.max(0.0));
    let added = second.sums(&chain).map(|sum| sum.max(0.0));
    let mut features = chain.clone().insert_rows(lower, upper - 1, 0.0);
    features.rows_mut(lower, upper - 1).copy_from(&added.rows(1, upper - 1));
    let solved = solve(goal, &features, SLIGHT);
    let (shares, kinks) = solved[..lower + upper - 1].split_at(lower);
    let shares = DMatrix::from_row_slice(1, lower, shares);
    // What is handed on has to be positive everywhere, so that the ReLU lets it pass.
    let shift = 0.5 - (&shares * &chain).min();
    let mut layer = second;
    layer.weights.row_mut(0).copy_from(&shares);
    layer.bias[0] = shift;
    network.layers.push(layer);
    let weights = DMatrix::from_iterator(1, upper, std::iter::once(1.0).chain(kinks.iter().copied()));
    network.layers.push(Layer { weights, bias: DVector::from_element(1, solved[lower + upper - 1] - shift) });
    network
}

/// Units that cross zero at their places, by the always active first unit below alone; the very first unit is left empty.
fn second(first: &Layer, places: &[f64], random: &mut ChaCha8Rng) -> Layer {
    let (slope, offset) = (first.weights[0], first.bias[0]);
    let mut layer = Layer {
        weights: DMatrix::zeros(places.len() + 1, first.weights.nrows()),
        bias: DVector::zeros(places.len() + 1),
    };
    for (row, place) in places.iter().enumerate() {
        let steep = [-1.0, 1.0][usize::from(random.random_bool(0.5))] * random.random_range(0.7..1.2);
        layer.weights[(row + 1, 0)] = steep / slope;
        layer.bias[row + 1] = -steep * (place + offset / slope);
    }
    layer
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use tinyml_compiler::network::Activation;

    use super::super::goal::{Goal, Normal};
    use super::{deepened, start};

    /// A parabola over -1..1.
    fn parabola() -> Goal {
        let x: Vec<f64> = (-100..=100).map(|at| f64::from(at) * 0.01).collect();
        let none = Normal { mean: 0.0, std: 1.0 };
        Goal {
            raw: (-100..=100).collect(),
            target: x.iter().map(|x| x * x).collect(),
            emphasis: vec![1.0 / 201.0; 201],
            x,
            bounds: (-9.0, 9.0),
            direction: None,
            entering: none,
            leaving: none,
        }
    }

    /// A chord of a parabola that is `width` long lies at most `width² / 4` above it, so this is what pieces can do.
    #[test]
    fn kinks_of_a_parabola_are_even_and_all_used() {
        let goal = parabola();
        let kinks = goal.kinks(4, || 0.0);
        for (kink, even) in kinks.iter().zip([-0.75, -0.25, 0.25, 0.75]) {
            assert!((kink - even).abs() < 0.02, "{kinks:?}");
        }
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let shallow = start(&goal, &[8], Activation::Relu, &mut random);
        let deep = deepened(&goal, (8, 8), &mut random);
        for (network, pieces) in [(shallow, 8.0), (deep, 15.0)] {
            let errors = network
                .outputs(&goal.x)
                .into_iter()
                .zip(&goal.target)
                .map(|(output, target)| output - target);
            let chord = (2.0_f64 / pieces).powi(2) / 4.0;
            assert!(goal.rms(errors.clone()) < 0.6 * chord, "{pieces}");
            assert!(errors.fold(0.0_f64, |max, error| max.max(error.abs())) < 2.0 * chord, "{pieces}");
        }
    }
}
