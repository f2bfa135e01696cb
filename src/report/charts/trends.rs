//! Trends: in which periods phrases were in use.
//!
//! Shown are the 24 phrases whose share of documents differs most between periods, by the
//! log-likelihood ratio against one share throughout (Dunning 1993): a phrase always or hardly
//! ever said has little to show. They stand in the order of their mean period, so that what came
//! and went reads from top left to bottom right. Names and all but the first phrase of a family
//! are left out. Periods with too few documents are put together ([`crate::trends::columns`]).

use super::heat::{self, Heat};
use super::labels::{one_a_family, quoted, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::log_likelihood;
use crate::trends::columns::{Change, Columns, Row, short};

const ROWS: usize = 24;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let columns = Columns::of(&analysis.trends);
    if columns.labels.len() < 3 {
        return None;
    }
    let mut rows: Vec<(&Row, f64, f64)> = rows(analysis, &columns)
        .into_iter()
        .map(|row| {
            (row, log_likelihood::of_shares(&row.counts, &columns.volumes), mean(&row.counts))
        })
        .collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.phrase.cmp(&b.0.phrase)));
    rows.truncate(ROWS);
    let title = title(&columns, rows.first()?.0, language);
    let mut subtitle = say(
        language,
        format!(
            "Share of the documents of a period; the {} phrases that change most, earliest first",
            rows.len()
        ),
        format!("占该时期文档的比例；变化最大的{}条语句，早者在前", rows.len()),
    );
    if columns.step > 1 {
        let step = columns.step;
        subtitle += &say(language, format!("; {step} periods a column"), format!("；每列{step}期"));
    }
    rows.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| a.0.phrase.cmp(&b.0.phrase)));
    let values: Vec<Option<f64>> = rows
        .iter()
        .flat_map(|(row, ..)| (0..columns.labels.len()).map(|c| columns.share(row, c)))
        .map(|share| share.filter(|&s| s > 0.0))
        .collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let heat = Heat {
        rows: rows.iter().map(|(r, ..)| clean(&r.phrase)).collect(),
        rows_are_names: false,
        columns: columns.labels.iter().map(|p| clean(&short(p))).collect(),
        naming: heat::Columns::Ordinal,
        values,
        scale: &|v| v / most,
        write: &percent,
        legend: (
            say(language, "share of documents".into(), "文档比例".into()),
            "0%".into(),
            percent(most),
        ),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let name = say(language, "documents".into(), "文档数".into());
    let foot = grid.bars(&mut sheet, foot, &name, &columns.volumes);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of {} phrases by {} periods. {title}.", rows.len(), columns.labels.len()),
        format!("{}条语句与{}个时期对照表。{title}。", rows.len(), columns.labels.len()),
    );
    let data = heat.data(say(language, "phrase".into(), "提法".into()));
    sheet.finish("trends", title, alt, data)
}

/// The change of the phrase that moves most, in documents, so that the size of the parts is seen;
/// where time cannot be cut in two, its name only.
fn title(columns: &Columns, row: &Row, language: Language) -> String {
    let q = quoted(&row.phrase);
    let Some(Change { before, after, n_before, n_after, .. }) = columns.change(row) else {
        return say(language, format!("{q} moves most"), format!("{q}起伏最大"));
    };
    let ((a, m), (b, n)) = (n_before, n_after);
    say(
        language,
        format!("{q} moves most: in {a} of {m} documents of {before}, in {b} of {n} of {after}"),
        format!("{q}起伏最大：{before} 见于{m}篇中的{a}篇，{after} 见于{n}篇中的{b}篇"),
    )
}

/// The rows shown: those in use, no names, and one phrase a family.
fn rows<'a>(analysis: &Analysis, columns: &'a Columns) -> Vec<&'a Row> {
    let used = columns.rows.iter().filter(|row| row.counts.iter().any(|&n| n > 0)).collect();
    one_a_family(analysis, used, |row| &row.phrase)
}

/// Mean column of the documents that carry a phrase.
fn mean(counts: &[u32]) -> f64 {
    let total: u32 = counts.iter().sum();
    let sum: f64 = counts.iter().enumerate().map(|(p, &n)| p as f64 * f64::from(n)).sum();
    sum / f64::from(total.max(1))
}
