//! Is all that a description can say understood, and does no text bring the readers down?

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, IntType};
use tinyml_compiler::options::{ActivationBits, Quant, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_trainer::description::{self, Monotone, OutputColumns};
use tinyml_trainer::{Description, Folds, Recipe, dataset};

const EVERYTHING: &str = r#"
name = "all_of_it"
description = "All that can be said."

[[inputs]]
name = "pixels"
description = "Ink"
columns = "p{0..3}"
multiply = 0.5
type = "u8"
unit = "%"
range = [0, 100]
scale = 0.25
length = 4

[[inputs]]
name = "light"
columns = ["left", "right"]
type = "i16"
range = [-5, 5]

[[inputs]]
name = "bars"
length = 2
type = "i8"
range = [0, 9]

[[outputs]]
name = "kind"
description = "What it is"
column = "class"
type = "i16"
scale = 0.002
range = [-9000, 9000]
labels = ["no fault", "fault"]

[network]
hidden = [12, 4]
activation = "leaky_relu"
slope = 0.1
last = "softmax"

[training]
seed = 7
recipe = "classify"
folds = 10
image = [4, 2]

[deploy]
quant = "i16"
layers = { fc1 = "i4", out = "i8" }
activations = "i8"
max_error = 0.5
"#;

fn read(text: &str) -> Description {
    let source = Source::from_bytes("all.toml", text.into()).expect("UTF-8");
    description::read(&source).unwrap_or_else(|report| panic!("{report}"))
}

/// What a description says of a sensor's faults is what the model file will say.
#[test]
fn faults_are_those_of_the_model_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    let description = description::open(&folder.join("ntc.toml")).expect("the thermistor's description");
    let model = std::fs::read(folder.join("ntc.json")).expect("its model");
    let network = Source::from_bytes("ntc.json", model).and_then(|source| tinyml_compiler::read(&source));
    let expected = &network.expect("a valid model").inputs[0].faults;
    assert_eq!(&description.inputs[0].input.faults, expected);
    assert_eq!(expected.declared.len(), 2);
}

/// They are refused for the same reasons, at their place in the description.
#[test]
fn faults_are_checked_like_those_of_a_model_file() {
    let text = r#"
name = "probe"

[[inputs]]
name = "adc_mv"
type = "u16"
range = [0, 3300]
calibrated = [30, 1900]
faults = [{ name = "short_circuit", range = [0, 40] }, { name = "open circuit", range = [3260, 70000] }]

[[outputs]]
name = "temp_c"
type = "i16"
scale = 0.01
"#;
    let source = Source::from_bytes("probe.toml", text.into()).expect("UTF-8");
    let report = description::read(&source).expect_err("three mistakes").to_string();
    for code in ["T0501", "T0504", "T0525"] {
        assert!(report.contains(code), "{report}");
    }
}

#[test]
fn everything_is_understood() {
    let all = read(EVERYTHING);
    let columns = ["p0", "p1", "p2", "p3", "left", "right", "bars0", "bars1", "class"];
    assert_eq!((all.width(), all.columns()), (8, columns.to_vec()));
    let pixels = &all.inputs[0];
    assert_eq!((pixels.multiply, pixels.input.ty, pixels.input.scale), (0.5, IntType::U8, 0.25));
    assert_eq!((pixels.input.min, pixels.input.max, pixels.input.unit.as_deref()), (0, 100, Some("%")));
    assert_eq!(
        all.inputs.iter().map(|input| input.input.length).collect::<Vec<_>>(),
        [Some(4), Some(2), Some(2)]
    );
    let OutputColumns::Classes { output, labels, .. } = &all.outputs else { panic!("classes") };
    assert_eq!((output.scale, output.min, labels.len()), (0.002, -9000, 2));
    assert_eq!((all.hidden.as_slice(), all.last), ([12, 4].as_slice(), Activation::Softmax));
    assert_eq!(all.activation, Activation::LeakyRelu { slope: 0.1 });
    assert_eq!((all.training.seed, all.training.recipe), (Some(7), Some(Recipe::Classify)));
    assert_eq!((all.training.folds, all.image), (Some(Folds::Parts(10)), Some((4, 2))));
    let layers = vec![("fc1".to_owned(), Storage::I4), ("out".to_owned(), Storage::I8)];
    let quant = Some(Quant { all: Storage::I16, layers });
    let promises = Promises { max_error: Some(0.5), ..Promises::default() };
    let activations = Some(ActivationBits::I8);
    let deploy = Options { quant, activations, promises, ..Options::default() };
    assert_eq!(all.deploy, deploy);
}

#[test]
fn little_has_to_be_said() {
    let least = r#"
        name = "least"
        monotone = "increasing"
        inputs = [{ name = "x", type = "u16", range = [0, 9] }]
        outputs = [{ name = "y", type = "i16", scale = 1 }]
    "#;
    let least = read(least);
    assert_eq!((least.hidden.as_slice(), least.activation), ([8, 8].as_slice(), Activation::Relu));
    assert_eq!((least.columns(), least.monotone), (vec!["x", "y"], Some(Monotone::Increasing)));
    assert_eq!((least.deploy, least.training.seed), (Options::default(), None));
}

/// Text with pieces cut out, doubled and replaced.
fn spoilt(text: &str, random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..random.random_range(1..4) {
        let from = random.random_range(0..=bytes.len());
        let to = (from + random.random_range(0..12)).min(bytes.len());
        let piece = match random.random_range(0..4) {
            0 => Vec::new(),
            1 => bytes[from..to].repeat(2),
            2 => b",;\"\n\r[]{}=.-e9\xff".iter().copied().filter(|_| random.random_bool(0.2)).collect(),
            _ => b"1e308".to_vec(),
        };
        bytes.splice(from..to, piece);
    }
    bytes
}

#[test]
fn no_text_brings_the_readers_down() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let csv = "p0,p1,p2,p3,left,right,bars0,bars1,class\n1,2,3,4,-1,1,2,3,fault\n5,6,7,8,0,0,4,5,no fault\n";
    let (mut read_well, mut described) = (0, 0);
    for _ in 0..3000 {
        if let Ok(source) = Source::from_bytes("spoilt.toml", spoilt(EVERYTHING, &mut random)) {
            described += usize::from(description::read(&source).is_ok());
        }
        let bytes = spoilt(csv, &mut random);
        read_well +=
            usize::from(dataset::read(bytes.as_slice(), "spoilt.csv", &mut read(EVERYTHING)).is_ok());
    }
    // Some damage does no harm, and most does.
    assert!((20..2900).contains(&read_well) && (20..2900).contains(&described), "{read_well} {described}");
}
