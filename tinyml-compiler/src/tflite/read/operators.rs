//! The operators of a file: which they are, what they take and give; supported or not.

use super::describe;
use super::open::Parts;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::lower::Refused;
use crate::graph::operators::Operator;
use crate::graph::{Node, TensorId};
use crate::tflite::flatbuffer::{Table, Vector};
use crate::tflite::limits::{LINKS, PORTS, at_most};
use crate::tflite::schema::{operator, operator_code};
use crate::tflite::unsupported::{Kind, Unsupported};
use crate::tflite::{Corrupt, Options, builtin, fields};

/// All operators in the order of the file.
///
/// Operators that are not supported are reported together, since they have to be removed together.
pub(super) fn operators(parts: &Parts<'_>) -> Result<Vec<Node>, Report> {
    let (mut report, mut unsupported) = (Report::new(), Unsupported::default());
    let mut nodes = Vec::with_capacity(parts.operators.len());
    let mut links = 0;
    for (index, table) in parts.operators.iter().enumerate() {
        let read = table.map_err(Refused::from).and_then(|table| Entry::read(parts, index, &table));
        let read = read.and_then(|entry| {
            links += entry.inputs.len() + entry.outputs.len();
            at_most(LINKS, links, "tensor", "at all operators together").map(|()| entry)
        });
        match read.and_then(|entry| entry.node(parts, &mut unsupported)) {
            Ok(Some(node)) => nodes.push(node),
            Ok(None) => {}
            Err(diagnostic) => {
                report.push(*diagnostic);
                if links > LINKS {
                    break;
                }
            }
        }
    }
    unsupported.report(&mut report);
    if report.is_empty() { Ok(nodes) } else { Err(report) }
}

/// An operator as the file has it.
struct Entry<'a> {
    index: usize,
    kind: Kind,
    table: Table<'a>,
    inputs: Vec<Option<TensorId>>,
    outputs: Vec<TensorId>,
}

impl<'a> Entry<'a> {
    fn read(parts: &Parts<'a>, index: usize, table: &Table<'a>) -> Result<Self, Refused> {
        let code = table.scalar::<u32>(operator::OPCODE_INDEX, 0)?;
        let kind = kind(parts, code)?;
        let (inputs, outputs) = (table.vector(operator::INPUTS)?, table.vector(operator::OUTPUTS)?);
        at_most(PORTS, inputs.len().max(outputs.len()), "tensor", &format!("at operator {index}"))?;
        let inputs = ids(parts, index, inputs)?;
        let outputs = ids(parts, index, outputs)?.into_iter().collect::<Option<Vec<_>>>();
        let absent = || damaged(index, "gives a tensor of number -1, which only an optional input can have");
        Ok(Self { index, kind, table: *table, inputs, outputs: outputs.ok_or_else(absent)? })
    }

    /// The node, if the operator is supported.
    fn node(self, parts: &Parts<'_>, unsupported: &mut Unsupported) -> Result<Option<Node>, Refused> {
        let Self { index, kind, inputs, outputs, .. } = &self;
        let read = match kind {
            Kind::Builtin { code, .. } => {
                let number = i32::try_from(*code).unwrap_or(-1);
                Operator::read(number, &self.options(*code)?)
            }
            Kind::Custom(_) | Kind::Unknown(_) => None,
        };
        let Some(read) = read else {
            unsupported.add(kind.clone(), *index, || {
                let taken = describe::tensors(parts, inputs.iter().copied().flatten());
                format!("takes {taken}; gives {}", describe::tensors(parts, outputs.iter().copied()))
            });
            return Ok(None);
        };
        let operator = read.map_err(|Corrupt(what)| self.bad_options(parts, &what))?;
        Ok(Some(Node { index: *index, operator, inputs: self.inputs, outputs: self.outputs }))
    }

    /// The options table, if it is the one that belongs to the operator.
    fn options(&self, code: u32) -> Result<Options<'a>, Refused> {
        let expected = builtin::options_kind(code);
        match self.table.scalar::<u8>(operator::BUILTIN_OPTIONS_TYPE, 0)? {
            0 => Ok(Options::NONE),
            // Of operators that are not in the list, the table is taken as it is.
            kind if expected.is_none_or(|expected| kind == expected) => {
                Ok(Options::new(self.table.table(operator::BUILTIN_OPTIONS)?))
            }
            kind => {
                let name = |kind| {
                    fields::name(kind).map_or_else(|| format!("number {kind}"), |name| format!("`{name}`"))
                };
                let what = format!("({}) has the options {}", self.kind.shown(), name(kind));
                let mut diagnostic = damaged(self.index, &what);
                diagnostic.expected = expected.map(name);
                Err(diagnostic)
            }
        }
    }

    fn bad_options(&self, parts: &Parts<'_>, what: &str) -> Refused {
        let given = describe::tensors(parts, self.outputs.iter().copied());
        let message = format!("operator {} ({}), which gives {given}: {what}", self.index, self.kind.shown());
        Box::new(Diagnostic::new(Code::OperatorOptions, message))
    }
}

/// Which operator a number in the list of codes stands for.
///
/// Converters of before 2020 write the old field alone, which is one byte wide; newer ones write both, and 127 into the old
/// one where it cannot hold the code. The larger of both is right for all of them.
fn kind(parts: &Parts<'_>, index: u32) -> Result<Kind, Refused> {
    let table = usize::try_from(index).ok().and_then(|index| parts.codes.get(index)).ok_or_else(|| {
        let message =
            format!("an operator is of kind {index}, but the file has only {} kinds", parts.codes.len());
        Box::new(Diagnostic::new(Code::TfliteDamaged, message))
    })??;
    let old = i32::from(table.scalar::<i8>(operator_code::DEPRECATED_BUILTIN_CODE, 0)?);
    let code = table.scalar::<i32>(operator_code::BUILTIN_CODE, 0)?.max(old);
    let code = u32::try_from(code).unwrap_or(u32::MAX);
    let version = table.scalar::<i32>(operator_code::VERSION, 1)?;
    Ok(match builtin::operator_name(code) {
        Some(_) if code == builtin::CUSTOM => {
            Kind::Custom(describe::text(table.text(operator_code::CUSTOM_CODE)?))
        }
        Some(name) if code != builtin::PLACEHOLDER => Kind::Builtin { code, name, version },
        _ => Kind::Unknown(code),
    })
}

/// Numbers of tensors; -1 is none.
fn ids(parts: &Parts<'_>, index: usize, ids: Vector<'_, i32>) -> Result<Vec<Option<TensorId>>, Refused> {
    let tensors = parts.tensors.len();
    let mut checked = Vec::with_capacity(ids.len());
    for id in ids.iter() {
        match usize::try_from(id) {
            Ok(id) if id < tensors => checked.push(Some(id)),
            Err(_) if id == -1 => checked.push(None),
            _ => return Err(damaged(index, &format!("names tensor {id}, but there are only {tensors}"))),
        }
    }
    Ok(checked)
}

fn damaged(index: usize, what: &str) -> Refused {
    Box::new(Diagnostic::new(Code::TfliteDamaged, format!("operator {index} {what}")))
}
