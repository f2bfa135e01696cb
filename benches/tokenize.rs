//! Chinese words: jieba-rs, and what cuts in its place to the same words.
//!
//! What is measured, on one thread, in bytes of UTF-8 text a second:
//!
//! | name | work |
//! |---|---|
//! | jieba-rs | `Jieba::cut` with its hidden Markov model, on each run of Han characters |
//! | han | `tokenize` of the same runs, a line each |
//! | tokenize | `tokenize` of the whole texts: folding, other scripts, numbers and marks too |
//!
//! On what: the `text` of the rows of `LEITMOTIF_CORPUS` (JSON Lines), the first 8 MB; else the Chinese
//! demonstration texts in `data/demo`, 40 kB, what of the dictionary they need fits a cache as that of
//! no corpus does. That both give the same words is checked before anything is measured. Loading the
//! dictionary is not measured.
//!
//! ```sh
//! LEITMOTIF_CORPUS=docs.jsonl cargo bench --bench tokenize
//! ```

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jieba_rs::Jieba;
use leitmotif::fold::{fold, is_han};
use leitmotif::tokenize::tokenize;

const MAX_BYTES: usize = 8_000_000;

fn cut(c: &mut Criterion) {
    let texts = texts();
    let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    let runs: Vec<&str> = folded.iter().flat_map(|t| t.split(|c| !is_han(c))).collect();
    let runs: Vec<&str> = runs.into_iter().filter(|run| !run.is_empty()).collect();
    // Documents of a usual length.
    let lines: Vec<String> = runs.chunks(50).map(|runs| runs.join("\n")).collect();

    let jieba = Jieba::new();
    let by_jieba = runs.iter().flat_map(|run| jieba.cut(run, true)).map(|word| word.word);
    let words = lines.iter().map(|line| (line, tokenize(line)));
    let words = words.flat_map(|(line, words)| {
        words.tokens.into_iter().map(move |word| line.get(word.span.range()).unwrap())
    });
    assert!(by_jieba.eq(words));

    let bytes = |texts: &[String]| Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum());
    let mut group = c.benchmark_group("tokenize");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    group.throughput(Throughput::Bytes(runs.iter().map(|run| run.len() as u64).sum()));
    group.bench_function("jieba-rs", |b| {
        b.iter(|| runs.iter().for_each(|run| drop(black_box(jieba.cut(run, true)))));
    });
    group.bench_function("han", |b| {
        b.iter(|| lines.iter().for_each(|line| drop(black_box(tokenize(line)))));
    });
    group.throughput(bytes(&texts));
    group.bench_function("tokenize", |b| {
        b.iter(|| texts.iter().for_each(|text| drop(black_box(tokenize(text)))));
    });
    group.finish();
}

fn texts() -> Vec<String> {
    let all: Vec<String> = match std::env::var_os("LEITMOTIF_CORPUS") {
        Some(path) => rows(Path::new(&path)),
        None => {
            let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join("demo");
            let mut texts = rows(&demo.join("notices.jsonl"));
            for folder in ["linjiang", "yunling"] {
                let files = std::fs::read_dir(demo.join(folder)).unwrap();
                let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
                paths.sort();
                texts.extend(paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()));
            }
            texts
        }
    };
    let mut bytes = 0;
    all.into_iter()
        .take_while(|text| {
            bytes += text.len();
            bytes <= MAX_BYTES
        })
        .collect()
}

fn rows(path: &Path) -> Vec<String> {
    let file = std::fs::read_to_string(path).unwrap();
    let text = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["text"].as_str().unwrap_or_default().to_owned()
    };
    file.lines().map(text).collect()
}

criterion_group!(benches, cut);
criterion_main!(benches);
