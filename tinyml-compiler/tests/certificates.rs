//! Certificates in files: what is written is read, and whatever is not of this model, these options and this release, or was edited, is
//! refused.

use std::path::Path;

use tinyml_compiler::options::{ActivationBits, Lowering, Options, Quant, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::stored::{Entry, Stored};
use tinyml_compiler::verify::{Certificate, Change, Effort, certify_within};
use tinyml_compiler::{compile, lower, read, simplify};

/// Two inputs and two hidden units: all is run in no time.
const MODEL: &str = r#"{"version": 1, "name": "m", "inputs": [
    {"name": "a", "type": "u8", "range": [0, 40]}, {"name": "b", "type": "i8", "range": [-9, 9]}],
    "outputs": [{"name": "y", "type": "i16", "scale": 0.01}], "layers": [
    {"type": "dense", "name": "fc1", "weights": [[0.1, 0.3], [-0.2, 0.7]], "bias": [0.1, 2], "activation": "relu"},
    {"type": "dense", "name": "out", "weights": [[0.5, 1.5]], "bias": [0.2]}]}"#;

fn source(text: &str) -> Source {
    Source::from_bytes("m.json", text.into()).expect("UTF-8")
}

fn shipped(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights").join(name);
    Source::from_bytes(name, std::fs::read(path).expect("a model")).expect("UTF-8")
}

/// The file for a model by some options, within an effort.
fn stored(source: &Source, options: &Options, effort: &Effort) -> Stored {
    let network = read(source).expect("a model");
    let simplified = simplify::simplify(&network);
    let mut stored = Stored::new(source);
    let programs = lower::lower(&network, &simplified, options).expect("programs");
    let entry = |program| {
        let certificate = certify_within(&network, &simplified, program, effort);
        Entry::new(options, &network, program, certificate)
    };
    stored.replace(programs.iter().map(entry).collect());
    stored
}

/// What a build says of a model beside this file.
fn build(model: &Source, file: &str, options: &Options) -> Result<Certificate, String> {
    let file = Source::from_bytes("m.certificate.json", file.into()).expect("UTF-8");
    let model = model.clone().certified(Some(file));
    compile(&model, options)
        .map(|compiled| compiled.model().certificate.clone())
        .map_err(|report| report.to_string())
}

fn refused(file: &str, code: &str, word: &str) {
    let report = build(&source(MODEL), file, &Options::default()).expect_err("a refusal");
    assert!(report.contains(code) && report.contains(word), "{report}\n{file}");
    assert!(report.contains("m.certificate.json") && report.contains("cargo tinyml verify"), "{report}");
}

fn text() -> String {
    stored(&source(MODEL), &Options::default(), &Effort::MACRO).text()
}

#[test]
fn what_is_written_is_read() {
    for (name, effort) in
        [("ntc.json", Effort::MACRO), ("iris.json", Effort { bound_macs: 1 << 18, ..Effort::MACRO })]
    {
        let (model, options) = (shipped(name), Options::default());
        let written = stored(&model, &options, &effort);
        let file = Source::from_bytes(name, written.text().into()).expect("UTF-8");
        let read = Stored::read(&file).expect("a certificate");
        assert_eq!((&read, read.text()), (&written, written.text()), "{name}");
        assert_eq!(
            build(&model, &written.text(), &options),
            Ok(written.entries[0].certificate.clone()),
            "{name}"
        );
    }
}

#[test]
fn a_build_takes_the_figures_of_the_file() {
    let model = source(MODEL);
    let fresh = compile(&model, &Options::default()).expect("a model").model().certificate.clone();
    let mut written = stored(&model, &Options::default(), &Effort::MACRO);
    assert_eq!((&written.entries[0].certificate, fresh.exhaustive), (&fresh, true));
    written.entries[0].certificate.mean = 0.125;
    let found = build(&model, &written.text(), &Options::default()).expect("a model");
    assert_eq!(found.mean, 0.125);
    let promise = Promises { max_error: Some(1e-9), ..Promises::default() };
    let report = build(&model, &written.text(), &Options { promises: promise, ..Options::default() });
    assert!(report.is_err_and(|report| report.contains("T0605")), "promises are looked at nevertheless");
}

#[test]
fn every_option_has_a_certificate_of_its_own() {
    let model = source(MODEL);
    let mut all = Stored::new(&model);
    let mut given = vec![Options::default()];
    for (_, storage) in Storage::ALL {
        for (_, bits) in ActivationBits::ALL {
            given.push(Options {
                quant: Some(storage.into()),
                activations: Some(bits),
                ..Options::default()
            });
        }
    }
    let layers = vec![("out".to_owned(), Storage::I16)];
    given.push(Options { quant: Some(Quant { all: Storage::I4, layers }), ..Options::default() });
    given.push(Options { lowering: Lowering::Auto, ..Options::default() });
    for options in &given {
        let alone = stored(&model, options, &Effort::MACRO);
        assert!(build(&model, &alone.text(), options).is_ok(), "{options:?}");
        all.replace(alone.entries);
    }
    for options in &given {
        assert!(build(&model, &all.text(), options).is_ok(), "{options:?}");
    }
    let other = Options { quant: Some(Storage::I16.into()), ..Options::default() };
    let report = build(&model, &text(), &other).expect_err("other options");
    assert!(
        report.contains("T0643") && report.contains("quant i16") && report.contains("quant i8"),
        "{report}"
    );
}

#[test]
fn what_is_stale_is_refused() {
    let edited = source(&MODEL.replace("0.7", "0.71"));
    let report = build(&edited, &text(), &Options::default()).expect_err("another model");
    assert!(report.contains("T0643") && report.contains("another state of the model"), "{report}");
    let mut other = stored(&source(MODEL), &Options::default(), &Effort::MACRO);
    other.release = "0.0.1".to_owned();
    refused(&other.text(), "T0643", "another release");
    other = Stored::new(&source(MODEL));
    refused(&other.text(), "T0643", "other options");
}

#[test]
fn an_edited_file_is_refused() {
    let text = text();
    for (from, to) in [
        ("\"exhaustive\": true", "\"exhaustive\": false"),
        ("\"points\": 779", "\"points\": 778"),
        ("\"fall\": \"never\"", "\"fall\": \"unknown\""),
        ("\"output\": 0", "\"output\": 1"),
        ("\"seen\": [", "\"seen\": [-"),
    ] {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from} is not in the file");
        refused(&edited, "T0642", "checksum");
    }
    let bound = text.split("\"bound\": ").nth(1).and_then(|rest| rest.split(',').next()).expect("a bound");
    refused(&text.replace(&format!("\"bound\": {bound}"), "\"bound\": 0.0001"), "T0642", "checksum");
    // How it is laid out does not matter.
    let spaced = text.replace(": ", " :  ");
    assert!(build(&source(MODEL), &spaced, &Options::default()).is_ok());
}

#[test]
fn what_is_no_certificate_is_refused() {
    let text = text();
    refused(&text.replace("\"version\": 1", "\"version\": 2"), "T0641", "version 2");
    refused(&text.replace("\"points\"", "\"dots\""), "T0641", "no field `points`");
    refused(&text.replace("\"mean\":", "\"more\": 1, \"mean\":"), "T0641", "11 fields");
    refused(&text.replace("\"exhaustive\": true", "\"exhaustive\": 1"), "T0641", "`true` or `false`");
    for hostile in ["", "{}", "[]", "null", "1e999", "{\"version\": 1}", &"[".repeat(100_000), MODEL] {
        refused(hostile, "T0641", "not a certificate");
    }
    for end in (0..text.trim_end().len()).step_by(3) {
        if text.is_char_boundary(end) {
            refused(&text[..end], "T0641", "not a certificate");
        }
    }
}

#[test]
fn figures_of_another_shape_are_refused() {
    let fresh = || stored(&source(MODEL), &Options::default(), &Effort::MACRO);
    let shapes: [fn(&mut Certificate); 8] = [
        |certificate| certificate.ranges.clear(),
        |certificate| certificate.ranges[0].proved = (5, -5),
        |certificate| certificate.trends.clear(),
        |certificate| certificate.trends[0].truncate(1),
        |certificate| certificate.worst.output = 7,
        |certificate| certificate.worst.input.push(1),
        |certificate| certificate.agreement = Some(3),
        |certificate| {
            let Change::At(step) = &mut certificate.trends[0][1].rise else { panic!("it rises with b") };
            step.to.clear();
        },
    ];
    for shape in shapes {
        let mut stored = fresh();
        shape(&mut stored.entries[0].certificate);
        refused(&stored.text(), "T0641", "another shape");
    }
}
