//! Latent semantic analysis: texts as points in the space of the strongest patterns of co-occurrence.
//!
//! ```text
//! X ≈ U S Vᵀ      a text's coordinates: its row of U S      (Deerwester et al. 1990)
//! ```
//!
//! X is sparse and large, the wanted rank small: the randomised range finder of Halko, Martinsson &
//! Tropp (2011, algorithms 4.4 and 5.1) multiplies X with a seeded Gaussian block, sharpens the range
//! by power iterations (four; three where a side is long) and leaves one small symmetric eigenproblem. The block is
//! re-orthonormalised after every product; where one side of X is long, on the shorter side only,
//! which is where the time would go: what four products lose in a double then lies below 1e-3 of the
//! largest singular value, far below what a theme rests on. An orthonormal basis comes from the eigenvectors of the Gram matrix,
//! applied twice for the last one; directions without length are dropped there, so rank-deficient input (equal
//! texts, fewer texts than dimensions) needs no special case. Every product gives each output row
//! to one thread and the Gram sums run over fixed panels of rows, so the figures do not depend on
//! the number of threads. The sign of a dimension makes its largest entry positive. Dense blocks
//! take 8 · (rank + 10) bytes a row or column.

use bitcode::{Decode, Encode};
use ndarray::{Array2, Axis, Slice};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use crate::csr::Csr;
use crate::dense::{Plain, fix_signs, from_rows, gram, orthonormal, symmetric_eigen, times};
use crate::exec;

/// Columns of the random block beyond the wanted rank.
const OVERSAMPLING: usize = 10;
/// Least width of the random block: a matrix with fewer rows or columns is decomposed exactly.
const MIN_WIDTH: usize = 64;
const POWER_ITERATIONS: usize = 4;
/// Where a side is long: more change neither themes nor labels.
const LONG_POWER_ITERATIONS: usize = 3;
/// Rows or columns from which on a block of that length is not re-orthonormalised at every step.
const LONG: usize = 8_192;

/// Texts in the latent space.
#[derive(Debug, Clone)]
pub struct Lsa {
    /// U S: one row a text, one column a dimension, strongest first.
    pub rows: Array2<f64>,
    /// The singular values, descending.
    pub singular_values: Vec<f64>,
    /// Share of the total variance of the columns of X that the dimensions keep, in [0, 1].
    pub explained_variance: f64,
    /// V: one row a column of X, one column a dimension; a row of X times V are its coordinates.
    pub axes: Array2<f64>,
}

/// A latent space without the texts it was found in.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Space {
    /// The singular values, descending.
    pub singular_values: Vec<f64>,
    /// Share of the total variance that the dimensions keep.
    pub explained_variance: f64,
    axes: Plain,
}

impl Space {
    /// The coordinates of rows over the same columns as those it was found in.
    pub fn project(&self, x: &Csr<f32>) -> Array2<f64> {
        multiply(x, self.axes.values(), self.singular_values.len())
    }

    /// Columns of a row that is projected.
    pub fn n_columns(&self) -> usize {
        self.axes.n_rows()
    }
}

impl Lsa {
    /// The coordinates of the texts, and the space.
    pub fn into_parts(self) -> (Array2<f64>, Space) {
        let Self { rows, singular_values, explained_variance, axes } = self;
        (rows, Space { singular_values, explained_variance, axes: axes.into() })
    }

    /// The truncated SVD of `x`; the rank is lowered to what `x` has.
    pub fn fit(x: &Csr<f32>, rank: usize, seed: u64) -> Self {
        let (n, m) = (x.n_rows(), x.n_cols);
        let width = (rank + OVERSAMPLING).max(MIN_WIDTH).min(n).min(m);
        if width == 0 || x.values.is_empty() {
            let rows = Array2::zeros((n, 0));
            let axes = Array2::zeros((m, 0));
            return Self { rows, singular_values: Vec::new(), explained_variance: 0.0, axes };
        }
        let transposed = x.transposed();
        let basis = range(x, &transposed, width, seed);
        // B = basisᵀ X; the eigenvectors of B Bᵀ rotate the basis onto the singular vectors.
        let b_transposed = multiply_by(&transposed, &basis);
        let (values, vectors) = symmetric_eigen(&gram(&b_transposed));
        let kept = values.iter().take(rank).take_while(|&&v| v > values[0] * 1e-14).count();
        let singular_values: Vec<f64> = values[..kept].iter().map(|v| v.sqrt()).collect();
        let mut rotation = vectors.slice_axis(Axis(1), Slice::from(..kept)).to_owned();
        for (mut column, &sigma) in rotation.columns_mut().into_iter().zip(&singular_values) {
            column *= sigma;
        }
        let mut rows = times(&basis, rotation.view());
        // Bᵀ W = V S, hence V = Bᵀ W / S; W S / S² is what the rotation holds
        for (mut column, &sigma) in rotation.columns_mut().into_iter().zip(&singular_values) {
            column /= sigma * sigma;
        }
        let mut axes = times(&b_transposed, rotation.view());
        for (mut axis, turn) in axes.columns_mut().into_iter().zip(fix_signs(&mut rows)) {
            axis *= turn;
        }
        let explained_variance = explained(x, &rows);
        Self { rows, singular_values, explained_variance, axes }
    }

    /// Keeps as many of the strongest dimensions as hold `share` of the variance, all where even
    /// they do not.
    pub fn keep_variance(mut self, x: &Csr<f32>, share: f64) -> Self {
        let variances = Variances::of(x, &self.rows);
        let mut kept = 0;
        while kept < self.singular_values.len() && variances.share(kept) < share {
            kept += 1;
        }
        let kept = kept.max(1).min(self.singular_values.len());
        self.singular_values.truncate(kept);
        self.rows = self.rows.slice_axis(Axis(1), Slice::from(..kept)).to_owned();
        self.axes = self.axes.slice_axis(Axis(1), Slice::from(..kept)).to_owned();
        self.explained_variance = variances.share(kept);
        self
    }

    /// The coordinates of rows over the same columns: of the rows it was fitted on, their own.
    pub fn project(&self, x: &Csr<f32>) -> Array2<f64> {
        multiply_by(x, &self.axes)
    }
}

/// An orthonormal basis of the range of X's strongest patterns. The random block is drawn on the
/// shorter side.
fn range(x: &Csr<f32>, transposed: &Csr<f32>, width: usize, seed: u64) -> Array2<f64> {
    let (n, m) = (x.n_rows(), x.n_cols);
    let is_long = n.max(m) > LONG;
    let (left, right) = if is_long { (usize::from(n <= m), usize::from(m < n)) } else { (1, 1) };
    let mut other = if n <= m {
        orthonormal(&multiply_by(transposed, &gaussian(n, width, seed)), right)
    } else {
        gaussian(m, width, seed)
    };
    let last = if is_long { LONG_POWER_ITERATIONS } else { POWER_ITERATIONS };
    for _ in 0..last {
        let basis = orthonormal(&multiply_by(x, &other), left);
        other = orthonormal(&multiply_by(transposed, &basis), right);
    }
    orthonormal(&multiply_by(x, &other), 2)
}

fn gaussian(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    Array2::from_shape_simple_fn((rows, columns), || {
        // Box & Muller 1958; 1 - u lies in (0, 1], so the logarithm is finite
        let (u, v): (f64, f64) = (rng.r#gen(), rng.r#gen());
        (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    })
}

/// Sparse times dense. Long products are taken in single precision, which holds all that the weights
/// of X hold and takes half the time.
fn multiply(x: &Csr<f32>, block: &[f64], width: usize) -> Array2<f64> {
    if x.n_rows().max(x.n_cols) > LONG {
        let block: Vec<f32> = block.iter().map(|&v| v as f32).collect();
        from_rows(product(x, &block, width).into_iter().map(f64::from).collect(), width)
    } else {
        from_rows(product(x, block, width), width)
    }
}

/// The same for a block in any layout.
fn multiply_by(x: &Csr<f32>, block: &Array2<f64>) -> Array2<f64> {
    multiply(x, &block.iter().copied().collect::<Vec<f64>>(), block.ncols())
}

/// Sparse times dense, row by row: every row of the result is one thread's work.
fn product<T>(x: &Csr<f32>, block: &[T], width: usize) -> Vec<T>
where
    T: Copy + Default + From<f32> + Send + Sync + std::ops::Mul<Output = T> + std::ops::AddAssign,
{
    let mut out = vec![T::default(); x.n_rows() * width];
    exec::for_each_chunk_mut(&mut out, width * 64, |panel, rows| {
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            for (c, v) in x.entries(panel * 64 + i) {
                let v = T::from(v);
                for (sum, &b) in row.iter_mut().zip(&block[c * width..(c + 1) * width]) {
                    *sum += v * b;
                }
            }
        }
    });
    out
}

/// Variance of the columns of `rows` over that of the columns of `x`.
fn explained(x: &Csr<f32>, rows: &Array2<f64>) -> f64 {
    Variances::of(x, rows).share(rows.ncols())
}

/// The variance of X, and of each dimension of its coordinates.
struct Variances {
    total: f64,
    dimensions: Vec<f64>,
}

impl Variances {
    fn of(x: &Csr<f32>, rows: &Array2<f64>) -> Self {
        let n = x.n_rows() as f64;
        let (mut sums, mut squares) = (vec![0.0f64; x.n_cols], 0.0);
        for i in 0..x.n_rows() {
            for (c, v) in x.entries(i) {
                sums[c] += f64::from(v);
                squares += f64::from(v) * f64::from(v);
            }
        }
        let total = squares / n - sums.iter().map(|s| (s / n).powi(2)).sum::<f64>();
        let variance = |c: ndarray::ArrayView1<f64>| {
            c.iter().map(|v| v * v).sum::<f64>() / n - (c.iter().sum::<f64>() / n).powi(2)
        };
        Self { total, dimensions: rows.columns().into_iter().map(variance).collect() }
    }

    /// The share that the first dimensions keep; 1 where there is nothing to keep.
    fn share(&self, first: usize) -> f64 {
        let kept: f64 = self.dimensions[..first].iter().sum();
        if self.total > 1e-12 { (kept / self.total).clamp(0.0, 1.0) } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use nalgebra::DMatrix;
    use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

    fn sparse(rows: usize, columns: usize, seed: u64) -> Csr<f32> {
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        let mut x = Csr::new(columns);
        for _ in 0..rows {
            let row: Vec<(u32, f32)> = (0..columns as u32)
                .map(|c| (c, rng.r#gen::<f32>()))
                .filter(|&(_, v)| v > 0.0 && v < 0.2)
                .collect();
            x.push_row(row);
        }
        x
    }

    fn dense(x: &Csr<f32>) -> DMatrix<f64> {
        let mut d = DMatrix::zeros(x.n_rows(), x.n_cols);
        for i in 0..x.n_rows() {
            x.entries(i).for_each(|(c, v)| d[(i, c)] = f64::from(v));
        }
        d
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn equals_a_dense_svd(rows in 1usize..40, columns in 1usize..40, rank in 1usize..12, seed in any::<u64>()) {
            let x = sparse(rows, columns, seed);
            let lsa = Lsa::fit(&x, rank, 1);
            let reference = dense(&x).svd(true, true);
            let mut order: Vec<usize> = (0..reference.singular_values.len()).collect();
            order.sort_by(|&a, &b| reference.singular_values[b].total_cmp(&reference.singular_values[a]));
            for (i, sigma) in lsa.singular_values.iter().enumerate() {
                prop_assert!((sigma - reference.singular_values[order[i]]).abs() < 1e-4);
            }
            // the best approximation of that rank is unique where the next singular value is apart
            let k = lsa.singular_values.len();
            prop_assert!(k == rank.min(rows).min(columns)
                || reference.singular_values[order[k]] < 1e-6);
            let next = order.get(k).map_or(0.0, |&i| reference.singular_values[i]);
            if k > 0 && lsa.singular_values[k - 1] - next > 1e-2 {
                let u = reference.u.as_ref().unwrap();
                let top = DMatrix::from_fn(rows, k, |i, j| u[(i, order[j])]);
                let us = DMatrix::from_fn(rows, k, |i, j| lsa.rows[[i, j]]);
                let outside = &us - &top * (top.transpose() * &us);
                prop_assert!(outside.norm() < 1e-3, "left the subspace by {}", outside.norm());
            }
            for (projected, row) in lsa.project(&x).iter().zip(&lsa.rows) {
                prop_assert!((projected - row).abs() < 1e-5, "{} for {}", projected, row);
            }
        }
    }

    #[test]
    fn strong_patterns_are_found_in_a_matrix_wider_than_the_random_block() {
        // five topics of thirty terms each over a floor of noise
        let mut rng = Xoshiro256Plus::seed_from_u64(9);
        let mut x = Csr::new(200);
        for i in 0..240u32 {
            let own = (i % 5) * 30..(i % 5) * 30 + 30;
            let row: Vec<(u32, f32)> = (0..200u32)
                .filter(|c| rng.r#gen::<f32>() < if own.contains(c) { 0.6 } else { 0.05 })
                .map(|c| (c, 1.0))
                .collect();
            x.push_row(row);
        }
        let lsa = Lsa::fit(&x, 5, 1);
        let reference = dense(&x).svd(true, true);
        let mut sigma: Vec<f64> = reference.singular_values.iter().copied().collect();
        sigma.sort_by(|a, b| b.total_cmp(a));
        for (found, expected) in lsa.singular_values.iter().zip(&sigma) {
            assert!((found - expected).abs() < 1e-4 * expected, "{found} for {expected}");
        }
    }

    #[test]
    fn long_sides_give_the_same_space() {
        // the same matrix with empty columns, or rows, behind it, beyond the limit
        let x = sparse(300, 200, 11);
        let short = Lsa::fit(&x, 10, 1);
        let mut wide = Csr::new(LONG + 1);
        let mut high = Csr::new(200);
        for i in 0..=LONG {
            if i < 300 {
                wide.push_row(x.entries(i).map(|(c, v)| (c as u32, v)));
                high.push_row(x.entries(i).map(|(c, v)| (c as u32, v)));
            } else {
                high.push_row([]);
            }
        }
        for long in [Lsa::fit(&wide, 10, 1), Lsa::fit(&high, 10, 1)] {
            for (a, b) in long.singular_values.iter().zip(&short.singular_values) {
                // of a random matrix, whose values fall slowly: the hardest case
                assert!((a - b).abs() < 3e-3 * b, "{a} for {b}");
            }
            let reached = long.project(&wide).len() + long.project(&high).len();
            assert!(reached > 0 && long.rows.dim().1 == 10);
        }
    }

    #[test]
    fn the_thread_count_does_not_matter() {
        let x = sparse(1500, 300, 3);
        let one = exec::with_threads(Some(1), || Lsa::fit(&x, 20, 5)).unwrap();
        let four = exec::with_threads(Some(4), || Lsa::fit(&x, 20, 5)).unwrap();
        assert_eq!(one.rows, four.rows);
    }

    #[test]
    fn equal_rows_have_one_dimension() {
        let mut x = Csr::new(3);
        for _ in 0..5 {
            x.push_row([(0, 0.6), (2, 0.8)]);
        }
        let lsa = Lsa::fit(&x, 10, 0);
        assert_eq!(lsa.rows.dim(), (5, 1));
        assert!((lsa.singular_values[0] - 5f64.sqrt()).abs() < 1e-6);
    }
}
