//! Do the baselines agree with what is known, and do they see only what they may?

use std::path::{Path, PathBuf};

use tinyml_trainer::baselines::{self, Baseline, Divider, Physics};
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::{Folds, Task, dataset, description};

fn task(name: &str) -> Task {
    let path = |end: &str| -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights").join(format!("{name}.{end}"))
    };
    let mut description = description::open(&path("toml")).unwrap_or_else(|report| panic!("{report}"));
    let loaded = dataset::open(&path("csv"), &mut description).unwrap_or_else(|report| panic!("{report}"));
    Task { dataset: loaded.dataset, description }
}

fn figures(baseline: &Baseline) -> (f64, f64, f64) {
    match (&baseline.training, &baseline.validation) {
        (Metrics::Values(training), Metrics::Values(validation)) => {
            (training[0].rms, validation[0].rms, validation[0].worst.abs())
        }
        (training, validation) => (training.loss(), validation.loss(), 0.0),
    }
}

#[test]
fn the_thermistor_has_the_figures_of_another_implementation() {
    let found = baselines::all(&task("ntc"), Some(Physics::Ntc(Divider::default())), Folds::LeaveOneOut, 0);
    // The first three rows: weights/training/baselines.py (numpy and scipy).
    let expected = [
        ("cubic polynomial", 0.418, 0.548, 1.177),
        ("beta equation, 3.3 V", 0.613, 0.695, 1.250),
        ("Steinhart-Hart, 3.3 V", 0.611, 0.742, 1.250),
    ];
    for (name, training, left_out, worst) in expected {
        let baseline = found.iter().find(|baseline| baseline.name == name).expect("the baseline");
        let off = figures(baseline);
        for (found, wanted) in [(off.0, training), (off.1, left_out), (off.2, worst)] {
            assert!((found - wanted).abs() < 0.0006, "{name}: {found} instead of {wanted}");
        }
    }
    for baseline in &found {
        let (training, left_out, worst) = figures(baseline);
        println!("{:24} {:2} {training:.3} {left_out:.3} {worst:.3}", baseline.name, baseline.parameters);
    }
    let names: Vec<&str> = found.iter().map(|baseline| baseline.name.as_str()).collect();
    assert_eq!(
        names[..5],
        ["constant", "linear", "quadratic polynomial", "cubic polynomial", "table of 5 numbers"]
    );
}

#[test]
fn classes_have_baselines_of_their_own() {
    for (name, most) in [("iris", [0.67, 0.2, 0.06]), ("digits", [0.91, 0.12, 0.05])] {
        let found = baselines::all(&task(name), None, Folds::Parts(5), 0);
        assert_eq!(found.len(), 3);
        for (baseline, most) in found.iter().zip(most) {
            let (training, validation, _) = figures(baseline);
            println!("{name}: {:22} {:4} {training:.4} {validation:.4}", baseline.name, baseline.parameters);
            assert!(validation <= most, "{name}: {} is wrong on {validation}", baseline.name);
        }
    }
}

#[test]
fn nothing_is_learnt_from_what_is_kept_back() {
    let mut task = task("ntc");
    let before = baselines::all(&task, None, Folds::LeaveOneOut, 0);
    let tinyml_trainer::Targets::Values { y, .. } = &mut task.dataset.targets else { panic!("values") };
    y[7] += 1000.0;
    let after = baselines::all(&task, None, Folds::LeaveOneOut, 0);
    for (before, after) in before.iter().zip(&after) {
        let (Metrics::Values(before), Metrics::Values(after)) = (&before.validation, &after.validation)
        else {
            panic!("values")
        };
        // The fit that kept row 7 back never saw it: its error there is off by exactly what was added.
        assert_eq!(after[0].worst_row, 7);
        let error = after[0].worst + 1000.0;
        assert!(error.abs() <= before[0].worst.abs() + 1e-9, "{error} beside {}", before[0].worst);
    }
}
