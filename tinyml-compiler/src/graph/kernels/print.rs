//! How the value of a kernel becomes the tokens of its static: each type says it once, each struct by the list of its fields.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use tinyml_core::tensor::{Average, Double, Loop, Max, Once, Rounding, Wide};

/// What can stand in a static.
pub(super) trait Print {
    /// An expression for the value; `core` is the prefix of `tensor`.
    fn print(&self, core: &TokenStream) -> TokenStream;
}

/// Integers without a suffix: where they stand says what they are.
macro_rules! integers {
    ($($integer:ident $literal:ident)*) => {$(
        impl Print for $integer {
            fn print(&self, _: &TokenStream) -> TokenStream {
                Literal::$literal(*self).into_token_stream()
            }
        }
    )*};
}

integers! {
    i8 i8_unsuffixed
    i16 i16_unsuffixed
    i32 i32_unsuffixed
    u8 u8_unsuffixed
    u16 u16_unsuffixed
    u32 u32_unsuffixed
    usize usize_unsuffixed
}

impl Print for bool {
    fn print(&self, _: &TokenStream) -> TokenStream {
        quote!(#self)
    }
}

impl<T: Print> Print for Option<T> {
    fn print(&self, core: &TokenStream) -> TokenStream {
        match self.as_ref().map(|value| value.print(core)) {
            Some(value) => quote!(::core::option::Option::Some(#value)),
            None => quote!(::core::option::Option::None),
        }
    }
}

impl<T: Print, const COUNT: usize> Print for [T; COUNT] {
    fn print(&self, core: &TokenStream) -> TokenStream {
        let values = self.iter().map(|value| value.print(core));
        quote!([#(#values),*])
    }
}

impl<T: Print, const COUNT: usize> Print for &[T; COUNT] {
    fn print(&self, core: &TokenStream) -> TokenStream {
        let values = self.as_slice().iter().map(|value| value.print(core));
        quote!(&[#(#values),*])
    }
}

/// A byte string, of which rustc takes a million in a moment.
impl Print for &[i8] {
    fn print(&self, core: &TokenStream) -> TokenStream {
        let bytes: Vec<u8> = self.iter().map(|&value| value as u8).collect();
        let bytes = Literal::byte_string(&bytes);
        quote!(#core::tensor::signed(#bytes))
    }
}

/// A byte string, too.
impl Print for &[i32] {
    fn print(&self, core: &TokenStream) -> TokenStream {
        let bytes: Vec<u8> = self.iter().flat_map(|value| value.to_le_bytes()).collect();
        let (bytes, count) = (Literal::byte_string(&bytes), Literal::usize_unsuffixed(self.len()));
        quote!(&#core::tensor::words::<#count>(#bytes))
    }
}

/// Slices that are short.
macro_rules! lists {
    ($($element:ty)*) => {$(
        impl Print for &[$element] {
            fn print(&self, core: &TokenStream) -> TokenStream {
                let values = self.iter().map(|value| value.print(core));
                quote!(&[#(#values),*])
            }
        }
    )*};
}

lists! { i16 Loop }

/// Types without a value of their own.
macro_rules! names {
    ($($name:ident)*) => {$(
        impl Print for $name {
            fn print(&self, core: &TokenStream) -> TokenStream {
                quote!(#core::tensor::$name)
            }
        }
    )*};
}

names! { Double Wide Once Average Max }

/// `Add { sum, shift }` or `[R: Rounding + Print] Conv2d<'_, R> { … }`: a struct of the core by its fields.
macro_rules! printed {
    ($([$($generics:tt)*])? $name:ident $(<$($argument:tt),*>)? { $($field:ident),* $(,)? }) => {
        impl$(<$($generics)*>)? $crate::graph::kernels::print::Print for tinyml_core::tensor::$name $(<$($argument),*>)? {
            fn print(&self, core: &proc_macro2::TokenStream) -> proc_macro2::TokenStream {
                let Self { $($field),* } = self;
                $(let $field = $crate::graph::kernels::print::Print::print($field, core);)*
                quote::quote!(#core::tensor::$name { $($field: #$field),* })
            }
        }
    };
}
pub(super) use printed;

// What several kernels have in them; a kernel's own struct is listed in its file.
printed!(Multiplier { multiplier, left, right });
printed!(Range { min, max });
printed!(Windows { input, output, window, stride, dilation, before });
printed!(Side { size, first, second });
printed!(Broadcast { outer, row });
printed!([R: Rounding + Print] Channels<'_, R> {
    bias, bias_high, multipliers, shifts, fine, zero_point, range, rounding
});

#[cfg(test)]
mod tests {
    use super::Print;
    use quote::quote;
    use tinyml_core::tensor::{Multiplier, Range};

    fn printed(value: &impl Print) -> String {
        value.print(&quote!(c)).to_string().replace(' ', "")
    }

    #[test]
    fn values_are_expressions_of_themselves() {
        assert_eq!(printed(&[-1_i16, 2]), "[-1,2]");
        assert_eq!(printed(&&[true]), "&[true]");
        assert_eq!(printed(&Some(-3)), "::core::option::Option::Some(-3)");
        assert_eq!(printed(&None::<i32>), "::core::option::Option::None");
        assert_eq!(printed(&&[-1_i8, 65][..]), "c::tensor::signed(b\"\\xFFA\")");
        assert_eq!(printed(&&[1_i32][..]), "&c::tensor::words::<1>(b\"\\x01\\0\\0\\0\")");
        assert_eq!(printed(&Range { min: -1, max: 1 }), "c::tensor::Range{min:-1,max:1}");
        let multiplier = Multiplier { multiplier: 1 << 30, left: 0, right: 7 };
        assert_eq!(printed(&multiplier), "c::tensor::Multiplier{multiplier:1073741824,left:0,right:7}");
    }
}
