//! What a tensor's integers stand for.

use crate::diagnostic::{Code, Diagnostic};
use crate::graph::lower::Refused;
use crate::graph::{ElementType, Quantization};
use crate::tflite::flatbuffer::{Table, Vector};
use crate::tflite::limits::at_most;
use crate::tflite::schema::quantization as field;

/// Reads the quantisation of a tensor, if it has one that means something. `left` is how many scales may still be read: tensors
/// may share them in the file.
///
/// Indices, shapes and truth values have none. Nor do biases need one: their scale follows from input and weights, and what
/// files say of it is often off, such as an axis that the bias does not have; what cannot be is therefore dropped there.
pub(super) fn quantization(
    table: Option<Table<'_>>,
    element: ElementType,
    shape: &[usize],
    left: &mut usize,
) -> Result<Option<Quantization>, Refused> {
    let Some(table) = table else { return Ok(None) };
    match element {
        ElementType::F32 | ElementType::Bool => Ok(None),
        ElementType::I32 | ElementType::I64 => match given(&table, element, shape, left) {
            Err(diagnostic) if diagnostic.code == Code::TensorQuantization => Ok(None),
            given => given,
        },
        ElementType::I4 | ElementType::I8 | ElementType::U8 | ElementType::I16 => {
            given(&table, element, shape, left)
        }
    }
}

fn given(
    table: &Table<'_>,
    element: ElementType,
    shape: &[usize],
    left: &mut usize,
) -> Result<Option<Quantization>, Refused> {
    if table.scalar::<u8>(field::DETAILS_TYPE, 0)? != 0 {
        return Err(refused("is quantised in a way of its own, not by scales and zero points"));
    }
    let scales = table.vector::<f32>(field::SCALE)?;
    let zero_points = table.vector::<i64>(field::ZERO_POINT)?;
    if scales.is_empty() {
        return Ok(None);
    }
    at_most(*left, scales.len(), "scale", "in one tensor, beside those of others")?;
    *left -= scales.len();
    let axis = axis(scales.len(), table.scalar::<i32>(field::QUANTIZED_DIMENSION, 0)?, shape)?;
    let scales = positive(scales)?;
    let zero_points = within(zero_points, scales.len(), element)?;
    Ok(Some(Quantization { scales, zero_points, axis }))
}

/// The axis of several scales. Where a tensor has one dimension only, files may name another one.
fn axis(scales: usize, axis: i32, shape: &[usize]) -> Result<usize, Refused> {
    let named = usize::try_from(axis).ok().filter(|&axis| shape.get(axis) == Some(&scales));
    match (scales, named, shape) {
        (1, _, _) => Ok(0),
        (_, Some(axis), _) => Ok(axis),
        (_, None, [one]) if *one == scales => Ok(0),
        (_, None, _) => {
            let mut refused =
                refused(&format!("has {scales} scales, which do not fit axis {axis} of its shape"));
            refused.expected = Some("one scale, or one for each index along the axis".to_owned());
            Err(refused)
        }
    }
}

fn positive(scales: Vector<'_, f32>) -> Result<Vec<f32>, Refused> {
    match scales.iter().find(|scale| !(scale.is_finite() && *scale > 0.0)) {
        Some(scale) => Err(refused(&format!("has the scale {scale}, which is not a positive number"))),
        None => Ok(scales.iter().collect()),
    }
}

/// One zero point for each scale; files may leave them out where all are zero, or give one for all.
fn within(zero_points: Vector<'_, i64>, scales: usize, element: ElementType) -> Result<Vec<i64>, Refused> {
    let range = match element {
        ElementType::I4 => -8..=7,
        ElementType::I8 => -128..=127,
        ElementType::U8 => 0..=255,
        ElementType::I16 => -32_768..=32_767,
        ElementType::I32 | ElementType::I64 | ElementType::F32 | ElementType::Bool => {
            i32::MIN.into()..=i32::MAX.into()
        }
    };
    if let Some(outside) = zero_points.iter().find(|zero_point| !range.contains(zero_point)) {
        let what = format!("has the zero point {outside}, which {} cannot hold", element.name());
        return Err(refused(&what));
    }
    match (zero_points.len(), zero_points.get(0)) {
        (0, _) => Ok(vec![0; scales]),
        (1, Some(all)) => Ok(vec![all; scales]),
        (found, _) if found == scales => Ok(zero_points.iter().collect()),
        (found, _) => Err(refused(&format!("has {scales} scales, but {found} zero points"))),
    }
}

/// `what` completes "tensor 7 …".
fn refused(what: &str) -> Refused {
    Box::new(Diagnostic::new(Code::TensorQuantization, what))
}
