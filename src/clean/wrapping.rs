//! Hard-wrapped text: lines of one width, cut wherever the line was full.
//!
//! The width is the ninetieth percentile of the unfinished lines that another line follows
//! directly. A document is wrapped when most of those lines are full (the next word would not have
//! fitted), few lines are wider, most end without a mark, and sentences end inside lines: verse and lists of
//! headlines have lines of one width too, but end them with marks, or hold no sentence end.

use super::lines::Line;
use crate::fold::is_wide;
use crate::segment::kinds::{has_sentence, looks_like_heading};

/// Narrowest column that counts as wrapped, in columns.
const MIN_WIDTH: usize = 24;
/// Fewest unfinished lines that show a width.
const MIN_LINES: usize = 3;
/// A Chinese line may be this much short, where a mark may not begin a line.
const SLACK: usize = 2;

/// The width a document was wrapped at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    width: usize,
    /// Whether paragraphs are set apart by indentation or blank lines.
    set_apart: bool,
}

impl Wrapping {
    /// The wrapping of a document, if it is wrapped; `ended` tells which lines end a sentence.
    pub fn of(lines: &[Line], ended: &[bool]) -> Option<Self> {
        let pairs: Vec<(&Line, &Line)> = lines
            .windows(2)
            .zip(ended)
            .filter(|(w, ended)| !**ended && !w[1].blank_before && w[0].columns() >= MIN_WIDTH)
            .map(|(w, _)| (&w[0], &w[1]))
            .collect();
        if pairs.len() < MIN_LINES {
            return None;
        }
        let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| line.columns()).collect();
        widths.sort_unstable();
        let indented = lines.windows(2).any(|w| w[1].indent > w[0].indent + 1);
        let set_apart = indented || lines.iter().skip(1).any(|l| l.blank_before);
        let wrapping = Self { width: widths[(widths.len() - 1) * 9 / 10], set_apart };
        let full = pairs.iter().filter(|(line, next)| wrapping.is_full(line, next)).count();
        let wider = lines.iter().filter(|l| l.columns() > wrapping.width + 6).count();
        let within = lines.iter().filter(|l| sentence_within(l.text())).count();
        let capital = pairs
            .iter()
            .filter(|(_, next)| next.text().chars().next().is_some_and(char::is_uppercase))
            .count();
        // verse ends its lines with a mark, wrapping anywhere
        let marks = pairs.iter().filter(|(line, _)| ends_in_mark(line.text())).count();
        (marks * 2 <= pairs.len()
            && full * 10 >= pairs.len() * 6
            && wider * 10 <= lines.len()
            && within * 10 >= lines.len()
            && capital * 2 <= pairs.len())
        .then_some(wrapping)
    }

    /// Whether a paragraph goes on behind a full line.
    pub fn goes_on(&self, line: &Line, next: &Line, ended: bool) -> bool {
        if !self.is_full(line, next) {
            return false;
        }
        if next.blank_before {
            return !ended && !looks_like_heading(next.text()) && !starts_capital(next);
        }
        !ended || self.set_apart
    }

    /// Whether the beginning of the next line would not have fitted on this one.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let spaced = !line.text().chars().next_back().is_some_and(is_wide);
        let slack = if spaced { 0 } else { SLACK };
        line.columns() + usize::from(spaced) + first_width(next.text()) + slack > self.width
    }
}

fn starts_capital(line: &Line) -> bool {
    line.text().chars().next().is_some_and(char::is_uppercase)
}

/// Columns of the first word: a wide character, or a run of others up to a space.
fn first_width(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if is_wide(c) => 2,
        Some(_) => 1 + chars.take(40).take_while(|&c| !c.is_whitespace() && !is_wide(c)).count(),
        None => 0,
    }
}

fn ends_in_mark(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| !c.is_alphanumeric())
}

/// Whether a sentence ends before the end of the line.
fn sentence_within(text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    has_sentence(body) || body.contains(['？', '！']) || body.contains("? ") || body.contains("! ")
}

#[cfg(test)]
mod tests {
    use super::super::joining::join;
    use super::super::lines::lines;

    fn joined(source: &str) -> Vec<String> {
        let (paragraphs, _) = join(source, lines(source, 0));
        paragraphs.iter().map(|p| p.excerpt.text().to_string()).collect()
    }

    #[test]
    fn chinese_wrapped_text_is_joined_at_full_lines() {
        let source = "    一、河道治理的起源\n    清河市的河道治理开始于上个世纪。当时的\n水利部门组织群众疏浚河道，修建堤坝，先后\n完成三期工程。经过多年努力，河道面貌一新\n，水质逐年好转。\n    进入新世纪以来，治理方式有了新的变化。";
        assert_eq!(
            joined(source),
            [
                "一、河道治理的起源",
                "清河市的河道治理开始于上个世纪。当时的水利部门组织群众疏浚河道，修建堤坝，先后完成三期工程。经过多年努力，河道面貌一新，水质逐年好转。",
                "进入新世纪以来，治理方式有了新的变化。"
            ]
        );
    }

    #[test]
    fn english_wrapped_text_keeps_its_paragraphs() {
        let source = "The harbour wall was built in the spring of that\nyear. Boats had come up the river before, but the\ntide had taken most of the landing places away.\nNobody had written to the council about it, and\nfew had cared.\n\nA second wall followed in the autumn. It was lower\nand it did not last.";
        let paragraphs = joined(source);
        assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
        assert!(
            paragraphs[0]
                .ends_with("away. Nobody had written to the council about it, and few had cared.")
        );
    }
}
