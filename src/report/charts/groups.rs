//! Themes by group, and by document where texts are parts of documents: the share of each column's
//! texts in each theme. Up to 24 groups, those with most texts first chosen, then in order of name; up to
//! 40 documents in their order.

use super::heat::{Columns, Heat};
use super::labels::{documents, groups, in_title, left_out, quoted, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::corpus::DocId;

const MOST_GROUPS: usize = 24;
const MOST_DOCUMENTS: usize = 40;
const MOST_THEMES: usize = 40;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let (groups, some_left_out) = groups(analysis);
    let column = |d: DocId| {
        let document = analysis.corpus.documents.get(d.index());
        let group = document.and_then(|d| d.group.as_deref());
        group.and_then(|g| groups.binary_search(&g).ok())
    };
    let texts = Texts::count(analysis, groups.len(), column);
    let mut kept = texts.filled();
    kept.sort_by_key(|&g| (std::cmp::Reverse(texts.total(g)), g));
    kept.truncate(MOST_GROUPS);
    kept.sort_unstable();
    let (most, at) = texts.furthest_above(&kept)?;
    let (group, theme) = (in_title(&clean(groups[at.0])), &analysis.themes.themes[at.1].label);
    let (p, q) = (percent(texts.share(at.0, at.1)), percent(texts.overall(&kept, at.1)));
    let theme = quoted(theme);
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
    let alt = say(
        language,
        format!("Table of {} themes by {} groups. {title}.", texts.n_themes, kept.len()),
        format!("{}个主题与{}组对照表。{title}。", texts.n_themes, kept.len()),
    );
    let names = kept.iter().map(|&g| clean(groups[g])).collect();
    let said = Said { name: "themes-by-group", title, subtitle, alt };
    texts.draw(analysis, language, &kept, names, most, said)
}

/// Themes by document: none where each document is one text, or where they are too many.
pub fn by_document(analysis: &Analysis, language: Language) -> Option<Chart> {
    let n = analysis.corpus.len();
    if analysis.themes.unit == "document" || !(2..=MOST_DOCUMENTS).contains(&n) {
        return None;
    }
    let texts = Texts::count(analysis, n, |d| Some(d.index()));
    let kept = texts.filled();
    let (most, at) = texts.furthest_above(&kept)?;
    let ids: Vec<DocId> = kept.iter().map(|&d| DocId(d as u32)).collect();
    let names = documents(analysis, &ids);
    let of_first = kept.iter().position(|&d| d == at.0)?;
    let (name, theme) = (in_title(&names[of_first]), quoted(&analysis.themes.themes[at.1].label));
    let (p, q) = (percent(texts.share(at.0, at.1)), percent(texts.overall(&kept, at.1)));
    let title = say(
        language,
        format!("{name} gives {p} of its texts to {theme}; all documents together {q}"),
        format!("{name} 有{p}的文字属于{theme}，全部文档合计为{q}"),
    );
    let subtitle = say(
        language,
        "Share of each document's texts in each theme".into(),
        "各篇文档的文字在各主题中的比例".into(),
    );
    let alt = say(
        language,
        format!("Table of {} themes by {} documents. {title}.", texts.n_themes, kept.len()),
        format!("{}个主题与{}篇文档对照表。{title}。", texts.n_themes, kept.len()),
    );
    let said = Said { name: "themes-by-document", title, subtitle, alt };
    texts.draw(analysis, language, &kept, names, most, said)
}

/// What a chart says of itself.
struct Said {
    name: &'static str,
    title: String,
    subtitle: String,
    alt: String,
}

/// Texts of each column by theme.
struct Texts {
    n_themes: usize,
    counts: Vec<Vec<u32>>,
}

impl Texts {
    fn count(
        analysis: &Analysis,
        n_columns: usize,
        column: impl Fn(DocId) -> Option<usize>,
    ) -> Self {
        let n_themes = analysis.themes.themes.len().min(MOST_THEMES);
        let mut counts = vec![vec![0u32; n_themes]; n_columns];
        for a in &analysis.themes.assignments {
            let at = column(a.place.document).zip(a.theme);
            if let Some(n) = at.and_then(|(c, t)| counts.get_mut(c)?.get_mut(t as usize)) {
                *n += 1;
            }
        }
        Self { n_themes, counts }
    }

    fn total(&self, column: usize) -> u32 {
        self.counts[column].iter().sum()
    }

    fn filled(&self) -> Vec<usize> {
        (0..self.counts.len()).filter(|&c| self.total(c) > 0).collect()
    }

    fn share(&self, column: usize, theme: usize) -> f64 {
        f64::from(self.counts[column][theme]) / f64::from(self.total(column))
    }

    fn overall(&self, kept: &[usize], theme: usize) -> f64 {
        let all: u32 = kept.iter().map(|&c| self.total(c)).sum();
        f64::from(kept.iter().map(|&c| self.counts[c][theme]).sum::<u32>()) / f64::from(all)
    }

    /// The largest share, and the cell furthest above the theme's overall share, of equals the first;
    /// none where there is nothing to compare.
    fn furthest_above(&self, kept: &[usize]) -> Option<(f64, (usize, usize))> {
        if kept.len() < 2 || self.n_themes < 2 {
            return None;
        }
        let overall: Vec<f64> = (0..self.n_themes).map(|t| self.overall(kept, t)).collect();
        let cells = || kept.iter().flat_map(|&c| (0..self.n_themes).map(move |t| (c, t)));
        let above = |(c, t): (usize, usize)| self.share(c, t) - overall[t];
        let at = cells().reduce(|a, b| if above(b) > above(a) { b } else { a })?;
        Some((cells().map(|(c, t)| self.share(c, t)).fold(0.0, f64::max), at))
    }

    fn draw(
        &self,
        analysis: &Analysis,
        language: Language,
        kept: &[usize],
        names: Vec<String>,
        most: f64,
        said: Said,
    ) -> Option<Chart> {
        let (mut sheet, y) = Sheet::titled(&said.title, &said.subtitle, language);
        let themes = analysis.themes.themes.iter().take(self.n_themes);
        let share = |t: usize| kept.iter().map(move |&c| self.share(c, t));
        let heat = Heat {
            rows: themes.map(|t| clean(&t.label)).collect(),
            rows_are_names: false,
            columns: names,
            naming: Columns::Named,
            values: (0..self.n_themes).flat_map(share).map(|v| (v > 0.0).then_some(v)).collect(),
            scale: &|v| v / most,
            write: &percent,
            legend: (say(language, "share".into(), "比例".into()), "0%".into(), percent(most)),
        };
        let (foot, grid) = heat.draw(&mut sheet, y);
        let foot = heat.draw_legend(&mut sheet, &grid, foot);
        sheet.source(foot, &source(analysis, language));
        let data = heat.data(say(language, "theme".into(), "主题".into()));
        sheet.finish(said.name, said.title, said.alt, data)
    }
}
