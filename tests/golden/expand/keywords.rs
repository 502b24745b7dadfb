//! What follows `pub struct Keywords;` for `tests/tflite/golden/svdf_keywords.tflite`. Written by the test, not by hand.

pub struct Keywords {
    #[doc(hidden)]
    __t4: ::tinyml::expansion::tensor::State<i16, 48, 0>,
    #[doc(hidden)]
    __t9: ::tinyml::expansion::tensor::State<i16, 60, 0>,
}
/// Classes of [`Keywords`], in the order of its scores.
#[allow(dead_code, clippy::enum_variant_names, reason = "generated")]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash
)]
pub enum KeywordsClass {
    /// `silence`
    Silence,
    /// `yes`
    Yes,
    /// `no`
    No,
    /// `unknown`
    Unknown,
}
#[allow(dead_code, reason = "not every program uses all of a model")]
impl KeywordsClass {
    /// Every class, in the order of the scores.
    pub const ALL: [Self; 4] = [Self::Silence, Self::Yes, Self::No, Self::Unknown];
    /// The label as the model file spells it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}
#[allow(
    dead_code,
    deprecated,
    unused_variables,
    clippy::too_many_arguments,
    reason = "generated"
)]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/tflite/golden/svdf_keywords.tflite")
    );
    static T5: __ml::tensor::Svdf<'static, i16> = __ml::tensor::Svdf {
        inputs: 10,
        memory: 6,
        rank: 1,
        features: __ml::tensor::signed(
            b"4\xA8M\n\x94?\x8FTz\x1B~*8j\x16\n\xB2\x11_\xAF\xD3\xF6\xAED\xA0\xD71\xA5\xFB\x05\xA2;\xA9-,\x98\x07\xE9\xA1.;\x0BTN\x1C\x1F\x10\x8B!\xFE\xC0\x9F\x0CG\xC9\xA0z\t$\x9ED{[4\xA7\xD5X\xBF1\xB2\x13\x964\x84\x8Eg\xCC\x9B?\xC4",
        ),
        offsets: &__ml::tensor::words::<
            8,
        >(
            b"\x86\xFE\xFF\xFFO\xFC\xFF\xFF\xE8\x02\0\0^\x02\0\0i\xFD\xFF\xFF\xE0\x01\0\0\xB4\xFD\xFF\xFF\xC0\x03\0\0",
        ),
        time: &[
            -18502,
            3219,
            5741,
            2797,
            21730,
            15277,
            23354,
            9868,
            30823,
            28910,
            -16234,
            17410,
            10511,
            -30883,
            -3826,
            28548,
            17021,
            -27031,
            19190,
            18745,
            -4607,
            19824,
            26114,
            -25063,
            28132,
            3977,
            -3145,
            9970,
            25695,
            8698,
            8689,
            -3459,
            -30587,
            -30403,
            27521,
            -15726,
            24455,
            12314,
            24807,
            25896,
            -15358,
            -5362,
            -265,
            -3887,
            -21413,
            -32480,
            -13173,
            -15549,
        ],
        bias: &__ml::tensor::words::<
            8,
        >(
            b"\xA4\x1F\0\xFD\x10\x1D\xD2\xFB\x14\xEA\x02\x03\xC4\x880\xFC*1&\xFE\x02~B\0R\xAE\x15\x02(\xD6\xBF\xFE",
        ),
        to_state: __ml::tensor::Multiplier {
            multiplier: 1908874368,
            left: 0,
            right: 1,
        },
        range: __ml::tensor::Range {
            min: -32768,
            max: 32767,
        },
        state_zero_point: 0,
        to_output: __ml::tensor::Multiplier {
            multiplier: 1247150720,
            left: 0,
            right: 22,
        },
        zero_point: -128,
    };
    static T10: __ml::tensor::Svdf<'static, i16> = __ml::tensor::Svdf {
        inputs: 8,
        memory: 5,
        rank: 2,
        features: __ml::tensor::signed(
            b"\xFE{{9\xCF\x8A\x9C(\x04*/\xE4J4c\xC2\x919\xC2\xACV\xECy$\xE4\x12A\x1A\x1D\xF3\xD4>\xF0\xFE\xD2z\xDF\x87\x04/\xA2\xAE\xDE;\xBD\xE0\xBC\x8FU\xB0\xF2\xB1D\xFB0\xD4\xEE@Tb\x9E\xE7\xC6\x9F\xECI\xA3\xF0n\x01\x13+\x95]/\x1F@e^9\x81\xED\xE5\xFA\x06\xBD\xE9\x19Ae\xAA\xE7\xAD'\x7F\xE1",
        ),
        offsets: &__ml::tensor::words::<
            12,
        >(
            b"\0%\0\0\0r\0\0\x80\x0B\0\0\x809\0\0\x80\xE9\xFF\xFF\x80(\xFF\xFF\x80\xF5\xFF\xFF\0\xE7\xFF\xFF\x80:\0\0\0\xBE\0\0\0\x89\xFF\xFF\x805\0\0",
        ),
        time: &[
            -15304,
            15737,
            1282,
            8529,
            -12915,
            23754,
            24164,
            -12358,
            26139,
            8715,
            19572,
            22175,
            21668,
            2501,
            1488,
            -11578,
            1309,
            -29915,
            1905,
            25262,
            -18549,
            -56,
            3898,
            24240,
            -14362,
            -5098,
            653,
            -32262,
            -31848,
            23243,
            -13234,
            6384,
            -4714,
            -14967,
            -26,
            -24552,
            18906,
            31867,
            -23976,
            8920,
            11684,
            -22374,
            -5119,
            30665,
            17500,
            -14735,
            10093,
            -23503,
            21527,
            17314,
            -1542,
            -31758,
            20583,
            -4021,
            16535,
            10195,
            -16963,
            -12374,
            -7655,
            6681,
        ],
        bias: &__ml::tensor::words::<
            6,
        >(
            b"\xA9\xD25\xFEl\"\xC5\xFFZ\x80m\x01\xC8Bn\xFA\x1E\x89\xED\x01\x0F\xE0\xA4\x03",
        ),
        to_state: __ml::tensor::Multiplier {
            multiplier: 1550960256,
            left: 1,
            right: 0,
        },
        range: __ml::tensor::Range {
            min: -32768,
            max: 32767,
        },
        state_zero_point: 0,
        to_output: __ml::tensor::Multiplier {
            multiplier: 1247150720,
            left: 0,
            right: 22,
        },
        zero_point: -128,
    };
    static T13: __ml::tensor::FullyConnected<'static, __ml::tensor::Double> = __ml::tensor::FullyConnected {
        inputs: 6,
        weights_zero_point: 0,
        weights: __ml::tensor::signed(
            b"\xC6\x1E\xC1\x0F\x82}\xDAk\xD3\x98A\x8C\xF6+q:\x8A\x1E\xFE\xB7l\x1A\xFC/",
        ),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<
                4,
            >(b"~\xEB\xFF\xFF?\xA3\xFF\xFFH\x17\0\0\xAF3\0\0"),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<
                4,
            >(b"\xEA\x01$T\xE9\x01-i\rE\xA3Z\x8B\xF6\xA2a"),
            shifts: __ml::tensor::signed(b"\xF7\xFA\xF8\xF9"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: 10,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    static T14: __ml::tensor::Softmax<'static> = __ml::tensor::Softmax {
        exponentials: &__ml::tensor::words::<
            110,
        >(
            b"\xFF\xFF\xFF\x7Fx\xE7\x88hJ\n_U\x9B\x87\xB8E2\x80\xF081N\x80.[\xFC\xF9%+\xBB\x03\x1F\x144T\x19\x8C\x81\xAF\x14\x08\xB9\xE4\x10\x0B\xE8\xCB\r\x0BnD\x0Bz\xA63\t\xC4\xCE\x83\x07\x9C!#\x06\xCC\x1B\x03\x05\xE6\xE2\x17\x04!\xC9W\x03\xBB\xE6\xBA\x02\xFB\xC6:\x02!$\xD2\x01\xF1\xAF|\x01\x1E\xE66\x01\x7F\xE7\xFD\0\xA8[\xCF\0?X\xA9\0\xD5L\x8A\0X\xF2p\0\xB5=\\\0\xCBTK\0w\x85=\0>>2\0O\x08)\0\xA3\x82!\0\xFC]\x1B\0\xA2Y\x16\0\xBC@\x12\0\x1E\xE8\x0E\0\x8A,\x0C\x006\xF1\t\0\x9E\x1E\x08\0\x90\xA1\x06\0\\j\x05\x006l\x04\0\xA7\x9C\x03\0$\xF3\x02\0\xB5h\x02\0\xA7\xF7\x01\0R\x9B\x01\0\xEBO\x01\0V\x12\x01\0\x0B\xE0\0\0\xF9\xB6\0\0n\x95\0\0\tz\0\0\xAAc\0\0eQ\0\0yB\0\0I6\0\0V,\0\x005$\0\0\x92\x1D\0\0&\x18\0\0\xB9\x13\0\0\x1B\x10\0\0'\r\0\0\xBE\n\0\0\xC6\x08\0\0*\x07\0\0\xDA\x05\0\0\xC7\x04\0\0\xE7\x03\0\x000\x03\0\0\x9A\x02\0\0 \x02\0\0\xBC\x01\0\0k\x01\0\0(\x01\0\0\xF2\0\0\0\xC6\0\0\0\xA2\0\0\0\x84\0\0\0l\0\0\0X\0\0\0H\0\0\0;\0\0\x000\0\0\0'\0\0\0 \0\0\0\x1A\0\0\0\x15\0\0\0\x11\0\0\0\x0E\0\0\0\x0C\0\0\0\t\0\0\0\x08\0\0\0\x06\0\0\0\x05\0\0\0\x04\0\0\0\x03\0\0\0\x03\0\0\0\x02\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0",
        ),
        depth: 4,
    };
    const fn __run(
        memory: &mut __ml::tensor::Arena<16>,
        t4: __ml::tensor::ViewMut<'_, i16>,
        t9: __ml::tensor::ViewMut<'_, i16>,
        input0: __ml::tensor::View<'_, i8>,
        t14: __ml::tensor::ViewMut<'_, i8>,
    ) {
        let memory = memory.memory();
        T5.run(input0, memory.view_mut::<i8>(0, 8), t4);
        T10.run(memory.view::<i8>(0, 8), memory.view_mut::<i8>(8, 6), t9);
        T13.run(memory.view::<i8>(8, 6), memory.view_mut::<i8>(0, 4));
        T14.run(memory.view::<i8>(0, 4), t14);
    }
    fn __run_traced(
        memory: &mut __ml::tensor::Arena<16>,
        t4: __ml::tensor::ViewMut<'_, i16>,
        t9: __ml::tensor::ViewMut<'_, i16>,
        input0: __ml::tensor::View<'_, i8>,
        t14: __ml::tensor::ViewMut<'_, i8>,
        trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>),
    ) {
        let memory = memory.memory();
        T5.run(input0, memory.view_mut::<i8>(0, 8), t4);
        trace(__ml::tensor::Written::new((0, "SVDF", "t5"), memory.view::<i8>(0, 8)));
        T10.run(memory.view::<i8>(0, 8), memory.view_mut::<i8>(8, 6), t9);
        trace(__ml::tensor::Written::new((1, "SVDF", "t10"), memory.view::<i8>(8, 6)));
        T13.run(memory.view::<i8>(8, 6), memory.view_mut::<i8>(0, 4));
        trace(
            __ml::tensor::Written::new(
                (2, "FULLY_CONNECTED", "t13"),
                memory.view::<i8>(0, 4),
            ),
        );
        T14.run(memory.view::<i8>(0, 4), t14);
        trace(__ml::tensor::Written::new((3, "SOFTMAX", "t14"), t14.view()));
    }
    /// The network `svdf_keywords`, embedded from `tests/tflite/golden/svdf_keywords.tflite`.
    ///
    /// | operator | gives | shape | kernel | multiplications | flash | where |
    /// |---|---|---|---|---:|---:|---|
    /// | 0 SVDF | `t5` | 1 × 8 | filters over time | 128 | 240 | 0..8 |
    /// | 1 SVDF | `t10` | 1 × 6 | filters over time | 156 | 288 | 8..14 |
    /// | 2 FULLY_CONNECTED | `t13` | 1 × 4 | dense layer | 24 | 60 | 0..4 |
    /// | 3 SOFTMAX | `t14` | 1 × 4 | softmax | 0 | 452 | output |
    ///
    /// Working memory, 16 bytes; steps are the rows of the table above, from 0 on:
    ///
    /// | bytes | holds | in steps |
    /// |---|---|---|
    /// | 0..8 | `t5` | 0..=1 |
    /// | 8..14 | `t10` | 1..=2 |
    /// | 0..4 | `t13` | 2..=3 |
    impl Keywords {
        /// Name from the model file, or of the file.
        pub const NAME: &'static str = "svdf_keywords";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 6639760311850355059;
        /// Constant data in flash, in bytes: weights, biases, scales and tables.
        pub const FLASH_BYTES: usize = 1040;
        /// Multiplications of one inference.
        pub const MACS: usize = 308;
        /// Working memory, in bytes: the greatest sum of the tensors that are needed at once.
        pub const MEMORY_BYTES: usize = 16;
        /// RAM, in bytes: the memory that is lent, and what the struct takes.
        pub const RAM_BYTES: usize = Self::MEMORY_BYTES + __ml::size_of::<Self>();
        /// Stack of an inference, in bytes, at most, with the outputs until they are returned: a bound on what was measured of
        /// every kernel on Armv6-M and Armv7E-M in release builds.
        pub const STACK_BYTES: usize = 648;
        /// Extents of `input0`, the outermost first.
        pub const INPUT_SHAPE: [usize; 2] = [1, 10];
        /// Real value of one step: `real = INPUT_SCALE * (raw - INPUT_ZERO_POINT)`.
        pub const INPUT_SCALE: f32 = 0.04;
        /// The raw value that stands for zero.
        pub const INPUT_ZERO_POINT: i32 = 3;
        /// Extents of `t14`, the outermost first.
        pub const OUTPUT_SHAPE: [usize; 2] = [1, 4];
        /// Real value of one step: `real = OUTPUT_SCALE * (raw - OUTPUT_ZERO_POINT)`.
        pub const OUTPUT_SCALE: f32 = 0.00390625;
        /// The raw value that stands for zero.
        pub const OUTPUT_ZERO_POINT: i32 = -128;
        /// The network before its first inference. Constant, so that it can be the value of a static.
        #[allow(
            clippy::new_without_default,
            reason = "whoever wants `Default` derives it"
        )]
        pub const fn new() -> Self {
            Self {
                __t4: __ml::tensor::State::new(),
                __t9: __ml::tensor::State::new(),
            }
        }
        /// Forgets everything: the next inference is the first.
        pub const fn reset(&mut self) {
            self.__t4.reset();
            self.__t9.reset();
        }
        /// Runs the network; every value of the inputs is legal.
        ///
        /// - `input0`: `input0`, 1 × 10, int8; real = 0.04 * (raw - 3)
        /// - returns `t14`, 1 × 4, int8; real = 0.00390625 * (raw + 128)
        pub const fn infer_in(
            &mut self,
            memory: &mut __ml::tensor::Arena<16>,
            input0: &[i8; 10],
        ) -> [i8; 4] {
            let mut t14 = [0; 4];
            __run(
                memory,
                self.__t4.view(),
                self.__t9.view(),
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(&mut t14),
            );
            t14
        }
        /// The same, written to where the caller wants it: an output that is large needs no second place.
        pub const fn infer_into(
            &mut self,
            memory: &mut __ml::tensor::Arena<16>,
            input0: &[i8; 10],
            t14: &mut [i8; 4],
        ) {
            __run(
                memory,
                self.__t4.view(),
                self.__t9.view(),
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(t14),
            );
        }
        /// The same, while `trace` sees what each operator has given: to compare a chip with a host, operator by operator.
        /// Costs nothing where it is not called.
        pub fn infer_traced(
            &mut self,
            memory: &mut __ml::tensor::Arena<16>,
            input0: &[i8; 10],
            trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>),
        ) -> [i8; 4] {
            let mut t14 = [0; 4];
            __run_traced(
                memory,
                self.__t4.view(),
                self.__t9.view(),
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(&mut t14),
                trace,
            );
            t14
        }
        /// The class with the greatest score; of equal ones the first.
        pub const fn classify_in(
            &mut self,
            memory: &mut __ml::tensor::Arena<16>,
            input0: &[i8; 10],
        ) -> KeywordsClass {
            let mut t14 = [0; 4];
            __run(
                memory,
                self.__t4.view(),
                self.__t9.view(),
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(&mut t14),
            );
            __ml::tensor::class(
                __ml::tensor::View::of(&t14),
                __ml::tensor::Scores::Signed,
                &KeywordsClass::ALL,
                KeywordsClass::Silence,
            )
        }
    }
};
