//! Where a report goes: a place that makes files, so that none has to lie in memory whole.
//!
//! The report knows no disk. The door that writes it gives a [`Folder`]; tests give one in memory.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::File;
use crate::error::{Error, Result};

/// Makes files by their path in the output folder, with forward slashes.
pub trait Folder: Sync {
    /// Opens a new file.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + '_>>;
}

/// Writes one file as `fill` fills it.
///
/// # Errors
/// [`Error::Output`] with the path of the file.
pub fn put(
    folder: &dyn Folder,
    path: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let write = || {
        let mut out = BufWriter::with_capacity(1 << 16, folder.create(path)?);
        fill(&mut out)?;
        out.flush()
    };
    write().map_err(|e| Error::Output { path: PathBuf::from(path), reason: e.to_string() })
}

/// A folder in memory.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Vec<File>>);

impl Memory {
    /// The files, by path.
    pub fn files(self) -> Vec<File> {
        let mut files = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

impl Folder for Memory {
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(InMemory { path: path.to_owned(), bytes: Vec::new(), folder: self }))
    }
}

/// A file in memory, which joins its folder when it is done.
struct InMemory<'a> {
    path: String,
    bytes: Vec<u8>,
    folder: &'a Memory,
}

impl Write for InMemory<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for InMemory<'_> {
    fn drop(&mut self) {
        let (path, bytes) = (std::mem::take(&mut self.path), std::mem::take(&mut self.bytes));
        let mut files = self.folder.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(File { path, bytes });
    }
}
