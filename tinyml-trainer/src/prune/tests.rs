//! That what goes is what is missed least, and that what stays does the work of all.

use tinyml_compiler::Options;
use tinyml_compiler::network::Network;
use tinyml_compiler::options::Storage;
use tinyml_compiler::source::Source;

use super::{tuned, units, weights};
use crate::classify::classify;
use crate::dataset::{Dataset, Targets};
use crate::description::read;
use crate::integer::{Integer, raw_inputs};
use crate::watch::Unwatched;
use crate::{Recipe, Task, Training};

const POSITION: &str = r#"
name = "position"
[[inputs]]
name = "a"
type = "u8"
range = [0, 200]
[[inputs]]
name = "b"
type = "u8"
range = [0, 200]
[[outputs]]
name = "place"
type = "i16"
scale = 0.001
labels = ["inside", "outside"]
[network]
hidden = [16]
"#;

/// Points of a square; those in its middle are inside.
pub(crate) fn circle() -> Task {
    let text = Source::from_bytes("position.toml", POSITION.into()).expect("text");
    let description = read(&text).expect("a description");
    let point = |at: usize| (((at * 73) % 199) as f64, ((at * 151) % 197) as f64);
    let points: Vec<(f64, f64)> = (0..600).map(point).collect();
    let class = points.iter().map(|(a, b)| usize::from((a - 100.0).hypot(b - 100.0) > 70.0)).collect();
    let x = points.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let labels = vec!["inside".to_owned(), "outside".to_owned()];
    Task { dataset: Dataset { width: 2, x, targets: Targets::Classes { labels, class } }, description }
}

fn training(storage: Storage) -> Training {
    Training {
        seed: 1,
        recipe: Recipe::Classify,
        deploy: Options { quant: Some(storage.into()), ..Options::default() },
    }
}

fn right(task: &Task, network: &Network, options: &Options) -> f64 {
    let integer = Integer::of(network, options).expect("an integer network");
    let Targets::Classes { class, .. } = &task.dataset.targets else { return 0.0 };
    let hit =
        |row: &usize| integer.class(&raw_inputs(&network.inputs, task.dataset.sample(*row))) == class[*row];
    (0..class.len()).filter(hit).count() as f64 / class.len() as f64
}

#[test]
fn smaller_networks_do_nearly_as_well() {
    let task = circle();
    let i8 = training(Storage::I8);
    let full = classify(&task, &i8, &Unwatched).expect("training").network;
    let all = right(&task, &full, &i8.deploy);
    assert!(all > 0.97, "{all}");

    let fewer = units(&task, &full, &[7], &i8, &Unwatched).expect("fewer units").network;
    assert_eq!(fewer.layers[0].outputs, 7);
    let found = right(&task, &fewer, &i8.deploy);
    assert!(found > all - 0.02, "{found} with 7 units, {all} with 16");

    let sparse = training(Storage::Sparse);
    let fewer = weights(&task, &full, 0.5, &sparse, &Unwatched).expect("fewer weights").network;
    let zeros = fewer.layers.iter().flat_map(|layer| &layer.weights).filter(|weight| **weight == 0.0).count();
    assert_eq!(zeros, 32);
    let found = right(&task, &fewer, &sparse.deploy);
    assert!(found > all - 0.02, "{found} with half of the weights, {all} with all");

    let i4 = training(Storage::I4);
    let rounded = right(&task, &full, &i4.deploy);
    let found = right(&task, &tuned(&task, &full, &i4, &Unwatched).expect("tuning").network, &i4.deploy);
    assert!(
        found >= rounded && found > all - 0.02,
        "{found} tuned, {rounded} only rounded, {all} with 8 bits"
    );
}

#[test]
fn targets_that_cannot_be_are_refused() {
    let task = circle();
    let network = crate::template::template(&task);
    let training = training(Storage::I8);
    for widths in [&[17][..], &[0], &[8, 8]] {
        let report = units(&task, &network, widths, &training, &Unwatched).expect_err("no such widths");
        assert!(report.to_string().contains("T0832"), "{report}");
    }
    for sparsity in [-0.1, 1.0, f64::NAN] {
        let report = weights(&task, &network, sparsity, &training, &Unwatched).expect_err("no such part");
        assert!(report.to_string().contains("T0832"), "{report}");
    }
    let mut other = network.clone();
    other.inputs.pop();
    let report = tuned(&task, &other, &training, &Unwatched).expect_err("another task");
    assert!(report.to_string().contains("T0833"), "{report}");
}
