//! The models in `weights/`: what the README says of them, held by a test, and the same bits wherever they run.
//!
//! Run with `--nocapture` to see the figures. The chip's side of the same bits is `cargo xtask bench`.

use tinyml::tinyml_model;
use tinyml_compiler::network::Network;
use tinyml_compiler::promises::Promises;
use tinyml_compiler::reference::argmax;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Options, compile, read};

#[tinyml_model("../../weights/ntc.json", quant = "i8", max_error = 0.10)]
struct Ntc;

#[tinyml_model("../../weights/ntc.json", lowering = "piecewise", max_error = 0.00501)]
struct NtcPiecewise;

#[tinyml_model("../../weights/sine.json", lowering = "piecewise")]
struct SinePiecewise;

#[tinyml_model("../../weights/iris.json", quant = "i8")]
struct Iris;

#[tinyml_model("../../weights/sine.json", quant = "i8")]
struct Sine;

#[tinyml_model("../../weights/sine.json", quant = "i8", activations = "i8")]
struct SineI8;

fn source(name: &str) -> Source {
    let path = format!("{}/../weights/{name}", env!("CARGO_MANIFEST_DIR"));
    Source::from_bytes(name, std::fs::read(path).expect("a model in weights/")).expect("valid text")
}

fn network(name: &str) -> Network {
    read(&source(name)).expect("a valid model")
}

#[test]
fn ntc_keeps_its_promise_at_every_millivolt() {
    let (network, mut worst) = (network("ntc.json"), (0.0_f64, 0));
    for mv in 0..=3300_u16 {
        let float = network.evaluate(&[i32::from(mv)])[0];
        let deviation = (f64::from(Ntc.infer(mv)) * 0.01 - float).abs();
        if deviation > worst.0 {
            worst = (deviation, mv);
        }
    }
    println!("ntc: {:.4} °C at worst, at {} mV, over 3,301 inputs (bar: 0.10 °C)", worst.0, worst.1);
    assert!(worst.0 <= 0.10);
    assert_eq!(i32::from(worst.1), Ntc::WORST_ERROR_AT[0]);
    assert!((f64::from(Ntc::WORST_ERROR) - worst.0).abs() < 1e-6);
}

/// The float output in steps, rounded half up.
fn rounded(network: &Network, raw: u16, scale: f64) -> f64 {
    (network.evaluate(&[i32::from(raw)])[0] / scale + 0.5).floor()
}

#[test]
fn segments_are_the_float_network_rounded() {
    let network = network("ntc.json");
    for mv in 0..=u16::MAX {
        let expected = rounded(&network, mv.min(3300), 0.01);
        assert_eq!(f64::from(NtcPiecewise.infer(mv)), expected, "{mv} mV");
    }
    println!("ntc as segments: {} bytes of constants", NtcPiecewise::FLASH_BYTES);
    const { assert!(NtcPiecewise::FLASH_BYTES <= 280) };
}

#[test]
fn segments_of_two_hidden_layers_of_sixteen() {
    let network = network("sine.json");
    let scale = f64::from(SinePiecewise::OUTPUT_SCALE);
    for phase in 0..=u16::MAX {
        assert_eq!(f64::from(SinePiecewise.infer(phase)), rounded(&network, phase, scale), "{phase}");
    }
    println!("sine as segments: {} bytes of constants", SinePiecewise::FLASH_BYTES);
}

#[test]
fn ntc_falls_and_clamps() {
    assert!((1..=3300).all(|mv| Ntc.infer(mv) <= Ntc.infer(mv - 1)), "a warmer NTC pulls the divider down");
    assert!((3301..=u16::MAX).all(|mv| Ntc.infer(mv) == Ntc.infer(3300)));
    assert!(Ntc.try_infer(3300).is_ok() && Ntc.try_infer(3301).is_err());
}

/// The interpreter of rustc runs the kernels too: the same bits as the machine's.
#[test]
fn const_evaluation_gives_the_same_bits() {
    const STEP: usize = 257;
    const OUTPUTS: [i16; 256] = {
        let (mut outputs, mut index) = ([0; 256], 0);
        while index < outputs.len() {
            outputs[index] = Ntc.infer((index * STEP) as u16);
            index += 1;
        }
        outputs
    };
    for (index, output) in OUTPUTS.iter().enumerate() {
        assert_eq!(*output, Ntc.infer((index * STEP) as u16));
    }
}

/// The expansion calls typed layers, the compiler slice kernels: the same bits over all inputs of the type.
#[test]
fn the_expansion_gives_the_bits_of_the_compiler() {
    let promises = Promises { max_error: Some(0.10), ..Promises::default() };
    let options = Options { promises, ..Options::default() };
    let compiled = compile(&source("ntc.json"), &options).expect("a valid model");
    let host = &compiled.model().program;
    assert!((0..=u16::MAX).all(|mv| host.run(&[i32::from(mv)]) == [i32::from(Ntc.infer(mv))]));
}

#[test]
fn sine_follows_its_float_network() {
    let network = network("sine.json");
    let scale = f64::from(Sine::OUTPUT_SCALE);
    let worst = |infer: &dyn Fn(u16) -> i16| {
        let deviation = |x: u16| (f64::from(infer(x)) * scale - network.evaluate(&[i32::from(x)])[0]).abs();
        (0..=u16::MAX).map(deviation).fold(0.0, f64::max)
    };
    let (i16_error, i8_error) = (worst(&|x| Sine.infer(x)), worst(&|x| SineI8.infer(x)));
    println!("sine: {i16_error:.4} at worst with i16 activations, {i8_error:.4} with i8");
    assert!(i16_error < 0.01 && i8_error < 0.10);
}

#[test]
fn iris_names_the_classes_that_the_float_network_names() {
    let network = network("iris.json");
    let text = include_str!("../../weights/iris.csv");
    let (mut same, mut right, mut samples) = (0, 0, 0);
    for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let fields: Vec<&str> = line.split(',').collect();
        let [a, b, c, d] = [0, 1, 2, 3].map(|field| fields[field].parse::<u8>().expect("millimetres"));
        let class = Iris.classify(a, b, c, d);
        let float = argmax(&network.evaluate(&[a, b, c, d].map(i32::from)));
        samples += 1;
        same += u32::from(class == IrisClass::ALL[float]);
        right += u32::from(class.label() == fields[4]);
    }
    println!(
        "iris: same class as the float network on {same} of {samples}; right on {right}, all of which it learnt from"
    );
    assert_eq!(samples, 150);
    assert!(same >= 149);
    assert!(right >= 145);
}
