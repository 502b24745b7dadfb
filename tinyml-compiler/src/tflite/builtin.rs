//! The names of TFLite's builtin operators and element types, also of those that are not supported, so that a message can
//! call them by name.
//!
//! From the enums `BuiltinOperator`, `BuiltinOptions` and `TensorType` of the schema that `schema.rs` names.

use super::fields;

/// The code of an operator that is not builtin.
pub const CUSTOM: u32 = 32;

/// The code of an operator that stands for what a delegate does.
pub const DELEGATE: u32 = 51;

/// In the old, one byte wide field: look into the new one.
pub const PLACEHOLDER: u32 = 127;

/// The name of a builtin operator, as the schema and the converter call it.
pub fn operator_name(code: u32) -> Option<&'static str> {
    OPERATORS.get(usize::try_from(code).ok()?).copied()
}

/// The name of an element type, as the schema calls it.
pub fn element_name(code: i8) -> Option<&'static str> {
    ELEMENTS.get(usize::try_from(code).ok()?).copied()
}

/// Which table of the union `BuiltinOptions` an operator has, as far as the list below goes.
pub fn options_kind(code: u32) -> Option<u8> {
    let name = operator_name(code)?;
    OPTIONS.iter().find(|(operator, _)| *operator == name).map(|(_, kind)| *kind)
}

/// Position is code.
#[rustfmt::skip]
const OPERATORS: [&str; 208] = [
    "ADD", "AVERAGE_POOL_2D", "CONCATENATION", "CONV_2D", "DEPTHWISE_CONV_2D", "DEPTH_TO_SPACE",
    "DEQUANTIZE", "EMBEDDING_LOOKUP", "FLOOR", "FULLY_CONNECTED", "HASHTABLE_LOOKUP",
    "L2_NORMALIZATION", "L2_POOL_2D", "LOCAL_RESPONSE_NORMALIZATION", "LOGISTIC", "LSH_PROJECTION",
    "LSTM", "MAX_POOL_2D", "MUL", "RELU", "RELU_N1_TO_1", "RELU6", "RESHAPE", "RESIZE_BILINEAR", "RNN",
    "SOFTMAX", "SPACE_TO_DEPTH", "SVDF", "TANH", "CONCAT_EMBEDDINGS", "SKIP_GRAM", "CALL", "CUSTOM",
    "EMBEDDING_LOOKUP_SPARSE", "PAD", "UNIDIRECTIONAL_SEQUENCE_RNN", "GATHER", "BATCH_TO_SPACE_ND",
    "SPACE_TO_BATCH_ND", "TRANSPOSE", "MEAN", "SUB", "DIV", "SQUEEZE", "UNIDIRECTIONAL_SEQUENCE_LSTM",
    "STRIDED_SLICE", "BIDIRECTIONAL_SEQUENCE_RNN", "EXP", "TOPK_V2", "SPLIT", "LOG_SOFTMAX", "DELEGATE",
    "BIDIRECTIONAL_SEQUENCE_LSTM", "CAST", "PRELU", "MAXIMUM", "ARG_MAX", "MINIMUM", "LESS", "NEG",
    "PADV2", "GREATER", "GREATER_EQUAL", "LESS_EQUAL", "SELECT", "SLICE", "SIN", "TRANSPOSE_CONV",
    "SPARSE_TO_DENSE", "TILE", "EXPAND_DIMS", "EQUAL", "NOT_EQUAL", "LOG", "SUM", "SQRT", "RSQRT",
    "SHAPE", "POW", "ARG_MIN", "FAKE_QUANT", "REDUCE_PROD", "REDUCE_MAX", "PACK", "LOGICAL_OR",
    "ONE_HOT", "LOGICAL_AND", "LOGICAL_NOT", "UNPACK", "REDUCE_MIN", "FLOOR_DIV", "REDUCE_ANY",
    "SQUARE", "ZEROS_LIKE", "FILL", "FLOOR_MOD", "RANGE", "RESIZE_NEAREST_NEIGHBOR", "LEAKY_RELU",
    "SQUARED_DIFFERENCE", "MIRROR_PAD", "ABS", "SPLIT_V", "UNIQUE", "CEIL", "REVERSE_V2", "ADD_N",
    "GATHER_ND", "COS", "WHERE", "RANK", "ELU", "REVERSE_SEQUENCE", "MATRIX_DIAG", "QUANTIZE",
    "MATRIX_SET_DIAG", "ROUND", "HARD_SWISH", "IF", "WHILE", "NON_MAX_SUPPRESSION_V4",
    "NON_MAX_SUPPRESSION_V5", "SCATTER_ND", "SELECT_V2", "DENSIFY", "SEGMENT_SUM", "BATCH_MATMUL",
    "PLACEHOLDER_FOR_GREATER_OP_CODES", "CUMSUM", "CALL_ONCE", "BROADCAST_TO", "RFFT2D", "CONV_3D",
    "IMAG", "REAL", "COMPLEX_ABS", "HASHTABLE", "HASHTABLE_FIND", "HASHTABLE_IMPORT", "HASHTABLE_SIZE",
    "REDUCE_ALL", "CONV_3D_TRANSPOSE", "VAR_HANDLE", "READ_VARIABLE", "ASSIGN_VARIABLE",
    "BROADCAST_ARGS", "RANDOM_STANDARD_NORMAL", "BUCKETIZE", "RANDOM_UNIFORM", "MULTINOMIAL", "GELU",
    "DYNAMIC_UPDATE_SLICE", "RELU_0_TO_1", "UNSORTED_SEGMENT_PROD", "UNSORTED_SEGMENT_MAX",
    "UNSORTED_SEGMENT_SUM", "ATAN2", "UNSORTED_SEGMENT_MIN", "SIGN", "BITCAST", "BITWISE_XOR",
    "RIGHT_SHIFT", "STABLEHLO_LOGISTIC", "STABLEHLO_ADD", "STABLEHLO_DIVIDE", "STABLEHLO_MULTIPLY",
    "STABLEHLO_MAXIMUM", "STABLEHLO_RESHAPE", "STABLEHLO_CLAMP", "STABLEHLO_CONCATENATE",
    "STABLEHLO_BROADCAST_IN_DIM", "STABLEHLO_CONVOLUTION", "STABLEHLO_SLICE", "STABLEHLO_CUSTOM_CALL",
    "STABLEHLO_REDUCE", "STABLEHLO_ABS", "STABLEHLO_AND", "STABLEHLO_COSINE", "STABLEHLO_EXPONENTIAL",
    "STABLEHLO_FLOOR", "STABLEHLO_LOG", "STABLEHLO_MINIMUM", "STABLEHLO_NEGATE", "STABLEHLO_OR",
    "STABLEHLO_POWER", "STABLEHLO_REMAINDER", "STABLEHLO_RSQRT", "STABLEHLO_SELECT",
    "STABLEHLO_SUBTRACT", "STABLEHLO_TANH", "STABLEHLO_SCATTER", "STABLEHLO_COMPARE",
    "STABLEHLO_CONVERT", "STABLEHLO_DYNAMIC_SLICE", "STABLEHLO_DYNAMIC_UPDATE_SLICE", "STABLEHLO_PAD",
    "STABLEHLO_IOTA", "STABLEHLO_DOT_GENERAL", "STABLEHLO_REDUCE_WINDOW", "STABLEHLO_SORT",
    "STABLEHLO_WHILE", "STABLEHLO_GATHER", "STABLEHLO_TRANSPOSE", "DILATE",
    "STABLEHLO_RNG_BIT_GENERATOR", "REDUCE_WINDOW", "STABLEHLO_COMPOSITE", "COMPLEX",
];

/// Position is code.
#[rustfmt::skip]
const ELEMENTS: [&str; 19] = [
    "float32", "float16", "int32", "uint8", "int64", "string", "bool", "int16", "complex64", "int8",
    "float64", "complex128", "uint64", "resource", "variant", "uint32", "uint16", "int4", "bfloat16",
];

/// Operator, position in the union.
const OPTIONS: [(&str, u8); 25] = [
    ("ADD", fields::add::KIND),
    ("AVERAGE_POOL_2D", fields::pool_2d::KIND),
    ("CONCATENATION", fields::concatenation::KIND),
    ("CONV_2D", fields::conv_2d::KIND),
    ("DEPTHWISE_CONV_2D", fields::depthwise_conv_2d::KIND),
    ("FULLY_CONNECTED", fields::fully_connected::KIND),
    ("MAX_POOL_2D", fields::pool_2d::KIND),
    ("MUL", fields::mul::KIND),
    ("PACK", fields::pack::KIND),
    ("RESHAPE", fields::reshape::KIND),
    ("RESIZE_BILINEAR", fields::resize_bilinear::KIND),
    ("SOFTMAX", fields::softmax::KIND),
    ("SVDF", fields::svdf::KIND),
    ("MEAN", fields::reducer::KIND),
    ("SUB", fields::sub::KIND),
    ("SQUEEZE", fields::squeeze::KIND),
    ("UNIDIRECTIONAL_SEQUENCE_LSTM", fields::unidirectional_sequence_lstm::KIND),
    ("STRIDED_SLICE", fields::strided_slice::KIND),
    ("SPLIT", fields::split::KIND),
    ("ARG_MAX", fields::arg_max::KIND),
    ("TRANSPOSE_CONV", fields::transpose_conv::KIND),
    ("SUM", fields::reducer::KIND),
    ("LEAKY_RELU", fields::leaky_relu::KIND),
    ("UNPACK", fields::unpack::KIND),
    ("BATCH_MATMUL", fields::batch_matmul::KIND),
];
