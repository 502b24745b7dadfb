//! Absurd networks: nothing panics, and what is built keeps its tolerance at every declared input.

use tinyml_compiler::network::{Network, Outputs};
use tinyml_compiler::options::Lowering;
use tinyml_compiler::piecewise::{Piecewise, Tolerance};
use tinyml_compiler::points::Points;

use crate::generate::{Temper, case};
use crate::networks::options;

/// The networks of one number of the first so many seeds, with few inputs or little to compute.
fn networks(seeds: u64) -> impl Iterator<Item = (u64, Network)> {
    let networks = (0..seeds).map(|seed| (seed, case(seed, Temper::Wild).network));
    networks.filter(|(_, network)| {
        let weights: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
        network.width() == 1 && Points::of(network, 0).count() * (weights as u64 + 20) < 1 << 21
    })
}

fn keeps(seed: u64, network: &Network, piecewise: &Piecewise) {
    let Outputs::Values(outputs) = &network.outputs else { panic!("seed {seed}: a classifier was built") };
    Points::of(network, 0).for_each(|raw| {
        let (floats, raws) = (network.evaluate(raw), piecewise.run(raw));
        for ((output, float), found) in outputs.iter().zip(floats).zip(raws) {
            let steps = output.bounded(float) / output.scale;
            assert!((output.min..=output.max).contains(&i64::from(found)), "seed {seed}, {raw:?}");
            let (found, within) = (f64::from(found), steps.clamp(output.min as f64, output.max as f64));
            let off = (found - within).abs();
            let allowed = match piecewise.tolerance {
                Tolerance::Nearest => 0.5,
                Tolerance::Faithful | Tolerance::Within(_) => 1.0,
            };
            assert!(off <= allowed * (1.0 + 1e-9), "seed {seed}, {raw:?}: {found} for {steps}");
        }
    });
}

#[test]
fn whatever_is_built_keeps_its_tolerance() {
    let (mut built, mut refused) = (0, 0);
    for (seed, network) in networks(300) {
        match Piecewise::build(&network, &options(Lowering::Piecewise, None)) {
            Ok(piecewise) => {
                keeps(seed, &network, &piecewise);
                built += 1;
            }
            Err(_) => refused += 1,
        }
    }
    println!("{built} built, {refused} refused");
    assert!(built > 30 && refused > 5);
}
