//! The tensors that a graph uses, with the values of constant ones.
//!
//! Files have tensors that nothing uses, such as the shapes of a converter's earlier steps. They are not looked at; an empty
//! tensor stands in their place, so that numbers stay those of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::Constants;
use super::describe;
use super::open::Parts;
use super::quantization::quantization;
use super::uses::Uses;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::lower::Refused;
use crate::graph::{ElementType, Tensor};
use crate::tflite::builtin;
use crate::tflite::flatbuffer::Table;
use crate::tflite::limits::{DIMENSIONS, ELEMENTS, SCALES, at_most};
use crate::tflite::schema::tensor as field;

/// Reads all tensors that are used.
pub(super) fn tensors(parts: &Parts<'_>, uses: &Uses) -> Result<Vec<Tensor>, Report> {
    let mut reader = Reader {
        constants: Constants::new(*parts),
        scales: SCALES,
        names: BTreeSet::new(),
        elements: BTreeMap::new(),
    };
    let mut report = Report::new();
    let mut tensors = Vec::with_capacity(parts.tensors.len());
    for (index, table) in parts.tensors.iter().enumerate() {
        let read = match uses.is_used(index) {
            true => table.map_err(Refused::from).and_then(|table| reader.tensor(index, &table, uses)),
            false => Ok(None),
        };
        match read {
            Ok(tensor) => tensors.push(tensor.unwrap_or_else(unused)),
            Err(diagnostic) => {
                let is_over = diagnostic.code == Code::TfliteTooLarge;
                report.push_with(|| about(parts, index, *diagnostic));
                // A limit on all tensors together would be met again by each that is left.
                if is_over {
                    break;
                }
            }
        }
    }
    reader.elements.into_iter().for_each(|(code, found)| _ = report.push(found.diagnostic(parts, code)));
    if report.is_empty() { Ok(tensors) } else { Err(report) }
}

struct Reader<'a> {
    constants: Constants<'a>,
    /// How many scales may still be read.
    scales: usize,
    names: BTreeSet<String>,
    /// Tensors of types that are not supported.
    elements: BTreeMap<i8, Found>,
}

impl Reader<'_> {
    /// One tensor; `None` where its type has been noted as not supported.
    fn tensor(&mut self, index: usize, table: &Table<'_>, uses: &Uses) -> Result<Option<Tensor>, Refused> {
        let code = table.scalar::<i8>(field::ELEMENT, 0)?;
        let Some(element) = element(code) else {
            self.elements.entry(code).or_insert(Found { first: index, count: 0 }).count += 1;
            return Ok(None);
        };
        if table.table(field::SPARSITY)?.is_some() {
            let help =
                "convert without `tf.lite.Optimize.EXPERIMENTAL_SPARSITY`: zeros cost flash, but no accuracy";
            return Err(Box::new(Diagnostic::new(Code::SparseTensor, "is stored sparse").help(help)));
        }
        let shape = shape(table)?;
        let is_variable = table.flag(field::IS_VARIABLE, false)?;
        let amount = shape.iter().product();
        let number = table.scalar::<u32>(field::BUFFER, 0)?;
        let data = match self.constants.bytes(number)? {
            Some(_) => Some(self.constants.values(number, element, amount)?),
            // A constant without values has no bytes either, such as the shape of a scalar.
            None if amount == 0 && !is_variable && !uses.is_computed(index) => {
                Some(self.constants.values(0, element, 0)?)
            }
            None if amount == 0 => {
                let help = "convert the model with the batch and shape that the firmware will use";
                return Err(Box::new(Diagnostic::new(Code::EmptyTensor, "has no elements").help(help)));
            }
            None => None,
        };
        let quantization =
            quantization(table.table(field::QUANTIZATION)?, element, &shape, &mut self.scales)?;
        let name = self.name(index, table)?;
        Ok(Some(Tensor { name, shape, element, quantization, data, is_variable }))
    }

    /// A name that no other tensor has: names are for people, and files leave them out or give them twice.
    fn name(&mut self, index: usize, table: &Table<'_>) -> Result<String, Refused> {
        let given = describe::text(table.text(field::NAME)?);
        let mut name = if given.is_empty() { format!("tensor_{index}") } else { given.clone() };
        if self.names.contains(&name) {
            name = format!("{name}_{index}");
        }
        while !self.names.insert(name.clone()) {
            name.push('_');
        }
        Ok(name)
    }
}

/// The extents of a tensor as the file was converted.
///
/// A dimension that is open in the signature has the extent 1 here, which is what the references run too.
fn shape(table: &Table<'_>) -> Result<Vec<usize>, Refused> {
    let extents = table.vector::<i32>(field::SHAPE)?;
    at_most(DIMENSIONS, extents.len(), "dimension", "in one tensor")?;
    let shape: Option<Vec<usize>> = extents.iter().map(|extent| usize::try_from(extent).ok()).collect();
    let Some(shape) = shape else {
        let help = "convert with fixed shapes: `keras.Input(shape=…, batch_size=1)`, or a `tf.TensorSpec` without `None`";
        let diagnostic =
            Diagnostic::new(Code::DynamicShape, "has a dimension that is only known at run time");
        return Err(Box::new(diagnostic.help(help)));
    };
    let product = shape.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent));
    at_most(ELEMENTS, product.unwrap_or(usize::MAX), "element", "in one tensor")?;
    Ok(shape)
}

fn element(code: i8) -> Option<ElementType> {
    match builtin::element_name(code)? {
        "float32" => Some(ElementType::F32),
        "int32" => Some(ElementType::I32),
        "uint8" => Some(ElementType::U8),
        "int64" => Some(ElementType::I64),
        "bool" => Some(ElementType::Bool),
        "int16" => Some(ElementType::I16),
        "int8" => Some(ElementType::I8),
        "int4" => Some(ElementType::I4),
        _ => None,
    }
}

/// What stands in the place of a tensor that nothing uses.
fn unused() -> Tensor {
    Tensor {
        name: "unused".to_owned(),
        shape: vec![0],
        element: ElementType::I8,
        quantization: None,
        data: None,
        is_variable: false,
    }
}

/// A diagnostic with the tensor before it; damage and limits say themselves what they are about.
fn about(parts: &Parts<'_>, index: usize, diagnostic: Diagnostic) -> Diagnostic {
    match diagnostic.code {
        Code::TfliteDamaged | Code::TfliteTooLarge => {
            let found = diagnostic.found.clone().unwrap_or_else(|| describe::tensor(parts, index));
            diagnostic.found(found)
        }
        _ => {
            let message = format!("{} {}", describe::tensor(parts, index), diagnostic.message);
            Diagnostic { message, ..diagnostic }
        }
    }
}

/// Tensors of one type that is not supported.
struct Found {
    first: usize,
    count: usize,
}

impl Found {
    fn diagnostic(&self, parts: &Parts<'_>, code: i8) -> Diagnostic {
        let name = builtin::element_name(code).map_or_else(|| format!("type {code}"), str::to_owned);
        let more = match self.count - 1 {
            0 => String::new(),
            more => format!(
                ", as {} more of its type",
                if more == 1 { "is 1".to_owned() } else { format!("are {more}") }
            ),
        };
        let help = match name.as_str() {
            "float16" | "bfloat16" => {
                "the weights were halved, not quantised: convert without `target_spec.supported_types = [tf.float16]`"
            }
            "string" => "let the firmware turn text into numbers before the model",
            _ => {
                "convert with full integer quantisation: `tf.lite.OpsSet.TFLITE_BUILTINS_INT8` and a representative dataset"
            }
        };
        let message =
            format!("{} is of {name}, which is not supported{more}", describe::tensor(parts, self.first));
        let supported = "int8, int4, int16, int32, int64, uint8, bool, float32";
        Diagnostic::new(Code::ElementUnsupported, message).expected(supported).help(help)
    }
}
