//! Are good files read as what they say, and are large ones read as streams?

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tinyml_compiler::network::{Activation, IntType};
use tinyml_compiler::source::Source;
use tinyml_trainer::description::{Flags, OutputColumns};
use tinyml_trainer::{Dataset, Description, Targets, dataset, description};

const PLAIN: &str = r#"
name = "plain"
[[inputs]]
name = "volts"
type = "u16"
unit = "V"
scale = 0.001
range = [0, 3300]
[[outputs]]
name = "temp"
type = "i16"
scale = 0.01
"#;

fn describe(text: &str) -> Description {
    let source = Source::from_bytes("plain.toml", text.into()).expect("UTF-8");
    description::read(&source).unwrap_or_else(|report| panic!("{report}"))
}

fn load(text: &[u8]) -> Dataset {
    let loaded =
        dataset::read(text, "plain.csv", &mut describe(PLAIN)).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(loaded.notes, [""; 0]);
    loaded.dataset
}

fn weights(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights").join(name)
}

fn project(name: &str) -> (Dataset, Description) {
    let mut described =
        description::open(&weights(&format!("{name}.toml"))).unwrap_or_else(|report| panic!("{report}"));
    let loaded = dataset::open(&weights(&format!("{name}.csv")), &mut described)
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(loaded.notes, [""; 0], "{name}");
    (loaded.dataset, described)
}

#[test]
fn every_dialect_gives_the_same_numbers() {
    let plain = load(b"temp,volts\n22.5,1.881\n23.1,1.87\n24,1.836\n");
    assert_eq!(plain.x, [1.881, 1.87, 1.836]);
    assert_eq!(plain.targets, Targets::Values { outputs: 1, y: vec![22.5, 23.1, 24.0] });
    let dialects: [&[u8]; 6] = [
        b"temp;volts\n22.5;1.881\n23.1;1.87\n24;1.836\n",
        b"temp\tvolts\r\n22.5\t1.881\r\n23.1\t1.87\r\n24\t1.836\r\n",
        b"\xef\xbb\xbftemp,volts\r\n22.5,1.881\r\n23.1,1.87\r\n24,1.836",
        b"\"temp\",\"volts\"\n\"22.5\",\"1.881\"\n23.1,\"1.87\"\n24,1.836\n",
        b"\n\nnote,temp , volts\n\"a, b\", 22.5 ,1.881\n\nc,+23.1,1.87\n   \nd,2.4e1,1.836\n\n",
        b"volts,temp\n1.881,22.5\n1.87,23.1\n1.836,24.0\n",
    ];
    for dialect in dialects {
        assert_eq!(load(dialect), plain, "{}", String::from_utf8_lossy(dialect));
    }
}

#[test]
fn the_datasets_of_the_project_are_read() {
    let (ntc, described) = project("ntc");
    assert_eq!((ntc.rows(), ntc.width, ntc.sample(0)), (15, 1, [1881.0].as_slice()));
    assert_eq!(described.raw(ntc.sample(1)), [1870]);
    let (iris, _) = project("iris");
    assert_eq!((iris.rows(), iris.width, iris.sample(149)), (150, 4, [59.0, 30.0, 51.0, 18.0].as_slice()));
    let (digits, described) = project("digits");
    assert_eq!((digits.rows(), digits.width, described.image), (1797, 64, Some((8, 8))));
    let Targets::Classes { labels, class } = &digits.targets else { panic!("digits are classes") };
    assert_eq!((labels.len(), class[..12].to_vec()), (10, vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]));
    assert_eq!(digits.x.iter().sum::<f64>(), 561_718.0);
}

#[test]
fn descriptions_agree_with_the_models_of_the_project() {
    for name in ["ntc", "iris"] {
        let described =
            description::open(&weights(&format!("{name}.toml"))).unwrap_or_else(|report| panic!("{report}"));
        let source =
            Source::from_bytes(name, std::fs::read(weights(&format!("{name}.json"))).expect("a model"))
                .expect("UTF-8");
        let network = tinyml_compiler::read(&source).expect("a good model");
        assert_eq!(described.name, network.name);
        for (input, model) in described.inputs.iter().zip(&network.inputs) {
            let signature = |input: &tinyml_compiler::network::Input| {
                (input.name.clone(), input.ty, input.min, input.max)
            };
            assert_eq!(signature(&input.input), signature(model));
        }
    }
}

#[test]
fn labels_that_are_left_to_the_data_are_sorted() {
    let text = PLAIN.replace("type = \"i16\"\nscale = 0.01", "type = \"i16\"\nlabels = \"auto\"");
    let mut described = describe(&text);
    let csv = b"volts,temp\n1.0,10\n1.1,hot\n1.2,9\n1.3,hot\n";
    let loaded =
        dataset::read(csv.as_slice(), "auto.csv", &mut described).unwrap_or_else(|report| panic!("{report}"));
    let labels = ["9", "10", "hot"].map(str::to_owned).to_vec();
    assert_eq!(loaded.dataset.targets, Targets::Classes { labels: labels.clone(), class: vec![1, 2, 0, 2] });
    assert!(matches!(described.outputs, OutputColumns::Classes { labels: found, .. } if found == labels));
}

#[test]
fn the_chip_sees_raw_steps_within_the_range() {
    let text = PLAIN.replace("range = [0, 3300]", "range = [500, 1850]");
    let mut described = describe(&text);
    let csv = b"volts,temp\n1.8814,22.5\n1.8304,23.1\n0.2,24\n";
    let loaded =
        dataset::read(csv.as_slice(), "seen.csv", &mut described).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(loaded.notes.len(), 1, "{:?}", loaded.notes);
    let note = "2 values of `volts` in the data lie outside the declared range [500, 1850], the first in row 1: the chip \
                clamps such inputs";
    assert_eq!(loaded.notes[0], note);
    assert_eq!(loaded.dataset.seen(&described).x, [1.85, 1.83, 0.5]);
}

#[test]
fn a_factor_that_was_forgotten_is_noted() {
    let mut described = describe(&PLAIN.replace("scale = 0.001", "scale = 1"));
    let csv = b"volts,temp\n0.492,62.4\n0.93,45.2\n1.881,22.5\n";
    let loaded = dataset::read(csv.as_slice(), "volts.csv", &mut described)
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(
        loaded.notes,
        ["a raw step of `volts` (1 V) is coarse beside the data: is `multiply` or `scale` as it should be?"]
    );
}

/// A million rows that are never in memory together.
struct Million {
    row: usize,
    rest: Vec<u8>,
}

impl Read for Million {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() && self.row < 1_000_000 {
            let row = self.row;
            self.rest = format!("{}.{},{},x{row}\n", 10 + row % 50, row % 10, row % 3300).into_bytes();
            self.row += 1;
        }
        let length = self.rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.rest[..length]);
        self.rest.drain(..length);
        Ok(length)
    }
}

#[test]
fn a_million_rows_are_read_as_a_stream() {
    let mut described = describe(&PLAIN.replace("scale = 0.001", ""));
    let header: &[u8] = b"temp,volts,note\n";
    let reader = header.chain(Million { row: 0, rest: Vec::new() });
    let started = std::time::Instant::now();
    let loaded =
        dataset::read(reader, "million.csv", &mut described).unwrap_or_else(|report| panic!("{report}"));
    println!("a million rows in {:.2} s", started.elapsed().as_secs_f64());
    assert_eq!(loaded.dataset.rows(), 1_000_000);
    assert_eq!(loaded.dataset.sample(999_999), [(999_999 % 3300) as f64]);
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn flags_make_a_description_of_values() {
    let hidden = Some(vec![8, 8]);
    let flags =
        Flags { inputs: strings(&["ntc_v"]), targets: strings(&["temp_c"]), hidden, ..Flags::default() };
    let mut described =
        Description::from_flags(&flags, &weights("ntc.csv")).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((described.name.as_str(), described.hidden.as_slice()), ("ntc", [8, 8].as_slice()));
    let input = &described.inputs[0].input;
    // 0.492 to 1.881 V in steps of 1 mV, an eighth of that on either side, to a multiple of 100 mV.
    assert_eq!(
        (input.name.as_str(), input.ty, input.scale, input.min, input.max),
        ("ntc_v", IntType::U16, 0.001, 300, 2100)
    );
    let OutputColumns::Values(outputs) = &described.outputs else { panic!("values") };
    let output = &outputs[0].output;
    // 22.6 to 62.4 °C in steps of a hundredth, to a multiple of 5 °C.
    assert_eq!((output.ty, output.scale, output.min, output.max), (IntType::I16, 0.01, 1500, 7000));
    let loaded =
        dataset::open(&weights("ntc.csv"), &mut described).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((loaded.dataset.rows(), loaded.notes.len()), (15, 0));
}

#[test]
fn flags_make_a_description_of_classes() {
    let flags = Flags { inputs: strings(&["p{0..63}"]), targets: strings(&["digit"]), ..Flags::default() };
    let digits =
        Description::from_flags(&flags, &weights("digits.csv")).unwrap_or_else(|report| panic!("{report}"));
    let input = &digits.inputs[0].input;
    assert_eq!((input.name.as_str(), input.length, input.min, input.max), ("p", Some(64), 0, 18));
    // Digits are numbers: without a description they are values.
    assert!(matches!(digits.outputs, OutputColumns::Values(_)));
    let flags =
        Flags { targets: strings(&["species"]), name: Some("My flowers!".to_owned()), ..Flags::default() };
    let mut iris =
        Description::from_flags(&flags, &weights("iris.csv")).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((iris.name.as_str(), iris.inputs.len(), iris.last), ("my_flowers", 4, Activation::Argmax));
    let loaded = dataset::open(&weights("iris.csv"), &mut iris).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(loaded.dataset.outputs(), 3);
}

#[test]
fn flags_replace_the_columns_of_a_description() {
    let mut described = describe(PLAIN);
    described.choose(&strings(&["u"]), &strings(&["t"])).unwrap_or_else(|report| panic!("{report}"));
    let loaded = dataset::read(b"u,t\n1,2\n2,3\n".as_slice(), "ut.csv", &mut described);
    assert_eq!(loaded.unwrap_or_else(|report| panic!("{report}")).dataset.x, [1.0, 2.0]);
    let mut iris = description::open(&weights("iris.toml")).unwrap_or_else(|report| panic!("{report}"));
    let all = ["sepal_width_mm", "sepal_length_mm", "petal_length_mm", "petal_width_mm"];
    let before = iris.clone();
    iris.choose(&strings(&all), &strings(&["species"])).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(iris, before);
    for (named, text) in
        [(&all[..3], "the flags name 3 columns"), (&["sepal_with_mm"], "did you mean `sepal_width_mm`?")]
    {
        let report = iris.choose(&strings(named), &[]).expect_err("another choice");
        assert!(report.to_string().contains(text), "{report}");
    }
}
