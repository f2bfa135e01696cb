//! How many of the nearest documents the search with bounded effort finds, and how long it takes.
//!
//! What is measured: for every document of a corpus its ten nearest by the cosine of TF-IDF rows, found
//! exactly and with the effort that `similar` takes in large corpora; printed are seconds on all threads, the share of the
//! exact neighbours that were found, and the cosine that the found ones have of what the exact ones have.
//!
//! ```sh
//! cargo run --release --example recall -- CORPUS.jsonl
//! ```

#![allow(clippy::print_stdout)]

use std::path::PathBuf;
use std::time::Instant;

use leitmotif::config::Config;
use leitmotif::error::Result;
use leitmotif::neighbours::{Effort, nearest};
use leitmotif::similarity::EFFORT;
use leitmotif::stopwords::StopWords;
use leitmotif::tfidf::tfidf;
use leitmotif::vocabulary::{self, Bounds, Features, Item, Wordings};
use leitmotif::{clean, read, units};

const NEIGHBOURS: usize = 10;
const LEAST: f64 = 0.2;

fn main() -> Result<()> {
    let config = Config::default();
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let corpus = read::read(&read::Inputs::from_iter(paths), &config.read)?.corpus;
    let (texts, _) = clean::clean(&corpus, &config.clean, &config.segment);
    let (stream, words) = units::units_and_words(&texts, &config.units)?;
    let stop_words = StopWords::new(&words, &[]);
    let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
    let items: Vec<Item> = corpus.ids().map(|d| Item::whole(d, &words)).collect();
    let bounds = Bounds::for_items(items.len());
    let rows = tfidf(&vocabulary::count(&wordings, &items, Features::Words, bounds).matrix);

    let timed = |effort: Option<Effort>| {
        let start = Instant::now();
        let found = nearest(&rows, NEIGHBOURS, LEAST, effort);
        (found, start.elapsed().as_secs_f64())
    };
    let (exact, exact_seconds) = timed(None);
    let (bounded, bounded_seconds) = timed(Some(EFFORT));
    let (mut all, mut same, mut of_all, mut of_found) = (0usize, 0usize, 0.0, 0.0);
    for (exact, found) in exact.iter().zip(&bounded) {
        all += exact.len();
        same += exact.iter().filter(|n| found.iter().any(|f| f.0 == n.0)).count();
        of_all += exact.iter().map(|n| n.1).sum::<f64>();
        of_found += found.iter().map(|n| n.1).sum::<f64>();
    }
    println!("{} documents, {} terms, {all} neighbours", corpus.len(), rows.n_cols);
    println!("exact {exact_seconds:.1} s; with {EFFORT:?} {bounded_seconds:.1} s");
    println!(
        "found {:.4} of them, and {:.4} of the cosine of all",
        same as f64 / all.max(1) as f64,
        of_found / f64::max(of_all, f64::MIN_POSITIVE)
    );
    Ok(())
}
