//! Who takes from whom: the share of each group's text that stands in passages it has in common with
//! each other group, the earlier side giving; pairs whose dates do not tell are left out. Up to 30 groups, those that share most, like beside like where
//! the likeness of groups is known, else by name.

use std::collections::{BTreeMap, BTreeSet};

use super::heat::{Columns, Heat};
use super::labels::{in_title, source};
use super::sheet::Sheet;
use super::text::{clean, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::reuse::GroupExchange;

const MOST: usize = 30;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let named = |e: &&GroupExchange| !e.a.is_empty() && !e.b.is_empty();
    let directed = |e: &&GroupExchange| e.is_directed && e.a != e.b && named(e);
    let exchanges = || analysis.reuse.group_exchanges.iter().filter(directed);
    let mut units: BTreeMap<&str, u32> = BTreeMap::new();
    for exchange in exchanges() {
        *units.entry(&exchange.a).or_default() += exchange.units_b;
        *units.entry(&exchange.b).or_default() += exchange.units_b;
    }
    let mut most: Vec<(&str, u32)> = units.into_iter().collect();
    most.sort_by_key(|&(group, n)| (std::cmp::Reverse(n), group));
    most.truncate(MOST);
    let kept: BTreeSet<&str> = most.into_iter().map(|m| m.0).collect();
    if kept.len() < 3 {
        return None;
    }
    let alike = analysis.similarity.groups.iter().map(String::as_str).filter(|g| kept.contains(g));
    let mut groups: Vec<&str> = alike.collect();
    if groups.len() < kept.len() {
        groups = kept.into_iter().collect();
    }
    let n = groups.len();
    let at = |group: &str| groups.iter().position(|g| *g == group);
    let mut values: Vec<Option<f64>> = vec![None; n * n];
    for exchange in exchanges() {
        let (Some(a), Some(b)) = (at(&exchange.a), at(&exchange.b)) else { continue };
        values[a * n + b] = Some(exchange.share_b);
    }
    let filled = values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v)));
    let (i, largest) = filled.reduce(|x, y| if y.1 > x.1 { y } else { x })?;
    let name = |g: usize| in_title(&clean(groups[g]));
    let (giver, taker, share) = (name(i / n), name(i % n), percent(largest));
    let title = say(
        language,
        format!("{share} of the text of {taker} stands in passages that {giver} had first"),
        format!("{taker} 有{share}的文字与 {giver} 先有的段落相同"),
    );
    let subtitle = say(
        language,
        "Rows give, columns take: share of the column's text in common passages, formulaic ones apart"
            .into(),
        "行为先有者，列为后出者：列所示各组文字在共有段落中的比例，套话不计".into(),
    );
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let names: Vec<String> = groups.iter().map(|g| clean(g)).collect();
    let heat = Heat {
        rows: names.clone(),
        rows_are_names: false,
        columns: names,
        naming: Columns::Named,
        values,
        scale: &|v| v / largest,
        write: &percent,
        legend: (say(language, "share".into(), "比例".into()), "0%".into(), percent(largest)),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of what {n} groups take from each other. {title}."),
        format!("{n}组之间相互取用表。{title}。"),
    );
    let data = heat.data(say(language, "gives".into(), "先有".into()));
    sheet.finish("sharing-groups", title, alt, data)
}
