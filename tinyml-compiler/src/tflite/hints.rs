//! What to do about an operator that is not supported, by its name.
//!
//! Most operators come from a few habits: a batch of unknown size, a layer that was not folded, a float model, or a file that
//! was made for another processor. The hint names the habit and what to write instead.

/// What to do about a builtin operator.
pub(super) fn hint(name: &str) -> &'static str {
    match name {
        "CALL" | "CALL_ONCE" | "IF" | "WHILE" => CONTROL,
        "VAR_HANDLE" | "READ_VARIABLE" | "ASSIGN_VARIABLE" => VARIABLES,
        "HASHTABLE" | "HASHTABLE_FIND" | "HASHTABLE_IMPORT" | "HASHTABLE_SIZE" | "HASHTABLE_LOOKUP" => TABLES,
        "DELEGATE" => COMPILED,
        "SHAPE" | "RANK" | "FILL" | "RANGE" | "GATHER" | "BROADCAST_TO" | "BROADCAST_ARGS" | "ZEROS_LIKE" => {
            SHAPES
        }
        "LSTM"
        | "BIDIRECTIONAL_SEQUENCE_LSTM"
        | "RNN"
        | "UNIDIRECTIONAL_SEQUENCE_RNN"
        | "BIDIRECTIONAL_SEQUENCE_RNN" => RECURRENT,
        "RSQRT"
        | "SQRT"
        | "SQUARED_DIFFERENCE"
        | "SQUARE"
        | "DIV"
        | "L2_NORMALIZATION"
        | "LOCAL_RESPONSE_NORMALIZATION" => NORMALISATION,
        "GELU" | "ELU" | "RELU_N1_TO_1" | "RELU_0_TO_1" | "LOG_SOFTMAX" | "SIGN" => ACTIVATION,
        "FAKE_QUANT" => {
            "the file is not quantised yet: convert with `converter.optimizations = [tf.lite.Optimize.DEFAULT]`"
        }
        "DENSIFY" | "SPARSE_TO_DENSE" => SPARSE,
        "SLICE" | "GATHER_ND" => "STRIDED_SLICE is supported: write `x[:, a:b]` instead",
        "SPLIT_V" => {
            "SPLIT, into equal parts, and STRIDED_SLICE are supported: write `tf.split(x, n)` or `x[:, a:b]`"
        }
        "PADV2" | "MIRROR_PAD" => {
            "PAD, with zeros, is supported: write `tf.pad(x, paddings)` or `ZeroPadding2D`"
        }
        "CAST" | "BITCAST" => "QUANTIZE and DEQUANTIZE are supported: leave types to the converter",
        "L2_POOL_2D" | "REDUCE_MAX" | "REDUCE_MIN" => {
            "AVERAGE_POOL_2D, MAX_POOL_2D, MEAN and SUM are supported"
        }
        "ARG_MIN" | "TOPK_V2" | "NON_MAX_SUPPRESSION_V4" | "NON_MAX_SUPPRESSION_V5" => AFTERWARDS,
        name if name.starts_with("STABLEHLO_") => STABLEHLO,
        _ => {
            "replace the layer that it comes from, or let the model end before it and compute it in firmware"
        }
    }
}

/// What to do about an operator outside of the schema.
pub(super) fn custom_hint(name: &str) -> String {
    let lower = name.to_lowercase();
    let hint = match lower.as_str() {
        name if name.starts_with("flex") => FLEX,
        name if name.contains("edgetpu") || name.contains("ethos") => COMPILED,
        name if name.contains("postprocess") => AFTERWARDS,
        _ => {
            "a custom operator is code outside of the file: replace its layer, or let the model end before it"
        }
    };
    hint.to_owned()
}

const CONTROL: &str = "control flow is not supported: unroll recurrent layers (`unroll=True`), and choose branches before \
    converting";

const VARIABLES: &str = "resource variables are not supported: freeze them into constants, with \
    `convert_variables_to_constants_v2`, or give the state to the model as an input";

const TABLES: &str = "look words up in firmware, and give the model their numbers";

const COMPILED: &str = "the file was compiled for another processor: give the one from before that step";

const SHAPES: &str = "this computes a shape at run time: convert with a fixed batch, such as \
    `keras.Input(shape=…, batch_size=1)`, and constant shapes";

const RECURRENT: &str = "UNIDIRECTIONAL_SEQUENCE_LSTM is supported: use `keras.layers.LSTM` and convert with a fixed batch of 1 and \
    a fixed number of steps";

const NORMALISATION: &str = "normalisation of activations is not supported: batch normalisation directly behind a convolution or \
    dense layer is folded by the converter";

const ACTIVATION: &str = "RELU, RELU6, LEAKY_RELU, PRELU, HARD_SWISH, LOGISTIC, TANH and SOFTMAX are supported: train with one of them";

const SPARSE: &str = "sparse weights are not supported: convert without `EXPERIMENTAL_SPARSITY`";

const AFTERWARDS: &str = "let the model end before it, and do it in firmware: it is a few lines there";

const STABLEHLO: &str = "the file was converted without TFLite's operators: set \
    `converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]`";

const FLEX: &str = "this runs TensorFlow itself: convert with \
    `converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]`, which names the layer to replace";
