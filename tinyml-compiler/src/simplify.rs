//! Folds what can be folded before anything is rounded: normalisation into the first layer, dead units into nothing.
//!
//! The result computes what the network computes, for raw inputs as its domains let them enter. It rounds nothing.

mod align;
mod dead;

use tinyml_core::input::Domain;

use crate::network::{Activation, Dense, Network, Outputs};
use crate::points::ranges;
use dead::{alive, keep_units, remove_dead_units};

/// A range is far from zero if its greatest magnitude is more than half of this, in units of half its width.
const FAR: i32 = 5;

/// A network over raw inputs, centred and shifted.
#[derive(Debug, Clone)]
pub struct Simplified {
    /// Range and centre of every value that enters the first layer.
    pub domains: Vec<Domain>,
    /// The layers; the first takes raw integers as the domains let them enter.
    pub layers: Vec<Dense>,
    /// Units that were removed, by name of the layer.
    pub removed: Vec<(String, usize)>,
    /// For each layer, which unit of the model file each of its units is.
    pub units: Vec<Vec<usize>>,
}

/// Folds the normalisation, removes units that are zero for every declared input, and aligns what is left of the inputs.
pub fn simplify(network: &Network) -> Simplified {
    let mut simplified = folded(network);
    remove_dead_units(&mut simplified, network);
    align::inputs(network, &mut simplified);
    simplified
}

/// The network of a file without the units that are zero for every declared input, and how many each layer lost.
///
/// Compiled, it gives the same bits: [`simplify`] removes the same units.
pub fn without_dead_units(network: &Network) -> (Network, Vec<(String, usize)>) {
    let (mut simplified, mut network) = (folded(network), network.clone());
    let whole = network.clone();
    for at in 0..network.layers.len().saturating_sub(1) {
        let alive = alive(&simplified, at, &whole);
        let removed = network.layers[at].outputs - alive.len();
        if removed > 0 {
            simplified.removed.push((network.layers[at].name.clone(), removed));
            keep_units(&mut simplified.layers, at, &alive);
            keep_units(&mut network.layers, at, &alive);
        }
    }
    (network, simplified.removed)
}

/// Folds the normalisation; units that are zero for every declared input stay, but nothing reads them.
///
/// What the network computes is what [`simplify`] makes of it, to the last bit of the integers: to see what the units cost.
pub fn silence(network: &Network) -> Simplified {
    let mut simplified = folded(network);
    for at in 0..simplified.layers.len().saturating_sub(1) {
        let alive = alive(&simplified, at, network);
        let next = &mut simplified.layers[at + 1];
        let inputs = next.inputs;
        let dead = |&(at, _): &(usize, &mut f64)| !alive.contains(&(at % inputs));
        next.weights.iter_mut().enumerate().filter(dead).for_each(|(_, weight)| *weight = 0.0);
    }
    align::like(&simplify(network), &mut simplified);
    simplified
}

/// Folds the normalisation and aligns the inputs only, which is quick; every layer keeps its shape.
///
/// For training, where a network is rounded hundreds of times.
pub fn fold(network: &Network) -> Simplified {
    let mut simplified = folded(network);
    align::inputs(network, &mut simplified);
    simplified
}

fn folded(network: &Network) -> Simplified {
    let domains: Vec<Domain> = ranges(network).into_iter().map(domain).collect();
    let mut layers = network.layers.clone();
    if let Some(first) = layers.first_mut() {
        fold_normalization(network, &domains, first);
    }
    if let (Outputs::Classes { .. }, Some(last)) = (&network.outputs, layers.last_mut())
        && last.activation == Activation::Argmax
    {
        last.activation = Activation::None;
    }
    let units = layers.iter().map(|layer| (0..layer.outputs).collect()).collect();
    Simplified { domains, layers, removed: Vec::new(), units }
}

/// What is subtracted from an input, which costs an instruction: nothing where the range lies about zero, or begins there.
///
/// Elsewhere the middle of the range. The rounding of a weight is multiplied by the greatest value that enters; of a range
/// far from zero, most of that would be a constant, which a bias holds without error.
fn domain((min, max): (i32, i32)) -> Domain {
    let greatest = min.abs().max(max.abs());
    let fits = min >= i32::from(i16::MIN) && max <= i32::from(i16::MAX);
    let far = 2 * greatest > FAR * (max - min).div_euclid(2).max(1);
    let center = if fits && !far { 0 } else { min + (max - min + 1) / 2 };
    Domain::new(min, max, center)
}

/// `w · ((raw * scale - mean) / std) + b` becomes `w' · (raw - center) + b'`.
fn fold_normalization(network: &Network, domains: &[Domain], first: &mut Dense) {
    let inputs = network.inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width()));
    for (column, (input, domain)) in inputs.zip(domains).enumerate() {
        let at_center = input.normalized(i64::from(domain.center));
        for row in 0..first.outputs {
            let weight = &mut first.weights[row * first.inputs + column];
            first.bias[row] += *weight * at_center;
            *weight *= input.scale / input.std;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{domain, simplify};
    use crate::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
    use crate::options::Deploy;

    fn network(input: Input, layers: Vec<Dense>) -> Network {
        let ty = IntType::I16;
        let output = Output {
            name: "y".to_owned(),
            description: None,
            ty,
            unit: None,
            scale: 0.01,
            min: ty.min(),
            max: ty.max(),
        };
        Network {
            name: "m".to_owned(),
            description: None,
            inputs: vec![input],
            outputs: Outputs::Values(vec![output]),
            layers,
            deploy: Deploy::default(),
            training: Vec::new(),
        }
    }

    fn layer(name: &str, weights: &[&[f64]], bias: &[f64], activation: Activation) -> Dense {
        Dense {
            name: name.to_owned(),
            inputs: weights[0].len(),
            outputs: weights.len(),
            weights: weights.concat(),
            bias: bias.to_vec(),
            activation,
        }
    }

    fn input(length: Option<usize>) -> Input {
        Input {
            name: "x".to_owned(),
            description: None,
            ty: IntType::U16,
            unit: None,
            min: 1000,
            max: 1400,
            scale: 0.5,
            mean: 600.0,
            std: 50.0,
            length,
            faults: Faults::default(),
        }
    }

    /// Units 1 and 3 never open between 1000 and 1400.
    fn two_dead(inputs: usize) -> Vec<Dense> {
        let rows = [1.0, 1.0, -1.0, 0.0].map(|weight| vec![weight; inputs]);
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let first = layer("fc1", &rows, &[0.1, -9.0, 0.2, -0.1], Activation::Relu);
        vec![first, layer("fc2", &[&[2.0, 3.0, 4.0, 5.0]], &[0.5], Activation::None)]
    }

    #[test]
    fn folding_and_removal_change_nothing() {
        for length in [None, Some(2)] {
            let inputs = length.unwrap_or(1);
            let network = network(input(length), two_dead(inputs));
            let simplified = simplify(&network);
            assert_eq!(simplified.removed, [("fc1".to_owned(), 2)]);
            assert_eq!(simplified.layers[0].outputs, 2);
            for raw in 1000..=1400 {
                let point = vec![raw; inputs];
                let entered =
                    point.iter().zip(&simplified.domains).map(|(raw, domain)| f64::from(domain.enter(*raw)));
                let found =
                    simplified.layers.iter().fold(entered.collect(), |x: Vec<f64>, layer| layer.evaluate(&x));
                assert!((found[0] - network.evaluate(&point)[0]).abs() < 1e-12, "{raw}");
            }
        }
    }

    #[test]
    fn a_layer_keeps_a_unit() {
        let mut layers = two_dead(1);
        layers[0].bias = vec![-9.0; 4];
        let simplified = simplify(&network(input(None), layers));
        assert_eq!(simplified.removed, [("fc1".to_owned(), 3)]);
    }

    #[test]
    fn a_range_is_centred_where_it_is_far_from_zero() {
        let centers =
            [(0, 3300), (-128, 127), (0, 1), (450, 1900), (0, 65_535), (30_000, 30_001), (-32_768, -32_767)]
                .map(|range| domain(range).center);
        assert_eq!(centers, [0, 0, 0, 1175, 32_768, 30_001, -32_767]);
        for (min, max) in [(0, 65_535), (1, 65_535), (65_534, 65_535), (-32_768, 32_767), (32_767, 32_768)] {
            let domain = domain((min, max));
            let ends = [min - domain.center, max - domain.center];
            assert!(ends.iter().all(|end| i16::try_from(*end).is_ok()), "{domain:?}");
        }
    }

    #[test]
    fn narrow_inputs_are_shifted_beside_wide_ones() {
        let mut network = network(input(None), Vec::new());
        let narrow = |max| Input {
            name: "n".to_owned(),
            min: 0,
            max,
            scale: 1.0,
            mean: 0.0,
            std: max as f64,
            ..input(None)
        };
        network.inputs = vec![narrow(3), narrow(4000), narrow(3000), narrow(200)];
        let first =
            layer("fc1", &[&[1.0, 1.0, -1.0, 1e-9], &[-1.0, 0.5, 1.0, 0.0]], &[0.1, 0.2], Activation::Relu);
        network.layers = vec![first, layer("fc2", &[&[1.0, 2.0]], &[0.0], Activation::None)];
        let simplified = simplify(&network);
        let shifts: Vec<u32> = simplified.domains.iter().map(|domain| domain.shift).collect();
        assert_eq!(shifts, [10, 0, 0, 0]);
        for point in [[0, 0, 0, 0], [3, 4000, 3000, 200], [1, 2000, 10, 7]] {
            let entered =
                point.iter().zip(&simplified.domains).map(|(raw, domain)| f64::from(domain.enter(*raw)));
            let found =
                simplified.layers.iter().fold(entered.collect(), |x: Vec<f64>, layer| layer.evaluate(&x));
            assert!((found[0] - network.evaluate(&point)[0]).abs() < 1e-12, "{point:?}");
        }
    }
}
