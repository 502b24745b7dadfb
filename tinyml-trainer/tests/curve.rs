//! The recipe for one input on the thermistor: what it promises, seed for seed, and what it refuses.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::network::Outputs;
use tinyml_compiler::write;
use tinyml_trainer::integer::Integer;
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::validate::cross_validate;
use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{
    Dataset, Folds, Recipe, Targets, Task, Trained, Training, Watch, dataset, description, train,
};

fn thermistor(hidden: &[usize]) -> Task {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    let mut description =
        description::open(&folder.join("ntc.toml")).unwrap_or_else(|report| panic!("{report}"));
    let dataset =
        dataset::open(&folder.join("ntc.csv"), &mut description).unwrap_or_else(|report| panic!("{report}"));
    description.hidden = hidden.to_vec();
    Task { dataset: dataset.dataset, description }
}

/// Rows of a function instead of the thermistor's.
fn sampled(rows: usize, function: impl Fn(f64) -> f64) -> Task {
    let mut task = thermistor(&[8]);
    task.description.monotone = None;
    let x: Vec<f64> = (0..rows).map(|row| (3300 * row / rows) as f64).collect();
    let y = x.iter().map(|&x| function(x)).collect();
    task.dataset = Dataset { width: 1, x, targets: Targets::Values { outputs: 1, y } };
    task
}

fn training(seed: u64, recipe: Recipe) -> Training {
    Training { seed, recipe, deploy: tinyml_compiler::Options::default() }
}

fn trained(task: &Task, training: &Training) -> Trained {
    train(task, training, &Unwatched).unwrap_or_else(|report| panic!("{report}"))
}

/// The integer outputs and their deviation from the float network over the whole declared range.
fn swept(trained: &Trained) -> (Vec<i32>, f64) {
    let network = &trained.network;
    let options = tinyml_compiler::Options::default();
    let integer = Integer::of(network, &options).unwrap_or_else(|report| panic!("{report}"));
    let Outputs::Values(outputs) = &network.outputs else { panic!("no values") };
    let raws = network.inputs[0].min as i32..=network.inputs[0].max as i32;
    let found: Vec<i32> = raws.clone().map(|raw| integer.run(&[raw])[0]).collect();
    let deviation = raws.zip(&found).map(|(raw, &found)| {
        (f64::from(found) * outputs[0].scale - outputs[0].bounded(network.evaluate(&[raw])[0])).abs()
    });
    (found.clone(), deviation.fold(0.0, f64::max))
}

#[test]
fn the_thermistor_is_learnt_not_memorised() {
    for hidden in [&[8, 8][..], &[8]] {
        let task = thermistor(hidden);
        let one = trained(&task, &training(3, Recipe::Smooth));
        let (outputs, deviation) = swept(&one);
        assert!(outputs.windows(2).all(|pair| pair[1] <= pair[0]), "{hidden:?}");
        assert!(outputs.iter().all(|output| (-4000..=12_500).contains(output)));
        assert!(deviation <= 0.05, "{hidden:?}: {deviation}");
        let validation =
            cross_validate(&task, &training(3, Recipe::Smooth), Folds::LeaveOneOut, &[3], &Unwatched);
        let run = validation.unwrap_or_else(|report| panic!("{report}")).runs.remove(0);
        assert_eq!(
            run.held_back.iter().map(|held| held.row).collect::<Vec<_>>(),
            (0..15).collect::<Vec<_>>()
        );
        let Metrics::Values(figures) = &run.integer else { panic!("no values") };
        assert!(figures[0].rms <= 0.70, "{hidden:?}: {}", figures[0].rms);
        let text = write(&one.network);
        assert!(text.contains("\"recipe\": \"smooth\"") && text.contains("P-spline"), "{text}");
        let training_error =
            text.split("\"train_rmse\": ").nth(1).and_then(|rest| rest.split([',', '\n']).next());
        assert!(training_error.and_then(|text| text.parse::<f64>().ok()).is_some_and(|error| error >= 0.35));
    }
}

#[test]
fn the_same_seed_gives_the_same_file() {
    let task = thermistor(&[8, 8]);
    let file = |seed: u64| write(&trained(&task, &training(seed, Recipe::Auto)).network);
    assert_eq!(file(7), file(7));
    assert_ne!(file(7), file(8));
}

/// Says stop after a number of questions.
struct Impatient(AtomicUsize);

impl Watch for Impatient {
    fn progress(&self, _: &str, _: usize, _: usize) {}

    fn stop(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) > 20
    }
}

#[test]
fn whoever_stops_it_gets_a_network() {
    let impatient = Impatient(AtomicUsize::new(0));
    let found = train(&thermistor(&[8, 8]), &training(1, Recipe::Smooth), &impatient);
    assert!(found.is_ok_and(|trained| trained.network.layers.len() == 3));
}

#[test]
fn other_shapes_and_activations_learn_too() {
    use tinyml_compiler::network::Activation;
    for (hidden, activation) in [
        (&[8][..], Activation::Tanh),
        (&[6, 5, 4], Activation::Relu),
        (&[8], Activation::LeakyRelu { slope: 0.1 }),
        (&[], Activation::Relu),
    ] {
        let mut task = thermistor(hidden);
        task.description.activation = activation;
        let trained = trained(&task, &training(1, Recipe::Smooth));
        let (outputs, _) = swept(&trained);
        // At 1320 mV a straight line is three degrees off.
        let off = (f64::from(outputs[1320]) * 0.01 - 36.0).abs();
        assert!(off < if hidden.is_empty() { 4.0 } else { 0.8 }, "{hidden:?} {activation:?}: {off}");
    }
}

#[test]
fn the_recipe_is_chosen_by_the_data() {
    let smooth = trained(&sampled(200, |x| (x / 1000.0).sin() * 10.0), &training(1, Recipe::Auto));
    assert!(smooth.notes[0].starts_with("recipe smooth"), "{:?}", smooth.notes);
    let steps = sampled(400, |x| f64::from(u8::from((x / 60.0) as i64 % 2 == 0)));
    let plain = trained(&steps, &training(1, Recipe::Auto));
    assert!(plain.notes[0].starts_with("recipe plain"), "{:?}", plain.notes);
}

#[test]
fn what_does_not_suit_is_refused() {
    let code = |task: &Task, recipe: Recipe| {
        let report = train(task, &training(1, recipe), &Unwatched).err();
        report.and_then(|report| report.diagnostics().first().map(|diagnostic| diagnostic.code))
    };
    let task = thermistor(&[8]);
    assert_eq!(code(&task, Recipe::Classify), Some(Code::RecipeUnsuited));
    let mut wide = task.clone();
    wide.dataset.width = 3;
    wide.description.inputs = vec![wide.description.inputs[0].clone(); 3];
    wide.dataset.targets = Targets::Values { outputs: 1, y: vec![0.0; 5] };
    assert_eq!(code(&wide, Recipe::Smooth), Some(Code::RecipeUnsuited));
    assert_eq!(code(&sampled(1, |x| x), Recipe::Smooth), Some(Code::TooFewPlaces));
    let mut wrong = task;
    wrong.description.monotone = Some(description::Monotone::Increasing);
    assert_eq!(code(&wrong, Recipe::Smooth), Some(Code::AgainstDirection));
}

#[test]
fn very_few_points_give_a_curve() {
    for rows in [2, 3, 5, 9] {
        let task = thermistor(&[8]);
        let some: Vec<usize> = (0..15).step_by(15 / rows).take(rows).collect();
        let task = Task { dataset: task.dataset.subset(&some), ..task };
        let (outputs, _) = swept(&trained(&task, &training(1, Recipe::Auto)));
        assert!(outputs.windows(2).all(|pair| pair[1] <= pair[0]), "{rows}");
    }
}
