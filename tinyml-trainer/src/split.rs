//! Which rows are learnt from and which are kept back. Seeded, so that the same rows are kept back each time.
//!
//! Splits know row numbers and classes, no values. Rows of classes are dealt class by class, so that each part has its
//! share of each (stratified).

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::{Dataset, Targets};

/// How to validate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folds {
    /// Each row is kept back once, alone.
    LeaveOneOut,
    /// The rows are dealt into so many parts, each of which is kept back once.
    Parts(usize),
}

impl Folds {
    /// What suits a dataset of so many rows: leave-one-out while that is quick, five parts above.
    pub fn default_for(rows: usize) -> Self {
        if rows <= 60 { Self::LeaveOneOut } else { Self::Parts(5) }
    }
}

/// Rows to learn from and rows to be judged by; each in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Rows to learn from.
    pub training: Vec<usize>,
    /// Rows that are kept back.
    pub validation: Vec<usize>,
}

/// Keeps a part of the rows back, at least one and not all of them; of each class its share.
pub fn hold_back(dataset: &Dataset, part: f64, seed: u64) -> Split {
    let rows = dataset.rows();
    let wanted = (part * rows as f64).round().clamp(1.0, rows.saturating_sub(1).max(1) as f64) as usize;
    // Dealing to as many hands as there are rows, class by class, and taking every so many-th spreads the classes.
    let order = dealt(dataset, seed);
    let mut kept = vec![false; rows];
    for nth in 0..wanted {
        if let Some(row) = order.get(nth * rows / wanted) {
            kept[*row] = true;
        }
    }
    Split::keeping(&kept)
}

/// Deals the rows into folds. There are never more parts than rows, and never fewer than two.
pub fn folds(dataset: &Dataset, folds: Folds, seed: u64) -> Vec<Split> {
    let rows = dataset.rows();
    let parts = match folds {
        Folds::LeaveOneOut => rows,
        Folds::Parts(parts) => parts.max(2).min(rows),
    };
    let mut part_of: Vec<usize> = (0..rows).collect();
    if let Folds::Parts(_) = folds {
        dealt(dataset, seed).into_iter().enumerate().for_each(|(nth, row)| part_of[row] = nth % parts);
    }
    let split = |part| Split::keeping(&part_of.iter().map(|of| *of == part).collect::<Vec<_>>());
    (0..parts).map(split).collect()
}

impl Split {
    fn keeping(kept: &[bool]) -> Self {
        let rows = |wanted: bool| {
            kept.iter().enumerate().filter(move |(_, kept)| **kept == wanted).map(|(row, _)| row).collect()
        };
        Self { training: rows(false), validation: rows(true) }
    }
}

/// All rows, shuffled, one class after the other.
fn dealt(dataset: &Dataset, seed: u64) -> Vec<usize> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut rows: Vec<usize> = (0..dataset.rows()).collect();
    rows.shuffle(&mut random);
    if let Targets::Classes { class, .. } = &dataset.targets {
        // Stable, so that each class keeps its shuffled order.
        rows.sort_by_key(|row| class.get(*row).copied());
    }
    rows
}
