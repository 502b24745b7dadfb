//! Graphs: several in one module, each with its memory elsewhere, by a renamed dependency, without a prelude, under strict lints.
#![no_std]
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    nonstandard_style,
    unreachable_pub,
    unused,
    unused_qualifications,
    unused_results
)]
#![deny(clippy::all, clippy::pedantic, clippy::missing_docs_in_private_items, clippy::indexing_slicing)]

/// The memory is in the struct; its user's derives see it.
#[::neural::tinyml_model("weights/inception.tflite", crate = ::neural, labels = "weights/colours.txt", classes = Colour)]
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::default::Default)]
pub struct Own;

/// The memory is lent.
#[::neural::tinyml_model("weights/inception.tflite", crate = ::neural, memory = "borrowed", labels("red", "green", "blue"))]
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Lent;

/// The memory is on the stack; the other rounding of dense layers.
#[::neural::tinyml_model("weights/inception.tflite", crate = ::neural, memory = "stack", reference = "litert")]
#[derive(::core::fmt::Debug)]
struct OnStack;

/// A network that stands in a macro, and one that is nobody's.
macro_rules! embedded {
    ($name:ident, $path:literal) => {
        #[::neural::tinyml_model($path, crate = ::neural)]
        #[cfg_attr(all(), derive(::core::fmt::Debug))]
        /// In a macro.
        pub struct $name;
    };
}
embedded!(InMacro, "weights/inception.tflite");

#[cfg(not(all()))]
#[::neural::tinyml_model("weights/nothing.tflite", crate = ::neural)]
struct Absent;

/// What rustc computes.
pub const CLASS: Colour = Own::new().classify(&[7; 108]);

/// In flash, as any static that is not zero at first would be; this one is.
pub static NETWORK: InMacro = InMacro::new();

/// What every caller of a lent memory writes.
#[must_use]
pub fn lent(pixels: &[i8; 108]) -> ([i8; 3], LentClass) {
    let mut memory = ::neural::Arena::<{ Lent::RAM_BYTES }>::new();
    (Lent.infer_in(&mut memory, pixels), Lent.classify_in(&mut memory, pixels))
}

/// What takes no static memory at all.
pub fn on_stack(pixels: &[i8; 108], scores: &mut [i8; 3]) {
    const {
        ::core::assert!(OnStack::RAM_BYTES == 0 && OnStack::STACK_BYTES > OnStack::MEMORY_BYTES);
    }
    OnStack.infer_into(pixels, scores);
}

#[cfg(test)]
mod tests {
    use super::{CLASS, Colour, InMacro, Lent, LentClass, Own, lent, on_stack};
    use ::core::{assert, assert_eq, cmp::PartialEq, default::Default, iter::Iterator};

    #[test]
    fn every_place_of_the_memory_gives_the_same() {
        let pixels = [7; 108];
        let (scores, class) = lent(&pixels);
        let mut others = [0; 3];
        on_stack(&pixels, &mut others);
        let (mut own, mut in_macro) = (Own::default(), InMacro::new());
        assert_eq!([scores, others, own.infer(&pixels), in_macro.infer(&pixels)], [scores; 4]);
        assert_eq!(own.classify(&pixels), CLASS);
        let at = |classes: &[Colour]| classes.iter().position(|class| class.eq(&CLASS));
        assert_eq!(LentClass::ALL.iter().position(|one| one.eq(&class)), at(&Colour::ALL));
        assert_eq!(Colour::ALL.map(Colour::label), ["red", "green", "blue"]);
    }

    #[test]
    fn constants_say_what_a_real_value_is() {
        assert_eq!((Lent::INPUT_SHAPE, Lent::OUTPUT_SHAPE), ([1, 6, 6, 3], [1, 3]));
        assert_eq!((Lent::INPUT_ZERO_POINT, Lent::OUTPUT_ZERO_POINT), (-4, 5));
        assert!(Lent::INPUT_SCALE.eq(&0.02) && Lent::MACS > 0 && Lent::FLASH_BYTES > 1000);
    }
}
