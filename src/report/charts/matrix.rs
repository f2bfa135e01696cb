//! Phrases by document: which document carries which of the best ranked phrases, and how often.
//!
//! Above 40 documents the columns are groups, with their numbers of documents, and a cell is the
//! share of the group's documents; where there are no groups to compare, the 40 documents that carry
//! most of the phrases.
//! Documents stand in order of date where all have one, else like beside like (the order of the
//! similarity table), else by name; phrases by documents, then by where in that order they stand.

use super::heat::{Columns, Heat};
use super::labels::{best_phrases, documents, groups, in_title, left_out, plural, quoted, source};
use super::sheet::Sheet;
use super::text::{clean, count, percent};
use super::{Chart, Language, say};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::phrases::Phrase;

const ROWS: usize = 25;
const MOST_COLUMNS: usize = 40;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    if (2..=MOST_COLUMNS).contains(&analysis.corpus.len()) {
        by_document(analysis, language)
    } else {
        by_group(analysis, language).or_else(|| by_document(analysis, language))
    }
}

/// The documents shown: all, or those that carry most of the best phrases (of equals the first in
/// order), in order.
fn shown(analysis: &Analysis) -> Vec<DocId> {
    let order = order(analysis);
    if order.len() <= MOST_COLUMNS {
        return order;
    }
    let mut carried = vec![0u32; analysis.corpus.len()];
    for best in best_phrases(analysis, ROWS) {
        for document in best.phrase.places.documents() {
            carried[document.index()] += 1;
        }
    }
    let mut by_carried: Vec<usize> = (0..order.len()).collect();
    by_carried.sort_by_key(|&i| (std::cmp::Reverse(carried[order[i].index()]), i));
    by_carried.truncate(MOST_COLUMNS);
    by_carried.sort_unstable();
    by_carried.into_iter().map(|i| order[i]).collect()
}

fn by_document(analysis: &Analysis, language: Language) -> Option<Chart> {
    let order = shown(analysis);
    let column = |d: DocId| order.iter().position(|&o| o == d);
    let mut rows: Vec<(&Phrase, Vec<u32>)> = best_phrases(analysis, ROWS)
        .iter()
        .map(|c| {
            let mut counts = vec![0u32; order.len()];
            for place in &c.phrase.places {
                if let Some(count) = column(place.document).and_then(|c| counts.get_mut(c)) {
                    *count += 1;
                }
            }
            (c.phrase, counts)
        })
        .collect();
    rows.retain(|r| r.1.iter().any(|&n| n > 0));
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| {
        let carriers = |r: &(&Phrase, Vec<u32>)| r.1.iter().filter(|&&n| n > 0).count();
        carriers(b).cmp(&carriers(a)).then(centre(&a.1).total_cmp(&centre(&b.1)))
    });
    let names = documents(analysis, &order);
    let most = rows.iter().flat_map(|r| &r.1).copied().max().unwrap_or(0).max(1);
    let carried = |c: usize| rows.iter().filter(|r| r.1.get(c).is_some_and(|&n| n > 0)).count();
    // the document that carries most of them; of equals the first in order
    let top = (0..order.len()).max_by_key(|&c| (carried(c), std::cmp::Reverse(c)))?;
    let name = in_title(&names[top]);
    let (n, k) = (carried(top), rows.len());
    let tied = (0..order.len()).filter(|&c| carried(c) == n).count() > 1;
    let (en, zh) = if tied {
        ("as many as any document", "无一篇更多")
    } else {
        ("more than any other document", "为各篇之最")
    };
    let title = say(
        language,
        format!("{name} carries {n} of the {k} best ranked phrases, {en}"),
        format!("排名最前的{k}条语句中，{name} 用了{n}条，{zh}"),
    );
    let subtitle = if order.len() < analysis.corpus.len() {
        let (shown, all) = (order.len(), count(analysis.corpus.len()));
        say(
            language,
            format!("How often each document uses each phrase; the {shown} of {all} with most"),
            format!("每篇文档使用各语句的次数；{all}篇中用得最多的{shown}篇"),
        )
    } else {
        say(
            language,
            "How often each document uses each phrase".into(),
            "每篇文档使用各语句的次数".into(),
        )
    };
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    // the logarithm keeps a single use visible beside a refrain
    let scale = |v: f64| v.ln_1p() / f64::from(most).ln_1p();
    let heat = Heat {
        rows: rows.iter().map(|r| clean(&r.0.text)).collect(),
        rows_are_names: false,
        columns: names,
        naming: Columns::Named,
        values: rows.iter().flat_map(|r| &r.1).map(|&n| (n > 0).then_some(f64::from(n))).collect(),
        scale: &scale,
        write: &|v| count(v as usize),
        legend: (
            say(language, "times (logarithmic)".into(), "次数（对数色阶）".into()),
            "1".into(),
            count(most as usize),
        ),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let first = quoted(&rows[0].0.text);
    let reach = rows[0].1.iter().filter(|&&n| n > 0).count();
    let alt = say(
        language,
        format!(
            "Table of {k} phrases by {} documents; {first} is in {reach} of them.",
            order.len()
        ),
        format!("{k}条语句与{}篇文档对照表；{first}见于其中{reach}篇。", order.len()),
    );
    let data = heat.data(say(language, "phrase".into(), "提法".into()));
    sheet.finish("phrases-by-document", title, alt, data)
}

fn by_group(analysis: &Analysis, language: Language) -> Option<Chart> {
    let (groups, some_left_out) = groups(analysis);
    if !(2..=MOST_COLUMNS).contains(&groups.len()) {
        return None;
    }
    let group_of: Vec<Option<usize>> = analysis
        .corpus
        .documents
        .iter()
        .map(|d| d.group.as_deref().and_then(|g| groups.binary_search(&g).ok()))
        .collect();
    let mut sizes = vec![0u32; groups.len()];
    for g in group_of.iter().copied().flatten() {
        sizes[g] += 1;
    }
    let mut rows: Vec<(&Phrase, Vec<f64>)> = Vec::new();
    for chosen in best_phrases(analysis, ROWS) {
        let mut carriers: Vec<DocId> = chosen.phrase.places.iter().map(|p| p.document).collect();
        carriers.sort_unstable();
        carriers.dedup();
        let mut counts = vec![0u32; groups.len()];
        for g in carriers.iter().filter_map(|d| group_of.get(d.index()).copied().flatten()) {
            counts[g] += 1;
        }
        let share = |(&n, &size): (&u32, &u32)| f64::from(n) / f64::from(size.max(1));
        if counts.iter().all(|&n| n == 0) {
            continue;
        }
        rows.push((chosen.phrase, counts.iter().zip(&sizes).map(share).collect()));
    }
    let largest = rows.iter().flat_map(|r| &r.1).copied().fold(0.0, f64::max);
    if rows.is_empty() || largest <= 0.0 {
        return None;
    }
    rows.sort_by(|a, b| {
        b.0.n_documents.cmp(&a.0.n_documents).then_with(|| a.0.text.cmp(&b.0.text))
    });
    let title = contrast(&rows, &groups, language)?;
    let subtitle = say(
        language,
        "Share of each group's documents that carry the phrase".into(),
        "各组文档中含有该语句的比例".into(),
    ) + &if some_left_out { left_out(language) } else { String::new() };
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let heat = Heat {
        rows: rows.iter().map(|r| clean(&r.0.text)).collect(),
        rows_are_names: false,
        columns: groups.iter().zip(&sizes).map(|(g, n)| format!("{} ({n})", clean(g))).collect(),
        naming: Columns::Named,
        values: rows.iter().flat_map(|r| &r.1).map(|&v| (v > 0.0).then_some(v)).collect(),
        scale: &|v| v / largest,
        write: &percent,
        legend: (
            say(language, "share of documents".into(), "文档比例".into()),
            "0%".into(),
            percent(largest),
        ),
    };
    let (foot, grid) = heat.draw(&mut sheet, y);
    let foot = heat.draw_legend(&mut sheet, &grid, foot);
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!("Table of {} phrases by {} groups. {title}.", rows.len(), groups.len()),
        format!("{}条语句与{}组对照表。{title}。", rows.len(), groups.len()),
    );
    let data = heat.data(say(language, "phrase".into(), "提法".into()));
    sheet.finish("phrases-by-document", title, alt, data)
}

/// The phrase whose share differs most between two groups, among those that at least two groups
/// use; where each phrase has one group of its own, the one with the highest share.
fn contrast(rows: &[(&Phrase, Vec<f64>)], groups: &[&str], language: Language) -> Option<String> {
    let used = |r: &(&Phrase, Vec<f64>)| r.1.iter().filter(|s| **s > 0.0).count();
    let ends = |r: &(&Phrase, Vec<f64>)| {
        let filled = || (0..groups.len()).filter(|&g| r.1[g] > 0.0);
        let high = filled().reduce(|a, b| if r.1[b] > r.1[a] { b } else { a })?;
        let low = filled().reduce(|a, b| if r.1[b] < r.1[a] { b } else { a })?;
        Some((high, low))
    };
    let spread = |r: &(&Phrase, Vec<f64>)| {
        let shared = ends(r).filter(|_| used(r) > 1);
        shared.map_or(-1.0, |(high, low)| r.1[high] - r.1[low])
    };
    let most = |r: &(&Phrase, Vec<f64>)| r.1.iter().copied().fold(0.0, f64::max);
    let widest = rows
        .iter()
        .rev()
        .max_by(|a, b| spread(a).total_cmp(&spread(b)).then_with(|| most(a).total_cmp(&most(b))))?;
    let (high, low) = ends(widest)?;
    let q = quoted(&widest.0.text);
    let (a, b) = (in_title(&clean(groups[high])), in_title(&clean(groups[low])));
    let (p, r) = (percent(widest.1[high]), percent(widest.1[low]));
    Some(match (used(widest), groups.len() - used(widest)) {
        (1, _) => say(
            language,
            format!("{q} is in {p} of the documents of {a} and in no other group"),
            format!("{q}见于 {a} {p}的文档，不见于其他各组"),
        ),
        (_, 0) => say(
            language,
            format!("{q} is in {p} of the documents of {a}, in {r} of those of {b}"),
            format!("{q}见于 {a} {p}的文档、{b} {r}的文档"),
        ),
        (_, others) => say(
            language,
            format!(
                "{q} is in {p} of the documents of {a}, {r} of those of {b}, none of {others} other group{}",
                plural(others)
            ),
            format!("{q}见于 {a} {p}、{b} {r}的文档，另有{others}组未用"),
        ),
    })
}

/// All documents: by date where all have one, else like beside like, else by name.
fn order(analysis: &Analysis) -> Vec<DocId> {
    let mut ids: Vec<DocId> = analysis.corpus.ids().collect();
    let documents = &analysis.corpus.documents;
    if documents.iter().all(|d| d.date.is_some()) {
        ids.sort_by_key(|id| (documents[id.index()].date, *id));
        return ids;
    }
    let mut alike = analysis.similarity.order.clone();
    alike.sort_unstable();
    if alike == ids { analysis.similarity.order.clone() } else { ids }
}

/// Mean column of the cells that are not empty.
fn centre(counts: &[u32]) -> f64 {
    let used = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let (sum, n) = used.fold((0.0, 0.0), |(s, n), (c, _)| (s + c as f64, n + 1.0));
    if n > 0.0 { sum / n } else { f64::MAX }
}
