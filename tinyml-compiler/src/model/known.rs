//! The fields of the format, version 1.
//!
//! One table for each kind of object. The reader refuses what is not here, takes its help from here, and a
//! test compares these tables with the published JSON Schema.

/// A field of an object in a model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Whether a file without it is refused.
    pub required: bool,
    /// What to write, for whoever left it out.
    pub hint: &'static str,
}

const fn required(name: &'static str, hint: &'static str) -> Field {
    Field { name, required: true, hint }
}

const fn optional(name: &'static str, hint: &'static str) -> Field {
    Field { name, required: false, hint }
}

/// The model itself.
pub const MODEL_FIELDS: &[Field] = &[
    optional("$schema", "where editors find the schema"),
    required("version", "add `\"version\": 1`, the version of this format"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    optional("description", "what the model is for"),
    required("inputs", "add `\"inputs\": […]`: what the sensor gives, with name, type and range"),
    required("outputs", "add `\"outputs\": […]`: what the firmware gets, with name, type and scale"),
    required("layers", "add `\"layers\": […]`, in the order in which they run"),
    optional("deploy", "how weights and activations should be stored, if nobody asks for something else"),
    optional("training", "how the weights were made"),
];

/// The field `deploy`.
pub const DEPLOY_FIELDS: &[Field] = &[
    optional("quant", "the storage of the weights, such as `\"i8\"`"),
    optional("layers", "layers with a storage of their own"),
    optional("activations", "the bits of the activations between layers"),
];

/// An element of `inputs`.
pub const INPUT_FIELDS: &[Field] = &[
    required("name", "add `\"name\": \"…\"`; it becomes the parameter's name"),
    optional("description", "what is measured"),
    required("type", "add `\"type\": \"u16\"`, the integer type that the sensor gives"),
    optional("unit", "the unit of the real value"),
    required("range", "add `\"range\": [least, greatest]`: the raw values for which the model was made"),
    optional("calibrated", "the part of the range over which the model is calibrated"),
    optional("scale", "the real value of one raw step"),
    optional("normalize", "the mean and deviation that training used"),
    optional("length", "for an array: how many values it has"),
    optional("shape", "for an array of a network with convolutions: its extents, channels last"),
    optional("faults", "raw values that mean a fault of the sensor"),
];

/// An element of `faults` of an input.
pub const FAULT_FIELDS: &[Field] = &[
    required("name", "add `\"name\": \"…\"`, such as `open_circuit`; it becomes the name of a variant"),
    optional("description", "what has happened"),
    required("range", "add `\"range\": [least, greatest]`: the raw values that mean this fault"),
];

/// The field `normalize` of an input.
pub const NORMALIZE_FIELDS: &[Field] = &[
    required("mean", "add `\"mean\": …`; it is subtracted from the real value"),
    required("std", "add `\"std\": …`; the difference is divided by it"),
];

/// An element of `outputs`.
pub const OUTPUT_FIELDS: &[Field] = &[
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    optional("description", "what is predicted"),
    required("type", "add `\"type\": \"i16\"`, the integer type that the firmware gets"),
    optional("unit", "the unit of the real value"),
    required("scale", "add `\"scale\": 0.01`: the real value of one raw step"),
    optional("range", "the raw values to which the output is clamped"),
    optional("labels", "for a classifier: the names of the classes"),
];

/// An element of `layers`.
pub const LAYER_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"dense\"`"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    required(
        "weights",
        "add `\"weights\": [[…], …]`: one array for each output unit, with one number for each input",
    ),
    required("bias", "add `\"bias\": […]`: one number for each output unit, zeros if there is none"),
    optional("activation", "what follows the sums"),
];

/// An element of `layers` that is a convolution: `conv1d`, `conv2d` or `depthwise`.
pub const CONVOLUTION_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"conv2d\"`"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    required("kernel", "add `\"kernel\": [3, 3]`: height and width of the filters; one number for `conv1d`"),
    optional("stride", "from one window to the next; 1 if left out"),
    optional("dilation", "from one tap of a filter to the next; 1 if left out"),
    optional("padding", "`\"same\"` or `\"valid\"`, which it is if left out"),
    required(
        "weights",
        "add `\"weights\": [[…], …]`: one array for each filter, with its taps row by row, and for each tap the channels",
    ),
    required("bias", "add `\"bias\": […]`: one number for each filter, zeros if there is none"),
    optional("activation", "what follows the sums"),
];

/// An element of `layers` that is a pool.
pub const POOL_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"pool\"`"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    required("mode", "add `\"mode\": \"max\"` or `\"average\"`"),
    required("kernel", "add `\"kernel\": [2, 2]`: height and width of the windows"),
    optional("stride", "from one window to the next; the kernel if left out"),
    optional("padding", "`\"same\"` or `\"valid\"`, which it is if left out"),
];

/// An element of `layers` that puts all values in a row.
pub const FLATTEN_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"flatten\"`"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
];

/// An element of `layers` that adds what an earlier layer gives.
pub const ADD_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"add\"`"),
    required("name", "add `\"name\": \"…\"`, a lower-case identifier"),
    required("with", "add `\"with\": \"…\"`, the name of the earlier layer whose output is added"),
    optional("activation", "what follows the sum"),
];

/// The object form of `activation`, leaky ReLU.
pub const LEAKY_RELU_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"leaky_relu\"`"),
    required("slope", "add `\"slope\": 0.01`: the factor for negative values"),
];

/// The object form of `activation`, clamp.
pub const CLAMP_FIELDS: &[Field] = &[
    required("type", "add `\"type\": \"clamp\"`"),
    required("min", "add `\"min\": 0.0`"),
    required("max", "add `\"max\": 1.0`"),
];
