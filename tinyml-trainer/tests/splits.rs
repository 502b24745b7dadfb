//! Are splits fair, complete and repeatable, and are metrics what their names say?

use tinyml_trainer::metrics::{ClassMetrics, Metrics, ValueMetrics};
use tinyml_trainer::split::{self, Folds, Split};
use tinyml_trainer::{Dataset, Targets};

fn values(rows: usize) -> Dataset {
    let x: Vec<f64> = (0..rows).map(|row| row as f64).collect();
    Dataset { width: 1, targets: Targets::Values { outputs: 1, y: x.clone() }, x }
}

fn classes(counts: &[usize]) -> Dataset {
    let class: Vec<usize> =
        counts.iter().enumerate().flat_map(|(class, count)| vec![class; *count]).collect();
    let labels = (0..counts.len()).map(|class| class.to_string()).collect();
    Dataset { width: 1, x: vec![0.0; class.len()], targets: Targets::Classes { labels, class } }
}

fn kept_back_once(splits: &[Split], rows: usize) {
    let mut seen: Vec<usize> = splits.iter().flat_map(|split| split.validation.clone()).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..rows).collect::<Vec<_>>());
    for split in splits {
        let mut both = [split.training.clone(), split.validation.clone()].concat();
        both.sort_unstable();
        assert_eq!(both, (0..rows).collect::<Vec<_>>());
        assert!(!split.training.is_empty() && split.training.is_sorted() && split.validation.is_sorted());
    }
}

#[test]
fn each_row_is_kept_back_once() {
    for rows in [2, 3, 15, 100] {
        let dataset = values(rows);
        kept_back_once(&split::folds(&dataset, Folds::LeaveOneOut, 1), rows);
        for parts in [0, 2, 5, 1000] {
            let splits = split::folds(&dataset, Folds::Parts(parts), 1);
            assert_eq!(splits.len(), parts.clamp(2, rows.max(2)).min(rows));
            kept_back_once(&splits, rows);
            let sizes: Vec<usize> = splits.iter().map(|split| split.validation.len()).collect();
            assert!(sizes.iter().max() <= sizes.iter().min().map(|least| least + 1).as_ref(), "{sizes:?}");
        }
    }
}

#[test]
fn each_fold_has_its_share_of_each_class() {
    let dataset = classes(&[50, 23, 7]);
    let splits = split::folds(&dataset, Folds::Parts(5), 3);
    kept_back_once(&splits, 80);
    let Targets::Classes { class, .. } = &dataset.targets else { panic!("classes") };
    for split in &splits {
        let share = |wanted| split.validation.iter().filter(|row| class[**row] == wanted).count();
        assert_eq!(split.validation.len(), 16);
        assert_eq!(share(0), 10);
        assert!((4..=5).contains(&share(1)) && (1..=2).contains(&share(2)));
    }
    let held = split::hold_back(&dataset, 0.2, 3);
    let share = |wanted| held.validation.iter().filter(|row| class[**row] == wanted).count();
    assert_eq!([share(0), share(1) + share(2)], [10, 6]);
}

#[test]
fn seeds_decide() {
    let dataset = values(40);
    let folds = |seed| split::folds(&dataset, Folds::Parts(4), seed);
    assert_eq!(folds(7), folds(7));
    assert_ne!(folds(7), folds(8));
    assert_eq!(split::hold_back(&dataset, 0.25, 7), split::hold_back(&dataset, 0.25, 7));
    assert_eq!(split::hold_back(&dataset, 0.25, 7).validation.len(), 10);
    assert_eq!(split::hold_back(&values(2), 0.01, 7).validation.len(), 1);
    assert_eq!(split::hold_back(&values(2), 1.0, 7).training.len(), 1);
}

#[test]
fn figures_of_values() {
    let found = ValueMetrics::of(&[1.0, 2.0, 5.0, 1.0], &[1.0, 4.0, 4.0, 3.0]);
    assert_eq!((found.worst, found.worst_row, found.mean_absolute, found.rms), (-2.0, 1, 1.25, 1.5));
    assert_eq!(found.r_squared, Some(1.0 - 9.0 / 6.0));
    assert_eq!(ValueMetrics::of(&[1.0, 2.0], &[3.0, 3.0]).r_squared, None);
    assert_eq!(ValueMetrics::of(&[], &[]).rms, 0.0);
    let targets = Targets::Values { outputs: 2, y: vec![0.0, 10.0, 0.0, 20.0] };
    let both = Metrics::of(&[3.0, 10.0, -3.0, 20.0], &targets);
    assert!((both.loss() - 4.5_f64.sqrt()).abs() < 1e-12);
    let Metrics::Values(each) = both else { panic!("values") };
    assert_eq!((each[0].rms, each[1].rms), (3.0, 0.0));
}

#[test]
fn figures_of_classes() {
    let found = ClassMetrics::of(&[0, 0, 1, 1, 0], &[0, 0, 1, 0, 2], 3);
    assert_eq!(found.confusion, [[2, 1, 0], [0, 1, 0], [1, 0, 0]]);
    assert_eq!((found.accuracy, found.wrong), (0.6, vec![3, 4]));
    assert_eq!(found.precision, [Some(2.0 / 3.0), Some(0.5), None]);
    assert_eq!(found.recall, [Some(2.0 / 3.0), Some(1.0), Some(0.0)]);
    let targets = Targets::Classes { labels: ["a", "b"].map(str::to_owned).to_vec(), class: vec![0, 1, 1] };
    // Of equal scores the first counts.
    assert!((Metrics::of(&[1.0, 1.0, 0.0, 2.0, -1.0, -2.0], &targets).loss() - 1.0 / 3.0).abs() < 1e-12);
}
