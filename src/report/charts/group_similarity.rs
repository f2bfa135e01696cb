//! Similarity of groups: cosines of their mean texts, like beside like. Up to 40 groups.

use super::heat::{Columns, Heat};
use super::labels::{in_title, source};
use super::sheet::Sheet;
use super::text::clean;
use super::{Chart, Language, say};
use crate::analysis::Analysis;

const MOST: usize = 40;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let (groups, matrix) = (&analysis.similarity.groups, &analysis.similarity.group_matrix);
    let n = groups.len();
    if !(3..=MOST).contains(&n) || matrix.len() != n * n || !matrix.iter().all(|v| v.is_finite()) {
        return None;
    }
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let value = |(i, j): (usize, usize)| matrix[i * n + j];
    let nearest = pairs.clone().reduce(|a, b| if value(b) > value(a) { b } else { a })?;
    let farthest = pairs.reduce(|a, b| if value(b) < value(a) { b } else { a })?;
    let name = |g: usize| in_title(&clean(&groups[g]));
    let ((a, b), (c, d)) = (nearest, farthest);
    let (most, least) = (value(nearest), value(farthest));
    let title = say(
        language,
        format!("{} and {} speak most alike ({most:.2})", name(a), name(b)),
        format!("{} 与 {} 用词最相近（{most:.2}）", name(a), name(b)),
    );
    let subtitle = say(
        language,
        format!(
            "Cosine of the groups' words, like beside like; least alike {} and {} ({least:.2})",
            name(c),
            name(d)
        ),
        format!(
            "各组用词的余弦相似度，相近者相邻；最不相近为 {} 与 {}（{least:.2}）",
            name(c),
            name(d)
        ),
    );
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let names: Vec<String> = groups.iter().map(|g| clean(g)).collect();
    let scale = |v: f64| if most > least { (v - least) / (most - least) } else { 0.5 };
    let heat = Heat {
        rows: names.clone(),
        rows_are_names: false,
        columns: names,
        naming: Columns::Numbered,
        values: (0..n * n).map(|c| (c / n != c % n).then(|| matrix[c])).collect(),
        scale: &scale,
        write: &|v| format!("{v:.2}"),
        legend: (
            say(language, "cosine".into(), "余弦相似度".into()),
            format!("{least:.2}"),
            format!("{most:.2}"),
        ),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of the similarity of {n} groups. {title}."),
        format!("{n}组两两相似度表。{title}。"),
    );
    let data = heat.data(say(language, "group".into(), "组".into()));
    sheet.finish("similar-groups", title, alt, data)
}
