//! What every embedded model has in common, so that generic firmware can take any of them.
//!
//! The attribute implements these traits; the inherent methods that it writes take named parameters and are `const`,
//! which a trait's can't be. Nothing here computes.

use core::fmt;

/// A model that the attribute has embedded.
///
/// ```
/// use tinyml_core::Model;
///
/// /// Reads a sensor until its value makes sense to the model.
/// fn poll<M: Model>(model: &M, mut read: impl FnMut() -> M::Input) -> M::Output {
///     loop {
///         if let Ok(output) = model.try_infer(read()) {
///             return output;
///         }
///     }
/// }
/// # struct Doubled;
/// # impl Model for Doubled {
/// #     type Input = u8;
/// #     type Output = i16;
/// #     const NAME: &'static str = "doubled";
/// #     const FLASH_BYTES: usize = 0;
/// #     const RAM_BYTES: usize = 0;
/// #     const STACK_BYTES: usize = 0;
/// #     const MACS: usize = 1;
/// #     fn infer(&self, x: u8) -> i16 { i16::from(x) * 2 }
/// #     fn try_infer(&self, x: u8) -> Result<i16, tinyml_core::OutOfRange> { Ok(self.infer(x)) }
/// # }
/// assert_eq!(poll(&Doubled, || 21), 42);
/// ```
pub trait Model {
    /// One integer, a tuple of them, or an array.
    type Input;
    /// One integer, or an array of them.
    type Output;

    /// Name from the model file.
    const NAME: &'static str;
    /// Constant data in flash, in bytes.
    const FLASH_BYTES: usize;
    /// Static RAM, in bytes.
    const RAM_BYTES: usize;
    /// Activations on the stack at the peak, in bytes.
    const STACK_BYTES: usize;
    /// Multiplications of one inference.
    const MACS: usize;

    /// The output for an input, which is clamped to the declared range.
    fn infer(&self, input: Self::Input) -> Self::Output;

    /// The output for an input within the declared range.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] for the first value outside of it.
    fn try_infer(&self, input: Self::Input) -> Result<Self::Output, OutOfRange>;
}

/// A model whose outputs are scores of named classes.
pub trait Classifier: Model {
    /// The enum of its classes.
    type Class: Copy + 'static;

    /// Labels as the model file spells them, in the order of the scores.
    const LABELS: &'static [&'static str];

    /// The class with the greatest score; of equal ones the first.
    fn classify(&self, input: Self::Input) -> Self::Class;
}

/// An input outside of the range for which the model was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// Name of the input.
    pub input: &'static str,
    /// Its raw value.
    pub value: i32,
    /// Least raw value of the declared range.
    pub min: i32,
    /// Greatest raw value of the declared range.
    pub max: i32,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { input, value, min, max } = self;
        write!(f, "`{input}` is {value}, outside of {min}..={max}")
    }
}

impl core::error::Error for OutOfRange {}
