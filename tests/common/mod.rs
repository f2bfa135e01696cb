//! The built program, for the tests that use it from outside.

use std::path::Path;
use std::process::Output;

/// Sets the cache to where no folder can be made, so that tests do all their work themselves.
#[allow(dead_code)]
pub const NO_CACHE: (&str, &str) =
    ("LEITMOTIF_CACHE", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml/cache"));

/// Runs leitmotif in a folder, without a cache.
#[allow(dead_code)]
pub fn leitmotif(dir: &Path, arguments: &[&str]) -> Output {
    assert_cmd::cargo::cargo_bin_cmd!("leitmotif")
        .current_dir(dir)
        .env(NO_CACHE.0, NO_CACHE.1)
        .args(arguments)
        .output()
        .unwrap()
}

/// The table a command prints.
#[allow(dead_code)]
pub struct Rows {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

#[allow(dead_code)]
impl Rows {
    /// The cells of a column.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let i = self.header.iter().position(|h| h == name).unwrap();
        self.rows.iter().map(|row| row[i].as_str()).collect()
    }
}

/// Runs a command that must succeed, and reads the table it prints.
#[allow(dead_code)]
pub fn table(dir: &Path, arguments: &[&str]) -> Rows {
    let output = leitmotif(dir, &[arguments, &["-q", "--format", "csv"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    Rows { rows: rows.collect(), header }
}
