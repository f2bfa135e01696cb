//! `generate`: a corpus of any size with known slogans, passages and themes in it.
//!
//! Documents are made a batch at a time, in parallel, and written in order: memory does not grow with
//! their number, but for the few bytes a document that `truth.json` needs. The folder is written
//! whole or not at all, as a report is; its `run.json` says how to make the same again. Documents go to
//! one JSON Lines file, or to text files with front matter, [`FOLDER`] to a folder.

use std::io::{BufWriter, Write};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::args::{Generate, GenerateForm};
use super::output::{Draft, Target};
use super::progress::say;
use crate::exec;
use crate::generate::truth::Truth;
use crate::generate::{GenerateSettings, Generator, Row};
use crate::report::File;

/// Documents made at a time.
const BATCH: u32 = 1_024;
/// Text files of a folder.
const FOLDER: u32 = 1_000;

#[derive(Serialize)]
struct Manifest {
    program: &'static str,
    version: &'static str,
    #[serde(flatten)]
    settings: GenerateSettings,
    #[serde(rename = "as")]
    form: GenerateForm,
}

/// Writes the corpus.
pub fn run(args: &Generate) -> anyhow::Result<()> {
    let settings =
        GenerateSettings { documents: args.documents, seed: args.seed, language: args.language };
    let target = Target::check(&args.output, args.force)?;
    let draft = target.begin()?;
    let generator = Generator::new(settings);
    let mut truth = Truth::new(&generator);
    exec::with_threads(None, || documents(&generator, &draft, &mut truth, args))??;
    let mut out = BufWriter::new(draft.open("truth.json").context("truth.json")?);
    truth.write(&mut out)?;
    out.flush().context("truth.json")?;
    let manifest = Manifest {
        program: "leitmotif",
        version: env!("CARGO_PKG_VERSION"),
        settings,
        form: args.form,
    };
    let bytes = serde_json::to_vec_pretty(&manifest)?;
    draft.write(&File { path: "run.json".into(), bytes })?;
    draft.place()?;
    if !args.quiet {
        let file = args.output.join(match args.form {
            GenerateForm::Jsonl => "docs.jsonl",
            GenerateForm::Files => "docs",
        });
        say(&format!(
            "{}: {} documents, and what is planted in them",
            file.display(),
            args.documents
        ));
    }
    Ok(())
}

fn documents(
    generator: &Generator,
    draft: &Draft,
    truth: &mut Truth,
    args: &Generate,
) -> anyhow::Result<()> {
    let n = generator.settings().documents;
    // hidden by itself where standard error is no terminal
    let bar = if args.quiet { ProgressBar::hidden() } else { ProgressBar::new(u64::from(n)) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos} documents ({elapsed})") {
        bar.set_style(style);
    }
    let mut lines = match args.form {
        GenerateForm::Jsonl => {
            Some(BufWriter::new(draft.open("docs.jsonl").context("docs.jsonl")?))
        }
        GenerateForm::Files => None,
    };
    let into_lines = lines.is_some();
    for first in (0..n).step_by(BATCH as usize) {
        let size = BATCH.min(n - first);
        let made = exec::map_range(size as usize, |i| -> anyhow::Result<_> {
            let plan = generator.plan(first + i as u32);
            let row = generator.document(&plan);
            if into_lines {
                return Ok((plan, serde_json::to_string(&row)?));
            }
            draft.write(&text_file(plan.number, &row))?;
            Ok((plan, String::new()))
        });
        for made in made {
            let (plan, row) = made?;
            if let Some(out) = &mut lines {
                writeln!(out, "{row}").context("docs.jsonl")?;
            }
            truth.add(&plan);
        }
        bar.inc(u64::from(size));
    }
    bar.finish_and_clear();
    lines.map_or(Ok(()), |mut out| out.flush()).context("docs.jsonl")
}

/// A document as a text file, its metadata at its head.
fn text_file(number: u32, row: &Row) -> File {
    let Row { id, title, date, group, text } = row;
    let text = format!("---\ntitle: {title}\ndate: {date}\ngroup: {group}\n---\n{text}\n");
    File { path: format!("docs/{:03}/{id}.txt", number / FOLDER), bytes: text.into_bytes() }
}
