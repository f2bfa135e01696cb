//! What earlier runs found, for later ones to take up: keys and the place where it is kept.
//!
//! ```text
//! key of a stage = BLAKE3(key of the stage it draws on, name of the stage, settings it reads as JSON)
//! key of the first = BLAKE3(version of the program, inputs)
//! ```
//!
//! A key says all that a stage's outcome depends on, so what is kept under it is never out of date: a
//! changed byte of an input, or a changed setting, gives other keys from there on, and the stages before are
//! taken up as they are. Where things are kept, and how, is the business of whoever implements [`Store`];
//! where nothing is kept, a [`Shelf`] is empty and all work is done.

use bitcode::{Decode, DecodeOwned, Encode};
use serde::Serialize;

/// Largest entry in bytes. It is held in memory beside the findings while it is written or read, and
/// corpora whose entries are larger take hours: seconds saved are nothing to them.
pub const MOST_BYTES: usize = 1 << 30;

/// All that the outcome of a stage depends on, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of some parts, told apart by their lengths.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its bytes in hexadecimal.
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// Where entries are kept. Nothing it does may fail: what it cannot give or take is found anew.
pub trait Store: Sync {
    /// Whether it seems to have an entry.
    fn has(&self, stage: &str, key: &Key) -> bool;
    /// An entry exactly as it was put.
    fn get(&self, stage: &str, key: &Key) -> Option<Vec<u8>>;
    /// Keeps an entry.
    fn put(&self, stage: &str, key: &Key, payload: Vec<u8>);
    /// Hears that a stage did no work.
    fn reused(&self, stage: &'static str);
}

/// What can be kept.
pub trait Kept: Encode + DecodeOwned {
    /// The bytes it takes, about.
    fn about(&self) -> usize;
}

/// The place of one entry; of none, where nothing is kept.
#[derive(Clone, Copy)]
pub struct Shelf<'a>(Option<(&'a dyn Store, &'static str, Key)>);

impl<'a> Shelf<'a> {
    /// Keeps nothing.
    pub const NONE: Self = Self(None);

    /// The place of a first stage, which draws on what `key` stands for.
    pub fn first(store: &'a dyn Store, stage: &'static str, key: &Key) -> Self {
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        Self(Some((store, stage, Key::of([version, key.bytes()]))))
    }

    /// The place of a stage that draws on this one and reads these settings.
    pub fn then(&self, stage: &'static str, settings: &impl Serialize) -> Self {
        let Some((store, _, key)) = self.0 else { return Self::NONE };
        // Settings that JSON cannot say have no key.
        let Ok(settings) = serde_json::to_vec(settings) else { return Self::NONE };
        Self(Some((store, stage, Key::of([key.bytes(), stage.as_bytes(), &settings]))))
    }

    /// Whether there seems to be an entry.
    pub fn has(&self) -> bool {
        self.0.is_some_and(|(store, stage, key)| store.has(stage, &key))
    }

    /// The entry, if there is one.
    pub fn get<T: Kept>(&self) -> Option<T> {
        let (store, stage, key) = self.0?;
        bitcode::decode(&store.get(stage, &key)?).ok()
    }

    /// Keeps an entry, unless it is too large.
    pub fn put<T: Kept>(&self, entry: &T) {
        let Some((store, stage, key)) = self.0 else { return };
        if entry.about() > MOST_BYTES {
            return;
        }
        let payload = bitcode::encode(entry);
        if payload.len() <= MOST_BYTES {
            store.put(stage, &key, payload);
        }
    }

    /// Tells that the stage did no work.
    pub fn reused(&self) {
        if let Some((store, stage, _)) = self.0 {
            store.reused(stage);
        }
    }

    /// The entry, or what the work finds, which is then kept.
    pub fn or_find<T: Kept>(&self, work: impl FnOnce() -> T) -> T {
        if let Some(entry) = self.get() {
            self.reused();
            return entry;
        }
        let found = work();
        self.put(&found);
        found
    }
}

impl std::fmt::Debug for Shelf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Shelf").field(&self.0.map(|(_, stage, key)| (stage, key))).finish()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::*;

    /// A store in memory.
    #[derive(Default)]
    pub(crate) struct Memory {
        pub(crate) entries: Mutex<BTreeMap<String, Vec<u8>>>,
        pub(crate) reused: Mutex<Vec<&'static str>>,
    }

    fn name(stage: &str, key: &Key) -> String {
        format!("{stage}-{}", key.hex())
    }

    impl Store for Memory {
        fn has(&self, stage: &str, key: &Key) -> bool {
            self.entries.lock().unwrap().contains_key(&name(stage, key))
        }
        fn get(&self, stage: &str, key: &Key) -> Option<Vec<u8>> {
            self.entries.lock().unwrap().get(&name(stage, key)).cloned()
        }
        fn put(&self, stage: &str, key: &Key, payload: Vec<u8>) {
            self.entries.lock().unwrap().insert(name(stage, key), payload);
        }
        fn reused(&self, stage: &'static str) {
            self.reused.lock().unwrap().push(stage);
        }
    }

    impl Kept for Vec<u32> {
        fn about(&self) -> usize {
            4 * self.len()
        }
    }

    #[test]
    fn work_is_done_once_a_key() {
        let store = Memory::default();
        let shelf = Shelf::first(&store, "a", &Key::of([b"inputs".as_slice()]));
        let next = shelf.then("b", &(1, "x"));
        assert_eq!(next.or_find(|| vec![1u32]), [1]);
        assert_eq!(shelf.then("b", &(1, "x")).or_find(|| vec![2u32]), [1]);
        assert_eq!(*store.reused.lock().unwrap(), ["b"]);
        for other in [
            shelf.then("b", &(2, "x")),
            shelf.then("c", &(1, "x")),
            Shelf::first(&store, "a", &Key::of([b"other".as_slice()])).then("b", &(1, "x")),
        ] {
            assert!(!other.has());
            assert_eq!(other.or_find(|| vec![3u32]), [3]);
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_found_anew() {
        let store = Memory::default();
        let shelf = Shelf::first(&store, "a", &Key::of([]));
        shelf.put(&vec![1u32, 2, 3]);
        store.entries.lock().unwrap().values_mut().for_each(|payload| payload.truncate(1));
        assert_eq!(shelf.or_find(|| vec![4u32]), [4]);
        assert_eq!(shelf.get::<Vec<u32>>().unwrap(), [4]);
    }

    #[test]
    fn parts_of_keys_do_not_run_together() {
        let key = |parts: &[&str]| Key::of(parts.iter().map(|p| p.as_bytes()));
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["a", ""]), key(&["a"]));
    }
}
