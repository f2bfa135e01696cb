//! Timeline of clusters: when each holder of a widely held passage printed it.
//!
//! Shown are the clusters with most documents that say at least half of what the first says, formulaic ones
//! among them; of equals the first. The
//! first dated holder, the probable source, is a diamond. Holders without a date are counted at the
//! right, but have no place on the line.

use std::collections::BTreeSet;

use super::dates::DateAxis;
use super::labels::{in_title, quoted, source};
use super::sheet::{Anchor, Shape, Sheet};
use super::style::{AMBER, BLUE, HAIR, INK, MARGIN, QUIET, SMALL, WIDTH};
use super::text::{clean, count, fit};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::corpus::{Date, DocId};
use crate::report::view;
use crate::reuse::Cluster;

const ROWS: usize = 20;
/// Fewest documents of a cluster that has a line.
const LEAST: usize = 3;
const PITCH: i32 = 32;
const ROOM_FOR_TEXT: i32 = 380;
const ROOM_FOR_COUNT: i32 = 60;

struct Line {
    cluster: usize,
    text: String,
    /// Documents, each once, by date; those without one last.
    holders: Vec<(Option<Date>, DocId)>,
}

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let clusters = analysis.reuse.clusters.iter().enumerate();
    let mut lines: Vec<Line> =
        clusters.filter_map(|(c, cluster)| line(analysis, c, cluster)).collect();
    lines.sort_by_key(|l| (std::cmp::Reverse(l.holders.len()), l.cluster));
    lines.truncate(ROWS);
    let (left, right) = (MARGIN + ROOM_FOR_TEXT + 24, WIDTH - MARGIN - ROOM_FOR_COUNT);
    let dates = lines.iter().flat_map(|l| l.holders.iter().filter_map(|h| h.0));
    let axis = DateAxis::over(dates, (left, right))?;
    let widest = lines.first()?;
    let n = count(widest.holders.len());
    let name = in_title(&clean(view::name(analysis, widest.holders.first()?.1)));
    let q = quoted(&widest.text);
    let title = say(
        language,
        format!("{q} stands in {n} documents; the first is {name}"),
        format!("{q}见于{n}篇文档，最早为 {name}"),
    );
    let subtitle = say(
        language,
        "Dates of the documents that say at least half of the same; the first is a diamond".into(),
        "至少半数文字相同的各篇文档的日期；菱形为最早者".into(),
    );
    let (mut sheet, top) = Sheet::titled(&title, &subtitle, language);
    let foot = top + PITCH * lines.len() as i32;
    axis.draw(&mut sheet, top, foot);
    for (i, line) in lines.iter().enumerate() {
        let y = top + i as i32 * PITCH + PITCH / 2;
        let text = fit(&line.text, SMALL, f64::from(ROOM_FOR_TEXT));
        sheet.text((MARGIN + ROOM_FOR_TEXT, y), SMALL, Anchor::End, INK, &text);
        sheet.line((left, y), (right, y), HAIR);
        // Days that share a place are one point, or the page of a large corpus would be all points.
        let mut places = line.holders.iter().filter_map(|h| h.0).map(|date| axis.at(date));
        let first = places.next();
        for x in places.collect::<BTreeSet<i32>>() {
            sheet.point((x, y), 4, Shape::Circle, BLUE);
        }
        // the first is drawn last, so that nothing covers it
        if let Some(x) = first {
            sheet.point((x, y), 6, Shape::Diamond, AMBER);
        }
        let n = count(line.holders.len());
        sheet.text((WIDTH - MARGIN, y), SMALL, Anchor::End, QUIET, &n);
    }
    sheet.source(foot + 22, &source(analysis, language));
    let columns = [
        say(language, "cluster".into(), "簇".into()),
        say(language, "passage".into(), "段落".into()),
        say(language, "documents".into(), "文档数".into()),
        say(language, "first".into(), "最早".into()),
        say(language, "last".into(), "最晚".into()),
    ];
    let row = |line: &Line| {
        let dates = || line.holders.iter().filter_map(|h| h.0);
        let date = |d: Option<Date>| d.map_or_else(String::new, |d| d.to_string());
        let cluster = (line.cluster + 1).to_string();
        let n = count(line.holders.len());
        vec![cluster, line.text.clone(), n, date(dates().next()), date(dates().next_back())]
    };
    let data = Data::new(columns, lines.iter().map(row).collect());
    let alt = say(
        language,
        format!("Timeline of {} passages. {title}.", lines.len()),
        format!("{}个段落的时间线。{title}。", lines.len()),
    );
    sheet.finish("clusters", title, alt, data)
}

fn line(analysis: &Analysis, index: usize, cluster: &Cluster) -> Option<Line> {
    let members = cluster.members.iter().enumerate();
    let same = members.filter(|(i, _)| cluster.says_the_same(*i)).map(|(_, m)| m.document);
    let documents: BTreeSet<DocId> = same.collect();
    let mut holders: Vec<(Option<Date>, DocId)> =
        documents.into_iter().map(|d| (view::date(analysis, d), d)).collect();
    holders.sort_by_key(|&(date, d)| (date.is_none(), date, d));
    let n_dated = holders.iter().filter(|h| h.0.is_some()).count();
    let text =
        clean(&view::at(analysis, *cluster.members.first()?).chars().take(80).collect::<String>());
    (n_dated >= LEAST).then_some(Line { cluster: index, text, holders })
}
