//! The theme map: which texts are laid out ([`super::layout`]), and where the others stand.

use ndarray::{Array2, Axis};

use super::fit::Fit;
use super::layout::layout;
use super::placing::Rows;
use super::smoothing;
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
/// sample where they are many, and one of all texts with neighbours of its own where they are too many for
/// most neighbours to be drawn as well; all others at the place of the text on the map that is most like
/// them, where that is not too much work.
pub fn places(
    vectors: &Array2<f64>,
    has_terms: &[bool],
    rows: &Rows<'_>,
    fit: Option<&Fit>,
    seed: u64,
) -> Places {
    let all: Vec<usize> = (0..has_terms.len()).filter(|&i| has_terms[i]).collect();
    let draw = |n| silhouette::sample(n, MOST_ON_MAP, derive_seed(seed, 6));
    let (drawn, links): (Vec<usize>, _) = match fit.filter(|f| f.texts.len() <= 2 * MOST_ON_MAP) {
        Some(fit) => {
            let drawn = draw(fit.texts.len());
            let links = among(&fit.links, &drawn);
            (drawn.into_iter().map(|i| fit.texts[i]).collect(), links)
        }
        None => {
            let drawn: Vec<usize> = draw(all.len()).into_iter().map(|i| all[i]).collect();
            let links = smoothing::neighbours(&rows.of(&drawn));
            (drawn, links)
        }
    };
    let points = vectors.select(Axis(0), &drawn);
    let places = layout(&points, &links, derive_seed(seed, 7));
    let mut place_of: Vec<Option<(f64, f64)>> = vec![None; has_terms.len()];
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

/// The links among some texts, given ascending, by their places there.
fn among(links: &[Vec<(u32, f64)>], kept: &[usize]) -> Vec<Vec<(u32, f64)>> {
    let place = |text: u32| kept.binary_search(&(text as usize)).ok();
    let of_text = |&i: &usize| {
        let kept = links[i].iter().filter_map(|&(j, weight)| Some((place(j)? as u32, weight)));
        kept.collect()
    };
    kept.iter().map(of_text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_among_some_are_those_whose_both_ends_are_kept() {
        let links = vec![vec![(1, 0.5), (2, 0.25)], vec![(0, 0.5)], vec![(0, 0.25)]];
        assert_eq!(among(&links, &[0, 1, 2]), links);
        assert_eq!(among(&links, &[0, 2]), [vec![(1, 0.25)], vec![(0, 0.25)]]);
    }
}
