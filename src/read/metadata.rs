//! Metadata tables: a `metadata.csv` beside the files says what the files do not.
//!
//! ```text
//! file,date,group,title
//! 2021/a.txt,2021-03-04,清河市,…
//! ```
//!
//! A column names the files (`file`, `path`, `文件`, …): by the path from the table's folder, by the
//! file's name, with or without its extension, or by the id of a row of a file. The other columns
//! are metadata fields, and win over what the files say themselves, since someone wrote them down.
//! The same may stand in a `metadata.tsv`, `.json` or `.jsonl`. The table nearest to a file counts.
//! One with a column of texts is no metadata but documents. Rows that name nothing that was read, or
//! what a row before names, are counted in a warning.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::InputFile;
use super::columns::{self, Columns};
use super::digest::{self, Hashes};
use super::find::{self, Found};
use super::table::delimited;
use super::{encoding, json};
use crate::warning::{Topic, Warning};

/// Names of metadata tables.
const NAMES: [&str; 4] = ["metadata.csv", "metadata.tsv", "metadata.json", "metadata.jsonl"];
/// Names of columns that name files.
const FILE: [&str; 12] = [
    "file",
    "filename",
    "file_name",
    "path",
    "document",
    "doc",
    "id",
    "name",
    "文件",
    "文件名",
    "文档",
    "路径",
];

/// The metadata tables of a run.
#[derive(Debug, Default)]
pub struct MetadataTables {
    /// By the folder they stand in.
    tables: BTreeMap<PathBuf, Table>,
}

#[derive(Debug)]
struct Table {
    input: InputFile,
    /// Rows whose name a row before has.
    repeated: Vec<String>,
    rows: Vec<Row>,
    /// Place in `rows` by what the row may be called.
    by_name: FxHashMap<String, usize>,
}

#[derive(Debug)]
struct Row {
    name: String,
    fields: BTreeMap<String, String>,
    is_used: AtomicBool,
}

impl MetadataTables {
    /// Takes the metadata tables out of the files found, and looks for those beside the rest.
    pub fn take(
        files: &mut Vec<Found>,
        setting: Option<encoding::Charset>,
        hashes: &mut Hashes,
        warnings: &mut Vec<Warning>,
    ) -> Self {
        let paths = paths(files);
        let mut tables = BTreeMap::new();
        for path in paths {
            let bytes = load(&path);
            let hash = digest::hash(&bytes);
            hashes.note(&path, hash.clone());
            match bytes.and_then(|bytes| read(&path, bytes, hash, setting)) {
                Ok(None) => continue,
                Ok(Some(table)) => {
                    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
                    tables.insert(folder, table);
                }
                Err(reason) => warnings.push(find::skipped(&path, reason)),
            }
            files.retain(|file| file.path != path);
        }
        Self { tables }
    }

    /// What the tables say about a file, or a row of it.
    pub fn fields(&self, found: &Found, id: Option<&str>) -> Option<&BTreeMap<String, String>> {
        if self.tables.is_empty() || found.path == Path::new(find::STDIN) {
            return None;
        }
        found.path.ancestors().skip(1).find_map(|folder| {
            let table = self.tables.get(folder)?;
            let relative = found.path.strip_prefix(folder).unwrap_or(&found.path);
            let relative = relative.to_string_lossy().replace('\\', "/");
            let file = relative.rsplit('/').next().unwrap_or(&relative);
            let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_string());
            let names = [id.map(ToString::to_string), Some(relative.clone()), stem(&relative)]
                .into_iter()
                .chain([Some(file.to_string()), stem(file)])
                .flatten();
            let row = names.filter_map(|name| table.by_name.get(&name)).next();
            let row = row.and_then(|&row| table.rows.get(row))?;
            row.is_used.store(true, Ordering::Relaxed);
            Some(&row.fields)
        })
    }

    /// The tables as inputs of the run, and a warning for each whose rows name unknown files.
    pub fn finish(self, inputs: &mut Vec<InputFile>, warnings: &mut Vec<Warning>) {
        for table in self.tables.into_values() {
            let unused = table.rows.iter().filter(|row| !row.is_used.load(Ordering::Relaxed));
            let unused = unused.map(|row| &row.name).collect();
            let repeated = table.repeated.iter().collect();
            for (names, what) in [
                (unused, "name nothing that was read"),
                (repeated, "name what a row before names, which counts"),
            ] {
                let names: Vec<&String> = names;
                if let Some(first) = names.first() {
                    let more = if names.len() > 1 { ", …" } else { "" };
                    let (n, all) = (names.len(), table.rows.len() + table.repeated.len());
                    let message = format!("{n} of {all} rows {what} (`{first}`{more})");
                    warnings.push(Warning::new(Topic::Reading, &table.input.path, message));
                }
            }
            inputs.push(table.input);
        }
    }
}

/// The files among these, and beside them, that may be metadata tables.
pub fn paths(files: &[Found]) -> BTreeSet<PathBuf> {
    let is_named = |path: &Path| {
        path.file_name().is_some_and(|n| NAMES.iter().any(|name| n.eq_ignore_ascii_case(name)))
    };
    let mut paths: BTreeSet<PathBuf> = BTreeSet::new();
    for file in files.iter() {
        if is_named(&file.path) {
            paths.insert(file.path.clone());
        }
        // Nothing stands beside standard input.
        let Some(folder) = file.path.parent().filter(|_| file.path != Path::new(find::STDIN))
        else {
            continue;
        };
        paths.extend(NAMES.iter().map(|name| folder.join(name)).filter(|path| path.is_file()));
    }
    paths
}

/// The bytes of a metadata table.
pub fn load(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| find::os_reason(&e))
}

/// A metadata table; None if the file is a table of documents.
fn read(
    path: &Path,
    bytes: Vec<u8>,
    blake3: String,
    setting: Option<encoding::Charset>,
) -> Result<Option<Table>, String> {
    let input =
        InputFile { path: find::slashed(path), blake3, bytes: bytes.len() as u64, n_documents: 0 };
    let decoded = encoding::decode(bytes, setting, false).ok_or("binary data, not a table")?;
    let Some((header, records)) = records(path, &decoded.text)? else { return Ok(None) };
    let columns = Columns::default();
    if matches!(columns.named_text(&header), Ok(Some(_))) {
        return Ok(None);
    }
    let Some(file) = columns::position(&header, &FILE) else {
        return Err(format!(
            "no column names the files; call one `file` ({})",
            columns::shown(&header)
        ));
    };
    let (rows, by_name, repeated) = (Vec::new(), FxHashMap::default(), Vec::new());
    let mut table = Table { input, repeated, rows, by_name };
    for cells in records {
        let Some(name) = cells.get(file).map(|n| n.trim().replace('\\', "/")) else { continue };
        let name = name.trim_start_matches("./").to_string();
        if name.is_empty() {
            continue;
        }
        let fields = header.iter().zip(&cells).enumerate().filter(|(i, _)| *i != file);
        let fields = fields
            .map(|(_, (name, cell))| (name.trim().to_lowercase(), cell.trim().to_string()))
            .filter(|(name, cell)| !name.is_empty() && !cell.is_empty())
            .collect();
        if table.by_name.contains_key(&name) {
            table.repeated.push(name);
            continue;
        }
        table.by_name.insert(name.clone(), table.rows.len());
        table.rows.push(Row { name, fields, is_used: AtomicBool::new(false) });
    }
    Ok(Some(table))
}

/// A header and the cells of the rows below it.
type Cells = (Vec<String>, Vec<Vec<String>>);

/// The table in a metadata file; None if its rows are documents.
fn records(path: &Path, text: &str) -> Result<Option<Cells>, String> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    if extension == "json" || extension == "jsonl" {
        let Some(records) = json::records(text)? else { return Ok(None) };
        let header: BTreeSet<&String> = records.iter().flat_map(BTreeMap::keys).collect();
        let header: Vec<String> = header.into_iter().cloned().collect();
        let cell = |record: &BTreeMap<String, String>, key| record.get(key).cloned();
        let cells =
            |record| header.iter().map(|key| cell(record, key).unwrap_or_default()).collect();
        let rows = records.iter().map(cells).collect();
        return Ok(Some((header, rows)));
    }
    let usual = if extension == "tsv" { b'\t' } else { b',' };
    let (header, rows) = delimited::records(text, usual)?;
    let rows = rows.map(|row| Ok(row?.1)).collect::<Result<_, String>>()?;
    Ok(Some((header, rows)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn take(files: &mut Vec<Found>, warnings: &mut Vec<Warning>) -> MetadataTables {
        MetadataTables::take(files, None, &mut Hashes::default(), warnings)
    }

    fn found(path: &Path) -> Found {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Found { path: path.into(), name, folder: String::new(), is_named: true }
    }

    #[test]
    fn files_are_found_by_path_name_stem_and_id() {
        let folder = tempfile::tempdir().unwrap();
        let table = "File,Group\na.txt,one\nsub/b.txt,two\nc,three\nrow-7,four\nnobody,five\n";
        std::fs::write(folder.path().join("metadata.csv"), table).unwrap();
        let (mut warnings, mut inputs) = (Vec::new(), Vec::new());
        let at = |name: &str| found(&folder.path().join(name));
        let mut files = vec![at("a.txt"), at("metadata.csv")];
        let tables = take(&mut files, &mut warnings);
        assert_eq!(files, [at("a.txt")]);
        let group = |name: &str, id: Option<&str>| {
            tables.fields(&at(name), id).map(|fields| fields["group"].clone())
        };
        assert_eq!(group("a.txt", None).as_deref(), Some("one"));
        assert_eq!(group("sub/b.txt", None).as_deref(), Some("two"));
        assert_eq!(group("c.md", None).as_deref(), Some("three"));
        assert_eq!(group("rows.jsonl", Some("row-7")).as_deref(), Some("four"));
        assert_eq!(group("d.txt", None), None);
        tables.finish(&mut inputs, &mut warnings);
        assert_eq!(inputs[0].n_documents, 0);
        assert!(
            warnings[0].message.starts_with("1 of 5 rows name nothing that was read (`nobody`")
        );
    }

    #[test]
    fn rows_that_repeat_a_name_are_told_from_rows_that_name_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let rows =
            "{\"file\":\"a.txt\",\"group\":\"one\"}\n{\"file\":\"a.txt\",\"group\":\"two\"}\n";
        std::fs::write(folder.path().join("metadata.jsonl"), rows).unwrap();
        let (mut warnings, mut inputs) = (Vec::new(), Vec::new());
        let file = found(&folder.path().join("a.txt"));
        let tables = take(&mut vec![file.clone()], &mut warnings);
        assert_eq!(tables.fields(&file, None).unwrap()["group"], "one");
        tables.finish(&mut inputs, &mut warnings);
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].message.starts_with("1 of 2 rows name what a row before names"));
    }

    #[test]
    fn a_table_of_documents_is_left_among_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metadata.csv");
        std::fs::write(&path, "id,text\n1,潮水退去\n").unwrap();
        let (mut files, mut warnings) = (vec![found(&path)], Vec::new());
        let tables = take(&mut files, &mut warnings);
        assert!(tables.tables.is_empty() && files.len() == 1 && warnings.is_empty());
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        take(&mut files, &mut warnings);
        assert!(files.is_empty() && warnings[0].message.contains("call one `file`"));
    }
}
