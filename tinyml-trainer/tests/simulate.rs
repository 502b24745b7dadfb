//! Do simulated sensors tell the truth, and nothing but it plus the stated noise?

use tinyml_trainer::baselines::{self, Divider, Physics};
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::simulate::{self, Sensor};
use tinyml_trainer::{Folds, Targets, Task};

const SEEDS: std::ops::Range<u64> = 0..10;

fn noise(sensor: &Sensor, task: &Task) -> Vec<f64> {
    let Targets::Values { y, .. } = &task.dataset.targets else { panic!("values") };
    (0..task.dataset.rows()).map(|row| y[row] - sensor.truth(task.dataset.sample(row))).collect()
}

#[test]
fn draws_have_the_noise_that_is_stated() {
    for sensor in simulate::all() {
        let all: Vec<f64> = (0..100).flat_map(|seed| noise(&sensor, &sensor.draw(seed))).collect();
        let rms = (all.iter().map(|off| off * off).sum::<f64>() / all.len() as f64).sqrt();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!(
            (rms / sensor.noise - 1.0).abs() < 0.06,
            "{}: {rms} instead of {}",
            sensor.name,
            sensor.noise
        );
        assert!(mean.abs() < 0.08 * sensor.noise, "{}: {mean}", sensor.name);
    }
}

#[test]
fn draws_are_samples_that_the_description_allows() {
    for sensor in simulate::all() {
        for seed in SEEDS {
            let task = sensor.draw(seed);
            assert!((15..=40).contains(&task.dataset.rows()));
            let seen = task.dataset.seen(&task.description);
            let off =
                task.dataset.x.iter().zip(&seen.x).map(|(x, seen)| (x - seen).abs()).fold(0.0, f64::max);
            assert!(off < 1e-9, "{}: {off}", sensor.name);
            assert_eq!(sensor.draw(seed).dataset, task.dataset);
            assert_ne!(sensor.draw(seed + 1).dataset, task.dataset);
        }
    }
}

#[test]
fn the_truth_has_no_error() {
    for sensor in simulate::all() {
        let task = sensor.draw(0);
        assert!(sensor.true_error(&task, |sample| sensor.truth(sample)) < 1e-9);
        let off = sensor.true_error(&task, |sample| sensor.truth(sample) + 2.0);
        assert!((off - 2.0).abs() < 1e-9, "{off}");
    }
}

#[test]
fn baselines_are_good_where_they_should_be() {
    println!("{:16} {:36} {:>8} {:>8} {:>8}", "sensor", "baseline", "noise", "left out", "true");
    for sensor in simulate::all() {
        let mut found: Vec<(String, Vec<f64>, Vec<f64>)> = Vec::new();
        for seed in SEEDS {
            let task = sensor.draw(seed);
            let physics = (sensor.name == "ntc_and_supply").then_some(Physics::Ntc(Divider::default()));
            for baseline in baselines::all(&task, physics, Folds::LeaveOneOut, 0) {
                let Metrics::Values(left_out) = &baseline.validation else { panic!("values") };
                let truth = sensor.true_error(&task, |sample| (baseline.predict)(sample)[0]);
                match found.iter_mut().find(|(name, ..)| *name == baseline.name) {
                    Some((_, left, truths)) => {
                        left.push(left_out[0].rms);
                        truths.push(truth);
                    }
                    None => found.push((baseline.name, vec![left_out[0].rms], vec![truth])),
                }
            }
        }
        for (name, left_out, truth) in &found {
            let (left_out, truth) = (median(left_out), median(truth));
            println!("{:16} {name:36} {:8.3} {left_out:8.3} {truth:8.3}", sensor.name, sensor.noise);
        }
        let of =
            |wanted: &str| found.iter().find(|(name, ..)| name == wanted).map(|(_, _, truth)| median(truth));
        match sensor.name {
            // The beta equation is what was simulated, so only the noise is left.
            "ntc_and_supply" => assert!(of("beta equation, measured supply") < Some(0.5 * sensor.noise)),
            _ => assert!(of("cubic polynomial") < of("linear")),
        }
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
