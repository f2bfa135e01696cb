//! Themes by period: the share of each period's texts in each theme. Up to 30 themes; periods are
//! lengthened until they are at most 30.

use super::heat::{Columns, Heat};
use super::labels::{quoted, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::corpus::Date;
use crate::trends::Period;
use crate::trends::columns::short;

const MOST_THEMES: usize = 30;
const MOST_PERIODS: usize = 30;
/// Texts below which a period has no shares.
const LEAST_TEXTS: u32 = 5;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let themes = &analysis.themes.themes;
    let n_themes = themes.len().min(MOST_THEMES);
    let date = |d: crate::corpus::DocId| analysis.corpus.documents.get(d.index())?.date;
    let dates: Vec<Date> = analysis.corpus.documents.iter().filter_map(|d| d.date).collect();
    let mut period = analysis.config.trends.period.unwrap_or_else(|| Period::suited(&dates));
    let (first, n) = loop {
        let numbers = || dates.iter().filter_map(|&d| period.number(d));
        let (first, last) = (numbers().min()?, numbers().max()?);
        let n = (last - first) as usize + 1;
        match period.longer().filter(|_| n > MOST_PERIODS) {
            Some(longer) => period = longer,
            None => break (first, n),
        }
    };
    if !(3..=4 * MOST_PERIODS).contains(&n) || n_themes < 2 {
        return None;
    }
    let mut counts = vec![vec![0u32; n]; n_themes];
    let mut volumes = vec![0u32; n];
    for a in &analysis.themes.assignments {
        let at = date(a.place.document).and_then(|d| period.number(d));
        let Some(at) = at.map(|p| (p - first) as usize) else { continue };
        volumes[at] += 1;
        if let Some(of_theme) = a.theme.and_then(|t| counts.get_mut(t as usize)) {
            of_theme[at] += 1;
        }
    }
    let share = |t: usize, p: usize| {
        (volumes[p] >= LEAST_TEXTS).then(|| f64::from(counts[t][p]) / f64::from(volumes[p]))
    };
    let cells =
        || (0..n_themes).flat_map(|t| (0..n).filter_map(move |p| Some((t, p, share(t, p)?))));
    let (t, p, most) = cells().reduce(|a, b| if b.2 > a.2 { b } else { a })?;
    if most <= 0.0 {
        return None;
    }
    let (label, when) = (quoted(&themes[t].label), short(&period.label(first + p as i32)));
    let title = say(
        language,
        format!("{label} holds most in {when}: {} of its texts", percent(most)),
        format!("{label}在 {when} 占比最高：{}", percent(most)),
    );
    let subtitle = say(
        language,
        "Share of each period's texts in each theme; empty below 5 texts".into(),
        "各时期文字在各主题中的比例；不足5个文本的时期留空".into(),
    );
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let values = (0..n_themes).flat_map(|t| (0..n).map(move |p| share(t, p)));
    let heat = Heat {
        rows: themes.iter().take(n_themes).map(|t| clean(&t.label)).collect(),
        rows_are_names: false,
        columns: (0..n).map(|p| clean(&short(&period.label(first + p as i32)))).collect(),
        naming: Columns::Ordinal,
        values: values.map(|v| v.filter(|&v| v > 0.0)).collect(),
        scale: &|v| v / most,
        write: &percent,
        legend: (say(language, "share".into(), "比例".into()), "0%".into(), percent(most)),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let name = say(language, "texts".into(), "文本数".into());
    let foot = grid.bars(&mut sheet, foot, &name, &volumes);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of {n_themes} themes by {n} periods. {title}."),
        format!("{n_themes}个主题与{n}个时期对照表。{title}。"),
    );
    let data = heat.data(say(language, "theme".into(), "主题".into()));
    sheet.finish("themes-by-period", title, alt, data)
}
