//! Promises that are kept build, change no bit and are told of nobody; what is suggested where one is missed builds too.

use std::fs;
use std::path::{Path, PathBuf};

use tinyml::tinyml_model;
use tinyml_compiler::cost::Target;
use tinyml_compiler::dataset::DataFile;
use tinyml_compiler::diagnostic::{Code, Report};
use tinyml_compiler::options::{Lowering, Options, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, compile};

/// Everything that can be promised of a regression.
#[tinyml_model(
    "../../weights/ntc.json",
    max_error = 0.5,
    monotone = "decreasing",
    output_range = -40.0..=125.0,
    max_flash = 2 * 1024,
    max_ram = 256,
    max_stack = 256,
    max_macs = 1_000,
    max_instructions(armv6m = 2_000, armv7em = 1_000)
)]
struct Promising;

#[tinyml_model("../../weights/ntc.json")]
struct Plain;

/// And of a classifier, whose samples have columns of the model's names, or of their own.
#[tinyml_model("../../weights/iris.json", min_accuracy = 0.95, dataset = "../../weights/iris.csv")]
struct Iris;

#[tinyml_model(
    "../../weights/digits.json",
    min_accuracy = 0.9,
    dataset("../../weights/digits.csv", pixels = "p{0..63}", digit = "digit")
)]
struct Digits;

#[test]
fn promises_change_no_bit() {
    assert_eq!((Promising::FLASH_BYTES, Promising::MACS), (Plain::FLASH_BYTES, Plain::MACS));
    assert!((0..=u16::MAX).all(|adc_mv| Promising.infer(adc_mv) == Plain.infer(adc_mv)));
    assert_ne!(Promising::HASH, Plain::HASH, "the hash is also of the options");
}

fn weights(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights").join(name)
}

fn build(name: &str, options: &Options) -> Result<Compiled, Report> {
    let file = format!("{name}.json");
    compile(&Source::from_bytes(&file, fs::read(weights(&file)).expect("a model")).expect("UTF-8"), options)
}

fn with(promises: Promises) -> Options {
    Options { promises, ..Options::default() }
}

/// The samples that the attribute counts, counted by what it has built.
#[test]
fn an_accuracy_is_that_of_the_firmware() {
    let bytes = fs::read(weights("iris.csv")).expect("a dataset");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let is_right = |line: &&str| {
        let cells: Vec<&str> = line.split(',').collect();
        let mm = |at: usize| cells[at].parse().expect("millimetres");
        Iris.classify(mm(0), mm(1), mm(2), mm(3)).label() == cells[4]
    };
    let (right, all) = (text.lines().skip(1).filter(is_right).count(), text.lines().count() - 1);
    let share = right as f64 / all as f64;
    assert!((0.95..1.0).contains(&share), "{right} of {all}");
    let promised = |least: f64| {
        let dataset =
            Some(DataFile { display: "iris.csv".to_owned(), bytes: bytes.clone(), columns: Vec::new() });
        build("iris", &with(Promises { min_accuracy: Some(least), dataset, ..Promises::default() }))
    };
    assert!(promised(share).is_ok(), "the very share is kept");
    let report = promised(share + 1e-9).expect_err("more is not");
    assert_eq!(report.diagnostics()[0].code, Code::AccuracyMissed);
    assert!(report.to_string().contains(&format!("{right} of {all}")), "{report}");
}

#[test]
fn samples_in_an_array_are_read_by_a_pattern() {
    let text = fs::read_to_string(weights("digits.csv")).expect("a dataset");
    let first = text.lines().nth(1).expect("a sample");
    let cells: Vec<u8> = first.split(',').map(|cell| cell.parse().expect("a number")).collect();
    let pixels: [u8; 64] = cells[..64].try_into().expect("64 pixels");
    assert_eq!(Digits.classify(&pixels).label(), cells[64].to_string());
}

/// A budget that was taken from a message.
#[test]
fn limits_that_are_suggested_are_kept() {
    let tight = Promises {
        max_error: Some(1e-6),
        output_range: Some((20.0, 20.5)),
        max_flash: vec![(None, 1)],
        max_ram: vec![(None, 1)],
        max_stack: vec![(None, 1)],
        max_macs: Some(1),
        max_instructions: Target::ALL.map(|(_, target)| (target, 1)).to_vec(),
        ..Promises::default()
    };
    let report = build("ntc", &with(tight)).expect_err("nothing is so cheap");
    let codes: Vec<Code> = report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect();
    let wanted = [
        Code::MaxErrorMissed,
        Code::OutputRangeLeft,
        Code::FlashExceeded,
        Code::RamExceeded,
        Code::StackExceeded,
        Code::MacsExceeded,
        Code::InstructionsExceeded,
        Code::InstructionsExceeded,
    ];
    assert_eq!(codes, wanted, "{report}");
    let text = report.to_string();
    let whole = |name: &str| allowed(&text, name).replace('_', "").parse().expect("a whole number");
    let range = allowed(&text, "output_range");
    let (least, greatest) = range.split_once("..=").expect("a range");
    let real = |text: &str| text.parse().expect("a number");
    let loose = Promises {
        max_error: Some(real(&allowed(&text, "max_error"))),
        output_range: Some((real(least), real(greatest))),
        max_flash: vec![(None, whole("max_flash"))],
        max_ram: vec![(None, whole("max_ram"))],
        max_stack: vec![(None, whole("max_stack"))],
        max_macs: Some(whole("max_macs")),
        max_instructions: Target::ALL.map(|(name, target)| (target, whole(name))).to_vec(),
        ..Promises::default()
    };
    build("ntc", &with(loose)).unwrap_or_else(|report| panic!("{report}"));
}

/// The value in "allow `name = value`".
fn allowed(text: &str, name: &str) -> String {
    let start = format!("allow `{name} = ");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no {name} is allowed in\n{text}"));
    rest.split('`').next().expect("the end of the value").to_owned()
}

/// Whatever argument is said to keep every promise does, for models and budgets around what they take.
#[test]
fn arguments_that_are_suggested_keep_every_promise() {
    let mut suggested = 0;
    for name in ["ntc", "iris"] {
        for flash in [100, 400, 600, 700, 800] {
            let given = Options {
                quant: Some(Storage::I16.into()),
                ..with(Promises {
                    max_flash: vec![(None, flash)],
                    max_error: Some(1.0),
                    ..Promises::default()
                })
            };
            let Err(report) = build(name, &given) else { continue };
            for argument in arguments(&report.to_string()) {
                suggested += 1;
                build(name, &followed(&given, &argument))
                    .unwrap_or_else(|report| panic!("{argument}: {report}"));
            }
        }
    }
    assert!(suggested > 0, "nothing was ever suggested");
}

fn arguments(text: &str) -> Vec<String> {
    let before = text.split("` keeps every promise").collect::<Vec<_>>();
    let ends = &before[..before.len() - 1];
    ends.iter().filter_map(|text| Some(text.rsplit_once('`')?.1.to_owned())).collect()
}

fn followed(options: &Options, argument: &str) -> Options {
    let (name, value) = argument.split_once(" = ").expect("a name and a value");
    let value = value.trim_matches('"');
    match name {
        "quant" => Options { quant: Storage::of_name(value).map(Into::into), ..options.clone() },
        "lowering" => {
            let found = Lowering::ALL.iter().find(|(known, _)| *known == value);
            Options { lowering: found.expect("a lowering").1, ..options.clone() }
        }
        other => panic!("{other} is suggested, but not followed here"),
    }
}
