//! Do the integers keep what the compiler promises of them?
//!
//! Random networks, from tame to absurd, go through the whole compiler; what comes out is compared with the float network
//! and with a second, plain implementation of the integers. `TINYML_CASES` sets how many networks there are,
//! `TINYML_FIRST` the first seed and `TINYML_INPUTS` how many inputs each of them gets.

#![allow(unreachable_pub, reason = "a test program has no public interface")]

mod clock;
mod clusters;
mod degenerate;
mod exhaustive;
mod generate;
mod oracle;
mod properties;
mod random;
mod text;
mod time;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use generate::{Case, Temper, case};
use properties::{Measured, Outcome, check};
use tinyml_compiler::network::Network;
use tinyml_compiler::options::{ActivationBits, Storage};
use tinyml_compiler::points::Points;

/// What came of many cases.
#[derive(Default)]
struct Tally {
    ran: Vec<(Case, Measured)>,
    refused: BTreeMap<String, usize>,
}

/// The tame networks, which two tests look at.
static TAME: LazyLock<Tally> = LazyLock::new(|| run(Temper::Tame, 100));

fn run(temper: Temper, cases: u64) -> Tally {
    let (first, count) = (setting("TINYML_FIRST", 0), setting("TINYML_CASES", cases));
    let inputs = setting("TINYML_INPUTS", 100);
    // Whoever asks for many networks has the time for those that are run a million times.
    let long = std::env::var_os("TINYML_CASES").is_some();
    let mut tally = Tally::default();
    for seed in first..first + count {
        let case = case(seed, temper);
        if takes_long(&case.network) && !long {
            continue;
        }
        match check(&case, seed, usize::try_from(inputs).expect("a size")) {
            Outcome::Refused(codes) => *tally.refused.entry(codes).or_default() += 1,
            Outcome::Ran(measured) => tally.ran.push((case, measured)),
        }
    }
    tally
}

fn takes_long(network: &Network) -> bool {
    let points = Points::of(network, 0);
    let macs: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
    points.exhaustive() && points.count() * macs as u64 > 1 << 20
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a whole number"))
}

/// The value below which a part of them lies.
fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * part) as usize]
}

/// How far a case deviates beyond the rounding of its output, in parts of its greatest output.
fn relative(measured: &Measured) -> f64 {
    (measured.worst - measured.step).max(0.0) / measured.span.max(f64::MIN_POSITIVE)
}

#[test]
fn wild_networks_keep_every_promise() {
    let Tally { ran, refused } = run(Temper::Wild, 70);
    println!("{} networks ran, refused: {refused:?}", ran.len());
    assert!(ran.len() > refused.values().sum::<usize>(), "most networks compile");
}

#[test]
fn tame_networks_are_accurate() {
    let Tally { ran, refused } = &*TAME;
    // An output of a table that reaches more steps than its entries have.
    assert!(refused.keys().all(|codes| codes == "T0603"), "{refused:?}");
    let of = |bits: Storage| -> Vec<f64> {
        let alike = |case: &Case| {
            let options = case.options.resolved(&case.network);
            let own = options.quant.layers.iter().all(|(_, own)| *own == bits);
            options.quant.all == bits && own && options.activations == ActivationBits::I16
        };
        ran.iter().filter(|(case, _)| alike(case)).map(|(_, measured)| relative(measured)).collect()
    };
    for (bits, median, most) in
        [(Storage::I4, 0.1, 0.4), (Storage::I8, 0.005, 0.05), (Storage::I16, 2e-4, 2e-3)]
    {
        let mut deviations = of(bits);
        let (middle, high) = (quantile(&mut deviations, 0.5), quantile(&mut deviations, 0.9));
        println!("{}: {middle:.6} in the median, {high:.6} in nine of ten", bits.name());
        assert!(middle <= median && high <= most, "{}: {middle}, {high}", bits.name());
    }
}

#[test]
fn bounds_are_not_idle() {
    let sampled = TAME.ran.iter().filter(|(_, measured)| !measured.exhaustive);
    let mut ratios: Vec<f64> =
        sampled.map(|(_, measured)| measured.bound / measured.worst.max(0.5 * measured.step)).collect();
    let (middle, high) = (quantile(&mut ratios, 0.5), quantile(&mut ratios, 0.9));
    println!("bound over worst deviation: {middle:.2} in the median, {high:.2} in nine of ten");
    assert!(middle < 6.0, "{middle}");
}
