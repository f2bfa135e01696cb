//! Trends: in which periods phrases were in use.
//!
//! Shown are the 24 phrases whose share of documents differs most between periods, by the
//! log-likelihood ratio against one share throughout (Dunning 1993): a phrase always or hardly
//! ever said has little to show. They stand in the order of their mean period, so that what came
//! and went reads from top left to bottom right. Names and all but the first phrase of a family
//! are left out. Above 120 periods neighbours are put together.

use std::collections::BTreeMap;

use super::heat::{Columns, Heat};
use super::labels::{quoted, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::phrases::PhraseKind;

const ROWS: usize = 24;
const MOST_COLUMNS: usize = 120;

struct Row<'a> {
    phrase: &'a str,
    counts: Vec<u32>,
    g2: f64,
    mean: f64,
}

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let trends = &analysis.trends;
    if trends.periods.len() < 3 || trends.volumes.len() != trends.periods.len() {
        return None;
    }
    let bin = trends.periods.len().div_ceil(MOST_COLUMNS);
    let periods: Vec<&str> = trends.periods.iter().step_by(bin).map(String::as_str).collect();
    let volumes: Vec<u32> = trends.volumes.chunks(bin).map(|c| c.iter().sum()).collect();
    let mut rows = rows(analysis, bin, &volumes);
    rows.sort_by(|a, b| b.g2.total_cmp(&a.g2).then_with(|| a.phrase.cmp(b.phrase)));
    rows.truncate(ROWS);
    let top = rows.first()?;

    // of the phrase that moves most: its lowest and its highest period, in order of time
    let share = |row: &Row, p: usize| f64::from(row.counts[p]) / f64::from(volumes[p]);
    let filled: Vec<usize> = (0..volumes.len()).filter(|&p| volumes[p] > 0).collect();
    let pick = |better: fn(f64, f64) -> bool| {
        filled
            .iter()
            .copied()
            .reduce(|a, b| if better(share(top, b), share(top, a)) { b } else { a })
    };
    let (low, high) = (pick(|x, y| x < y)?, pick(|x, y| x > y)?);
    let (a, b) = (low.min(high), low.max(high));
    let q = quoted(top.phrase);
    let (p, r) = (percent(share(top, a)), percent(share(top, b)));
    let (from, to) = (periods[a], periods[b]);
    let title = say(
        language,
        format!("{q} moves most: in {p} of documents in {from}, in {r} in {to}"),
        format!("{q}起伏最大：{from}见于{p}的文档，{to}见于{r}"),
    );
    let mut subtitle = say(
        language,
        format!(
            "Share of the period's documents; the {} phrases that change most, earliest first",
            rows.len()
        ),
        format!("占该时期文档的比例；变化最大的{}条语句，早者在前", rows.len()),
    );
    if bin > 1 {
        subtitle += &say(language, format!("; {bin} periods a column"), format!("；每列{bin}期"));
    }
    rows.sort_by(|a, b| a.mean.total_cmp(&b.mean).then_with(|| a.phrase.cmp(b.phrase)));
    let values: Vec<Option<f64>> = rows
        .iter()
        .flat_map(|row| {
            (0..volumes.len()).map(|p| (row.counts[p] > 0 && volumes[p] > 0).then(|| share(row, p)))
        })
        .collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let heat = Heat {
        rows: rows.iter().map(|r| clean(r.phrase)).collect(),
        rows_are_names: false,
        columns: periods.iter().map(|p| clean(p)).collect(),
        naming: Columns::Ordinal,
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
    let foot = grid.bars(&mut sheet, foot, &name, &volumes);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of {} phrases by {} periods. {title}.", rows.len(), periods.len()),
        format!("{}条语句与{}个时期对照表。{title}。", rows.len(), periods.len()),
    );
    sheet.finish("trends", title, alt)
}

fn rows<'a>(analysis: &'a Analysis, bin: usize, volumes: &[u32]) -> Vec<Row<'a>> {
    let phrases = &analysis.phrases.phrases;
    let known: BTreeMap<&str, (u32, PhraseKind)> =
        phrases.iter().rev().map(|p| (p.text.as_str(), (p.family, p.kind))).collect();
    let at: BTreeMap<&str, usize> =
        analysis.trends.periods.iter().enumerate().map(|(i, p)| (p.as_str(), i / bin)).collect();
    let mut order: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for point in &analysis.trends.points {
        let row = counts.entry(&point.phrase).or_insert_with(|| {
            order.push(&point.phrase);
            vec![0; volumes.len()]
        });
        if let Some(n) = at.get(point.period.as_str()).and_then(|&p| row.get_mut(p)) {
            *n += point.n_documents;
        }
    }
    let mut families = std::collections::BTreeSet::new();
    let mut rows = Vec::new();
    for phrase in order {
        let shown = match known.get(phrase) {
            Some((_, PhraseKind::Name)) => false,
            Some((family, _)) if (*family as usize) < analysis.phrases.families.len() => {
                families.insert(*family)
            }
            Some(_) => true,
            None => true,
        };
        let Some(counts) = counts.remove(phrase).filter(|_| shown) else { continue };
        let total: u32 = counts.iter().sum();
        if total == 0 {
            continue;
        }
        let sum: f64 = counts.iter().enumerate().map(|(p, &n)| p as f64 * f64::from(n)).sum();
        let g2 = log_likelihood(&counts, volumes);
        rows.push(Row { phrase, g2, mean: sum / f64::from(total), counts });
    }
    rows
}

/// 2 Σ O ln(O/E) over carrying and other documents of every period, where E has the same share of
/// carrying documents in all periods.
fn log_likelihood(counts: &[u32], volumes: &[u32]) -> f64 {
    let (carrying, all): (u32, u32) = (counts.iter().sum(), volumes.iter().sum());
    let share = f64::from(carrying) / f64::from(all.max(1));
    let term = |observed: f64, expected: f64| {
        if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let sum: f64 = counts
        .iter()
        .zip(volumes)
        .map(|(&n, &volume)| {
            let (n, volume) = (f64::from(n), f64::from(volume));
            term(n, share * volume) + term((volume - n).max(0.0), (1.0 - share) * volume)
        })
        .sum();
    2.0 * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_share_has_no_movement_and_a_step_has() {
        assert!(log_likelihood(&[2, 4, 6], &[4, 8, 12]).abs() < 1e-9);
        // 0 of 10, then 10 of 10: 2 · 20 ln 2
        let step = log_likelihood(&[0, 10], &[10, 10]);
        assert!((step - 40.0 * std::f64::consts::LN_2).abs() < 1e-9);
    }
}
