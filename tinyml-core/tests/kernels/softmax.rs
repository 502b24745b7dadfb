//! Class probabilities against `f64`, for one class and for as many as there may be.

use tinyml_core::softmax::{LOGIT_BITS, softmax};
use tinyml_core::{Scale, Softmax};

use crate::random::Random;

/// Logits and probabilities pass as they are.
const PLAIN: Scale = Scale::new(1, 0, 0);

fn kernel(logits: &[i32]) -> Vec<i32> {
    let mut values = logits.to_vec();
    softmax(&mut values, &vec![PLAIN; logits.len()], PLAIN, 0, 1 << 15);
    values
}

/// Softmax in units of Q0.15, from base-2 logits.
fn definition(logits: &[i32]) -> Vec<f64> {
    let greatest = logits.iter().copied().max().unwrap_or(0);
    let power =
        |logit: &i32| ((f64::from(*logit) - f64::from(greatest)) / f64::from(1_u32 << LOGIT_BITS)).exp2();
    let total: f64 = logits.iter().map(power).sum();
    logits.iter().map(|logit| power(logit) / total * 32768.0).collect()
}

/// `2^-d` in Q1.20 as the kernel describes it: 64 entries an octave to nearest, and floors.
fn described_power(distance: u64) -> u64 {
    let entry = |index: u32| (32768.0 * (-f64::from(index) / 64.0).exp2()).round();
    let within = |step: u32| {
        let (high, low) = (entry(step >> 4), entry((step >> 4) + 1));
        high - ((high - low) * f64::from(step & 15) / 16.0).floor()
    };
    let step = u32::try_from(distance & 1023).unwrap_or(0);
    let value = (0..(distance >> LOGIT_BITS).min(22)).fold(32.0 * within(step), |value, _| value / 2.0);
    value.floor() as u64
}

/// The whole as described: quotients to nearest, halves up.
fn described(logits: &[i32]) -> Vec<i32> {
    let greatest = logits.iter().copied().max().unwrap_or(0);
    let powers: Vec<_> =
        logits.iter().map(|logit| described_power(greatest.abs_diff(*logit).into())).collect();
    let total: u64 = powers.iter().sum();
    let divisor = total >> 5;
    let quotient = |power: &u64| ((power << 10) + (divisor >> 1)) / divisor;
    powers.iter().map(|power| i32::try_from(quotient(power)).unwrap_or(i32::MAX)).collect()
}

/// What the kernel promises: the table's share, and a floor in Q1.20 for each class.
fn bound(classes: usize) -> f64 {
    4.0 + f64::from(u32::try_from(classes).unwrap_or(u32::MAX)) / 32.0
}

fn check(logits: &[i32]) {
    assert_eq!(kernel(logits), described(logits), "{logits:?}");
    for (value, real) in kernel(logits).into_iter().zip(definition(logits)) {
        let error = (f64::from(value) - real).abs();
        assert!(error <= bound(logits.len()), "{value}, not {real}, of {} classes: {logits:?}", logits.len());
    }
}

#[test]
fn random_logits() {
    let mut random = Random::new(10);
    for classes in (1..=64).chain([100, 255, 256, 1000, 1023, 1024]) {
        for spread in [1, 100, 1 << 10, 1 << 13, 1 << 14, 1 << 17, 1 << 24, i32::MAX] {
            check(&random.values(classes, -spread, spread));
        }
    }
}

#[test]
fn every_distance_of_two_classes() {
    for distance in 0..20 << LOGIT_BITS {
        check(&[0, -distance]);
    }
}

#[test]
fn ties_share_and_extremes_decide() {
    assert_eq!(kernel(&[5, 5]), [16384, 16384]);
    assert_eq!(kernel(&[i32::MAX; 4]), [8192; 4]);
    assert_eq!(kernel(&[i32::MIN; 1024]), [32; 1024]);
    assert_eq!(kernel(&[i32::MIN, i32::MAX, 0]), [0, 32768, 0]);
    assert_eq!(kernel(&[7]), [32768]);
    assert_eq!(kernel(&[]), []);
}

#[test]
fn greater_logits_never_get_less() {
    let mut random = Random::new(11);
    for _ in 0..500 {
        let mut logits = random.values(12, -20_000, 20_000);
        logits.sort_unstable();
        assert!(kernel(&logits).is_sorted(), "{logits:?}");
    }
}

#[test]
fn outputs_are_scaled_rounded_and_bounded() {
    const EIGHT_BITS: Softmax<3> = Softmax::new([PLAIN; 3], Scale::new(1, 0, 7), 64, 255);
    const OUTPUTS: [i32; 3] = EIGHT_BITS.outputs([0, 1 << LOGIT_BITS, -(40 << LOGIT_BITS)]);
    assert_eq!(OUTPUTS, [85, 171, 0]);
    assert_eq!(EIGHT_BITS.outputs(core::hint::black_box([9, -90_000, -90_000])), [255, 0, 0]);
    assert_eq!(EIGHT_BITS.logits([3, 1, 2]), [3, 1, 2]);
}
