//! Themes by group: the share of each group's texts in each theme. Up to 24 groups, those with most
//! texts first chosen, then in order of name.

use super::heat::{Columns, Heat};
use super::labels::{groups, in_title, left_out, quoted, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;

const MOST_GROUPS: usize = 24;
const MOST_THEMES: usize = 40;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let (groups, some_left_out) = groups(analysis);
    let n_themes = analysis.themes.themes.len().min(MOST_THEMES);
    if groups.len() < 2 || n_themes < 2 {
        return None;
    }
    let mut counts = vec![vec![0u32; n_themes]; groups.len()];
    for a in &analysis.themes.assignments {
        let document = analysis.corpus.documents.get(a.place.document.index());
        let group = document.and_then(|d| d.group.as_deref());
        let group = group.and_then(|g| groups.binary_search(&g).ok());
        if let Some(n) = group.zip(a.theme).and_then(|(g, t)| counts[g].get_mut(t as usize)) {
            *n += 1;
        }
    }
    let total = |g: usize| counts[g].iter().sum::<u32>();
    let mut kept: Vec<usize> = (0..groups.len()).filter(|&g| total(g) > 0).collect();
    kept.sort_by_key(|&g| (std::cmp::Reverse(total(g)), g));
    kept.truncate(MOST_GROUPS);
    kept.sort_unstable();
    if kept.len() < 2 {
        return None;
    }
    let share = |g: usize, t: usize| f64::from(counts[g][t]) / f64::from(total(g));
    let all: u32 = kept.iter().map(|&g| total(g)).sum();
    let overall =
        |t: usize| f64::from(kept.iter().map(|&g| counts[g][t]).sum::<u32>()) / f64::from(all);
    // the cell furthest above the theme's overall share; of equals the first
    let (g, t) = kept.iter().flat_map(|&g| (0..n_themes).map(move |t| (g, t))).reduce(|a, b| {
        let above = |(g, t): (usize, usize)| share(g, t) - overall(t);
        if above(b) > above(a) { b } else { a }
    })?;
    let (group, theme) = (in_title(&clean(groups[g])), quoted(&analysis.themes.themes[t].label));
    let (p, q) = (percent(share(g, t)), percent(overall(t)));
    let title = say(
        language,
        format!("{group} gives {p} of its texts to {theme}; all groups together {q}"),
        format!("{group} 有{p}的文字属于{theme}，各组合计为{q}"),
    );
    let subtitle = say(
        language,
        "Share of each group's texts in each theme".into(),
        "各组文字在各主题中的比例".into(),
    ) + &if some_left_out { left_out(language) } else { String::new() };
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let values: Vec<f64> =
        (0..n_themes).flat_map(|t| kept.iter().map(move |&g| share(g, t))).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let heat = Heat {
        rows: analysis.themes.themes.iter().take(n_themes).map(|t| clean(&t.label)).collect(),
        rows_are_names: false,
        columns: kept.iter().map(|&g| clean(groups[g])).collect(),
        naming: Columns::Named,
        values: values.into_iter().map(|v| (v > 0.0).then_some(v)).collect(),
        scale: &|v| v / most,
        write: &percent,
        legend: (say(language, "share".into(), "比例".into()), "0%".into(), percent(most)),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of {n_themes} themes by {} groups. {title}.", kept.len()),
        format!("{n_themes}个主题与{}组对照表。{title}。", kept.len()),
    );
    let data = heat.data(say(language, "theme".into(), "主题".into()));
    sheet.finish("themes-by-group", title, alt, data)
}
