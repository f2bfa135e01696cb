//! The rows of the tables that compare groups and periods.

use super::Table;
use crate::analysis::Analysis;
use crate::report::view;

/// What each group says more than the others.
pub fn keyness(analysis: &Analysis) -> Table {
    let rows = analysis.keyness.iter().map(|key| {
        vec![
            key.group.as_str().into(),
            key.item.as_str().into(),
            key.f_target.into(),
            key.f_reference.into(),
            key.g2.into(),
            key.log_ratio.into(),
            key.lrc.into(),
            key.n_target.into(),
            key.n_reference.into(),
            if key.is_phrase { "phrase" } else { "term" }.into(),
        ]
    });
    Table {
        name: "keyness",
        rows: rows.collect(),
        columns: vec![
            "group",
            "phrase_or_term",
            "f_target",
            "f_reference",
            "g2",
            "log_ratio",
            "lrc",
            "n_target",
            "n_reference",
            "kind",
        ],
    }
}

/// Phrases by period; `volume` is the number of documents of the period.
pub fn trends(analysis: &Analysis) -> Table {
    let rows = analysis.trends.points.iter().map(|point| {
        vec![
            point.phrase.as_str().into(),
            point.period.as_str().into(),
            point.n_documents.into(),
            point.share.into(),
            point.heat.as_str().into(),
            point.volume.into(),
        ]
    });
    let columns = vec!["phrase", "period", "n_documents", "share", "heat", "volume"];
    Table { name: "trends", columns, rows: rows.collect() }
}

/// First use of each phrase by each group.
pub fn adoption(analysis: &Analysis) -> Table {
    let rows = analysis.trends.adoptions.iter().map(|adoption| {
        vec![
            adoption.phrase.as_str().into(),
            adoption.group.as_str().into(),
            adoption.first.to_string().into(),
            view::name(analysis, adoption.document).into(),
            adoption.lag_days.into(),
        ]
    });
    let columns = vec!["phrase", "group", "first_date", "document", "lag_days"];
    Table { name: "adoption", columns, rows: rows.collect() }
}
