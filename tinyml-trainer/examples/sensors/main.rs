//! What the recipe for one input reaches: on the thermistor, and untouched on simulated sensors.
//!
//! ```text
//! cargo run --release -p tinyml-trainer --example sensors
//! ```
//!
//! Leave-one-out refits everything for each point: teacher, kinks, network, integers. The figures are those of the integer network
//! as it would be deployed, i8 weights.

use std::path::Path;
use std::time::Instant;

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Outputs;
use tinyml_compiler::source::Source;
use tinyml_trainer::baselines::{self, Baseline};
use tinyml_trainer::integer::{Integer, raw_inputs};
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::simulate::{self, Sensor};
use tinyml_trainer::validate::cross_validate;

use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{Dataset, Folds, Recipe, Targets, Task, Trained, Training, dataset, description, train};

const SEEDS: [u64; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const DRAWS: u64 = 10;

fn main() -> Result<(), Report> {
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if wanted("ntc") {
        thermistor(&[8, 8])?;
        thermistor(&[8])?;
    }
    if wanted("sine") {
        sine()?;
    }
    for sensor in simulate::all() {
        if wanted(sensor.name) {
            simulated_sensor(&sensor)?;
        }
    }
    Ok(())
}

fn training(seed: u64) -> Training {
    Training { seed, recipe: Recipe::Smooth, deploy: Options::default() }
}

fn thermistor(hidden: &[usize]) -> Result<(), Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    let mut description = description::open(&folder.join("ntc.toml"))?;
    let dataset = dataset::open(&folder.join("ntc.csv"), &mut description)?.dataset;
    description.hidden = hidden.to_vec();
    let task = Task { dataset, description };
    println!("thermistor, hidden layers {hidden:?}, °C");
    println!("seed  train   l-o-o   l-o-o max  float l-o-o  deviation  monotone  in range  idle  seconds");
    let mut left_out = Vec::new();
    for seed in SEEDS {
        let start = Instant::now();
        let trained = train(&task, &training(seed), &Unwatched)?;
        let validation = cross_validate(&task, &training(seed), Folds::LeaveOneOut, &[seed], &Unwatched)?;
        let seconds = start.elapsed().as_secs_f64();
        let run = &validation.runs[0];
        let (integer, float) = (values(&run.integer), values(&run.float));
        let found = look(&trained, &task)?;
        println!(
            "{seed:4}  {:.3}   {:.3}   {:.3}      {:.3}        {:.4}     {:8}  {:8}  {:4}  {seconds:.1}",
            found.training,
            integer.0,
            integer.1,
            float.0,
            found.deviation,
            found.monotone,
            found.in_range,
            found.idle
        );
        left_out.push(integer.0);
        if seed == SEEDS[0] {
            trained.notes.iter().for_each(|note| println!("      {note}"));
        }
    }
    left_out.sort_by(f64::total_cmp);
    println!("leave-one-out: median {:.3}, worst {:.3}\n", median(&left_out), left_out[left_out.len() - 1]);
    Ok(())
}

/// Many rows without noise: a turn of 65,536 phases, of which every sixteenth is shown.
fn sine() -> Result<(), Report> {
    let text = "name = \"sine\"\n[[inputs]]\nname = \"phase\"\ntype = \"u16\"\nrange = [0, 65535]\n\
                [[outputs]]\nname = \"sine\"\ntype = \"i16\"\nscale = 0.00006103515625\n\
                [network]\nhidden = [16, 16]\nactivation = \"relu\"\n";
    let description = description::read(&Source::from_bytes("sine", text.into())?)?;
    let truth = |phase: f64| (phase * std::f64::consts::TAU / 65_536.0).sin();
    let x: Vec<f64> = (0..=4095).map(|row| f64::from(row) * 16.0).chain([65_535.0]).collect();
    let targets = Targets::Values { outputs: 1, y: x.iter().map(|&x| truth(x)).collect() };
    let task = Task { dataset: Dataset { width: 1, x, targets }, description };
    println!("sine of a phase, hidden layers [16, 16], 4,097 rows");
    println!("seed  rms integer  max integer  deviation  idle  seconds");
    for seed in [1, 2, 3] {
        let start = Instant::now();
        let trained = train(&task, &Training { recipe: Recipe::Auto, ..training(seed) }, &Unwatched)?;
        let integer = Integer::of(&trained.network, &Options::default())?;
        let errors = (0..65_536).map(|phase| integer.outputs(&[phase])[0] - truth(f64::from(phase)));
        let found = look(&trained, &task)?;
        println!(
            "{seed:4}  {:11.5}  {:11.5}  {:9.5}  {:4}  {:.1}",
            rms(errors.clone()),
            errors.fold(0.0_f64, |max, error| max.max(error.abs())),
            found.deviation,
            found.idle,
            start.elapsed().as_secs_f64()
        );
        if seed == 1 {
            trained.notes.iter().for_each(|note| println!("      {note}"));
        }
    }
    println!();
    Ok(())
}

/// Root mean square and greatest error.
fn values(metrics: &Metrics) -> (f64, f64) {
    match metrics {
        Metrics::Values(outputs) => (outputs[0].rms, outputs[0].worst.abs()),
        Metrics::Classes(_) => (f64::NAN, f64::NAN),
    }
}

/// What the deployed network does over its whole range.
struct Found {
    training: f64,
    deviation: f64,
    monotone: bool,
    in_range: bool,
    idle: usize,
}

fn look(trained: &Trained, task: &Task) -> Result<Found, Report> {
    let network = &trained.network;
    let integer = Integer::of(network, &Options::default())?;
    let Outputs::Values(outputs) = &network.outputs else { return Err(Report::new()) };
    let raws = network.inputs[0].min as i32..=network.inputs[0].max as i32;
    let run: Vec<i32> = raws.clone().map(|raw| integer.run(&[raw])[0]).collect();
    let falls = run.windows(2).all(|pair| pair[1] <= pair[0]);
    let rises = run.windows(2).all(|pair| pair[1] >= pair[0]);
    let range = outputs[0].min as i32..=outputs[0].max as i32;
    let deviations = raws.clone().zip(&run).map(|(raw, &found)| {
        (f64::from(found) * outputs[0].scale - outputs[0].bounded(network.evaluate(&[raw])[0])).abs()
    });
    let rows = 0..task.dataset.rows();
    let error = |row: usize| {
        let Targets::Values { y, .. } = &task.dataset.targets else { return f64::NAN };
        let raw = (task.dataset.sample(row)[0] / network.inputs[0].scale).round() as i32;
        f64::from(integer.run(&[raw])[0]) * outputs[0].scale - y[row]
    };
    Ok(Found {
        training: rms(rows.map(error)),
        deviation: deviations.fold(0.0, f64::max),
        monotone: falls || rises,
        in_range: run.iter().all(|found| range.contains(found)),
        idle: idle(trained),
    })
}

/// Hidden units that are off for every input.
fn idle(trained: &Trained) -> usize {
    let network = &trained.network;
    let mut on: Vec<Vec<bool>> = network.layers.iter().map(|layer| vec![false; layer.outputs]).collect();
    for raw in network.inputs[0].min..=network.inputs[0].max {
        let mut x = vec![network.inputs[0].normalized(raw)];
        for (layer, on) in network.layers.iter().zip(&mut on) {
            x = layer.evaluate(&x);
            on.iter_mut().zip(&x).for_each(|(on, value)| *on |= *value > 0.0);
        }
    }
    on.iter().take(on.len() - 1).flatten().filter(|on| !**on).count()
}

fn simulated_sensor(sensor: &Sensor) -> Result<(), Report> {
    println!("{}: {}, hidden layers [8, 8]", sensor.name, sensor.circuit);
    println!(
        "draw  rows  l-o-o net  polynomial  ratio   true error net  polynomial  ratio   deviation  idle  seconds"
    );
    let (mut left_out, mut true_error) = (Vec::new(), Vec::new());
    for draw in 1..=DRAWS {
        let start = Instant::now();
        let task = sensor.draw(draw);
        let training = Training { recipe: Recipe::Auto, ..training(draw) };
        let trained = train(&task, &training, &Unwatched)?;
        let integer = Integer::of(&trained.network, &Options::default())?;
        let validation = cross_validate(&task, &training, Folds::LeaveOneOut, &[draw], &Unwatched)?;
        let net = values(&validation.runs[0].integer).0;
        let Some(polynomial) = rival(&task) else { return Err(Report::new()) };
        let rival = values(&polynomial.validation).0;
        let net_true =
            sensor.true_error(&task, |x| integer.outputs(&raw_inputs(&trained.network.inputs, x))[0]);
        let rival_true = sensor.true_error(&task, |x| (polynomial.predict)(x)[0]);
        let (rows, seconds) = (task.dataset.rows(), start.elapsed().as_secs_f64());
        let (deviation, idle) = match task.dataset.width {
            1 => look(&trained, &task).map(|found| (found.deviation, found.idle))?,
            _ => (f64::NAN, 0),
        };
        println!(
            "{draw:4}  {rows:4}  {net:9.3}  {rival:10.3}  {:5.2}   {net_true:14.3}  {rival_true:10.3}  {:5.2}   \
             {deviation:9.4}  {idle:4}  {seconds:.1}",
            net / rival,
            net_true / rival_true,
        );
        left_out.push(net / rival);
        true_error.push(net_true / rival_true);
    }
    left_out.sort_by(f64::total_cmp);
    true_error.sort_by(f64::total_cmp);
    println!("median ratio: leave-one-out {:.2}, true error {:.2}\n", median(&left_out), median(&true_error));
    Ok(())
}

/// The cubic for one input, the best polynomial for two, fitted and left out with the same rows.
fn rival(task: &Task) -> Option<Baseline> {
    let all = baselines::all(task, None, Folds::LeaveOneOut, 0);
    let polynomials = all.into_iter().filter(|baseline| match task.dataset.width {
        1 => baseline.name.contains("cubic") || baseline.name.contains("degree 3"),
        _ => baseline.parameters > 1,
    });
    polynomials.min_by(|one, other| one.validation.loss().total_cmp(&other.validation.loss()))
}

/// Of sorted values.
fn median(sorted: &[f64]) -> f64 {
    0.5 * (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2])
}

fn rms(errors: impl Iterator<Item = f64>) -> f64 {
    let squares: Vec<f64> = errors.map(|error| error * error).collect();
    (squares.iter().sum::<f64>() / squares.len() as f64).sqrt()
}
