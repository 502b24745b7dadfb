//! What follows `pub struct Boiler;` for `tests/models/good/faults_of_several.json`. Written by the test, not by hand.

/// What can be wrong with the inputs of [`Boiler`].
#[allow(
    dead_code,
    clippy::enum_variant_names,
    reason = "not every program uses all of a model"
)]
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
    /// `air_mv` in 3260..=65535 means `open_circuit`
    AirMvOpenCircuit,
    /// `air_mv` in 0..=40 means `short_circuit`
    AirMvShortCircuit,
    /// `humidity` lies outside of 10..=90, for which the model is calibrated
    HumidityBeyondCalibration,
    /// `tilt` lies outside of -90..=90, for which the model was made
    TiltOutOfRange,
}
#[allow(dead_code, reason = "not every program uses all of a model")]
impl BoilerFault {
    /// Every fault, in the order of the inputs.
    pub const ALL: [Self; 6] = [
        Self::WaterMvOpenCircuit,
        Self::WaterMvShortCircuit,
        Self::AirMvOpenCircuit,
        Self::AirMvShortCircuit,
        Self::HumidityBeyondCalibration,
        Self::TiltOutOfRange,
    ];
    /// The name as the model file spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WaterMvOpenCircuit => "open_circuit",
            Self::WaterMvShortCircuit => "short_circuit",
            Self::AirMvOpenCircuit => "open_circuit",
            Self::AirMvShortCircuit => "short_circuit",
            Self::HumidityBeyondCalibration => "beyond_calibration",
            Self::TiltOutOfRange => "out_of_range",
        }
    }
    /// The name of the input that it is about.
    pub const fn input(self) -> &'static str {
        match self {
            Self::WaterMvOpenCircuit => "water_mv",
            Self::WaterMvShortCircuit => "water_mv",
            Self::AirMvOpenCircuit => "air_mv",
            Self::AirMvShortCircuit => "air_mv",
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
                Self::AirMvOpenCircuit => "`air_mv` in 3260..=65535 means `open_circuit`",
                Self::AirMvShortCircuit => "`air_mv` in 0..=40 means `short_circuit`",
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
    static OUT: (__ml::I8Wide<6, 1, { __ml::i8_wide_len(6, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"\x81\x7Fcc\x9Dc", [318539]),
        __ml::Requantize::new([__ml::Row::free(__ml::Scale::new(16513, 6, 15))]),
    );
    #[inline]
    const fn __sums(
        water_mv: u16,
        air_mv: u16,
        humidity: u8,
        tilt: &[i8; 2],
        level: i8,
    ) -> [i32; 1] {
        let mut values = [0; 6];
        let rest: &mut [i32] = &mut values;
        let rest = __ml::input::u16s(&[water_mv], __ml::Domain::new(0, 3300, 0), rest);
        let rest = __ml::input::u16s(&[air_mv], __ml::Domain::new(0, 3300, 0), rest);
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
    /// Deviation from the float network over 4096 sampled inputs: 0.185 °C at worst (input 2254, 314, 6, -76, 90, -83), 0.048 °C on average, 0.060 °C RMS. No input exceeds 0.216 °C (proved by a sound bound).
    ///
    /// Proved of `temp_c`: within -68.79 to 168.7 °C.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `out` | 6 × 1 | i8 | rescale |
    impl Boiler {
        /// Name from the model file.
        pub const NAME: &'static str = "boiler";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 2098483186758254415;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 28;
        /// Multiplications of one inference.
        pub const MACS: usize = 6;
        /// Greatest deviation from the float network over 4096 sampled inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.185;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 6] = [2254, 314, 6, -76, 90, -83];
        /// What no declared input exceeds, by a sound bound, in the output's unit.
        pub const ERROR_BOUND: f32 = 0.21637966;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: a bound for every input.
        pub const LEAST_OUTPUT: i16 = -6879;
        /// Greatest raw output, proved: a bound for every input.
        pub const GREATEST_OUTPUT: i16 = 16870;
        /// Least value of `water_mv` for which the model was made.
        pub const WATER_MV_MIN: u16 = 0;
        /// Greatest value of `water_mv` for which the model was made.
        pub const WATER_MV_MAX: u16 = 3300;
        /// Least value of `air_mv` for which the model was made.
        pub const AIR_MV_MIN: u16 = 0;
        /// Greatest value of `air_mv` for which the model was made.
        pub const AIR_MV_MAX: u16 = 3300;
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
        /// - `air_mv`, 0..=3300
        /// - `humidity`, 0..=100
        /// - `tilt`, -90..=90
        /// - `level`, -128..=127
        /// - returns `temp_c` in steps of 0.01 °C
        pub const fn infer(
            &self,
            water_mv: u16,
            air_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> i16 {
            let [y0] = OUT.1.outputs(__sums(water_mv, air_mv, humidity, tilt, level));
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
            air_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::check("water_mv", water_mv as i32, 0, 3300) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check("air_mv", air_mv as i32, 0, 3300) {
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
            __ml::Ok(self.infer(water_mv, air_mv, humidity, tilt, level))
        }
        /// What is wrong with the inputs, of several things the first; `None` if each of them is a measurement.
        ///
        /// A value is one if it means no fault, and lies within the range for which the model is calibrated or, without such,
        /// was made.
        pub const fn fault(
            &self,
            water_mv: u16,
            air_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Option<BoilerFault> {
            match water_mv {
                41..=3259 => {}
                3260..=65535 => return __ml::Some(BoilerFault::WaterMvOpenCircuit),
                0..=40 => return __ml::Some(BoilerFault::WaterMvShortCircuit),
            }
            match air_mv {
                41..=3259 => {}
                3260..=65535 => return __ml::Some(BoilerFault::AirMvOpenCircuit),
                0..=40 => return __ml::Some(BoilerFault::AirMvShortCircuit),
            }
            match humidity {
                10..=90 => {}
                _ => return __ml::Some(BoilerFault::HumidityBeyondCalibration),
            }
            if __ml::input::check_i8s(tilt, __ml::Domain::new(-90, 90, 0), "tilt")
                .is_err()
            {
                return __ml::Some(BoilerFault::TiltOutOfRange);
            }
            match level {
                -128..=127 => {}
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
            air_mv: u16,
            humidity: u8,
            tilt: &[i8; 2],
            level: i8,
        ) -> __ml::Result<i16, BoilerFault> {
            match self.fault(water_mv, air_mv, humidity, tilt, level) {
                __ml::None => {
                    __ml::Ok(self.infer(water_mv, air_mv, humidity, tilt, level))
                }
                __ml::Some(fault) => __ml::Err(fault),
            }
        }
    }
    #[automatically_derived]
    impl __ml::Model for Boiler {
        type Input = (u16, u16, u8, [i8; 2], i8);
        type Output = i16;
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(
            &self,
            (water_mv, air_mv, humidity, tilt, level): (u16, u16, u8, [i8; 2], i8),
        ) -> i16 {
            Self::infer(self, water_mv, air_mv, humidity, &tilt, level)
        }
        fn try_infer(
            &self,
            (water_mv, air_mv, humidity, tilt, level): (u16, u16, u8, [i8; 2], i8),
        ) -> __ml::Result<i16, __ml::OutOfRange> {
            Self::try_infer(self, water_mv, air_mv, humidity, &tilt, level)
        }
    }
    const _: () = {
        let model = Boiler {};
        ::core::assert!(
            ::core::matches!(model.infer(0, 0, 0, & [- 90, - 90], - 128), 911)
        );
        ::core::assert!(
            ::core::matches!(model.infer(3300, 3300, 100, & [90, 90], 127), 9080)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2254, 314, 6, & [- 76, 90], - 83), - 4309)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1377, 1422, 7, & [- 69, - 53], - 49), 1891)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2024, 1310, 95, & [20, - 31], 14), 7980)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1846, 2834, 37, & [- 60, 24], 52), 3894)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1097, 2358, 38, & [- 56, - 66], - 85), 4853)
        );
        ::core::assert!(
            ::core::matches!(model.infer(759, 303, 16, & [72, - 75], - 14), 6342)
        );
        ::core::assert!(
            ::core::matches!(model.infer(3207, 2890, 9, & [- 55, - 58], 102), 3987)
        );
        ::core::assert!(
            ::core::matches!(model.infer(586, 572, 0, & [- 14, - 8], 118), 3815)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1228, 996, 83, & [63, 2], 46), 8511)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1645, 1435, 95, & [72, - 84], 123), 12462)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1939, 479, 37, & [- 87, - 80], - 113), 1309)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2511, 195, 96, & [- 89, - 60], 28), 4606)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2502, 976, 55, & [77, - 73], 37), 7928)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1292, 93, 26, & [- 4, - 11], - 39), 2294)
        );
        ::core::assert!(
            ::core::matches!(model.infer(181, 474, 13, & [- 79, 28], 104), 2077)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2080, 2233, 5, & [- 83, 31], - 68), - 782)
        );
        ::core::assert!(
            ::core::matches!(model.infer(455, 1456, 46, & [- 77, 41], 24), 3159)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2207, 2277, 57, & [50, 24], 90), 7192)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2836, 3102, 43, & [4, 76], 32), 3522)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1981, 222, 61, & [61, - 64], - 126), 5338)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1607, 146, 25, & [6, - 90], 57), 5399)
        );
        ::core::assert!(
            ::core::matches!(model.infer(779, 2597, 21, & [- 10, - 85], - 6), 7169)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1081, 3073, 48, & [- 38, 31], - 92), 4025)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2548, 2600, 36, & [- 90, - 7], - 82), 1262)
        );
        ::core::assert!(
            ::core::matches!(model.infer(837, 2008, 71, & [- 54, 52], 127), 6161)
        );
        ::core::assert!(
            ::core::matches!(model.infer(2235, 401, 50, & [- 13, 61], - 11), 1185)
        );
        ::core::assert!(
            ::core::matches!(model.infer(3072, 3002, 81, & [31, - 6], - 10), 7277)
        );
        ::core::assert!(
            ::core::matches!(model.infer(120, 2056, 87, & [- 72, 46], 15), 6028)
        );
        ::core::assert!(
            ::core::matches!(model.infer(43, 2715, 69, & [- 24, 6], - 120), 6377)
        );
        ::core::assert!(
            ::core::matches!(model.infer(1992, 2594, 85, & [- 26, 15], 63), 7113)
        );
    };
};
