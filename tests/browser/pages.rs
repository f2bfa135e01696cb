//! The pages the tests look at, each made once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::common::leitmotif;
use crate::devtools::Tab;

/// The report of the demo corpus, in English and Chinese.
pub static DEMO: LazyLock<[Report; 2]> = LazyLock::new(|| {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    ["en", "zh"].map(|language| Report::of(&demo, language))
});

/// A report on the disk.
pub struct Report {
    folder: PathBuf,
}

impl Report {
    /// A report over documents; it stays in the folder of the tests until the next run of them.
    pub fn of(documents: &Path, language: &str) -> Self {
        let name = documents.file_stem().unwrap().to_string_lossy();
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{name}-{language}"));
        let out = folder.to_str().unwrap();
        let documents = documents.to_str().unwrap();
        let arguments =
            ["report", documents, "-o", out, "--force", "--language", language, "--quiet"];
        let output = leitmotif(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { folder }
    }

    /// The address of its page.
    pub fn url(&self) -> String {
        file_url(&self.folder.join("index.html"))
    }

    /// Its page in a window of a width.
    pub fn open(&self, width: u32) -> Option<Tab> {
        let mut tab = Tab::open(width)?;
        tab.go(&self.url());
        Some(tab)
    }

    /// A column of one of its tables.
    pub fn column(&self, table: &str, column: &str) -> Vec<String> {
        let csv = fs::read_to_string(self.folder.join(format!("tables/{table}.csv"))).unwrap();
        let csv = csv.trim_start_matches('\u{feff}');
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
        reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
    }
}

/// The address of a file.
pub fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for byte in path.to_str().unwrap().bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => url.push(byte as char),
            _ if byte.is_ascii_alphanumeric() => url.push(byte as char),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}
