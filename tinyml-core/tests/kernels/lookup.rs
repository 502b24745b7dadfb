//! Tables with linear interpolation against `f64`, at every position of small tables.

use tinyml_core::lookup::lookup;
use tinyml_core::{Lookup, Scale};

use crate::random::Random;

/// Positions pass as they are.
const PLAIN: Scale = Scale::new(1, 0, 0);

/// Interpolation by the book, rounded half up; every step of it is exact in `f64`.
fn definition(table: &[i16], fraction: u32, position: i32) -> f64 {
    let (Some(first), Some(last)) = (table.first(), table.last()) else { return 0.0 };
    let place = f64::from(position) / f64::from(1_u32 << fraction);
    if place < 0.0 {
        return f64::from(*first);
    }
    let index = place.floor();
    let pair = table.windows(2).enumerate().find(|(i, _)| f64::from(u32::try_from(*i).unwrap_or(0)) == index);
    match pair {
        Some((_, &[low, high])) => {
            (f64::from(low) + (f64::from(high) - f64::from(low)) * (place - index) + 0.5).floor()
        }
        _ => f64::from(*last),
    }
}

fn check(table: &[i16], fraction: u32, position: i32) {
    for base in [0, -70_000] {
        let mut acc = [position];
        lookup(&mut acc, &[PLAIN], table, fraction, base);
        let expected = definition(table, fraction, position) + f64::from(base);
        assert_eq!(f64::from(acc[0]), expected, "{position} in {table:?}, {fraction} bits");
    }
}

#[test]
fn every_position_of_small_tables() {
    let mut random = Random::new(8);
    for fraction in 0..=14 {
        for entries in [0, 1, 2, 3, 6] {
            let table: Vec<_> = random.values(entries, -32768, 32767).iter().map(|v| *v as i16).collect();
            let end = i32::try_from(entries).unwrap_or(0) << fraction;
            if end > 0xffff {
                continue;
            }
            let step = if end > 2000 { 37 } else { 1 };
            for position in (-5..end + 5).step_by(step) {
                check(&table, fraction, position);
            }
        }
    }
}

#[test]
fn the_steepest_step_does_not_overflow() {
    for position in 0..=1 << 14 {
        check(&[-32768, 32767], 14, position);
        check(&[32767, -32768], 14, position);
    }
}

#[test]
fn positions_outside_of_the_table_take_its_ends() {
    let table: Vec<i16> = (0..4097).map(|i| i - 2048).collect();
    for position in
        [i32::MIN, -1, 0, 1, (4096 << 3) - 1, 4096 << 3, (4096 << 3) + 1, 0xffff, 0x1_0000, i32::MAX]
    {
        check(&table, 3, position);
    }
}

#[test]
fn sums_far_outside_of_the_table_overflow_nothing() {
    let steepest = Scale::new(i16::MAX, 0, 15);
    for (acc, expected) in [(i32::MIN, 0), (-1, 0), (0, 0), (1, 0), (2, 1), (0xffff, 8), (i32::MAX, 8)] {
        let mut value = [acc];
        lookup(&mut value, &[steepest], &[0, 1, 2, 3, 4, 5, 6, 7, 8], 0, 0);
        assert_eq!(value, [expected], "{acc}");
    }
}

#[test]
fn scales_come_before_the_table_and_const_evaluation_agrees() {
    const TABLE: Lookup<2, 3> = Lookup::new([Scale::new(3, 2, 1), PLAIN], [0, 100, -100], 4, 7);
    const OUTPUTS: [i32; 2] = TABLE.outputs([59, 24]);
    assert_eq!(TABLE.outputs(core::hint::black_box([59, 24])), OUTPUTS);
    assert_eq!(OUTPUTS.map(f64::from), [21, 24].map(|at| definition(&[0, 100, -100], 4, at) + 7.0));
}
