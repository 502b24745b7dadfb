//! Slices of lengths that belong to no layer: every word is written all the same, and nothing panics.
//!
//! All inputs, biases and words of weights are zero, so that whatever a kernel computes is zero as well, and a word
//! that isn't has been left out.

use tinyml_core::Epilogue;
use tinyml_core::activations::Word;
use tinyml_core::layout::codebook::Codes;
use tinyml_core::layout::sparse::{self, Entries, Entry};
use tinyml_core::layout::{offset, pairs};

use crate::layouts::{UNWRITTEN, read};

const EPILOGUE: Epilogue = Epilogue::Relu { shift: 3 };

macro_rules! check {
    ($layout:ident::$format:ident, $zero:expr, $x:expr, $weights:expr, $bias:expr, $out:expr) => {
        check!($layout::$format, &vec![$zero; $weights], ($x, $weights, $bias, $out))
    };
    ($layout:ident::$($format:ident)::+, $packed:expr, ($x:expr, $weights:expr, $bias:expr, $out:expr)) => {{
        let mut out = vec![Word::new(UNWRITTEN); $out];
        $layout::$($format)::+::hidden(&vec![0; $x], $packed, &vec![0; $bias], EPILOGUE, &mut out);
        assert_eq!(read(&out), vec![0; $out], "{} x, {} weights, {} biases", $x, $weights, $bias);
        let mut acc = vec![0; $out];
        $layout::$($format)::+::sums(&vec![0; $x], $packed, &mut acc);
        assert_eq!(acc, vec![0; $out]);
    }};
}

/// Lengths of `x`, weights, biases and `out`.
fn lengths() -> impl Iterator<Item = [usize; 4]> {
    let weights = [0, 1, 2, 3, 7, 8, 9, 31, 64, 200];
    (0..=9).flat_map(move |x| {
        weights
            .into_iter()
            .flat_map(move |w| (0..=5).flat_map(move |b| (0..=6).map(move |out| [x, w, b, out])))
    })
}

#[test]
fn every_word_is_written() {
    for [x, weights, bias, out] in lengths() {
        check!(offset::bytes, 0, x, weights, bias, out);
        check!(offset::halves, 0, x, weights, bias, out);
        check!(offset::nibbles, 0, x, weights, bias, out);
        check!(pairs::bytes, [0; 2], x, weights, bias, out);
        check!(pairs::halves, 0, x, weights, bias, out);
        check!(pairs::nibbles, 0, x, weights, bias, out);
        let indices = vec![0xff; weights];
        check!(
            offset::codebook::two_bits,
            Codes { table: &[0; 4], indices: &indices },
            (x, weights, bias, out)
        );
        check!(
            offset::codebook::three_bits,
            Codes { table: &[0; 8], indices: &indices },
            (x, weights, bias, out)
        );
        check!(
            offset::codebook::four_bits,
            Codes { table: &[0; 16], indices: &indices },
            (x, weights, bias, out)
        );
        check!(
            pairs::codebook::two_bits,
            Codes { table: &[0; 4], indices: &indices },
            (x, weights, bias, out)
        );
        check!(
            pairs::codebook::three_bits,
            Codes { table: &[0; 8], indices: &indices },
            (x, weights, bias, out)
        );
        check!(
            pairs::codebook::four_bits,
            Codes { table: &[0; 16], indices: &indices },
            (x, weights, bias, out)
        );
    }
}

/// Columns that the layer does not have, counts without entries, entries without counts: nothing is read that is not there.
#[test]
fn sparse_weights_of_another_layer_are_none() {
    for (inputs, outputs) in [(1, 3), (2, 2), (7, 4), (254, 2), (255, 2), (300, 1), (600, 2)] {
        let bytes = vec![1; inputs * outputs];
        let mut counts = vec![0; sparse::sparse_counts(inputs, outputs)];
        let mut entries = vec![Entry::default(); inputs * outputs];
        sparse::pack(&bytes, inputs, outputs, &mut counts, &mut entries);
        let ends = [0, 1, counts.len() / 2, counts.len()];
        for (x, count) in
            [0, 1, 2, 6, 7, 100, 253, 254, 256, 509, 700].into_iter().flat_map(|x| ends.map(|n| (x, n)))
        {
            for weights in [0, 1, entries.len() - 1, entries.len()] {
                let packed = Entries::new(&counts[..count], &entries[..weights]);
                check!(offset::sparse, packed, (x, weights, outputs, outputs));
                check!(offset::sparse, packed, (x, weights, outputs + 2, outputs + 3));
                check!(pairs::sparse, packed, (x, weights, outputs, outputs));
                check!(pairs::sparse, packed, (x, weights, outputs + 3, outputs));
            }
        }
    }
}

#[test]
fn storing_writes_every_word() {
    for values in 0..=9 {
        for count in 0..=12 {
            let mut words = vec![Word::new(UNWRITTEN); count];
            offset::store(&vec![0; values], &mut words);
            assert_eq!(read(&words), vec![0; count], "{values} values");
            let mut words = vec![Word::new(UNWRITTEN); count];
            pairs::store(&vec![0; values], &mut words);
            assert_eq!(read(&words), vec![0; count], "{values} values");
        }
    }
}

#[test]
fn packing_takes_what_there_is() {
    for bytes in 0..=20 {
        for room in 0..=20 {
            let bytes = vec![1; bytes];
            offset::bytes::pack(&bytes, 5, 3, &mut vec![0; room]);
            offset::halves::pack(&bytes, 5, 3, &mut vec![0; room]);
            offset::nibbles::pack(&bytes, 5, 3, &mut vec![0; room]);
            pairs::bytes::pack(&bytes, 5, 3, &mut vec![[0; 2]; room]);
            pairs::halves::pack(&bytes, 5, 3, &mut vec![0; room]);
            pairs::halves::pack_i8(&bytes, 5, 3, &mut vec![0; room]);
            pairs::nibbles::pack(&bytes, 5, 3, &mut vec![0; room]);
            offset::codebook::pack::<4>(&bytes, 5, 3, &mut vec![0; room]);
            pairs::codebook::pack::<4>(&bytes, 5, 3, &mut vec![0; room]);
            offset::codebook::pack::<8>(&bytes, 5, 3, &mut vec![0; room]);
            pairs::codebook::pack::<8>(&bytes, 5, 3, &mut vec![0; room]);
            offset::codebook::pack::<16>(&bytes, 5, 3, &mut vec![0; room]);
            pairs::codebook::pack::<16>(&bytes, 5, 3, &mut vec![0; room]);
            for counts in 0..=4 {
                sparse::pack(&bytes, 5, 3, &mut vec![0; counts], &mut vec![Entry::default(); room]);
            }
        }
    }
    assert_eq!((offset::i8_len(0, 3), offset::i8_len(3, 0), pairs::i8_len(0, 3)), (0, 0, 0));
}
