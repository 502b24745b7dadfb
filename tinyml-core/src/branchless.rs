//! Choices without a branch, so that a kernel executes the same instructions for every input.
//!
//! Armv6-M has no conditional instruction but the branch. A choice is therefore a mask, all ones or all zeros, which is the
//! sign of a difference spread over the word (ASRS). What depends on a shape or on a weight may branch all the same: it is
//! the same for every input. Nothing here is a measure against an attacker, who may still see how long a load takes.
//!
//! **Format**: any `i32`. **Overflow**: where a difference must not overflow it is said. **Panics**: never. **Source**:
//! Warren, "Hacker's Delight" (second edition, 2012), sections 2-12 and 2-19.

/// All ones if the value is negative, else zero.
#[inline(always)]
pub(crate) const fn negative(value: i32) -> i32 {
    value.wrapping_shr(31)
}

/// `max(value, 0)`
///
/// Not `value & !negative(value)`, which takes one instruction less: LLVM knows it for a maximum, and where the value is a sum
/// with a constant it compares before it adds, which is a branch on Armv6-M.
#[inline(always)]
pub(crate) const fn positive(value: i32) -> i32 {
    value.wrapping_sub(value & negative(value))
}

/// `max(acc >> shift, 0)`, for which the shift keeps LLVM from what [`positive`] tells of.
#[inline(always)]
pub(crate) const fn shifted_positive(acc: i32, shift: u32) -> i32 {
    let value = acc.wrapping_shr(shift);
    if shift == 0 { positive(value) } else { value & !negative(value) }
}

/// All ones if `a < b`, else zero, also where `a - b` overflows.
#[inline(always)]
pub(crate) const fn below(a: i32, b: i32) -> i32 {
    negative((a & !b) | (!(a ^ b) & a.wrapping_sub(b)))
}

/// `a` where the mask has ones, `b` elsewhere. In this form LLVM leaves it what it is; of `b ^ ((a ^ b) & mask)` it makes a
/// branch where a core has nothing better.
#[inline(always)]
pub(crate) const fn choose(mask: i32, a: i32, b: i32) -> i32 {
    (b | mask) & (a | !mask)
}

/// `min(value, most)`, where `most - value` does not overflow: both are positive, or both have 16 bits.
#[inline(always)]
pub(crate) const fn near_min(value: i32, most: i32) -> i32 {
    let room = most.wrapping_sub(value);
    value.wrapping_add(room & negative(room))
}

/// `max(value, least)`, where `value - least` does not overflow.
#[inline(always)]
pub(crate) const fn near_max(value: i32, least: i32) -> i32 {
    choose(negative(value.wrapping_sub(least)), least, value)
}

/// `max(value, 0)` of a product: as a choice between numbers that are not zero, of which LLVM does not make a maximum.
#[inline(always)]
const fn above_zero(value: i32) -> i32 {
    choose(negative(value), 2, value.wrapping_add(2)).wrapping_sub(2)
}

/// `value` within `min..=max`.
#[inline(always)]
pub(crate) const fn clamp(value: i32, min: i32, max: i32) -> i32 {
    let value = if min == 0 { above_zero(value) } else { choose(below(value, min), min, value) };
    choose(below(max, value), max, value)
}

#[cfg(test)]
mod tests {
    use super::{below, choose, clamp, near_max, near_min, positive};

    const EDGES: [i32; 11] =
        [i32::MIN, i32::MIN + 1, -65_536, -32_768, -1, 0, 1, 32_767, 65_535, i32::MAX - 1, i32::MAX];

    #[test]
    fn as_the_standard_library_has_it() {
        for a in EDGES {
            assert_eq!(positive(a), a.max(0));
            for b in EDGES {
                assert_eq!(below(a, b), if a < b { -1 } else { 0 }, "{a} < {b}");
                assert_eq!((choose(-1, a, b), choose(0, a, b)), (a, b));
                if a.checked_sub(b).is_some() && b.checked_sub(a).is_some() {
                    assert_eq!((near_min(a, b), near_max(a, b)), (a.min(b), a.max(b)), "{a} {b}");
                }
                for c in EDGES.into_iter().filter(|c| *c >= b) {
                    assert_eq!(clamp(a, b, c), a.clamp(b, c), "{a} within {b}..={c}");
                }
            }
        }
    }
}
