//! Shares: what each document is made of. Passages shared with another document, repeated phrases,
//! and words of its own, as parts of its content units. Least of its own first; above 40 documents
//! the 40 with the least.

use plotters::style::RGBColor;

use super::labels::{documents, source};
use super::sheet::{Anchor, Sheet};
use super::style::{AMBER, BLUE, INK, LABEL, MARGIN, PAPER, QUIET, SMALL, WIDTH};
use super::text::{count, fit_middle, percent, width};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::corpus::DocId;

const ROWS: usize = 40;
const OWN: RGBColor = RGBColor(0xe4, 0xe8, 0xed);

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let shares = &analysis.reuse.shares;
    let size = |d: DocId| analysis.n_units.get(d.index()).copied().unwrap_or(0);
    let mut ids: Vec<DocId> = (0..shares.len().min(analysis.corpus.len()) as u32)
        .map(DocId)
        .filter(|&d| size(d) > 0)
        .collect();
    let n = ids.len();
    let total: f64 = ids.iter().map(|&d| f64::from(size(d))).sum();
    let part = |f: fn(&crate::reuse::Shares) -> f64| {
        ids.iter().map(|&d| f(&shares[d.index()]) * f64::from(size(d))).sum::<f64>() / total
    };
    let (shared, formulaic) = (part(|s| s.shared), part(|s| s.formulaic));
    if n == 0 || shared + formulaic <= 0.0 {
        return None;
    }
    ids.sort_by(|a, b| shares[a.index()].own.total_cmp(&shares[b.index()].own).then(a.cmp(b)));
    ids.truncate(ROWS);

    let (p, q) = (percent(shared), percent(formulaic));
    let title = if shared > 0.0 {
        say(
            language,
            format!(
                "{p} of the text stands in passages shared between documents, {q} more in repeated phrases"
            ),
            format!("全部文字中{p}与其他文档成段相同，另有{q}为重复的语句"),
        )
    } else {
        say(
            language,
            format!("No passage is shared between documents; {q} of the text is repeated phrases"),
            format!("文档之间没有成段相同的文字，{q}为重复的语句"),
        )
    };
    let mut subtitle = say(
        language,
        "What each document is made of, least of its own first".into(),
        "各篇文档的构成，自有文字最少者在前".into(),
    );
    if n > ids.len() {
        subtitle += &say(
            language,
            format!("; the first {} of {}", ids.len(), count(n)),
            format!("；共{}篇，只列前{}篇", count(n), ids.len()),
        );
    }
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);
    let names = documents(analysis, &ids);
    let pitch = if ids.len() <= 20 { 34 } else { 24 };
    let bar = if ids.len() <= 20 { 24 } else { 18 };
    let label_size = if ids.len() <= 20 { LABEL } else { SMALL };
    let widest = names.iter().map(|t| width(t, label_size)).fold(0.0, f64::max);
    let label = (widest.ceil() as i32).clamp(60, 400);
    let x = MARGIN + label + 14;
    let room = f64::from(WIDTH - MARGIN - x);

    let parts = [
        (BLUE, PAPER, say(language, "shared passages".into(), "成段相同".into())),
        (AMBER, INK, say(language, "repeated phrases".into(), "重复语句".into())),
        (OWN, QUIET, say(language, "its own words".into(), "自有文字".into())),
    ];
    let mut at = x;
    for (color, _, text) in &parts {
        sheet.rect((at, y - 2), (12, 12), *color);
        sheet.text((at + 19, y + 4), SMALL, Anchor::Start, INK, text);
        at += 19 + width(text, SMALL).ceil() as i32 + 26;
    }
    let top = y + 24;
    for (i, (&id, name)) in ids.iter().zip(&names).enumerate() {
        let s = &shares[id.index()];
        let y = top + i as i32 * pitch;
        let middle = y + bar / 2;
        let name = fit_middle(name, label_size, f64::from(label));
        sheet.text((x - 12, middle), label_size, Anchor::End, INK, &name);
        let mut sum = 0.0;
        let mut left = x;
        for ((color, ink, _), share) in parts.iter().zip([s.shared, s.formulaic, s.own]) {
            let share = if share.is_finite() { share.clamp(0.0, 1.0 - sum) } else { 0.0 };
            sum += share;
            let right = x + (room * sum).round() as i32;
            sheet.rect((left, y), (right - left - 1, bar), *color);
            let written = percent(share);
            if width(&written, SMALL) + 12.0 <= f64::from(right - left) {
                sheet.text(((left + right) / 2, middle), SMALL, Anchor::Middle, *ink, &written);
            }
            left = right;
        }
    }
    let foot = top + ids.len() as i32 * pitch;
    sheet.source(foot - 6, &source(analysis, language));
    let alt = say(
        language,
        format!("Stacked bars of {} documents. {title}.", ids.len()),
        format!("{}篇文档构成的堆积条形图。{title}。", ids.len()),
    );
    let columns = parts.into_iter().map(|(_, _, name)| name);
    let columns = std::iter::once(say(language, "document".into(), "文档".into())).chain(columns);
    let row = |(&id, name): (&DocId, &String)| {
        let s = &shares[id.index()];
        vec![name.clone(), percent(s.shared), percent(s.formulaic), percent(s.own)]
    };
    let data = Data::new(columns, ids.iter().zip(&names).map(row).collect());
    sheet.finish("shares", title, alt, data)
}
