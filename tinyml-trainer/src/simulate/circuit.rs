//! The circuits: how a value becomes a voltage, and the other way round.
//!
//! Constants are those of the standards, and of parts that are sold; voltages are in mV at the pin of a 16-bit ADC (or a
//! 12-bit one that is oversampled).

use super::{Quantity, Sensor};

/// The supply where it is not measured.
pub(super) const SUPPLY_MV: f64 = 3300.0;

const CELSIUS: Quantity = Quantity { name: "temp_c", unit: "°C", least: 0.0, greatest: 0.0, step: 0.01 };
const PIN: Quantity = Quantity { name: "adc_mv", unit: "mV", least: 0.0, greatest: 0.0, step: 0.1 };

/// A platinum resistor, IEC 60751.
pub(super) const PT1000: Sensor = Sensor {
    name: "pt1000",
    circuit: "PT1000 below 1 kΩ at 3.3 V, -40 to 200 °C against a reference of 0.5 °C",
    noise: 0.5,
    output: Quantity { least: -40.0, greatest: 200.0, ..CELSIUS },
    supply: None,
    voltage: PIN,
    forward: |celsius, supply| divider(platinum(celsius), 1000.0, supply),
    truth: |mv, supply| invert(|celsius| divider(platinum(celsius), 1000.0, supply), -100.0, 300.0, mv),
};

/// A photodiode that is loaded so that bright light saturates it.
pub(super) const PHOTODIODE: Sensor = Sensor {
    name: "photodiode",
    circuit: "photodiode (10 nA/lx, 10 pA dark) at 47 kΩ, 0 to 1600 lx against a reference of 10 lx",
    noise: 10.0,
    output: Quantity { name: "light_lx", unit: "lx", least: 0.0, greatest: 1600.0, step: 0.1 },
    supply: None,
    voltage: PIN,
    forward: |lux, _| invert(photodiode, 0.0, 700.0, lux),
    truth: |mv, _| photodiode(mv),
};

/// A thermocouple of type K, IEC 60584, with its cold end at 0 °C.
pub(super) const THERMOCOUPLE_K: Sensor = Sensor {
    name: "thermocouple_k",
    circuit: "thermocouple K, amplified 61 times, 0 to 800 °C against a reference of 2 °C",
    noise: 2.0,
    output: Quantity { least: 0.0, greatest: 800.0, step: 0.1, ..CELSIUS },
    supply: None,
    voltage: PIN,
    forward: |celsius, _| 61.0 * thermocouple(celsius),
    truth: |mv, _| invert(|celsius| 61.0 * thermocouple(celsius), -100.0, 1300.0, mv),
};

/// A thermistor of 10 kΩ and beta 3950 K, at a battery whose voltage is measured, too.
pub(super) const NTC_AND_SUPPLY: Sensor = Sensor {
    name: "ntc_and_supply",
    circuit: "NTC of 10 kΩ (beta 3950 K) below 10 kΩ at 2.7 to 3.6 V, 0 to 70 °C against a reference of 0.3 °C",
    noise: 0.3,
    output: Quantity { least: 0.0, greatest: 70.0, ..CELSIUS },
    supply: Some(Quantity { name: "supply_mv", unit: "mV", least: 2700.0, greatest: 3600.0, step: 1.0 }),
    voltage: PIN,
    forward: |celsius, supply| divider(thermistor(celsius), 10_000.0, supply),
    truth: |mv, supply| {
        let ohm = 10_000.0 * mv / (supply - mv);
        1.0 / ((ohm / 10_000.0).ln() / BETA + 1.0 / WARM) - KELVIN
    },
};

const KELVIN: f64 = 273.15;
const WARM: f64 = KELVIN + 25.0;
const BETA: f64 = 3950.0;

fn divider(ohm: f64, series: f64, supply: f64) -> f64 {
    supply * ohm / (ohm + series)
}

fn thermistor(celsius: f64) -> f64 {
    10_000.0 * (BETA * (1.0 / (celsius + KELVIN) - 1.0 / WARM)).exp()
}

/// Callendar's and Van Dusen's equation.
fn platinum(celsius: f64) -> f64 {
    const A: f64 = 3.9083e-3;
    const B: f64 = -5.775e-7;
    const C: f64 = -4.183e-12;
    let cold = if celsius < 0.0 { C * (celsius - 100.0) * celsius.powi(3) } else { 0.0 };
    1000.0 * (1.0 + A * celsius + B * celsius * celsius + cold)
}

/// Illuminance from the voltage: what flows through the load, and what the diode itself takes (Shockley's equation with
/// an ideality of 1.3 at 25 °C).
fn photodiode(mv: f64) -> f64 {
    const AMPERE_PER_LUX: f64 = 10e-9;
    const DARK_AMPERE: f64 = 10e-12;
    const THERMAL_MV: f64 = 1.3 * 25.69;
    (mv / 1000.0 / 47_000.0 + DARK_AMPERE * ((mv / THERMAL_MV).exp() - 1.0)) / AMPERE_PER_LUX
}

/// Voltage of type K in mV from 0 °C up: the reference function of NIST's Monograph 175; below, its tangent.
fn thermocouple(celsius: f64) -> f64 {
    const POWERS: [f64; 10] = [
        -0.176004136860e-1,
        0.389212049750e-1,
        0.185587700320e-4,
        -0.994575928740e-7,
        0.318409457190e-9,
        -0.560728448890e-12,
        0.560750590590e-15,
        -0.320207200030e-18,
        0.971511471520e-22,
        -0.121047212750e-25,
    ];
    let at = celsius.max(0.0);
    let polynomial = POWERS.iter().rev().fold(0.0, |sum, power| sum * at + power);
    let bump = 0.1185976 * (-0.1183432e-3 * (at - 126.9686).powi(2)).exp();
    polynomial + bump + 0.0394 * celsius.min(0.0)
}

/// Where a rising function has a value, between two ends, to the last bit.
fn invert(function: impl Fn(f64) -> f64, mut low: f64, mut high: f64, value: f64) -> f64 {
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if function(middle) < value { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::{photodiode, platinum, thermistor, thermocouple};

    #[test]
    fn tables_of_the_standards_are_met() {
        for (celsius, ohm) in [(-40.0, 842.71), (0.0, 1000.0), (100.0, 1385.06), (200.0, 1758.56)] {
            assert!((platinum(celsius) - ohm).abs() < 0.006, "{celsius}: {}", platinum(celsius));
        }
        for (celsius, mv) in [(0.0, 0.0), (25.0, 1.0), (100.0, 4.096), (500.0, 20.644), (800.0, 33.275)] {
            assert!((thermocouple(celsius) - mv).abs() < 0.0006, "{celsius}: {}", thermocouple(celsius));
        }
        assert!((thermistor(25.0) - 10_000.0).abs() < 1e-9 && (thermistor(70.0) - 1757.0).abs() < 5.0);
        assert!(photodiode(0.0) == 0.0 && photodiode(470.0) > 2.0 * photodiode(235.0));
    }
}
