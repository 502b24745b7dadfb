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
    static FC1: __ml::I8Wide<1, 8, { __ml::i8_wide_len(1, 8) }> = __ml::i8_wide(
        b"\x7F\x88\x81K\x81\x81\x7F\x81",
        [2751, 43902, 67577, -54603, 117088, 151692, -206466, 241111],
    );
    static FC2: __ml::I8Wide<8, 8, { __ml::i8_wide_len(8, 8) }> = __ml::i8_wide(
        b"\x81\x13\x0F\x18\r\x08\xF7\xF4\x88\0\x01\0\x01\0\0\x01\x86\0\x01\0\xFF\xFF\0\xFFx\0\0\x01\xFF\xFF\x01\xFE\x8A\0\0\x02\0\xFF\0\xFE\x86\0\xFF\xFD\0\0\0\x03\x86\0\0\0\0\0\xFF\xFF\x83\0\0\xFF\0\0\xFE\0",
        [3312792, 434433, 641194, -782103, 1012992, 1472099, 1736886, 2020978],
    );
    static OUT: (__ml::I8Wide<8, 1, { __ml::i8_wide_len(8, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"\x7F\x0F\x11\x0B\x0C\xFD\xF4\xF4", [-1026528]),
        __ml::Requantize::new([__ml::Row::free(__ml::Scale::new(17579, 6, 16))]),
    );
    #[inline]
    const fn __sums(adc_mv: u16) -> [i32; 1] {
        let mut input = __ml::Buffer::new();
        let x = input.store(&[__ml::enter(adc_mv as i32, 0, 3300, 0)]);
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.hidden(x, __ml::relu(4), &mut fc1_out);
        let mut fc2_out = __ml::Buffer::new();
        let x = FC2.hidden(x, __ml::relu(7), &mut fc2_out);
        OUT.0.sums(x)
    }
    /// The model `ntc`, embedded from `weights/ntc.json`.
    ///
    /// Temperature from the voltage of an NTC divider, fitted to the 15 points of ntc.csv.
    ///
    /// Deviation from the float network, proved by running all 3301 declared inputs: 0.0255 °C at worst (input 628), 0.0072 °C on average, 0.0087 °C RMS.
    ///
    /// Proved of `temp_c`: within -28.78 to 91.42 °C, never rises when `adc_mv` grows.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 1 × 8 | i8 | relu, shift 4 |
    /// | `fc2` | 8 × 8 | i8 | relu, shift 7 |
    /// | `out` | 8 × 1 | i8 | rescale |
    ///
    /// As 16 straight lines (`lowering = "piecewise"`) it would give the float output rounded, in about 17 instructions and 300 bytes of flash instead of 486 and 582.
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
        pub const HASH: u64 = 377823044886097333;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&FC2)
            + __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 64;
        /// Multiplications of one inference.
        pub const MACS: usize = 80;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 487;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 248;
        /// Greatest deviation from the float network over all 3301 declared inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.025535481;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 1] = [628];
        /// What no declared input exceeds: every one was run, so this is `WORST_ERROR`.
        pub const ERROR_BOUND: f32 = 0.025535481;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least raw output, proved: the one of all declared inputs.
        pub const LEAST_OUTPUT: i16 = -2878;
        /// Greatest raw output, proved: the one of all declared inputs.
        pub const GREATEST_OUTPUT: i16 = 9142;
        /// Least value of `adc_mv` for which the model was made.
        pub const ADC_MV_MIN: u16 = 0;
        /// Greatest value of `adc_mv` for which the model was made.
        pub const ADC_MV_MAX: u16 = 3300;
        /// Runs the model. Inputs outside of their ranges are clamped, and faults are taken for measurements.
        ///
        /// - `adc_mv`, 0..=3300 mV: Voltage at the ADC pin
        /// - returns `temp_c` in steps of 0.01 °C: Temperature; measured from 22.6 to 62.4 °C, a straight line beyond
        pub const fn infer(&self, adc_mv: u16) -> i16 {
            let [y0] = OUT.1.outputs(__sums(adc_mv));
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
        ::core::assert!(::core::matches!(model.infer(0), 9142));
        ::core::assert!(::core::matches!(model.infer(106), 8497));
        ::core::assert!(::core::matches!(model.infer(212), 7853));
        ::core::assert!(::core::matches!(model.infer(360), 6952));
        ::core::assert!(::core::matches!(model.infer(425), 6592));
        ::core::assert!(::core::matches!(model.infer(464), 6384));
        ::core::assert!(::core::matches!(model.infer(532), 6044));
        ::core::assert!(::core::matches!(model.infer(618), 5655));
        ::core::assert!(::core::matches!(model.infer(628), 5614));
        ::core::assert!(::core::matches!(model.infer(721), 5243));
        ::core::assert!(::core::matches!(model.infer(745), 5155));
        ::core::assert!(::core::matches!(model.infer(825), 4876));
        ::core::assert!(::core::matches!(model.infer(851), 4794));
        ::core::assert!(::core::matches!(model.infer(928), 4554));
        ::core::assert!(::core::matches!(model.infer(1064), 4189));
        ::core::assert!(::core::matches!(model.infer(1170), 3938));
        ::core::assert!(::core::matches!(model.infer(1383), 3483));
        ::core::assert!(::core::matches!(model.infer(1490), 3257));
        ::core::assert!(::core::matches!(model.infer(1703), 2765));
        ::core::assert!(::core::matches!(model.infer(1809), 2485));
        ::core::assert!(::core::matches!(model.infer(1907), 2200));
        ::core::assert!(::core::matches!(model.infer(2010), 1861));
        ::core::assert!(::core::matches!(model.infer(2022), 1816));
        ::core::assert!(::core::matches!(model.infer(2129), 1424));
        ::core::assert!(::core::matches!(model.infer(2341), 645));
        ::core::assert!(::core::matches!(model.infer(2448), 252));
        ::core::assert!(::core::matches!(model.infer(2661), - 531));
        ::core::assert!(::core::matches!(model.infer(2767), - 921));
        ::core::assert!(::core::matches!(model.infer(2980), - 1703));
        ::core::assert!(::core::matches!(model.infer(3087), - 2096));
        ::core::assert!(::core::matches!(model.infer(3300), - 2878));
        ::core::assert!(::core::matches!(model.infer(65535), - 2878));
    };
};
