//! The cheapest storage for each layer that keeps an error: every mix of few layers, one step after the other for many.
//!
//! It trains nothing and knows neither costs nor errors: whoever calls says what a mix costs and how well it does.

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::options::{Quant, Storage};

use crate::Watch;

/// Up to so many mixes are all tried.
const EXHAUSTIVE: usize = 128;

/// Error and cost of a mix.
pub type Trial<'a> = &'a mut dyn FnMut(&Quant) -> Result<(f64, f64), Report>;

/// A mix that has been tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// How each layer is stored.
    pub quant: Quant,
    /// What was said of its error.
    pub error: f64,
    /// What was said of its cost.
    pub cost: f64,
}

/// The cheapest of the mixes whose error is at most `limit`; of equal ones the first. `None` if no mix that was tried keeps it.
///
/// `trial` gives error and cost. With more layers than can be tried in every mix, one layer at a time takes the storage that
/// saves most, beginning with the first of `storages` everywhere, as long as the error keeps the limit.
///
/// # Errors
///
/// What `trial` reports.
pub fn cheapest(
    layers: &[String],
    storages: &[Storage],
    limit: f64,
    trial: Trial<'_>,
    watch: &dyn Watch,
) -> Result<Option<Mix>, Report> {
    let exponent = u32::try_from(layers.len()).unwrap_or(u32::MAX);
    match storages.len().checked_pow(exponent) {
        Some(count) if count <= EXHAUSTIVE => all(layers, storages, (limit, count), trial, watch),
        Some(_) | None => greedy(layers, storages, limit, trial, watch),
    }
}

fn all(
    layers: &[String],
    storages: &[Storage],
    (limit, count): (f64, usize),
    trial: Trial<'_>,
    watch: &dyn Watch,
) -> Result<Option<Mix>, Report> {
    let mut best: Option<Mix> = None;
    for number in 0..count {
        watch.progress("mixes of storages", number, count);
        if watch.stop() {
            break;
        }
        let mut rest = number;
        let mut choice = Vec::new();
        for _ in layers {
            choice.push(storages[rest % storages.len()]);
            rest /= storages.len();
        }
        let mix = tried(layers, &choice, trial)?;
        if mix.error <= limit && best.as_ref().is_none_or(|best| mix.cost < best.cost) {
            best = Some(mix);
        }
    }
    Ok(best)
}

fn greedy(
    layers: &[String],
    storages: &[Storage],
    limit: f64,
    trial: Trial<'_>,
    watch: &dyn Watch,
) -> Result<Option<Mix>, Report> {
    let Some(&first) = storages.first() else {
        return Ok(None);
    };
    let mut choice = vec![first; layers.len()];
    let mut best = tried(layers, &choice, trial)?;
    if best.error > limit {
        return Ok(None);
    }
    for round in 0..layers.len() * storages.len() {
        let mut better: Option<(Mix, Vec<Storage>)> = None;
        for at in 0..layers.len() {
            for &storage in storages.iter().filter(|&&storage| storage != choice[at]) {
                watch.progress("mixes of storages", round, layers.len() * storages.len());
                if watch.stop() {
                    return Ok(Some(best));
                }
                let mut other = choice.clone();
                other[at] = storage;
                let mix = tried(layers, &other, trial)?;
                let least = better.as_ref().map_or(best.cost, |(mix, _)| mix.cost);
                if mix.error <= limit && mix.cost < least {
                    better = Some((mix, other));
                }
            }
        }
        let Some((mix, other)) = better else { break };
        (best, choice) = (mix, other);
    }
    Ok(Some(best))
}

fn tried(layers: &[String], choice: &[Storage], trial: Trial<'_>) -> Result<Mix, Report> {
    let quant = quant(layers, choice);
    let (error, cost) = trial(&quant)?;
    Ok(Mix { quant, error, cost })
}

/// The shortest way to say it: what most layers have for all, the others by name.
fn quant(layers: &[String], choice: &[Storage]) -> Quant {
    let count = |storage: &Storage| choice.iter().filter(|other| *other == storage).count();
    let all = choice.iter().copied().max_by_key(count).unwrap_or(Storage::I8);
    let own = layers.iter().zip(choice).filter(|(_, storage)| **storage != all);
    Quant { all, layers: own.map(|(name, storage)| (name.clone(), *storage)).collect() }
}

#[cfg(test)]
mod tests {
    use super::{EXHAUSTIVE, cheapest};
    use crate::watch::Unwatched;
    use tinyml_compiler::options::{Quant, Storage};

    const STORAGES: [Storage; 3] = [Storage::I8, Storage::I4, Storage::Codebook2];

    /// Every layer costs its bits; the first layer spoils everything below 8 bits, the others only at 2.
    fn trial(names: &[String], quant: &Quant) -> (f64, f64) {
        let of = |name: &String| match quant.of(name) {
            Storage::I4 => (if name == "fc0" { 1.0 } else { 0.1 }, 4.0),
            Storage::Codebook2 => (1.0, 2.0),
            _ => (0.0, 8.0),
        };
        names.iter().map(of).fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
    }

    #[test]
    fn few_layers_and_many_give_the_cheapest_that_keeps_the_limit() {
        for count in [2, 7] {
            let names: Vec<String> = (0..count).map(|at| format!("fc{at}")).collect();
            assert_eq!(3_usize.pow(count) <= EXHAUSTIVE, count == 2);
            let mut trial = |quant: &Quant| Ok(trial(&names, quant));
            let mix = cheapest(&names, &STORAGES, 0.9, &mut trial, &Unwatched).expect("no trial fails");
            let mix = mix.expect("8 bits everywhere keep the limit");
            assert_eq!(mix.quant.of("fc0"), Storage::I8);
            assert!((1..count).all(|at| mix.quant.of(&format!("fc{at}")) == Storage::I4), "{mix:?}");
            assert_eq!(
                cheapest(&names, &STORAGES, -1.0, &mut trial, &Unwatched).expect("no trial fails"),
                None
            );
        }
    }
}
