//! Plans: what is planted in a document, from the seed and the document's number alone.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::{Generator, Stream};

/// Documents of a block: passages and reprints stay inside one.
pub const BLOCK: u32 = 64;
/// Passages planted in a block.
const PASSAGES: u32 = 2;
/// A document in so many is a reprint.
const REPRINT_ODDS: u32 = 50;
/// Edited characters a thousand in copies: none, few, many.
const EDITS: [(u32, &str); 3] = [(0, "exact"), (50, "light"), (150, "heavy")];
/// How far from its peak a slogan is in use, in thousandths of the time covered.
const BURST: u64 = 120;

/// What is planted in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The document.
    pub number: u32,
    /// Its theme.
    pub theme: usize,
    /// Its slogans: (slogan, variant).
    pub slogans: Vec<(usize, usize)>,
    /// The passages it is the source of or has a copy of.
    pub passages: Vec<Copy>,
    /// The document that it reprints; all else in the plan is then that document's.
    pub reprint_of: Option<u32>,
}

impl Plan {
    /// The document whose text it has.
    pub fn original(&self) -> u32 {
        self.reprint_of.unwrap_or(self.number)
    }
}

/// A passage in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// The document.
    pub document: u32,
    /// Block of the passage.
    pub block: u32,
    /// Number of the passage in its block.
    pub index: u32,
    /// Edited characters (words where there are spaces) a thousand.
    pub edit_permille: u32,
    /// `source`, `exact`, `light` or `heavy`.
    pub kind: &'static str,
}

/// A passage of a block: the source first, then the copies in order of the documents.
pub type PassagePlan = Vec<Copy>;

impl Generator {
    /// Plans a document.
    pub fn plan(&self, number: u32) -> Plan {
        let reprint_of = self.reprint_of(number);
        let original = reprint_of.unwrap_or(number);
        let mut rng = self.rng(Stream::Plan, u64::from(original));
        let theme = rng.gen_range(0..self.themes().count());
        let slogans = self.slogans_of(original, theme, &mut rng);
        let block = original / BLOCK;
        let passages =
            self.passages(block).into_iter().flatten().filter(|c| c.document == original).collect();
        Plan { number, theme, slogans, passages, reprint_of }
    }

    /// Whether a document is drawn as a reprint; the first of a block has nothing to reprint.
    fn is_reprint(&self, number: u32) -> bool {
        let mut rng = self.rng(Stream::Lead, u64::from(number) | 1 << 40);
        !number.is_multiple_of(BLOCK) && rng.gen_range(0..REPRINT_ODDS) == 0
    }

    /// The earlier document of the block that a document reprints.
    fn reprint_of(&self, number: u32) -> Option<u32> {
        if !self.is_reprint(number) {
            return None;
        }
        let first = number / BLOCK * BLOCK;
        let mut rng = self.rng(Stream::Lead, u64::from(number) | 1 << 41);
        let mut original = rng.gen_range(first..number);
        while self.is_reprint(original) {
            original -= 1;
        }
        Some(original)
    }

    /// None to two slogans: those in their burst more often, and those of the theme.
    fn slogans_of(
        &self,
        number: u32,
        theme: usize,
        rng: &mut Xoshiro256Plus,
    ) -> Vec<(usize, usize)> {
        let now = u64::from(number) * 1_000 / u64::from(self.settings.documents.max(1));
        let weight = |s: &super::Slogan| {
            let in_burst = BURST.saturating_sub(s.peak.abs_diff(now)) * 10 / BURST;
            let wanted = (1 + 2 * in_burst) * if s.theme == theme { 4 } else { 1 };
            // in units that the rarest slogans have some of
            (wanted << 12) >> s.rarity
        };
        let weights: Vec<u64> = self.slogans.iter().map(weight).collect();
        let total: u64 = weights.iter().sum();
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        for _ in 0..rng.gen_range(0..3) {
            let mut drawn = rng.gen_range(0..total.max(1));
            let slogan = weights.iter().position(|&w| {
                let found = drawn < w;
                drawn = drawn.saturating_sub(w);
                found
            });
            let Some(slogan) = slogan else { continue };
            let variant = rng.gen_range(0..self.slogans[slogan].variants.len());
            if chosen.iter().all(|&(s, _)| s != slogan) {
                chosen.push((slogan, variant));
            }
        }
        chosen
    }

    /// The passages of a block. Reprints are left out: they have what their originals have.
    pub fn passages(&self, block: u32) -> Vec<PassagePlan> {
        let first = block * BLOCK;
        let size = self.settings.documents.saturating_sub(first).min(BLOCK);
        if size < 2 {
            return Vec::new();
        }
        let passage = |index: u32| {
            let mut rng = self.rng(Stream::Block, u64::from(block) * 8 + u64::from(index));
            let wanted = rng.gen_range(2..7);
            let mut documents: Vec<u32> =
                (0..wanted).map(|_| first + rng.gen_range(0..size)).collect();
            documents.sort_unstable();
            documents.dedup();
            documents.retain(|&d| !self.is_reprint(d));
            let copy = |(i, document): (usize, u32)| {
                let (edit_permille, kind) =
                    if i == 0 { (0, "source") } else { EDITS[rng.gen_range(0..EDITS.len())] };
                Copy { document, block, index, edit_permille, kind }
            };
            documents.into_iter().enumerate().map(copy).collect::<PassagePlan>()
        };
        (0..PASSAGES).map(passage).filter(|copies| copies.len() > 1).collect()
    }
}
