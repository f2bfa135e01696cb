//! Pairwise alignment of unit ids with affine gap costs (Gotoh 1982).
//!
//! Two alignments are needed between the exact seeds of a chain and beyond its ends:
//!
//! - [`global`] joins two seeds: all of `a` against all of `b`, inside a band of diagonals;
//! - [`extend`] walks on from a seed as long as the score stays within `x_drop` of the best score
//!   seen (Zhang, Berman & Miller 1998), and comes back to the best cell.
//!
//! ```text
//! H(i,j) = max{ H(i-1,j-1) + s(a_i, b_j), E(i,j), F(i,j) }
//! E(i,j) = max{ H(i-1,j) - open, E(i-1,j) - more }      a_i stands alone
//! F(i,j) = max{ H(i,j-1) - open, F(i,j-1) - more }      b_j stands alone
//! ```
//!
//! With a match at +2 and a mismatch at -2 an alignment of substitutions alone gains as long as more
//! than half of its columns match; a first gap unit costs 3, each further one 1, so that an inserted
//! clause is one event. Ties prefer the diagonal, then `a` alone.

/// One column of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Both sides have the same unit.
    Match,
    /// The sides have different units.
    Substitution,
    /// A unit of the first side alone.
    OnlyA,
    /// A unit of the second side alone.
    OnlyB,
}

/// What a match gains.
pub const MATCH: i32 = 2;
/// What a substitution costs.
pub const MISMATCH: i32 = 2;
/// What the first unit of a gap costs.
pub const GAP_OPEN: i32 = 3;
/// What every further unit of a gap costs.
pub const GAP_MORE: i32 = 1;

const DEAD: i32 = i32::MIN / 2;

// A traceback byte: where H came from, and whether E and F go on with an open gap.
const FROM_E: u8 = 1;
const FROM_F: u8 = 2;
const E_GOES_ON: u8 = 4;
const F_GOES_ON: u8 = 8;

/// An alignment and its score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Sum of the columns' scores.
    pub score: i32,
    /// The columns in order.
    pub columns: Vec<Column>,
}

/// The score of a row of columns, gaps of the two sides counted apart.
pub fn score(columns: &[Column]) -> i32 {
    let mut last = Column::Match;
    let mut total = 0;
    for &column in columns {
        total += step(last, column);
        last = column;
    }
    total
}

/// What one more column adds after the column `last`.
pub fn step(last: Column, column: Column) -> i32 {
    match column {
        Column::Match => MATCH,
        Column::Substitution => -MISMATCH,
        gap if gap == last => -GAP_MORE,
        _ => -GAP_OPEN,
    }
}

/// Memory that alignments use one after the other: most are so short that asking for it anew would take
/// longer than the alignment.
#[derive(Default)]
pub struct Workspace {
    table: Table,
    row: Vec<Cell>,
    spare: Vec<Cell>,
}

/// Best alignment of all of `a` with all of `b` that stays within `band` diagonals of the
/// rectangle's own two corners.
pub fn global(a: &[u32], b: &[u32], band: usize, workspace: &mut Workspace) -> Alignment {
    let (n, m) = (a.len(), b.len());
    // Column j of row i is live when low <= j - i <= high.
    let low = -((n.saturating_sub(m) + band) as isize);
    let high = (m.saturating_sub(n) + band) as isize;
    let same = |i: usize, j: usize| a[i] == b[j];
    let (table, mut row, mut spare) = workspace.begin();
    for i in 0..=n {
        let from = (i as isize + low).max(0) as usize;
        let to = (i as isize + high).clamp(0, m as isize) as usize;
        let next = table.fill(i, from, to, &row, &same, DEAD / 2, true, spare);
        spare = std::mem::replace(&mut row, next).cells;
    }
    let (score, columns) = (row.at(m).h, table.trace(n, m, &same));
    (workspace.row, workspace.spare) = (row.cells, spare);
    Alignment { score, columns }
}

/// Best alignment of a prefix of one sequence with a prefix of another, of lengths `n` and `m`,
/// given as a test for equality of unit `i` with unit `j`. The walk ends where every cell lies more
/// than `x_drop` below the best.
pub fn extend(
    n: usize,
    m: usize,
    same: impl Fn(usize, usize) -> bool,
    x_drop: i32,
    workspace: &mut Workspace,
) -> Alignment {
    let (table, mut row, mut spare) = workspace.begin();
    let (mut best, mut best_at) = (0, (0, 0));
    for i in 0..=n {
        let from = row.low;
        let next = table.fill(i, from, m, &row, &same, best - x_drop, false, spare);
        spare = std::mem::replace(&mut row, next).cells;
        for (k, cell) in row.cells.iter().enumerate() {
            if cell.h > best {
                (best, best_at) = (cell.h, (i, row.low + k));
            }
        }
        row.trim(best - x_drop);
        if row.cells.is_empty() {
            break;
        }
    }
    let columns = table.trace(best_at.0, best_at.1, &same);
    (workspace.row, workspace.spare) = (row.cells, spare);
    Alignment { score: best, columns }
}

impl Workspace {
    /// An empty table and two empty rows; the rows are given back when the work is done.
    fn begin(&mut self) -> (&mut Table, Row, Vec<Cell>) {
        self.table.rows.clear();
        self.table.bytes.clear();
        self.row.clear();
        let row = Row { low: 0, cells: std::mem::take(&mut self.row) };
        (&mut self.table, row, std::mem::take(&mut self.spare))
    }
}

#[derive(Clone, Copy)]
struct Cell {
    h: i32,
    e: i32,
}

const NO_CELL: Cell = Cell { h: DEAD, e: DEAD };

/// The live cells of one row, from column `low` on.
struct Row {
    low: usize,
    cells: Vec<Cell>,
}

impl Row {
    fn at(&self, j: usize) -> Cell {
        j.checked_sub(self.low).and_then(|k| self.cells.get(k)).copied().unwrap_or(NO_CELL)
    }

    fn trim(&mut self, floor: i32) {
        while self.cells.last().is_some_and(|c| c.h < floor) {
            self.cells.pop();
        }
        let dead = self.cells.iter().take_while(|c| c.h < floor).count();
        self.cells.drain(..dead);
        self.low += dead;
    }
}

/// Traceback bytes, a row after the other.
#[derive(Default)]
struct Table {
    /// First byte in `bytes` and first column of each row.
    rows: Vec<(usize, usize)>,
    bytes: Vec<u8>,
}

impl Table {
    /// Fills row `i` from column `from` to `to`, into the emptied `cells`; unless `whole`, it ends early where neither the
    /// row above nor an open gap keeps a cell at `floor`.
    #[allow(clippy::too_many_arguments)]
    fn fill(
        &mut self,
        i: usize,
        from: usize,
        to: usize,
        above: &Row,
        same: &impl Fn(usize, usize) -> bool,
        floor: i32,
        whole: bool,
        mut cells: Vec<Cell>,
    ) -> Row {
        self.rows.push((self.bytes.len(), from));
        cells.clear();
        let (mut left_h, mut left_f) = (DEAD, DEAD);
        let mut corner = from.checked_sub(1).map_or(NO_CELL, |j| above.at(j));
        let above_end = above.low + above.cells.len();
        for j in from..=to {
            if !whole && j > above_end && left_h.max(left_f) < floor {
                break;
            }
            let mut byte = 0;
            let up = above.at(j);
            let (open, more) = (up.h - GAP_OPEN, up.e - GAP_MORE);
            let e = open.max(more).max(DEAD);
            byte |= if more > open { E_GOES_ON } else { 0 };
            let (open, more) = (left_h - GAP_OPEN, left_f - GAP_MORE);
            let f = open.max(more).max(DEAD);
            byte |= if more > open { F_GOES_ON } else { 0 };
            let mut h = match (i, j) {
                (0, 0) => 0,
                (0, _) | (_, 0) => DEAD,
                _ => {
                    let gain = if same(i - 1, j - 1) { MATCH } else { -MISMATCH };
                    (corner.h + gain).max(DEAD)
                }
            };
            if e > h {
                h = e;
                byte |= FROM_E;
            }
            if f > h {
                h = f;
                byte = (byte & !FROM_E) | FROM_F;
            }
            self.bytes.push(byte);
            cells.push(Cell { h, e });
            (left_h, left_f, corner) = (h, f, up);
        }
        Row { low: from, cells }
    }

    fn trace(
        &self,
        mut i: usize,
        mut j: usize,
        same: &impl Fn(usize, usize) -> bool,
    ) -> Vec<Column> {
        let byte = |i: usize, j: usize| {
            let (start, low) = self.rows[i];
            self.bytes[start + j - low]
        };
        let mut columns = Vec::with_capacity(i.max(j));
        while i > 0 || j > 0 {
            let here = byte(i, j);
            if here & FROM_E != 0 {
                while byte(i, j) & E_GOES_ON != 0 {
                    columns.push(Column::OnlyA);
                    i -= 1;
                }
                columns.push(Column::OnlyA);
                i -= 1;
            } else if here & FROM_F != 0 {
                while byte(i, j) & F_GOES_ON != 0 {
                    columns.push(Column::OnlyB);
                    j -= 1;
                }
                columns.push(Column::OnlyB);
                j -= 1;
            } else {
                (i, j) = (i - 1, j - 1);
                columns.push(if same(i, j) { Column::Match } else { Column::Substitution });
            }
        }
        columns.reverse();
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::Column::*;
    use super::*;
    use proptest::prelude::*;

    /// The full matrix, three states, no band and no traceback.
    fn full(a: &[u32], b: &[u32]) -> Vec<Vec<i32>> {
        let (n, m) = (a.len(), b.len());
        let mut h = vec![vec![DEAD; m + 1]; n + 1];
        let (mut e, mut f) = (h.clone(), h.clone());
        h[0][0] = 0;
        for i in 0..=n {
            for j in 0..=m {
                if i > 0 {
                    e[i][j] = (h[i - 1][j] - GAP_OPEN).max(e[i - 1][j] - GAP_MORE);
                }
                if j > 0 {
                    f[i][j] = (h[i][j - 1] - GAP_OPEN).max(f[i][j - 1] - GAP_MORE);
                }
                let mut best = h[i][j].max(e[i][j]).max(f[i][j]);
                if i > 0 && j > 0 {
                    let s = if a[i - 1] == b[j - 1] { MATCH } else { -MISMATCH };
                    best = best.max(h[i - 1][j - 1] + s);
                }
                h[i][j] = best;
            }
        }
        h
    }

    fn consumed(columns: &[Column]) -> (usize, usize) {
        let a = columns.iter().filter(|&&c| c != OnlyB).count();
        let b = columns.iter().filter(|&&c| c != OnlyA).count();
        (a, b)
    }

    #[test]
    fn small_alignments_come_out_as_by_hand() {
        // 1 2 3 4 / 1 2 4: three matches (6) and one gap (3).
        let one = global(&[1, 2, 3, 4], &[1, 2, 4], 4, &mut Workspace::default());
        assert_eq!((one.score, one.columns), (3, vec![Match, Match, OnlyA, Match]));
        // A gap of two is cheaper (3 + 1) than two gaps of one (3 + 3).
        let two = global(&[1, 2, 3, 4], &[1, 4], 4, &mut Workspace::default());
        assert_eq!((two.score, two.columns), (0, vec![Match, OnlyA, OnlyA, Match]));
        let none = global(&[], &[7, 7, 7], 0, &mut Workspace::default());
        assert_eq!((none.score, none.columns), (-5, vec![OnlyB, OnlyB, OnlyB]));
    }

    #[test]
    fn extension_crosses_a_small_rewrite_and_stops_at_a_large_one() {
        let a = [1, 2, 9, 3, 4, 5, 6, 50, 51, 52, 53, 54];
        let b = [1, 2, 8, 3, 4, 5, 6, 60, 61, 62, 63, 64];
        let end = extend(a.len(), b.len(), |i, j| a[i] == b[j], 6, &mut Workspace::default());
        assert_eq!((end.score, consumed(&end.columns)), (10, (7, 7)));
        let nothing = extend(0, 3, |_, _| false, 6, &mut Workspace::default());
        assert_eq!((nothing.score, nothing.columns.len()), (0, 0));
    }

    fn sequence() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0u32..3, 0..14)
    }

    proptest! {
        #[test]
        fn a_full_band_scores_like_the_full_matrix(a in sequence(), b in sequence()) {
            let fast = global(&a, &b, 20, &mut Workspace::default());
            prop_assert_eq!(fast.score, full(&a, &b)[a.len()][b.len()]);
            prop_assert_eq!(score(&fast.columns), fast.score);
            prop_assert_eq!(consumed(&fast.columns), (a.len(), b.len()));
        }

        #[test]
        fn a_narrow_band_never_scores_higher(a in sequence(), b in sequence(), band in 0usize..4) {
            // the second time in the memory of the first
            let mut workspace = Workspace::default();
            let narrow = global(&a, &b, band, &mut workspace);
            prop_assert_eq!(&narrow, &global(&a, &b, band, &mut workspace));
            prop_assert!(narrow.score <= full(&a, &b)[a.len()][b.len()]);
            prop_assert_eq!(score(&narrow.columns), narrow.score);
            prop_assert_eq!(consumed(&narrow.columns), (a.len(), b.len()));
        }

        #[test]
        fn without_a_drop_extension_finds_the_best_prefixes(a in sequence(), b in sequence()) {
            let best = full(&a, &b).into_iter().flatten().max().unwrap_or(0);
            let end = extend(a.len(), b.len(), |i, j| a[i] == b[j], 1000, &mut Workspace::default());
            prop_assert_eq!(end.score, best);
            prop_assert_eq!(score(&end.columns), end.score);
            prop_assert!(end.columns.last().is_none_or(|&c| c == Match));
        }

        /// What lies beyond a match is extended only where two units in a row are shared.
        #[test]
        fn what_gains_behind_a_difference_has_two_matches_in_a_row(a in sequence(), b in sequence()) {
            prop_assume!(a.first() != b.first());
            let end = extend(a.len(), b.len(), |i, j| a[i] == b[j], 20, &mut Workspace::default());
            let has_pair = end.columns.windows(2).any(|w| w == [Match, Match]);
            prop_assert!(end.columns.is_empty() || has_pair);
        }
    }
}
