//! The numbers of the fields in operators' option tables, for [`Options`](super::Options).
//!
//! From the schema that `schema.rs` names. `KIND` is the position of a table in the union `BuiltinOptions`. Defaults that are not
//! zero stand beside the field.

macro_rules! tables {
    ($($table:ident $kind:literal $module:ident { $($name:ident $id:literal)* })*) => {
        $(
            #[doc = concat!("Fields of `", stringify!($table), "`.")]
            pub mod $module {
                /// Position in the union of options.
                pub const KIND: u8 = $kind;
                $(
                    #[doc = concat!("`", stringify!($table), "`, field ", stringify!($id))]
                    pub const $name: u16 = $id;
                )*
            }
        )*

        /// The name of an options table by its position in the union, where it is one of those above.
        pub fn name(kind: u8) -> Option<&'static str> {
            match kind {
                $($kind => Some(stringify!($table)),)*
                _ => None,
            }
        }
    };
}

tables! {
    Conv2DOptions 1 conv_2d {
        PADDING 0
        STRIDE_W 1
        STRIDE_H 2
        FUSED_ACTIVATION 3
        // Default 1.
        DILATION_W 4
        // Default 1.
        DILATION_H 5
        QUANTIZED_BIAS_TYPE 6
    }
    DepthwiseConv2DOptions 2 depthwise_conv_2d {
        PADDING 0
        STRIDE_W 1
        STRIDE_H 2
        DEPTH_MULTIPLIER 3
        FUSED_ACTIVATION 4
        // Default 1.
        DILATION_W 5
        // Default 1.
        DILATION_H 6
    }
    Pool2DOptions 5 pool_2d {
        PADDING 0
        STRIDE_W 1
        STRIDE_H 2
        FILTER_WIDTH 3
        FILTER_HEIGHT 4
        FUSED_ACTIVATION 5
    }
    SVDFOptions 6 svdf {
        RANK 0
        FUSED_ACTIVATION 1
        ASYMMETRIC_QUANTIZE_INPUTS 2
    }
    FullyConnectedOptions 8 fully_connected {
        FUSED_ACTIVATION 0
        WEIGHTS_FORMAT 1
        KEEP_NUM_DIMS 2
        ASYMMETRIC_QUANTIZE_INPUTS 3
        QUANTIZED_BIAS_TYPE 4
    }
    SoftmaxOptions 9 softmax {
        BETA 0
    }
    ConcatenationOptions 10 concatenation {
        AXIS 0
        FUSED_ACTIVATION 1
    }
    AddOptions 11 add {
        FUSED_ACTIVATION 0
        // Default true.
        POT_SCALE_INT16 1
    }
    ResizeBilinearOptions 15 resize_bilinear {
        ALIGN_CORNERS 2
        HALF_PIXEL_CENTERS 3
    }
    ReshapeOptions 17 reshape {
        NEW_SHAPE 0
    }
    MulOptions 21 mul {
        FUSED_ACTIVATION 0
    }
    ReducerOptions 27 reducer {
        KEEP_DIMS 0
    }
    SubOptions 28 sub {
        FUSED_ACTIVATION 0
        // Default true.
        POT_SCALE_INT16 1
    }
    SqueezeOptions 30 squeeze {
        SQUEEZE_DIMS 0
    }
    StridedSliceOptions 32 strided_slice {
        BEGIN_MASK 0
        END_MASK 1
        ELLIPSIS_MASK 2
        NEW_AXIS_MASK 3
        SHRINK_AXIS_MASK 4
        OFFSET 5
    }
    SplitOptions 35 split {
        NUM_SPLITS 0
    }
    ArgMaxOptions 40 arg_max {
        OUTPUT_TYPE 0
    }
    TransposeConvOptions 49 transpose_conv {
        PADDING 0
        STRIDE_W 1
        STRIDE_H 2
        FUSED_ACTIVATION 3
        QUANTIZED_BIAS_TYPE 4
    }
    PackOptions 59 pack {
        VALUES_COUNT 0
        AXIS 1
    }
    UnpackOptions 64 unpack {
        NUM 0
        AXIS 1
    }
    UnidirectionalSequenceLSTMOptions 71 unidirectional_sequence_lstm {
        FUSED_ACTIVATION 0
        CELL_CLIP 1
        PROJ_CLIP 2
        TIME_MAJOR 3
        ASYMMETRIC_QUANTIZE_INPUTS 4
        DIAGONAL_RECURRENT_TENSORS 5
    }
    ResizeNearestNeighborOptions 74 resize_nearest_neighbor {
        ALIGN_CORNERS 0
        HALF_PIXEL_CENTERS 1
    }
    LeakyReluOptions 75 leaky_relu {
        ALPHA 0
    }
    BatchMatMulOptions 101 batch_matmul {
        ADJ_X 0
        ADJ_Y 1
        ASYMMETRIC_QUANTIZE_INPUTS 2
    }
}
