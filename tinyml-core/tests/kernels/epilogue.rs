//! Epilogues at every shift, near every edge, against the definition and against `f64`.

use tinyml_core::Epilogue;

use crate::oracle;
use crate::random::Random;

/// Sums near the ends of `i32`, near zero, near multiples of the shift's step, and anywhere.
fn sums(random: &mut Random, shift: u32) -> Vec<i32> {
    let centers = [0, i64::from(i32::MIN), i64::from(i32::MAX)].into_iter();
    let steps = [-32769, -32768, -1000, -2, -1, 1, 2, 1000, 32767, 32768].map(|step: i64| step << shift);
    let near = centers.chain(steps).flat_map(|center| (-3..=3).map(move |offset| center + offset));
    let anywhere = (0..200).map(|_| i64::from(random.within(i32::MIN, i32::MAX)));
    near.chain(anywhere).filter_map(|sum| i32::try_from(sum).ok()).collect()
}

#[test]
fn shifts_floor_as_f64_does() {
    let mut random = Random::new(3);
    for shift in 0..=31 {
        for acc in sums(&mut random, shift) {
            let floor = (f64::from(acc) / f64::from(1_u32 << shift)).floor();
            assert_eq!(f64::from(Epilogue::Linear { shift }.apply(acc)), floor, "{acc} >> {shift}");
            assert_eq!(f64::from(Epilogue::Relu { shift }.apply(acc)), floor.max(0.0), "{acc} >> {shift}");
        }
    }
}

#[test]
fn leaks_round_half_up() {
    let mut random = Random::new(4);
    for shift in 0..=31 {
        for acc in
            sums(&mut random, shift).into_iter().filter(|acc| (-65536..=65535).contains(&(acc >> shift)))
        {
            for slope in [0, 1, 2, 327, 3277, 16383, 16384, 16385, 32766, 32767] {
                let epilogue = Epilogue::LeakyRelu { shift, slope };
                let value = i128::from(epilogue.apply(acc));
                assert_eq!(value, oracle::epilogue(epilogue, acc), "{epilogue:?} of {acc}");
            }
        }
    }
}

#[test]
fn a_leak_is_within_half_a_step_of_the_real_one() {
    for acc in -40_000..=40_000 {
        for slope in [1, 328, 9830, 32767] {
            let leaked = f64::from(Epilogue::LeakyRelu { shift: 0, slope }.apply(acc));
            let real = if acc < 0 { f64::from(acc) * f64::from(slope) / 32768.0 } else { f64::from(acc) };
            assert!((leaked - real).abs() <= 0.5, "{slope} of {acc}: {leaked}, not {real}");
        }
    }
}
