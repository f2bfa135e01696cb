//! The curves of a corpus: how its vocabulary grows, how words spread over documents and time, how it
//! repeats itself. Two corpora stand side by side with their ratio.
//!
//! ```sh
//! cargo run --release --example curves -- A.jsonl B.jsonl [--documents N]
//! ```
//!
//! Documents are read, cleaned and cut as every stage has them, in order of time. Of each corpus the
//! first N documents are taken, evenly thinned from all. Vocabulary is counted over documents in a
//! scattered order, so that a burst does not bend its curve. Repeats are the maximal repeats of the
//! unit stream (a Han character, a word of a spaced script, a number or a mark each) that stay within a
//! sentence, counted by length a million units.

#![allow(missing_docs, clippy::print_stdout)]

use std::collections::HashMap;

use anyhow::{Context, Result};
use leitmotif::concordance::Concordance;
use leitmotif::config::Config;
use leitmotif::corpus::Text;
use leitmotif::kmeans::derive_seed;
use leitmotif::repeats::{Least, Positions, maximal_repeats};
use leitmotif::tokenize::{Tokens, tokenize_all};
use leitmotif::units::{UnitKind, UnitStream, units};
use leitmotif::{clean, read};

/// Rows of a table: what, and how much.
type Rows = Vec<(String, f64)>;

/// Bands of document frequency.
const SPREAD: [(u32, u32); 7] =
    [(1, 1), (2, 2), (3, 5), (6, 20), (21, 100), (101, 1_000), (1_001, u32::MAX)];
/// Bands of the length of repeats.
const LENGTHS: [(u32, u32); 11] = [
    (2, 2),
    (3, 3),
    (4, 4),
    (5, 5),
    (6, 7),
    (8, 9),
    (10, 14),
    (15, 19),
    (20, 29),
    (30, 49),
    (50, u32::MAX),
];
/// Two documents are near each other if no more than one in so many lie between them.
const NEAR: usize = 50;

fn main() -> Result<()> {
    let mut paths = Vec::new();
    let mut limit = usize::MAX;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--documents" => limit = arguments.next().context("--documents N")?.parse()?,
            _ => paths.push(argument),
        }
    }
    let tables = paths.iter().map(|path| curves(path, limit)).collect::<Result<Vec<Rows>>>()?;
    let first = tables.first().context("curves A.jsonl [B.jsonl] [--documents N]")?;
    println!("{:32}{:>12}{:>12}{:>8}", "", "A", if tables.len() > 1 { "B" } else { "" }, "B / A");
    let mut names: Vec<&str> = tables.iter().flatten().map(|(name, _)| name.as_str()).collect();
    let place = |name: &str| first.iter().position(|(n, _)| n == name).unwrap_or(usize::MAX);
    names.sort_by_key(|name| place(name));
    names.dedup();
    for name in names {
        let value = |rows: &Rows| rows.iter().find(|(n, _)| n == name).map(|&(_, v)| v);
        let (a, b) = (value(first), tables.get(1).and_then(value));
        let ratio = a.zip(b).filter(|&(a, _)| a > 0.0).map(|(a, b)| format!("{:.2}", b / a));
        println!("{name:32}{:>12}{:>12}{:>8}", shown(a), shown(b), ratio.unwrap_or_default());
    }
    Ok(())
}

fn shown(value: Option<f64>) -> String {
    value
        .map_or(String::new(), |v| if v >= 1_000.0 { format!("{v:.0}") } else { format!("{v:.2}") })
}

fn curves(path: &str, limit: usize) -> Result<Rows> {
    let config = Config::default();
    let corpus =
        read::read(&read::Inputs::from_iter([std::path::PathBuf::from(path)]), &config.read)?
            .corpus;
    let (texts, _) = clean::clean(&corpus, &config.clean, &config.segment);
    // 1. In order of time, thinned.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&d| (corpus.documents[d].date, d));
    let n = order.len().min(limit);
    let texts: Vec<Text> = (0..n).map(|i| texts[order[i * order.len() / n]].clone()).collect();
    let tokens = tokenize_all(&texts);
    let mut stream = units(&texts, &config.units)?;

    let mut rows = Rows::new();
    sizes(&texts, &stream, &mut rows);
    growth(&tokens, &mut rows);
    spread(&tokens, &mut rows);
    let index = Concordance::build(&mut stream)?;
    repeats(&stream, &index, &mut rows);
    Ok(rows)
}

/// Documents, their lengths, and how often marks stand.
fn sizes(texts: &[Text], stream: &UnitStream, rows: &mut Rows) {
    let mut lengths: Vec<usize> = texts.iter().map(|t| t.text.chars().count()).collect();
    lengths.sort_unstable();
    let total: usize = lengths.iter().sum();
    let mut row = |name: String, value: f64| rows.push((name, value));
    row("documents".into(), texts.len() as f64);
    row("mean characters".into(), total as f64 / texts.len().max(1) as f64);
    for percent in [10, 50, 90, 99] {
        let at = lengths.len() * percent / 100;
        row(format!("{percent}th percentile"), lengths.get(at).copied().unwrap_or(0) as f64);
    }
    for (name, kind) in
        [("stops", UnitKind::Stop), ("commas", UnitKind::Comma), ("numbers", UnitKind::Number)]
    {
        let count = (0..stream.len()).filter(|&p| stream.kind(p) == kind).count();
        row(format!("{name} a 1,000 units"), count as f64 * 1e3 / stream.len() as f64);
    }
}

/// Distinct words by how many words were read.
fn growth(tokens: &[Tokens], rows: &mut Rows) {
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    order.sort_by_key(|&d| derive_seed(0, d as u64));
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let (mut read, mut next) = (0u64, 10_000);
    for d in order {
        for token in &tokens[d].tokens {
            *counts.entry(tokens[d].word(token)).or_default() += 1;
            read += 1;
            if read == next {
                rows.push((format!("words of {next}"), counts.len() as f64));
                next = if next.to_string().starts_with('1') { next * 3 } else { next / 3 * 10 };
            }
        }
    }
    rows.push(("words in all".into(), counts.len() as f64));
    rows.push(("tokens".into(), read as f64));
    let mut ranked: Vec<u64> = counts.into_values().collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    for rank in [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000] {
        if let Some(&count) = ranked.get(rank - 1) {
            rows.push((format!("a million, rank {rank}"), count as f64 * 1e6 / read as f64));
        }
    }
}

#[derive(Default)]
struct Word {
    occurrences: u64,
    documents: u32,
    /// Times the document before that has it is near.
    near: u32,
    last: usize,
}

/// How words spread over documents, inside them, and over time.
fn spread(tokens: &[Tokens], rows: &mut Rows) {
    let mut words: HashMap<&str, Word> = HashMap::new();
    for (d, document) in tokens.iter().enumerate() {
        for token in &document.tokens {
            let word = words.entry(document.word(token)).or_default();
            word.occurrences += 1;
            if word.documents == 0 || word.last != d {
                let is_near = word.documents > 0 && (d - word.last) * NEAR <= tokens.len();
                word.near += u32::from(is_near);
                word.documents += 1;
                word.last = d;
            }
        }
    }
    let bands = SPREAD.map(|(from, to)| {
        let held = words.values().filter(|w| (from..=to).contains(&w.documents));
        held.fold((0.0, 0.0, 0.0, 0.0), |(n, all, documents, near), w| {
            let (o, d) = (w.occurrences as f64, f64::from(w.documents));
            (n + 1.0, all + o, documents + d, near + f64::from(w.near))
        })
    });
    for ((from, to), (n, ..)) in SPREAD.iter().zip(bands) {
        let share = 100.0 * n / words.len() as f64;
        rows.push((format!("% of words in {}", band(*from, *to)), share));
    }
    for ((from, to), (_, all, documents, _)) in SPREAD.iter().zip(bands) {
        rows.push((format!("times a document, {}", band(*from, *to)), all / documents));
    }
    for ((from, to), (n, _, documents, near)) in SPREAD.iter().zip(bands).skip(1).take(4) {
        rows.push((format!("% near, {}", band(*from, *to)), 100.0 * near / (documents - n)));
    }
}

fn band(from: u32, to: u32) -> String {
    match (from, to) {
        (from, u32::MAX) => format!("{from} or more"),
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}-{to}"),
    }
}

/// The stream with every mark but stops as part of repeats.
struct Sentences<'a>(&'a UnitStream);

impl Positions for Sentences<'_> {
    fn before(&self, position: usize) -> u32 {
        match position.checked_sub(1) {
            Some(b) if !self.0.kind(b).ends_phrase() => self.0.ids[b].0,
            _ => (1 << 31) | position as u32,
        }
    }

    fn clip(&self, position: usize) -> u32 {
        self.0.to_sentence_end(position) as u32
    }

    fn section(&self, position: usize) -> u32 {
        self.0.section_index(position) as u32
    }

    fn document(&self, section: u32) -> u32 {
        self.0.owner(section as usize).0.0
    }

    fn n_owners(&self) -> (usize, usize) {
        (self.0.n_documents(), self.0.n_sections())
    }
}

/// How long repeats are, and how many there are of each length.
fn repeats(stream: &UnitStream, index: &Concordance, rows: &mut Rows) {
    let at = Sentences(stream);
    let shared = (0..stream.len()).map(|rank| {
        let clip = at.clip(index.suffixes[rank] as usize);
        f64::from(clip.min(index.lcp.at(rank)))
    });
    rows.push(("mean shared prefix".into(), shared.sum::<f64>() / stream.len() as f64));
    let least = Least { documents: 2, occurrences: 2, length: 2 };
    let found = maximal_repeats(index, &at, least);
    for documents in [2, 5] {
        for (from, to) in LENGTHS {
            let is_in = |r: &&leitmotif::repeats::Repeat| {
                r.n_documents >= documents && (from..=to).contains(&r.length)
            };
            let count = found.iter().filter(is_in).count() as f64 * 1e6 / stream.len() as f64;
            rows.push((format!("repeats of {} in {documents}+", band(from, to)), count));
        }
    }
}
