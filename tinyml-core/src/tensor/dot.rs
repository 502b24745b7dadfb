//! Sums of products of contiguous elements: where a network spends its time.
//!
//! Portable: four products a turn, no checks but that of the loop. Sums are taken modulo 2^32; who calls it says why they fit.

use super::Element;

/// The value of an element.
#[inline(always)]
#[allow(
    unsafe_code,
    clippy::as_conversions,
    reason = "a trait's function cannot be const, so elements are told apart by size"
)]
pub(super) const fn value<E: Element>(element: &E) -> i32 {
    let place: *const E = element;
    // SAFETY: elements are sealed: `i8`, `i16` or `i32`, told apart by their size, and the reference says that one is there.
    unsafe {
        match E::BYTES {
            1 => *place.cast::<i8>() as i32,
            2 => *place.cast::<i16>() as i32,
            _ => *place.cast::<i32>(),
        }
    }
}

/// `inputs[0] * weights[0] + inputs[1] * weights[1] + …`, as far as both go.
#[inline(always)]
pub(super) const fn dot<A: Element>(mut inputs: &[A], mut weights: &[i8]) -> i32 {
    let mut sum = 0_i32;
    while let ([a, b, c, d, inputs_left @ ..], [p, q, r, s, weights_left @ ..]) = (inputs, weights) {
        let first = value(a).wrapping_mul(value(p)).wrapping_add(value(b).wrapping_mul(value(q)));
        let second = value(c).wrapping_mul(value(r)).wrapping_add(value(d).wrapping_mul(value(s)));
        sum = sum.wrapping_add(first).wrapping_add(second);
        (inputs, weights) = (inputs_left, weights_left);
    }
    while let ([a, inputs_left @ ..], [p, weights_left @ ..]) = (inputs, weights) {
        sum = sum.wrapping_add(value(a).wrapping_mul(value(p)));
        (inputs, weights) = (inputs_left, weights_left);
    }
    sum
}

/// `values[0] + values[1] + …`: of weights, what each unit of an input adds that is the same everywhere.
#[inline(always)]
pub(super) const fn total<E: Element>(mut values: &[E]) -> i32 {
    let mut sum = 0_i32;
    while let [first, left @ ..] = values {
        sum = sum.wrapping_add(value(first));
        values = left;
    }
    sum
}

/// Elements of a slice; none if they are not all within.
#[inline(always)]
pub(super) const fn part(weights: &[i8], start: usize, count: usize) -> &[i8] {
    match weights.split_at_checked(start) {
        Some((_, from)) => match from.split_at_checked(count) {
            Some((part, _)) => part,
            None => &[],
        },
        None => &[],
    }
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::{dot, part, total};

    #[test]
    fn all_lengths_are_summed() {
        let inputs = [3_i16, -7, 1000, -32768, 5, 6, 7, 8, 9];
        let weights = [-128_i8, 127, 3, -2, 1, 1, -1, 4, 9];
        for length in 0..=9 {
            let expected: i32 = (0..length).map(|at| i32::from(inputs[at]) * i32::from(weights[at])).sum();
            assert_eq!(dot(&inputs[..length], &weights), expected);
            assert_eq!(total(&weights[..length]), weights[..length].iter().map(|&one| i32::from(one)).sum());
        }
    }

    #[test]
    fn parts_are_whole_or_empty() {
        let weights = [1, 2, 3];
        assert_eq!(
            (part(&weights, 1, 2), part(&weights, 2, 2), part(&weights, 4, 0)),
            (&[2, 3][..], &[][..], &[][..])
        );
    }
}
