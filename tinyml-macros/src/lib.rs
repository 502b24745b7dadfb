//! The attribute of tinyml: parse the arguments, call the compiler, emit. All that is decided, is decided in
//! `tinyml-compiler`; use this crate through `tinyml`, where the attribute is documented.

mod arguments;
mod expand;
mod files;
mod item;
mod report;
mod value;

use proc_macro::TokenStream;

/// Embeds a model in a struct; see the documentation of the `tinyml` crate.
#[proc_macro_attribute]
pub fn tinyml_model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(arguments.into(), &item.into()).into()
}
