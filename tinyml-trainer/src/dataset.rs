//! A table of samples in memory. It knows numbers and classes; names, units and types are the description's.

/// Samples, one in each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Number of values that enter the network.
    pub width: usize,
    /// `rows` x `width`, row-major: real values in the unit of the model's input, such as millivolts.
    pub x: Vec<f64>,
    /// What should come out.
    pub targets: Targets,
}

/// What should come out for each sample.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// `rows` x `outputs`, row-major: real values in the unit of the model's output.
    Values {
        /// Number of outputs.
        outputs: usize,
        /// The values.
        y: Vec<f64>,
    },
    /// The class of each row, an index into `labels`.
    Classes {
        /// Names, in the order of the network's rows.
        labels: Vec<String>,
        /// One for each row.
        class: Vec<usize>,
    },
}

impl Dataset {
    /// Number of samples.
    pub fn rows(&self) -> usize {
        self.x.len() / self.width.max(1)
    }

    /// The inputs of a sample.
    pub fn sample(&self, row: usize) -> &[f64] {
        &self.x[row * self.width..(row + 1) * self.width]
    }

    /// Only some of the rows, in the given order.
    #[must_use]
    pub fn subset(&self, rows: &[usize]) -> Self {
        let x = rows.iter().flat_map(|&row| self.sample(row).to_vec()).collect();
        Self { width: self.width, x, targets: self.targets.subset(rows) }
    }
}

impl Targets {
    fn subset(&self, rows: &[usize]) -> Self {
        match self {
            Self::Values { outputs, y } => {
                let values = |&row: &usize| y[row * outputs..(row + 1) * outputs].to_vec();
                Self::Values { outputs: *outputs, y: rows.iter().flat_map(values).collect() }
            }
            Self::Classes { labels, class } => {
                let class = rows.iter().map(|&row| class[row]).collect();
                Self::Classes { labels: labels.clone(), class }
            }
        }
    }
}
