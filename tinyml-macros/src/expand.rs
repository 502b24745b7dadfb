//! From the attribute and its item to the expansion, or to errors with a stub.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::emit::{self, Item};
use tinyml_compiler::file::Request;
use tinyml_compiler::network::Network;
use tinyml_compiler::source::Source;
use tinyml_compiler::{compile, read};

use crate::arguments::{Arguments, parse};
use crate::item::{Struct, check};
use crate::report::Errors;

/// The user's item to the letter, and behind it what the model needs.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = parse(arguments, &mut errors);
    let Some(target) = check(&item, &mut errors) else {
        return quote!(#item #errors);
    };
    let expansion = match parsed {
        Some(arguments) if errors.is_empty() => model(&arguments, &target, &mut errors),
        Some(arguments) => emit::stub(&target_item(&arguments, &target, Vec::new()), None),
        None => emit::stub(&target.without_arguments(), None),
    };
    quote!(#item #expansion #errors)
}

/// Opens, compiles and emits; after an error, a stub with as much of the signature as is known.
fn model(arguments: &Arguments, target: &Struct, errors: &mut Errors) -> TokenStream {
    let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let source_file = arguments.path.span().unwrap().local_file();
    let path = arguments.path.value();
    let request = Request {
        path: &path,
        manifest_dir: manifest_dir.as_deref(),
        source_file: source_file.as_deref(),
    };
    let item = target_item(arguments, target, vec![included(&request, &arguments.path)]);
    let mut fail = |report: &Report, network: Option<&Network>| {
        errors.add_report(report, &arguments.spans);
        emit::stub(&item, network)
    };
    let source = match request.open() {
        Ok(source) => source,
        Err(report) => return fail(&report, None),
    };
    match compile(&source, &arguments.options) {
        Ok(compiled) => compiled.emit(&item),
        Err(report) => tracked(&item, fail(&report, network(&source).as_ref())),
    }
}

fn network(source: &Source) -> Option<Network> {
    read(source).ok()
}

/// A stub that is built again when the file has been mended.
fn tracked(item: &Item, stub: TokenStream) -> TokenStream {
    let sources = &item.sources;
    quote!(#stub #(const _: &[u8] = ::core::include_bytes!(#sources);)*)
}

fn target_item(arguments: &Arguments, target: &Struct, sources: Vec<TokenStream>) -> Item {
    Item {
        krate: arguments.krate.clone(),
        sources,
        classes: arguments.classes.clone(),
        ..target.without_arguments()
    }
}

/// The argument of `include_bytes!`: no path of this machine gets into the tokens.
fn included(request: &Request<'_>, literal: &LitStr) -> TokenStream {
    if request.beside_source() {
        return quote!(#literal);
    }
    let below = format!("/{}", Path::new(request.path).display());
    let below = LitStr::new(&below, Span::call_site());
    quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))
}
