//! Labels: the words at the beginning of a line that may name who speaks.
//!
//! ```text
//! 国务院总理李小明：…   王小明（市长）：…   【主持人】…   ○王小明委员 …   问：…
//! JANE DOE: …   Mr. SMITH. …   Ms. DOE of Harbour County. …   The PRESIDENT. …   Q: …
//! ```
//!
//! Here only the form counts; every line passes, so it is told by the first characters before a
//! pattern is tried. Whether the words name a speaker is judged in [`super::names`], and whether the
//! lines are turns of speech is for the document to show ([`super::turns`]).

use std::sync::LazyLock;

use regex::Regex;

use super::byline::{FAMILY, FAMILY_TWO, OFFICE};
use super::names::{HAN_ADDRESS, ROLES};
use crate::fold::is_han;

/// Longest label in characters.
const MAX_CHARS: usize = 48;

/// How a line shows its speaker: turns of one document share a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Before a colon.
    Colon,
    /// In square brackets: 【王小明】
    Bracket,
    /// Behind a circle: ○王小明委员
    Circle,
    /// Before a full stop: Mr. SMITH.
    Stop,
    /// Alone on its line.
    Alone,
}

/// A possible label: the bytes of its line that hold the speaker, and where the speech begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub form: Form,
    pub start: usize,
    pub end: usize,
    pub speech: usize,
}

/// The stretch at the beginning of a line that has the form of a label; cheap, for every line.
pub(super) fn label(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    match first {
        '【' | '［' | '[' => bracketed(line, first).or_else(|| colon(line)),
        '○' | '〇' | '◯' | '●' | '◎' | '◆' => {
            circled(line, first).or_else(|| colon(line))
        }
        'A'..='Z' => stopped(line).or_else(|| colon(line)).or_else(|| asked(line)),
        _ => colon(line),
    }
}

/// A line that is nothing but what could be a label, perhaps with a time behind it.
pub(super) fn alone(line: &str) -> Option<Label> {
    static TIME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\s(（\[]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[)）\]]?$").ok());
    let short = line.len() <= MAX_CHARS && !line.ends_with(['。', '！', '？', '；', '!', '?', ';']);
    let first = line.chars().next().filter(|c| c.is_uppercase() || is_han(*c));
    if !short || first.is_none() {
        return None;
    }
    let timed = line.ends_with(|c: char| c.is_ascii_digit() || ")）]".contains(c));
    let time = TIME.as_ref().filter(|_| timed).and_then(|time| time.find(line));
    let end = time.map_or(line.len(), |time| time.start());
    Some(Label { form: Form::Alone, start: 0, end, speech: line.len() })
}

/// `label: speech`, perhaps behind a time of day or a bullet.
fn colon(line: &str) -> Option<Label> {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[\[(（]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\])）]?\s*|[•·*■□▶○●◆—–-]\s*)+")
            .ok()
    });
    let leads = line.starts_with(|c: char| c.is_ascii_digit() || "[(（•·*■□▶○●◆—–-".contains(c));
    let lead = LEAD.as_ref().filter(|_| leads).and_then(|lead| lead.find(line));
    let start = lead.map_or(0, |lead| lead.end());
    let stops = ['。', '，', '；', '！', '？', ';', '!', '?', '\t'];
    let (mut depth, mut at) = (0u32, None);
    for (i, c) in line[start..].char_indices().take(MAX_CHARS + 1) {
        match c {
            '(' | '（' | '《' => depth += 1,
            ')' | '）' | '》' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 => {
                at = Some((start + i, c.len_utf8()));
                break;
            }
            c if stops.contains(&c) => return None,
            _ => {}
        }
    }
    let (colon, length) = at?;
    let speech = &line[colon + length..];
    // a time, a ratio, an address
    let glued = speech.starts_with(|c: char| c.is_ascii_digit() || c == '/');
    if glued
        || length == 1
            && !speech.is_empty()
            && speech.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return None;
    }
    span(line, Form::Colon, start, colon, colon + length)
}

/// 【label】speech
fn bracketed(line: &str, open: char) -> Option<Label> {
    let close = match open {
        '【' => '】',
        '［' => '］',
        _ => ']',
    };
    let start = open.len_utf8();
    let (i, _) = line.char_indices().take(MAX_CHARS).find(|&(_, c)| c == close)?;
    // a time of day
    if line[start..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let speech = &line[i + close.len_utf8()..];
    let speech = speech.trim_start().trim_start_matches(['：', ':']);
    span(line, Form::Bracket, start, i, line.len() - speech.len())
}

/// ○label speech; cleaning closes the space behind a Chinese label, so that only its words end it.
fn circled(line: &str, circle: char) -> Option<Label> {
    static CIRCLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let bracket = r"[(（][^()（）]{1,24}[)）]";
        Regex::new(&format!(
            concat!(
                r"^(?:(?:{two}|{family})\p{{Han}}{{1,2}}(?:{office}|{address})",
                r"|\p{{Han}}{{0,12}}?{office}{bracket})"
            ),
            two = FAMILY_TWO,
            family = FAMILY,
            office = OFFICE,
            address = HAN_ADDRESS,
            bracket = bracket,
        ))
        .ok()
    });
    let rest = &line[circle.len_utf8()..];
    let start = line.len() - rest.trim_start().len();
    let found = CIRCLED.as_ref()?.find(&line[start..])?;
    let end = start + found.end();
    let speech = line[end..].trim_start_matches(['：', ':', '\u{3000}', ' ']);
    span(line, Form::Circle, start, end, line.len() - speech.len())
}

/// `Mr. SMITH. Speech`, `The PRESIDENT. Speech`, `Ms. DOE of Harbour County. Speech`
fn stopped(line: &str) -> Option<Label> {
    static STOPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^((?:Mr|Mrs|Ms|Miss|Dr|Senator|Sen|Representative|Rep|Chairman|Chairwoman|The|Audience)\.?",
            r"(?:\s(?:\p{Lu}[\p{L}'’\-]+|\p{Lu}\.|of|pro|tempore|de|von|van|la|[Mm]embers?)){1,6}",
            r"(?:\s\([^()]{1,40}\))?)\.(?:\s|[—–-]|$)"
        ))
        .ok()
    });
    static ASKED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([QA])\.\s").ok());
    let starts = [
        "Mr",
        "Ms",
        "Miss",
        "Dr",
        "Sen",
        "Rep",
        "Chairm",
        "Chairw",
        "The ",
        "Audience ",
        "Q.",
        "A.",
    ];
    if !starts.iter().any(|start| line.starts_with(start)) {
        return None;
    }
    let found = STOPPED.as_ref().and_then(|stopped| stopped.captures(line));
    let found = found.or_else(|| ASKED.as_ref().and_then(|asked| asked.captures(line)))?;
    let name = found.get(1)?;
    // many a sentence begins with `The`: what follows is in capitals or a role
    let the = name.as_str().strip_prefix("The ");
    let capitals = |word: &str| word.len() > 1 && !word.chars().any(char::is_lowercase);
    if the.is_some_and(|office| {
        !office.split(' ').any(capitals) && !ROLES.contains(&office.to_lowercase().as_str())
    }) {
        return None;
    }
    let end = found.get(0).map_or(name.end(), |all| all.end());
    span(line, Form::Stop, 0, name.end(), end)
}

/// `Q  Speech`, as in press briefings.
fn asked(line: &str) -> Option<Label> {
    let rest = line.strip_prefix('Q')?;
    let speech = rest.trim_start();
    let speaks = speech.starts_with(|c: char| c.is_uppercase() || "“\"(—".contains(c));
    (rest.len() > speech.len() && speaks).then_some(Label {
        form: Form::Colon,
        start: 0,
        end: 1,
        speech: line.len() - speech.len(),
    })
}

/// A label without the spaces and brackets at its edges.
fn span(line: &str, form: Form, start: usize, end: usize, speech: usize) -> Option<Label> {
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '【' | '】' | '[' | ']' | '［' | '］' | '*');
    let text = line.get(start..end)?;
    let from = start + text.len() - text.trim_start_matches(edge).len();
    let label = text.trim_matches(edge);
    let chars = label.chars().count();
    (1..=MAX_CHARS).contains(&chars).then_some(Label {
        form,
        start: from,
        end: from + label.len(),
        speech,
    })
}

#[cfg(test)]
mod tests {
    use super::super::names::{Strength, strength};
    use super::*;

    fn judged(line: &str) -> Option<(&str, Form, Option<Strength>)> {
        let label = label(line)?;
        let speaker = &line[label.start..label.end];
        Some((speaker, label.form, strength(speaker, label.form)))
    }

    #[test]
    fn only_the_speakers_words_are_the_label() {
        for (line, speaker, form) in [
            ("国务院总理李小明：谢谢。", "国务院总理李小明", Form::Colon),
            ("王小明（清河市：市长）: 好。", "王小明（清河市：市长）", Form::Colon),
            ("【主持人】：好。", "主持人", Form::Bracket),
            ("○王小明委员我建议。", "王小明委员", Form::Circle),
            ("[00:01:23] SENATOR DOE: Yes.", "SENATOR DOE", Form::Colon),
            ("Ms. DOE of Harbour County. I rise.", "Ms. DOE of Harbour County", Form::Stop),
            (
                "The PRESIDING OFFICER (Mr. ROE). Yes.",
                "The PRESIDING OFFICER (Mr. ROE)",
                Form::Stop,
            ),
            ("Audience members. Boo!", "Audience members", Form::Stop),
            ("Dr. Jane Q. Doe (Harbour): Yes.", "Dr. Jane Q. Doe (Harbour)", Form::Colon),
            ("Reporter 2: Why?", "Reporter 2", Form::Colon),
            ("Q  Why?", "Q", Form::Colon),
        ] {
            let found = judged(line);
            assert_eq!(found, Some((speaker, form, Some(Strength::Sure))), "{line}");
        }
    }

    #[test]
    fn fields_and_sentences_name_no_speaker() {
        for line in [
            "会议指出：要统一思想。",
            "目标：建成港口。",
            "来源：清河日报",
            "时间：十点。",
            "他说：好。",
            "王小明说：好。",
            "Note: Closed.",
            "Time: 10:00",
            "The boats came home. Then it rained.",
            "https://example.org",
            "10:30 Tea",
            "Key Points: Boats.",
            "Mr. Smith went home: he was tired.",
        ] {
            let found = judged(line).and_then(|found| found.2);
            assert!(found < Some(Strength::Name), "{line} {found:?}");
        }
    }
}
