//! Tensors and operators as messages call them, also such as cannot be read.

use super::open::Parts;
use crate::diagnostic::quoted;
use crate::tflite::builtin;
use crate::tflite::fault::Fault;
use crate::tflite::flatbuffer::Table;
use crate::tflite::limits::{DIMENSIONS, NAME};
use crate::tflite::schema::tensor;

/// How many tensors of an operator are named.
const NAMED: usize = 3;

/// `tensor 7 (int8[1, 49, 10, 1] "input")`, or as much of it as can be read.
pub(super) fn tensor(parts: &Parts<'_>, index: usize) -> String {
    let known = parts.tensors.get(index).and_then(|table| table.and_then(|table| details(&table)).ok());
    known.map_or_else(|| format!("tensor {index}"), |known| format!("tensor {index} ({known})"))
}

fn details(table: &Table<'_>) -> Result<String, Fault> {
    let code = table.scalar::<i8>(tensor::ELEMENT, 0)?;
    let element = builtin::element_name(code).map_or_else(|| format!("type {code}"), str::to_owned);
    let shape = table.vector::<i32>(tensor::SHAPE)?;
    let extents: Vec<String> = shape.iter().take(DIMENSIONS).map(|extent| extent.to_string()).collect();
    let rest = if shape.len() > DIMENSIONS { ", …" } else { "" };
    let name = match text(table.text(tensor::NAME)?) {
        name if name.is_empty() => String::new(),
        name => format!(" {}", quoted(&name)),
    };
    Ok(format!("{element}[{}{rest}]{name}", extents.join(", ")))
}

/// Some tensors of an operator, with commas between them.
pub(super) fn tensors(parts: &Parts<'_>, ids: impl Iterator<Item = usize> + Clone) -> String {
    let mut named: Vec<String> = ids.clone().take(NAMED).map(|id| tensor(parts, id)).collect();
    match ids.skip(NAMED).count() {
        0 => {}
        more => named.push(format!("{more} more")),
    }
    if named.is_empty() { "nothing".to_owned() } else { named.join(", ") }
}

/// A text of the file, no longer than a name may be; what is not UTF-8 is replaced.
pub(super) fn text(bytes: &[u8]) -> String {
    let start = bytes.get(..4 * NAME).unwrap_or(bytes);
    String::from_utf8_lossy(start).chars().filter(|c| !c.is_control()).take(NAME).collect()
}
