//! What follows `pub struct Iris;` for `weights/iris.json`. Written by the test, not by hand.

/// Classes of [`Iris`], in the order of its scores.
#[allow(dead_code, clippy::enum_variant_names, reason = "generated")]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash
)]
pub enum IrisClass {
    /// `setosa`
    Setosa,
    /// `versicolor`
    Versicolor,
    /// `virginica`
    Virginica,
}
#[allow(dead_code, reason = "not every program uses all of a model")]
impl IrisClass {
    /// Every class, in the order of the scores.
    pub const ALL: [Self; 3] = [Self::Setosa, Self::Versicolor, Self::Virginica];
    /// The label as the model file spells it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Setosa => "setosa",
            Self::Versicolor => "versicolor",
            Self::Virginica => "virginica",
        }
    }
}
#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/weights/iris.json")
    );
    static FC1: __ml::I8Wide<4, 8, { __ml::i8_wide_len(4, 8) }> = __ml::i8_wide(
        b"4\x1B\x81\xC1]n'\xDAJ\x9E\xB4\xD6\xF3x\xB6\xCA\xEC\x13\xB1\xD9\xB2\xACn\x1F\x07\xABC\x13\xE4\x81b>",
        [9528, -31, 6543, 8143, 4431, -6097, -4078, -8530],
    );
    static OUT: (__ml::I8Wide<8, 3, { __ml::i8_wide_len(8, 3) }>, __ml::Requantize<3>) = (
        __ml::i8_wide(
            b"\x1D\xF7\xF1\x0F4\xC4\x0C\x7F\x81\xF2Q/\xAE\xE7\xBB\xE6g(\x99\x9D\x02\x7FW[",
            [-295429, 121508, -129483],
        ),
        __ml::Requantize::new([
            __ml::Row::free(__ml::Scale::new(22834, 5, 17)),
            __ml::Row::free(__ml::Scale::new(18952, 6, 15)),
            __ml::Row::free(__ml::Scale::new(21610, 6, 16)),
        ]),
    );
    #[inline]
    const fn __sums(
        sepal_length_mm: u8,
        sepal_width_mm: u8,
        petal_length_mm: u8,
        petal_width_mm: u8,
    ) -> [i32; 3] {
        let mut input = __ml::Buffer::new();
        let x = input
            .store(
                &[
                    __ml::enter(sepal_length_mm as i32, 38, 84, 61),
                    __ml::enter(sepal_width_mm as i32, 15, 49, 32),
                    __ml::enter(petal_length_mm as i32, 5, 75, 0),
                    __ml::enter(petal_width_mm as i32, 0, 30, 0) << 2,
                ],
            );
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.hidden(x, __ml::relu(0), &mut fc1_out);
        OUT.0.sums(x)
    }
    /// The model `iris`, embedded from `weights/iris.json`.
    ///
    /// Species of an iris from four lengths, after Fisher (1936).
    ///
    /// Deviation from the float network, proved for all declared inputs: 0.0524 at worst (input 84, 15, 72, 0). Over 4096 sampled inputs: 0.0106 on average, 0.0126 RMS. Same class as the float network: 4089 of 4096.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 4 × 8 | i8 | relu, shift 0 |
    /// | `out` | 8 × 3 | i8 | rescale |
    ///
    /// Training, as the model file says:
    ///
    /// - data: weights/iris.csv
    /// - description: weights/iris.toml
    /// - recipe: classify
    /// - seed: 1
    /// - rows: 150
    /// - train_accuracy: 0.9866666666666667
    /// - validation.how: 5-fold over 150 rows
    /// - validation.accuracy_float: 0.9533333333333334
    /// - validation.accuracy_integer: 0.9533333333333334
    /// - history.step: \[10, 20, 30, 40, 50, 60, 70, 80, … 200 in all\]
    /// - history.training: \[1.462548511304448, 1.5051218098420838, 1.248106443456074, 1.0305167550191145, 0.8775414397882857, 0.7553524445534421, 0.7317458608687839, 0.637785922509689, … 200 in all\]
    /// - history.validation: \[none, none, none, none, none, none, none, none, … 200 in all\]
    impl Iris {
        /// Name from the model file.
        pub const NAME: &'static str = "iris";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 4909678041776545539;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 48;
        /// Multiplications of one inference.
        pub const MACS: usize = 56;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 483;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 194;
        /// Greatest deviation from the float network over 4096 sampled inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.05243843;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 4] = [84, 15, 72, 0];
        /// What no declared input exceeds, by a sound bound, in the output's unit.
        pub const ERROR_BOUND: f32 = 0.05243843;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.001;
        /// Least raw output, proved: a bound for every input.
        pub const LEAST_OUTPUT: [i16; 3] = [-3011, -6447, -4930];
        /// Greatest raw output, proved: a bound for every input.
        pub const GREATEST_OUTPUT: [i16; 3] = [2356, 4097, 12259];
        /// Least value of `sepal_length_mm` for which the model was made.
        pub const SEPAL_LENGTH_MM_MIN: u8 = 38;
        /// Greatest value of `sepal_length_mm` for which the model was made.
        pub const SEPAL_LENGTH_MM_MAX: u8 = 84;
        /// Least value of `sepal_width_mm` for which the model was made.
        pub const SEPAL_WIDTH_MM_MIN: u8 = 15;
        /// Greatest value of `sepal_width_mm` for which the model was made.
        pub const SEPAL_WIDTH_MM_MAX: u8 = 49;
        /// Least value of `petal_length_mm` for which the model was made.
        pub const PETAL_LENGTH_MM_MIN: u8 = 5;
        /// Greatest value of `petal_length_mm` for which the model was made.
        pub const PETAL_LENGTH_MM_MAX: u8 = 75;
        /// Least value of `petal_width_mm` for which the model was made.
        pub const PETAL_WIDTH_MM_MIN: u8 = 0;
        /// Greatest value of `petal_width_mm` for which the model was made.
        pub const PETAL_WIDTH_MM_MAX: u8 = 30;
        /// Runs the model. Inputs outside of their ranges are clamped.
        ///
        /// - `sepal_length_mm`, 38..=84 mm
        /// - `sepal_width_mm`, 15..=49 mm
        /// - `petal_length_mm`, 5..=75 mm
        /// - `petal_width_mm`, 0..=30 mm
        /// - returns a score for each class: `species` in steps of 0.001
        /// - in this order: `setosa`, `versicolor`, `virginica`
        pub const fn infer(
            &self,
            sepal_length_mm: u8,
            sepal_width_mm: u8,
            petal_length_mm: u8,
            petal_width_mm: u8,
        ) -> [i16; 3] {
            let [y0, y1, y2] = OUT
                .1
                .outputs(
                    __sums(
                        sepal_length_mm,
                        sepal_width_mm,
                        petal_length_mm,
                        petal_width_mm,
                    ),
                );
            [y0 as i16, y1 as i16, y2 as i16]
        }
        /// Runs the model if every input lies within the range for which it was made.
        ///
        /// # Errors
        ///
        /// The first input outside of its range, with its value and the range.
        pub const fn try_infer(
            &self,
            sepal_length_mm: u8,
            sepal_width_mm: u8,
            petal_length_mm: u8,
            petal_width_mm: u8,
        ) -> __ml::Result<[i16; 3], __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::check(
                "sepal_length_mm",
                sepal_length_mm as i32,
                38,
                84,
            ) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check(
                "sepal_width_mm",
                sepal_width_mm as i32,
                15,
                49,
            ) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check(
                "petal_length_mm",
                petal_length_mm as i32,
                5,
                75,
            ) {
                return __ml::Err(error);
            }
            if let __ml::Err(error) = __ml::check(
                "petal_width_mm",
                petal_width_mm as i32,
                0,
                30,
            ) {
                return __ml::Err(error);
            }
            __ml::Ok(
                self
                    .infer(
                        sepal_length_mm,
                        sepal_width_mm,
                        petal_length_mm,
                        petal_width_mm,
                    ),
            )
        }
        /// The class with the greatest score; of equal ones the first. Inputs are clamped to their ranges.
        pub const fn classify(
            &self,
            sepal_length_mm: u8,
            sepal_width_mm: u8,
            petal_length_mm: u8,
            petal_width_mm: u8,
        ) -> IrisClass {
            __ml::class(
                &OUT
                    .1
                    .outputs(
                        __sums(
                            sepal_length_mm,
                            sepal_width_mm,
                            petal_length_mm,
                            petal_width_mm,
                        ),
                    ),
                &IrisClass::ALL,
                IrisClass::Setosa,
            )
        }
    }
    #[automatically_derived]
    impl __ml::Model for Iris {
        type Input = (u8, u8, u8, u8);
        type Output = [i16; 3];
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(
            &self,
            (
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            ): (u8, u8, u8, u8),
        ) -> [i16; 3] {
            Self::infer(
                self,
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            )
        }
        fn try_infer(
            &self,
            (
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            ): (u8, u8, u8, u8),
        ) -> __ml::Result<[i16; 3], __ml::OutOfRange> {
            Self::try_infer(
                self,
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            )
        }
    }
    #[automatically_derived]
    impl __ml::Classifier for Iris {
        type Class = IrisClass;
        const LABELS: &'static [&'static str] = &["setosa", "versicolor", "virginica"];
        fn classify(
            &self,
            (
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            ): (u8, u8, u8, u8),
        ) -> IrisClass {
            Self::classify(
                self,
                sepal_length_mm,
                sepal_width_mm,
                petal_length_mm,
                petal_width_mm,
            )
        }
    }
    const _: () = {
        let model = Iris {};
        ::core::assert!(
            ::core::matches!(model.infer(38, 15, 5, 0), [707, - 3255, - 3112])
        );
        ::core::assert!(
            ::core::matches!(model.infer(84, 49, 75, 30), [- 73, - 1822, 4041])
        );
        ::core::assert!(
            ::core::matches!(model.infer(84, 15, 72, 0), [- 2199, 1071, - 17])
        );
        ::core::assert!(
            ::core::matches!(model.infer(64, 39, 31, 12), [- 925, 541, - 2013])
        );
        ::core::assert!(
            ::core::matches!(model.infer(45, 33, 58, 23), [- 726, - 1468, 4245])
        );
        ::core::assert!(
            ::core::matches!(model.infer(54, 17, 33, 8), [- 1305, 1403, - 2180])
        );
        ::core::assert!(
            ::core::matches!(model.infer(73, 24, 71, 9), [- 1567, - 370, 2230])
        );
        ::core::assert!(
            ::core::matches!(model.infer(46, 23, 6, 15), [- 470, - 782, - 2142])
        );
        ::core::assert!(
            ::core::matches!(model.infer(66, 36, 51, 29), [- 224, - 921, 2859])
        );
        ::core::assert!(
            ::core::matches!(model.infer(78, 24, 54, 23), [- 111, - 920, 2685])
        );
        ::core::assert!(
            ::core::matches!(model.infer(48, 44, 38, 22), [- 1697, 1842, - 1249])
        );
        ::core::assert!(
            ::core::matches!(model.infer(38, 48, 26, 17), [- 895, 1407, - 2469])
        );
        ::core::assert!(
            ::core::matches!(model.infer(54, 15, 23, 22), [- 1029, 1518, - 32])
        );
        ::core::assert!(
            ::core::matches!(model.infer(40, 44, 62, 18), [- 1907, 448, 1602])
        );
        ::core::assert!(
            ::core::matches!(model.infer(48, 15, 13, 3), [60, - 1709, - 2894])
        );
        ::core::assert!(
            ::core::matches!(model.infer(71, 41, 12, 21), [- 871, - 29, - 1734])
        );
        ::core::assert!(
            ::core::matches!(model.infer(70, 20, 48, 16), [- 1186, 1036, 516])
        );
        ::core::assert!(
            ::core::matches!(model.infer(45, 29, 43, 27), [- 462, - 1065, 3562])
        );
        ::core::assert!(
            ::core::matches!(model.infer(72, 43, 37, 29), [- 1180, 1096, - 557])
        );
        ::core::assert!(
            ::core::matches!(model.infer(43, 38, 17, 3), [545, - 2773, - 2705])
        );
        ::core::assert!(
            ::core::matches!(model.infer(69, 42, 17, 21), [- 1000, 367, - 1667])
        );
        ::core::assert!(
            ::core::matches!(model.infer(50, 27, 39, 30), [- 34, - 1212, 3665])
        );
        ::core::assert!(
            ::core::matches!(model.infer(81, 39, 40, 5), [- 915, - 49, - 1844])
        );
        ::core::assert!(
            ::core::matches!(model.infer(45, 36, 33, 1), [- 22, - 1146, - 2685])
        );
    };
};
