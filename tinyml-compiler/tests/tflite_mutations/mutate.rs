//! Ways to damage a file.

use std::ops::Range;

use crate::models::Model;
use crate::random::Random;

/// Words that offsets, lengths, extents and codes are at their ends.
const EXTREMES: [u32; 16] = [
    0,
    1,
    2,
    3,
    4,
    8,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x0001_0000,
    0x0100_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffc,
    0xffff_ffff,
];

/// The mutation of a model with some number: one kind of damage, or several.
pub(crate) fn mutate(model: &Model, number: u64) -> Vec<u8> {
    let mut random = Random::of(&model.name, number);
    let mut bytes = model.bytes.clone();
    let structure = model.structure();
    for _ in 0..random.choose(&[1, 1, 1, 1, 2, 3, 8]) {
        // One in eight goes anywhere, also into the weights.
        let all = bytes.len().max(1);
        let place = |random: &mut Random| match random.below(8) {
            0 => random.below(all),
            _ => within(&structure, random).min(all - 1),
        };
        let (at, other) = (place(&mut random), place(&mut random));
        damage(&mut bytes, &mut random, at, other);
    }
    bytes
}

/// A place in some ranges, each byte as likely as another.
fn within(ranges: &[Range<usize>], random: &mut Random) -> usize {
    let mut index = random.below(ranges.iter().map(Range::len).sum());
    for range in ranges {
        if index < range.len() {
            return range.start + index;
        }
        index -= range.len();
    }
    0
}

fn damage(bytes: &mut Vec<u8>, random: &mut Random, at: usize, other: usize) {
    let length = bytes.len();
    match random.below(16) {
        0 => bytes.truncate(at),
        1..=3 => each(bytes, at, 1, |byte| *byte ^= 1 << random.below(8)),
        4 | 5 => {
            let new = random.choose(&[0, 1, 2, 4, 0x7f, 0x80, 0xfe, 0xff]);
            each(bytes, at, 1, |byte| *byte = new);
        }
        6 => write(
            bytes,
            at & !1,
            &random.choose(&[0, 1, 3, 4, 5, 6, 8, 64, 0x7fff, 0x8000, 0xffff_u16]).to_le_bytes(),
        ),
        7..=9 => write(bytes, at & !3, &random.choose(&EXTREMES).to_le_bytes()),
        10 => {
            // Small changes of a length, an extent or an offset.
            let old = bytes
                .get(at & !3..)
                .and_then(<[u8]>::first_chunk)
                .map_or(0, |word| u32::from_le_bytes(*word));
            let by = random.choose(&[1, 2, 4, 8, 0x100, 0xffff_ffff, 0xffff_fffe, 0xffff_fffc]);
            write(bytes, at & !3, &old.wrapping_add(by).to_le_bytes());
        }
        11 => write(
            bytes,
            at & !3,
            &u32::try_from(random.below(length + 8)).expect("a small file").to_le_bytes(),
        ),
        12 => {
            // An offset to another place.
            let forward = other.saturating_sub(at & !3);
            write(bytes, at & !3, &u32::try_from(forward & !3).expect("a small file").to_le_bytes());
        }
        13 => {
            let piece = piece(bytes, other, random);
            write(bytes, at & !3, &piece);
        }
        14 => {
            let end = (at + 1 + random.below(64)).min(length);
            drop(bytes.drain(at.min(end)..end));
        }
        _ => {
            let piece = piece(bytes, other, random);
            drop(bytes.splice(at.min(length)..at.min(length), piece));
        }
    }
}

fn each(bytes: &mut [u8], at: usize, amount: usize, mut change: impl FnMut(&mut u8)) {
    bytes.iter_mut().skip(at).take(amount).for_each(&mut change);
}

/// Writes as much as there is room for.
fn write(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes.iter_mut().skip(at).zip(new).for_each(|(byte, new)| *byte = *new);
}

fn piece(bytes: &[u8], at: usize, random: &mut Random) -> Vec<u8> {
    bytes.iter().skip(at & !3).take(4 * (1 + random.below(16))).copied().collect()
}
