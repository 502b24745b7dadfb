//! What follows `pub struct Arrays;` for `tests/models/good/array_and_scalar.json`. Written by the test, not by hand.

#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/models/good/array_and_scalar.json")
    );
    static FC1: __ml::I8Wide<4, 2, { __ml::i8_wide_len(4, 2) }> = __ml::i8_wide(
        b"\x0B\x16 + \xC0_\x81",
        [129040, -380992],
    );
    static FC2: (__ml::I8Wide<2, 1, { __ml::i8_wide_len(2, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"\x01\x81", [885]),
        __ml::Requantize::new([
            __ml::Row::new(__ml::Scale::new(24379, 5, 8), -32768, 32767),
        ]),
    );
    #[inline]
    const fn __sums(samples: &[i16; 3], battery_mv: u16) -> [i32; 1] {
        let mut values = [0; 4];
        let rest: &mut [i32] = &mut values;
        let rest = __ml::input::i16s(samples, __ml::Domain::new(-2048, 2047, 0), rest);
        let rest = __ml::input::u16s(
            &[battery_mv],
            __ml::Domain::new(1800, 4200, 3000),
            rest,
        );
        let _ = rest;
        let mut input = __ml::Buffer::new();
        let x = input.store(&values);
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.hidden(x, __ml::relu(4), &mut fc1_out);
        FC2.0.sums(x)
    }
    /// The model `ntc`, embedded from `tests/models/good/array_and_scalar.json`.
    ///
    /// Deviation from the float network over 4096 sampled inputs: 342 °C at worst (input 2045, -2047, 381, 1816), 1 °C on average, 2 °C RMS. No input exceeds 343 °C (proved by a sound bound).
    ///
    /// Proved of `temp_c`: within -327.68 to 327.67 °C.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 4 × 2 | i8 | relu, shift 4 |
    /// | `fc2` | 2 × 1 | i8 | rescale, clamp |
    impl Arrays {
        /// Name from the model file.
        pub const NAME: &'static str = "ntc";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 6250401542062282637;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&FC2);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 24;
        /// Multiplications of one inference.
        pub const MACS: usize = 10;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 164;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 72;
        /// Greatest deviation from the float network over 4096 sampled inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 341.90002;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 4] = [2045, -2047, 381, 1816];
        /// What no declared input exceeds, by a sound bound, in the output's unit.
        pub const ERROR_BOUND: f32 = 343.41037;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: a bound for every input.
        pub const LEAST_OUTPUT: i16 = -32768;
        /// Greatest raw output, proved: a bound for every input.
        pub const GREATEST_OUTPUT: i16 = 32767;
        /// Least value of `samples` for which the model was made.
        pub const SAMPLES_MIN: i16 = -2048;
        /// Greatest value of `samples` for which the model was made.
        pub const SAMPLES_MAX: i16 = 2047;
        /// Least value of `battery_mv` for which the model was made.
        pub const BATTERY_MV_MIN: u16 = 1800;
        /// Greatest value of `battery_mv` for which the model was made.
        pub const BATTERY_MV_MAX: u16 = 4200;
        /// Runs the model. Inputs outside of their ranges are clamped.
        ///
        /// - `samples`, -2048..=2047
        /// - `battery_mv`, 1800..=4200
        /// - returns `temp_c` in steps of 0.01 °C
        pub const fn infer(&self, samples: &[i16; 3], battery_mv: u16) -> i16 {
            let [y0] = FC2.1.outputs(__sums(samples, battery_mv));
            y0 as i16
        }
        /// Runs the model if every input lies within the range for which it was made.
        ///
        /// # Errors
        ///
        /// The first input outside of its range, with its value and the range.
        pub const fn try_infer(
            &self,
            samples: &[i16; 3],
            battery_mv: u16,
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::input::check_i16s(
                samples,
                __ml::Domain::new(-2048, 2047, 0),
                "samples",
            ) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check(
                "battery_mv",
                battery_mv as i32,
                1800,
                4200,
            ) {
                return __ml::Err(error);
            }
            __ml::Ok(self.infer(samples, battery_mv))
        }
    }
    #[automatically_derived]
    impl __ml::Model for Arrays {
        type Input = ([i16; 3], u16);
        type Output = i16;
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(&self, (samples, battery_mv): ([i16; 3], u16)) -> i16 {
            Self::infer(self, &samples, battery_mv)
        }
        fn try_infer(
            &self,
            (samples, battery_mv): ([i16; 3], u16),
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            Self::try_infer(self, &samples, battery_mv)
        }
    }
    const _: () = {
        let model = Arrays {};
        ::core::assert!(
            ::core::matches!(model.infer(& [- 2048, - 2048, - 2048], 1800), 2571)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [2047, 2047, 2047], 4200), 32767)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [2045, - 2047, 381], 1816), - 32474)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [478, - 1953, 1268], 1895), - 32768)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 100, 79, - 1621], 3044), 17427)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1950, - 1968, 1992], 2702), 23998)
        );
        ::core::assert!(::core::matches!(model.infer(& [87, - 719, 1008], 3263), 31902));
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1905, 1204, - 596], 3794), 30378)
        );
        ::core::assert!(::core::matches!(model.infer(& [1346, 782, 1380], 2996), 32767));
        ::core::assert!(::core::matches!(model.infer(& [638, 1384, 1856], 3359), 32767));
        ::core::assert!(::core::matches!(model.infer(& [1236, 370, 803], 3423), 32767));
        ::core::assert!(
            ::core::matches!(model.infer(& [1082, - 1130, - 506], 2372), 16189)
        );
        ::core::assert!(::core::matches!(model.infer(& [949, 353, - 330], 3667), 32767));
        ::core::assert!(
            ::core::matches!(model.infer(& [1571, - 10, - 1239], 1881), 13427)
        );
        ::core::assert!(::core::matches!(model.infer(& [- 2043, 851, 99], 2474), 22283));
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1451, 1580, - 735], 4152), 32767)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [1904, - 1029, 1222], 2885), 32664)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 491, 511, - 220], 2680), 23807)
        );
        ::core::assert!(::core::matches!(model.infer(& [985, 1969, 1824], 2004), 32767));
        ::core::assert!(::core::matches!(model.infer(& [997, - 612, 557], 2062), 21903));
        ::core::assert!(::core::matches!(model.infer(& [422, 135, - 45], 3073), 28283));
        ::core::assert!(
            ::core::matches!(model.infer(& [- 193, - 1725, - 950], 2372), 8475)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [1388, - 1959, - 1956], 2279), 3999)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1212, 258, 1833], 2382), 31140)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1217, - 1699, - 1833], 3426), 9618)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [58, - 708, - 218], 2894), 21617)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [23, - 145, - 539], 2866), 21807)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [121, - 862, - 433], 2995), 20665)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1657, - 1574, - 2027], 3833), 11332)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [589, - 1337, 433], 2487), 20760)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 501, - 718, 659], 2980), 26378)
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 1872, - 766, - 1944], 2704), 5713)
        );
    };
};
