//! Dense blocks: tall matrices of few columns, and the small symmetric problems they lead to.
//!
//! Sums run over fixed panels of rows in the order of the panels, and every row of a product is one
//! thread's work, so that no figure depends on the number of threads. A sign is free: the entry of
//! largest size in a column is made positive. Eigenvalues by nalgebra, of matrices of a hundred columns.

use bitcode::{Decode, Encode};
use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::{Array2, ArrayView2, Axis, Slice};

use crate::exec;

/// Rows of a block that are summed as one.
const PANEL: usize = 512;

/// An array as it is kept: its values row by row.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Plain {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Plain {
    /// The values, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.rows
    }
}

impl From<Array2<f64>> for Plain {
    fn from(array: Array2<f64>) -> Self {
        let (rows, columns) = array.dim();
        Self { rows, columns, values: array.into_iter().collect() }
    }
}

impl From<Plain> for Array2<f64> {
    fn from(Plain { rows, columns, values }: Plain) -> Self {
        Self::from_shape_vec((rows, columns), values)
            .unwrap_or_else(|_| Self::zeros((rows, columns)))
    }
}

/// Eigenvalues, descending, and eigenvectors (columns) of a symmetric matrix.
pub fn symmetric_eigen(matrix: &Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    let n = matrix.nrows();
    let eigen = SymmetricEigen::new(DMatrix::from_fn(n, n, |i, j| matrix[[i, j]]));
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]).then(a.cmp(&b)));
    let values = order.iter().map(|&i| eigen.eigenvalues[i].max(0.0)).collect();
    let vectors = Array2::from_shape_fn((n, n), |(i, j)| eigen.eigenvectors[(i, order[j])]);
    (values, vectors)
}

/// Makes the entry of largest size in each column positive (the first among equals); gives for each
/// column 1, or -1 where it was turned.
pub fn fix_signs(rows: &mut Array2<f64>) -> Vec<f64> {
    let fix = |mut column: ndarray::ArrayViewMut1<f64>| {
        let largest =
            column.iter().fold(0.0f64, |best, &v| if v.abs() > best.abs() { v } else { best });
        let turn = if largest < 0.0 { -1.0 } else { 1.0 };
        column *= turn;
        turn
    };
    rows.columns_mut().into_iter().map(fix).collect()
}

/// The Gram matrix of the columns, summed over fixed panels of rows in the order of the panels.
pub fn gram(block: &Array2<f64>) -> Array2<f64> {
    let n = block.nrows();
    let panels = exec::map_range(n.div_ceil(PANEL), |p| {
        let rows = block.slice_axis(Axis(0), Slice::from(p * PANEL..((p + 1) * PANEL).min(n)));
        rows.t().dot(&rows)
    });
    panels.into_iter().fold(Array2::zeros((block.ncols(), block.ncols())), |sum, p| sum + p)
}

/// A tall block times a small matrix, a panel of rows at a time.
pub fn times(block: &Array2<f64>, small: ArrayView2<f64>) -> Array2<f64> {
    let n = block.nrows();
    let panels = exec::map_range(n.div_ceil(PANEL), |p| {
        let rows = block.slice_axis(Axis(0), Slice::from(p * PANEL..((p + 1) * PANEL).min(n)));
        rows.dot(&small).into_iter().collect::<Vec<f64>>()
    });
    from_rows(panels.concat(), small.ncols())
}

/// An array from its values row by row.
pub fn from_rows(values: Vec<f64>, width: usize) -> Array2<f64> {
    let n = values.len().checked_div(width).unwrap_or(0);
    Array2::from_shape_vec((n, width), values).unwrap_or_else(|_| Array2::zeros((n, width)))
}

/// An orthonormal basis of the columns' range, of as many columns as the range has dimensions; without
/// a pass, the columns as they are. One pass keeps the columns well apart, which is all that another product needs; two make them
/// orthonormal to the last digits.
pub fn orthonormal(block: &Array2<f64>, passes: usize) -> Array2<f64> {
    let mut basis = block.clone();
    for _ in 0..passes {
        let (values, vectors) = symmetric_eigen(&gram(&basis));
        let kept = values.iter().take_while(|&&v| v > values[0] * 1e-14 && v > 0.0).count();
        let mut scaled = vectors.slice_axis(Axis(1), Slice::from(..kept)).to_owned();
        for (mut column, value) in scaled.columns_mut().into_iter().zip(&values) {
            column /= value.sqrt();
        }
        basis = times(&basis, scaled.view());
    }
    basis
}

/// Scales rows to length 1 (rows of length 0 stay).
pub fn normalise(rows: &mut Array2<f64>) {
    for mut row in rows.rows_mut() {
        let length = row.iter().map(|v| v * v).sum::<f64>().sqrt();
        if length > 0.0 {
            row /= length;
        }
    }
}
