//! Any bytes as a model file: they become an expansion or a report.
//!
//! The options come from a sum over the bytes, so that every model file is a seed as it is.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use tinyml_compiler::emit::Item;
use tinyml_compiler::promises::Promises;
use tinyml_compiler::options::{ActivationBits, Options, Quant, Storage};
use tinyml_compiler::source::Source;
use tinyml_compiler::{compile, locate};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(source) = Source::from_bytes("fuzz.json", bytes.to_vec()) else {
        return Corpus::Reject;
    };
    let sum = bytes.iter().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(u16::from(*byte)));
    let [choice, promise] = sum.to_be_bytes();
    match compile(&source, &options(choice, promise)) {
        Ok(compiled) => assert!(!compiled.emit(&item()).is_empty()),
        Err(report) => assert!(!locate(&source, report).to_string().is_empty()),
    }
    Corpus::Keep
});

fn options(choice: u8, promise: u8) -> Options {
    // One in eight leaves it to the file.
    let all = Storage::ALL.get(usize::from(choice) % (Storage::ALL.len() + 1)).map(|(_, storage)| *storage);
    let (_, first) = Storage::ALL[usize::from(choice / 8) % Storage::ALL.len()];
    let layers = if choice & 0x40 == 0 { Vec::new() } else { vec![("fc1".to_owned(), first)] };
    let quant = all.map(|all| Quant { all, layers });
    let activations = (choice & 0x80 != 0).then_some(ActivationBits::I8);
    // From nothing that could be kept to anything.
    let max_error = (promise != 0).then(|| 10_f64.powi(i32::from(promise) / 8 - 20));
    let promises = Promises { max_error, ..Promises::default() };
    Options { quant, activations, promises, ..Options::default() }
}

fn item() -> Item {
    Item {
        name: Ident::new("Fuzz", Span::call_site()),
        visibility: TokenStream::new(),
        krate: quote!(::tinyml),
        sources: Vec::new(),
        classes: None,
        faults: None,
        attributes: Vec::new(),
    }
}
