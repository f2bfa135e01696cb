//! Compressed sparse rows: the one sparse matrix of the project.
//!
//! ```text
//! [[0 2 0]         indptr  0 1 3
//!  [1 0 3]]   →    indices 1 | 0 2       row i is indptr[i]..indptr[i + 1], columns ascending
//!                  values  2 | 1 3
//! ```
//!
//! Own code, because linfa pins an old `sprs` and a handful of lines is all that counts, TF-IDF and
//! the truncated SVD ask for.

use bitcode::{Decode, Encode};

/// A sparse matrix in compressed rows; the columns of a row ascend.
#[derive(Debug, Encode, Decode, Clone, PartialEq)]
pub struct Csr<V> {
    /// Number of columns.
    pub n_cols: usize,
    /// Where each row begins in `indices` and `values`; one entry more than there are rows.
    pub indptr: Vec<usize>,
    /// Column of each value.
    pub indices: Vec<u32>,
    /// The values.
    pub values: Vec<V>,
}

impl<V: Copy> Csr<V> {
    /// A matrix without rows.
    pub fn new(n_cols: usize) -> Self {
        Self { n_cols, indptr: vec![0], indices: Vec::new(), values: Vec::new() }
    }

    /// Appends a row given as (column, value), columns ascending.
    pub fn push_row(&mut self, row: impl IntoIterator<Item = (u32, V)>) {
        for (column, value) in row {
            self.indices.push(column);
            self.values.push(value);
        }
        self.indptr.push(self.indices.len());
    }

    /// The rows of these matrices below each other, which are dropped as they are read.
    pub fn stacked(n_cols: usize, parts: Vec<Self>) -> Self {
        let mut all = Self::new(n_cols);
        all.indptr.reserve_exact(parts.iter().map(Self::n_rows).sum());
        let n_values = parts.iter().map(|p| p.values.len()).sum();
        all.indices.reserve_exact(n_values);
        all.values.reserve_exact(n_values);
        for part in parts {
            let before = all.indices.len();
            all.indices.extend_from_slice(&part.indices);
            all.values.extend_from_slice(&part.values);
            all.indptr.extend(part.indptr[1..].iter().map(|end| before + end));
        }
        all
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// The columns and values of a row.
    pub fn row(&self, i: usize) -> (&[u32], &[V]) {
        let range = self.indptr[i]..self.indptr[i + 1];
        (&self.indices[range.clone()], &self.values[range])
    }

    /// The (column, value) pairs of a row.
    pub fn entries(&self, i: usize) -> impl Iterator<Item = (usize, V)> + '_ {
        let (indices, values) = self.row(i);
        indices.iter().map(|&c| c as usize).zip(values.iter().copied())
    }

    /// The rows at these places, in this order.
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let mut selected = Self::new(self.n_cols);
        for &i in rows {
            let (indices, values) = self.row(i);
            selected.push_row(indices.iter().copied().zip(values.iter().copied()));
        }
        selected
    }

    /// Number of rows in which each column has a value.
    pub fn column_counts(&self) -> Vec<u32> {
        let mut counts = vec![0u32; self.n_cols];
        for &c in &self.indices {
            counts[c as usize] += 1;
        }
        counts
    }

    /// Rows and columns exchanged.
    pub fn transposed(&self) -> Self
    where
        V: Default,
    {
        let mut indptr = Vec::with_capacity(self.n_cols + 1);
        indptr.push(0);
        let mut total = 0;
        for count in self.column_counts() {
            total += count as usize;
            indptr.push(total);
        }
        let mut next = indptr.clone();
        let mut indices = vec![0u32; total];
        let mut values = vec![V::default(); total];
        for i in 0..self.n_rows() {
            for (c, v) in self.entries(i) {
                indices[next[c]] = i as u32;
                values[next[c]] = v;
                next[c] += 1;
            }
        }
        Self { n_cols: self.n_rows(), indptr, indices, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposing_twice_gives_the_matrix_back() {
        let mut m = Csr::new(3);
        m.push_row([(1, 2.0)]);
        m.push_row([]);
        m.push_row([(0, 1.0), (2, 3.0)]);
        let t = m.transposed();
        assert_eq!((t.n_rows(), t.n_cols), (3, 3));
        assert_eq!(t.row(2), (&[2u32][..], &[3.0][..]));
        assert_eq!(t.transposed(), m);
    }
}
