//! Packs jieba-rs's dictionary for [`tokenize::han`](src/tokenize/han/mod.rs).
//!
//! jieba-rs has no way to list its words, but its package holds them: `src/data/dict.txt` of the very
//! version that Cargo.toml pins. Where that file is not found or is another, the crate is built
//! without the table and cuts with jieba-rs itself, to the same words, more slowly.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[path = "src/tokenize/han/pack.rs"]
#[allow(dead_code, reason = "the crate reads what is written here")]
mod pack;

/// The version that Cargo.toml pins, and the FNV-1a hash of its dictionary.
const PACKAGE: &str = "jieba-rs";
const VERSION: &str = "0.11.0";
const HASH: u64 = 0x7942_e99e_5601_5da4;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/tokenize/han/pack.rs");
    println!("cargo::rustc-check-cfg=cfg(packed_dictionary)");
    let Some((path, dictionary)) = candidates().find_map(read) else {
        println!(
            "cargo::warning=the dictionary of {PACKAGE} {VERSION} was not found: words are cut more slowly"
        );
        return;
    };
    println!("cargo::rerun-if-changed={}", path.display());
    let packed = pack(&dictionary).map(|p| p.to_bytes());
    let out = env::var_os("OUT_DIR").map(|out| PathBuf::from(out).join("dictionary.bin"));
    if let (Some(bytes), Some(out)) = (packed, out)
        && fs::write(out, bytes).is_ok()
    {
        println!("cargo::rustc-cfg=packed_dictionary");
    }
}

/// The words made of Han characters alone, which are all that ever reaches the segmenter.
fn pack(dictionary: &str) -> Option<pack::Packed> {
    let mut words = Vec::new();
    let mut total = 0;
    for line in dictionary.lines() {
        let mut fields = line.split_ascii_whitespace();
        let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else { continue };
        let frequency: u64 = frequency.parse().ok()?;
        total += frequency;
        if word.chars().all(|c| c >= '\u{3400}') {
            words.push((word, frequency));
        }
    }
    pack::Packed::build(&words, total)
}

/// The dictionary at a path, if it is there and the one that is meant.
fn read(path: PathBuf) -> Option<(PathBuf, String)> {
    let text = fs::read_to_string(&path).ok()?;
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash == HASH).then_some((path, text))
}

/// Where the package may lie: beside this one, in Cargo's cache, else where Cargo says.
fn candidates() -> impl Iterator<Item = PathBuf> {
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let mut folders = vec![here.join("vendor")];
    folders.extend(here.parent().map(Path::to_path_buf));
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    folders.extend(sources.into_iter().flatten().flatten().map(|source| source.path()));
    let named = folders
        .into_iter()
        .flat_map(|folder| [folder.join(format!("{PACKAGE}-{VERSION}")), folder.join(PACKAGE)]);
    let data = |package: PathBuf| package.join("src").join("data").join("dict.txt");
    named.chain(std::iter::once_with(told_by_cargo).flatten()).map(data)
}

/// The folder of the package that Cargo resolved, of those it has at hand.
fn told_by_cargo() -> Option<PathBuf> {
    let mut command = Command::new(env::var_os("CARGO")?);
    command.args(["metadata", "--format-version=1", "--offline", "--manifest-path"]);
    command.arg(Path::new(&env::var_os("CARGO_MANIFEST_DIR")?).join("Cargo.toml"));
    if let Ok(target) = env::var("TARGET") {
        command.args(["--filter-platform", &target]);
    }
    let output = command.output().ok()?;
    let metadata = String::from_utf8(output.stdout).ok()?;
    // One line of JSON, in which a package names its name, its version and its manifest in this
    // order; a path is the only string here that may need unescaping.
    let package = format!("\"name\":\"{PACKAGE}\",\"version\":\"{VERSION}\"");
    let rest = metadata.split_once(&package)?.1;
    let path = rest.split_once("\"manifest_path\":\"")?.1.split_once('"')?.0;
    Path::new(&path.replace("\\\\", "\\")).parent().map(Path::to_path_buf)
}
