//! Standard output. A reader that goes away (`leitmotif phrases … | head`) is not an error.

use std::io::{ErrorKind, IsTerminal, Write};

use anyhow::Context;

use super::flags::Output;
use super::output;
use crate::report::export::Format;
use crate::report::tables::Table;

/// Columns of a table where the terminal does not tell its width.
const WIDTH: usize = 100;

/// Whether standard output is read by a person.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Writes a table in the format asked for, to the file asked for.
pub fn table(table: &Table, output: &Output) -> anyhow::Result<()> {
    let default = if is_terminal() { Format::Table } else { Format::Csv };
    let bytes = output.format()?.unwrap_or(default).write(table, width())?;
    match &output.file {
        Some(path) => Ok(output::write_file(path, &bytes)?),
        None => write(&bytes),
    }
}

/// Width of the terminal in columns.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// Writes text as it is.
pub fn text(text: &str) -> anyhow::Result<()> {
    write(text.as_bytes())
}

fn write(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output"),
    }
}
