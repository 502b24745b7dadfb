//! Any bytes as a TensorFlow Lite file: they become an expansion or a report.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use tinyml_compiler::emit::Item;
use tinyml_compiler::file::Opened;
use tinyml_compiler::options::{MemoryPlace, Options, Reference};
use tinyml_compiler::{embed, tflite};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.get(4..8) != Some(b"TFL3") {
        return Corpus::Reject;
    }
    if let Ok(graph) = tflite::read(bytes, "fuzz.tflite") {
        assert!(graph.tensors.iter().all(|tensor| {
            tensor.data.as_ref().is_none_or(|data| data.len() == tensor.shape.iter().product::<usize>())
        }));
    }
    let sum = bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let (_, reference) = Reference::ALL[sum % Reference::ALL.len()];
    let (_, memory) = MemoryPlace::ALL[sum / 2 % MemoryPlace::ALL.len()];
    let opened = Opened::Graph { display: "fuzz.tflite".to_owned(), bytes: bytes.to_vec() };
    match embed(&opened, &Options { reference, memory, ..Options::default() }) {
        Ok(embedded) => drop(embedded.emit(&item())),
        Err(report) => assert!(report.to_string().contains("--> fuzz.tflite"), "{report}"),
    }
    Corpus::Keep
});

fn item() -> Item {
    Item {
        name: Ident::new("Model", Span::call_site()),
        visibility: TokenStream::new(),
        krate: quote!(::tinyml),
        sources: Vec::new(),
        classes: None,
        faults: None,
        attributes: Vec::new(),
    }
}
