//! What a network is trained for: the loss of one sample, and its slope.
//!
//! Plain functions of outputs and targets, so that the outputs may as well be those of an integer network.

/// A loss for each sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Loss {
    /// Half the sum of the squared deviations.
    Squared,
    /// Cross-entropy between the target's probabilities and the softmax of the outputs. Targets may be soft: smoothed
    /// labels ([`one_hot`]), or what a teacher thinks ([`blend`]).
    ///
    /// The outputs are divided by the temperature before, and the loss multiplied by its square, after Hinton, Vinyals and
    /// Dean, "Distilling the Knowledge in a Neural Network" (2015). A teacher's softmax must have had the same one.
    CrossEntropy {
        /// 1 for labels.
        temperature: f64,
    },
}

impl Loss {
    /// The loss, and its derivative by each output.
    pub fn at(self, outputs: &[f64], targets: &[f64], slope: &mut [f64]) -> f64 {
        match self {
            Self::Squared => {
                let mut loss = 0.0;
                for ((slope, output), target) in slope.iter_mut().zip(outputs).zip(targets) {
                    *slope = output - target;
                    loss += 0.5 * *slope * *slope;
                }
                loss
            }
            Self::CrossEntropy { temperature } => {
                let greatest = outputs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let logit = |output: &f64| (output - greatest) / temperature;
                let total: f64 = outputs.iter().map(|output| logit(output).exp()).sum();
                let mut loss = 0.0;
                for ((slope, output), target) in slope.iter_mut().zip(outputs).zip(targets) {
                    let log = logit(output) - total.ln();
                    *slope = temperature * (log.exp() - target);
                    loss -= temperature * temperature * target * log;
                }
                loss
            }
        }
    }
}

/// A class as probabilities: 1 less `smoothing`, which all classes share.
///
/// Source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (2016).
pub fn one_hot(class: usize, classes: usize, smoothing: f64) -> Vec<f64> {
    let mut target = vec![smoothing / classes as f64; classes];
    target[class] += 1.0 - smoothing;
    target
}

/// `share` of a teacher's opinion, the rest from the label.
pub fn blend(label: &[f64], teacher: &[f64], share: f64) -> Vec<f64> {
    label.iter().zip(teacher).map(|(label, teacher)| (1.0 - share) * label + share * teacher).collect()
}

/// Probabilities from scores.
pub fn softmax(scores: &[f64], temperature: f64) -> Vec<f64> {
    let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| ((score - greatest) / temperature).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / total).collect()
}

#[cfg(test)]
mod tests {
    use super::{Loss, blend, one_hot, softmax};

    #[test]
    fn slopes_are_those_of_the_loss() {
        let outputs = [0.3, -1.2, 2.0];
        let target = blend(&one_hot(2, 3, 0.1), &softmax(&[1.0, 0.0, 0.5], 2.0), 0.5);
        assert!((target.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for loss in
            [Loss::Squared, Loss::CrossEntropy { temperature: 1.0 }, Loss::CrossEntropy { temperature: 3.0 }]
        {
            let mut slope = [0.0; 3];
            loss.at(&outputs, &target, &mut slope);
            for at in 0..3 {
                let mut ends = [outputs, outputs];
                ends[0][at] -= 1e-6;
                ends[1][at] += 1e-6;
                let [low, high] = ends.map(|outputs| loss.at(&outputs, &target, &mut [0.0; 3]));
                assert!(((high - low) / 2e-6 - slope[at]).abs() < 1e-7, "{loss:?}");
            }
        }
    }

    #[test]
    fn huge_scores_stay_finite() {
        let mut slope = [0.0; 2];
        let loss = Loss::CrossEntropy { temperature: 1.0 }.at(&[1e6, -1e6], &[0.0, 1.0], &mut slope);
        assert_eq!((loss, slope), (2e6, [1.0, -1.0]));
    }
}
