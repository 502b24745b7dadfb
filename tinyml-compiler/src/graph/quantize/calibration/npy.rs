//! Arrays of NumPy: what `numpy.save` writes, as far as a calibration set needs it.
//!
//! **Source**: the format's description in NumPy (`numpy/lib/format.py`), versions 1 and 2. Little-endian floats of 32 and 64
//! bits and integers of 8 and 16 are read, in C order; everything else has a message that says how to write it anew.

use super::{CalibrationFile, MAX_VALUES, messages};
use crate::diagnostic::{Diagnostic, Report, quoted};

const MAGIC: &[u8] = b"\x93NUMPY";
/// No header that is read here is longer.
const LONGEST_HEADER: usize = 4096;

/// Types of elements, by the name that the header has for them.
#[derive(Debug, Clone, Copy)]
enum Element {
    F32,
    F64,
    I8,
    U8,
    I16,
}

const ELEMENTS: [(&str, Element); 7] = [
    ("<f4", Element::F32),
    ("<f8", Element::F64),
    ("|i1", Element::I8),
    ("|u1", Element::U8),
    ("<i1", Element::I8),
    ("<u1", Element::U8),
    ("<i2", Element::I16),
];

impl Element {
    fn bytes(self) -> usize {
        match self {
            Self::I8 | Self::U8 => 1,
            Self::I16 => 2,
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    fn decode(self, bytes: &[u8]) -> f64 {
        match (self, bytes) {
            (Self::I8, &[a]) => f64::from(a as i8),
            (Self::U8, &[a]) => f64::from(a),
            (Self::I16, &[a, b]) => f64::from(i16::from_le_bytes([a, b])),
            (Self::F32, &[a, b, c, d]) => f64::from(f32::from_le_bytes([a, b, c, d])),
            (Self::F64, &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
            // No chunk has another length.
            (Self::I8 | Self::U8 | Self::I16 | Self::F32 | Self::F64, _) => f64::NAN,
        }
    }
}

/// Whether bytes begin as such a file does.
pub(super) fn is_npy(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The values of all samples, one after the other.
pub(super) fn read(file: &CalibrationFile, shapes: &[&[usize]]) -> Result<Vec<f64>, Report> {
    let (header, data) = split(file)?;
    let (element, shape) = describe(file, header)?;
    let width: usize = shapes.iter().map(|shape| shape.iter().product::<usize>()).sum();
    let samples = samples(file, &shape, shapes, width)?;
    let count = samples.checked_mul(width).filter(|&count| count <= MAX_VALUES);
    let count = count.ok_or_else(|| messages::too_large(file, samples.saturating_mul(width)))?;
    if data.len() != count * element.bytes() {
        return Err(messages::format(file, "is cut off, or has something behind its values")
            .found(format!(
                "{} bytes of values, where its header says {}",
                data.len(),
                count * element.bytes()
            ))
            .into());
    }
    if count == 0 {
        return Err(messages::empty(file).into());
    }
    let mut values = Vec::with_capacity(count);
    for bytes in data.chunks_exact(element.bytes()) {
        let value = element.decode(bytes);
        if !value.is_finite() {
            return Err(messages::not_finite(file, values.len(), width, value).into());
        }
        values.push(value);
    }
    Ok(values)
}

/// The header's text, and what follows it.
fn split(file: &CalibrationFile) -> Result<(&str, &[u8]), Box<Diagnostic>> {
    let wrong = |what: &str| Box::new(messages::format(file, what));
    let Some(rest) = file.bytes.strip_prefix(MAGIC) else {
        return Err(wrong("is not an array of NumPy, though its name says so"));
    };
    let (length, rest) = match rest {
        [1, _, a, b, rest @ ..] => (usize::from(u16::from_le_bytes([*a, *b])), rest),
        [2, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        [version, ..] if !matches!(version, 1 | 2) => {
            return Err(Box::new(
                messages::format(file, "is of a version of NumPy's format that is not read")
                    .found(format!("version {version}")),
            ));
        }
        _ => return Err(wrong("is cut off")),
    };
    if length > LONGEST_HEADER {
        return Err(wrong("has a header that is too long for a plain array"));
    }
    let (header, data) = rest.split_at_checked(length).ok_or_else(|| wrong("is cut off"))?;
    let header = std::str::from_utf8(header).map_err(|_| wrong("has a header that is no text"))?;
    Ok((header, data))
}

/// What the header, a literal of Python, says of the elements and the shape.
fn describe(file: &CalibrationFile, header: &str) -> Result<(Element, Vec<usize>), Box<Diagnostic>> {
    let wrong = |what: &str| Box::new(messages::format(file, what));
    let value = |key: &str| {
        let (_, rest) = header.split_once(key)?;
        rest.trim_start().strip_prefix(':').map(str::trim_start)
    };
    let damaged = || wrong("has a header that is damaged");
    let name = value("'descr'").ok_or_else(damaged)?;
    let name = name.strip_prefix('\'').and_then(|rest| rest.split_once('\'')).map(|(name, _)| name);
    let Some(name) = name else { return Err(wrong("has elements of several values")) };
    let element = ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, element)| *element);
    let element = element.ok_or_else(|| {
        Box::new(
            messages::format(file, "has elements of a type that is not read")
                .found(quoted(name))
                .help("save it with `numpy.save(path, samples.astype(\"<f4\"))`"),
        )
    })?;
    if !value("'fortran_order'").ok_or_else(damaged)?.starts_with("False") {
        let help = "save it with `numpy.save(path, numpy.ascontiguousarray(samples))`";
        return Err(Box::new(messages::format(file, "is in Fortran order").help(help)));
    }
    let shape = value("'shape'").and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
    let (shape, _) = shape.ok_or_else(damaged)?;
    let extents = shape.split(',').map(str::trim).filter(|extent| !extent.is_empty());
    let shape = extents.map(|extent| extent.parse().map_err(|_| damaged())).collect::<Result<_, _>>()?;
    Ok((element, shape))
}

/// Number of samples, if each is an input: of its shape but for axes of one element, or all values in a row.
fn samples(
    file: &CalibrationFile,
    shape: &[usize],
    shapes: &[&[usize]],
    width: usize,
) -> Result<usize, Box<Diagnostic>> {
    let real = |shape: &[usize]| shape.iter().copied().filter(|&extent| extent != 1).collect::<Vec<_>>();
    let fits = |rest: &[usize]| match shapes {
        [input] if real(rest) == real(input) => true,
        _ => real(rest) == real(&[width]),
    };
    match shape {
        [samples, rest @ ..] if fits(rest) => Ok(*samples),
        _ => {
            let help = match fits(shape) {
                true => "the first axis counts the samples: save `samples[numpy.newaxis]`, and more than one",
                false => "the first axis counts the samples, the others are those of the input",
            };
            let expected = match shapes {
                [input] => format!("an array of the shape {}", shown(input)),
                _ => format!("an array of the shape {}: all inputs in a row", shown(&[width])),
            };
            Err(Box::new(messages::shape(file, expected, format!("{shape:?}"), help)))
        }
    }
}

/// `[samples, 49, 10]`, without the batch of one.
fn shown(input: &[usize]) -> String {
    let extents = match input {
        [1, rest @ ..] => rest,
        whole => whole,
    };
    let extents = extents.iter().map(|extent| format!(", {extent}")).collect::<String>();
    format!("[samples{extents}]")
}
