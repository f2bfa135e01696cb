#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::PathBuf;

use super::*;
use crate::read::limits::ByteSize;

fn found(name: &str) -> Found {
    Found {
        path: PathBuf::from("in").join(name),
        name: name.into(),
        folder: "in".into(),
        is_named: true,
    }
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// Every member as `name: text or reason`, and how the container ends.
fn unpacked(name: &str, bytes: &[u8], limit: u64) -> (Vec<String>, Result<(), String>) {
    let mut given = Vec::new();
    let mut budget = Budget::of(bytes.len() as u64, ByteSize(limit));
    let container = Container::of(bytes).unwrap();
    let result =
        members(&found(name), bytes, container, &mut budget, &|_, _| false, &mut |member| {
            let content = match member.1 {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(reason) => reason,
            };
            given.push(format!("{}: {content}", member.0.name));
        });
    (given, result)
}

#[test]
fn every_container_gives_its_members_in_order() {
    let members: [(&str, &[u8]); 3] = [("b/一.txt", b"one"), ("a.txt", b"two"), (".hidden", b"-")];
    let names =
        |archive: &str| vec![format!("{archive}/b/一.txt: one"), format!("{archive}/a.txt: two")];
    let tar = tar_of(&members);
    let zstd = zstd::encode_all(tar.as_slice(), 1).unwrap();
    for (name, bytes) in [
        ("x.zip", zip_of(&members)),
        ("x.tar.gz", gzip_of(&tar)),
        ("x.tar.zst", zstd),
        ("x.tar", tar),
    ] {
        assert_eq!(unpacked(name, &bytes, 1000), (names(name), Ok(())), "{name}");
    }
    let notes = gzip_of(b"notes");
    assert_eq!(unpacked("n.txt.gz", &notes, 1000), (vec!["n.txt.gz: notes".into()], Ok(())));
    assert_eq!(found("n.txt.gz").extension(), "txt");
}

#[test]
fn archives_inside_archives_are_opened_up_to_a_depth() {
    let mut bytes = zip_of(&[("deep.txt", b"here")]);
    for _ in 1..MAX_DEPTH {
        bytes = zip_of(&[("in.zip", &bytes)]);
    }
    let (given, _) = unpacked("x.zip", &bytes, 1_000_000);
    assert_eq!(given, ["x.zip/in.zip/in.zip/in.zip/deep.txt: here"]);
    let (given, _) = unpacked("x.zip", &zip_of(&[("in.zip", &bytes)]), 1_000_000);
    assert!(given[0].contains("are not opened"), "{given:?}");
}

#[test]
fn what_unpacks_beyond_the_limit_is_refused() {
    let bomb = vec![b'0'; 50_000];
    for (name, bytes) in [
        ("x.gz", gzip_of(&bomb)),
        ("x.zip", zip_of(&[("a.txt", &bomb)])),
        ("x.tar.gz", gzip_of(&tar_of(&[("a.txt", &bomb)]))),
    ] {
        let (given, result) = unpacked(name, &bytes, 10_000);
        let reason = format!("{given:?} {result:?}");
        assert!(reason.contains("unpacks to more than 10000 bytes"), "{name}: {reason}");
    }
}

#[test]
fn damaged_archives_keep_what_came_before() {
    let members: Vec<(String, Vec<u8>)> = (0..9u32)
        .map(|i| {
            (format!("{i}.txt"), (0..2000u32).flat_map(|j| (i * j * j).to_le_bytes()).collect())
        })
        .collect();
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let whole = gzip_of(&tar_of(&members));
    let (given, result) = unpacked("x.tar.gz", &whole[..whole.len() / 2], 1_000_000);
    assert!(!given.is_empty() && given.len() < 9);
    assert!(result.is_err() || given.last().unwrap().contains("damaged"));
    let zip = zip_of(&members);
    let (_, result) = unpacked("x.zip", &zip[..zip.len() / 2], 1_000_000);
    assert!(result.unwrap_err().starts_with("the archive is damaged"));
}

#[test]
fn names_of_members_stay_inside_the_archive() {
    let place = |name: &str| member(&found("x.zip"), name);
    assert_eq!(place("../../etc/a.txt").name, "x.zip/etc/a.txt");
    assert_eq!(place("a\\b.txt").name, "x.zip/a/b.txt");
    assert_eq!(
        (place("york/a.txt").folder.as_str(), place("a.txt").folder.as_str()),
        ("york", "x")
    );
    let inside = Found { is_named: false, ..found("sub/x.zip") };
    assert_eq!(member(&inside, "york/a.txt").folder, "sub/x.zip/york");
}

/// Puts bytes of the same length in the place of others, wherever they stand.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (bytes.to_vec(), 0);
    while let Some(found) = memchr::memmem::find(&out[at..], from) {
        at += found;
        out[at..at + to.len()].copy_from_slice(to);
    }
    out
}

#[test]
fn names_in_other_encodings_are_read_and_hidden_members_passed_over() {
    let of = |encoding: &'static encoding_rs::Encoding, names: &[&str]| {
        let members: Vec<(String, Vec<u8>)> = (names.iter().enumerate())
            .map(|(i, name)| {
                let raw = encoding.encode(name).0.into_owned();
                let letter = char::from(b'A' + i as u8);
                (letter.to_string().repeat(raw.len()), raw)
            })
            .collect();
        let named: Vec<(&str, &[u8])> =
            members.iter().map(|(name, _)| (name.as_str(), b"-".as_slice())).collect();
        let mut zip = zip_of(&[&named[..], &[(".x", b"-"), ("__MACOSX/._a", b"-")]].concat());
        for (name, raw) in &members {
            zip = replaced(&zip, name.as_bytes(), raw);
        }
        let (given, result) = unpacked("x.zip", &zip, 1000);
        let expected: Vec<String> = names.iter().map(|name| format!("x.zip/{name}: -")).collect();
        assert_eq!((given, result), (expected, Ok(())));
    };
    of(encoding_rs::GBK, &["新闻/一号.txt"]);
    of(encoding_rs::GBK, &["新闻/统战工作要点.txt", "讲话/在全县大会上的讲话.docx", "通知.pdf"]);
    of(encoding_rs::GBK, &["二〇二三年政府工作报告（全文）.txt", "附件1：任务分工表.txt"]);
    of(
        encoding_rs::BIG5,
        &["新聞/統戰工作報告.txt", "新聞/臺灣省政府公報.txt", "縣長談話紀錄.txt"],
    );
}

#[test]
fn one_bad_member_costs_itself_and_members_of_one_name_are_told() {
    let zip = zip_of(&[("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"three")]);
    let second = memchr::memmem::find(&zip[4..], b"PK\x03\x04").unwrap() + 4;
    let mut bad = zip.clone();
    bad[second..second + 4].copy_from_slice(b"XXXX");
    let (given, result) = unpacked("x.zip", &bad, 1000);
    assert_eq!((given.len(), result), (3, Ok(())));
    assert!(given[1].starts_with("x.zip/b.txt: it is damaged"), "{given:?}");
    assert_eq!(given[2], "x.zip/c.txt: three");
    let (given, result) = unpacked("x.zip", &replaced(&zip, b"b.txt", b"a.txt"), 1000);
    assert_eq!(given.len(), 2);
    assert!(result.unwrap_err().contains("1 of its files are hidden behind another"));
}

#[test]
fn members_of_gzip_are_joined_and_padding_is_passed_over() {
    for tail in [vec![], vec![0; 512], b"signed".to_vec()] {
        let bytes = [gzip_of(b"one "), gzip_of(b"two"), tail].concat();
        assert_eq!(unpacked("n.gz", &bytes, 1000), (vec!["n.gz: one two".into()], Ok(())));
    }
    let whole = gzip_of(&[b'a'; 1000]);
    let (given, result) = unpacked("n.gz", &whole[..whole.len() - 8], 10_000);
    assert!(given.is_empty() && result.is_err(), "{given:?}");
}

#[test]
fn the_last_member_of_a_cut_tar_is_not_taken_for_whole() {
    let tar = tar_of(&[("a.txt", b"one"), ("b.txt", &[b'b'; 4000])]);
    let (given, result) = unpacked("x.tar", &tar[..3000], 100_000);
    assert_eq!(given[0], "x.tar/a.txt: one");
    assert!(given[1].contains("it is cut off: 1464 of 4000 bytes"), "{given:?}");
    assert!(result.unwrap_err().starts_with("the archive is"));
}
