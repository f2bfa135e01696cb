//! The cache: what runs found, kept in a folder for the next ones.
//!
//! ```text
//! $LEITMOTIF_CACHE, else $XDG_CACHE_HOME/leitmotif, else ~/.cache/leitmotif
//!   leitmotif-STAGE-KEY.cache    magic, format, program, key, length, BLAKE3 of the payload, payload
//! ```
//!
//! An entry is written beside its place and renamed into it, so that nobody sees a part of one; two runs at
//! once write the same entry twice, since its key says all that it depends on. What is damaged, or was
//! written by another program, counts as absent. The folder is the user's own: nobody else may look
//! into it where we made it, and nothing in it is touched that is not named like an entry. Nothing
//! here fails a run: what cannot be kept is found anew.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::interrupt::Unfinished;
use super::output::is_dead;
use crate::config::Config;
use crate::store::{Key, MOST_BYTES, Store};

/// Names the folder.
const FOLDER: &str = "LEITMOTIF_CACHE";
const MAGIC: &[u8; 8] = b"leitmot\n";
/// Changes with the layout of a file.
const FORMAT: u32 = 1;
/// Bytes of all entries: a few corpora of the largest size that is kept, and little beside what a disk
/// holds. The entries that were not used for longest go first.
const MOST_OF_ALL: u64 = 4 << 30;
const PREFIX: &str = "leitmotif-";
const SUFFIX: &str = ".cache";
const TEMPORARY: &str = ".leitmotif-tmp-";

/// The folder of entries, and which stages of this run did no work.
#[derive(Debug)]
pub struct Cache {
    dir: PathBuf,
    most: u64,
    reused: Mutex<BTreeSet<&'static str>>,
}

impl Cache {
    /// The cache of a run; none where the user wants none or has no home.
    pub fn of(config: &Config) -> Option<Self> {
        config.cache.then(folder).flatten().map(Self::at)
    }

    fn at(dir: PathBuf) -> Self {
        Self { dir, most: MOST_OF_ALL, reused: Mutex::default() }
    }

    /// The stages that did no work, by their names in the manifest.
    pub fn reused(&self) -> BTreeSet<&'static str> {
        self.reused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn path(&self, stage: &str, key: &Key) -> PathBuf {
        self.dir.join(format!("{PREFIX}{stage}-{}{SUFFIX}", key.hex()))
    }

    /// An entry's file behind its head, and the length and hash of what follows.
    fn open(&self, stage: &str, key: &Key) -> Option<(File, u64, [u8; 32])> {
        let mut file = File::open(self.path(stage, key)).ok()?;
        let expected = head(key);
        let mut found = vec![0; expected.len()];
        file.read_exact(&mut found).ok()?;
        let (mut length, mut hash) = ([0; 8], [0; 32]);
        file.read_exact(&mut length).ok()?;
        file.read_exact(&mut hash).ok()?;
        let length = u64::from_le_bytes(length);
        let size = file.metadata().ok()?.len();
        let is_whole = size.checked_sub((found.len() + 40) as u64) == Some(length);
        (found == expected && is_whole && length <= MOST_BYTES as u64)
            .then_some((file, length, hash))
    }

    fn write(&self, path: &Path, key: &Key, payload: &[u8]) -> std::io::Result<()> {
        make(&self.dir)?;
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("{TEMPORARY}{}-{number}", std::process::id());
        let temporary = self.dir.join(name);
        let unfinished = Unfinished::begin(&temporary);
        let write = || {
            let mut file = create(&temporary)?;
            file.write_all(&head(key))?;
            file.write_all(&(payload.len() as u64).to_le_bytes())?;
            file.write_all(blake3::hash(payload).as_bytes())?;
            file.write_all(payload)?;
            drop(file);
            unfinished.place(|| fs::rename(&temporary, path))
        };
        write().inspect_err(|_| {
            let _ = fs::remove_file(&temporary);
        })
    }

    /// Removes what dead runs left half-written, and the entries that were not used for longest until
    /// `n` more bytes fit.
    fn make_room(&self, n: u64) {
        let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(about) = entry.metadata() else { continue };
            if let Some(process) = name.strip_prefix(TEMPORARY).and_then(|n| n.split('-').next()) {
                if is_dead(process) {
                    let _ = fs::remove_file(entry.path());
                }
            } else if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
                let used = about.modified().unwrap_or(UNIX_EPOCH);
                entries.push((used, about.len(), entry.path()));
            }
        }
        let mut all: u64 = n + entries.iter().map(|e| e.1).sum::<u64>();
        entries.sort();
        for (_, bytes, path) in entries {
            if all <= self.most {
                break;
            }
            if fs::remove_file(path).is_ok() {
                all -= bytes;
            }
        }
    }
}

impl Store for Cache {
    fn has(&self, stage: &str, key: &Key) -> bool {
        self.open(stage, key).is_some()
    }

    fn get(&self, stage: &str, key: &Key) -> Option<Vec<u8>> {
        let (file, length, hash) = self.open(stage, key)?;
        let mut payload = Vec::with_capacity(usize::try_from(length).ok()?);
        (&file).take(length).read_to_end(&mut payload).ok()?;
        if blake3::hash(&payload).as_bytes() != &hash {
            return None;
        }
        // The time of the last use; where it cannot be set, the entry is as old as it was written.
        let _ = file.set_modified(SystemTime::now());
        Some(payload)
    }

    fn put(&self, stage: &str, key: &Key, payload: Vec<u8>) {
        self.make_room(payload.len() as u64);
        let _ = self.write(&self.path(stage, key), key, &payload);
    }

    fn reused(&self, stage: &'static str) {
        self.reused.lock().unwrap_or_else(PoisonError::into_inner).insert(stage);
    }
}

/// What an entry begins with.
fn head(key: &Key) -> Vec<u8> {
    let program = program().as_bytes();
    let length = (program.len() as u32).to_le_bytes();
    [MAGIC.as_slice(), &FORMAT.to_le_bytes(), &length, program, key.bytes()].concat()
}

/// The program that writes entries: its version, and the size and time of its file, since two builds of one
/// version need not find the same.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let about = std::env::current_exe().and_then(fs::metadata).ok();
        let size = about.as_ref().map_or(0, fs::Metadata::len);
        let built = about.and_then(|about| about.modified().ok());
        let built = built.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let built = built.map_or(0, |time| time.as_nanos());
        format!("leitmotif {} {size} {built}", env!("CARGO_PKG_VERSION"))
    })
}

/// The folder by what the user has set; a path that is not absolute is none of the base folders.
fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    set(FOLDER)
        .or_else(|| set("XDG_CACHE_HOME").filter(|p| p.is_absolute()).map(|p| p.join("leitmotif")))
        .or_else(|| {
            let home = std::env::home_dir().filter(|home| home.is_absolute())?;
            Some(home.join(".cache").join("leitmotif"))
        })
}

/// Makes the folder, for the user alone: texts are kept in it.
fn make(dir: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir)
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;

    fn key(n: u8) -> Key {
        Key::of([[n].as_slice()])
    }

    #[test]
    fn entries_come_back_as_they_were_and_damaged_ones_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::at(root.path().join("a/cache"));
        assert!(!cache.has("x", &key(1)));
        cache.put("x", &key(1), b"payload".to_vec());
        assert_eq!(cache.get("x", &key(1)).unwrap(), b"payload");
        assert!(cache.has("x", &key(1)));
        assert!(cache.get("y", &key(1)).is_none() && cache.get("x", &key(2)).is_none());

        let path = cache.path("x", &key(1));
        let whole = fs::read(&path).unwrap();
        for i in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[i] ^= 1;
            fs::write(&path, &flipped).unwrap();
            assert!(cache.get("x", &key(1)).is_none(), "byte {i}");
            fs::write(&path, &whole[..i]).unwrap();
            assert!(cache.get("x", &key(1)).is_none(), "{i} bytes");
        }
        fs::write(&path, [whole.as_slice(), b"more"].concat()).unwrap();
        assert!(cache.get("x", &key(1)).is_none());
        // An entry under another's name.
        fs::write(cache.path("x", &key(2)), &whole).unwrap();
        assert!(cache.get("x", &key(2)).is_none());
        cache.put("x", &key(1), b"anew".to_vec());
        assert_eq!(cache.get("x", &key(1)).unwrap(), b"anew");
    }

    #[test]
    fn the_entries_used_longest_ago_make_room_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache { most: 1_000, ..Cache::at(root.path().into()) };
        fs::write(root.path().join("notes.txt"), vec![0; 2_000]).unwrap();
        for (n, days) in [(1, 1), (2, 3), (3, 2)] {
            cache.put("x", &key(n), vec![0; 150]);
            let file = File::options().write(true).open(cache.path("x", &key(n))).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(days * 86_400)).unwrap();
        }
        // Used last of all, though written first but one.
        assert!(cache.get("x", &key(2)).is_some());
        cache.put("x", &key(4), vec![0; 400]);
        let has: Vec<bool> = (1..5).map(|n| cache.has("x", &key(n))).collect();
        assert_eq!(has, [true, true, false, true]);
        assert!(root.path().join("notes.txt").exists());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_dead_runs_left_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let parent = std::os::unix::process::parent_id();
        let (dead, alive) = (format!("{TEMPORARY}4294967295-0"), format!("{TEMPORARY}{parent}-0"));
        for name in [&dead, &alive] {
            fs::write(root.path().join(name), "part").unwrap();
        }
        Cache::at(root.path().into()).put("x", &key(1), Vec::new());
        assert!(!root.path().join(dead).exists() && root.path().join(alive).exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_failure() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = Cache::at(file.join("cache"));
        cache.put("x", &key(1), vec![1]);
        assert!(cache.get("x", &key(1)).is_none());
    }
}
