//! Themes and passages of groups, on hand-made findings.

use super::*;
use crate::reuse::{Cluster, Difference, Passage, PassageKind, Reuse};
use crate::themes::{Assignment, Themes};

fn place(document: u32) -> Place {
    Place { document: DocId(document), section: SectionId(0), span: Span { start: 0, end: 9 } }
}

/// Texts as `(document, theme)`.
fn themes(n_themes: usize, texts: &[(u32, Option<u32>)]) -> Themes {
    let assignment = |&(document, theme): &(u32, Option<u32>)| Assignment {
        place: place(document),
        paragraph: None,
        theme,
        nearest: theme,
        distance: 0.5,
        second: None,
        silhouette: 0.0,
        x: 0.0,
        y: 0.0,
    };
    let mut themes = crate::report::fixture::analysis().themes;
    let theme = themes.themes[0].clone();
    themes.themes = vec![theme; n_themes];
    themes.assignments = texts.iter().map(assignment).collect();
    themes
}

proptest! {
    #[test]
    fn themes_of_groups_equal_a_plain_count(
        groups in "[ab-]{2,9}",
        texts in prop::collection::vec((0u32..9, prop::option::of(0u32..3)), 0..40),
    ) {
        let n = groups.len() as u32;
        let texts: Vec<(u32, Option<u32>)> = texts.into_iter().filter(|t| t.0 < n).collect();
        let corpus = grouped(&groups);
        let found = theme_keys(&corpus, &themes(3, &texts));
        let letter = |d: u32| groups.as_bytes()[d as usize] as char;
        let both = groups.contains('a') && groups.contains('b');
        let count = |wanted: &dyn Fn(u32, Option<u32>) -> bool| {
            texts.iter().filter(|t| wanted(t.0, t.1)).count() as u32
        };
        let filled = |g: char| count(&|d, _| letter(d) == g) > 0;
        let used = (0..3).filter(|&t| count(&|d, x| letter(d) != '-' && x == Some(t)) > 0).count();
        let expected = if both && filled('a') && filled('b') { 2 * used } else { 0 };
        prop_assert_eq!(found.len(), expected);
        for key in &found {
            let own = |d: u32| key.group == letter(d).to_string();
            let other = |d: u32| letter(d) != '-' && !own(d);
            let c = &key.contrast;
            prop_assert_eq!(c.f_target, count(&|d, t| own(d) && t == Some(key.theme)));
            prop_assert_eq!(c.n_target, count(&|d, _| own(d)));
            prop_assert_eq!(c.f_reference, count(&|d, t| other(d) && t == Some(key.theme)));
            prop_assert_eq!(c.n_reference, count(&|d, _| other(d)));
            let documents: std::collections::BTreeSet<u32> = texts
                .iter()
                .filter(|t| own(t.0) && t.1 == Some(key.theme))
                .map(|t| t.0)
                .collect();
            prop_assert_eq!(key.n_documents as usize, documents.len());
        }
    }
}

#[test]
fn groups_come_to_a_passage_by_date_and_chained_holders_do_not_count() {
    let mut corpus = grouped("abbac-");
    for (document, year) in corpus.documents.iter_mut().zip([2022, 2021, 2021, 2021, 2020, 2019]) {
        document.date = Some(Date { year, month: 1, day: 1 });
    }
    let passage = |cluster, a, b, n_units, kind| Passage {
        cluster,
        a: place(a),
        b: place(b),
        identity: 1.0,
        n_units,
        kind,
    };
    let cluster = |members: &[(u32, f64)]| Cluster {
        members: members.iter().map(|m| place(m.0)).collect(),
        differences: members
            .iter()
            .map(|m| Difference { identity: Some(m.1), ..Difference::default() })
            .collect(),
    };
    let reuse = Reuse {
        passages: vec![
            passage(2, 1, 0, 90, PassageKind::Verbatim),
            passage(0, 1, 0, 12, PassageKind::Formulaic),
            passage(1, 1, 2, 80, PassageKind::Verbatim),
            passage(3, 1, 3, 40, PassageKind::Light),
        ],
        clusters: vec![
            cluster(&[(1, 1.0), (0, 1.0)]),
            cluster(&[(1, 1.0), (2, 1.0)]),
            cluster(&[(1, 1.0), (2, 0.9), (0, 0.8), (4, 0.1), (5, 1.0)]),
            cluster(&[(1, 1.0), (3, 0.7)]),
        ],
        ..Reuse::default()
    };
    let found = group_passages(&corpus, &reuse);
    let rows: Vec<(u32, &str, u32, u32, Option<u32>)> = found
        .iter()
        .map(|h| (h.cluster, h.group.as_str(), h.n_documents, h.member, h.lag_days))
        .collect();
    assert_eq!(
        rows,
        [
            (2, "b", 2, 0, Some(0)),
            (2, "a", 1, 2, Some(365)),
            (3, "b", 1, 0, Some(0)),
            (3, "a", 1, 1, Some(0)),
            (0, "b", 1, 0, Some(0)),
            (0, "a", 1, 1, Some(365)),
        ]
    );
    assert!(found.iter().all(|h| h.n_groups == 2 && h.is_formulaic == (h.cluster == 0)));
}
