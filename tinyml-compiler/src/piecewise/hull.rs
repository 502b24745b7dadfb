//! One side of a convex hull that grows to the right, and the tangents to it from points further right.

/// The upper side of the hull of points with rising abscissas. For the lower side, mirror the points.
///
/// **Source**: the monotone chain of Andrew (1979); that a hull is what extreme lines through ranges touch is O'Rourke (1981).
#[derive(Debug, Clone, Default)]
pub(super) struct Hull {
    corners: Vec<(i64, i64)>,
}

impl Hull {
    /// Starts again.
    pub(super) fn clear(&mut self) {
        self.corners.clear();
    }

    /// Adds a point to the right of all others.
    pub(super) fn push(&mut self, (x, y): (i64, i64)) {
        while self.corners.len() > 1 {
            let (a, b) = (self.corners[self.corners.len() - 2], self.corners[self.corners.len() - 1]);
            // Whether the middle one is below the line between its neighbours, or on it.
            if (b.1 - a.1) * (x - a.0) > (y - a.1) * (b.0 - a.0) {
                break;
            }
            self.corners.pop();
        }
        self.corners.push((x, y));
    }

    /// The least slope, as a fraction, of a line through a point further right that no point of the hull lies above.
    ///
    /// Along the hull, slopes towards a point fall and then rise, since the hull is concave.
    pub(super) fn tangent(&self, (x, y): (i64, i64)) -> Option<(i64, i64)> {
        let slope = |at: usize| (y - self.corners[at].1, x - self.corners[at].0);
        let (mut low, mut high) = (0, self.corners.len().checked_sub(1)?);
        while low < high {
            let middle = (low + high) / 2;
            let (left, right) = (slope(middle), slope(middle + 1));
            if left.0 * right.1 <= right.0 * left.1 {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(slope(low))
    }
}

#[cfg(test)]
mod tests {
    use super::Hull;

    #[test]
    fn a_tangent_is_the_least_slope_of_all() {
        let points = [(0, 3), (1, 9), (2, 4), (4, 11), (5, 11), (6, 7), (9, 8), (10, -4)];
        let mut hull = Hull::default();
        for (count, point) in points.iter().enumerate() {
            for y in -20..30 {
                let slope = |from: &(i64, i64)| (y - from.1) as f64 / (11 - from.0) as f64;
                let least = points[..count].iter().map(slope).fold(f64::INFINITY, f64::min);
                let found =
                    hull.tangent((11, y)).map_or(f64::INFINITY, |(rise, run)| rise as f64 / run as f64);
                assert_eq!(found, least, "{count} points, {y}");
            }
            hull.push(*point);
        }
    }
}
