//! What follows `pub struct Ntc;` for `weights/ntc.json`. Written by the test, not by hand.

#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/weights/ntc.json")
    );
    static FC1: __ml::I8Wide<1, 8, { __ml::i8_wide_len(1, 8) }> = __ml::i8_wide(
        b"x\x81\x7F\x92\x7F\x81\x7F\x81",
        [4869, 68137, -49189, 76432, -125011, 167855, -219093, 247135],
    );
    static FC2: __ml::I8Wide<8, 8, { __ml::i8_wide_len(8, 8) }> = __ml::i8_wide(
        b"\xB4W\xCAD\xC1 \xD6a}\xB8F\xD9H\xC5I\xAC\x82|\xB6s\xB8:\x8FKu\x82#\xB2O\xBBO\xCC\x98f\xAAj\x82S\x8F3}\xAA6\x8D\x7F\xDBD\x86\xE6i\xE0H\xA5T\xE1~+\x9D5\xD2w\xB9^\x92",
        [2347455, 1146999, 354364, -1781301, 741218, -3606755, -2334965, 1312412],
    );
    static OUT: (__ml::I8Wide<8, 1, { __ml::i8_wide_len(8, 1) }>, __ml::Requantize<1>) = (
        __ml::i8_wide(b"E\xCB<\xE5.\x81\x7F\xF8", [2507684]),
        __ml::Requantize::new([__ml::Row::free(__ml::Scale::new(26470, 7, 17))]),
    );
    #[inline]
    const fn __sums(adc_mv: u16) -> [i32; 1] {
        let mut input = __ml::Buffer::new();
        let x = input.store(&[__ml::enter(adc_mv as i32, 0, 3300, 0)]);
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.hidden(x, __ml::relu(4), &mut fc1_out);
        let mut fc2_out = __ml::Buffer::new();
        let x = FC2.hidden(x, __ml::relu(8), &mut fc2_out);
        OUT.0.sums(x)
    }
    /// The model `ntc`, embedded from `weights/ntc.json`.
    ///
    /// Temperature from the voltage of an NTC divider, fitted to the 15 points of ntc.csv.
    ///
    /// Deviation from the float network, proved by running all 3301 declared inputs: 0.0343 °C at worst (input 1945), 0.0095 °C on average, 0.0106 °C RMS.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 1 × 8 | i8 | relu, shift 4 |
    /// | `fc2` | 8 × 8 | i8 | relu, shift 8 |
    /// | `out` | 8 × 1 | i8 | rescale |
    ///
    /// Training, as the model file says:
    ///
    /// - script: weights/train.py
    /// - data: weights/ntc.csv
    /// - recipe: P-spline teacher (orders 3 and 4, AICc), distilled with L-BFGS
    /// - start: 41
    /// - train_rmse_c: 0.425
    /// - leave_one_out_rmse_c: 0.56
    /// - leave_one_out_max_c: 1.209
    impl Ntc {
        /// Name from the model file.
        pub const NAME: &'static str = "ntc";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 10077429519449822372;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&FC2)
            + __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 64;
        /// Multiplications of one inference.
        pub const MACS: usize = 80;
        /// Greatest deviation from the float network over all 3301 declared inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.03432827;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 1] = [1945];
        /// What no declared input exceeds: every one was run, so this is `WORST_ERROR`.
        pub const ERROR_BOUND: f32 = 0.03432827;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.01;
        /// Least value of `adc_mv` for which the model was made.
        pub const ADC_MV_MIN: u16 = 0;
        /// Greatest value of `adc_mv` for which the model was made.
        pub const ADC_MV_MAX: u16 = 3300;
        /// Runs the model. Inputs outside of their ranges are clamped.
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
        ::core::assert!(::core::matches!(model.infer(0), 9124));
        ::core::assert!(::core::matches!(model.infer(471), 6353));
        ::core::assert!(::core::matches!(model.infer(942), 4519));
        ::core::assert!(::core::matches!(model.infer(1414), 3420));
        ::core::assert!(::core::matches!(model.infer(1885), 2267));
        ::core::assert!(::core::matches!(model.infer(2357), 582));
        ::core::assert!(::core::matches!(model.infer(2828), - 1144));
        ::core::assert!(::core::matches!(model.infer(3300), - 2874));
    };
};
