//! The word lists of numeric formulas, from `data/formula-words.txt`, where each is explained.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::phrases::lists;

const FILE: &str = include_str!("../../../data/formula-words.txt");

type List = LazyLock<Vec<&'static str>>;
type Set = LazyLock<FxHashSet<&'static str>>;

/// Nouns behind a run of numbers that make it a formula, longer ones first.
pub static CARRIERS: List = LazyLock::new(|| lists::list(FILE, "carriers"));

/// What stands behind NUM 字.
pub static MOTTOES: Set = LazyLock::new(|| lists::set(FILE, "mottoes"));

/// First words of X that make a count of NUM 个 X.
pub static ORDINARY: List = LazyLock::new(|| lists::list(FILE, "ordinary"));

/// First characters of X that make a measure of NUM X.
pub static MEASURES: Set = LazyLock::new(|| lists::set(FILE, "measures"));

/// The same in NUM X NUM X.
pub static TIMES: Set = LazyLock::new(|| lists::set(FILE, "times"));

/// Characters that do not stand inside a formula's noun.
pub static FUNCTION: Set = LazyLock::new(|| lists::set(FILE, "function"));

/// Words that begin with a numeral and count nothing.
pub static ADVERBS: Set = LazyLock::new(|| lists::set(FILE, "adverbs"));

/// Words behind a formula that announce what it counts.
pub static CUES: List = LazyLock::new(|| lists::list(FILE, "cues"));

/// Words between a list and the formula it stands for, longer ones first.
pub static BRIDGES: List = LazyLock::new(|| lists::list(FILE, "bridges"));

/// Words at which the last item of a list ends.
pub static TAILS: Set = LazyLock::new(|| lists::set(FILE, "tails"));

/// Words with which a bracket begins that is no list of members.
pub static ASIDES: List = LazyLock::new(|| lists::list(FILE, "asides"));
