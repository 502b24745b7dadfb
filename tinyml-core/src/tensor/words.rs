//! Constants of 32 bits that stand in the source as a byte string, of which rustc takes thousands in a moment.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs while rustc evaluates constants only"
)]

/// Little-endian words; zero where there are no bytes left.
pub const fn words<const COUNT: usize>(bytes: &[u8]) -> [i32; COUNT] {
    let mut words = [0; COUNT];
    let (mut left, mut at) = (bytes, 0);
    while let Some((word, behind)) = left.split_first_chunk::<4>() {
        if at == COUNT {
            break;
        }
        words[at] = i32::from_le_bytes(*word);
        left = behind;
        at += 1;
    }
    words
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::words;

    #[test]
    fn words_are_little_endian() {
        assert_eq!(words::<2>(&[1, 2, 0, 0, 0xff, 0xff, 0xff, 0xff]), [0x201, -1]);
        assert_eq!((words::<1>(&[0; 9]), words::<2>(&[7, 0, 0, 0, 1])), ([0], [7, 0]));
    }
}
