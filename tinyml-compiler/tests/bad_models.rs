//! Does a bad model get the right message?
//!
//! Each file in `tests/models/bad` is named after the code that it is about, and stands beside the report
//! that it gets. `TINYML_BLESS=1` writes the reports anew; read the difference before you commit it.

mod corpus;

use std::collections::BTreeSet;
use std::fs;

use corpus::{cases, folder, read_bytes};
use tinyml_compiler::diagnostic::Code;

#[test]
fn every_bad_model_gets_its_report() {
    let bless = std::env::var_os("TINYML_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases("bad") {
        let Err(report) = case.read_any() else { panic!("{} was accepted", case.name) };
        let code = case.name.split('_').next().unwrap_or_default();
        assert!(
            report.diagnostics().iter().any(|found| found.code.id() == code),
            "{}: no {code} in\n{report}",
            case.name
        );
        let expected = case.path.with_extension("txt");
        let text = format!("{report}\n");
        if bless {
            fs::write(&expected, &text).expect("a report written");
        } else if fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("--- {} now says:\n{text}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}\nTINYML_BLESS=1 accepts this", wrong.join("\n"));
}

#[test]
fn every_report_has_its_model() {
    let entries = fs::read_dir(folder("bad")).expect("the folder of models");
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        assert!(path.with_extension("json").exists(), "{} has no model", path.display());
    }
}

#[test]
fn every_diagnostic_keeps_the_style() {
    for case in cases("bad") {
        let Err(report) = case.read_any() else { panic!("{} was accepted", case.name) };
        for diagnostic in report.diagnostics() {
            let texts = [&diagnostic.expected, &diagnostic.found, &diagnostic.help].into_iter().flatten();
            for text in texts.chain([&diagnostic.message]) {
                assert!(
                    !text.is_empty() && !text.contains('\n') && !text.ends_with('.'),
                    "{}: {text:?}",
                    case.name
                );
            }
            let mut start = diagnostic.message.chars();
            let sentence =
                start.next().is_some_and(char::is_uppercase) && start.next().is_some_and(char::is_lowercase);
            assert!(!sentence, "{}: {:?} starts with a capital", case.name, diagnostic.message);
            assert!(diagnostic.place.is_some(), "{}: {:?} has no place", case.name, diagnostic.message);
        }
    }
}

#[test]
fn every_code_of_the_reader_has_a_case() {
    let stored = cases("bad").into_iter().filter_map(|case| Some(case.name.split('_').next()?.to_owned()));
    let made = made().into_iter().map(|(code, _)| code.id().to_owned());
    let covered: BTreeSet<String> = stored.chain(made).collect();
    let reader =
        |code: &&Code| matches!(code.id().get(..3), Some("T03" | "T04" | "T05")) || own_source_code(**code);
    for code in Code::ALL.iter().filter(reader) {
        assert!(covered.contains(code.id()), "{code} ({}) has no case", code.summary());
    }
}

fn own_source_code(code: Code) -> bool {
    matches!(code, Code::FileTooLarge | Code::NotUtf8)
}

#[test]
fn models_too_large_to_store_get_their_code() {
    for (code, text) in made() {
        let report = read_bytes("made.json", text.into_bytes()).expect_err("a bad model");
        assert_eq!(report.diagnostics().len(), 1, "{report}");
        assert_eq!(report.diagnostics()[0].code, code, "{report}");
    }
}

/// Bad models that are better made than stored.
fn made() -> Vec<(Code, String)> {
    let model = |inputs: &str, layers: &str| {
        format!(
            r#"{{"version": 1, "name": "made", "inputs": [{inputs}],
            "outputs": [{{"name": "y", "type": "i16", "scale": 1}}], "layers": [{layers}]}}"#
        )
    };
    let input = r#"{"name": "x", "type": "u8", "range": [0, 9]}"#;
    let layer =
        |index: usize| format!(r#"{{"type": "dense", "name": "fc{index}", "weights": [[1]], "bias": [0]}}"#);
    let layers = |amount: usize| (0..amount).map(layer).collect::<Vec<_>>().join(",");
    let described =
        |length| input.replacen('{', &format!(r#"{{"description": "{}", "#, "x".repeat(length)), 1);
    let fields: Vec<String> = (0..1_025).map(|index| format!("\"f{index}\": 0")).collect();
    vec![
        (Code::FileTooLarge, " ".repeat((64 << 20) + 1)),
        (Code::ArrayTooLong, model(input, &layer(0).replace("[0]", &format!("[0{}]", ",0".repeat(65_536))))),
        (Code::ObjectTooLarge, model(input, &format!("{{{}}}", fields.join(",")))),
        (Code::TooManyValues, format!("[{}[]]", format!("[{}0],", "{},".repeat(60_000)).repeat(5))),
        (Code::TextTooLong, model(&described(65_537), &layer(0))),
        (Code::TooMany, model(input, &layers(257))),
    ]
}

#[test]
fn what_is_just_within_the_limits_is_read() {
    let input = r#"{"name": "x", "type": "u8", "range": [0, 9]}"#;
    let layer =
        |index: usize| format!(r#"{{"type": "dense", "name": "fc{index}", "weights": [[1]], "bias": [0]}}"#);
    let text = format!(
        r#"{{"version": 1, "name": "{}", "description": "{}", "inputs": [{input}],
        "outputs": [{{"name": "y", "type": "i16", "scale": 1}}], "layers": [{}]}}"#,
        "n".repeat(64),
        "d".repeat(65_536),
        (0..256).map(layer).collect::<Vec<_>>().join(",")
    );
    let network = read_bytes("made.json", text.into_bytes()).expect("a good model");
    assert_eq!(network.layers.len(), 256);
}
