//! The options of one operator, as the operators of `graph/operators/` ask for them.

use super::fault::Fault;
use super::flatbuffer::{Field, Scalar, Table};

/// The longest vector that an operator's options can have: no tensor has more dimensions.
const LONGEST: usize = 64;

/// A table that is not what the format says; the text says what was being read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrupt(pub String);

/// The options of an operator: a table of fields, or nothing, which means all defaults.
///
/// Fields go by their number in the schema: see [`fields`](super::fields).
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    table: Option<Table<'a>>,
}

/// What an operator does to its result before it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fused {
    /// Nothing.
    None,
    /// Nothing below zero.
    Relu,
    /// -1 to 1.
    ReluN1To1,
    /// 0 to 6.
    Relu6,
}

/// How a window meets the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Padding {
    /// As many outputs as inputs, over the stride; the surplus of an odd padding lies at the end.
    Same,
    /// Windows lie within.
    Valid,
}

impl<'a> Options<'a> {
    /// No table: all defaults.
    pub const NONE: Self = Self { table: None };

    /// The options in a table, if there is one.
    pub fn new(table: Option<Table<'a>>) -> Self {
        Self { table }
    }

    /// A field of 8 bits.
    ///
    /// # Errors
    ///
    /// A table that is damaged.
    pub fn i8(&self, field: u16, default: i8) -> Result<i8, Corrupt> {
        self.scalar(field, default)
    }

    /// A field of 32 bits.
    ///
    /// # Errors
    ///
    /// A table that is damaged.
    pub fn i32(&self, field: u16, default: i32) -> Result<i32, Corrupt> {
        self.scalar(field, default)
    }

    /// A field of single precision.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or a value that is not finite.
    pub fn f32(&self, field: u16, default: f32) -> Result<f32, Corrupt> {
        let value = self.scalar(field, default)?;
        match value.is_finite() {
            true => Ok(value),
            false => Err(Corrupt(format!("option {field} is {value} instead of a number"))),
        }
    }

    /// A truth value.
    ///
    /// # Errors
    ///
    /// A table that is damaged.
    pub fn bool(&self, field: u16, default: bool) -> Result<bool, Corrupt> {
        self.scalar(field, u8::from(default)).map(|byte| byte != 0)
    }

    /// A vector of 32-bit integers; empty where there is none.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or a vector longer than any tensor has dimensions.
    pub fn i32s(&self, field: u16) -> Result<Vec<i32>, Corrupt> {
        let Some(table) = &self.table else { return Ok(Vec::new()) };
        let vector = table.vector::<i32>(named(field)).map_err(|fault| corrupt(field, fault))?;
        match vector.len() {
            0..=LONGEST => Ok(vector.iter().collect()),
            length => Err(Corrupt(format!("option {field} is a list of {length} numbers"))),
        }
    }

    /// The fused activation in a field.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or an activation that no integer operator can have.
    pub fn fused(&self, field: u16) -> Result<Fused, Corrupt> {
        match self.i8(field, 0)? {
            0 => Ok(Fused::None),
            1 => Ok(Fused::Relu),
            2 => Ok(Fused::ReluN1To1),
            3 => Ok(Fused::Relu6),
            4 => Err(Corrupt(
                "the fused activation is TANH, which no integer kernel of TFLite can fuse".to_owned(),
            )),
            5 => Err(Corrupt(
                "the fused activation is SIGN_BIT, which no integer kernel of TFLite can fuse".to_owned(),
            )),
            code => Err(Corrupt(format!("the fused activation is {code}, which the format does not have"))),
        }
    }

    /// The padding in a field.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or a padding that is not known.
    pub fn padding(&self, field: u16) -> Result<Padding, Corrupt> {
        match self.i8(field, 0)? {
            0 => Ok(Padding::Same),
            1 => Ok(Padding::Valid),
            code => Err(Corrupt(format!("the padding is {code}, which the format does not have"))),
        }
    }

    fn scalar<T: Scalar>(&self, field: u16, default: T) -> Result<T, Corrupt> {
        let Some(table) = &self.table else { return Ok(default) };
        table.scalar(named(field), default).map_err(|fault| corrupt(field, fault))
    }
}

/// Options go by number; what they are called is only known to the operator.
fn named(id: u16) -> Field {
    Field { id, name: "Operator.builtin_options" }
}

fn corrupt(field: u16, fault: Fault) -> Corrupt {
    Corrupt(format!("option {field}: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::{Corrupt, Fused, Options, Padding};
    use crate::tflite::build::{Fields, file};
    use crate::tflite::flatbuffer::{Buffer, Field};

    const fn field(id: u16) -> Field {
        Field { id, name: "options" }
    }

    fn with<T>(fields: &Fields, read: impl FnOnce(&Options<'_>) -> T) -> T {
        let bytes = file(fields);
        read(&Options::new(Some(Buffer(&bytes).root("options").expect("a table"))))
    }

    #[test]
    fn a_missing_table_and_missing_fields_are_defaults() {
        let check = |options: &Options<'_>| {
            assert_eq!(options.i32(4, 1), Ok(1));
            assert_eq!(options.f32(0, 0.5), Ok(0.5));
            assert_eq!(options.bool(1, true), Ok(true));
            assert_eq!(options.i32s(2), Ok(vec![]));
            assert_eq!((options.fused(3), options.padding(0)), (Ok(Fused::None), Ok(Padding::Same)));
        };
        check(&Options::NONE);
        with(&vec![], check);
    }

    #[test]
    fn fields_are_read_by_number() {
        let fields: Fields = vec![
            (field(0), 1i8.into()),
            (field(1), (-3i32).into()),
            (field(2), [1i32, -1].into()),
            (field(3), 3i8.into()),
            (field(4), 0.25f32.into()),
            (field(5), 1u8.into()),
        ];
        with(&fields, |options| {
            assert_eq!((options.padding(0), options.i32(1, 7)), (Ok(Padding::Valid), Ok(-3)));
            assert_eq!((options.i32s(2), options.fused(3)), (Ok(vec![1, -1]), Ok(Fused::Relu6)));
            assert_eq!((options.f32(4, 0.0), options.bool(5, false)), (Ok(0.25), Ok(true)));
        });
    }

    #[test]
    fn values_that_the_format_lacks_are_refused() {
        let text = |result: Corrupt| result.0;
        let fields: Fields = vec![(field(0), 9i8.into()), (field(1), f32::NAN.into())];
        with(&fields, |options| {
            assert!(text(options.padding(0).expect_err("no such padding")).contains("padding is 9"));
            assert!(text(options.fused(0).expect_err("no such activation")).contains("activation is 9"));
            assert!(text(options.f32(1, 0.0).expect_err("not a number")).contains("NaN"));
        });
        let long: Fields = vec![(field(0), [0i32; 65].into()), (field(1), 4i8.into())];
        with(&long, |options| {
            assert!(text(options.i32s(0).expect_err("too long")).contains("65 numbers"));
            assert!(text(options.fused(1).expect_err("not an integer kernel")).contains("TANH"));
        });
    }

    #[test]
    fn a_field_that_is_too_wide_for_its_table_is_damage() {
        with(&vec![(field(0), 1i8.into())], |options| {
            let error = options.i32(0, 0).expect_err("one byte").0;
            assert!(
                error.contains("option 0") && error.contains("byte 4 of a table that has only 5"),
                "{error}"
            );
        });
    }
}
