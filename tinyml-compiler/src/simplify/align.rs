//! Shifts inputs of narrow ranges to the left, so that no input's weights are much greater than another's.
//!
//! The raw integers of a byte and of an ADC meet weights of very different sizes in the first layer, where one step for
//! each row would leave the small ones a bit or two. A shift costs an instruction for each value.

use std::ops::Range;

use tinyml_core::input::Domain;

use super::Simplified;
use crate::network::{Dense, Network};

/// It takes a factor of four, in powers of two, to be worth an instruction.
const WORTH: f64 = 2.0;

/// An input that moves the sums by less than this part of what another does sets no standard.
const MINOR: f64 = 1.0 / 64.0;

/// Chooses a shift for each input, and divides its weights by what it multiplies.
pub(super) fn inputs(network: &Network, simplified: &mut Simplified) {
    let Some(first) = simplified.layers.first() else {
        return;
    };
    let columns = columns(network);
    let weights: Vec<f64> = columns.iter().map(|columns| greatest(first, columns)).collect();
    let reaches: Vec<f64> = columns.iter().map(|columns| reach(&simplified.domains[columns.start])).collect();
    let share = |(weight, reach): (&f64, &f64)| weight * reach;
    let most = weights.iter().zip(&reaches).map(share).fold(0.0, f64::max);
    let major = weights.iter().zip(&reaches).filter(|&pair| share(pair) > MINOR * most);
    let least = major.map(|(weight, _)| *weight).fold(f64::INFINITY, f64::min);
    for ((columns, weight), reach) in columns.into_iter().zip(weights).zip(reaches) {
        let room = libm::floor(libm::log2(32_767.0 / reach.max(1.0)));
        let shift = libm::round(libm::log2(weight / least)).min(room);
        if shift >= WORTH {
            columns.for_each(|column| shift_left(simplified, column, shift as u32));
        }
    }
}

/// Shifts the inputs of a network as those of another of the same inputs.
pub(super) fn like(other: &Simplified, simplified: &mut Simplified) {
    for (column, domain) in other.domains.iter().enumerate() {
        shift_left(simplified, column, domain.shift);
    }
}

fn shift_left(simplified: &mut Simplified, column: usize, shift: u32) {
    let domain = &mut simplified.domains[column];
    *domain = domain.shifted(shift);
    if let Some(first) = simplified.layers.first_mut() {
        let factor = f64::from(1_u32 << shift);
        (0..first.outputs).for_each(|row| first.weights[row * first.inputs + column] /= factor);
    }
}

/// The columns of the first layer that each input feeds.
fn columns(network: &Network) -> Vec<Range<usize>> {
    let mut start = 0;
    let columns = network.inputs.iter().map(|input| {
        let first = start;
        start += input.width();
        first..start
    });
    columns.collect()
}

/// The greatest magnitude of an input's weights.
fn greatest(first: &Dense, columns: &Range<usize>) -> f64 {
    let row =
        |row: usize| first.row(row)[columns.clone()].iter().fold(0.0_f64, |all, one| all.max(one.abs()));
    (0..first.outputs).map(row).fold(0.0, f64::max)
}

/// The greatest magnitude that enters.
fn reach(domain: &Domain) -> f64 {
    f64::from(domain.enter(domain.min).abs().max(domain.enter(domain.max).abs()))
}
