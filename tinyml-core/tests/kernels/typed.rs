//! Typed layers in the target's layout: the same bits at run time, in const evaluation, and by the definition.

use core::hint::black_box;

use tinyml_core::layout::native::{self, Codebook2, Codebook3, Codebook4, I4, I8, I8Wide, I16, Sparse};
use tinyml_core::{Buffer, Dense, Epilogue, Lookup, Requantize, Row, Scale};

use crate::oracle::{self, Case};

/// Reproducible bytes, the edges among them.
const fn bytes<const N: usize>(seed: u32) -> [u8; N] {
    let (mut bytes, mut state, mut i) = ([0; N], seed, 0);
    while i < N {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [.., high] = state.to_le_bytes();
        bytes[i] = match state & 15 {
            0 => 0x80,
            1 => 0x7f,
            _ => high,
        };
        i += 1;
    }
    bytes
}

/// Bytes with their high bits cut off, such that each is a weight of four bits.
const fn nibbles<const N: usize>(bytes: [u8; N]) -> [u8; N] {
    let (mut bytes, mut i) = (bytes, 0);
    while i < N {
        bytes[i] = (bytes[i].cast_signed() >> 4).cast_unsigned();
        i += 1;
    }
    bytes
}

const fn integers<const N: usize>(seed: u32, scale: i32) -> [i32; N] {
    let (bytes, mut integers, mut i) = (bytes::<N>(seed), [0; N], 0);
    while i < N {
        integers[i] = (bytes[i].cast_signed() as i32) * scale;
        i += 1;
    }
    integers
}

/// What the bytes mean, by the definition.
fn case<const IN: usize, const OUT: usize>(x: [i32; IN], weights: Vec<i32>, bias: [i32; OUT]) -> Case {
    Case { x: x.to_vec(), weights, bias: bias.to_vec() }
}

fn weights_of_one_byte(bytes: &[u8]) -> Vec<i32> {
    bytes.iter().map(|byte| i32::from(byte.cast_signed())).collect()
}

fn weights_of_two_bytes(bytes: &[u8]) -> Vec<i32> {
    bytes.chunks(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]]))).collect()
}

/// A layer of one shape and format, then one with an identity matrix, which brings the activations to light.
macro_rules! layer {
    ($format:ident::$from:ident, $len:ident, $bytes:expr, $meaning:ident, $width:literal, $inputs:literal x $outputs:literal) => {
        layer!(
            [$format<{ native::$len($inputs, $outputs) }>] $format::$from(&BYTES, $inputs, $outputs),
            BYTES, $bytes, $meaning, $width, $inputs x $outputs, stringify!($format)
        )
    };
    (
        [$ty:ty] $make:expr,
        $BYTES:ident, $bytes:expr, $meaning:ident, $width:literal, $inputs:literal x $outputs:literal, $format:expr
    ) => {{
        const $BYTES: [u8; $inputs * $outputs * $width] = $bytes(bytes($inputs * 100 + $outputs));
        const BIAS: [i32; $outputs] = integers(7, 100_003);
        const X: [i32; $inputs] = integers(9, 250);
        const LAYER: Dense<$inputs, $outputs, $ty> = Dense::new($make, BIAS);
        const IDENTITY: [u8; $outputs * $outputs] = identity::<{ $outputs * $outputs }>($outputs);
        const SHOW: Dense<$outputs, $outputs, I8<{ native::i8_len($outputs, $outputs) }>> =
            Dense::new(I8::from_i8(&IDENTITY, $outputs, $outputs), [0; $outputs]);
        const fn sums(x: &[i32; $inputs]) -> [i32; $outputs] {
            LAYER.sums(Buffer::new().store(x))
        }
        const fn hidden(x: &[i32; $inputs], epilogue: Epilogue) -> [i32; $outputs] {
            SHOW.sums(LAYER.hidden(Buffer::new().store(x), epilogue, &mut Buffer::new()))
        }
        const SUMS: [i32; $outputs] = sums(&X);
        const HIDDEN: [i32; $outputs] = hidden(&X, Epilogue::Relu { shift: 16 });

        let case = case(X, $meaning(&$BYTES), BIAS);
        assert_eq!(SUMS.to_vec(), case.sums(), "sums of {} {}x{}", $format, $inputs, $outputs);
        assert_eq!(sums(black_box(&X)), SUMS);
        assert_eq!(hidden(black_box(&X), Epilogue::Relu { shift: 16 }), HIDDEN);
        for epilogue in [
            Epilogue::Relu { shift: 16 },
            Epilogue::Linear { shift: 17 },
            Epilogue::LeakyRelu { shift: 16, slope: 3277 },
        ] {
            let expected: Vec<_> =
                case.sums().into_iter().map(|acc| oracle::epilogue(epilogue, acc)).collect();
            let values = hidden(black_box(&X), epilogue).map(i128::from).to_vec();
            assert_eq!(values, expected, "{} {}x{} by {epilogue:?}", $format, $inputs, $outputs);
        }
    }};
}

const fn identity<const N: usize>(size: usize) -> [u8; N] {
    let (mut matrix, mut i) = ([0; N], 0);
    while i < N {
        matrix[i] = 1;
        i += size + 1;
    }
    matrix
}

/// A layer whose weights are looked up.
macro_rules! coded {
    ($format:ident, $len:ident, $entries:literal, $meaning:ident, $inputs:literal x $outputs:literal) => {
        layer!(
            [$format<{ native::$len($inputs, $outputs) }>]
                $format::from_indices(&TABLE.split_first_chunk::<$entries>().unwrap().0, &BYTES, $inputs, $outputs),
            BYTES, below::<{ $inputs * $outputs }, $entries>, $meaning, 1, $inputs x $outputs, stringify!($format)
        )
    };
}

/// A layer without its zeros.
macro_rules! thinned {
    ($inputs:literal x $outputs:literal) => {
        layer!(
            [Sparse<{ native::sparse_counts($inputs, $outputs) }, { present(&BYTES) }>]
                Sparse::from_i8(&BYTES, $inputs, $outputs),
            BYTES, thin, weights_of_one_byte, 1, $inputs x $outputs, "Sparse"
        )
    };
}

/// Entries of a table, with both extremes among the first.
const TABLE: [u8; 16] = [0x80, 0x7f, 0, 0xfe, 3, 77, 0x91, 0xc0, 1, 0xff, 9, 50, 0x99, 100, 0xb1, 2];

/// Bytes as indices into a table.
const fn below<const N: usize, const K: usize>(bytes: [u8; N]) -> [u8; N] {
    let (mut bytes, mut i) = (bytes, 0);
    while i < N {
        bytes[i] = (bytes[i] >> 3) & (K as u8 - 1);
        i += 1;
    }
    bytes
}

/// Bytes of which two in three are zero.
const fn thin<const N: usize>(bytes: [u8; N]) -> [u8; N] {
    let (mut bytes, mut i) = (bytes, 0);
    while i < N {
        if bytes[i] % 3 != 0 {
            bytes[i] = 0;
        }
        i += 1;
    }
    bytes
}

/// How many bytes are not zero.
const fn present(bytes: &[u8]) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < bytes.len() {
        count += (bytes[i] != 0) as usize;
        i += 1;
    }
    count
}

fn looked_up(indices: &[u8]) -> Vec<i32> {
    indices.iter().map(|index| i32::from(TABLE[usize::from(*index)].cast_signed())).collect()
}

/// One format at shapes with and without an offset, even and odd, one block and many.
macro_rules! shapes {
    ($test:ident, $layer:ident($($format:tt)*)) => {
        #[test]
        fn $test() {
            $layer!($($format)* 1 x 1);
            $layer!($($format)* 1 x 8);
            $layer!($($format)* 2 x 3);
            $layer!($($format)* 3 x 5);
            $layer!($($format)* 4 x 4);
            $layer!($($format)* 5 x 7);
            $layer!($($format)* 8 x 8);
            $layer!($($format)* 8 x 1);
            $layer!($($format)* 9 x 2);
            $layer!($($format)* 16 x 16);
            $layer!($($format)* 17 x 3);
            $layer!($($format)* 33 x 9);
        }
    };
}

const fn whole<const N: usize>(bytes: [u8; N]) -> [u8; N] {
    bytes
}

shapes!(eight_bits, layer(I8::from_i8, i8_len, whole, weights_of_one_byte, 1,));
shapes!(eight_bits_widened, layer(I8Wide::from_i8, i8_wide_len, whole, weights_of_one_byte, 1,));
shapes!(sixteen_bits, layer(I16::from_i16, i16_len, whole, weights_of_two_bytes, 2,));
shapes!(four_bits, layer(I4::from_i4, i4_len, nibbles, weights_of_one_byte, 1,));
shapes!(two_bits_looked_up, coded(Codebook2, codebook2_len, 4, looked_up,));
shapes!(three_bits_looked_up, coded(Codebook3, codebook3_len, 8, looked_up,));
shapes!(four_bits_looked_up, coded(Codebook4, codebook4_len, 16, looked_up,));
shapes!(without_zeros, thinned());

#[test]
fn sparse_windows_overlap() {
    thinned!(254 x 3);
    thinned!(255 x 3);
    thinned!(301 x 2);
    thinned!(509 x 1);
}

#[test]
fn operators_pass_activations_on() {
    const SHOW: Dense<3, 3, I8<{ native::i8_len(3, 3) }>> =
        Dense::new(I8::from_i8(&identity::<9>(3), 3, 3), [0; 3]);
    const REQUANTIZE: Requantize<3> = Requantize::new([
        Row::new(Scale::new(3, 0, 1), -20, 20),
        Row::free(Scale::new(1, 0, 0)),
        Row::free(Scale::new(8, 2, 3)),
    ]);
    const LOOKUP: Lookup<3, 3> = Lookup::new([Scale::new(1, 0, 0); 3], [-10, 0, 30], 2, 5);
    const REQUANTIZED: [i32; 3] = SHOW.sums(REQUANTIZE.hidden([99, -32768, 40], &mut Buffer::new()));
    const LOOKED_UP: [i32; 3] = SHOW.sums(LOOKUP.hidden([-1, 6, 99], &mut Buffer::new()));
    assert_eq!((REQUANTIZED, LOOKED_UP), ([20, -32768, 10], [-5, 20, 35]));
    assert_eq!(SHOW.sums(REQUANTIZE.hidden(black_box([99, -32768, 40]), &mut Buffer::new())), REQUANTIZED);
    assert_eq!(SHOW.sums(LOOKUP.hidden(black_box([-1, 6, 99]), &mut Buffer::new())), LOOKED_UP);
}
