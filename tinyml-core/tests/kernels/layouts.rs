//! The slice kernels of both layouts under one signature, so that a test runs over all of them.
//!
//! Words are filled before a kernel gets them, so that reading them is defined whatever the kernel does.
#![allow(unsafe_code, reason = "reads words that the test itself has filled")]

use tinyml_core::Epilogue;
use tinyml_core::activations::Word;
use tinyml_core::layout::codebook::{self, Codes};
use tinyml_core::layout::sparse::{self, Entries, Entry};
use tinyml_core::layout::{offset, pairs};

use crate::oracle::Case;

/// What a word holds until a kernel has written it.
pub(crate) const UNWRITTEN: i32 = 0x5a5a_a5a5;

/// A storage format of one layout.
pub(crate) struct Kernel {
    pub(crate) name: &'static str,
    /// Least and greatest weight.
    pub(crate) weights: (i32, i32),
    pub(crate) hidden: fn(&Case, Epilogue) -> Vec<i32>,
    pub(crate) sums: fn(&Case) -> Vec<i32>,
}

fn words(count: usize) -> Vec<Word> {
    vec![Word::new(UNWRITTEN); count]
}

pub(crate) fn read(words: &[Word]) -> Vec<i32> {
    // SAFETY: `words` has filled them all.
    words.iter().map(|word| unsafe { word.assume_init() }).collect()
}

/// A layout's way to lay out activations, and back.
macro_rules! activations {
    ($layout:ident, $split:expr) => {
        pub(crate) mod $layout {
            use tinyml_core::layout::$layout;

            pub(crate) fn store(values: &[i32]) -> Vec<i32> {
                let mut words = super::words($layout::words(values.len()));
                $layout::store(values, &mut words);
                super::read(&words)
            }

            pub(crate) fn load(words: &[i32], count: usize) -> Vec<i32> {
                words.iter().flat_map($split).take(count).collect()
            }
        }
    };
}

/// The activations of each layout.
pub(crate) mod stored {
    use super::{read, words};
    activations!(offset, |word: &i32| [*word]);
    activations!(pairs, |word: &i32| {
        let [a, b, c, d] = word.to_le_bytes();
        [i32::from(i16::from_le_bytes([a, b])), i32::from(i16::from_le_bytes([c, d]))]
    });
}

macro_rules! kernel {
    ($layout:ident::$format:ident::$pack:ident, $zero:expr, $width:literal, $min:literal..=$max:literal) => {
        Kernel {
            name: concat!(stringify!($layout), "::", stringify!($format), "::", stringify!($pack)),
            weights: ($min, $max),
            hidden: |case, epilogue| {
                let mut packed = vec![$zero; $layout::$format::len(case.inputs(), case.outputs())];
                $layout::$format::$pack(&case.bytes($width), case.inputs(), case.outputs(), &mut packed);
                let mut out = words($layout::words(case.outputs()));
                let x = stored::$layout::store(&case.x);
                $layout::$format::hidden(&x, &packed, &case.bias, epilogue, &mut out);
                stored::$layout::load(&read(&out), case.outputs())
            },
            sums: |case| {
                let mut packed = vec![$zero; $layout::$format::len(case.inputs(), case.outputs())];
                $layout::$format::$pack(&case.bytes($width), case.inputs(), case.outputs(), &mut packed);
                let mut acc = case.bias.clone();
                $layout::$format::sums(&stored::$layout::store(&case.x), &packed, &mut acc);
                acc
            },
        }
    };
}

/// A kernel whose weights are made by a function, which keeps them as long as they are needed.
macro_rules! kept {
    ($layout:ident::$($format:ident)::+, $name:literal, $with:path $(, $pack:path)?; $min:literal..=$max:literal) => {
        Kernel {
            name: concat!(stringify!($layout), "::", $name),
            weights: ($min, $max),
            hidden: |case, epilogue| {
                $with(case, $($pack,)? |weights| {
                    let mut out = words($layout::words(case.outputs()));
                    let x = stored::$layout::store(&case.x);
                    $layout::$($format)::+::hidden(&x, weights, &case.bias, epilogue, &mut out);
                    stored::$layout::load(&read(&out), case.outputs())
                })
            },
            sums: |case| {
                $with(case, $($pack,)? |weights| {
                    let mut acc = case.bias.clone();
                    $layout::$($format)::+::sums(&stored::$layout::store(&case.x), weights, &mut acc);
                    acc
                })
            },
        }
    };
}

/// Packs indices in the order of a layout.
pub(crate) type Pack = fn(&[u8], usize, usize, &mut [u8]);

/// Weights below `K / 2` in magnitude, as indices into a table of all of them, the greatest first.
fn coded<const K: usize>(case: &Case, pack: Pack, run: impl Fn(Codes<'_, K>) -> Vec<i32>) -> Vec<i32> {
    let greatest = i32::try_from(K / 2).expect("a small table") - 1;
    let table = std::array::from_fn(|index| i8::try_from(greatest - index as i32).expect("a small weight"));
    with_table(case, &table, pack, run)
}

/// Weights as indices into a table that has them all.
pub(crate) fn with_table<const K: usize>(
    case: &Case,
    table: &[i8; K],
    pack: Pack,
    run: impl Fn(Codes<'_, K>) -> Vec<i32>,
) -> Vec<i32> {
    let index = |weight: &i32| {
        let index =
            table.iter().position(|entry| i32::from(*entry) == *weight).expect("a weight of the table");
        u8::try_from(index).expect("a small table")
    };
    let indices: Vec<u8> = case.weights.iter().map(index).collect();
    let mut packed = vec![0; codebook::len::<K>(case.inputs(), case.outputs())];
    pack(&indices, case.inputs(), case.outputs(), &mut packed);
    run(Codes { table, indices: &packed })
}

/// Weights of which the zeros are left out.
pub(crate) fn thinned(case: &Case, run: impl Fn(Entries<'_>) -> Vec<i32>) -> Vec<i32> {
    let mut counts = vec![0; sparse::sparse_counts(case.inputs(), case.outputs())];
    let mut entries = vec![Entry::default(); case.weights.iter().filter(|weight| **weight != 0).count()];
    sparse::pack(&case.bytes(1), case.inputs(), case.outputs(), &mut counts, &mut entries);
    run(Entries::new(&counts, &entries))
}

/// Every storage format of both layouts.
pub(crate) fn kernels() -> Vec<Kernel> {
    vec![
        kernel!(offset::bytes::pack, 0, 1, -128..=127),
        kernel!(offset::halves::pack, 0, 2, -32768..=32767),
        kernel!(offset::nibbles::pack, 0, 1, -8..=7),
        kept!(
            offset::codebook::two_bits,
            "codebook2",
            coded::<4>, offset::codebook::pack::<4>;
            -2..=1
        ),
        kept!(
            offset::codebook::three_bits,
            "codebook3",
            coded::<8>, offset::codebook::pack::<8>;
            -4..=3
        ),
        kept!(
            offset::codebook::four_bits,
            "codebook4",
            coded::<16>, offset::codebook::pack::<16>;
            -8..=7
        ),
        kept!(offset::sparse, "sparse", thinned; -128..=127),
        kept!(offset::sparse, "sparse, mostly zeros", thinned; -1..=1),
        kernel!(pairs::bytes::pack, [0; 2], 1, -128..=127),
        kernel!(pairs::halves::pack_i8, 0, 1, -128..=127),
        kernel!(pairs::halves::pack, 0, 2, -32768..=32767),
        kernel!(pairs::nibbles::pack, 0, 1, -8..=7),
        kept!(
            pairs::codebook::two_bits,
            "codebook2",
            coded::<4>, pairs::codebook::pack::<4>;
            -2..=1
        ),
        kept!(
            pairs::codebook::three_bits,
            "codebook3",
            coded::<8>, pairs::codebook::pack::<8>;
            -4..=3
        ),
        kept!(
            pairs::codebook::four_bits,
            "codebook4",
            coded::<16>, pairs::codebook::pack::<16>;
            -8..=7
        ),
        kept!(pairs::sparse, "sparse", thinned; -128..=127),
        kept!(pairs::sparse, "sparse, mostly zeros", thinned; -1..=1),
    ]
}
