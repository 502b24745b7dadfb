//! The teacher against dense definitions, exact curves, and the figures that are known of the thermistor.

use nalgebra::{DMatrix, DVector};

use super::super::bspline::Knots;
use super::super::pspline;
use super::{Teacher, problem};
use crate::description::Monotone;

const MV: [f64; 15] = [
    1881.0, 1870.0, 1836.0, 1755.0, 1671.0, 1573.0, 1320.0, 1229.0, 986.0, 970.0, 930.0, 747.0, 705.0, 656.0,
    492.0,
];
const CELSIUS: [f64; 15] =
    [22.6, 23.1, 24.1, 26.4, 28.5, 31.0, 36.8, 37.2, 43.8, 44.5, 45.2, 52.3, 53.3, 54.4, 62.4];

fn fitted(x: &[f64], y: &[f64], wanted: Option<Monotone>) -> Teacher {
    Teacher::fit(x, y, wanted).unwrap_or_else(|error| panic!("{error}"))
}

fn rms(errors: impl Iterator<Item = f64>) -> f64 {
    let squares: Vec<f64> = errors.map(|error| error * error).collect();
    super::mean(&squares).sqrt()
}

#[test]
fn the_thermistor_gives_the_known_figures() {
    let whole = fitted(&MV, &CELSIUS, None);
    let training = rms(MV.iter().zip(CELSIUS).map(|(&x, y)| whole.value(x) - y));
    let left_out = rms((0..15).map(|out| {
        let keep = |values: &[f64]| -> Vec<f64> {
            values.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, &value)| value).collect()
        };
        fitted(&keep(&MV), &keep(&CELSIUS), None).value(MV[out]) - CELSIUS[out]
    }));
    assert!((training - 0.411).abs() < 0.001, "{training}");
    assert!((left_out - 0.560).abs() < 0.001, "{left_out}");
    assert_eq!(whole.direction(), Some(Monotone::Decreasing));
}

#[test]
fn a_cubic_comes_out_exactly_with_straight_tails() {
    let x: Vec<f64> = (0..30).map(|at| f64::from(at) * 0.1).collect();
    let cubic = |x: f64| 1.0 - 2.0 * x + 0.3 * x * x * x;
    let y: Vec<f64> = x.iter().map(|&x| cubic(x)).collect();
    let teacher = fitted(&x, &y, None);
    for step in 0..100 {
        let at = -0.3 + f64::from(step) * 0.035;
        assert!((teacher.value(at) - cubic(at)).abs() < 1e-6, "{at}: {}", teacher.value(at));
    }
    let (low, high) = teacher.range();
    assert!((low + 0.3625).abs() < 1e-12 && (high - 3.2625).abs() < 1e-12);
    for at in [low, high] {
        let slope = -2.0 + 0.9 * at * at;
        let beyond = if at == low { at - 7.0 } else { at + 7.0 };
        assert!((teacher.value(beyond) - cubic(at) - slope * (beyond - at)).abs() < 1e-4);
    }
}

/// AICc by the hat matrix of the whole design, as the definition has it.
#[test]
fn aicc_is_that_of_the_dense_definition() {
    let knots = Knots { low: 400.0, high: 2000.0, segments: 20 };
    let problem = problem(knots, &MV, &CELSIUS);
    let rows: Vec<f64> = MV.iter().flat_map(|&x| knots.row(x)).collect();
    let design = DMatrix::from_row_slice(15, knots.count(), &rows);
    let wanted = DVector::from_column_slice(&CELSIUS);
    for order in [3, 4] {
        let fit = pspline::fit(&problem, order, 0.0).unwrap_or_else(|| panic!("no fit"));
        let steps = pspline::differences(knots.count(), order);
        let square = design.transpose() * &design + steps.transpose() * &steps * fit.strength;
        let inverse = square.try_inverse().unwrap_or_else(|| panic!("singular"));
        let hat = &design * inverse * design.transpose();
        let spent = hat.trace() + 1.0;
        let squares = (&wanted - &hat * &wanted).norm_squared();
        let aicc = 15.0 * (squares / 15.0).ln() + 2.0 * spent + 2.0 * spent * (spent + 1.0) / (14.0 - spent);
        assert!((fit.spent - spent).abs() < 1e-3, "{} {spent}", fit.spent);
        assert!((fit.aicc - aicc).abs() < 1e-2, "{} {aicc}", fit.aicc);
    }
}

#[test]
fn a_demanded_direction_is_kept_where_the_data_waver() {
    let x: Vec<f64> = (0..60).map(f64::from).collect();
    let y: Vec<f64> = x.iter().map(|x| x / 20.0 + (x / 6.0).sin()).collect();
    assert_eq!(fitted(&x, &y, None).direction(), None);
    let held = fitted(&x, &y, Some(Monotone::Increasing));
    let values: Vec<f64> = (-200..900).map(|step| held.value(f64::from(step) / 10.0)).collect();
    assert!(values.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9));
    assert!(rms(x.iter().zip(&y).map(|(&x, y)| held.value(x) - y)) < 0.5);
}

#[test]
fn data_against_the_direction_and_a_single_place_are_refused() {
    let refused = Teacher::fit(&MV, &CELSIUS, Some(Monotone::Increasing));
    assert!(refused.is_err_and(|error| error.to_string().contains("correlation -0.99")));
    let single = Teacher::fit(&[2.0; 12], &CELSIUS[..12], None);
    assert!(single.is_err_and(|error| error.to_string().contains("all the same")));
}

#[test]
fn nine_places_give_a_polynomial() {
    let teacher = fitted(&MV[..9], &CELSIUS[..9], Some(Monotone::Decreasing));
    assert!(teacher.about.contains("PRESS"), "{}", teacher.about);
    assert_eq!(teacher.direction(), Some(Monotone::Decreasing));
}

#[test]
fn many_exact_rows_are_followed_closely() {
    let x: Vec<f64> = (0..4096).map(|at| f64::from(at) * 16.0).collect();
    let wave = |x: f64| (x * std::f64::consts::TAU / 65_536.0).sin();
    let y: Vec<f64> = x.iter().map(|&x| wave(x)).collect();
    let teacher = fitted(&x, &y, None);
    assert!((0..65_536).step_by(97).all(|x| (teacher.value(f64::from(x)) - wave(f64::from(x))).abs() < 1e-4));
}
