//! The Chinese dictionary, loaded at first use and shared by all stages and threads.
//!
//! Cleaning asks it whether a line break falls inside a word, tokenising cuts text with it.

use std::sync::OnceLock;

use jieba_rs::Jieba;

/// The one dictionary (some 30 MiB: never load a second).
pub(crate) fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(Jieba::new)
}
