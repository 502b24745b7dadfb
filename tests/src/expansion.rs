//! Expansions, made by the compiler as a library and laid out by prettyplease.

use std::path::Path;

use quote::{format_ident, quote};
use tinyml_compiler::emit::Item;
use tinyml_compiler::file::Request;
use tinyml_compiler::{Options, compile};

/// The expansion for a struct at a path that is relative to a folder, as it would follow the user's item.
///
/// # Errors
///
/// The report of the compiler, or of the parser, as text.
pub fn expand(folder: &Path, path: &str, name: &str, options: &Options) -> Result<String, String> {
    let request = Request {
        path,
        manifest_dir: Some(folder),
        source_file: None,
    };
    let source = request.open().map_err(|report| report.to_string())?;
    let compiled = compile(&source, options).map_err(|report| report.to_string())?;
    let below = format!("/{path}");
    let item = Item {
        name: format_ident!("{name}"),
        visibility: quote!(pub),
        krate: quote!(::tinyml),
        sources: vec![quote!(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below)
        )],
        classes: None,
    };
    let file = syn::parse2(compiled.emit(&item)).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}
