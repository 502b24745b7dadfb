//! Writes the firmware that measures: a list of models around the harness of the project's own bench.
//!
//! The harness (clock, stack, hash, programs) is compiled from its place in the checkout; generated are two manifests,
//! the list, and one program for each model's size. The models are embedded by the tokens that the attribute would
//! emit, so that neither the attribute's own crates nor the verification are built and run again.

use super::host::{output_type, scalar};
use quote::{format_ident, quote};
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};
use tinyml_compiler::emit::{Item, Model, emit};
use tinyml_compiler::network::{Input, Network, Outputs};

/// Writes everything into `folder`; what is as it was keeps its time, so that cargo builds nothing for it.
pub(super) fn write(folder: &Path, checkout: &Path, models: &[&Model]) -> io::Result<()> {
    let bins = folder.join("src/bin");
    fs::create_dir_all(&bins)?;
    fs::create_dir_all(folder.join("models/src"))?;
    for entry in fs::read_dir(&bins)? {
        let path = entry?.path();
        if !(0..models.len()).any(|at| path == bins.join(program(at))) {
            fs::remove_file(path)?;
        }
    }
    put(&folder.join("Cargo.toml"), &manifest(checkout))?;
    put(&folder.join("build.rs"), &build_script(checkout))?;
    put(&folder.join("models/Cargo.toml"), &models_manifest(checkout))?;
    put(&folder.join("models/src/lib.rs"), &library(checkout))?;
    put(&folder.join("models/src/list.rs"), &list(models))?;
    for at in 0..models.len() {
        let size = format!("#![no_std]\n#![no_main]\ntinyml_bench::size!(M{at});\n");
        put(&bins.join(program(at)), &size)?;
    }
    if !folder.join("Cargo.lock").exists() {
        fs::copy(checkout.join("tests/firmware/Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    Ok(())
}

fn program(at: usize) -> String {
    format!("size_m{at}.rs")
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// A path as a string literal of TOML and of Rust alike.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

fn manifest(checkout: &Path) -> String {
    let harness = checkout.join("tests/firmware/src");
    format!(
        r#"[workspace]
members = ["models"]

[package]
name = "tinyml-bench"
version = "0.1.0"
edition = "2024"
publish = false

[lib]
path = {library}

[[bin]]
name = "bench"
path = {bench}

[[bin]]
name = "empty"
path = {empty}

[dependencies]
tinyml-bench-models = {{ path = "models" }}
cortex-m-rt = "0.7"
cortex-m-semihosting = "0.5"
cortex-m = {{ version = "0.7", features = ["critical-section-single-core"] }}

[profile.release]
opt-level = 3
lto = "fat"
codegen-units = 1
panic = "abort"
"#,
        library = literal(&harness.join("lib.rs")),
        bench = literal(&harness.join("bin/bench.rs")),
        empty = literal(&harness.join("bin/empty.rs")),
    )
}

fn build_script(checkout: &Path) -> String {
    let scripts = checkout.join("tests/firmware");
    format!(
        "fn main() {{\n    println!(\"cargo:rustc-link-search={{}}\", {});\n    \
         println!(\"cargo:rustc-link-arg-bins=--nmagic\");\n    \
         println!(\"cargo:rustc-link-arg-bins=-Tlink.x\");\n}}\n",
        literal(&scripts)
    )
}

fn models_manifest(checkout: &Path) -> String {
    format!(
        "[package]\nname = \"tinyml-bench-models\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\ntinyml-core = {{ path = {} }}\n",
        literal(&checkout.join("tinyml-core"))
    )
}

fn library(checkout: &Path) -> String {
    let harness = checkout.join("tests/firmware/models/src");
    let mut text = String::from("#![no_std]\n#![allow(warnings, reason = \"generated\")]\n");
    let modules = ["hash", "input", "output", "subject"].map(|name| (name, harness.join(name)));
    let own = [
        ("expansion", checkout.join("tinyml/src/expansion")),
        ("samples", checkout.join("tinyml-measure/src/samples")),
    ];
    for (name, path) in modules.into_iter().chain(own) {
        let path = literal(&path.with_extension("rs"));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "#[path = {path}]\npub mod {name};");
    }
    text + "mod list;\npub use list::*;\npub use subject::Subject;\n"
}

fn list(models: &[&Model]) -> String {
    let embedded = models.iter().enumerate().map(|(at, model)| embed(at, model));
    let lines = models.iter().enumerate().map(|(at, model)| line(at, &model.network));
    let tokens = quote! {
        use crate::subject::subjects;
        #(#embedded)*
        subjects! { #(#lines)* }
    };
    // One item to a line is enough to find the place of an error.
    tokens.to_string().replace(" ; ", " ;\n")
}

fn module(at: usize) -> proc_macro2::Ident {
    format_ident!("m{at}")
}

/// The model in a module of its own, with the type of its inputs.
fn embed(at: usize, model: &Model) -> proc_macro2::TokenStream {
    let (module, input) = (module(at), input_type(&model.network));
    let item = Item {
        name: format_ident!("Subject"),
        visibility: quote!(pub),
        krate: quote!(crate),
        sources: Vec::new(),
        classes: None,
        faults: None,
        attributes: Vec::new(),
    };
    let expansion = emit(model, &item);
    quote! {
        pub mod #module {
            pub struct Subject;
            #expansion
            #input
        }
    }
}

/// Nothing for a scalar, which is run over all values of its type; else a struct, filled by the samples.
fn input_type(network: &Network) -> proc_macro2::TokenStream {
    if scalar(network).is_some() {
        return proc_macro2::TokenStream::new();
    }
    let fields = network.inputs.iter().map(|input| {
        let (name, ty) = (format_ident!("{}", input.name), owned(input));
        quote!(pub #name: #ty)
    });
    let values = network.inputs.iter().map(|input| {
        let (name, ty) = (format_ident!("{}", input.name), format_ident!("{}", input.ty.name()));
        let (min, max) = (input.min as i32, input.max as i32);
        match input.length {
            None => quote!(#name: sample.within(#min, #max) as #ty),
            Some(length) => quote!(#name: [(); #length].map(|()| sample.within(#min, #max) as #ty)),
        }
    });
    let first = network.inputs.first().map(|input| {
        let name = format_ident!("{}", input.name);
        if input.length.is_some() { quote!(self.#name[0]) } else { quote!(self.#name) }
    });
    quote! {
        #[derive(Clone, Copy)]
        pub struct Inputs { #(#fields),* }
        impl crate::input::Input for Inputs {
            const COUNT: u32 = crate::samples::COUNT;
            fn nth(index: u32) -> Self {
                let mut sample = crate::samples::Sample::new(index);
                Self { #(#values),* }
            }
            fn first(&self) -> i16 { #first as i16 }
        }
    }
}

fn owned(input: &Input) -> proc_macro2::TokenStream {
    let ty = format_ident!("{}", input.ty.name());
    input.length.map_or(quote!(#ty), |length| quote!([#ty; #length]))
}

/// The model's line in the list of the harness.
fn line(at: usize, network: &Network) -> proc_macro2::TokenStream {
    let (module, subject) = (module(at), format_ident!("M{at}"));
    let element = format_ident!("{}", output_type(network).name());
    let outputs = match &network.outputs {
        Outputs::Values(outputs) => outputs.len(),
        Outputs::Classes { labels, .. } => labels.len(),
    };
    let output = if outputs == 1 { quote!(#element) } else { quote!([#element; #outputs]) };
    if let Some(input) = scalar(network) {
        let ty = format_ident!("{}", input.ty.name());
        return quote!(#module: #subject, #ty => #output = |&x| super::#module::Subject.infer(x););
    }
    let arguments = network.inputs.iter().map(|input| {
        let name = format_ident!("{}", input.name);
        if input.length.is_some() { quote!(&input.#name) } else { quote!(input.#name) }
    });
    quote! {
        #module: #subject, super::#module::Inputs => #output =
            |input| super::#module::Subject.infer(#(#arguments),*);
    }
}
