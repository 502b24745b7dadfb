//! What follows `pub struct Ntc;` for `weights/ntc.json`. Written by the test, not by hand.

/// What can be wrong with the inputs of [`Ntc`].
#[allow(dead_code, clippy::enum_variant_names, reason = "generated")]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash
)]
pub enum NtcFault {
    /// `adc_mv` in 0..=40 means `short_circuit`: Hardly any voltage: the thermistor is bridged, or the divider has no supply
    ShortCircuit,
    /// `adc_mv` in 3260..=65535 means `open_circuit`: Hardly less than the supply: the thermistor is not connected
    OpenCircuit,
    /// `adc_mv` lies outside of 492..=1881, for which the model is calibrated
    BeyondCalibration,
}
#[allow(dead_code, reason = "not every program uses all of a model")]
impl NtcFault {
    /// Every fault, in the order of the inputs.
    pub const ALL: [Self; 3] = [
        Self::ShortCircuit,
        Self::OpenCircuit,
        Self::BeyondCalibration,
    ];
    /// The name as the model file spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShortCircuit => "short_circuit",
            Self::OpenCircuit => "open_circuit",
            Self::BeyondCalibration => "beyond_calibration",
        }
    }
    /// The name of the input that it is about.
    pub const fn input(self) -> &'static str {
        match self {
            Self::ShortCircuit => "adc_mv",
            Self::OpenCircuit => "adc_mv",
            Self::BeyondCalibration => "adc_mv",
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Display for NtcFault {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.pad(
            match self {
                Self::ShortCircuit => {
                    "`adc_mv` in 0..=40 means `short_circuit`: Hardly any voltage: the thermistor is bridged, or the divider has no supply"
                }
                Self::OpenCircuit => {
                    "`adc_mv` in 3260..=65535 means `open_circuit`: Hardly less than the supply: the thermistor is not connected"
                }
                Self::BeyondCalibration => {
                    "`adc_mv` lies outside of 492..=1881, for which the model is calibrated"
                }
            },
        )
    }
}
#[automatically_derived]
impl ::core::error::Error for NtcFault {}
#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/weights/ntc.json")
    );
    static TEMP_C: __ml::Buckets<16, 52, 2> = __ml::Buckets::new(
        b"\0\0\0\0\0\0\x01\x01\x02\x03\x04\x04\x05\x06\x06\x07\x07\x08\x08\t\t\t\t\t\n\n\x0B\x0B\x0C\x0C\r\r\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E\x0E",
        [
            __ml::Segment::new(367, -797426, 1198222734),
            __ml::Segment::new(452, -719120, 1169534071),
            __ml::Segment::new(536, -654551, 1140419086),
            __ml::Segment::new(630, -589304, 1105607999),
            __ml::Segment::new(731, -520013, 1062137773),
            __ml::Segment::new(823, -458384, 1017209807),
            __ml::Segment::new(924, -412385, 979424956),
            __ml::Segment::new(1050, -356356, 927770441),
            __ml::Segment::new(1195, -310100, 879254915),
            __ml::Segment::new(1508, -277116, 839858889),
            __ml::Segment::new(1628, -290027, 859268640),
            __ml::Segment::new(1771, -326850, 919135028),
            __ml::Segment::new(1901, -376746, 1007444729),
            __ml::Segment::new(2008, -429710, 1108000137),
            __ml::Segment::new(3301, -481660, 1212195807),
            __ml::Segment::new(2147483647, 0, -377290753),
        ],
    );
    /// The model `ntc`, embedded from `weights/ntc.json`.
    ///
    /// Temperature from the voltage of an NTC divider, fitted to the 15 points of ntc.csv.
    ///
    /// Deviation from the float network, proved by running all 3301 declared inputs: 0.00500 °C at worst (input 1196), 0.00248 °C on average, 0.00287 °C RMS.
    ///
    /// Proved of `temp_c`: within -28.79 to 91.41 °C, never rises when `adc_mv` grows.
    ///
    /// Runs as straight lines, as the float network does: every output is the float output, rounded to the nearest step.
    ///
    /// | `adc_mv` | `temp_c` at both ends, found by buckets of 64 inputs |
    /// |---|---|
    /// | 0..=366 | 91.41 to 69.15 °C |
    /// | 367..=451 | 69.09 to 64.48 °C |
    /// | 452..=535 | 64.43 to 60.29 °C |
    /// | 536..=629 | 60.25 to 56.07 °C |
    /// | 630..=730 | 56.04 to 52.07 °C |
    /// | 731..=822 | 52.04 to 48.86 °C |
    /// | 823..=923 | 48.83 to 45.68 °C |
    /// | 924..=1049 | 45.66 to 42.26 °C |
    /// | 1050..=1194 | 42.24 to 38.83 °C |
    /// | 1195..=1507 | 38.81 to 32.21 °C |
    /// | 1508..=1627 | 32.18 to 29.55 °C |
    /// | 1628..=1770 | 29.52 to 25.98 °C |
    /// | 1771..=1900 | 25.95 to 22.24 °C |
    /// | 1901..=2007 | 22.21 to 18.73 °C |
    /// | 2008..=3300 | 18.69 to -28.79 °C |
    ///
    /// Training, as the model file says:
    ///
    /// - data: weights/ntc.csv
    /// - description: weights/ntc.toml
    /// - recipe: smooth
    /// - seed: 1
    /// - rows: 15
    /// - train_rmse: 0.40953632317536764
    /// - train_max: 0.8699999999999974
    /// - teacher: P-spline by AICc (order 3 weighs 0.34, spends 5.3 parameters; or…
    /// - validation.how: leave-one-out over 15 rows
    /// - validation.rmse_float: 0.5510340159614614
    /// - validation.rmse_integer: 0.5497272050753886
    /// - history.step: \[0, 1, 3, 4, 6, 7, 9, 10, … 200 in all\]
    /// - history.training: \[0.0005192956688112858, 0.0005192547192448193, 0.0005168333730654479, 0.0005151476181161913, 0.000510187088802458, 0.0005083319478726159, 0.0005068666075256948, 0.0005038784654622587, … 200 in all\]
    impl Ntc {
        /// Name from the model file.
        pub const NAME: &'static str = "ntc";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 14457538799314455823;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&TEMP_C);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 0;
        /// Multiplications of one inference.
        pub const MACS: usize = 1;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// The worst input is meant;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 17;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// The worst input is meant;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 17;
        /// Greatest deviation from the float network over all 3301 declared inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.0049970364;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 1] = [1196];
        /// What no declared input exceeds: every one was run, so this is `WORST_ERROR`.
        pub const ERROR_BOUND: f32 = 0.0049970364;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: the one of all declared inputs.
        pub const LEAST_OUTPUT: i16 = -2879;
        /// Greatest raw output, proved: the one of all declared inputs.
        pub const GREATEST_OUTPUT: i16 = 9141;
        /// Least value of `adc_mv` for which the model was made.
        pub const ADC_MV_MIN: u16 = 0;
        /// Greatest value of `adc_mv` for which the model was made.
        pub const ADC_MV_MAX: u16 = 3300;
        /// Runs the model. Inputs outside of their ranges are clamped, and faults are taken for measurements.
        ///
        /// - `adc_mv`, 0..=3300 mV: Voltage at the ADC pin
        /// - returns `temp_c` in steps of 0.01 °C: Temperature; measured from 22.6 to 62.4 °C, a straight line beyond
        pub const fn infer(&self, adc_mv: u16) -> i16 {
            TEMP_C.at(__ml::Grid::new(0, 6), adc_mv as i32, 17) as i16
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
        /// What is wrong with the inputs, of several things the first; `None` if each of them is a measurement.
        ///
        /// A value is one if it means no fault, and lies within the range for which the model is calibrated or, without such,
        /// was made.
        pub const fn fault(&self, adc_mv: u16) -> __ml::Option<NtcFault> {
            match adc_mv {
                492..=1881 => {}
                0..=40 => return __ml::Some(NtcFault::ShortCircuit),
                3260..=65535 => return __ml::Some(NtcFault::OpenCircuit),
                _ => return __ml::Some(NtcFault::BeyondCalibration),
            }
            __ml::None
        }
        /// Runs the model if every input is a measurement; nothing is clamped.
        ///
        /// # Errors
        ///
        /// What is wrong with the inputs, as `fault` says.
        pub const fn infer_or_fault(&self, adc_mv: u16) -> __ml::Result<i16, NtcFault> {
            match self.fault(adc_mv) {
                __ml::None => __ml::Ok(self.infer(adc_mv)),
                __ml::Some(fault) => __ml::Err(fault),
            }
        }
    }
    #[automatically_derived]
    impl __ml::Model for Ntc {
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
        let model = Ntc {};
        ::core::assert!(::core::matches!(model.infer(0), 9141));
        ::core::assert!(::core::matches!(model.infer(106), 8496));
        ::core::assert!(::core::matches!(model.infer(212), 7851));
        ::core::assert!(::core::matches!(model.infer(360), 6951));
        ::core::assert!(::core::matches!(model.infer(425), 6591));
        ::core::assert!(::core::matches!(model.infer(464), 6383));
        ::core::assert!(::core::matches!(model.infer(532), 6043));
        ::core::assert!(::core::matches!(model.infer(618), 5656));
        ::core::assert!(::core::matches!(model.infer(721), 5242));
        ::core::assert!(::core::matches!(model.infer(745), 5155));
        ::core::assert!(::core::matches!(model.infer(825), 4876));
        ::core::assert!(::core::matches!(model.infer(851), 4794));
        ::core::assert!(::core::matches!(model.infer(928), 4555));
        ::core::assert!(::core::matches!(model.infer(1064), 4190));
        ::core::assert!(::core::matches!(model.infer(1170), 3940));
        ::core::assert!(::core::matches!(model.infer(1196), 3878));
        ::core::assert!(::core::matches!(model.infer(1383), 3483));
        ::core::assert!(::core::matches!(model.infer(1490), 3257));
        ::core::assert!(::core::matches!(model.infer(1703), 2765));
        ::core::assert!(::core::matches!(model.infer(1809), 2486));
        ::core::assert!(::core::matches!(model.infer(1907), 2201));
        ::core::assert!(::core::matches!(model.infer(2010), 1862));
        ::core::assert!(::core::matches!(model.infer(2022), 1817));
        ::core::assert!(::core::matches!(model.infer(2129), 1424));
        ::core::assert!(::core::matches!(model.infer(2341), 645));
        ::core::assert!(::core::matches!(model.infer(2448), 252));
        ::core::assert!(::core::matches!(model.infer(2661), - 531));
        ::core::assert!(::core::matches!(model.infer(2767), - 920));
        ::core::assert!(::core::matches!(model.infer(2980), - 1703));
        ::core::assert!(::core::matches!(model.infer(3087), - 2096));
        ::core::assert!(::core::matches!(model.infer(3300), - 2879));
        ::core::assert!(::core::matches!(model.infer(65535), - 2879));
    };
};
