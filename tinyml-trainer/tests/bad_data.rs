//! Does a bad dataset or description get the right message?
//!
//! Each file in `bad_data` and `bad_descriptions` is named after the code that it is about, and stands beside the report
//! that it gets. A dataset is read with the description of its name, or with `values.toml`. `TINYML_BLESS=1` writes the
//! reports anew; read the difference before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tinyml_compiler::diagnostic::{Code, Report};
use tinyml_compiler::source::Source;
use tinyml_trainer::description::Flags;
use tinyml_trainer::{Description, dataset, description};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Files of a folder that are about a code, sorted.
fn cases(name: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).expect("the folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|found| found == extension) && stem(path).starts_with('T')
    });
    paths.sort();
    assert!(!paths.is_empty(), "nothing in {name}");
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn description_of(path: &Path) -> Description {
    let own = path.with_extension("toml");
    let found = if own.exists() { own } else { folder("bad_data").join("values.toml") };
    description::open(&found).unwrap_or_else(|report| panic!("{}: {report}", found.display()))
}

fn read_dataset(path: &Path) -> Option<Report> {
    let bytes = fs::read(path).expect("a dataset");
    let name = format!("{}.csv", stem(path));
    dataset::read(bytes.as_slice(), &name, &mut description_of(path)).err()
}

fn read_description(path: &Path) -> Option<Report> {
    let bytes = fs::read(path).expect("a description");
    let source = Source::from_bytes(format!("{}.toml", stem(path)), bytes).expect("UTF-8");
    description::read(&source).err()
}

/// Every bad file with its report.
fn reports() -> Vec<(PathBuf, Report)> {
    let datasets = cases("bad_data", "csv").into_iter().map(|path| (read_dataset(&path), path));
    let descriptions =
        cases("bad_descriptions", "toml").into_iter().map(|path| (read_description(&path), path));
    let reported = |(report, path): (Option<Report>, PathBuf)| match report {
        Some(report) => (path, report),
        None => panic!("{} was accepted", path.display()),
    };
    datasets.chain(descriptions).map(reported).collect()
}

#[test]
fn every_bad_file_gets_its_report() {
    let bless = std::env::var_os("TINYML_BLESS").is_some();
    let mut wrong = Vec::new();
    for (path, report) in reports() {
        let name = stem(&path);
        let code = name.split('_').next().unwrap_or_default();
        let codes: Vec<&str> = report.diagnostics().iter().map(|found| found.code.id()).collect();
        if !codes.contains(&code) {
            wrong.push(format!("{name}: no {code} in\n{report}"));
            continue;
        }
        let (expected, text) = (path.with_extension("txt"), format!("{report}\n"));
        if bless {
            fs::write(&expected, &text).expect("a report written");
        } else if fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("--- {name} now says:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}\nTINYML_BLESS=1 accepts this", wrong.join("\n"));
}

#[test]
fn every_report_has_its_file() {
    for (name, extension) in [("bad_data", "csv"), ("bad_descriptions", "toml")] {
        for path in cases(name, "txt") {
            assert!(path.with_extension(extension).exists(), "{} has no file", path.display());
        }
    }
}

#[test]
fn every_diagnostic_keeps_the_style() {
    for (path, report) in reports() {
        let name = stem(&path);
        for diagnostic in report.diagnostics() {
            let texts = [&diagnostic.expected, &diagnostic.found, &diagnostic.help].into_iter().flatten();
            for text in texts.chain([&diagnostic.message]) {
                assert!(!text.is_empty() && !text.contains('\n') && !text.ends_with('.'), "{name}: {text:?}");
            }
            let sentence = diagnostic.message.starts_with(char::is_uppercase);
            assert!(!sentence, "{name}: {:?} starts with a capital", diagnostic.message);
            let place = diagnostic.place.as_ref().expect("a place");
            assert!(place.file.starts_with(&name), "{name}: {place}");
        }
    }
}

#[test]
fn every_code_of_datasets_and_descriptions_has_a_case() {
    let stored = reports().into_iter().map(|(path, _)| stem(&path)[..5].to_owned());
    let made = [Code::DatasetTooLarge, Code::ColumnChoice].map(|code| code.id().to_owned());
    let covered: BTreeSet<String> = stored.chain(made).collect();
    for code in Code::ALL.iter().filter(|code| code.id().starts_with("T07")) {
        assert!(covered.contains(code.id()), "{code} ({}) has no case", code.summary());
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_eats_the_memory() {
    let mut described = description_of(Path::new("values.toml"));
    let mut code = |text: String| {
        let report = dataset::read(text.as_bytes(), "made.csv", &mut described).expect_err("too large");
        assert_eq!(report.diagnostics().len(), 1, "{report}");
        (report.diagnostics()[0].code, report.to_string())
    };
    let columns: Vec<String> = (0..16_385).map(|column| format!("c{column}")).collect();
    let (found, text) = code(format!("{}\n1,2\n", columns.join(",")));
    assert_eq!(found, Code::DatasetTooLarge);
    assert!(text.contains("at most 16,384 columns") && text.contains("16,385 columns"), "{text}");
    let (found, text) =
        code(format!("temp_c,ntc_v\n22.6,1.881\n23.1,\"1.87\n{}", "24.1,1.836\n".repeat(500_000)));
    assert_eq!(found, Code::DatasetTooLarge);
    assert!(text.contains("is a double quote left open?"), "{text}");
}

#[test]
fn files_that_cannot_be_opened_are_told() {
    let mut described = description_of(Path::new("values.toml"));
    let missing =
        dataset::open(&folder("bad_data").join("T0708_nam.csv"), &mut described).expect_err("not there");
    assert_eq!(missing.diagnostics()[0].code, Code::FileNotFound);
    assert!(missing.to_string().contains("T0708_nan.csv`?"), "{missing}");
    let a_folder = dataset::open(&folder("bad_data"), &mut described).expect_err("a folder");
    assert_eq!(a_folder.diagnostics()[0].code, Code::NotAFile);
    let missing = description::open(&folder("bad_data").join("no.toml")).expect_err("not there");
    assert_eq!(missing.diagnostics()[0].code, Code::FileNotFound);
}

#[test]
fn flags_that_do_not_go_with_the_files_are_told() {
    let report = |flags: Flags, data: &str| {
        let report = Description::from_flags(&flags, &folder("bad_data").join(data)).expect_err("bad flags");
        (report.diagnostics()[0].code, report.to_string())
    };
    let flags = |inputs: &[&str], targets: &[&str]| Flags {
        inputs: inputs.iter().map(|name| (*name).to_owned()).collect(),
        targets: targets.iter().map(|name| (*name).to_owned()).collect(),
        ..Flags::default()
    };
    let cases = [
        (flags(&[], &[]), "T0705_empty.csv", Code::ColumnChoice, "no target is given"),
        (flags(&["ntc_w"], &["temp_c"]), "T0705_empty.csv", Code::UnknownColumn, "did you mean `ntc_v`?"),
        (flags(&["temp_c"], &["temp_c"]), "T0705_empty.csv", Code::ColumnUsedTwice, "is used twice"),
        (flags(&["p{0..9}"], &["kind"]), "T0713_array.csv", Code::UnknownColumn, "no column `p3`"),
        (flags(&["p{a}"], &["kind"]), "T0713_array.csv", Code::ColumnPattern, "names no columns"),
        (flags(&[], &["p0", "kind"]), "T0713_array.csv", Code::ColumnChoice, "the only one"),
        (flags(&["x"], &["kind"]), "nowhere.csv", Code::FileNotFound, "does not exist"),
    ];
    for (flags, data, code, text) in cases {
        let (found, message) = report(flags, data);
        assert_eq!(found, code, "{message}");
        assert!(message.contains(text), "{message}");
    }
    let mut described = description_of(Path::new("values.toml"));
    let one = |name: &str| vec![name.to_owned()];
    described.choose(&one("volts"), &one("celsius")).expect("the only input and output");
    assert_eq!(described.inputs[0].columns, ["volts"]);
    let two = described.choose(&["a", "b"].map(str::to_owned), &[]).expect_err("one input only");
    assert_eq!(two.diagnostics()[0].code, Code::ColumnChoice, "{two}");
}
