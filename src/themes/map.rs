//! The theme map: which texts are laid out ([`super::layout`]), and where the others stand.

use ndarray::{Array2, Axis};

use super::fit::Fit;
use super::layout::layout;
use super::smoothing;
use crate::csr::Csr;
use crate::exec;
use crate::kmeans::derive_seed;
use crate::silhouette;
use crate::store::Kept;

/// Texts that are laid out on the map.
const MOST_ON_MAP: usize = 5_000;
/// Pairs of texts that are compared to place the others.
const MOST_COMPARED: usize = 50_000_000;

/// The place of each text on the map, if it has one.
pub type Places = Vec<Option<(f64, f64)>>;

impl Kept for Places {
    fn about(&self) -> usize {
        16 * self.len()
    }
}

/// The places of texts on the map: those that themes were found in with the neighbours found then, a seeded
/// sample where they are many; all others at the place of the text on the map that is most like
/// them, where that is not too much work.
pub fn places(vectors: &Array2<f64>, rows: &Csr<f32>, fit: Option<&Fit>, seed: u64) -> Places {
    let has_terms = |i: &usize| !rows.row(*i).0.is_empty();
    let all: Vec<usize> = (0..rows.n_rows()).filter(has_terms).collect();
    let of_fit = fit.filter(|fit| fit.texts.len() <= MOST_ON_MAP);
    let drawn: Vec<usize> = match of_fit {
        Some(fit) => fit.texts.clone(),
        None => silhouette::sample(all.len(), MOST_ON_MAP, derive_seed(seed, 6))
            .into_iter()
            .map(|i| all[i])
            .collect(),
    };
    let points = vectors.select(Axis(0), &drawn);
    let seed = derive_seed(seed, 7);
    let places = match of_fit {
        Some(fit) => layout(&points, &fit.links, seed),
        None => layout(&points, &smoothing::neighbours(&rows.select_rows(&drawn)), seed),
    };
    let mut place_of: Vec<Option<(f64, f64)>> = vec![None; rows.n_rows()];
    drawn.iter().zip(&places).for_each(|(&i, &place)| place_of[i] = Some(place));
    let others: Vec<usize> = all.into_iter().filter(|&i| place_of[i].is_none()).collect();
    if others.len() * drawn.len() <= MOST_COMPARED && !drawn.is_empty() {
        let likest = exec::map(&others, |&i| {
            let nearness = points.dot(&vectors.row(i));
            let better = |a: usize, b: usize| if nearness[b] > nearness[a] { b } else { a };
            (0..drawn.len()).reduce(better)
        });
        for (&i, likest) in others.iter().zip(likest) {
            place_of[i] = likest.map(|d| places[d]);
        }
    }
    place_of
}
