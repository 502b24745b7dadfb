//! Rescaling against its definition in 128 bits: floor, multiply, floor, clamp.

use tinyml_core::requantize::{requantize, rescale};
use tinyml_core::{Requantize, Row, Scale};

use crate::random::Random;

fn definition(scale: Scale, acc: i32) -> i128 {
    let before = i128::from(acc).div_euclid(1 << scale.pre);
    (before * i128::from(scale.multiplier)).div_euclid(1 << scale.post)
}

/// Scales with each pair of shifts.
fn scales(random: &mut Random) -> Vec<Scale> {
    let shifts = (0..=31).flat_map(|pre| (0..=31).map(move |post| (pre, post)));
    let multiplier = |random: &mut Random| i16::try_from(random.within(0, 32767)).unwrap_or(0);
    let anywhere = shifts.map(|(pre, post)| Scale::new(multiplier(random), pre, post));
    let ends = [0, 1, 16384, 32767].into_iter().map(|multiplier| Scale::new(multiplier, 9, 14));
    anywhere.chain(ends).collect()
}

/// Sums within the bound that the compiler proves: `acc >> pre` within ±2^16, and the product within `i32`.
fn sums(random: &mut Random, scale: Scale) -> Vec<i32> {
    let bound = 65536_i64.min(i64::from(i32::MAX) / i64::from(scale.multiplier.max(1)));
    let near = [-bound, -bound / 2, -1, 0, 1, bound / 3, bound - 1].map(|value| value << scale.pre);
    let around = near.into_iter().flat_map(|value| (-2..=2).map(move |offset| value + offset));
    let anywhere = (0..20).map(|_| i64::from(random.within(i32::MIN, i32::MAX)));
    let fits = |sum: &i32| (-bound..bound).contains(&(i64::from(*sum) >> scale.pre));
    around.chain(anywhere).filter_map(|sum| i32::try_from(sum).ok()).filter(fits).collect()
}

#[test]
fn a_scale_floors_twice() {
    let mut random = Random::new(6);
    for scale in scales(&mut random) {
        for acc in sums(&mut random, scale) {
            assert_eq!(i128::from(scale.apply(acc)), definition(scale, acc), "{scale:?} of {acc}");
        }
    }
}

#[test]
fn rows_are_clamped_to_their_own_bounds() {
    let mut random = Random::new(7);
    let scale = Scale::new(20_000, 3, 12);
    for _ in 0..200 {
        let acc = random.values(5, -500_000, 500_000);
        let bounds: Vec<_> = (0..5).map(|_| (random.within(-3000, 0), random.within(0, 3000))).collect();
        let rows: Vec<_> = bounds.iter().map(|(min, max)| Row::new(scale, *min, *max)).collect();
        let mut values = acc.clone();
        requantize(&mut values, &rows);
        let expected: Vec<_> = acc
            .iter()
            .zip(&bounds)
            .map(|(acc, (min, max))| definition(scale, *acc).clamp(i128::from(*min), i128::from(*max)))
            .collect();
        assert_eq!(values.iter().copied().map(i128::from).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn what_has_no_row_stays_as_it_is() {
    let mut acc = [8, 8, 8];
    rescale(&mut acc, &[Scale::new(3, 1, 1)]);
    assert_eq!(acc, [6, 8, 8]);
    requantize(&mut acc, &[Row::new(Scale::new(1, 0, 0), 0, 5), Row::free(Scale::new(2, 0, 0))]);
    assert_eq!(acc, [5, 16, 8]);
    rescale(&mut [], &[Scale::new(1, 0, 0)]);
}

#[test]
fn const_evaluation_agrees() {
    const ROWS: Requantize<2> =
        Requantize::new([Row::new(Scale::new(27745, 7, 17), -4000, 12500), Row::free(Scale::new(3, 2, 1))]);
    const OUTPUTS: [i32; 2] = ROWS.outputs([-3_127_146, 1001]);
    assert_eq!(ROWS.outputs(core::hint::black_box([-3_127_146, 1001])), OUTPUTS);
    assert_eq!(OUTPUTS, [-4000, 375]);
}
