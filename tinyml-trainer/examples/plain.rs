//! A sensor with two inputs, simulated: how far from the truth the integer network and polynomials are.
//!
//! `cargo run --release -p tinyml-trainer --example plain` draws ten sets of noisy measurements of a thermistor and its supply.

use tinyml_compiler::diagnostic::Report;
use tinyml_trainer::integer::{Integer, raw_inputs};
use tinyml_trainer::plain::plain;
use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{Folds, Recipe, Training, baselines, simulate};

fn main() -> Result<(), Report> {
    for sensor in simulate::all().into_iter().filter(|sensor| sensor.description().inputs.len() > 1) {
        println!("{}: {}, noise {}", sensor.name, sensor.circuit, sensor.noise);
        let mut better = 0;
        for seed in 0..10 {
            let mut task = sensor.draw(seed);
            task.description.hidden = vec![16, 8];
            let training =
                Training { seed: 1, recipe: Recipe::Plain, deploy: task.description.deploy.clone() };
            let trained = plain(&task, &training, &Unwatched)?;
            let integer = Integer::of(&trained.network, &training.deploy)?;
            let predict = |x: &[f64]| integer.outputs(&raw_inputs(&trained.network.inputs, x))[0];
            let own = sensor.true_error(&task, predict);
            let float = sensor
                .true_error(&task, |x| trained.network.evaluate(&raw_inputs(&trained.network.inputs, x))[0]);
            let mut line = format!("{} rows: network {own:.3} (float {float:.3})", task.dataset.rows());
            let mut best = f64::INFINITY;
            for baseline in baselines::all(&task, None, Folds::Parts(5), 1) {
                let error = sensor.true_error(&task, |x| (baseline.predict)(x)[0]);
                best = best.min(error);
                line += &format!(", {} {error:.3}", baseline.name);
            }
            better += usize::from(own < best);
            println!("{line}; {}", trained.notes.join("; "));
        }
        println!("the network was nearer to the truth than every baseline in {better} of 10 draws");
    }
    Ok(())
}
