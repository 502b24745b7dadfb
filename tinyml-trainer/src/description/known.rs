//! The fields of a description file, one table for each kind of section. The reader refuses what is not here.

use tinyml_compiler::strict::Field;

const fn required(name: &'static str, hint: &'static str) -> Field {
    Field { name, required: true, hint }
}

const fn optional(name: &'static str, hint: &'static str) -> Field {
    Field { name, required: false, hint }
}

/// The file itself.
pub(super) const DESCRIPTION_FIELDS: &[Field] = &[
    required("name", "add `name = \"…\"`, a lower-case identifier: the name of the model"),
    optional("description", "what the model is for"),
    optional("monotone", "which way the output goes with its only input"),
    required("inputs", "add a section `[[inputs]]` with name, type and range for each input"),
    required("outputs", "add a section `[[outputs]]` with name, type and scale for each output"),
    optional("network", "hidden layers and activation"),
    optional("training", "seed, recipe, folds"),
    optional("deploy", "how the model will be quantised"),
];

/// A section `[[inputs]]`.
pub(super) const INPUT_FIELDS: &[Field] = &[
    required("name", "add `name = \"…\"`; it becomes the parameter's name"),
    optional("description", "what is measured"),
    optional("column", "the column of the dataset, if it has another name"),
    optional("columns", "for an array: its columns, as a list or a pattern such as `\"p{0..63}\"`"),
    optional("multiply", "what makes the column's values those of the input"),
    required("type", "add `type = \"u16\"`, the integer type that the sensor gives"),
    optional("unit", "the unit of the real value"),
    required("range", "add `range = [least, greatest]`: the raw values for which the model is made"),
    optional("calibrated", "the part of the range over which the model is calibrated"),
    optional("scale", "the real value of one raw step"),
    optional("length", "for an array: how many values it has"),
    optional("faults", "raw values that mean a fault of the sensor"),
];

/// A section `[[outputs]]`.
pub(super) const OUTPUT_FIELDS: &[Field] = &[
    required("name", "add `name = \"…\"`, a lower-case identifier"),
    optional("description", "what is predicted"),
    optional("column", "the column of the dataset, if it has another name"),
    optional("multiply", "what makes the column's values those of the output"),
    required("type", "add `type = \"i16\"`, the integer type that the firmware gets"),
    optional("unit", "the unit of the real value"),
    optional("scale", "add `scale = 0.01`: the real value of one raw step"),
    optional("range", "the raw values to which the output is clamped"),
    optional("labels", "for a classifier: the names of the classes, or `\"auto\"`"),
];

/// The section `[network]`.
pub(super) const NETWORK_FIELDS: &[Field] = &[
    optional("hidden", "units of each hidden layer"),
    optional("activation", "what follows each hidden layer"),
    optional("slope", "the slope of a leaky ReLU"),
    optional("last", "what follows the last layer of a classifier"),
];

/// The section `[training]`.
pub(super) const TRAINING_FIELDS: &[Field] = &[
    optional("seed", "a whole number: everything random follows from it"),
    optional("recipe", "the way to train"),
    optional("folds", "how to validate"),
    optional("image", "width and height, if the inputs are pixels"),
];

/// The section `[deploy]`.
pub(super) const DEPLOY_FIELDS: &[Field] = &[
    optional("quant", "how the weights are stored"),
    optional("layers", "the same for single layers"),
    optional("activations", "bits of the activations between layers"),
    optional("max_error", "the greatest deviation from the float network, in the output's unit"),
];
