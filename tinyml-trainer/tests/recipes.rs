//! The recipes for classes and for several inputs on the data that the project carries, and on a simulated sensor.

use std::path::Path;

use tinyml_trainer::classify::classify;
use tinyml_trainer::integer::{Integer, raw_inputs};
use tinyml_trainer::plain::plain;
use tinyml_trainer::split::{Split, folds};
use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{Folds, Recipe, Targets, Task, Training, dataset, description, simulate};

fn task(name: &str) -> Task {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    let mut description = description::open(&folder.join(format!("{name}.toml"))).expect("a description");
    let dataset =
        dataset::open(&folder.join(format!("{name}.csv")), &mut description).expect("a dataset").dataset;
    Task { dataset, description }
}

fn training(task: &Task, recipe: Recipe) -> Training {
    Training { seed: 1, recipe, deploy: task.description.deploy.clone() }
}

/// Rows kept back that the float and the integer network name right.
fn right(task: &Task, split: &Split) -> (usize, usize) {
    let learnt =
        Task { dataset: task.dataset.subset(&split.training), description: task.description.clone() };
    let training = training(task, Recipe::Classify);
    let network = classify(&learnt, &training, &Unwatched).expect("training").network;
    let integer = Integer::of(&network, &training.deploy).expect("an integer network");
    let Targets::Classes { class, .. } = &task.dataset.targets else { return (0, 0) };
    let mut right = (0, 0);
    for &row in &split.validation {
        let raw = raw_inputs(&network.inputs, task.dataset.sample(row));
        right.0 += usize::from(tinyml_compiler::reference::argmax(&network.evaluate(&raw)) == class[row]);
        right.1 += usize::from(integer.class(&raw) == class[row]);
    }
    right
}

#[test]
fn irises_are_named_by_networks_that_have_not_seen_them() {
    let task = task("iris");
    let splits = folds(&task.dataset, Folds::Parts(5), 1);
    let right: usize = splits.iter().map(|split| right(&task, split).1).sum();
    println!("iris: {right} of {} right, each kept back once", task.dataset.rows());
    // 96 % of 150.
    assert!(right >= 144, "{right}");
}

#[test]
fn digits_are_named_by_a_network_that_has_not_seen_them() {
    let task = task("digits");
    let splits = folds(&task.dataset, Folds::Parts(5), 1);
    let (float, integer) = right(&task, &splits[0]);
    let part = |right: usize| 100.0 * right as f64 / splits[0].validation.len() as f64;
    println!("digits, first fold: float {:.2} %, integer {:.2} %", part(float), part(integer));
    assert!(part(integer) >= 97.0 && part(float) - part(integer) <= 0.6);
}

#[test]
fn the_same_seed_gives_the_same_network() {
    let sensor = simulate::all().pop().expect("a sensor");
    let task = sensor.draw(3);
    let training = training(&task, Recipe::Plain);
    let [one, two] = [0, 1].map(|_| plain(&task, &training, &Unwatched).expect("training"));
    assert_eq!(one.network, two.network);
    assert_eq!((one.history, one.notes), (two.history, two.notes));
    let integer = Integer::of(&one.network, &training.deploy).expect("an integer network");
    let error = sensor.true_error(&task, |x| integer.outputs(&raw_inputs(&one.network.inputs, x))[0]);
    println!("{}: {error:.3} from the truth", sensor.name);
    assert!(error < 2.0, "{error}");
}
