//! Examples: the texts that show a theme best, and those at its border, each with the reason.
//!
//! The nearest texts to a theme's centre represent it, one of a text and its reprints. A text is at
//! the border where the next theme is nearly as near. The reason is the terms that add most to the
//! cosine of text and centre: x_t · c_t, highest first; of terms that contain each other the first.

use serde::Serialize;

use super::Theme;
use super::centres::{Centres, Nearest};
use super::features::Vocabulary;
use super::labels::clashes;
use super::model::Model;
use super::placing::Rows;
use crate::corpus::DocId;
use crate::fold::is_han;

/// Texts that represent a theme.
const REPRESENTATIVES: usize = 3;
/// Texts at its border.
const BORDERLINE: usize = 2;
/// Terms of a reason.
const TERMS: usize = 5;

/// A text that shows a theme, or its border.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// The text: an index into the assignments.
    pub assignment: u32,
    /// The terms that bring it to the theme.
    pub terms: Vec<String>,
    /// At the border: the other theme, and the terms that bring it there.
    pub rival: Option<(u32, Vec<String>)>,
}

/// The examples of one theme.
pub struct Examples {
    /// The texts that show it best, nearest first.
    pub representative: Vec<Example>,
    /// The texts at its border, those least decided first; none that represents it.
    pub borderline: Vec<Example>,
}

/// The examples among the texts of a theme, still without reasons; `owners` has each text's document and
/// its original.
pub fn choose(members: &[u32], nearest: &[Option<Nearest>], owners: &[(DocId, DocId)]) -> Examples {
    let representative = representative(members, nearest, owners);
    let borderline = borderline(members, nearest, &representative);
    Examples { representative, borderline }
}

fn representative(
    members: &[u32],
    nearest: &[Option<Nearest>],
    owners: &[(DocId, DocId)],
) -> Vec<Example> {
    let cosine = |i: u32| nearest[i as usize].map_or(0.0, |n| n.cosine);
    let mut members = members.to_vec();
    members.sort_unstable_by(|&a, &b| cosine(b).total_cmp(&cosine(a)).then(a.cmp(&b)));
    let mut shown: Vec<(DocId, DocId)> = Vec::new();
    let mut examples = Vec::new();
    for assignment in members {
        let (document, original) = owners[assignment as usize];
        // another section of a document is no reprint
        if shown.iter().any(|s| s.1 == original && s.0 != document) {
            continue;
        }
        shown.push((document, original));
        examples.push(Example { assignment, terms: Vec::new(), rival: None });
        if examples.len() == REPRESENTATIVES {
            break;
        }
    }
    examples
}

fn borderline(members: &[u32], nearest: &[Option<Nearest>], shown: &[Example]) -> Vec<Example> {
    let gap = |i: u32| {
        let nearest = nearest[i as usize]?;
        let (rival, cosine) = nearest.second?;
        Some((i, rival, nearest.cosine - cosine))
    };
    let is_shown = |i: u32| shown.iter().any(|s| s.assignment == i);
    let mut gaps: Vec<(u32, u32, f64)> =
        members.iter().copied().filter(|&i| !is_shown(i)).filter_map(gap).collect();
    gaps.sort_unstable_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
    let example = |(assignment, rival, _)| Example {
        assignment,
        terms: Vec::new(),
        rival: Some((rival, Vec::new())),
    };
    gaps.into_iter().take(BORDERLINE).map(example).collect()
}

/// Says of every example which terms bring it to its theme, and to the rival.
pub fn give_reasons(themes: &mut [Theme], rows: &Rows<'_>, model: &Model) {
    let centres = model.centres();
    let examples = || themes.iter().flat_map(|t| t.representative.iter().chain(&t.borderline));
    let texts: Vec<usize> = examples().map(|e| e.assignment as usize).collect();
    let rows = rows.of(&texts);
    let mut next = 0..;
    for (number, theme) in (0u32..).zip(themes) {
        for example in theme.representative.iter_mut().chain(&mut theme.borderline) {
            let row: Vec<(usize, f32)> = rows.entries(next.next().unwrap_or(0)).collect();
            let reason = |theme| reason(&row, theme, &centres, &model.vocabulary);
            example.terms = reason(number);
            if let Some((rival, terms)) = &mut example.rival {
                *terms = reason(*rival);
            }
        }
    }
}

/// The terms that add most to the cosine of a text's row with a theme's centre.
fn reason(
    row: &[(usize, f32)],
    theme: u32,
    centres: &Centres,
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let product = |&(t, v): &(usize, f32)| (t, f64::from(v) * centres.weight(theme, t));
    let mut terms: Vec<(usize, f64)> = row.iter().map(product).filter(|t| t.1 > 0.0).collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut chosen: Vec<&str> = Vec::new();
    for (t, _) in terms {
        let term = vocabulary.term(t);
        let is_single = term.chars().count() < 2 && term.chars().all(is_han);
        if !is_single && !clashes(&chosen, term) {
            chosen.push(term);
        }
        if chosen.len() == TERMS {
            break;
        }
    }
    chosen.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csr::Csr;
    use crate::themes::features::Part;
    use crate::vocabulary::Features;

    #[test]
    fn sections_of_a_document_represent_and_reprints_do_not() {
        let mut rows = Csr::new(1);
        (0..3).for_each(|_| rows.push_row([(0, 1.0)]));
        let part = Part {
            features: Features::Words,
            terms: vec!["harbour".into()],
            document_frequencies: vec![3],
        };
        let vocabulary = Vocabulary { n_texts: 3, sublinear_tf: true, parts: vec![part] };
        let centres = Centres::new(vec![vec![(0, 1.0)]], vec![-1.0], 1);
        let nearest = centres.nearest_of(&rows);
        // two sections of document 0, and one of its reprint
        let owners = [(0, 0), (0, 0), (1, 0)].map(|(d, o)| (DocId(d), DocId(o)));
        let shown = representative(&[0, 1, 2], &nearest, &owners);
        assert_eq!(shown.iter().map(|e| e.assignment).collect::<Vec<_>>(), [0, 1]);
        let row: Vec<(usize, f32)> = rows.entries(0).collect();
        assert_eq!(reason(&row, 0, &centres, &vocabulary), ["harbour"]);
    }
}
