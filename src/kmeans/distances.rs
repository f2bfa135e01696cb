//! Squared Euclidean distances: one by one as they are defined, and many at once by a matrix product.
//!
//! ```text
//! |x - c|² = |x|² + |c|² - 2 x·c        the products of a panel of points with all centroids at once
//! ```

use ndarray::{Array2, ArrayView1, ArrayView2};

/// Squared Euclidean distance, summed in eight lanes.
pub fn squared_distance(a: ArrayView1<f64>, b: ArrayView1<f64>) -> f64 {
    let (Some(a), Some(b)) = (a.as_slice(), b.as_slice()) else {
        return a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
    };
    let mut lanes = [0.0f64; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 =
        a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| (x - y) * (x - y)).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += (x[lane] - y[lane]) * (x[lane] - y[lane]);
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// Squared distances of every row of `a` to every row of `b`, by one matrix product. Near 0 the last
/// digits are lost in the difference; none is negative.
pub fn squared_distances(a: ArrayView2<f64>, b: ArrayView2<f64>) -> Array2<f64> {
    let length = |row: ArrayView1<f64>| row.dot(&row);
    let of_b: Vec<f64> = b.rows().into_iter().map(length).collect();
    let mut products = a.dot(&b.t());
    for (point, mut row) in a.rows().into_iter().zip(products.rows_mut()) {
        let of_a = length(point);
        row.iter_mut().zip(&of_b).for_each(|(x, of_b)| *x = (of_a + of_b - 2.0 * *x).max(0.0));
    }
    products
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn distances_by_products_equal_distances_one_by_one(
            values in proptest::collection::vec(-1.0f64..1.0, 3..90),
        ) {
            let n = values.len() / 3;
            let points = Array2::from_shape_vec((n, 3), values[..n * 3].to_vec()).unwrap();
            let found = squared_distances(points.view(), points.view());
            for i in 0..n {
                for j in 0..n {
                    let plain = squared_distance(points.row(i), points.row(j));
                    prop_assert!((found[[i, j]] - plain).abs() < 1e-12);
                }
            }
        }
    }
}
