//! Affine forms: values that depend on shared noise, so that what two of them have in common cancels.
//!
//! A form is `center + Σ coefficient · symbol ± radius`, each symbol somewhere in -1..=1 and the same for all forms; the
//! radius is its own. Beside it lies a range that is known by other means. De Figueiredo and Stolfi, "Self-validated numerical methods and
//! applications" (1997); as layers of a network: Singh et al., "Fast and effective robustness certification" (2018).
//!
//! Rounding of `f64` is not looked at here: whoever multiplies adds it to the radii. Loops are plain, since a proc macro runs
//! unoptimised.

/// Affine forms over the same symbols.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    /// How many symbols there are.
    pub symbols: usize,
    /// The value where every symbol is zero.
    pub centers: Vec<f64>,
    /// Forms x symbols.
    pub coefficients: Vec<f64>,
    /// How far each form can be off by itself.
    pub radii: Vec<f64>,
    /// Least and greatest value of each form.
    pub ranges: Vec<(f64, f64)>,
}

/// What becomes of a form: `slope · form + offset ± noise`, within a range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Map {
    pub slope: f64,
    pub offset: f64,
    pub noise: f64,
    pub range: (f64, f64),
}

impl Forms {
    /// `weights · x + bias` for independent inputs in their ranges, one symbol for each.
    pub(super) fn of_inputs(weights: &[f64], bias: &[f64], inputs: &[(f64, f64)]) -> Self {
        let (width, symbols) = (bias.len(), inputs.len());
        let mut forms = Self {
            symbols,
            centers: bias.to_vec(),
            coefficients: vec![0.0; width * symbols],
            radii: vec![0.0; width],
            ranges: Vec::new(),
        };
        let mut at = 0;
        while at < width * symbols {
            let (row, (low, high)) = (at / symbols, inputs[at % symbols]);
            forms.centers[row] += weights[at] * (0.5 * (low + high));
            forms.coefficients[at] = weights[at] * (0.5 * (high - low));
            at += 1;
        }
        forms.ranges = vec![(f64::NEG_INFINITY, f64::INFINITY); width];
        forms
    }

    /// `weights · from + bias`.
    pub(super) fn product(weights: &[f64], bias: &[f64], from: &Self) -> Self {
        let (width, symbols) = (bias.len(), from.symbols);
        let mut forms = Self {
            symbols,
            centers: bias.to_vec(),
            coefficients: vec![0.0; width * symbols],
            radii: vec![0.0; width],
            ranges: bias.iter().map(|bias| (*bias, *bias)).collect(),
        };
        forms.add_product(weights, from);
        forms
    }

    /// Adds `weights · from`.
    pub(super) fn add_product(&mut self, weights: &[f64], from: &Self) {
        let (inputs, symbols) = (from.centers.len(), self.symbols);
        let mut at = 0;
        while at < weights.len() {
            let (row, column, weight) = (at / inputs, at % inputs, weights[at]);
            at += 1;
            self.centers[row] += weight * from.centers[column];
            self.radii[row] += weight.abs() * from.radii[column];
            let (low, high) = (weight * from.ranges[column].0, weight * from.ranges[column].1);
            let range = &mut self.ranges[row];
            *range =
                if weight < 0.0 { (range.0 + high, range.1 + low) } else { (range.0 + low, range.1 + high) };
            let source = &from.coefficients[column * symbols..(column + 1) * symbols];
            let target = &mut self.coefficients[row * symbols..(row + 1) * symbols];
            let mut symbol = 0;
            while symbol < symbols {
                target[symbol] += weight * source[symbol];
                symbol += 1;
            }
        }
    }

    /// Widens every form by a slack of its own, and narrows its range to what its symbols allow.
    pub(super) fn close(&mut self, slack: &[f64]) {
        for (row, slack) in slack.iter().enumerate() {
            self.radii[row] += slack;
            let reach = self.reach(row);
            let (low, high) = (self.centers[row] - reach, self.centers[row] + reach);
            let range = self.ranges[row];
            self.ranges[row] = (low.max(range.0 - slack), high.min(range.1 + slack));
        }
    }

    /// How far a form can be from its center.
    pub(super) fn reach(&self, row: usize) -> f64 {
        let mut reach = self.radii[row];
        let mut at = row * self.symbols;
        while at < (row + 1) * self.symbols {
            reach += self.coefficients[at].abs();
            at += 1;
        }
        reach
    }

    /// Whether every range is known.
    pub(super) fn is_finite(&self) -> bool {
        self.ranges.iter().all(|(low, high)| low.is_finite() && high.is_finite())
    }

    /// How far two forms can be apart.
    pub(super) fn distance(&self, a: usize, b: usize) -> f64 {
        let mut distance = (self.centers[a] - self.centers[b]).abs() + self.radii[a] + self.radii[b];
        let (mut at, mut other) = (a * self.symbols, b * self.symbols);
        while at < (a + 1) * self.symbols {
            distance += (self.coefficients[at] - self.coefficients[other]).abs();
            at += 1;
            other += 1;
        }
        distance
    }

    /// The greatest magnitude of each form, its range aside: what rounding is in proportion to.
    pub(super) fn magnitudes(&self) -> Vec<f64> {
        (0..self.centers.len()).map(|row| self.centers[row].abs() + self.reach(row)).collect()
    }

    /// Every form mapped; noise becomes a symbol of its own, of which there will be `symbols`, those from `first` on for these.
    pub(super) fn mapped(&self, maps: &[Map], first: usize, symbols: usize) -> Self {
        let width = self.centers.len();
        let mut forms = Self {
            symbols,
            centers: Vec::with_capacity(width),
            coefficients: vec![0.0; width * symbols],
            radii: Vec::with_capacity(width),
            ranges: maps.iter().map(|map| map.range).collect(),
        };
        let mut next = first;
        for (row, map) in maps.iter().enumerate() {
            forms.centers.push(map.slope * self.centers[row] + map.offset);
            forms.radii.push(map.slope.abs() * self.radii[row]);
            let mut symbol = 0;
            while symbol < self.symbols {
                let coefficient = map.slope * self.coefficients[row * self.symbols + symbol];
                forms.coefficients[row * symbols + symbol] = coefficient;
                symbol += 1;
            }
            if map.noise > 0.0 {
                forms.coefficients[row * symbols + next] = map.noise;
                next += 1;
            }
        }
        forms
    }
}

/// How many of these maps bring noise.
pub(super) fn noisy(maps: &[Map]) -> usize {
    maps.iter().filter(|map| map.noise > 0.0).count()
}

#[cfg(test)]
mod tests {
    use super::{Forms, Map};

    #[test]
    fn what_forms_share_cancels() {
        let inputs = [(0.0, 10.0), (-1.0, 1.0)];
        let mut forms = Forms::of_inputs(&[1.0, 1.0, 1.0, -1.0], &[0.5, 0.0], &inputs);
        forms.close(&[0.0, 0.0]);
        assert_eq!(forms.ranges, [(-0.5, 11.5), (-1.0, 11.0)]);
        let mut difference = Forms::product(&[1.0, -1.0], &[0.0], &forms);
        difference.close(&[0.25]);
        assert_eq!(difference.ranges, [(-1.75, 2.75)]);
    }

    #[test]
    fn noise_gets_a_symbol() {
        let mut forms = Forms::of_inputs(&[2.0], &[0.0], &[(0.0, 2.0)]);
        forms.close(&[0.0]);
        let map = Map { slope: 0.5, offset: 1.0, noise: 3.0, range: (-10.0, 5.0) };
        let mapped = forms.mapped(&[map], 2, 3);
        assert_eq!((mapped.centers[0], mapped.coefficients.as_slice()), (2.0, &[1.0, 0.0, 3.0][..]));
        assert_eq!((mapped.reach(0), mapped.ranges[0]), (4.0, (-10.0, 5.0)));
    }
}
