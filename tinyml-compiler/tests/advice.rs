//! Does a missed promise tell the layer that is to blame, and is what it suggests true?

use tinyml_compiler::advice::{Share, shares};
use tinyml_compiler::diagnostic::{Code, Report};
use tinyml_compiler::options::{ActivationBits, Options, Quant, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, compile};

fn source(name: &str) -> Source {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    Source::from_bytes(name, std::fs::read(path).expect("a model")).expect("it is text")
}

fn promising(max_error: f64, options: Options) -> Options {
    Options { promises: Promises { max_error: Some(max_error), ..Promises::default() }, ..options }
}

fn quant(all: Storage, layers: &[(&str, Storage)]) -> Options {
    let layers = layers.iter().map(|(name, storage)| ((*name).to_owned(), *storage)).collect();
    Options { quant: Some(Quant { all, layers }), ..Options::default() }
}

fn compiled(name: &str, options: &Options) -> Compiled {
    compile(&source(name), options).unwrap_or_else(|report| panic!("{name}: {report}"))
}

fn shares_of(model: &Compiled) -> Vec<Share> {
    let model = model.model();
    let layers = model.program.layers().expect("layers");
    shares(&model.network, &model.simplified, layers, &model.certificate.worst)
}

/// One layer of few bits among others of many: its share is what the whole network deviates by, and the others' are small.
#[test]
fn the_share_of_a_coarse_layer_is_the_whole_error() {
    let cases =
        [("weights/ntc.json", "fc2"), ("weights/iris.json", "fc1"), ("tests/ui/models/drift.json", "fc1")];
    for (name, coarse) in cases {
        let model = compiled(name, &quant(Storage::I16, &[(coarse, Storage::I4)]));
        let (shares, whole) = (shares_of(&model), model.model().certificate.worst.error);
        let error = |name: &str| shares.iter().find(|share| share.layer == name).map(|share| share.error);
        println!("{name} with {coarse} in 4 bits: {whole:.4}, alone {shares:?}");
        let own = error(coarse).expect("a share");
        assert!(shares.iter().all(|share| share.layer == coarse || share.error < 0.5 * own));
        // Shares are those of a sample; of several inputs the worst one is searched for.
        assert!(own > 0.7 * whole && own < 1.1 * whole, "{own} of {whole}");
    }
}

/// The argument that a help names, in the form of options.
fn suggested(help: &str, otherwise: &Options) -> Option<Options> {
    let (argument, _) = help.strip_prefix('`')?.split_once("` keeps every promise")?;
    let words: Vec<&str> = argument.split('"').collect();
    if argument.starts_with("activations") {
        let bits = ActivationBits::ALL.into_iter().find(|(name, _)| *name == words[1])?;
        return Some(Options { activations: Some(bits.1), ..otherwise.clone() });
    }
    let all = Storage::of_name(words[1])?;
    let own = words[2..].chunks(2).filter(|pair| pair.len() == 2).map(|pair| {
        let layer = pair[0].trim_matches([',', ' ', '=']);
        (layer.to_owned(), Storage::of_name(pair[1]).expect("a storage"))
    });
    Some(Options { quant: Some(Quant { all, layers: own.collect() }), ..otherwise.clone() })
}

fn help(report: &Report) -> &str {
    let missed = |code| matches!(code, Code::MaxErrorMissed | Code::MaxErrorUnproved);
    let diagnostic = report.diagnostics().iter().find(|found| missed(found.code));
    diagnostic.and_then(|found| found.help.as_deref()).unwrap_or_else(|| panic!("no help in\n{report}"))
}

/// Every change that is suggested is made, and keeps the promise that was missed.
#[test]
fn what_is_suggested_keeps_the_promise() {
    let narrow = Options { activations: Some(ActivationBits::I8), ..Options::default() };
    let cases = [
        ("weights/ntc.json", 0.2, quant(Storage::I4, &[])),
        ("weights/ntc.json", 0.05, quant(Storage::I4, &[("fc2", Storage::I8)])),
        ("weights/ntc.json", 0.02, quant(Storage::I8, &[])),
        ("weights/ntc.json", 0.1, narrow),
        ("weights/iris.json", 0.05, quant(Storage::I4, &[])),
        ("tests/models/good/tanh.json", 0.05, quant(Storage::Codebook2, &[])),
        ("tests/ui/models/drift.json", 1.0, quant(Storage::I8, &[])),
    ];
    let mut suggestions = 0;
    for (name, limit, options) in cases {
        let options = promising(limit, options);
        let Err(report) = compile(&source(name), &options) else {
            println!("{name} keeps {limit} as it is");
            continue;
        };
        println!("{name}, {limit}: {}", help(&report));
        if let Some(changed) = suggested(help(&report), &options) {
            let model = compiled(name, &changed);
            assert!(model.model().certificate.bound <= limit, "{name}: {changed:?}");
            suggestions += 1;
        }
    }
    assert!(suggestions >= 5, "only {suggestions} suggestions were tried");
}

/// Half a step of the output is more than the promise: no storage can help, a finer output does.
#[test]
fn a_coarse_output_is_told_to_be_finer() {
    let (name, options) = ("tests/models/good/regression.json", promising(0.003, quant(Storage::I16, &[])));
    let report = compile(&source(name), &options).expect_err("a promise below half a step");
    let help = help(&report);
    println!("{name}: {help}");
    assert!(
        help.contains("\"scale\": 0.001") && help.contains("\"type\": \"i32\"") && !help.contains("quant"),
        "{help}"
    );
    let text = source(name).text().replace("\"scale\": 0.01", "\"scale\": 0.001");
    let finer = text.replace("\"type\": \"i16\"", "\"type\": \"i32\"");
    let source = Source::from_bytes("finer.json", finer.into_bytes()).expect("it is text");
    assert!(compile(&source, &options).is_ok());
}
