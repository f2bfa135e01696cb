//! Memory: what a run will need, and the leaner forms of stages for those who have less.
//!
//! ```text
//! U units, W words, B bytes of text, D documents          (U and W estimated from a sample before anything is cut)
//! T          B + 2 KB · D               texts, and what is known of documents
//! similar    T + 4 W + 6 U + S         S: 24 U for every shingle, or 4,300 D for least hashes and TF-IDF rows
//! themes     T + 4 W + 6 U + 18 KiB · min(D, 20,000) + 4 KiB · D      texts that are fitted, places of all
//!            + 4 U                     suffixes, where they are sorted beside themes
//! index      T + 18 U                  stream, and what sorting the suffixes takes
//! phrases    T + 17 U                  index, edges of words, what covers what, places
//! reuse      T + 21 U + 8 L            index, content units, places of phrases, passages, L links at once
//! ```
//!
//! Every stage is exact whatever its form, but for one: of documents whose shingles are not kept, pairs with
//! less than half of their wording in common may be missing from the similar ones. The form that
//! needs least time is taken while it fits. What cannot be kept in any form is an error before
//! anything is found in the cleaned texts, and says what to change. Words are given back before the index
//! is built. The figures a unit were read off the structures and set beside measured peaks
//! (`benches/record`).

use crate::analysis::Findings;
use crate::corpus::Text;
use crate::error::{Error, Result};
use crate::fold::is_han;
use crate::read::limits::ByteSize;

/// Units up to which every shingle is kept where no limit is given.
pub const MANY_UNITS: u64 = 1 << 27;
/// Links of passages made at once: as many as are worth a pass over the seeds, and the fewest.
const LINKS: [u64; 4] = [1 << 26, 1 << 25, 1 << 24, 1 << 22];
/// Texts that themes are found in at most, and bytes of each.
const FITTED: u64 = 20_000;
const FIT: u64 = 18 << 10;
/// Bytes of a link.
const LINK: u64 = 8;
/// Documents looked at to estimate their units.
const SAMPLE: usize = 1_000;
/// What the program holds beside: dictionary, program, buffers, findings of a small corpus.
const GROUND: u64 = 160 << 20;

/// The forms that stages take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms {
    /// Whether the shingles of every document are kept.
    pub keeps_shingles: bool,
    /// Whether one thread sorts suffixes while the others find themes.
    pub sorts_early: bool,
    /// Links of passages made at once.
    pub links: u64,
}

impl Default for Forms {
    fn default() -> Self {
        Self { keeps_shingles: true, sorts_early: true, links: LINKS[0] }
    }
}

/// How large a corpus is, as far as it can be told before it is cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Documents.
    pub documents: u64,
    /// Bytes of text.
    pub bytes: u64,
    /// Units, about.
    pub units: u64,
    /// Words, about.
    pub words: u64,
}

impl Size {
    /// The size of a corpus: a Han character is a unit and half a word or more, other text has words.
    pub fn of(texts: &[Text]) -> Self {
        let bytes: u64 = texts.iter().map(|t| t.text.len() as u64).sum();
        let (mut read, mut units, mut words) = (0u64, 0u64, 0u64);
        for text in texts.iter().step_by(texts.len().div_ceil(SAMPLE).max(1)) {
            let mut inside = false;
            for c in text.text.chars() {
                let is_letter = c.is_alphanumeric() && !is_han(c);
                let begins = is_letter && !inside;
                let is_mark = !is_letter && !c.is_whitespace();
                units += u64::from(begins || is_mark);
                words += 2 * u64::from(begins) + u64::from(is_han(c));
                inside = is_letter;
            }
            read += text.text.len() as u64;
        }
        let whole = |n: u64| (n as f64 * bytes as f64 / read.max(1) as f64) as u64;
        // Chinese words have less than two characters on average, counted here in halves.
        let size = Self { documents: texts.len() as u64, bytes, ..Self::default() };
        Self { units: whole(units), words: whole(words) * 3 / 5, ..size }
    }
}

/// The forms of a run, the fastest that fit into `limit` bytes.
///
/// # Errors
/// [`Error::Limit`] where none fits: what is needed, and what to change.
pub fn plan(size: &Size, findings: Findings, limit: Option<ByteSize>) -> Result<Forms> {
    let Some(limit) = limit else {
        let keeps_shingles = size.units < MANY_UNITS;
        return Ok(Forms { keeps_shingles, ..Forms::default() });
    };
    let room = limit.0;
    let fits = |need: u64| need <= room;
    let fastest = Forms { keeps_shingles: size.units < MANY_UNITS, ..Forms::default() };
    let leanest =
        Forms { keeps_shingles: false, sorts_early: false, links: LINKS[LINKS.len() - 1] };
    let forms = Forms {
        keeps_shingles: fastest.keeps_shingles && fits(similarity(size, fastest)),
        sorts_early: fits(themes(size, true)),
        links: LINKS
            .into_iter()
            .find(|&links| fits(reuse(size, Forms { links, ..fastest })))
            .unwrap_or(leanest.links),
    };
    let needs = needs(size, findings, forms);
    let Some(&(stage, need)) = needs.iter().max_by_key(|n| n.1) else { return Ok(forms) };
    if fits(need) {
        return Ok(forms);
    }
    let up = |bytes: u64| format!("{}M", bytes.div_ceil(1 << 20));
    let mut advice = format!("allow {} (--max-memory {})", up(need), up(need));
    let growing = |bytes: u64| bytes.saturating_sub(GROUND + FITTED * FIT + LINK * leanest.links);
    let share = growing(room) as f64 / growing(need).max(1) as f64;
    if share > 0.0 {
        advice += &format!(
            ", or give about {} of the {} documents",
            (size.documents as f64 * share) as u64,
            size.documents
        );
    }
    let lighter =
        Findings { phrases: false, reuse: false, trends: false, keyness: false, ..findings };
    let most = self::needs(size, lighter, forms).iter().map(|n| n.1).max();
    if findings != lighter && (lighter.themes || lighter.similarity) && most.is_some_and(fits) {
        advice += ", or ask for themes or similar documents alone";
    }
    Err(Error::Limit {
        what: format!(
            "{} of memory for the stage `{stage}` of {} units of text",
            up(need),
            size.units
        ),
        limit: room,
        advice,
    })
}

/// What each stage needs at most, in bytes.
fn needs(size: &Size, findings: Findings, forms: Forms) -> Vec<(&'static str, u64)> {
    let Size { bytes, units, words, .. } = *size;
    let by_words = findings.themes || findings.similarity || findings.keyness;
    let base = texts(size);
    let with_words = base + if by_words { 4 * words } else { 0 };
    let index = findings.phrases || findings.reuse || findings.keyness || findings.trends;
    let mut needs = vec![("clean", base + bytes), ("tokenize", with_words + 12 * units)];
    if findings.similarity || findings.themes {
        needs.push(("similarity", similarity(size, forms)));
    }
    if findings.themes {
        needs.push(("themes", themes(size, index && forms.sorts_early)));
    }
    if index {
        needs.push(("concordance", base + 18 * units));
        needs.push(("phrases", base + 17 * units));
    }
    if findings.reuse {
        needs.push(("reuse", reuse(size, forms)));
    }
    needs
}

fn reuse(size: &Size, forms: Forms) -> u64 {
    // A corpus has fewer links than units, so that a small one never fills a pass.
    texts(size) + 21 * size.units + LINK * forms.links.min(size.units)
}

fn themes(size: &Size, sorts: bool) -> u64 {
    let Size { documents, units, words, .. } = *size;
    let of_texts = FIT * documents.min(FITTED) + 4_096 * documents;
    let suffixes = if sorts { 4 * units } else { 0 };
    texts(size) + 4 * words + 6 * units + of_texts + suffixes
}

fn similarity(size: &Size, forms: Forms) -> u64 {
    let Size { documents, units, words, .. } = *size;
    let compared = if forms.keeps_shingles { 24 * units } else { 4_300 * documents };
    texts(size) + 4 * words + 6 * units + compared
}

fn texts(size: &Size) -> u64 {
    GROUND + size.bytes + 2_000 * size.documents
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn size(documents: u64) -> Size {
        Size { documents, bytes: 2_100 * documents, units: 700 * documents, words: 400 * documents }
    }

    fn planned(documents: u64, limit: u64) -> Result<Forms> {
        plan(&size(documents), Findings::ALL, Some(ByteSize(limit << 20)))
    }

    #[test]
    fn the_fastest_forms_that_fit_are_taken() {
        assert_eq!(plan(&size(1_000), Findings::ALL, None).unwrap(), Forms::default());
        assert_eq!(planned(1_000, 1_000).unwrap(), Forms::default());
        let lean = planned(100_000, 2_300).unwrap();
        assert!(!lean.keeps_shingles && lean.links < LINKS[0], "{lean:?}");
        let leaner = planned(100_000, 2_100).unwrap();
        assert!(lean.sorts_early && !leaner.sorts_early, "{lean:?} {leaner:?}");
        let many = plan(&size(1_000_000), Findings::ALL, None).unwrap();
        assert!(!many.keeps_shingles);
    }

    #[test]
    fn what_does_not_fit_is_told_with_what_to_change() {
        let error = planned(1_000_000, 4_096).unwrap_err().to_string();
        for part in ["units of text", "--max-memory ", "of the 1000000 documents"] {
            assert!(error.contains(part), "{error}");
        }
        // what is advised works
        let advised = error.split("--max-memory ").nth(1).unwrap().split('M').next().unwrap();
        assert!(planned(1_000_000, advised.parse().unwrap()).is_ok());
        let words = error.split("about ").nth(1).unwrap();
        let fewer: u64 = words.split(' ').next().unwrap().parse().unwrap();
        assert!(planned(fewer, 4_096).is_ok() && fewer > 10_000, "{error}");
    }

    #[test]
    fn the_units_of_a_corpus_are_estimated() {
        let text = |text: &str| Text { text: text.repeat(50), ..Text::default() };
        let size = Size::of(&[text("画好最大同心圆。"), text("one two, three\n")]);
        assert_eq!((size.documents, size.units), (2, 50 * 8 + 50 * 4));
        assert!((50 * 3..=50 * 11).contains(&size.words), "{size:?}");
    }
}
