//! Keyness: what each group says more than the others, with size and certainty together.
//!
//! A row is a phrase or term: the point is the log ratio, the line its 95% interval, the bar across
//! the line the end nearer to no difference, which is the conservative log ratio (LRC) that ranks.
//! The scale is that of the log ratio, written in times. An interval without an end, where nobody else
//! says it, runs to the edge and ends in an arrow. Up to six groups, those with most documents, in order
//! of name; of each what it surely says more, phrases before terms, names last, by LRC; where that is less
//! than three rows, the strongest hints besides, whose lines cross the line of no difference.

use std::cmp::Reverse;

use super::labels::{groups, in_title, left_out, quoted, source};
use super::sheet::{Anchor, Shape, Sheet};
use super::style::{AMBER, BLUE, HAIR, INK, LABEL, MARGIN, QUIET, SMALL, WIDTH};
use super::text::{clean, count, fit};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::keyness::Key;
use crate::phrases::PhraseKind;
use crate::report::text::decimals;

const GROUPS: usize = 6;
/// Rows of all groups together, and most of one.
const ROWS: usize = 30;
const OF_GROUP: usize = 12;
/// Rows of a group down to which hints are shown too.
const HINTS: usize = 3;
const ROW: i32 = 30;
/// Room for labels on the left and counts on the right.
const LABELS: i32 = 330;
const COUNTS: i32 = 210;
/// Widest scale on either side: a thousand times.
const FURTHEST: f64 = 10.0;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let (names, some_left_out) = groups(analysis);
    let mut panels: Vec<(&str, u32, Vec<&Key>)> = names
        .iter()
        .filter_map(|&group| {
            let keys = of_group(analysis, group);
            Some((group, keys.first()?.contrast.n_target, keys))
        })
        .collect();
    panels.sort_by_key(|(group, n, _)| (Reverse(*n), *group));
    let fewer = panels.len() > GROUPS || some_left_out;
    panels.truncate(GROUPS);
    panels.sort_by_key(|panel| panel.0);
    let most = (ROWS / panels.len().max(1)).min(OF_GROUP);
    for panel in &mut panels {
        panel.2.truncate(most);
    }
    let best = panels.iter().flat_map(|p| p.2.iter().copied()).reduce(|a, b| {
        let worth = |k: &Key| (k.contrast.lrc > 0.0, k.is_phrase, k.contrast.lrc, k.contrast.g2);
        if worth(b) > worth(a) { b } else { a }
    })?;
    let title = title(best, language);
    let mut subtitle = say(
        language,
        "Point: how many times as often as in all other groups; line: 95% interval; bar: the end \
         that ranks (LRC)"
            .into(),
        "圆点：为其他各组的多少倍；横线：95%置信区间；竖线：用于排序的一端（LRC）".into(),
    );
    if fewer {
        subtitle += &if some_left_out {
            left_out(language)
        } else {
            say(language, format!("; the {GROUPS} largest groups"), format!("；最大的{GROUPS}组"))
        };
    }
    let (mut sheet, top) = Sheet::titled(&title, &subtitle, language);
    let scale = Scale::of(panels.iter().flat_map(|p| p.2.iter().copied()));
    let n_rows: usize = panels.iter().map(|p| p.2.len() + 1).sum();
    let foot = top + 24 + n_rows as i32 * ROW;
    scale.draw(&mut sheet, top, foot, language);
    let mut y = top + 24;
    for (group, _, keys) in &panels {
        sheet.text(
            (MARGIN, y + ROW / 2),
            LABEL,
            Anchor::Start,
            QUIET,
            &fit(&clean(group), LABEL, f64::from(LABELS)),
        );
        y += ROW;
        for key in keys {
            row(&mut sheet, &scale, y + ROW / 2, key);
            y += ROW;
        }
    }
    sheet.source(foot, &source(analysis, language));
    let alt = say(
        language,
        format!(
            "Intervals of the log ratio of {} phrases and terms in {} groups. {title}.",
            n_rows - panels.len(),
            panels.len()
        ),
        format!("{}组共{}条提法与词的对数比区间。{title}。", panels.len(), n_rows - panels.len()),
    );
    sheet.finish("keyness", title, alt, data(&panels, language))
}

/// The figures of the rows.
fn data(panels: &[(&str, u32, Vec<&Key>)], language: Language) -> Data {
    let columns = [
        ("group", "组别"),
        ("phrase or term", "提法或词"),
        ("here", "本组"),
        ("elsewhere", "其他组"),
        ("log ratio", "对数比"),
        ("from", "下限"),
        ("to", "上限"),
        ("LRC", "LRC"),
    ];
    let measure = |m: f64| if m.is_finite() { decimals(m, 2) } else { "∞".into() };
    let row = |key: &&Key| {
        vec![
            key.group.clone(),
            key.item.clone(),
            of(key.contrast.f_target, key.contrast.n_target),
            of(key.contrast.f_reference, key.contrast.n_reference),
            measure(key.contrast.log_ratio),
            measure(key.contrast.log_ratio_low),
            measure(key.contrast.log_ratio_high),
            measure(key.contrast.lrc),
        ]
    };
    let columns = columns.map(|(en, zh)| say(language, en.into(), zh.into()));
    Data::new(columns, panels.iter().flat_map(|panel| panel.2.iter().map(row)).collect())
}

/// `3/12`.
fn of(f: u32, n: u32) -> String {
    format!("{}/{}", count(f as usize), count(n as usize))
}

/// What a group says more: what is sure, best first, and hints where that is little.
fn of_group<'a>(analysis: &'a Analysis, group: &str) -> Vec<&'a Key> {
    let is_name = |key: &Key| {
        let mut phrases = analysis.phrases.phrases.iter();
        key.is_phrase && phrases.any(|p| p.kind == PhraseKind::Name && p.text == key.item)
    };
    let shows = |k: &&Key| {
        k.group == group && k.contrast.log_ratio.is_finite() && k.contrast.log_ratio > 0.0
    };
    let keys = analysis.keyness.iter().filter(shows);
    let mut keys: Vec<(bool, &Key)> = keys.map(|k| (is_name(k), k)).collect();
    // They stand by LRC within phrases and within terms.
    keys.sort_by_key(|(is_name, k)| (k.contrast.lrc <= 0.0, *is_name, !k.is_phrase));
    let n_sure = keys.iter().filter(|(_, k)| k.contrast.lrc > 0.0).count();
    keys.truncate(n_sure.max(HINTS));
    keys.into_iter().map(|(_, key)| key).collect()
}

fn title(key: &Key, language: Language) -> String {
    let (item, group) = (quoted(&key.item), in_title(&clean(&key.group)));
    let counts = [
        key.contrast.f_target,
        key.contrast.n_target,
        key.contrast.f_reference,
        key.contrast.n_reference,
    ];
    let [a, m, b, n] = counts.map(|c| count(c as usize));
    let en = format!("{item} in {a} of {m} documents of {group}, in {b} of {n} elsewhere");
    let zh = format!("{item}见于{group} {m}篇中的{a}篇，其他组{n}篇中的{b}篇");
    if key.contrast.lrc > 0.0 {
        say(language, format!("Most typical: {en}"), format!("差别最大：{zh}"))
    } else {
        say(
            language,
            format!("No difference is certain; the strongest hint: {en}"),
            format!("各组差别均不确定，最强线索：{zh}"),
        )
    }
}

/// Binary log ratios to pixels.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of<'a>(keys: impl Iterator<Item = &'a Key>) -> Self {
        let (mut low, mut high) = (0.0f64, 1.0f64);
        for key in keys {
            let finite = |end: f64| if end.is_finite() { end } else { key.contrast.log_ratio };
            low = low.min(finite(key.contrast.log_ratio_low));
            high = high.max(finite(key.contrast.log_ratio_high)).max(key.contrast.log_ratio);
        }
        Self { low: low.floor().max(-FURTHEST), high: (high.ceil() + 0.5).min(FURTHEST) }
    }

    fn x(&self, log_ratio: f64) -> i32 {
        let (left, right) = (MARGIN + LABELS + 16, WIDTH - MARGIN - COUNTS - 16);
        let t = (log_ratio.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        left + (t * f64::from(right - left)).round() as i32
    }

    /// Hairlines at 1, 2, 4 … times, no difference in ink.
    fn draw(&self, sheet: &mut Sheet, top: i32, foot: i32, language: Language) {
        let step = if self.high - self.low > 8.0 { 2 } else { 1 };
        for power in self.low.ceil() as i32..=self.high.floor() as i32 {
            if power % step != 0 {
                continue;
            }
            let x = self.x(f64::from(power));
            sheet.line((x, top + 18), (x, foot), if power == 0 { QUIET } else { HAIR });
            let times = 1u32 << power.unsigned_abs();
            let text = if power < 0 { format!("1/{times}") } else { format!("{times}×") };
            sheet.text((x, top + 6), SMALL, Anchor::Middle, QUIET, &text);
        }
        let counts = say(language, "here · elsewhere".into(), "本组 · 其他组".into());
        sheet.text((WIDTH - MARGIN, top + 6), SMALL, Anchor::End, QUIET, &counts);
    }
}

fn row(sheet: &mut Sheet, scale: &Scale, y: i32, key: &Key) {
    sheet.label((MARGIN + LABELS, y), LABEL, LABELS - 12, ROW, &clean(&key.item));
    let color = if key.is_phrase { BLUE } else { AMBER };
    let ends = [key.contrast.log_ratio_low, key.contrast.log_ratio_high];
    let [low, high] = ends.map(|end| scale.x(end));
    sheet.rect((low, y - 1), (high - low, 2), color);
    for (end, x, away) in [(ends[0], low, -1), (ends[1], high, 1)] {
        // An end beyond the scale, or none at all.
        if end < scale.low || end > scale.high {
            for arm in 1..=5 {
                sheet.rect((x - away * arm, y - arm), (1, 2 * arm), color);
            }
        }
    }
    if key.contrast.lrc > 0.0 {
        sheet.rect((scale.x(key.contrast.lrc) - 2, y - 8), (4, 16), color);
    }
    sheet.point((scale.x(key.contrast.log_ratio), y), 5, Shape::Circle, color);
    let counts = format!(
        "{} · {}",
        of(key.contrast.f_target, key.contrast.n_target),
        of(key.contrast.f_reference, key.contrast.n_reference)
    );
    let room = f64::from(COUNTS);
    sheet.text((WIDTH - MARGIN, y), SMALL, Anchor::End, INK, &fit(&counts, SMALL, room));
}
