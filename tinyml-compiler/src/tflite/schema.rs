//! The tables of a .tflite file and the numbers of their fields, as far as this compiler uses them.
//!
//! From TensorFlow's `tensorflow/compiler/mlir/lite/schema/schema.fbs`, version 3c (TensorFlow 2.21, 2026), which reads all
//! files of the versions 3, 3a and 3b. A field's number is its position in the table; the type of a union has a number of its
//! own before the union. Fields that TensorFlow has deprecated keep theirs.

/// What bytes 4 to 8 of a .tflite file say.
pub const IDENTIFIER: &[u8; 4] = b"TFL3";

/// The version of the schema in `Model.version`.
pub const VERSION: u32 = 3;

macro_rules! tables {
    ($($table:ident $module:ident { $($name:ident $field:ident $id:literal,)* })*) => {
        $(
            #[doc = concat!("Fields of `", stringify!($table), "`.")]
            pub mod $module {
                use crate::tflite::flatbuffer::Field;

                $(
                    #[doc = concat!("`", stringify!($table), ".", stringify!($field), "`")]
                    pub const $name: Field =
                        Field { id: $id, name: concat!(stringify!($table), ".", stringify!($field)) };
                )*
            }
        )*
    };
}

tables! {
    Model model {
        VERSION version 0,
        OPERATOR_CODES operator_codes 1,
        SUBGRAPHS subgraphs 2,
        DESCRIPTION description 3,
        BUFFERS buffers 4,
        METADATA metadata 6,
        SIGNATURE_DEFS signature_defs 7,
    }
    SubGraph subgraph {
        TENSORS tensors 0,
        INPUTS inputs 1,
        OUTPUTS outputs 2,
        OPERATORS operators 3,
        NAME name 4,
    }
    Tensor tensor {
        SHAPE shape 0,
        ELEMENT type 1,
        BUFFER buffer 2,
        NAME name 3,
        QUANTIZATION quantization 4,
        IS_VARIABLE is_variable 5,
        SPARSITY sparsity 6,
        SHAPE_SIGNATURE shape_signature 7,
        HAS_RANK has_rank 8,
    }
    QuantizationParameters quantization {
        SCALE scale 2,
        ZERO_POINT zero_point 3,
        DETAILS_TYPE details_type 4,
        QUANTIZED_DIMENSION quantized_dimension 6,
    }
    Buffer buffer {
        DATA data 0,
        OFFSET offset 1,
        SIZE size 2,
    }
    OperatorCode operator_code {
        DEPRECATED_BUILTIN_CODE deprecated_builtin_code 0,
        CUSTOM_CODE custom_code 1,
        VERSION version 2,
        BUILTIN_CODE builtin_code 3,
    }
    Operator operator {
        OPCODE_INDEX opcode_index 0,
        INPUTS inputs 1,
        OUTPUTS outputs 2,
        BUILTIN_OPTIONS_TYPE builtin_options_type 3,
        BUILTIN_OPTIONS builtin_options 4,
        INTERMEDIATES intermediates 8,
    }
    SignatureDef signature {
        SIGNATURE_KEY signature_key 2,
        SUBGRAPH_INDEX subgraph_index 4,
    }
    Metadata metadata {
        NAME name 0,
        BUFFER buffer 1,
    }
}
