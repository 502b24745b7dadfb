//! Are a fault, a measurement and everything else told apart, at every value that can arrive?

use tinyml::tinyml_model;

#[tinyml_model("../models/good/faults.json")]
struct Probe;

#[tinyml_model("../models/good/faults_of_several.json", faults = Trouble)]
struct Boiler;

/// A match without a last resort compiles: the variants are all that there is.
fn number(fault: ProbeFault) -> usize {
    match fault {
        ProbeFault::ShortCircuit => 0,
        ProbeFault::OpenCircuit => 1,
        ProbeFault::Disconnected => 2,
        ProbeFault::BeyondCalibration => 3,
    }
}

#[test]
fn every_value_of_the_type_says_what_the_file_says() {
    for adc_mv in 0..=u16::MAX {
        // By the definition of the file, and not by the order in which the expansion asks.
        let fault = match adc_mv {
            0..=40 => Some(ProbeFault::ShortCircuit),
            3260..=65_534 => Some(ProbeFault::OpenCircuit),
            65_535 => Some(ProbeFault::Disconnected),
            41..=449 | 1901..=3259 => Some(ProbeFault::BeyondCalibration),
            450..=1900 => None,
        };
        assert_eq!(Probe.fault(adc_mv), fault, "{adc_mv}");
        let value = fault.map_or_else(|| Ok(Probe.infer(adc_mv)), Err);
        assert_eq!(Probe.infer_or_fault(adc_mv), value, "{adc_mv}");
    }
    assert!(ProbeFault::ALL.into_iter().map(number).eq(0..4));
}

#[test]
fn faults_of_several_inputs_are_told_in_their_order() {
    let fault = |water_mv, humidity, tilt: [i8; 2]| Boiler.fault(water_mv, humidity, &tilt, 0);
    assert_eq!(fault(41, 10, [-90, 90]), None);
    assert_eq!(fault(3260, 255, [-91, 0]), Some(Trouble::WaterMvOpenCircuit));
    assert_eq!(fault(40, 255, [-91, 0]), Some(Trouble::WaterMvShortCircuit));
    assert_eq!(fault(3259, 255, [-91, 0]), Some(Trouble::HumidityOpenCircuit));
    for humidity in 0..=254 {
        let beyond = (!(10..=90).contains(&humidity)).then_some(Trouble::HumidityBeyondCalibration);
        assert_eq!(fault(1500, humidity, [90, 90]), beyond);
    }
    assert_eq!(fault(1500, 50, [0, 91]), Some(Trouble::TiltOutOfRange));
    let value = Boiler.infer(1500, 50, &[1, 2], 3);
    assert_eq!(Boiler.infer_or_fault(1500, 50, &[1, 2], 3), Ok(value));
    assert_eq!(Boiler.infer_or_fault(1500, 50, &[1, 91], 3), Err(Trouble::TiltOutOfRange));
}

/// rustc decides too, so that a firmware can assert what it counts on.
#[test]
fn rustc_computes_the_same() {
    const FAULTS: [Option<ProbeFault>; 4] =
        [Probe.fault(40), Probe.fault(41), Probe.fault(450), Probe.fault(u16::MAX)];
    let expected = [
        Some(ProbeFault::ShortCircuit),
        Some(ProbeFault::BeyondCalibration),
        None,
        Some(ProbeFault::Disconnected),
    ];
    assert_eq!(FAULTS, expected);
    const { assert!(Probe.infer_or_fault(1500).is_ok() && Probe.infer_or_fault(3300).is_err()) };
}

#[test]
fn faults_say_what_they_are() {
    assert_eq!(
        ProbeFault::ALL.map(|fault| fault.to_string()),
        [
            "`adc_mv` in 0..=40 means `short_circuit`: Contact to ground",
            "`adc_mv` in 3260..=65534 means `open_circuit`",
            "`adc_mv` at 65535 means `disconnected`: The converter does not answer",
            "`adc_mv` lies outside of 450..=1900, for which the model is calibrated",
        ]
    );
    let error: &dyn std::error::Error = &Trouble::TiltOutOfRange;
    assert_eq!(error.to_string(), "`tilt` lies outside of -90..=90, for which the model was made");
    assert_eq!(
        (Trouble::HumidityOpenCircuit.input(), Trouble::HumidityOpenCircuit.name()),
        ("humidity", "open_circuit")
    );
}

/// A fault is passed in registers: it has one byte, and a result of a value has four.
#[test]
fn a_fault_is_small() {
    assert_eq!((size_of::<ProbeFault>(), size_of::<Option<ProbeFault>>()), (1, 1));
    assert_eq!(size_of::<Result<i16, ProbeFault>>(), 4);
}
