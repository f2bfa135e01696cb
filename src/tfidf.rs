//! TF-IDF rows: how much each term says about each text.
//!
//! ```text
//! weight = (1 + ln tf) · idf      idf = ln((1 + N) / (1 + df)) + 1      rows scaled to length 1
//! ```
//!
//! scikit-learn's smoothed variant with sublinear term frequency (`TfidfVectorizer(sublinear_tf=True)`),
//! so that figures compare with the pipeline most analysts know. The `1 +` in idf keeps a term that
//! every text has from vanishing; the logarithm of tf keeps long documents from being all about
//! their most frequent word.

use crate::csr::Csr;
use crate::exec;

/// Rows that are weighed by one thread at a time.
const CHUNK: usize = 512;

/// Weighs counts by what they say of the document frequencies; a row without terms stays empty.
pub fn tfidf(counts: &Csr<u32>) -> Csr<f32> {
    weigh(counts, &idf(&counts.column_counts(), counts.n_rows()), true)
}

/// The inverse document frequency of each term, from the number of texts that have it and of all.
pub fn idf(df: &[u32], n_texts: usize) -> Vec<f64> {
    let n = n_texts as f64;
    df.iter().map(|&df| ((1.0 + n) / (1.0 + f64::from(df))).ln() + 1.0).collect()
}

/// Rows of length 1 from counts and given inverse document frequencies; `sublinear` damps how often
/// a text uses a term. A row without terms stays empty.
pub fn weigh(counts: &Csr<u32>, idf: &[f64], sublinear: bool) -> Csr<f32> {
    let tf = |n: u32| if sublinear { 1.0 + f64::from(n).ln() } else { f64::from(n) };
    let of_row = |i: usize| {
        let weights: Vec<f64> = counts.entries(i).map(|(c, n)| tf(n) * idf[c]).collect();
        let length = weights.iter().map(|w| w * w).sum::<f64>().sqrt();
        weights.into_iter().map(|w| (w / length) as f32).collect::<Vec<f32>>()
    };
    let values = exec::map_range(counts.n_rows().div_ceil(CHUNK), |chunk| {
        let rows = chunk * CHUNK..((chunk + 1) * CHUNK).min(counts.n_rows());
        rows.flat_map(of_row).collect::<Vec<f32>>()
    });
    Csr {
        n_cols: counts.n_cols,
        indptr: counts.indptr.clone(),
        indices: counts.indices.clone(),
        values: values.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from scikit-learn 1.9.1:
    /// `TfidfVectorizer(sublinear_tf=True, token_pattern=r"\S+").fit_transform(
    ///  ["a b b c", "b c c c d", "d d e", "a a a a b"]).toarray()`
    #[test]
    fn weights_equal_those_of_scikit_learn() {
        let expected = [
            [0.5077416828605131, 0.695986183032356, 0.5077416828605131, 0.0, 0.0],
            [0.0, 0.3288826706085755, 0.8525308704339383, 0.40623552765670656, 0.0],
            [0.0, 0.0, 0.0, 0.8003373041538421, 0.5995499975646404],
            [0.9469846652454952, 0.3212787633658305, 0.0, 0.0, 0.0],
        ];
        let mut counts = Csr::new(5);
        counts.push_row([(0, 1), (1, 2), (2, 1)]);
        counts.push_row([(1, 1), (2, 3), (3, 1)]);
        counts.push_row([(3, 2), (4, 1)]);
        counts.push_row([(0, 4), (1, 1)]);
        let rows = tfidf(&counts);
        for (i, expected) in expected.iter().enumerate() {
            let mut dense = [0.0f64; 5];
            rows.entries(i).for_each(|(c, w)| dense[c] = f64::from(w));
            for (got, want) in dense.iter().zip(expected) {
                assert!((got - want).abs() < 1e-6, "row {i}: {got} for {want}");
            }
        }
    }

    #[test]
    fn empty_rows_stay_empty() {
        let mut counts = Csr::new(1);
        counts.push_row([]);
        assert_eq!(tfidf(&counts).row(0), (&[][..], &[][..]));
    }
}
