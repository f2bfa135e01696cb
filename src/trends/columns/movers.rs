//! Movers, newcomers and exits of the heat table.
//!
//! A mover changes by two levels of heat or more from one column that has documents to the next. A
//! newcomer is first used in a column that others with documents precede, and its figures are those of
//! all documents before and from then on; an exit is the reverse. What chance alone does once in twenty
//! times is left out (log-likelihood ratio below 3.84, or p of 0.05 and more by Fisher's exact test where a
//! cell should hold fewer than five): of single documents a year, each phrase is boiling or gone, and
//! nothing has moved. Latest first, then the surest.

use super::{Columns, Row};
use crate::fisher;
use crate::log_likelihood::{self, ONE_IN_20};

/// Expected documents of a cell below which the exact test decides.
const SMALL_CELL: f64 = 5.0;
/// Levels that make a mover.
const LEVELS: i32 = 2;

/// How a phrase moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Not used before.
    New,
    /// Hotter by two levels or more.
    Up,
    /// Colder by two levels or more.
    Down,
    /// Not used any more.
    Gone,
}

impl Move {
    /// The move's name in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Up => "up",
            Self::Down => "down",
            Self::Gone => "gone",
        }
    }
}

/// A phrase that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Mover {
    /// Row of the phrase.
    pub row: usize,
    /// How it moved.
    pub how: Move,
    /// Column before, and column at which it is seen.
    pub columns: (usize, usize),
    /// Level of heat in both, none where it is not used.
    pub levels: (Option<usize>, Option<usize>),
    /// Carrying and all documents before: of the column before, of a newcomer and an exit of all
    /// columns before.
    pub before: (u32, u32),
    /// The same after.
    pub after: (u32, u32),
    /// Log-likelihood ratio of the two shares.
    pub g2: f64,
}

impl Mover {
    fn is_sure(&self) -> bool {
        let ((f1, n1), (f2, n2)) = (self.before, self.after);
        let (f, n) = (f64::from(f1 + f2), f64::from(n1 + n2));
        let smallest = f.min(n - f) * f64::from(n1.min(n2)) / n;
        self.g2 >= ONE_IN_20
            && (smallest >= SMALL_CELL || fisher::two_sided(self.before, self.after) < 0.05)
    }
}

impl Columns {
    /// The movers, latest first, then by falling log-likelihood ratio, then by rank.
    pub fn movers(&self) -> Vec<Mover> {
        let heat = self.heat();
        let rows = self.rows.iter().zip(&heat).enumerate();
        let mut movers: Vec<Mover> =
            rows.flat_map(|(r, (row, heat))| self.of_row(r, row, heat)).collect();
        movers.retain(Mover::is_sure);
        movers.sort_by(|a, b| {
            let later = b.columns.1.cmp(&a.columns.1);
            later.then(b.g2.total_cmp(&a.g2)).then(a.row.cmp(&b.row)).then(a.how.cmp(&b.how))
        });
        movers
    }

    fn of_row(&self, r: usize, row: &Row, heat: &[Option<usize>]) -> Vec<Mover> {
        let filled: Vec<usize> = (0..self.volumes.len()).filter(|&c| self.volumes[c] > 0).collect();
        let used = || (0..filled.len()).filter(|&i| row.counts[filled[i]] > 0);
        let sums = |columns: &[usize]| {
            let sum = |of: &[u32]| columns.iter().map(|&c| of[c]).sum::<u32>();
            (sum(&row.counts), sum(&self.volumes))
        };
        let mover = |how, i: usize, before: &[usize], after: &[usize]| {
            let columns = (filled[i - 1], filled[i]);
            let levels = (heat[columns.0], heat[columns.1]);
            let (before, after) = (sums(before), sums(after));
            let g2 = log_likelihood::of_shares(&[before.0, after.0], &[before.1, after.1]);
            Mover { row: r, how, columns, levels, before, after, g2 }
        };
        let mut movers = Vec::new();
        let (Some(first), Some(last)) = (used().next(), used().next_back()) else { return movers };
        if first > 0 {
            movers.push(mover(Move::New, first, &filled[..first], &filled[first..]));
        }
        for i in first + 1..=last {
            let (Some(before), Some(after)) = (heat[filled[i - 1]], heat[filled[i]]) else {
                continue;
            };
            let rise = after as i32 - before as i32;
            if rise.abs() < LEVELS {
                continue;
            }
            let how = if rise > 0 { Move::Up } else { Move::Down };
            movers.push(mover(how, i, &filled[i - 1..i], &filled[i..=i]));
        }
        if last + 1 < filled.len() {
            movers.push(mover(Move::Gone, last + 1, &filled[..=last], &filled[last + 1..]));
        }
        movers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(volumes: &[u32], rows: &[&[u32]]) -> Columns {
        Columns {
            labels: (0..volumes.len()).map(|c| format!("{}", 2000 + c)).collect(),
            volumes: volumes.to_vec(),
            step: 1,
            rows: rows
                .iter()
                .enumerate()
                .map(|(i, counts)| Row { phrase: i.to_string(), counts: counts.to_vec() })
                .collect(),
            heat_bounds: vec![0.1, 0.2, 0.3, 0.4, 0.5],
        }
    }

    fn told(columns: &Columns) -> Vec<(usize, Move, usize)> {
        columns.movers().iter().map(|m| (m.row, m.how, m.columns.1)).collect()
    }

    #[test]
    fn newcomers_exits_and_movers_are_told_latest_first() {
        let columns = columns(
            &[20, 20, 0, 20, 20],
            &[&[0, 0, 0, 12, 12], &[12, 12, 0, 0, 0], &[2, 12, 0, 12, 2], &[5, 5, 0, 5, 5]],
        );
        let expected =
            [(2, Move::Down, 4), (0, Move::New, 3), (1, Move::Gone, 3), (2, Move::Up, 1)];
        assert_eq!(told(&columns), expected);
        let new = columns.movers().into_iter().find(|m| m.how == Move::New);
        let figures = new.map(|m| (m.columns, m.before, m.after, m.levels));
        assert_eq!(figures, Some(((1, 3), (0, 40), (24, 40), (None, Some(5)))));
    }

    #[test]
    fn what_single_documents_do_is_no_move() {
        assert!(told(&columns(&[1; 4], &[&[0, 1, 0, 1], &[1, 0, 0, 0]])).is_empty());
        assert!(told(&columns(&[20, 20], &[&[0, 0]])).is_empty());
    }
}
