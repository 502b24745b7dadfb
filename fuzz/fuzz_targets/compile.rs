//! Any bytes as a model file: they become an expansion or a report.
//!
//! The options come from a sum over the bytes, so that every model file is a seed as it is.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use tinyml_compiler::cost::Target;
use tinyml_compiler::emit::Item;
use tinyml_compiler::options::{ActivationBits, Lowering, Options, Quant, Storage};
use tinyml_compiler::promises::{Direction, Promises};
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
    let promises = Promises { max_error, ..promises(choice, u64::from(promise)) };
    let (_, lowering) = Lowering::ALL[usize::from(promise) % Lowering::ALL.len()];
    let auto = max_error.is_some() && choice % 32 == 1;
    Options { quant, auto, activations, lowering, promises, ..Options::default() }
}

/// Nothing for every other choice, so that there are expansions too; else limits from what nothing keeps to what all do.
fn promises(choice: u8, limit: u64) -> Promises {
    if choice & 1 == 0 {
        return Promises::default();
    }
    let (_, direction) = Direction::ALL[usize::from(choice / 2) % Direction::ALL.len()];
    let reach = limit as f64 * limit as f64;
    Promises {
        monotone: if choice & 8 == 0 { Vec::new() } else { vec![(None, direction)] },
        output_range: (choice & 4 != 0).then_some((-reach, reach)),
        max_flash: vec![(None, limit << 4)],
        max_ram: vec![(None, limit)],
        max_stack: vec![(Some(Target::Armv6M), limit)],
        max_macs: Some(limit << 2),
        max_instructions: Target::ALL.map(|(_, target)| (target, limit << 3)).to_vec(),
        ..Promises::default()
    }
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
