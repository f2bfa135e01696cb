//! The rows of the tables about passages and about who shares with whom.

use super::rows::offsets;
use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::exec;
use crate::report::{untrusted, view};
use crate::reuse::{Change, Difference, Exchange};

/// The shared passages, both sides cut out whole, each on one line.
pub fn passages(analysis: &Analysis) -> Table {
    let rows = exec::map(&analysis.reuse.passages, |passage| {
        let [start_a, end_a] = offsets(view::source_place(analysis, passage.a));
        let [start_b, end_b] = offsets(view::source_place(analysis, passage.b));
        vec![
            (passage.cluster as usize + 1).into(),
            view::name(analysis, passage.a.document).into(),
            start_a,
            end_a,
            view::name(analysis, passage.b.document).into(),
            start_b,
            end_b,
            passage.identity.into(),
            passage.n_units.into(),
            passage.kind.as_str().into(),
            untrusted::one_line(view::at(analysis, passage.a)).into(),
            untrusted::one_line(view::at(analysis, passage.b)).into(),
            passage.a.section.index().into(),
            passage.b.section.index().into(),
            view::date(analysis, passage.a.document).map(|d| d.to_string()).into(),
            view::date(analysis, passage.b.document).map(|d| d.to_string()).into(),
        ]
    });
    Table {
        name: "passages",
        rows,
        columns: vec![
            "cluster",
            "document_a",
            "start_a",
            "end_a",
            "document_b",
            "start_b",
            "end_b",
            "identity",
            "n_units",
            "kind",
            "text_a",
            "text_b",
            "section_a",
            "section_b",
            "date_a",
            "date_b",
        ],
    }
}

/// Every holder of every reuse cluster, the probable source first, with what each changed.
pub fn clusters(analysis: &Analysis) -> Table {
    let mut rows = Vec::new();
    for (c, cluster) in analysis.reuse.clusters.iter().enumerate() {
        let holders = cluster.members.iter().zip(&cluster.differences);
        for (position, (&place, difference)) in holders.enumerate() {
            let [start, end] = offsets(view::source_place(analysis, place));
            rows.push(vec![
                (c + 1).into(),
                (position + 1).into(),
                view::name(analysis, place.document).into(),
                place.section.index().into(),
                start,
                end,
                view::date(analysis, place.document).map(|d| d.to_string()).into(),
                difference.identity.into(),
                difference.n_changes.into(),
                changes(difference),
                untrusted::one_line(view::at(analysis, place)).into(),
            ]);
        }
    }
    let columns = vec![
        "cluster",
        "position",
        "document",
        "section",
        "start",
        "end",
        "date",
        "identity",
        "n_changes",
        "changes",
        "text",
    ];
    Table { name: "clusters", columns, rows }
}

/// 把→将; →一; 的→ and how many more there are.
fn changes(difference: &Difference) -> Cell {
    let side = |text: &str| untrusted::excerpt(text, CHANGE);
    let change = |c: &Change| format!("{}→{}", side(&c.source), side(&c.holder));
    let mut parts: Vec<String> = difference.changes.iter().map(change).collect();
    let n_more = difference.n_changes as usize - difference.changes.len();
    parts.extend((n_more > 0).then(|| format!("… (+{n_more})")));
    Cell::Text(parts.join("; "))
}

/// Characters shown of a changed stretch.
const CHANGE: usize = 30;

/// What each pair of documents shares, most first.
pub fn sharing(analysis: &Analysis) -> Table {
    sharing_of(analysis, &analysis.reuse.exchanges)
}

/// What some of the pairs share.
pub fn sharing_of(analysis: &Analysis, exchanges: &[Exchange]) -> Table {
    let share = |units: u32, document: DocId| {
        let all = analysis.n_units.get(document.index()).copied().unwrap_or(0);
        f64::from(units) / f64::from(all.max(1))
    };
    let rows = exec::map(exchanges, |exchange| {
        let dates = [exchange.a, exchange.b].map(|d| view::date(analysis, d));
        let days = dates[0].zip(dates[1]).map(|(a, b)| b.day_number().abs_diff(a.day_number()));
        vec![
            view::name(analysis, exchange.a).into(),
            view::name(analysis, exchange.b).into(),
            direction(exchange.is_directed),
            exchange.n_passages.into(),
            exchange.units_a.into(),
            exchange.units_b.into(),
            share(exchange.units_a, exchange.a).into(),
            share(exchange.units_b, exchange.b).into(),
            dates[0].map(|d| d.to_string()).into(),
            dates[1].map(|d| d.to_string()).into(),
            days.map(|d| d as usize).into(),
        ]
    });
    Table {
        name: "sharing",
        rows,
        columns: vec![
            "document_a",
            "document_b",
            "direction",
            "n_passages",
            "units_a",
            "units_b",
            "share_a",
            "share_b",
            "date_a",
            "date_b",
            "days",
        ],
    }
}

/// What each pair of groups shares.
pub fn group_sharing(analysis: &Analysis) -> Table {
    let rows = analysis.reuse.group_exchanges.iter().map(|exchange| {
        vec![
            exchange.a.as_str().into(),
            exchange.b.as_str().into(),
            direction(exchange.is_directed),
            exchange.n_pairs.into(),
            exchange.n_passages.into(),
            exchange.documents_b.into(),
            exchange.units_b.into(),
            exchange.share_b.into(),
        ]
    });
    Table {
        name: "group_sharing",
        rows: rows.collect(),
        columns: vec![
            "group_a",
            "group_b",
            "direction",
            "n_pairs",
            "n_passages",
            "documents_b",
            "units_b",
            "share_b",
        ],
    }
}

fn direction(is_directed: bool) -> Cell {
    if is_directed { "a-to-b" } else { "unknown" }.into()
}
