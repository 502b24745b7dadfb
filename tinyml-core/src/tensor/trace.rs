//! What an operator has given, for comparing a network on the chip with the same network elsewhere, operator by operator.

use super::{Element, View};

/// The output of an operator, when it has just been written.
///
/// It hands out values and no slice, since the next operator writes to the same memory.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The number of the operator in the file.
    pub node: usize,
    /// Its name, such as `CONV_2D`.
    pub operator: &'static str,
    /// The name of the tensor.
    pub tensor: &'static str,
    values: View<'a, i8>,
}

impl<'a> Written<'a> {
    /// The elements of a tensor, as an operator has left them.
    pub const fn new<E: Element>(
        (node, operator, tensor): (usize, &'static str, &'static str),
        values: View<'a, E>,
    ) -> Self {
        Self { node, operator, tensor, values: View::raw(values) }
    }

    /// The bytes, in the order of the memory: elements of several bytes begin with the lowest.
    pub fn bytes(self) -> impl Iterator<Item = u8> + 'a {
        let Self { values, .. } = self;
        (0..values.len()).map(move |index| byte(values, index))
    }
}

#[allow(clippy::as_conversions, reason = "the low byte is what was read")]
const fn byte(values: View<'_, i8>, index: usize) -> u8 {
    values.get(index) as u8
}

#[cfg(test)]
mod tests {
    use super::{View, Written};

    #[test]
    fn bytes_are_those_of_the_memory() {
        let written = Written::new((3, "CONV_2D", "conv"), View::of(&[-2_i16, 0x0102]));
        assert!(written.bytes().eq([0xfe, 0xff, 0x02, 0x01]));
        assert_eq!((written.node, written.operator, written.tensor), (3, "CONV_2D", "conv"));
    }
}
