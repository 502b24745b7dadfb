//! The inputs that models of more than one value are measured with: spread over the declared ranges by a seed.
//!
//! This one file runs in the command line and, included by the firmware that it generates, on the emulated core.

/// How many inputs there are: enough to meet every branch, few enough for an emulator.
pub const COUNT: u32 = 4096;

/// The values of one input, in the order in which they enter the model.
pub struct Sample(u32);

impl Sample {
    /// The input number `index`.
    pub const fn new(index: u32) -> Self {
        Self(index.wrapping_mul(0x9e37_79b9) ^ 12345)
    }

    /// Its next value, within `min..=max`.
    pub const fn within(&mut self, min: i32, max: i32) -> i32 {
        // Numerical Recipes' generator of 32 bits, of which the highest are the best.
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let values = max.wrapping_sub(min).cast_unsigned() as u64 + 1;
        min.wrapping_add(((self.0 as u64 * values) >> 32) as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, Sample};

    #[test]
    fn both_ends_are_met_and_nothing_beyond() {
        for (min, max) in [(-3, 4), (0, 65_535), (-32_768, 32_767), (7, 8)] {
            let values: Vec<i32> = (0..COUNT).map(|index| Sample::new(index).within(min, max)).collect();
            assert!(values.iter().all(|value| (min..=max).contains(value)));
            let near = i64::from(max - min) / 100;
            assert!(values.iter().any(|&value| i64::from(value - min) <= near), "{min}");
            assert!(values.iter().any(|&value| i64::from(max - value) <= near), "{max}");
        }
    }
}
