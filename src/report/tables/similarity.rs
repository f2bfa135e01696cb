//! The tables about who is like whom: documents, sections, groups.

use super::rows::list;
use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::report::view;
use crate::similarity::reasons::Reason;

/// The pairs of similar documents.
pub fn similar(analysis: &Analysis) -> Table {
    let found = &analysis.similarity;
    let none = Reason::default();
    let rows = found.pairs.iter().enumerate().map(|(i, pair)| {
        let [terms, phrase] = reason(found.reasons.get(i).unwrap_or(&none));
        vec![
            view::name(analysis, pair.a).into(),
            view::name(analysis, pair.b).into(),
            pair.cosine.into(),
            pair.jaccard.into(),
            pair.containment_ab.into(),
            pair.containment_ba.into(),
            pair.relation().as_str().into(),
            view::date(analysis, pair.a).map(|d| d.to_string()).into(),
            view::date(analysis, pair.b).map(|d| d.to_string()).into(),
            terms,
            phrase,
        ]
    });
    Table {
        name: "similar",
        rows: rows.collect(),
        columns: vec![
            "document_a",
            "document_b",
            "cosine",
            "jaccard",
            "containment_ab",
            "containment_ba",
            "relation",
            "date_a",
            "date_b",
            "shared_terms",
            "shared_phrase",
        ],
    }
}

/// The pairs of similar sections.
pub fn similar_sections(analysis: &Analysis) -> Table {
    let rows = analysis.similarity.sections.iter().map(|pair| {
        let mut row = Vec::new();
        for place in [pair.a, pair.b] {
            let heading = view::section_label(analysis, place.document, place.section);
            row.push(view::name(analysis, place.document).into());
            row.push(place.section.index().into());
            row.push(heading.into());
        }
        let [terms, phrase] = reason(&pair.reason);
        row.extend([pair.cosine.into(), terms, phrase]);
        row
    });
    Table {
        name: "similar_sections",
        rows: rows.collect(),
        columns: vec![
            "document_a",
            "section_a",
            "heading_a",
            "document_b",
            "section_b",
            "heading_b",
            "cosine",
            "shared_terms",
            "shared_phrase",
        ],
    }
}

/// The cosines of all pairs of groups, like beside like.
pub fn similar_groups(analysis: &Analysis) -> Table {
    let found = &analysis.similarity;
    let n = found.groups.len();
    let cell = |i: usize, j: usize| {
        let names = [&found.groups[i], &found.groups[j]].map(|g| Cell::from(g.as_str()));
        let [a, b] = names;
        vec![a, b, found.group_matrix[i * n + j].into()]
    };
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let rows = pairs.map(|(i, j)| cell(i, j)).collect();
    Table { name: "similar_groups", rows, columns: vec!["group_a", "group_b", "cosine"] }
}

/// The cosines of all pairs of documents of the matrix, like beside like.
pub fn similar_matrix(analysis: &Analysis) -> Table {
    let found = &analysis.similarity;
    let n = found.order.len();
    let cell = |i: usize, j: usize| {
        let [a, b] = [i, j].map(|i| Cell::from(view::name(analysis, found.order[i])));
        vec![a, b, found.matrix[i * n + j].into()]
    };
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let rows = pairs.map(|(i, j)| cell(i, j)).collect();
    Table { name: "similar_matrix", rows, columns: vec!["document_a", "document_b", "cosine"] }
}

fn reason(reason: &Reason) -> [Cell; 2] {
    let phrase = reason.phrase.as_str();
    let phrase =
        (!phrase.is_empty()).then(|| phrase.split_whitespace().collect::<Vec<_>>().join(" "));
    [list(reason.terms.iter().map(String::as_str)), phrase.into()]
}
