//! Turns of speech: the lines of a transcript at which another speaks.
//!
//! ```text
//! 主持人：各位上午好。        ← turn          Mr. SMITH. I rise in support.   ← turn
//! 王小明（市长）：谢谢。       ← turn          The harbour needs a wall.       ← still his
//! 我先作介绍。               ← still his      The PRESIDENT. Without objection. ← turn
//! ```
//!
//! A label proves nothing by itself, for `Note: …` and 目标：… look like one. Lines are turns only
//! where the document looks like a transcript: at least three labels of one form, two speakers,
//! sentences behind most of them, some that say I, we or you or ask, and either roles and titles or
//! names that come again. A word that may or may not be a name counts where it comes again, or where
//! roles show that the lines are turns. Every turn is a section, however short: an analyst can then tell who says
//! what, and short sections weigh little. The speaker is only the label; a heading directly before
//! a turn is the turn's. Paragraphs without a label belong to the turn before them.

use rustc_hash::FxHashMap;

use super::Start;
use super::kinds::{ends_sentence, is_running};
use super::label::{Form, Label, alone, label};
use super::names::{Strength, strength};
use crate::corpus::{ParagraphKind, Span, Text};

/// Fewest turns of a transcript.
const MIN_TURNS: usize = 3;
/// A name that is only a word must come so often.
const MIN_WEAK: usize = 3;
/// Where only names tell of turns, a turn has no more paragraphs than this on average.
const MAX_PARAGRAPHS: usize = 8;
/// Bytes of a turn that are searched for signs of speech.
const WINDOW: usize = 600;

/// A line that may be a turn.
#[derive(Debug, Clone, Copy)]
struct Turn<'t> {
    paragraph: usize,
    label: Label,
    speaker: &'t str,
    strength: Strength,
    /// What is said on the line, or on the next where the label is alone.
    speech: &'t str,
}

/// The turns of a transcript, if the document is one; marks their lines as what they are.
pub(super) fn starts(text: &mut Text) -> Option<Vec<Start>> {
    let turns = transcript(text)?;
    let mut starts: Vec<Start> = Vec::with_capacity(turns.len());
    for (i, &(paragraph, speaker, is_alone)) in turns.iter().enumerate() {
        let floor = if i == 0 { 0 } else { turns[i - 1].0 + 1 };
        let above = paragraph.checked_sub(1).filter(|&above| above >= floor.max(1));
        let heading = above
            .and_then(|above| text.paragraphs.get(above))
            .filter(|above| above.kind == ParagraphKind::Heading)
            .map(|above| above.span)
            // a point of the speech before
            .filter(|&above| !text.slice(above).starts_with('—'));
        let first = paragraph - usize::from(heading.is_some());
        starts.push(Start { first, heading, speaker: Some(speaker) });
        if let Some(line) = text.paragraphs.get_mut(paragraph) {
            line.kind = if is_alone { ParagraphKind::Byline } else { ParagraphKind::Body };
        }
    }
    Some(starts)
}

/// Paragraph and speaker of every turn, and whether the speaker stands alone on the line.
fn transcript(text: &Text) -> Option<Vec<(usize, Span, bool)>> {
    let line = |i: usize| text.paragraphs.get(i).map_or("", |p| text.slice(p.span));
    let labels: Vec<(usize, Label)> =
        (0..text.paragraphs.len()).filter_map(|i| label(line(i)).map(|label| (i, label))).collect();
    let mut turns: Vec<Turn> = Vec::new();
    for form in [Form::Colon, Form::Bracket, Form::Circle, Form::Stop] {
        let of_form = labels.iter().filter(|(_, label)| label.form == form);
        if of_form.clone().count() >= MIN_TURNS {
            turns.extend(spoken(text, of_form.copied()));
        }
    }
    if turns.is_empty() {
        turns = spoken(text, recurring(text).into_iter());
    }
    turns.sort_by_key(|turn| turn.paragraph);
    turns.dedup_by_key(|turn| turn.paragraph);
    let first = turns.first().and_then(|turn| text.paragraphs.get(turn.paragraph))?;
    // quoted somewhere in a longer text they would not divide it
    (first.span.start as usize * 5 <= text.text.len() * 3).then(|| {
        turns
            .iter()
            .filter_map(|turn| {
                let start = text.paragraphs.get(turn.paragraph)?.span.start as usize;
                let speaker = Span::new(start + turn.label.start, start + turn.label.end);
                Some((turn.paragraph, speaker, turn.label.form == Form::Alone))
            })
            .collect()
    })
}

/// Lines that are nothing but a possible speaker and come again.
fn recurring(text: &Text) -> Vec<(usize, Label)> {
    let mut lines: FxHashMap<&str, u32> = FxHashMap::default();
    let mut found: Vec<(usize, Label)> = Vec::new();
    for (i, paragraph) in text.paragraphs.iter().enumerate() {
        let line = text.slice(paragraph.span);
        if let Some(label) = alone(line) {
            *lines.entry(&line[..label.end]).or_default() += 1;
            found.push((i, label));
        }
    }
    found.retain(|&(i, label)| {
        let line = text.paragraphs.get(i).map_or("", |p| text.slice(p.span));
        lines.get(&line[..label.end]).is_some_and(|&n| n > 1) || label.end < line.len()
    });
    found
}

/// The turns among labels of one form; none if they do not make a transcript.
fn spoken<'t>(text: &'t Text, labels: impl Iterator<Item = (usize, Label)>) -> Vec<Turn<'t>> {
    let line = |i: usize| text.paragraphs.get(i).map_or("", |p| text.slice(p.span));
    let mut strengths: FxHashMap<&str, Option<Strength>> = FxHashMap::default();
    let mut turns: Vec<Turn> = labels
        .filter_map(|(paragraph, label)| {
            let speaker = line(paragraph).get(label.start..label.end)?;
            let strength =
                *strengths.entry(speaker).or_insert_with(|| strength(speaker, label.form));
            let here = line(paragraph).get(label.speech..)?.trim();
            let speech = if here.is_empty() { line(paragraph + 1) } else { here };
            Some(Turn { paragraph, label, speaker, strength: strength?, speech })
        })
        .collect();
    let mut counts = count(&turns);
    let has_roles =
        turns.iter().filter(|turn| turn.strength == Strength::Sure).count() >= MIN_TURNS;
    turns.retain(|turn| {
        turn.strength > Strength::Weak
            || has_roles
            || counts.get(turn.speaker).is_some_and(|&n| n >= MIN_WEAK)
    });
    counts = count(&turns);
    let first = turns.first().map_or(0, |turn| turn.paragraph);
    let dense = turns.len() * MAX_PARAGRAPHS >= text.paragraphs.len() - first;
    if is_transcript(&turns, &counts, dense) { turns } else { Vec::new() }
}

fn count<'t>(turns: &[Turn<'t>]) -> FxHashMap<&'t str, usize> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for turn in turns {
        *counts.entry(turn.speaker).or_default() += 1;
    }
    counts
}

fn is_transcript(turns: &[Turn], counts: &FxHashMap<&str, usize>, dense: bool) -> bool {
    let n = turns.len();
    if n < MIN_TURNS || counts.len() < 2 {
        return false;
    }
    let share = |least: f64, is: &dyn Fn(&Turn) -> bool| {
        turns.iter().filter(|&turn| is(turn)).count() as f64 >= least * n as f64
    };
    let said = |turn: &Turn| ends_sentence(turn.speech) || is_running(turn.speech);
    let signs = |turn: &Turn| Signs::of(turn.speech);
    if !share(0.5, &said) || !share(0.25, &|turn| signs(turn).speech) {
        return false;
    }
    let alone = turns.first().is_some_and(|turn| turn.label.form == Form::Alone);
    let repeats = counts.values().filter(|&&n| n > 1).count();
    let sure = share(0.25, &|turn| turn.strength == Strength::Sure);
    if alone {
        // headings recur as well: two must, and most of what follows must be speech
        let timed = share(0.9, &|turn| turn.label.end < turn.label.speech);
        return timed || repeats > 1 && n > MIN_TURNS && share(0.5, &|turn| signs(turn).speech);
    }
    if sure {
        return repeats > 0 || share(0.5, &|turn| signs(turn).speech);
    }
    // names alone: they come again, take turns, and someone says I or asks
    let changes = turns.windows(2).filter(|w| w[0].speaker != w[1].speaker).count();
    let named = share(0.5, &|turn| turn.strength > Strength::Weak);
    let often = counts.values().filter(|&&n| n >= MIN_WEAK).count() > 1;
    dense
        && repeats > 0
        && (named || often)
        && changes * 2 >= n - 1
        && share(0.25, &|turn| signs(turn).first_person || signs(turn).asks)
}

/// What shows that a text is spoken.
struct Signs {
    first_person: bool,
    asks: bool,
    speech: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut end = text.len().min(WINDOW);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let asks = text.contains(['?', '？']);
        let mut first_person = false;
        let mut second = false;
        for (i, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            match c {
                // 我国, 我市 and the like are written by offices
                '我' => {
                    let next = text[i + c.len_utf8()..].chars().next();
                    first_person |=
                        !next.is_some_and(|c| "国市省县区院部局委校厂军党州镇乡村".contains(c));
                }
                '你' | '您' | '吗' | '谢' | '咱' | '請' | '请' => second = true,
                _ => {}
            }
        }
        for word in text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))) {
            let word = word.split(['\'', '’']).next().unwrap_or(word);
            if word.len() > 5 {
                continue;
            }
            match word.to_lowercase().as_str() {
                "i" | "my" | "me" | "we" | "our" => first_person = true,
                "us" | "you" | "your" | "thank" => second = true,
                _ => {}
            }
        }
        Self { first_person, asks, speech: first_person || second || asks }
    }
}
