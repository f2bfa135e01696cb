//! Method: how each figure was made, the settings, the files, and how to reproduce the report.

use maud::{Markup, html};

use super::page::Page;
use super::pieces::{more, number, plain, said_briefly, template};
use crate::report::text::method::explanations;

/// The part.
pub fn render(page: &Page) -> Markup {
    let (a, words) = (page.analysis, page.words);
    // Settings always have a TOML form; should one ever not, the page says nothing rather than fail.
    let settings = toml::to_string(&a.config).unwrap_or_default();
    html! {
        dl.method { @for (title, text) in explanations(words) { dt { (title) } dd { (text) } } }
        h3 { (words.reproduce_title()) }
        p { (template(words.reproduce(), &[plain(&a.version)])) }
        pre { code { "leitmotif report INPUT... -o DIR --config leitmotif.toml" } }
        details { summary { (words.settings_title()) " (leitmotif.toml)" } pre { code { (crate::report::untrusted::readable(&settings)) } } }
        details {
            summary { (words.inputs_title()) " · " (number(a.inputs.len() as u64)) }
            div.scroll { table.files {
                thead { tr { th scope="col" { (words.files()) } th.n scope="col" { (words.bytes()) } th scope="col" { "BLAKE3" } } }
                tbody { @for input in a.inputs.iter().take(page.rows) {
                    tr { td { (said_briefly(&input.path, 120)) } td.n { (number(input.bytes)) } td { code { (input.blake3) } } }
                } }
            } }
            (more(page, page.rows, a.inputs.len(), "documents"))
        }
        p.muted { (words.tables_note()) }
    }
}
