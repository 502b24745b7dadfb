//! Tensors: a shape, a type, what an integer stands for, and the values of constant ones.

use std::rc::Rc;

use crate::diagnostic::quoted;

/// A tensor of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// Name from the file; never empty.
    pub name: String,
    /// Extents, outermost first; empty for a scalar.
    pub shape: Vec<usize>,
    /// What it is made of.
    pub element: ElementType,
    /// What its integers stand for.
    pub quantization: Option<Quantization>,
    /// The values of a constant.
    pub data: Option<Data>,
    /// Whether it keeps its values from one inference to the next.
    pub is_variable: bool,
}

/// What a tensor is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ElementType {
    /// Two to a byte in files; computed with as `i8`.
    I4,
    /// 8 bits.
    I8,
    /// 8 bits without sign: the old quantisation of TFLite, or an image.
    U8,
    /// 16 bits.
    I16,
    /// 32 bits: biases, indices.
    I32,
    /// 64 bits: biases of 16-bit activations, shapes.
    I64,
    /// Single precision.
    F32,
    /// Truth values.
    Bool,
}

impl ElementType {
    /// Bytes of one element in memory.
    pub fn bytes(self) -> usize {
        match self {
            Self::I4 | Self::I8 | Self::U8 | Self::Bool => 1,
            Self::I16 => 2,
            Self::I32 | Self::F32 => 4,
            Self::I64 => 8,
        }
    }

    /// The name of TFLite in lower case, such as `int8`.
    pub fn name(self) -> &'static str {
        match self {
            Self::I4 => "int4",
            Self::I8 => "int8",
            Self::U8 => "uint8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::F32 => "float32",
            Self::Bool => "bool",
        }
    }
}

/// What integers stand for: `real = scale * (integer - zero_point)`, with one pair for all or one for each index of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantization {
    /// Positive and finite; one, or one for each index along `axis`.
    pub scales: Vec<f32>,
    /// As many as scales.
    pub zero_points: Vec<i64>,
    /// The axis of several scales; readers have checked it, where there are several.
    pub axis: usize,
}

impl Quantization {
    /// One scale and zero point for all.
    pub fn one(scale: f32, zero_point: i64) -> Self {
        Self { scales: vec![scale], zero_points: vec![zero_point], axis: 0 }
    }
}

/// The values of a constant tensor, as many as its shape says.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Of `I4` (unpacked), `I8` and `Bool`.
    I8(Rc<[i8]>),
    /// Of `U8`.
    U8(Rc<[u8]>),
    /// Of `I16`.
    I16(Rc<[i16]>),
    /// Of `I32`.
    I32(Rc<[i32]>),
    /// Of `I64`.
    I64(Rc<[i64]>),
    /// Of `F32`.
    F32(Rc<[f32]>),
}

impl Data {
    /// Number of values.
    pub fn len(&self) -> usize {
        match self {
            Self::I8(values) => values.len(),
            Self::U8(values) => values.len(),
            Self::I16(values) => values.len(),
            Self::I32(values) => values.len(),
            Self::I64(values) => values.len(),
            Self::F32(values) => values.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One value of an integer type; `None` outside and for floats.
    pub fn integer(&self, index: usize) -> Option<i64> {
        match self {
            Self::I8(values) => values.get(index).map(|&value| value.into()),
            Self::U8(values) => values.get(index).map(|&value| value.into()),
            Self::I16(values) => values.get(index).map(|&value| value.into()),
            Self::I32(values) => values.get(index).map(|&value| value.into()),
            Self::I64(values) => values.get(index).copied(),
            Self::F32(_) => None,
        }
    }
}

impl Tensor {
    /// Number of elements; readers have checked that it does not overflow.
    pub fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// ``int8[1, 49, 10, 1] `input_1` ``, as messages name it.
    pub fn shown(&self) -> String {
        format!("{}{:?} {}", self.element.name(), self.shape, quoted(&self.name))
    }

    /// Scale and zero point, where one pair is for all.
    pub fn scale(&self) -> Option<(f32, i64)> {
        match self.quantization.as_ref().map(|one| (one.scales.as_slice(), one.zero_points.as_slice())) {
            Some(([scale], [zero_point])) => Some((*scale, *zero_point)),
            _ => None,
        }
    }

    /// All values of a constant of an integer type.
    pub fn integers(&self) -> Option<Vec<i64>> {
        let data = self.data.as_ref()?;
        (0..data.len()).map(|index| data.integer(index)).collect()
    }
}
