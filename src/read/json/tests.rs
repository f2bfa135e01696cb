#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// The documents of a file as `name: text`, and the log.
fn read_as(format: &dyn Format, text: &str, columns: &Columns) -> (Vec<String>, Vec<String>) {
    let mut content = Content::new(text.as_bytes().to_vec());
    content.columns = columns.clone();
    let mut log = Vec::new();
    let drafts = format.read(&mut content, &mut log);
    let shown = match drafts {
        Ok(drafts) => drafts
            .into_iter()
            .map(|d| match (d.id, d.row) {
                (Some(id), _) => format!("{id}: {}", d.source),
                (None, Some(row)) => format!("{row}: {}", d.source),
                (None, None) => d.source,
            })
            .collect(),
        Err(reason) => vec![format!("! {reason}")],
    };
    (shown, log)
}

fn read(text: &str) -> Vec<String> {
    read_as(&Json, text, &Columns::default()).0
}

#[test]
fn documents_are_found_in_the_shapes_that_programs_write() {
    for (text, expected) in [
        (r#"[{"text":"one"},{"text":"two"}]"#, ["1: one", "2: two"]),
        (r#"{"status":"ok","articles":[{"text":"one"},{"text":"two"}]}"#, ["1: one", "2: two"]),
        (r#"{"documents":["one","two"]}"#, ["1: one", "2: two"]),
        (r#"{"a":{"text":"one"},"b":{"text":"two"}}"#, ["a: one", "b: two"]),
        (r#"{"title":["A","B"],"text":["one","two"]}"#, ["1: one", "2: two"]),
        (r#"{"title":{"0":"A","1":"B"},"text":{"0":"one","1":"two"}}"#, ["1: one", "2: two"]),
        (
            r#"{"took":3,"hits":{"total":2,"hits":[{"_id":"a","_source":{"content":"one"}},
                {"_id":"b","_source":{"content":"two"}}]}}"#,
            ["a: one", "b: two"],
        ),
        ("{\n \"text\": \"one\"\n}\n{\n \"text\": \"two\"\n}", ["1: one", "2: two"]),
        (r#"{"text":"one"}{"text":"two"}"#, ["1: one", "2: two"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
        // The name of the file changes nothing where the shape is clear.
        if !text.starts_with("{\"") {
            assert_eq!(read_as(&JsonLines, text, &Columns::default()).0, expected, "{text}");
        }
    }
}

#[test]
fn an_object_inside_is_opened_and_a_list_of_strings_is_paragraphs() {
    assert_eq!(read(r#"{"date":"2021","article":{"content":"one","title":"T"}}"#), ["one"]);
    assert_eq!(read(r#"{"text":["one","two"],"title":"T"}"#), ["one\ntwo"]);
    let (rows, _) = read_as(
        &JsonLines,
        r#"{"id":"a","source":{"id":"x"},"article":{"content":"one"}}"#,
        &Columns::default(),
    );
    assert_eq!(rows, ["a: one"]);
    let columns = Columns { text: Some("content.rendered".into()), id: None };
    assert_eq!(read_as(&Json, r#"{"content":{"rendered":"one"}}"#, &columns).0, ["one"]);
}

#[test]
fn the_longest_values_are_the_text_where_no_key_is_known() {
    let rows =
        (1..4).map(|i| format!(r#"{{"标题":"题{i}","说了什么":"{}"}}"#, "潮水退去。".repeat(9)));
    let text = rows.collect::<Vec<_>>().join("\n");
    let (rows, log) = read_as(&JsonLines, &text, &Columns::default());
    assert!(rows.len() == 3 && rows[0].starts_with("1: 潮水"), "{rows:?}");
    assert!(log[0].contains("`说了什么` was taken"), "{log:?}");
}

#[test]
fn slips_of_writers_are_mended_and_faults_are_named() {
    for text in [
        r#"{"text":"one","n":NaN,"m":-Infinity}"#,
        r#"{"text":"one",}"#,
        "{\"text\":\"one\",\"t\":\"a\tb\"}",
        r#"{"text":"one","t":"\ud83d x","u":"\ud83d\ude00 NaN"}"#,
    ] {
        assert_eq!(read(text), ["one"], "{text}");
    }
    let deep = format!(r#"{{"text":"one","x":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    assert!(read(&deep)[0].starts_with("! nested too deep at line 1"), "{:?}", read(&deep));
    assert!(read("{\"text\":")[0].starts_with("! not JSON at line 1"));
    assert_eq!(read("5"), ["! the file holds a number, not objects"]);
    let (rows, log) = read_as(&Json, "{\"text\":\n\"one\"}\n{\"text\":", &Columns::default());
    assert_eq!(rows, ["one"]);
    assert!(log[0].starts_with("what follows value 1 left out: not JSON"), "{log:?}");
    // A bad first row costs itself only.
    let (rows, log) = read_as(&Json, "{\"text\"\n{\"text\":\"two\"}\n", &Columns::default());
    assert_eq!((rows, log.len()), (vec!["2: two".to_string()], 1));
}

proptest! {
    #[test]
    fn nothing_panics(text in "[\\[\\]{}\",:a-c0-9\\\\ud8潮 \\n\\tNaN]{0,60}") {
        read(&text);
        mend::mended(&text);
        let _ = records(&text);
    }
}
