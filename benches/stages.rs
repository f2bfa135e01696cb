//! Every stage on the same generated documents.
//!
//! What is measured: one stage at a time, on the output of the stages before it, on all threads.
//! On what: 500 Chinese documents of `leitmotif generate --seed 1` (about 350,000 characters, with
//! planted slogans, passages and reprints), in memory but for `read`, which reads `docs.jsonl`.
//! Throughput counts bytes of UTF-8 text for the stages that read text, units (characters and words)
//! for those that run on the unit stream, documents for the rest. How near generated text is to text by
//! people is told in `record/generated.md`.
//!
//! ```sh
//! cargo bench --bench stages
//! ```

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use leitmotif::analysis::{self, Findings};
use leitmotif::concordance::Concordance;
use leitmotif::config::Config;
use leitmotif::generate::{GenerateSettings, Generator, Language};
use leitmotif::lsa::Lsa;
use leitmotif::memory::Forms;
use leitmotif::phrases::candidates;
use leitmotif::repeats::Least;
use leitmotif::stopwords::StopWords;
use leitmotif::store::Shelf;
use leitmotif::tfidf::tfidf;
use leitmotif::vocabulary::{self, Bounds, Features, Item, Wordings};
use leitmotif::{clean, kmeans, phrases, read, report, reuse, similarity, themes, tokenize, units};

const DOCUMENTS: u32 = 500;
/// Dimensions of the latent space, and clusters in it.
const RANK: usize = 100;
const K: usize = 8;

fn stages(c: &mut Criterion) {
    let config = Config::default();
    let settings = GenerateSettings { documents: DOCUMENTS, seed: 1, language: Language::Zh };
    let generator = Generator::new(settings);
    let row = |n: u32| generator.document(&generator.plan(n));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docs.jsonl");
    let lines: Vec<String> =
        (0..DOCUMENTS).map(|n| serde_json::to_string(&row(n)).unwrap()).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    let inputs = read::Inputs::from_iter([path]);

    let reading = || read::read(&inputs, &config.read).unwrap();
    let corpus = reading().corpus;
    let (texts, _) = clean::clean(&corpus, &config.clean, &config.segment);
    let (mut stream, words) = units::units_and_words(&texts, &config.units).unwrap();
    let index = Concordance::build(&mut stream).unwrap();
    let least = Least { documents: 2, occurrences: 2, length: 2 };
    let stop_words = StopWords::new(&words, &[]);
    let wordings = Wordings { words: &words, stream: &stream, stop_words: &stop_words };
    let items: Vec<Item> = corpus.ids().map(|d| Item::whole(d, &words)).collect();
    let bounds = Bounds::for_items(items.len());
    let counts = vocabulary::count(&wordings, &items, Features::Words, bounds);
    let rows = tfidf(&counts.matrix);
    let space = Lsa::fit(&rows, RANK, 0);
    let found = phrases::find(&texts, &stream, &index, &config.phrases);
    let analysis = analysis::analyze(reading(), &config, Findings::ALL, &|_| ()).unwrap();

    let bytes = Throughput::Bytes(texts.iter().map(|t| t.text.len() as u64).sum());
    let n_units = Throughput::Elements(stream.len() as u64);
    let documents = Throughput::Elements(u64::from(DOCUMENTS));

    let mut group = c.benchmark_group("stages");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    group.throughput(documents.clone());
    group.bench_function("generate", |b| {
        b.iter(|| (0..DOCUMENTS).map(row).map(|r| r.text.len()).sum::<usize>());
    });
    group.throughput(bytes);
    group.bench_function("read", |b| b.iter(|| black_box(reading())));
    group.bench_function("clean", |b| {
        b.iter(|| clean::clean(black_box(&corpus), &config.clean, &config.segment));
    });
    group.bench_function("tokenize", |b| b.iter(|| tokenize::tokenize_all(black_box(&texts))));
    group.throughput(n_units);
    group.bench_function("units", |b| {
        b.iter(|| units::units_and_words(black_box(&texts), &config.units));
    });
    group.bench_function("concordance", |b| {
        b.iter_batched_ref(|| stream.clone(), Concordance::build, BatchSize::LargeInput);
    });
    group.bench_function("repeats", |b| {
        b.iter(|| candidates::repeats(black_box(&stream), &index, least));
    });
    group.bench_function("phrases", |b| {
        b.iter(|| phrases::find(black_box(&texts), &stream, &index, &config.phrases));
    });
    group.bench_function("reuse", |b| {
        let find = |index| {
            let (phrases, links) = (black_box(&found.phrases), Forms::default().links);
            reuse::find(&corpus, &texts, &stream, index, phrases, &config.reuse, links)
        };
        b.iter_batched(|| index.clone(), find, BatchSize::LargeInput);
    });
    let originals = &analysis.originals;
    let sources = themes::Sources {
        corpus: &corpus,
        texts: &texts,
        stream: &stream,
        words: &words,
        originals,
    };
    let compared =
        similarity::Sources { corpus: &corpus, texts: &texts, words: &words, stream: &stream };
    group.throughput(documents);
    group.bench_function("tfidf", |b| {
        b.iter(|| {
            let counts = vocabulary::count(black_box(&wordings), &items, Features::Words, bounds);
            tfidf(&counts.matrix)
        });
    });
    group.bench_function("lsa", |b| b.iter(|| Lsa::fit(black_box(&rows), RANK, 0)));
    group.bench_function("kmeans", |b| b.iter(|| kmeans::fit(black_box(&space.rows), K, 1, 0)));
    group.bench_function("themes", |b| {
        b.iter(|| {
            let mut warnings = Vec::new();
            themes::find(&sources, &config.themes, 0, Shelf::NONE, &mut warnings).unwrap()
        });
    });
    group.bench_function("similarity", |b| {
        b.iter(|| {
            let wording = similarity::wording(&corpus, &stream, &config.similarity, true);
            similarity::find(black_box(&compared), &wording, &config.similarity)
        });
    });
    group.bench_function("report", |b| {
        b.iter(|| report::render(black_box(&analysis), &report::folder::Memory::default()))
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
