//! Nearest rows by cosine, without comparing every pair: exactly, or with bounded effort.
//!
//! ```text
//! row x, terms from rarest to commonest:   score[y] += x_t · y_t   for every y that has t
//! stop once  |rest of x| < θ                no row untouched so far can reach a cosine of θ
//! y may reach θ only if  score[y] + |rest of x| · |rest of y| >= θ
//! ```
//!
//! Rows have length 1 and no negative weight, so the part of a cosine that is still to come is at
//! most the product of the lengths of what is left of both (Cauchy-Schwarz), and a partial score is
//! a lower bound. θ is the least cosine wanted, or the k-th best score where that is higher:
//! common terms, whose lists are long, are mostly never walked. What may still reach θ is scored in
//! full, best partial score first, so that θ rises early; terms are added up in ascending order, so
//! that cos(a, b) = cos(b, a) to the last bit. This prunes as in all-pairs similarity search
//! (Bayardo, Ma & Srikant 2007), and the result is exact. Equal rows are compared once
//! ([`Distinct`]): a notice sent out a thousand times costs one search, not a million comparisons.
//!
//! The exact search grows with the square of the rows. With an [`Effort`] a row walks the lists of its
//! rarest terms until so many entries have been seen, and compares in full those rows that scored best
//! on the way: the cost of a row is bounded, every cosine that is told is exact, and a neighbour that shares
//! only common terms may be missed. `cargo run --release --example recall` tells how many are.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::csr::Csr;
use crate::exec;

/// Slack for sums taken in another order.
const EPSILON: f64 = 1e-6;
/// Fewest rows that share one scratch array.
const LEAST_CHUNK: usize = 256;
/// Rows asked for together, and entries in a line of the cache.
const AT_ONCE: usize = 8;
const LINE: usize = 16;
/// Rows compared in full before the others are looked at again.
const FIRST: usize = 64;

/// The most work that is done for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Entries of lists that are walked. Longer lists are left out.
    pub entries: usize,
    /// Rows that are compared in full.
    pub compared: usize,
}

/// The up to `k` nearest other rows of each row with a cosine of at least `least` (and above 0):
/// (row, cosine), highest first, ties to the lower row. Exact without an `effort`.
pub fn nearest(
    rows: &Csr<f32>,
    k: usize,
    least: f64,
    effort: Option<Effort>,
) -> Vec<Vec<(u32, f64)>> {
    if k == 0 {
        return vec![Vec::new(); rows.n_rows()];
    }
    let distinct = Distinct::of(rows);
    let search = Search::new(rows, &distinct.firsts, effort);
    let n = distinct.firsts.len();
    let size = exec::chunk_size(n, LEAST_CHUNK);
    let chunks = exec::map_range(n.div_ceil(size), |c| {
        let mut scratch = search.scratch();
        let firsts = &distinct.firsts[c * size..((c + 1) * size).min(n)];
        let of = |&i: &u32| search.nearest_to(i, k, least, &mut scratch);
        firsts.iter().map(of).collect::<Vec<_>>()
    });
    let of_distinct: Vec<Vec<(u32, f64)>> = chunks.into_iter().flatten().collect();
    exec::map_range(rows.n_rows(), |i| {
        let own = distinct.class[i];
        let twins = cosine(rows, i, i);
        let others =
            of_distinct[own as usize].iter().map(|&(j, c)| (distinct.class[j as usize], c));
        let classes = others.chain((twins >= least && twins > 0.0).then_some((own, twins)));
        // k + 1 of each: row i itself is among its own class
        let members = |(class, cosine): (u32, f64)| {
            distinct.members.row(class as usize).0.iter().take(k + 1).map(move |&j| (j, cosine))
        };
        best(classes.flat_map(members).filter(|&(j, _)| j as usize != i).collect(), k)
    })
}

/// The `k` highest, ties to the lower row.
fn best(mut found: Vec<(u32, f64)>, k: usize) -> Vec<(u32, f64)> {
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(k);
    found
}

/// Rows without repetition, in the order of first occurrence.
struct Distinct {
    /// The first row of each class of equal rows.
    firsts: Vec<u32>,
    /// The class of each row.
    class: Vec<u32>,
    /// The rows of each class, ascending.
    members: Csr<()>,
}

impl Distinct {
    fn of(rows: &Csr<f32>) -> Self {
        let bits = |i: usize| rows.row(i).1.iter().map(|v| v.to_bits());
        let hash = |i: usize| {
            let mut hasher = FxHasher::default();
            rows.row(i).0.hash(&mut hasher);
            bits(i).for_each(|b| b.hash(&mut hasher));
            hasher.finish()
        };
        let equal = |i: usize, j: usize| rows.row(i).0 == rows.row(j).0 && bits(i).eq(bits(j));
        let hashes = exec::map_range(rows.n_rows(), hash);
        // Classes of a hash: nearly always one.
        let mut seen: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let (mut class, mut firsts) = (Vec::with_capacity(rows.n_rows()), Vec::<u32>::new());
        for (i, hash) in hashes.into_iter().enumerate() {
            let classes = seen.entry(hash).or_default();
            let known = classes.iter().find(|&&c| equal(i, firsts[c as usize] as usize));
            class.push(known.copied().unwrap_or_else(|| {
                let new = firsts.len() as u32;
                classes.push(new);
                firsts.push(i as u32);
                new
            }));
        }
        let mut by_row = Csr::new(firsts.len());
        class.iter().for_each(|&c| by_row.push_row([(c, ())]));
        Self { members: by_row.transposed(), firsts, class }
    }
}

/// What a search needs beside the rows.
struct Scratch {
    scores: Scores,
    spread: Spread,
}

/// One row spread out over all columns, zeros between searches. Most columns of another row are none of its
/// own: a few bits, which stay in the nearest cache, tell so before the column is looked up.
struct Spread {
    dense: Vec<f32>,
    /// Whether the row has a column of each remainder.
    has: [u64; SIEVE / 64],
}

/// Remainders of columns that are told apart.
const SIEVE: usize = 1 << 13;

impl Spread {
    fn new(n_cols: usize) -> Self {
        Self { dense: vec![0.0; n_cols], has: [0; SIEVE / 64] }
    }

    fn set(&mut self, (columns, values): (&[u32], &[f32])) {
        for (&c, &v) in columns.iter().zip(values) {
            let c = c as usize;
            self.dense[c] = v;
            self.has[c % SIEVE / 64] |= 1 << (c % 64);
        }
    }

    fn clear(&mut self, columns: &[u32]) {
        columns.iter().for_each(|&c| self.dense[c as usize] = 0.0);
        self.has.fill(0);
    }

    /// Cosine with another row, in [0, 1]: equal to [`cosine`], since the columns that only one of them
    /// has add nothing.
    fn dot(&self, (columns, values): (&[u32], &[f32])) -> f64 {
        let mut sum = 0.0f64;
        for (&c, &v) in columns.iter().zip(values) {
            let c = c as usize;
            if self.has[c % SIEVE / 64] >> (c % 64) & 1 == 1 {
                sum += f64::from(self.dense[c]) * f64::from(v);
            }
        }
        sum.clamp(0.0, 1.0)
    }
}

/// A row that was met, and the part of its cosine that has been added up.
#[derive(Clone, Copy)]
struct Scored {
    row: u32,
    score: f64,
}

/// Higher scores first, ties to the lower row.
fn best_first(a: &Scored, b: &Scored) -> Ordering {
    b.score.total_cmp(&a.score).then(a.row.cmp(&b.row))
}

/// Scores of the rows that are met, in the order in which they are. The table of their places is no larger
/// than what a search can meet: with bounded effort it stays in the cache, however many rows there are.
struct Scores {
    met: Vec<Scored>,
    /// The best score.
    highest: f64,
    /// Open addressing by row: a place in `met`, from 1 on; 0 where free. A power of two.
    places: Vec<u32>,
}

impl Scores {
    /// Room for so many rows.
    fn new(most: usize) -> Self {
        let places = vec![0; (2 * most).next_power_of_two()];
        Self { met: Vec::new(), highest: 0.0, places }
    }

    fn add(&mut self, row: u32, part: f64) {
        let mask = self.places.len() - 1;
        let mut at = row as usize & mask;
        loop {
            match self.places[at] {
                0 => {
                    self.met.push(Scored { row, score: part });
                    self.highest = self.highest.max(part);
                    self.places[at] = self.met.len() as u32;
                    return;
                }
                place => {
                    let met = &mut self.met[place as usize - 1];
                    if met.row == row {
                        met.score += part;
                        self.highest = self.highest.max(met.score);
                        return;
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The `k`-th best score of rows other than `i`; 0 where there are fewer.
    fn kth_best(&self, i: u32, k: usize) -> f64 {
        let others = self.met.iter().filter(|met| met.row != i);
        let mut scores: Vec<f64> = others.map(|met| met.score).collect();
        if scores.len() < k {
            return 0.0;
        }
        let (_, kth, _) = scores.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a));
        *kth
    }

    fn clear(&mut self) {
        self.met.clear();
        self.highest = 0.0;
        self.places.fill(0);
    }
}

struct Search<'a> {
    rows: &'a Csr<f32>,
    /// The rows that have each term; empty where they are more than the effort allows.
    columns: Csr<f32>,
    effort: Option<Effort>,
    /// Place of each column among all, rarest first.
    rarity: Vec<u32>,
    /// For each entry of each row, rarest column first: the column's place and the length of the
    /// row from that entry on. Only for the exact search.
    rests: Vec<(u32, f32)>,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Csr<f32>, firsts: &[u32], effort: Option<Effort>) -> Self {
        let mut counts = vec![0usize; rows.n_cols];
        for &i in firsts {
            rows.row(i as usize).0.iter().for_each(|&c| counts[c as usize] += 1);
        }
        let mut order: Vec<u32> = (0..rows.n_cols as u32).collect();
        order.sort_unstable_by_key(|&c| (counts[c as usize], c));
        let mut rarity = vec![0u32; rows.n_cols];
        order.iter().zip(0u32..).for_each(|(&c, place)| rarity[c as usize] = place);
        let most = effort.map_or(usize::MAX, |e| e.entries);
        counts.iter_mut().filter(|n| **n > most).for_each(|n| *n = 0);
        let rests = match effort {
            None => rests(rows, &rarity),
            Some(_) => Vec::new(),
        };
        Self { rows, columns: columns(rows, firsts, &counts), effort, rarity, rests }
    }

    /// What a search needs beside the rows; it may serve one search after another.
    fn scratch(&self) -> Scratch {
        let n = self.rows.n_rows();
        let most = self.effort.map_or(n, |effort| effort.entries.min(n));
        Scratch { scores: Scores::new(most), spread: Spread::new(self.rows.n_cols) }
    }

    /// The `k` nearest other rows of row `i`.
    fn nearest_to(&self, i: u32, k: usize, least: f64, scratch: &mut Scratch) -> Vec<(u32, f64)> {
        let Scratch { scores, spread } = scratch;
        let row = i as usize;
        let mut terms: Vec<(usize, f64)> =
            self.rows.entries(row).map(|(c, v)| (c, f64::from(v))).collect();
        terms.sort_unstable_by_key(|&(c, _)| self.rarity[c]);
        let mut rest: f64 = terms.iter().map(|(_, v)| v * v).sum();
        let mut threshold = least;
        let mut next_check = 4 * k;
        // columns from this place on were not walked
        let mut unwalked = u32::MAX;
        let mut left = self.effort.map_or(usize::MAX, |e| e.entries);
        for &(c, v) in &terms {
            let (having, weights) = self.columns.row(c);
            // row i is in the list itself, unless the list was left out
            let is_beyond = having.is_empty() || having.len() > left;
            if is_beyond || rest.max(0.0).sqrt() < threshold - EPSILON {
                unwalked = self.rarity[c];
                break;
            }
            left -= having.len();
            for (&j, &w) in having.iter().zip(weights) {
                scores.add(j, v * f64::from(w));
            }
            rest -= v * v;
            // No score stops the walk that is not above the rest.
            if scores.met.len() >= next_check && scores.highest > rest.max(0.0).sqrt() {
                threshold = threshold.max(scores.kth_best(i, k));
                next_check = scores.met.len() * 2;
            }
        }
        threshold = threshold.max(scores.kth_best(i, k));
        let rest = rest.max(0.0).sqrt();
        let reaches = |met: &Scored, threshold: f64| {
            met.score + rest >= threshold - EPSILON
                && met.score + rest * self.rest_from(met.row, unwalked) >= threshold - EPSILON
        };
        let may_reach = |met: &&Scored| met.row != i && met.score + rest >= threshold - EPSILON;
        let mut candidates: Vec<Scored> = scores.met.iter().filter(may_reach).copied().collect();
        scores.clear();
        if let Some(Effort { compared, .. }) = self.effort.filter(|e| e.compared < candidates.len())
        {
            candidates.select_nth_unstable_by(compared, best_first);
            candidates.truncate(compared);
        }
        // The best of them raise the threshold so far that few of the others are looked at.
        let n_first = FIRST.min(candidates.len());
        if n_first < candidates.len() {
            candidates.select_nth_unstable_by(n_first, best_first);
        }
        let others = candidates.split_off(n_first);
        spread.set(self.rows.row(row));
        let mut found: Vec<(u32, f64)> = Vec::new();
        for mut batch in [candidates, others] {
            batch.retain(|met| reaches(met, threshold));
            batch.sort_unstable_by(best_first);
            for (i, &met) in batch.iter().enumerate() {
                if i % AT_ONCE == 0 {
                    self.fetch(&batch[i..batch.len().min(i + AT_ONCE)]);
                }
                if !reaches(&met, threshold) {
                    continue;
                }
                let cosine = spread.dot(self.rows.row(met.row as usize));
                if cosine >= least && cosine > 0.0 {
                    found.push((met.row, cosine));
                    if found.len() == 4 * k {
                        found = best(found, k);
                        threshold = threshold.max(found[k - 1].1);
                    }
                }
            }
        }
        spread.clear(self.rows.row(row).0);
        best(found, k)
    }

    /// Has the rows of some that were met brought near. They lie anywhere among all rows: where none is looked
    /// at before all are asked for, the processor waits for many of them at a time.
    fn fetch(&self, some: &[Scored]) {
        let first = |met: &Scored| self.rows.indptr[met.row as usize];
        std::hint::black_box(some.iter().fold(0, |all, met| all ^ first(met)));
        let lines = |met: &Scored| {
            let (columns, values) = self.rows.row(met.row as usize);
            let columns = columns.iter().step_by(LINE).fold(0, |all, c| all ^ c);
            values.iter().step_by(LINE).fold(columns, |all, v| all ^ v.to_bits())
        };
        std::hint::black_box(some.iter().fold(0, |all, met| all ^ lines(met)));
    }

    /// Length of what row `j` has in the columns from a place on; at most that where it is not known.
    fn rest_from(&self, j: u32, place: u32) -> f64 {
        if self.effort.is_some() {
            return 1.0;
        }
        let j = j as usize;
        let rests = &self.rests[self.rows.indptr[j]..self.rows.indptr[j + 1]];
        let from = rests.partition_point(|&(p, _)| p < place);
        rests.get(from).map_or(0.0, |&(_, rest)| f64::from(rest))
    }
}

/// The rows among `firsts` that have each column, of as many as are counted.
fn columns(rows: &Csr<f32>, firsts: &[u32], counts: &[usize]) -> Csr<f32> {
    let mut indptr = Vec::with_capacity(counts.len() + 1);
    indptr.push(0);
    let mut total = 0;
    for &n in counts {
        total += n;
        indptr.push(total);
    }
    let mut next = indptr.clone();
    let (mut indices, mut values) = (vec![0u32; total], vec![0.0f32; total]);
    for &i in firsts {
        for (c, v) in rows.entries(i as usize).filter(|&(c, _)| counts[c] > 0) {
            (indices[next[c]], values[next[c]]) = (i, v);
            next[c] += 1;
        }
    }
    Csr { n_cols: rows.n_rows(), indptr, indices, values }
}

/// For each entry of each row, rarest column first: the column's place, and the length from there on.
fn rests(rows: &Csr<f32>, rarity: &[u32]) -> Vec<(u32, f32)> {
    let of_row = |i: usize| {
        let mut row: Vec<(u32, f32)> = rows.entries(i).map(|(c, v)| (rarity[c], v)).collect();
        row.sort_unstable_by_key(|&(place, _)| place);
        let mut sum = 0.0f64;
        for (_, v) in row.iter_mut().rev() {
            sum += f64::from(*v) * f64::from(*v);
            *v = sum.sqrt() as f32;
        }
        row
    };
    exec::map_range(rows.n_rows(), of_row).concat()
}

/// Cosine of two rows of length 1, in [0, 1].
pub fn cosine(rows: &Csr<f32>, a: usize, b: usize) -> f64 {
    let ((a_terms, a_values), (b_terms, b_values)) = (rows.row(a), rows.row(b));
    let (mut i, mut j, mut sum) = (0, 0, 0.0f64);
    while i < a_terms.len() && j < b_terms.len() {
        match a_terms[i].cmp(&b_terms[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += f64::from(a_values[i]) * f64::from(b_values[j]);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tfidf::tfidf;
    use proptest::prelude::*;

    fn naive(rows: &Csr<f32>, k: usize, least: f64) -> Vec<Vec<(u32, f64)>> {
        let n = rows.n_rows();
        let of = |i: usize| {
            let mut all: Vec<(u32, f64)> = (0..n)
                .filter(|&j| j != i)
                .map(|j| (j as u32, cosine(rows, i, j)))
                .filter(|&(_, c)| c >= least && c > 0.0)
                .collect();
            all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(k);
            all
        };
        (0..n).map(of).collect()
    }

    proptest! {
        #[test]
        fn equals_comparing_every_pair(
            documents in proptest::collection::vec(
                proptest::collection::btree_map(0u32..30, 1u32..5, 0..12), 0..40),
            again in proptest::collection::vec(0usize..40, 0..40),
            k in 0usize..6, least in 0.0f64..0.6,
        ) {
            let twins: Vec<_> = again.iter().filter_map(|&i| documents.get(i).cloned()).collect();
            let mut counts = Csr::new(30);
            documents.into_iter().chain(twins).for_each(|d| counts.push_row(d));
            let rows = tfidf(&counts);
            let all = naive(&rows, k, least);
            prop_assert_eq!(&nearest(&rows, k, least, None), &all);
            // what effort allows is among what there is, and with effort enough it is the same
            let enough = Effort { entries: 10_000, compared: 100 };
            prop_assert_eq!(&nearest(&rows, k, least, Some(enough)), &all);
            let every = naive(&rows, rows.n_rows(), least);
            let little = Effort { entries: 12, compared: 3 };
            for (i, of_row) in nearest(&rows, k, least, Some(little)).iter().enumerate() {
                prop_assert!(of_row.len() <= k && of_row.iter().all(|n| every[i].contains(n)));
            }
        }
    }
}
