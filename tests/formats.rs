//! Formats end to end: tables, workbooks, archives and standard input become documents with their
//! metadata, and every file is accounted for.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use leitmotif::read::limits::ByteSize;
use leitmotif::read::{GroupFrom, Inputs, ReadSettings, Reading};
use tempfile::TempDir;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn read_with(path: &Path, settings: &ReadSettings) -> Reading {
    leitmotif::read::read(&Inputs::from_iter([path]), settings).unwrap()
}

fn read(path: &Path) -> Reading {
    read_with(path, &ReadSettings::default())
}

/// `name | date | group | text` of every document.
fn rows(reading: &Reading) -> Vec<String> {
    let shown = |d: &leitmotif::corpus::Document| {
        let date = d.date.map(|date| date.to_string()).unwrap_or_default();
        let group = d.group.as_deref().unwrap_or("-");
        format!("{} | {date} | {group} | {}", d.name, d.source.trim())
    };
    reading.corpus.documents.iter().map(shown).collect()
}

/// `file: message` of every warning.
fn warnings(reading: &Reading) -> Vec<String> {
    let name = |subject: &str| subject.rsplit('/').next().unwrap_or_default().to_string();
    reading.warnings.iter().map(|w| format!("{}: {}", name(&w.subject), w.message)).collect()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with a title over its header and a second sheet of figures.
fn workbook() -> Vec<u8> {
    let sheet = |rows: &str| {
        format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/\
             spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let speeches = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}{}</row><row r=\"3\">{}{}{}</row>",
        text("A1", "讲话汇总"),
        text("A2", "编号"),
        text("B2", "正文"),
        text("C2", "来源"),
        "<c r=\"A3\"><v>7</v></c>",
        text("B3", "河道整治要人人动手。"),
        text("C3", "清河日报"),
    );
    let figures = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
                   <row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c></row>";
    let part = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/\
                 2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 </Types>";
    let workbook = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/\
         2006/main\" xmlns:r=\"{part}\"><sheets><sheet name=\"讲话\" sheetId=\"1\" r:id=\"r1\"/>\
         <sheet name=\"Figures\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
    );
    let relations = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/\
         2006/relationships\"><Relationship Id=\"r1\" Type=\"{part}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{part}/worksheet\" \
         Target=\"worksheets/sheet2.xml\"/></Relationships>"
    );
    let root = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/\
         2006/relationships\"><Relationship Id=\"r1\" Type=\"{part}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    zip_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet(&speeches).as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet(figures).as_bytes()),
    ])
}

/// A Parquet file of two rows.
fn parquet_file() -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    let schema = "message rows { required binary id (UTF8); required binary text (UTF8); \
                  required int32 day (DATE); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let properties = Arc::new(Default::default());
    let mut file =
        parquet::file::writer::SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = file.next_row_group().unwrap();
    let texts = [["a", "b"], ["潮水退去。", "The tide turns."]];
    for column in texts {
        let mut writer = group.next_column().unwrap().unwrap();
        let cells = column.map(ByteArray::from);
        writer.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
        writer.close().unwrap();
    }
    let mut writer = group.next_column().unwrap().unwrap();
    writer.typed::<Int32Type>().write_batch(&[18_690, 18_691], None, None).unwrap();
    writer.close().unwrap();
    group.close().unwrap();
    file.into_inner().unwrap()
}

#[test]
fn tables_of_every_kind_give_a_document_a_row() {
    let dir = folder(&[
        ("a.csv", "编号,发布日期,来源,正文\n1,2021年3月4日,清河日报,\"潮水,\n退去\"\n".as_bytes()),
        ("b.tsv", b"speaker\tspeech\nJane Doe\tThe ferry sails.\n"),
        ("book.xlsx", &workbook()),
        ("rows.parquet", &parquet_file()),
    ]);
    let settings = ReadSettings { date_column: Some("day".into()), ..Default::default() };
    let reading = read_with(&dir.path().join("rows.parquet"), &settings);
    assert_eq!(
        rows(&reading),
        ["a | 2021-03-04 | - | 潮水退去。", "b | 2021-03-05 | - | The tide turns."]
    );
    let reading = read(dir.path());
    assert_eq!(
        rows(&reading),
        [
            "1 | 2021-03-04 | 清河日报 | 潮水,\n退去",
            "7 |  | 清河日报 | 河道整治要人人动手。",
            "a |  | - | 潮水退去。",
            "b |  | - | The tide turns.",
            "b.tsv:2 |  | Jane Doe | The ferry sails.",
        ]
    );
    let all = warnings(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].starts_with("book.xlsx: sheet `Figures` left out: no column"), "{all:?}");
}

#[test]
fn rows_are_grouped_by_the_first_column_that_tells_them_apart() {
    let dir = folder(&[
        (
            "a.csv",
            b"source,region,text\ngazette,north,The ferry sails.\ngazette,south,The tide turns.\n",
        ),
        ("b.csv", b"source,region,text\ngazette,north,The quay stands.\npost,,The wall holds.\n"),
    ]);
    let reading = read(dir.path());
    let groups: Vec<_> = reading.corpus.documents.iter().map(|d| d.group.as_deref()).collect();
    assert_eq!(groups, [Some("north"), Some("south"), Some("gazette"), Some("post")]);
}

#[test]
fn columns_can_be_named_and_wrong_names_are_told() {
    let dir = folder(&[
        ("a.csv", b"key,note,when,who,text\nk,The tide turns.,2020,north,-\n"),
        (
            "b.jsonl",
            b"{\"key\":\"j\",\"note\":\"The ferry sails.\",\"when\":2021,\"who\":\"south\"}\n",
        ),
        ("c.csv", b"text\nno note here\n"),
    ]);
    let settings = ReadSettings {
        text_column: Some("Note".into()),
        id_column: Some("key".into()),
        date_column: Some("when".into()),
        group_column: Some("who".into()),
        ..Default::default()
    };
    let reading = read_with(dir.path(), &settings);
    assert_eq!(
        rows(&reading),
        ["j | 2021 | south | The ferry sails.", "k | 2020 | north | The tide turns."]
    );
    assert_eq!(warnings(&reading), ["c.csv: no column `Note` (it has text)"]);
    let settings = ReadSettings { group_column: Some("town".into()), ..settings };
    let all = warnings(&read_with(dir.path(), &settings));
    assert!(all.iter().any(|w| w.contains("no document has a field `town`")), "{all:?}");
}

#[test]
fn archives_are_folders_of_documents() {
    let inner = zip_of(&[("deep/c.txt", "三号渡口".as_bytes())]);
    let gbk = encoding_rs::GB18030.encode("河道整治，人人动手，户户参与。").0;
    let archive = zip_of(&[
        ("york/20210304.txt", b"The ferry sails.".as_slice()),
        ("york/b.txt", gbk.as_ref()),
        ("inner.zip", &inner),
        ("__MACOSX/b.txt", b"-"),
        ("york/picture.png", b"\x89PNG\r\n\x1a\n\0"),
    ]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(b"{\"id\":\"r\",\"text\":\"The tide turns.\"}\n").unwrap();
    let dir = folder(&[("in/press.zip", &archive), ("in/rows.jsonl.gz", &gzip.finish().unwrap())]);
    let settings = ReadSettings { group_from: GroupFrom::Folder, ..Default::default() };
    let reading = read_with(&dir.path().join("in"), &settings);
    assert_eq!(
        rows(&reading),
        [
            "press.zip/inner.zip/deep/c.txt |  | press.zip/inner.zip/deep | 三号渡口",
            "press.zip/york/20210304.txt | 2021-03-04 | press.zip/york | The ferry sails.",
            "press.zip/york/b.txt |  | press.zip/york | 河道整治，人人动手，户户参与。",
            "r |  | in | The tide turns.",
        ]
    );
    assert_eq!(warnings(&reading), ["picture.png: PNG image files are not read"]);
    assert_eq!(reading.inputs.iter().map(|i| i.n_documents).collect::<Vec<_>>(), [3, 1]);
    let alone = read_with(&dir.path().join("in/press.zip"), &settings);
    assert_eq!(alone.corpus.groups(), ["press.zip/inner.zip/deep", "york"]);
}

#[test]
fn limits_are_named_with_the_file() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&vec![b'a'; 100_000]).unwrap();
    let long = "The ferry sails. ".repeat(200);
    let dir = folder(&[
        ("a.txt", b"short"),
        ("b.txt", long.as_bytes()),
        ("c.txt.gz", &gzip.finish().unwrap()),
    ]);
    let settings = ReadSettings {
        max_file_size: ByteSize(2000),
        max_unpacked_size: ByteSize(50_000),
        ..Default::default()
    };
    let reading = read_with(dir.path(), &settings);
    assert_eq!(reading.corpus.len(), 1);
    let all = warnings(&reading);
    assert!(all[0].starts_with("b.txt: its size of 3400 bytes is more than --max-file-size 2000"));
    assert!(all[1].starts_with("c.txt.gz: it unpacks to more than 50000 bytes"), "{all:?}");
}

#[test]
fn a_metadata_table_and_a_pattern_say_what_the_files_do_not() {
    let dir = folder(&[
        (
            "metadata.csv",
            "file,date,group,title\na.txt,2021-03-04,north,Ferry\ngone.txt,,,\n".as_bytes(),
        ),
        ("a.txt", b"---\ngroup: south\n---\nThe ferry sails."),
        ("east_20200102.txt", b"The tide turns."),
    ]);
    let pattern = ReadSettings {
        group_pattern: Some(r"^(?<group>[a-z]+)_(?<date>\d{8})".into()),
        ..Default::default()
    };
    let reading = read_with(dir.path(), &pattern);
    let text = |d: &leitmotif::corpus::Document| d.source.lines().last().unwrap().to_string();
    let found: Vec<_> = reading
        .corpus
        .documents
        .iter()
        .map(|d| (d.group.clone().unwrap(), d.date.unwrap().to_string(), text(d)))
        .collect();
    assert_eq!(found[0], ("north".into(), "2021-03-04".into(), "The ferry sails.".into()));
    assert_eq!(found[1], ("east".into(), "2020-01-02".into(), "The tide turns.".into()));
    assert_eq!(reading.corpus.documents[0].title.as_deref(), Some("Ferry"));
    let all = warnings(&reading);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].contains("1 of 2 rows name nothing that was read (`gone.txt`)"), "{all:?}");
    assert!(all[1].contains("1 of 2 document names do not fit the pattern (`a.txt`)"), "{all:?}");
}

#[test]
fn exact_duplicates_are_noted_and_can_be_collapsed() {
    let dir = folder(&[
        ("2020-01-02.txt", b"The ferry sails.\n"),
        ("a.txt", b"The ferry  sails."),
        ("b.txt", b"The tide turns."),
    ]);
    let reading = read(dir.path());
    assert_eq!(reading.corpus.documents[1].duplicate_of.as_deref(), Some("2020-01-02.txt"));
    let settings = ReadSettings { collapse_duplicates: true, strict: true, ..Default::default() };
    let reading = read_with(dir.path(), &settings);
    assert_eq!(reading.corpus.len(), 2);
    assert_eq!(warnings(&reading), ["a.txt: the same text as `2020-01-02.txt`; collapsed"]);
}

fn piped(dir: &Path, arguments: &[&str], input: &str) -> (String, String) {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("leitmotif"))
        .current_dir(dir)
        .env("LEITMOTIF_CACHE", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml/cache"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn standard_input_is_text_rows_or_a_list_of_files() {
    let dir = folder(&[("a.txt", b"The ferry sails."), ("sub/b.txt", b"The tide turns.")]);
    let documents = |arguments: &[&str], input: &str| -> Vec<String> {
        let (out, _) = piped(dir.path(), arguments, input);
        let name = |line: &str| {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            object["document"].as_str().unwrap().to_string()
        };
        out.lines().map(name).collect()
    };
    assert_eq!(documents(&["inspect", "-"], "The tide turns."), ["stdin"]);
    let rows = "{\"id\":\"r1\",\"text\":\"one\"}\n{\"id\":\"r2\",\"text\":\"two\"}\n";
    assert_eq!(documents(&["inspect", "-"], rows), ["r1", "r2"]);
    assert_eq!(documents(&["inspect", "-"], "id,text\nk,潮水退去\n"), ["k"]);
    let list = "./a.txt\r\n\nsub\n";
    assert_eq!(documents(&["inspect", "--files-from", "-"], list), ["a.txt", "sub/b.txt"]);
    let (_, errors) = piped(dir.path(), &["inspect", "--files-from", "-"], "a.txt\nnone.txt\n");
    assert!(errors.contains("none.txt: cannot be opened"), "{errors}");
    let (_, errors) = piped(dir.path(), &["inspect"], "");
    assert!(errors.contains("INPUT"), "{errors}");
}
