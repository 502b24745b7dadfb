//! What follows `pub struct Tanh;` for `tests/models/good/tanh.json`. Written by the test, not by hand.

#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/models/good/tanh.json")
    );
    static FC1: (__ml::I8Wide<1, 2, { __ml::i8_wide_len(1, 2) }>, __ml::Lookup<2, 65>) = (
        __ml::i8_wide(b"\x7F\x81", [10, 477541]),
        __ml::Lookup::new(
            [__ml::Scale::new(20496, 3, 15), __ml::Scale::new(20496, 4, 15)],
            [
                -29261,
                -28773,
                -28228,
                -27619,
                -26940,
                -26187,
                -25353,
                -24432,
                -23419,
                -22309,
                -21099,
                -19785,
                -18365,
                -16840,
                -15212,
                -13484,
                -11663,
                -9758,
                -7778,
                -5738,
                -3651,
                -1535,
                594,
                2718,
                4820,
                6882,
                8890,
                10830,
                12690,
                14459,
                16132,
                17703,
                19170,
                20530,
                21787,
                22940,
                23996,
                24957,
                25828,
                26617,
                27328,
                27966,
                28539,
                29052,
                29509,
                29917,
                30280,
                30603,
                30889,
                31143,
                31368,
                31567,
                31742,
                31898,
                32035,
                32156,
                32263,
                32357,
                32440,
                32513,
                32578,
                32634,
                32684,
                32728,
                32767,
            ],
            9,
            0,
        ),
    );
    static FC2: (__ml::I8Wide<2, 1, { __ml::i8_wide_len(2, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"U\x81", [3497765]),
        __ml::Requantize::new([__ml::Row::free(__ml::Scale::new(23983, 8, 17))]),
    );
    #[inline]
    const fn __sums(adc_mv: u16) -> [i32; 1] {
        let mut input = __ml::Buffer::new();
        let x = input.store(&[__ml::enter(adc_mv as i32, 0, 3300, 0)]);
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.1.hidden(FC1.0.sums(x), &mut fc1_out);
        FC2.0.sums(x)
    }
    /// The model `ntc`, embedded from `tests/models/good/tanh.json`.
    ///
    /// Deviation from the float network, proved by running all 3301 declared inputs: 0.0776 °C at worst (input 3144), 0.0434 °C on average, 0.0478 °C RMS.
    ///
    /// Proved of `temp_c`: within -14.97 to 69.04 °C, never falls when `adc_mv` grows.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 1 × 2 | i8 | tanh, table of 65 |
    /// | `fc2` | 2 × 1 | i8 | rescale |
    ///
    /// As 46 straight lines (`lowering = "piecewise"`) it would be less than a step off, in about 17 instructions and 712 bytes of flash instead of 113 and 431.
    impl Tanh {
        /// Name from the model file.
        pub const NAME: &'static str = "ntc";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 302853994014123636;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&FC2);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 12;
        /// Multiplications of one inference.
        pub const MACS: usize = 4;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 114;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 75;
        /// Greatest deviation from the float network over all 3301 declared inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.07755722;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 1] = [3144];
        /// What no declared input exceeds: every one was run, so this is `WORST_ERROR`.
        pub const ERROR_BOUND: f32 = 0.07755722;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: the one of all declared inputs.
        pub const LEAST_OUTPUT: i16 = -1497;
        /// Greatest raw output, proved: the one of all declared inputs.
        pub const GREATEST_OUTPUT: i16 = 6904;
        /// Least value of `adc_mv` for which the model was made.
        pub const ADC_MV_MIN: u16 = 0;
        /// Greatest value of `adc_mv` for which the model was made.
        pub const ADC_MV_MAX: u16 = 3300;
        /// Runs the model. Inputs outside of their ranges are clamped.
        ///
        /// - `adc_mv`, 0..=3300 mV
        /// - returns `temp_c` in steps of 0.01 °C
        pub const fn infer(&self, adc_mv: u16) -> i16 {
            let [y0] = FC2.1.outputs(__sums(adc_mv));
            y0 as i16
        }
        /// Runs the model if every input lies within the range for which it was made.
        ///
        /// # Errors
        ///
        /// The first input outside of its range, with its value and the range.
        pub const fn try_infer(
            &self,
            adc_mv: u16,
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::check("adc_mv", adc_mv as i32, 0, 3300) {
                return __ml::Err(error);
            }
            __ml::Ok(self.infer(adc_mv))
        }
    }
    #[automatically_derived]
    impl __ml::Model for Tanh {
        type Input = u16;
        type Output = i16;
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(&self, adc_mv: u16) -> i16 {
            Self::infer(self, adc_mv)
        }
        fn try_infer(&self, adc_mv: u16) -> __ml::Result<i16, __ml::OutOfRange> {
            Self::try_infer(self, adc_mv)
        }
    }
    const _: () = {
        let model = Tanh {};
        ::core::assert!(::core::matches!(model.infer(0), - 1497));
        ::core::assert!(::core::matches!(model.infer(106), - 1337));
        ::core::assert!(::core::matches!(model.infer(154), - 1258));
        ::core::assert!(::core::matches!(model.infer(212), - 1152));
        ::core::assert!(::core::matches!(model.infer(257), - 1066));
        ::core::assert!(::core::matches!(model.infer(360), - 846));
        ::core::assert!(::core::matches!(model.infer(425), - 689));
        ::core::assert!(::core::matches!(model.infer(515), - 453));
        ::core::assert!(::core::matches!(model.infer(532), - 404));
        ::core::assert!(::core::matches!(model.infer(745), 274));
        ::core::assert!(::core::matches!(model.infer(773), 372));
        ::core::assert!(::core::matches!(model.infer(851), 664));
        ::core::assert!(::core::matches!(model.infer(876), 759));
        ::core::assert!(::core::matches!(model.infer(979), 1172));
        ::core::assert!(::core::matches!(model.infer(1064), 1527));
        ::core::assert!(::core::matches!(model.infer(1170), 1979));
        ::core::assert!(::core::matches!(model.infer(1383), 2880));
        ::core::assert!(::core::matches!(model.infer(1490), 3311));
        ::core::assert!(::core::matches!(model.infer(1703), 4090));
        ::core::assert!(::core::matches!(model.infer(1809), 4434));
        ::core::assert!(::core::matches!(model.infer(2022), 5037));
        ::core::assert!(::core::matches!(model.infer(2114), 5264));
        ::core::assert!(::core::matches!(model.infer(2129), 5298));
        ::core::assert!(::core::matches!(model.infer(2341), 5742));
        ::core::assert!(::core::matches!(model.infer(2448), 5934));
        ::core::assert!(::core::matches!(model.infer(2661), 6261));
        ::core::assert!(::core::matches!(model.infer(2767), 6399));
        ::core::assert!(::core::matches!(model.infer(2980), 6635));
        ::core::assert!(::core::matches!(model.infer(3087), 6736));
        ::core::assert!(::core::matches!(model.infer(3144), 6786));
        ::core::assert!(::core::matches!(model.infer(3300), 6904));
        ::core::assert!(::core::matches!(model.infer(65535), 6904));
    };
};
