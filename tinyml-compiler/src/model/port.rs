//! Inputs and outputs, as the file gives them.

use super::fault::FaultDrafts;
use super::fields::Fields;
use super::spatial::shape;
use super::values::{List, integer, list, number, pair, text, word};
use super::{INPUT_FIELDS, MAX_OUTPUTS, NORMALIZE_FIELDS, OUTPUT_FIELDS};
use crate::diagnostic::{Checked, Report, Spot};
use crate::json::Node;
use crate::network::IntType;

const INPUT_TYPES: [(&str, IntType); 4] =
    [("u8", IntType::U8), ("i8", IntType::I8), ("u16", IntType::U16), ("i16", IntType::I16)];

const OUTPUT_TYPES: [(&str, IntType); 5] = [
    ("u8", IntType::U8),
    ("i8", IntType::I8),
    ("u16", IntType::U16),
    ("i16", IntType::I16),
    ("i32", IntType::I32),
];

/// An element of `inputs`.
pub(crate) struct InputDraft {
    pub(crate) at: Spot,
    pub(crate) name: Checked<String>,
    pub(crate) description: Checked<Option<String>>,
    pub(crate) ty: Checked<IntType>,
    pub(crate) unit: Checked<Option<String>>,
    pub(crate) range: Checked<(i64, i64)>,
    pub(crate) scale: Checked<Option<f64>>,
    pub(crate) normalize: Checked<Option<Normalize>>,
    pub(crate) length: Checked<Option<i64>>,
    pub(crate) shape: Checked<Option<Vec<i64>>>,
    pub(crate) faults: FaultDrafts,
}

/// The field `normalize`.
pub(crate) struct Normalize {
    pub(crate) mean: Checked<f64>,
    pub(crate) std: Checked<f64>,
}

impl InputDraft {
    pub(super) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, INPUT_FIELDS, report)?;
        Ok(Self {
            at: at.clone(),
            name: fields.required("name", text, report),
            description: fields.optional("description", text, report),
            ty: fields.required("type", input_type, report),
            unit: fields.optional("unit", text, report),
            range: fields.required("range", pair, report),
            scale: fields.optional("scale", number, report),
            normalize: fields.optional("normalize", Normalize::read, report),
            length: fields.optional("length", integer, report),
            shape: fields.optional("shape", shape, report),
            faults: FaultDrafts::read(&mut fields, report),
        })
    }
}

impl Normalize {
    fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, NORMALIZE_FIELDS, report)?;
        Ok(Self {
            mean: fields.required("mean", number, report),
            std: fields.required("std", number, report),
        })
    }
}

/// An element of `outputs`.
pub(crate) struct OutputDraft {
    pub(crate) at: Spot,
    pub(crate) name: Checked<String>,
    pub(crate) description: Checked<Option<String>>,
    pub(crate) ty: Checked<IntType>,
    pub(crate) unit: Checked<Option<String>>,
    pub(crate) scale: Checked<f64>,
    pub(crate) range: Checked<Option<(i64, i64)>>,
    pub(crate) labels: Checked<Option<List<String>>>,
}

impl OutputDraft {
    pub(super) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, OUTPUT_FIELDS, report)?;
        Ok(Self {
            at: at.clone(),
            name: fields.required("name", text, report),
            description: fields.optional("description", text, report),
            ty: fields.required("type", output_type, report),
            unit: fields.optional("unit", text, report),
            scale: fields.required("scale", number, report),
            range: fields.optional("range", pair, report),
            labels: fields.optional("labels", list("label", MAX_OUTPUTS, text), report),
        })
    }
}

/// An integer type that a sensor can give.
pub fn input_type(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<IntType> {
    const TOO_WIDE: &str =
        "the first layer multiplies in 32 bits, which leaves 16 for the input: shift the raw value right";
    word(node, at, &INPUT_TYPES, report, |text| match text {
        "i32" | "u32" => Some(TOO_WIDE.to_owned()),
        _ => other_name(text, &INPUT_TYPES),
    })
}

/// An integer type that firmware can get.
pub fn output_type(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<IntType> {
    word(node, at, &OUTPUT_TYPES, report, |text| other_name(text, &OUTPUT_TYPES))
}

/// Help for the names that types have elsewhere.
fn other_name(text: &str, types: &[(&'static str, IntType)]) -> Option<String> {
    let rust = text.replace("uint", "u").replace("int", "i").replace("_t", "");
    match types.iter().find(|(name, _)| *name == rust) {
        Some((name, _)) => Some(format!("in Rust the type is called `\"{name}\"`")),
        None if text.starts_with('f') || text == "double" => {
            Some("models have integers at their ends; `scale` says what one step is worth".to_owned())
        }
        None => None,
    }
}
