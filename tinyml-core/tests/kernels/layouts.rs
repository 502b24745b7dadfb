//! The slice kernels of both layouts under one signature, so that a test runs over all of them.
//!
//! Words are filled before a kernel gets them, so that reading them is defined whatever the kernel does.
#![allow(unsafe_code, reason = "reads words that the test itself has filled")]

use tinyml_core::Epilogue;
use tinyml_core::activations::Word;
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

/// Every storage format of both layouts.
pub(crate) fn kernels() -> Vec<Kernel> {
    vec![
        kernel!(offset::bytes::pack, 0, 1, -128..=127),
        kernel!(offset::halves::pack, 0, 2, -32768..=32767),
        kernel!(offset::nibbles::pack, 0, 1, -8..=7),
        kernel!(pairs::bytes::pack, [0; 2], 1, -128..=127),
        kernel!(pairs::halves::pack_i8, 0, 1, -128..=127),
        kernel!(pairs::halves::pack, 0, 2, -32768..=32767),
        kernel!(pairs::nibbles::pack, 0, 1, -8..=7),
    ]
}
