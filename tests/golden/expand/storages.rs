//! What follows `pub struct Motion;` for `tests/models/good/deploy.json`. Written by the test, not by hand.

#[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/models/good/deploy.json")
    );
    static FC1: __ml::Codebook4<10, 9, { __ml::codebook4_len(10, 9) }> = __ml::codebook4(
        b"\x8E\xA7\xC7\xDA\xE7\xF3\xFA\0\x08\x0F\x19*@Sf\x7F",
        b"\x0C\r\0\x05\x06\x07\x0E\x0B\x08\x03\x0B\x01\x02\x0B\n\x02\n\x02\t\x05\x02\x0C\x0B\x0E\x04\x01\n\x04\x04\r\r\x01\t\x05\x0E\n\t\x04\x05\x0F\x05\x08\x0B\x0B\x01\x0B\x08\x08\t\n\0\x08\x08\x0B\x0B\r\x05\x0E\n\x05\x0B\x0F\x02\r\r\x08\0\x0E\x05\x05\x01\x07\x04\x05\x01\x0B\x02\x07\x0B\x0C\r\x0B\t\n\t\x04\x0B\x05\x0F\x04",
        [890, -1142, 3049, -3809, -3047, 509, 890, -2793, 1017],
    );
    static FC2: __ml::Sparse<9, 7, { __ml::sparse_counts(9, 7) }, 19> = __ml::sparse(
        b" \0e\0 \0m\0\0e\0\0q\0\0\0\0\0\0\0W\0\0\0\0\0\0\0\xCA\xC4\0~\0\0\xF7\0\0\0\x7F\0\0\0\0x\0\0\0\0\0\0\0\x004\0k\0\xFB\0\0\xF8\xB3A\0",
        [-259181, 147070, 43346, 77921, -17159, -94952, -172744],
    );
    static FC3: __ml::Codebook2<7, 5, { __ml::codebook2_len(7, 5) }> = __ml::codebook2(
        b"\xAB\08\x7F",
        b"\x03\x01\0\x01\0\0\x03\x03\0\0\0\x01\x03\x01\x01\x01\0\0\0\x01\0\x03\x02\x01\x01\x02\x01\x01\x02\x01\x02\x03\0\0\0",
        [-118984, -109455, 28715, -76104, 109711],
    );
    static OUT: (
        __ml::Codebook3<5, 2, { __ml::codebook3_len(5, 2) }>,
        __ml::Requantize<2>,
    ) = (
        __ml::codebook3(
            b"\xBB\xCC\xDA\x0CHes\x7F",
            b"\x04\x07\x01\x01\x05\x03\x06\x02\0\x07",
            [-10496, 52030],
        ),
        __ml::Requantize::new([
            __ml::Row::free(__ml::Scale::new(16556, 7, 15)),
            __ml::Row::free(__ml::Scale::new(16556, 6, 16)),
        ]),
    );
    #[inline]
    const fn __sums(accel: &[i8; 10]) -> [i32; 2] {
        let mut values = [0; 10];
        let rest: &mut [i32] = &mut values;
        let rest = __ml::input::i8s(accel, __ml::Domain::new(-100, 100, 0), rest);
        let _ = rest;
        let mut input = __ml::Buffer::new();
        let x = input.store(&values);
        let mut fc1_out = __ml::Buffer::new();
        let x = FC1.hidden(x, __ml::relu(1), &mut fc1_out);
        let mut fc2_out = __ml::Buffer::new();
        let x = FC2.hidden(x, __ml::relu(8), &mut fc2_out);
        let mut fc3_out = __ml::Buffer::new();
        let x = FC3.hidden(x, __ml::relu(8), &mut fc3_out);
        OUT.0.sums(x)
    }
    /// The model `motion`, embedded from `tests/models/good/deploy.json`.
    ///
    /// Deviation from the float network over 4096 sampled inputs: 0.0613 at worst (input 46, 90, -41, 96, 75, -83, 83, 50), 0.0120 on average, 0.0150 RMS. No input exceeds 0.2225 (proved by a sound bound).
    ///
    /// Proved of `tilt`: within -2.849 to 6.555.
    ///
    /// Proved of `shake`: within -3.401 to 5.461.
    ///
    /// | layer | inputs × outputs | weights | behind the sums |
    /// |---|---|---|---|
    /// | `fc1` | 10 × 9 | codebook4 | relu, shift 1 |
    /// | `fc2` | 9 × 7 | sparse, 19 of 63 | relu, shift 8 |
    /// | `fc3` | 7 × 5 | codebook2 | relu, shift 8 |
    /// | `out` | 5 × 2 | codebook3 | rescale |
    impl Motion {
        /// Name from the model file.
        pub const NAME: &'static str = "motion";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 5724298660021926464;
        /// Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout.
        pub const FLASH_BYTES: usize = __ml::size(&FC1) + __ml::size(&FC2)
            + __ml::size(&FC3) + __ml::size(&OUT);
        /// Static RAM, in bytes: none.
        pub const RAM_BYTES: usize = 0;
        /// Activations on the stack at the peak, in bytes, at most.
        pub const STACK_BYTES: usize = 76;
        /// Multiplications of one inference.
        pub const MACS: usize = 198;
        /// Instructions of one inference on Armv6-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV6M: usize = 1771;
        /// Instructions of one inference on Armv7E-M, estimated for opt-level 3.
        /// Every input takes as many;
        /// the estimate is within 10 % of an emulator's count for every model of the bench of tinyml.
        pub const INSTRUCTIONS_ARMV7EM: usize = 1123;
        /// Greatest deviation from the float network over 4096 sampled inputs,
        /// in the output's unit.
        pub const WORST_ERROR: f32 = 0.061305076;
        /// The raw inputs with that deviation.
        pub const WORST_ERROR_AT: [i32; 10] = [
            46,
            90,
            -41,
            96,
            75,
            -83,
            83,
            50,
            78,
            100,
        ];
        /// What no declared input exceeds, by a sound bound, in the output's unit.
        pub const ERROR_BOUND: f32 = 0.222546;
        /// Real value of one step of the output (of the first, if there are several).
        pub const OUTPUT_SCALE: f32 = 0.001;
        /// Least raw output, proved: a bound for every input.
        pub const LEAST_OUTPUT: [i16; 2] = [-2849, -3401];
        /// Greatest raw output, proved: a bound for every input.
        pub const GREATEST_OUTPUT: [i16; 2] = [6555, 5461];
        /// Least value of `accel` for which the model was made.
        pub const ACCEL_MIN: i8 = -100;
        /// Greatest value of `accel` for which the model was made.
        pub const ACCEL_MAX: i8 = 100;
        /// Runs the model. Inputs outside of their ranges are clamped.
        ///
        /// - `accel`, -100..=100 steps of 0.01
        /// - returns `tilt` in steps of 0.001
        /// - returns `shake` in steps of 0.001
        pub const fn infer(&self, accel: &[i8; 10]) -> [i16; 2] {
            let [y0, y1] = OUT.1.outputs(__sums(accel));
            [y0 as i16, y1 as i16]
        }
        /// Runs the model if every input lies within the range for which it was made.
        ///
        /// # Errors
        ///
        /// The first input outside of its range, with its value and the range.
        pub const fn try_infer(
            &self,
            accel: &[i8; 10],
        ) -> __ml::Result<[i16; 2], __ml::OutOfRange> {
            if let __ml::Err(error) = __ml::input::check_i8s(
                accel,
                __ml::Domain::new(-100, 100, 0),
                "accel",
            ) {
                return __ml::Err(error);
            }
            __ml::Ok(self.infer(accel))
        }
    }
    #[automatically_derived]
    impl __ml::Model for Motion {
        type Input = [i8; 10];
        type Output = [i16; 2];
        const NAME: &'static str = Self::NAME;
        const FLASH_BYTES: usize = Self::FLASH_BYTES;
        const RAM_BYTES: usize = Self::RAM_BYTES;
        const STACK_BYTES: usize = Self::STACK_BYTES;
        const MACS: usize = Self::MACS;
        fn infer(&self, accel: [i8; 10]) -> [i16; 2] {
            Self::infer(self, &accel)
        }
        fn try_infer(
            &self,
            accel: [i8; 10],
        ) -> __ml::Result<[i16; 2], __ml::OutOfRange> {
            Self::try_infer(self, &accel)
        }
    }
    const _: () = {
        let model = Motion {};
        ::core::assert!(
            ::core::matches!(model.infer(& [- 100, - 100, - 100, - 100, - 100, - 100, -
            100, - 100, - 100, - 100]), [- 106, 120])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [100, 100, 100, 100, 100, 100, 100, 100, 100,
            100]), [106, - 305])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [46, 90, - 41, 96, 75, - 83, 83, 50, 78,
            100]), [- 154, - 579])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [24, 88, 67, - 95, 84, 78, 25, - 50, 11, -
            26]), [181, 484])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 43, - 31, - 67, - 90, 67, - 70, - 42, - 48,
            57, 59]), [- 35, 208])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [100, - 89, - 79, 77, - 58, 85, - 25, 33, -
            91, 51]), [65, 324])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 6, 15, 55, - 79, - 2, 97, 97, 13, - 94, -
            66]), [23, 280])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 13, - 52, 22, 91, 25, 11, - 12, 95, - 27, -
            70]), [465, 615])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 48, - 81, - 94, - 10, 13, - 33, - 86, - 32,
            - 31, 96]), [- 301, - 138])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 50, - 84, 70, 0, 84, - 11, - 80, - 6, - 78,
            - 3]), [49, 314])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 9, - 31, - 41, - 44, - 55, 82, 15, - 29, -
            5, 93]), [- 213, - 22])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [85, - 57, - 3, 44, 33, - 30, - 3, - 71, 14,
            92]), [- 340, - 198])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [1, - 71, - 75, - 70, - 8, 74, 99, 66, 45, -
            14]), [105, 56])
        );
        ::core::assert!(
            ::core::matches!(model.infer(& [- 43, 90, - 40, - 24, 95, - 13, 47, - 12, -
            7, 48]), [- 284, - 186])
        );
    };
};
