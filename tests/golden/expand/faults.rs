//! What follows `pub struct Boiler;` for `tests/models/good/faults_of_several.json`. Written by the test, not by hand.

/// What can be wrong with the inputs of [`Boiler`].
#[allow(dead_code, clippy::enum_variant_names, reason = "generated")]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash
)]
pub enum BoilerFault {
    /// `water_mv` in 3260..=65535 means `open_circuit`
    WaterMvOpenCircuit,
    /// `water_mv` in 0..=40 means `short_circuit`
    WaterMvShortCircuit,
    /// `humidity` at 255 means `open_circuit`
    HumidityOpenCircuit,
    /// `humidity` lies outside of 10..=90, for which the model is calibrated
    HumidityBeyondCalibration,
    /// `tilt` lies outside of -90..=90, for which the model was made
    TiltOutOfRange,
}
#[allow(dead_code, reason = "not every program uses all of a model")]
impl BoilerFault {
    /// Every fault, in the order of the inputs.
    pub const ALL: [Self; 5] = [
        Self::WaterMvOpenCircuit,
        Self::WaterMvShortCircuit,
        Self::HumidityOpenCircuit,
        Self::HumidityBeyondCalibration,
        Self::TiltOutOfRange,
    ];
    /// The name as the model file spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WaterMvOpenCircuit => "open_circuit",
            Self::WaterMvShortCircuit => "short_circuit",
            Self::HumidityOpenCircuit => "open_circuit",
            Self::HumidityBeyondCalibration => "beyond_calibration",
            Self::TiltOutOfRange => "out_of_range",
        }
    }
    /// The name of the input that it is about.
    pub const fn input(self) -> &'static str {
        match self {
            Self::WaterMvOpenCircuit => "water_mv",
            Self::WaterMvShortCircuit => "water_mv",
            Self::HumidityOpenCircuit => "humidity",
            Self::HumidityBeyondCalibration => "humidity",
            Self::TiltOutOfRange => "tilt",
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Display for BoilerFault {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.pad(
            match self {
                Self::WaterMvOpenCircuit => {
                    "`water_mv` in 3260..=65535 means `open_circuit`"
                }
                Self::WaterMvShortCircuit => "`water_mv` in 0..=40 means `short_circuit`",
                Self::HumidityOpenCircuit => "`humidity` at 255 means `open_circuit`",
                Self::HumidityBeyondCalibration => {
                    "`humidity` lies outside of 10..=90, for which the model is calibrated"
                }
                Self::TiltOutOfRange => {
                    "`tilt` lies outside of -90..=90, for which the model was made"
                }
            },
        )
    }
}
#[automatically_derived]
impl ::core::error::Error for BoilerFault {}
#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/models/good/faults_of_several.json")
    );
    static OUT: (__ml::I8Wide<5, 1, { __ml::i8_wide_len(5, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"\x81cc\x9Dc", [318264]),
        __ml::Requantize::new([__ml::Row::free(__ml::Scale::new(16513, 5, 16))]),
    );
    #[inline]
    const fn __sums(water_mv: u16, humidity: u8, tilt: &[i8; 2], level: i8) -> [i32; 1] {
        let mut values = [0; 5];
        let rest: &mut [i32] = &mut values;
        let rest = __ml::input::u16s(&[water_mv], __ml::Domain::new(0, 3300, 0), rest);
        let rest = __ml::input::u8s(
            &[humidity],
            __ml::Domain::new(0, 100, 0).shifted(6),
            rest,
        );
        let rest = __ml::input::i8s(
            tilt,
            __ml::Domain::new(-90, 90, 0).shifted(5),
            rest,
        );
        let rest = __ml::input::i8s(
            &[level],
            __ml::Domain::new(-128, 127, 0).shifted(4),
            rest,
        );
        let _ = rest;
        let mut input = __ml::Buffer::new();
        let x = input.store(&values);
        OUT.0.sums(x)
    }
    /// The model `boiler`, embedded from `tests/models/good/faults_of_several.json`.
    ///
    /// Deviation from the float network over 4096 sampled inputs: 0.195 °C at worst (input 8, 100, 90, -90, 127), 0.045 °C on average, 0.056 °C RMS. No input exceeds 0.196 °C (proved by a sound bound).
    ///
    /// Proved of `temp_c`: within -68.81 to 135.69 °C.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `out` | 5 × 1 | i8 | rescale |
    impl Boiler {
        /// Name from the model file.
        pub const NAME: &'static str = "boiler";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 11232452127633750731;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 24;
        /// Multiplications of one inference.
        pub const MACS: usize = 5;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 53;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 81;
        /// Greatest deviation from the float network over 4096 sampled inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.19500001;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 5] = [8, 100, 90, -90, 127];
        /// What no declared input exceeds, by a sound bound, in the output's unit.
        pub const ERROR_BOUND: f32 = 0.1958521;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: a bound for every input.
        pub const LEAST_OUTPUT: i16 = -6881;
        /// Greatest raw output, proved: a bound for every input.
        pub const GREATEST_OUTPUT: i16 = 13569;
        /// Least value of `water_mv` for which the model was made.
        pub const WATER_MV_MIN: u16 = 0;
        /// Greatest value of `water_mv` for which the model was made.
        pub const WATER_MV_MAX: u16 = 3300;
        /// Least value of `humidity` for which the model was made.
        pub const HUMIDITY_MIN: u8 = 0;
        /// Greatest value of `humidity` for which the model was made.
        pub const HUMIDITY_MAX: u8 = 100;
        /// Least value of `tilt` for which the model was made.
        pub const TILT_MIN: i8 = -90;
        /// Greatest value of `tilt` for which the model was made.
        pub const TILT_MAX: i8 = 90;
        /// Least value of `level` for which the model was made.
        pub const LEVEL_MIN: i8 = -128;
        /// Greatest value of `level` for which the model was made.
        pub const LEVEL_MAX: i8 = 127;
        /// Runs the model. Inputs outside of their ranges are clamped, and faults are taken for measurements.
        ///
        /// - `water_mv`, 0..=3300
        /// - `humidity`, 0..=100
        /// - `tilt`, -90..=90
        /// - `level`, -128..=127
        /// - returns `temp_c` in steps of 0.01 °C
        pub const fn infer(
            &self,
            water_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> i16 {
            let [y0] = OUT.1.outputs(__sums(water_mv, humidity, tilt, level));
            y0 as i16
        }
        /// Runs the model if every input lies within the range for which it was made.
        ///
        /// # Errors
        ///
        /// The first input outside of its range, with its value and the range.
        pub const fn try_infer(
            &self,
            water_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::check("water_mv", water_mv as i32, 0, 3300) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check("humidity", humidity as i32, 0, 100) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::input::check_i8s(
                tilt,
                __ml::Domain::new(-90, 90, 0),
                "tilt",
            ) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check("level", level as i32, -128, 127) {
                return __ml::Err(error);
            }
            __ml::Ok(self.infer(water_mv, humidity, tilt, level))
        }
        /// What is wrong with the inputs, of several things the first; `None` if each of them is a measurement.
        ///
        /// A value is one if it means no fault, and lies within the range for which the model is calibrated or, without such,
        /// was made.
        pub const fn fault(
            &self,
            water_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Option<BoilerFault> {
            match water_mv {
                41..=3259 => {}
                3260..=65535 => return __ml::Some(BoilerFault::WaterMvOpenCircuit),
                0..=40 => return __ml::Some(BoilerFault::WaterMvShortCircuit),
            }
            match humidity {
                10..=90 => {}
                255 => return __ml::Some(BoilerFault::HumidityOpenCircuit),
                _ => return __ml::Some(BoilerFault::HumidityBeyondCalibration),
            }
            if __ml::input::check_i8s(tilt, __ml::Domain::new(-90, 90, 0), "tilt")
                .is_err()
            {
                return __ml::Some(BoilerFault::TiltOutOfRange);
            }
            __ml::None
        }
        /// Runs the model if every input is a measurement; nothing is clamped.
        ///
        /// # Errors
        ///
        /// What is wrong with the inputs, as `fault` says.
        pub const fn infer_or_fault(
            &self,
            water_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Result<i16, BoilerFault> {
            match self.fault(water_mv, humidity, tilt, level) {
                __ml::None => __ml::Ok(self.infer(water_mv, humidity, tilt, level)),
                __ml::Some(fault) => __ml::Err(fault),
            }
        }
    }
    #[automatically_derived]
    impl __ml::Model for Boiler {
        type Input = (u16, u8, [i8; 2], i8);
        type Output = i16;
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(
            &self,
            (water_mv, humidity, tilt, level): (u16, u8, [i8; 2], i8),
        ) -> i16 {
            Self::infer(self, water_mv, humidity, &tilt, level)
        }
        fn try_infer(
            &self,
            (water_mv, humidity, tilt, level): (u16, u8, [i8; 2], i8),
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            Self::try_infer(self, water_mv, humidity, &tilt, level)
        }
    }
    const _: () = {
        let model = Boiler {};
        ::core::assert!(::core::matches!(model.infer(0, 0, & [- 90, - 90], - 128), 909));
        ::core::assert!(::core::matches!(model.infer(3300, 100, & [90, 90], 127), 5778));
        ::core::assert!(::core::matches!(model.infer(8, 100, & [90, - 90], 127), 13560));
        ::core::assert!(
            ::core::matches!(model.infer(1377, 45, & [- 2, - 69], 28), 5394)
        );
        ::core::assert!(::core::matches!(model.infer(24, 82, & [- 75, 90], - 48), 1858));
        ::core::assert!(::core::matches!(model.infer(784, 39, & [13, - 64], 112), 6985));
        ::core::assert!(
            ::core::matches!(model.infer(2898, 48, & [- 47, 31], - 19), - 181)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1653, 2, & [- 66, - 75], - 2), 1152)
        );
        ::core::assert!(
            ::core::matches!(model.infer(303, 16, & [72, - 75], - 14), 6493)
        );
        ::core::assert!(
            ::core::matches!(model.infer(3207, 92, & [- 31, - 55], - 122), 2965)
        );
        ::core::assert!(::core::matches!(model.infer(2030, 46, & [75, - 65], 0), 6263));
        ::core::assert!(
            ::core::matches!(model.infer(408, 12, & [- 62, - 32], - 123), 414)
        );
        ::core::assert!(
            ::core::matches!(model.infer(827, 90, & [33, - 79], - 84), 7915)
        );
        ::core::assert!(::core::matches!(model.infer(2814, 81, & [- 84, 85], 70), 390));
        ::core::assert!(
            ::core::matches!(model.infer(479, 37, & [- 87, - 80], - 113), 2288)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2511, 62, & [70, - 89], 101), 8313)
        );
        ::core::assert!(::core::matches!(model.infer(2829, 7, & [0, - 85], 7), 2233));
        ::core::assert!(
            ::core::matches!(model.infer(487, 84, & [69, - 19], - 54), 7731)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2290, 94, & [- 3, - 79], - 70), 5928)
        );
        ::core::assert!(::core::matches!(model.infer(472, 24, & [28, 55], - 65), 1747));
        ::core::assert!(
            ::core::matches!(model.infer(2233, 5, & [- 83, 31], - 68), - 3170)
        );
        ::core::assert!(
            ::core::matches!(model.infer(455, 2, & [- 12, - 77], 101), 5031)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2479, 98, & [61, - 82], - 59), 7747)
        );
        ::core::assert!(
            ::core::matches!(model.infer(998, 73, & [- 77, 47], - 51), 1420)
        );
        ::core::assert!(::core::matches!(model.infer(2839, 27, & [78, 44], - 78), 889));
        ::core::assert!(
            ::core::matches!(model.infer(611, 40, & [- 64, 31], - 24), 1221)
        );
        ::core::assert!(::core::matches!(model.infer(146, 25, & [6, - 90], 57), 6712));
        ::core::assert!(
            ::core::matches!(model.infer(779, 2, & [- 84, - 10], - 47), - 606)
        );
    };
};
