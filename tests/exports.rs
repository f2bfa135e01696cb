//! The report in forms for other programs: every one is read back and says what the CSV says.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::leitmotif;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use quick_xml::events::{BytesStart, Event};
use tempfile::TempDir;

const HOSTILE: &str = "=HYPERLINK(\"http://example.org\",\"open\")";
const SHARED: &str =
    "坚持大团结大联合，凝聚起同心共筑的磅礴力量，把各方面智慧汇聚到发展上来，画好最大同心圆。";

/// Eight documents of two groups; some share a passage, titles and texts try to be formulas, links
/// and markup.
fn corpus() -> String {
    let line = |i: usize| {
        let group = if i.is_multiple_of(2) { "青云" } else { "白石" };
        let own = ["河湖治理", "数字改革", "乡村振兴", "营商环境"][i % 4];
        serde_json::json!({
            "id": format!("{i}_*a*|<b>"),
            "title": if i == 3 { HOSTILE } else { "[点](x) *这里* `<script>`" },
            "date": format!("202{}-03-0{}", i / 2, i % 9 + 1),
            "group": group,
            "text": format!("{HOSTILE}\n{own}是第{i}项任务，{own}要抓实。\n{SHARED}\n在{own}上下功夫。"),
        })
        .to_string()
    };
    (0..8).map(line).collect::<Vec<_>>().join("\n")
}

struct Run {
    root: TempDir,
}

impl Run {
    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("out").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn tables(&self) -> Vec<String> {
        let files = fs::read_dir(self.path("tables")).unwrap();
        let mut names: Vec<String> = files
            .filter_map(|f| {
                Some(f.unwrap().path().file_name()?.to_str()?.strip_suffix(".csv")?.to_owned())
            })
            .collect();
        names.sort();
        names
    }
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let root = tempfile::tempdir().unwrap();
    report(root.path(), "out", &["--export", "xlsx,parquet,jsonl", "--threads", "2"]);
    Run { root }
});

fn report(dir: &Path, out: &str, flags: &[&str]) {
    fs::write(dir.join("docs.jsonl"), corpus()).unwrap();
    succeed(dir, &[&["report", "docs.jsonl", "-o", out, "-k", "2"], flags].concat());
}

fn succeed(dir: &Path, arguments: &[&str]) {
    let output = leitmotif(dir, &[arguments, &["-q"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

fn csv_of(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

/// Whether a cell says what the CSV says; CSV marks what looks like a formula with an apostrophe.
fn agrees(csv: &str, other: &str) -> bool {
    let text = csv.strip_prefix('\'').filter(|t| t.trim_start().starts_with(['=', '+', '-', '@']));
    let numbers = || Some((csv.parse::<f64>().ok()?, other.parse::<f64>().ok()?));
    csv == other || text == Some(other) || numbers().is_some_and(|(a, b)| (a - b).abs() < 1e-6)
}

#[test]
fn the_workbook_says_what_the_csv_says() {
    let mut book: Xlsx<_> = open_workbook(RUN.path("tables.xlsx")).unwrap();
    assert_eq!(book.sheet_names()[0], "contents");
    let mut sheets = book.sheet_names()[1..].to_vec();
    sheets.sort();
    assert_eq!(sheets, RUN.tables());
    let contents = book.worksheet_range("contents").unwrap();
    assert_eq!(contents.height(), sheets.len() + 1);
    for (i, row) in contents.rows().enumerate().skip(1) {
        let name = row[0].to_string();
        let (header, rows) = csv_of(&RUN.read(&format!("tables/{name}.csv")));
        assert_eq!(row[1].to_string(), rows.len().to_string(), "line {i}");
        let sheet = book.worksheet_range(&name).unwrap();
        assert_eq!(book.worksheet_formula(&name).unwrap().used_cells().count(), 0);
        let cell =
            |r: usize, c: usize| sheet.get_value((r as u32, c as u32)).cloned().unwrap_or_default();
        for (c, column) in header.iter().enumerate() {
            assert_eq!(&cell(0, c).to_string(), column);
            for (r, row) in rows.iter().enumerate() {
                let read = cell(r + 1, c).to_string();
                assert!(agrees(&row[c], &read), "{name} {column} {r}: {} and {read}", row[c]);
            }
        }
    }
    let titles = book.worksheet_range("documents").unwrap();
    assert_eq!(titles.get_value((4, 1)), Some(&Data::String(HOSTILE.into())));
}

#[test]
fn parquet_and_json_lines_say_what_the_csv_says() {
    for name in RUN.tables() {
        let (header, rows) = csv_of(&RUN.read(&format!("tables/{name}.csv")));
        let file = fs::File::open(RUN.path(&format!("tables/{name}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let records: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let text = RUN.read(&format!("tables/{name}.jsonl"));
        let objects: Vec<serde_json::Map<String, serde_json::Value>> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((records.len(), objects.len()), (rows.len(), rows.len()), "{name}");
        for ((row, record), object) in rows.iter().zip(&records).zip(&objects) {
            for ((column, cell), (key, field)) in
                header.iter().zip(row).zip(record.get_column_iter())
            {
                assert_eq!(key, column);
                let field = match field {
                    Field::Null => String::new(),
                    Field::Str(text) => text.clone(),
                    field => field.to_string(),
                };
                assert!(agrees(cell, &field), "{name} {column}: {cell} and {field}");
                let value = match &object[column] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    value => value.to_string(),
                };
                assert!(agrees(cell, &value), "{name} {column}: {cell} and {value}");
            }
        }
    }
}

#[test]
fn the_graph_has_the_edges_of_the_table() {
    let (header, rows) = csv_of(&RUN.read("tables/sharing.csv"));
    assert!(!rows.is_empty());
    let graph = Graph::parse(&RUN.read("sharing.graphml"));
    assert_eq!(graph.edges.len(), rows.len());
    for (row, edge) in rows.iter().zip(&graph.edges) {
        let cell = |name: &str| row[header.iter().position(|h| h == name).unwrap()].as_str();
        for (side, id) in [("document_a", &edge.source), ("document_b", &edge.target)] {
            assert!(agrees(cell(side), &graph.nodes[id]["label"]));
        }
        for name in ["direction", "n_passages", "units_a", "units_b", "share_b", "date_a", "days"] {
            assert!(agrees(cell(name), &edge.data[name]), "{name}");
        }
        assert_eq!(edge.data["weight"], edge.data["units_b"]);
    }
    assert!(graph.nodes.values().any(|n| n["title"] == HOSTILE && n["group"] == "白石"));
    let (_, groups) = csv_of(&RUN.read("tables/group_sharing.csv"));
    assert_eq!(Graph::parse(&RUN.read("group_sharing.graphml")).edges.len(), groups.len());
}

#[test]
fn the_summary_holds_the_findings_and_no_markup_of_the_texts() {
    let summary = RUN.read("report.md");
    let page = RUN.read("index.html");
    let list = page.split("<ol class=\"findings\">").nth(1).unwrap().split("</ol>").next().unwrap();
    let findings: Vec<String> = list.split("<li>").skip(1).map(bare).collect();
    assert!((3..=5).contains(&findings.len()));
    for (i, finding) in findings.iter().enumerate() {
        let begin = format!("{}. ", i + 1);
        let line = summary.lines().find_map(|line| line.strip_prefix(&begin)).unwrap();
        assert_eq!(&bare(&line.replace("**", "").replace('\\', "")), finding);
    }
    for mark in ["<script", "<b>", "[点](x)", "*这里*"] {
        assert!(!summary.replace("\\*", "").replace("\\[", "").contains(mark), "{mark}");
    }
    for line in summary.lines().filter(|line| line.starts_with('|')) {
        assert!(line.ends_with(" |"), "{line}");
    }
    for file in ["tables.xlsx", "sharing.graphml", "analysis.json"] {
        assert!(summary.contains(&format!("[{file}]({file})")) && RUN.path(file).exists());
    }
}

/// Text without tags and entities.
fn bare(html: &str) -> String {
    let text: String = html
        .split('<')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once('>').unwrap().1 })
        .collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn the_same_bytes_come_out_for_any_thread_count() {
    let root = tempfile::tempdir().unwrap();
    report(root.path(), "one", &["--export", "xlsx,parquet,jsonl", "--threads", "1"]);
    let mut names: Vec<String> =
        ["report.md", "tables.xlsx", "sharing.graphml", "group_sharing.graphml"]
            .map(String::from)
            .into();
    names.extend(RUN.tables().iter().map(|t| format!("tables/{t}.parquet")));
    for name in names {
        let one = fs::read(root.path().join("one").join(&name)).unwrap();
        assert!(one == fs::read(RUN.path(&name)).unwrap(), "{name}");
    }
}

#[test]
fn none_leaves_the_other_forms_out_and_stands_by_itself() {
    let root = tempfile::tempdir().unwrap();
    report(root.path(), "out", &["--export", "none"]);
    let out = root.path().join("out");
    assert!(out.join("tables/phrases.csv").exists() && !out.join("tables.xlsx").exists());
    assert!(!fs::read_to_string(out.join("report.md")).unwrap().contains("tables.xlsx"));
    let both =
        leitmotif(root.path(), &["report", "docs.jsonl", "-o", "x", "--export", "none,xlsx"]);
    assert_eq!(both.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&both.stderr).contains("report.export"));
}

#[test]
fn one_table_goes_into_a_file_in_the_form_of_its_ending() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    fs::write(dir.join("docs.jsonl"), corpus()).unwrap();
    let printed = leitmotif(dir, &["phrases", "docs.jsonl", "-q", "--format", "csv"]).stdout;
    let (header, rows) = csv_of(&String::from_utf8(printed).unwrap());
    assert!(!rows.is_empty());
    for ending in ["csv", "json", "jsonl", "md", "parquet", "xlsx"] {
        succeed(dir, &["phrases", "docs.jsonl", "-o", &format!("p.{ending}")]);
    }
    let read = |ending: &str| fs::read_to_string(dir.join(format!("p.{ending}"))).unwrap();
    assert_eq!(csv_of(&read("csv")), (header.clone(), rows.clone()));
    assert_eq!(
        serde_json::from_str::<Vec<serde_json::Value>>(&read("json")).unwrap().len(),
        rows.len()
    );
    assert_eq!(read("jsonl").lines().count(), rows.len());
    assert_eq!(read("md").lines().count(), rows.len() + 2);
    let file = fs::File::open(dir.join("p.parquet")).unwrap();
    let metadata = SerializedFileReader::new(file).unwrap().metadata().file_metadata().clone();
    assert_eq!(metadata.num_rows() as usize, rows.len());
    let mut book: Xlsx<_> = open_workbook(dir.join("p.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["phrases"]);
    assert_eq!(book.worksheet_range("phrases").unwrap().height(), rows.len() + 1);

    // The name of a format wins over the ending; the other commands write files too.
    succeed(
        dir,
        &["reuse", "docs.jsonl", "--list", "pairs", "-o", "reuse.txt", "--format", "jsonl"],
    );
    assert!(fs::read_to_string(dir.join("reuse.txt")).unwrap().starts_with("{\"document_a\""));
    succeed(dir, &["concordance", "最大同心圆", "docs.jsonl", "-o", "k.XLSX"]);
    let mut book: Xlsx<_> = open_workbook(dir.join("k.XLSX")).unwrap();
    assert_eq!(book.worksheet_range("concordance").unwrap().height(), 9);
}

#[test]
fn a_file_that_cannot_be_written_is_refused_before_the_work() {
    let root = tempfile::tempdir().unwrap();
    let refused = |file: &str| {
        // The input does not exist either: what is said first is about the output.
        let output = leitmotif(root.path(), &["similar", "nothing.jsonl", "-o", file]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, error) = refused("pairs.doc");
    assert_eq!(code, Some(2));
    assert!(
        error.contains(".csv, .json, .jsonl, .md, .parquet, .xlsx") && error.lines().count() == 1
    );
    assert_eq!(refused("pairs").0, Some(2));
    fs::write(root.path().join("there.csv"), "").unwrap();
    let (code, error) = refused("there.csv");
    assert_eq!(code, Some(1));
    assert!(error.contains("exists"), "{error}");
    assert!(refused("no/folder.csv").1.contains("is no folder"));
    assert_eq!(fs::read_to_string(root.path().join("there.csv")).unwrap(), "");
}

/// A graph as a reader of GraphML sees it.
struct Graph {
    nodes: BTreeMap<String, BTreeMap<String, String>>,
    edges: Vec<Edge>,
}

struct Edge {
    source: String,
    target: String,
    data: BTreeMap<String, String>,
}

impl Graph {
    fn parse(xml: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(xml);
        let attribute = |tag: &BytesStart, name: &str| {
            let found = tag.try_get_attribute(name).unwrap()?;
            Some(found.value.into_owned())
        };
        let mut names = BTreeMap::new();
        let mut graph = Self { nodes: BTreeMap::new(), edges: Vec::new() };
        let mut node = None;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return graph,
                Event::Empty(tag) if tag.name().as_ref() == "key" => {
                    names.insert(
                        attribute(&tag, "id").unwrap(),
                        attribute(&tag, "attr.name").unwrap(),
                    );
                }
                Event::Start(tag) => match tag.name().as_ref() {
                    "node" => {
                        node = attribute(&tag, "id");
                        graph.nodes.insert(node.clone().unwrap(), BTreeMap::new());
                    }
                    "edge" => {
                        node = None;
                        let end = |name| attribute(&tag, name).unwrap();
                        let (source, target) = (end("source"), end("target"));
                        graph.edges.push(Edge { source, target, data: BTreeMap::new() });
                    }
                    "data" => {
                        let key = attribute(&tag, "key").unwrap();
                        let text = reader.read_text(tag.name()).unwrap();
                        let text = bare(&text);
                        let data = match &node {
                            Some(node) => graph.nodes.get_mut(node).unwrap(),
                            None => &mut graph.edges.last_mut().unwrap().data,
                        };
                        data.insert(names[&key].clone(), text);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }
}
