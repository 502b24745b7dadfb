//! From the attribute and its item to the expansion, or to errors with a stub.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;
use tinyml_compiler::dataset::DataFile;
use tinyml_compiler::diagnostic::Blame;
use tinyml_compiler::emit::{self, Item, Stub};
use tinyml_compiler::file::{DATASET, Request, certificate_beside};
use tinyml_compiler::network::Outputs;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, compile, read};

use crate::arguments::{Arguments, no_classes, no_faults, parse};
use crate::item::{Target, check};
use crate::report::Errors;
use crate::value::literal;

/// The user's item to the letter, and behind it what the model needs.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let arguments = parse(arguments, &mut errors);
    let Some(target) = check(item, &mut errors) else {
        let errors = errors.expressions();
        return quote!(#item #(#errors;)*);
    };
    let expansion = match &arguments.path {
        Some(path) => model(&arguments, path, &target, &mut errors),
        None => stub(&arguments, &target, None, &errors),
    };
    quote!(#item #expansion)
}

/// Opens, compiles and emits. After an error in the attribute the file is read nevertheless, for its own errors.
fn model(arguments: &Arguments, literal: &LitStr, target: &Target, errors: &mut Errors) -> TokenStream {
    let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let named = Named::new(literal, manifest_dir.as_deref());
    let data = arguments.dataset.as_ref().map(|literal| Named::new(literal, manifest_dir.as_deref()));
    let source = named.request().open();
    let mut options = arguments.options.clone();
    options.promises.dataset = data.as_ref().and_then(|data| dataset(data, arguments, errors));
    let source = match source {
        Ok(source) => source,
        Err(report) => {
            errors.add_report(&report, &arguments.areas);
            return stub(arguments, target, None, errors);
        }
    };
    let compiled =
        if errors.is_empty() { compile(&source, &options).map(Some) } else { read(&source).map(|_| None) };
    match compiled {
        Ok(Some(compiled)) => {
            nothing_to_name(arguments, &compiled, errors);
            if errors.is_empty() {
                let mut sources: Vec<TokenStream> =
                    std::iter::once(&named).chain(&data).map(Named::included).collect();
                sources.extend(source.certificate().map(|_| named.beside().included()));
                return compiled.emit(&item(arguments, target, sources));
            }
        }
        Ok(None) => {}
        Err(report) => errors.add_report(&report, &arguments.areas),
    }
    stub(arguments, target, Some(&source), errors)
}

/// Opens the dataset; what is wrong is reported.
fn dataset(named: &Named<'_>, arguments: &Arguments, errors: &mut Errors) -> Option<DataFile> {
    match named.request().read(&DATASET) {
        Ok(bytes) => {
            Some(DataFile { display: named.path.clone(), bytes, columns: arguments.columns.clone() })
        }
        Err(report) => {
            errors.add_report(&report.blame(Blame::Argument("dataset")), &arguments.areas);
            None
        }
    }
}

/// Reports names of enums that the model does not have.
fn nothing_to_name(arguments: &Arguments, compiled: &Compiled, errors: &mut Errors) {
    let network = &compiled.model().network;
    let area = |name| arguments.areas.argument(name).unwrap_or_default();
    if arguments.classes.is_some() && !matches!(network.outputs, Outputs::Classes { .. }) {
        errors.add(area("classes"), &no_classes());
    }
    if arguments.faults.is_some() && !network.declares_faults() {
        errors.add(area("faults"), &no_faults());
    }
}

fn stub(arguments: &Arguments, target: &Target, source: Option<&Source>, errors: &Errors) -> TokenStream {
    let (parameters, of_type, bounds) = target.generics.split_for_impl();
    let stub = Stub {
        item: item(arguments, target, Vec::new()),
        parameters: parameters.to_token_stream(),
        of_type: quote!(#of_type #bounds),
        is_value: target.is_value,
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

/// A file that the attribute names.
#[derive(Clone)]
struct Named<'a> {
    span: Span,
    path: String,
    manifest_dir: Option<&'a Path>,
    source_file: Option<PathBuf>,
}

impl<'a> Named<'a> {
    fn new(literal: &'a LitStr, manifest_dir: Option<&'a Path>) -> Self {
        let source_file = literal.span().local_file();
        Self { span: literal.span(), path: literal.value(), manifest_dir, source_file }
    }

    /// The certificates beside a model file.
    fn beside(&self) -> Self {
        Self { path: certificate_beside(&self.path), ..self.clone() }
    }

    fn request(&self) -> Request<'_> {
        Request {
            path: &self.path,
            manifest_dir: self.manifest_dir,
            source_file: self.source_file.as_deref(),
        }
    }

    /// The argument of `include_bytes!`: no path of this machine gets into the tokens.
    ///
    /// A path as in `"./ntc.json"` would be looked for beside the outermost macro call, which may be in another file than
    /// the literal; so it is given from the manifest's folder on, wherever it lies below.
    fn included(&self) -> TokenStream {
        match self.request().below_manifest() {
            Some(below) => {
                let below = literal(&format!("/{below}"));
                quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))
            }
            None => {
                let path = LitStr::new(&self.path, self.span);
                quote!(#path)
            }
        }
    }
}
