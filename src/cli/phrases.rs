//! `phrases`: the repeated phrases, and a dictionary of the words that the segmenter does not know.

use super::args::Phrases;
use super::flags::set;
use super::output;
use super::progress::say;
use super::{print, table};
use crate::analysis::Findings;
use crate::dictionary::{self, Word};
use crate::phrases::NewWord;
use crate::report::tables;

/// Prints the phrases; writes the dictionary where one is asked for.
pub fn run(args: &Phrases) -> anyhow::Result<()> {
    let findings = Findings { phrases: true, ..Findings::NONE };
    let edits = args.phrases.edits()?;
    if let Some(path) = &args.new_words {
        output::check_file(path)?;
    }
    let analysis = table::analyze(&args.inputs, &args.common, findings, |config| {
        args.phrases.apply(config);
        set(&mut config.phrases.edits, &edits);
        set(&mut config.phrases.limit, &args.limit);
        config.phrases.new_words |= args.new_words.is_some();
    })?;
    if let Some(path) = &args.new_words {
        let words: Vec<Word> = analysis.phrases.new_words.iter().map(NewWord::entry).collect();
        output::write_file(path, dictionary::write(&words).as_bytes())?;
        if !args.common.quiet {
            let (n, path) = (words.len(), path.display());
            say(&format!(
                "{path}: {n} new words; read them, then give them with --dictionary {path}"
            ));
        }
    }
    print::table(&tables::phrases(&analysis), &args.output)
}
