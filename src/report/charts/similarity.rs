//! Similarity: cosines of all pairs of documents, like beside like.
//!
//! The scale leaves the diagonal out, which would flatten all else, and begins at 0. Above 60
//! documents the 60 with the highest cosine to any other are shown, in the same order. Above the
//! size for which all pairs are kept, documents are taken from the most alike pairs, the parts
//! that hang together by these pairs side by side; pairs that were not kept stay empty. Of documents
//! that are all but the same (a cover page a day) two are taken: more would fill the square.

use std::collections::BTreeMap;

use super::heat::{Columns, Heat};
use super::labels::{documents, in_title, source};
use super::sheet::Sheet;
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::corpus::DocId;

const MOST: usize = 60;
/// Cosine from which two documents are all but the same.
const TWIN: f64 = 0.95;
/// Most documents that are all but the same.
const MOST_TWINS: usize = 2;

struct Square {
    ids: Vec<DocId>,
    values: Vec<Option<f64>>,
}

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let similarity = &analysis.similarity;
    let n = similarity.order.len();
    let complete = n >= 2 && similarity.matrix.len() == n * n;
    let square = if complete { from_matrix(analysis) } else { from_pairs(analysis) };
    let n = square.ids.len();
    if n < 2 {
        return None;
    }
    let off_diagonal = square
        .values
        .iter()
        .enumerate()
        .filter(|(i, _)| i / n != i % n)
        .filter_map(|(i, v)| v.map(|v| (i, v)));
    // the first of the highest
    let (at, most) = off_diagonal.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    if most <= 0.0 {
        return None;
    }
    let names = documents(analysis, &square.ids);
    let (a, b) = (in_title(&names[at / n]), in_title(&names[at % n]));
    let title = say(
        language,
        format!("Most alike: {a} and {b}, cosine {most:.2}"),
        format!("最相近的两篇：{a} 与 {b}，余弦相似度 {most:.2}"),
    );
    let mut subtitle = say(
        language,
        "Cosine of the documents' words, like beside like".into(),
        "文档用词的余弦相似度，相近者相邻".into(),
    );
    if n < analysis.corpus.len() {
        subtitle += &say(
            language,
            format!("; the {n} documents with the nearest neighbours"),
            format!("；只列与他篇最相近的{n}篇"),
        );
    }
    if !complete {
        subtitle += &say(
            language,
            ", at most two of those all but the same; empty where the two are not among each \
             other's nearest"
                .into(),
            "，几乎相同者至多列两篇；空格表示两篇不在彼此的近邻之列".into(),
        );
    }
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let scale = |v: f64| v / most;
    let heat = Heat {
        rows: names.clone(),
        rows_are_names: true,
        columns: names,
        naming: Columns::Numbered,
        values: square.values,
        scale: &scale,
        write: &|v| format!("{v:.2}"),
        legend: (
            say(language, "cosine".into(), "余弦相似度".into()),
            "0".into(),
            format!("{most:.2}"),
        ),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of the similarity of {n} documents. {title}."),
        format!("{n}篇文档两两相似度表。{title}。"),
    );
    let data = heat.data(say(language, "document".into(), "文档".into()));
    sheet.finish("similarity", title, alt, data)
}

fn from_matrix(analysis: &Analysis) -> Square {
    let (order, matrix) = (&analysis.similarity.order, &analysis.similarity.matrix);
    let n = order.len();
    let nearest = |i: usize| {
        (0..n).filter(|&j| j != i).map(|j| matrix[i * n + j]).fold(f64::NEG_INFINITY, f64::max)
    };
    let mut ranked: Vec<(f64, usize)> = (0..n).map(|i| (nearest(i), i)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = ranked.iter().take(MOST).map(|r| r.1).collect();
    kept.sort_unstable();
    let value = |i: usize, j: usize| (i != j).then(|| matrix[i * n + j]).filter(|v| v.is_finite());
    Square {
        ids: kept.iter().map(|&i| order[i]).collect(),
        values: kept.iter().flat_map(|&i| kept.iter().map(move |&j| value(i, j))).collect(),
    }
}

/// The documents with a twin, each with the first of the documents that hang together as twins.
fn twins(analysis: &Analysis) -> BTreeMap<DocId, DocId> {
    let mut first: BTreeMap<DocId, DocId> = BTreeMap::new();
    let root = |first: &BTreeMap<DocId, DocId>, mut d: DocId| {
        while let Some(&up) = first.get(&d).filter(|&&up| up != d) {
            d = up;
        }
        d
    };
    for pair in analysis.similarity.pairs.iter().filter(|p| p.cosine >= TWIN) {
        let (a, b) = (root(&first, pair.a), root(&first, pair.b));
        let top = a.min(b);
        // both ends and both tops lead to the top at once, so that ways stay short
        first.extend([pair.a, pair.b, a, b].map(|d| (d, top)));
    }
    first.keys().map(|&d| (d, root(&first, d))).collect()
}

fn from_pairs(analysis: &Analysis) -> Square {
    // documents by part: a part is named by the first of its documents that came in
    let mut part: BTreeMap<DocId, usize> = BTreeMap::new();
    let mut parts: Vec<Vec<DocId>> = Vec::new();
    let twins = twins(analysis);
    let mut taken: BTreeMap<DocId, usize> = BTreeMap::new();
    for pair in &analysis.similarity.pairs {
        if part.len() + 2 > MOST {
            break;
        }
        // documents that would come in, of which no more than two may be twins of each other
        let kind = |d: DocId| twins.get(&d).copied().unwrap_or(d);
        let mut coming = vec![pair.a, pair.b];
        coming.retain(|d| !part.contains_key(d));
        let mut after = taken.clone();
        coming.iter().for_each(|&d| *after.entry(kind(d)).or_default() += 1);
        if coming.iter().any(|&d| after[&kind(d)] > MOST_TWINS) {
            continue;
        }
        taken = after;
        match (part.get(&pair.a).copied(), part.get(&pair.b).copied()) {
            (None, None) => {
                part.extend([(pair.a, parts.len()), (pair.b, parts.len())]);
                parts.push(vec![pair.a, pair.b]);
            }
            (Some(p), None) => {
                part.insert(pair.b, p);
                parts[p].push(pair.b);
            }
            (None, Some(p)) => {
                part.insert(pair.a, p);
                parts[p].push(pair.a);
            }
            (Some(p), Some(q)) if p != q => {
                let (to, from) = (p.min(q), p.max(q));
                let moved = std::mem::take(&mut parts[from]);
                part.extend(moved.iter().map(|&d| (d, to)));
                parts[to].extend(moved);
            }
            _ => {}
        }
    }
    let ids: Vec<DocId> = parts.into_iter().flatten().collect();
    let at: BTreeMap<DocId, usize> = ids.iter().enumerate().map(|(i, &d)| (d, i)).collect();
    let mut values = vec![None; ids.len() * ids.len()];
    for pair in &analysis.similarity.pairs {
        if let (Some(&i), Some(&j)) = (at.get(&pair.a), at.get(&pair.b))
            && i != j
            && pair.cosine.is_finite()
        {
            values[i * ids.len() + j] = Some(pair.cosine);
            values[j * ids.len() + i] = Some(pair.cosine);
        }
    }
    Square { ids, values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::SimilarPair;

    #[test]
    fn of_documents_all_but_the_same_two_are_taken() {
        let pair = |a, b, cosine| SimilarPair {
            a: DocId(a),
            b: DocId(b),
            cosine,
            jaccard: 0.0,
            containment_ab: 0.0,
            containment_ba: 0.0,
        };
        let mut analysis = Analysis::default();
        let pairs = &mut analysis.similarity.pairs;
        pairs.extend([pair(0, 1, 1.0), pair(2, 3, 1.0), pair(1, 2, 1.0), pair(3, 4, 0.99)]);
        pairs.extend([pair(0, 9, 0.4), pair(7, 8, 0.3)]);
        let ids: Vec<u32> = from_pairs(&analysis).ids.iter().map(|d| d.0).collect();
        assert_eq!(ids, [0, 1, 9, 7, 8]);
    }
}
