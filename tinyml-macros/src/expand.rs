//! From the attribute and its item to the expansion, or to errors with a stub.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::LitStr;
use tinyml_compiler::emit::{self, Item, Stub};
use tinyml_compiler::file::Opened;
use tinyml_compiler::network::Outputs;
use tinyml_compiler::{Embedded, embed, look};

use crate::arguments::{Arguments, no_classes, no_faults, parse};
use crate::files::Files;
use crate::item::{Target, check, with_fields};
use crate::report::Errors;

/// The user's item, and behind it what the model needs. The item is kept to the letter; where a network has a memory of its
/// own, it gets fields.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let arguments = parse(arguments, &mut errors);
    let Some(target) = check(item, &mut errors) else {
        let errors = errors.expressions();
        return quote!(#item #(#errors;)*);
    };
    let (fields, expansion) = match &arguments.path {
        Some(path) => model(&arguments, path, &target, &mut errors),
        None => (TokenStream::new(), stub(&arguments, &target, None, &errors)),
    };
    let item = with_fields(item, fields);
    quote!(#item #expansion)
}

/// Opens, compiles and emits: the struct's fields, and what follows the struct. After an error in the attribute the file is
/// read nevertheless, for its own errors.
fn model(
    arguments: &Arguments,
    literal: &LitStr,
    target: &Target,
    errors: &mut Errors,
) -> (TokenStream, TokenStream) {
    let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let files = Files::new(arguments, literal, manifest_dir.as_deref());
    let opened = files.open();
    let options = files.options(arguments, errors);
    let opened = match opened {
        Ok(opened) => opened,
        Err(report) => {
            errors.add_report(&report, &arguments.areas);
            return (TokenStream::new(), stub(arguments, target, None, errors));
        }
    };
    let embedded =
        if errors.is_empty() { embed(&opened, &options).map(Some) } else { look(&opened).map(|()| None) };
    match embedded {
        Ok(Some(embedded)) => {
            nothing_to_name(arguments, &embedded, errors);
            if errors.is_empty() {
                let item = item(arguments, target, files.included(&opened));
                return (embedded.fields(&item), embedded.emit(&item));
            }
        }
        Ok(None) => {}
        Err(report) => errors.add_report(&report, &arguments.areas),
    }
    (TokenStream::new(), stub(arguments, target, Some(&opened), errors))
}

/// Reports names of enums that the model does not have.
fn nothing_to_name(arguments: &Arguments, embedded: &Embedded, errors: &mut Errors) {
    let (has_classes, has_faults) = match embedded {
        Embedded::Network(compiled) => {
            let network = &compiled.model().network;
            (matches!(network.outputs, Outputs::Classes { .. }), network.declares_faults())
        }
        Embedded::Graph(model) => (!model.labels.is_empty(), false),
    };
    let area = |name| arguments.areas.argument(name).unwrap_or_default();
    if arguments.classes.is_some() && !has_classes {
        errors.add(area("classes"), &no_classes());
    }
    if arguments.faults.is_some() && !has_faults {
        errors.add(area("faults"), &no_faults());
    }
}

/// Whether a JSON file with errors is likely to be that of a graph.
fn has_convolutions(text: &str) -> bool {
    ["\"conv1d\"", "\"conv2d\"", "\"depthwise\"", "\"pool\""].iter().any(|kind| text.contains(kind))
}

fn stub(arguments: &Arguments, target: &Target, opened: Option<&Opened>, errors: &Errors) -> TokenStream {
    let (parameters, of_type, bounds) = target.generics.split_for_impl();
    let (source, is_graph) = match opened {
        Some(Opened::Network(source)) => (Some(source), has_convolutions(source.text())),
        Some(Opened::Graph { .. }) => (None, true),
        None => (None, arguments.path.as_ref().is_some_and(|path| path.value().ends_with(".tflite"))),
    };
    let stub = Stub {
        item: item(arguments, target, Vec::new()),
        parameters: parameters.to_token_stream(),
        of_type: quote!(#of_type #bounds),
        is_value: target.is_value,
        is_graph,
        errors: errors.expressions(),
    };
    emit::stub(&stub, source)
}

fn item(arguments: &Arguments, target: &Target, sources: Vec<TokenStream>) -> Item {
    Item {
        name: target.name.clone(),
        visibility: target.visibility.clone(),
        krate: arguments.krate.clone(),
        sources,
        classes: arguments.classes.clone(),
        faults: arguments.faults.clone(),
        attributes: target.attributes.clone(),
    }
}
