//! Slogans: the best ranked phrases as bars, by the documents that carry them, or by sections where
//! documents are few. The dark bar counts the words as written; the pale one adds documents that
//! carry only a variant of the family.

use std::collections::BTreeSet;

use super::labels::{Chosen, best_phrases, plural, quoted, source};
use super::sheet::{Anchor, Sheet};
use super::style::{BLUE, HAIR, INK, LABEL, MARGIN, PALE, QUIET, SMALL, WIDTH};
use super::text::{clean, count, width};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;

const ROWS: usize = 20;
/// Below this number of documents sections are counted, where there are more of them.
const FEW_DOCUMENTS: usize = 12;
const PITCH: i32 = 34;
const BAR: i32 = 22;

struct Bar {
    text: String,
    own: usize,
    any: usize,
    n_documents: usize,
}

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let n_documents = analysis.corpus.len();
    let n_sections: usize = analysis.section_units.iter().map(Vec::len).sum();
    let by_section = n_documents < FEW_DOCUMENTS && n_sections > n_documents;
    let mut bars: Vec<Bar> =
        best_phrases(analysis, ROWS).iter().map(|c| bar(c, by_section)).collect();
    bars.retain(|b| b.own > 0);
    // by what is shown; equal bars keep their rank
    bars.sort_by_key(|b| std::cmp::Reverse((b.own, b.any)));
    let first = bars.first()?;
    let most = bars.iter().map(|b| b.any).max()?.max(1);

    let (q, n, d) = (quoted(&first.text), count(first.own), count(first.n_documents));
    let (all, documents) = (count(n_sections), count(n_documents));
    let title = if by_section {
        say(
            language,
            format!(
                "{q} is in {n} of {all} sections, in {d} of {documents} document{}",
                plural(n_documents)
            ),
            format!("{q}见于{all}节中的{n}节、{documents}篇文档中的{d}篇"),
        )
    } else {
        say(
            language,
            format!("{q} is in {n} of {documents} documents"),
            format!("{q}见于{documents}篇文档中的{n}篇"),
        )
    };
    let (unit_en, unit_zh) = if by_section { ("sections", "节") } else { ("documents", "篇") };
    let subtitle = say(
        language,
        format!("The {} best ranked phrases, by {unit_en} that carry them", bars.len()),
        format!(
            "排名最前的{}条语句，按含有该语句的{}数",
            bars.len(),
            if by_section { "章节" } else { "文档" }
        ),
    );
    let (mut sheet, y) = Sheet::titled(&title, &subtitle, language);

    let with_variants = bars.iter().any(|b| b.any > b.own);
    let widest = bars.iter().map(|b| width(&b.text, LABEL)).fold(0.0, f64::max);
    let label = (widest.ceil() as i32).clamp(80, 470);
    let x = MARGIN + label + 14;
    let room = f64::from(WIDTH - MARGIN - 90 - x);
    let step = nice_step(most);
    let top = if with_variants { legend(&mut sheet, x, y, language) } else { y };
    let foot = top + PITCH * bars.len() as i32;
    let at = |n: usize| x + (room * n as f64 / most as f64).round() as i32;
    for tick in (0..=most).step_by(step) {
        sheet.line((at(tick), top), (at(tick), foot), HAIR);
        sheet.text((at(tick), foot + 16), SMALL, Anchor::Middle, QUIET, &count(tick));
    }
    for (i, bar) in bars.iter().enumerate() {
        let y = top + i as i32 * PITCH + (PITCH - BAR) / 2;
        let middle = y + BAR / 2;
        sheet.label((x - 12, middle), LABEL, label, PITCH, &bar.text);
        sheet.rect((at(bar.own), y), (at(bar.any) - at(bar.own), BAR), PALE);
        sheet.rect((x, y), ((at(bar.own) - x).max(1), BAR), BLUE);
        let own = count(bar.own);
        let end = at(bar.any) + 9;
        sheet.text((end, middle), LABEL, Anchor::Start, INK, &own);
        if bar.any > bar.own {
            let more = format!("+{}", count(bar.any - bar.own));
            let next = end + width(&own, LABEL).ceil() as i32 + 6;
            sheet.text((next, middle), SMALL, Anchor::Start, QUIET, &more);
        }
    }
    sheet.source(foot + 20, &source(analysis, language));
    let list: Vec<String> = bars
        .iter()
        .take(5)
        .map(|b| {
            say(
                language,
                format!("{} {}", quoted(&b.text), count(b.own)),
                format!("{}{}{unit_zh}", quoted(&b.text), count(b.own)),
            )
        })
        .collect();
    let alt = say(
        language,
        format!("Bars of {} phrases by number of {unit_en}: {}.", bars.len(), list.join(", ")),
        format!("{}条语句的条形图：{}。", bars.len(), list.join("，")),
    );
    let columns = [
        say(language, "phrase".into(), "提法".into()),
        say(language, format!("{unit_en}, in these words"), format!("原文如此（{unit_zh}）")),
        say(language, format!("{unit_en}, only in a variant"), format!("仅见变体（{unit_zh}）")),
    ];
    let row = |b: &Bar| vec![b.text.clone(), count(b.own), count(b.any - b.own)];
    sheet.finish("slogans", title, alt, Data::new(columns, bars.iter().map(row).collect()))
}

fn bar(chosen: &Chosen, by_section: bool) -> Bar {
    let phrase = chosen.phrase;
    let own = if by_section { phrase.n_sections } else { phrase.n_documents } as usize;
    let carriers: BTreeSet<_> = chosen
        .variants
        .iter()
        .flat_map(|p| &p.places)
        .map(|p| (p.document, by_section.then_some(p.section)))
        .collect();
    Bar {
        text: clean(&phrase.text),
        own,
        any: carriers.len().max(own),
        n_documents: phrase.n_documents as usize,
    }
}

fn legend(sheet: &mut Sheet, x: i32, y: i32, language: Language) -> i32 {
    let entries = [
        (BLUE, say(language, "in these words".into(), "原文如此".into())),
        (PALE, say(language, "only in a variant".into(), "仅见变体".into())),
    ];
    let mut x = x;
    for (color, text) in entries {
        sheet.rect((x, y - 2), (12, 12), color);
        sheet.text((x + 19, y + 4), SMALL, Anchor::Start, QUIET, &text);
        x += 19 + width(&text, SMALL).ceil() as i32 + 22;
    }
    y + 24
}

/// The step of 1, 2 or 5 times a power of ten that gives at most six hairlines.
fn nice_step(most: usize) -> usize {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if most / step <= 5 {
                return step;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hairlines_are_at_most_six_and_round() {
        assert_eq!(nice_step(1), 1);
        assert_eq!(nice_step(5), 1);
        assert_eq!(nice_step(12), 5);
        assert_eq!(nice_step(412), 100);
        for most in 1..5000 {
            assert!(most / nice_step(most) <= 5);
        }
    }
}
