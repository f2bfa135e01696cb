//! The theme map: texts in the plane of the first two principal components.
//!
//! The coordinates are the centred latent rows projected on the eigenvectors of their covariance
//! (Pearson 1901), a small matrix of dimensions by dimensions. An eigenvector's sign is free: the
//! coordinate of largest size is made positive, so that the map never flips between runs.

use ndarray::{Array2, Axis, Slice};

use crate::lsa::{fix_signs, gram, symmetric_eigen};

/// Two coordinates for every row; zeros where there are fewer components.
pub fn coordinates(points: &Array2<f64>) -> Vec<(f64, f64)> {
    let Some(mean) = points.mean_axis(Axis(0)).filter(|m| !m.is_empty()) else {
        return vec![(0.0, 0.0); points.nrows()];
    };
    let centred = points - &mean;
    let (values, vectors) = symmetric_eigen(&gram(&centred));
    let kept = values.iter().take(2).take_while(|&&v| v > 1e-12).count();
    let mut projected = centred.dot(&vectors.slice_axis(Axis(1), Slice::from(..kept)));
    fix_signs(&mut projected);
    let coordinate = |i: usize, c: usize| projected.get((i, c)).copied().unwrap_or(0.0);
    (0..points.nrows()).map(|i| (coordinate(i, 0), coordinate(i, 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_axis_is_the_one_of_largest_spread() {
        let points = ndarray::array![[0.0, 5.0, 1.0], [0.0, 5.2, 5.0], [0.0, 5.0, 9.0]];
        let map = coordinates(&points);
        assert!((map[0].0 - map[2].0).abs() > 7.9 && map[1].0.abs() < 0.1);
        assert!(map[1].1 > 0.1);
    }

    #[test]
    fn equal_points_and_no_dimensions_lie_at_the_origin() {
        assert_eq!(coordinates(&Array2::ones((3, 4))), [(0.0, 0.0); 3]);
        assert_eq!(coordinates(&Array2::zeros((2, 0))), [(0.0, 0.0); 2]);
        assert_eq!(coordinates(&Array2::zeros((0, 2))), []);
    }
}
