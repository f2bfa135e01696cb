//! The rows of the tables that compare periods.

use super::Table;
use crate::analysis::Analysis;
use crate::report::view;
use crate::trends::columns::Columns;
use crate::trends::heat::LEVELS;

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

/// The course of each phrase: first, highest and last period, slope and trend test.
pub fn trend_tests(analysis: &Analysis) -> Table {
    let rows = analysis.trends.courses.iter().map(|course| {
        vec![
            course.phrase.as_str().into(),
            course.direction.as_str().into(),
            course.slope.into(),
            course.p.into(),
            course.q.into(),
            course.z.into(),
            course.n_periods.into(),
            course.first.as_str().into(),
            course.peak.as_str().into(),
            course.peak_share.into(),
            course.last.as_str().into(),
        ]
    });
    let columns = vec![
        "phrase",
        "direction",
        "slope",
        "p",
        "q",
        "z",
        "n_periods",
        "first_period",
        "peak_period",
        "peak_share",
        "last_period",
    ];
    Table { name: "trend_tests", columns, rows: rows.collect() }
}

/// Movers, newcomers and exits, over the columns of the page's heat table.
pub fn movers(analysis: &Analysis) -> Table {
    let columns = Columns::of(&analysis.trends);
    let heat = |level: Option<usize>| level.map(|l| LEVELS[l]);
    let rows = columns.movers().into_iter().map(|mover| {
        vec![
            columns.rows[mover.row].phrase.as_str().into(),
            mover.how.as_str().into(),
            columns.labels[mover.columns.1].as_str().into(),
            columns.labels[mover.columns.0].as_str().into(),
            heat(mover.levels.0).into(),
            heat(mover.levels.1).into(),
            mover.before.0.into(),
            mover.before.1.into(),
            mover.after.0.into(),
            mover.after.1.into(),
            mover.g2.into(),
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        "phrase",
        "move",
        "period",
        "period_before",
        "heat_before",
        "heat_after",
        "n_before",
        "volume_before",
        "n_after",
        "volume_after",
        "g2",
    ];
    Table { name: "movers", columns, rows }
}

/// Which groups lead and which follow.
pub fn leaders(analysis: &Analysis) -> Table {
    let rows = analysis.trends.leaders.iter().map(|leader| {
        vec![
            leader.group.as_str().into(),
            leader.n_phrases.into(),
            leader.n_first.into(),
            leader.median_lag_days.into(),
            leader.since.to_string().into(),
        ]
    });
    let columns = vec!["group", "n_phrases", "n_first", "median_lag_days", "first_document_date"];
    Table { name: "leaders", columns, rows: rows.collect() }
}
