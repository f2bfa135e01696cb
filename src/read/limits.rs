//! How much of a file is read: sizes as people write them, and readers that stop in time.
//!
//! A compressed file of a few kilobytes can unpack to terabytes. What one file may unpack to, all
//! its members together, is bounded twice: by a setting, and, beyond [`FREE`] bytes, by
//! [`MAX_RATIO`] times its own size, which text does not reach and a bomb does. The ratio is watched
//! while a stream unpacks ([`Paced`]) and asked of what a ZIP archive states about a member, so that
//! a large bomb takes no more memory than a small one.

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A file may unpack to so much whatever its own size.
const FREE: u64 = 128 << 20;
/// Beyond [`FREE`], a file may unpack to so many times its own size.
const MAX_RATIO: u64 = 200;

/// A number of bytes, written `500`, `64K`, `20M`, `4G`; `K` is 1024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

const UNITS: [(&str, u64); 4] = [("T", 1 << 40), ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)];

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(_, unit)| self.0 >= *unit && self.0.is_multiple_of(*unit)) {
            Some((name, unit)) => write!(f, "{}{name}", self.0 / unit),
            None => write!(f, "{}", self.0),
        }
    }
}

impl FromStr for ByteSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let upper = text.trim().to_ascii_uppercase();
        let plain = upper.trim_end_matches('B').trim_end_matches('I');
        let (number, unit) = UNITS
            .iter()
            .find_map(|(name, unit)| Some((plain.strip_suffix(name)?, *unit)))
            .unwrap_or((plain, 1));
        let bytes = number.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(unit));
        bytes.filter(|&b| b > 0).map(Self).ok_or_else(|| {
            format!("`{text}` is no size; write a whole number of bytes, or 64K, 20M, 4G")
        })
    }
}

impl Serialize for ByteSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What is left of the bytes that a file may unpack to.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    left: u64,
    allowed: u64,
}

impl Budget {
    /// What a file of `size` bytes may unpack to, under the setting.
    pub fn of(size: u64, setting: ByteSize) -> Self {
        let allowed = setting.0.min(most(size));
        Self { left: allowed, allowed }
    }

    /// Bytes left.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Why what a decompressor or an archive says stops the reading of `what`.
    pub fn fault(&self, what: &str, error: &io::Error) -> String {
        match error.kind() {
            io::ErrorKind::FileTooLarge => self.reason(),
            io::ErrorKind::UnexpectedEof => format!("{what} is cut off ({error})"),
            _ => format!("{what} is damaged ({error})"),
        }
    }

    /// Why a file that unpacks beyond its budget is left out.
    pub fn reason(&self) -> String {
        format!(
            "it unpacks to more than {} bytes; unpack it yourself, or raise --max-unpacked-size if \
             its content is larger than that and not more than {MAX_RATIO} times its size",
            self.allowed
        )
    }

    /// Whether `packed` bytes of a file may claim to hold `unpacked`.
    pub fn allows(&self, packed: u64, unpacked: u64) -> bool {
        unpacked <= self.left && unpacked <= most(packed)
    }

    /// Reads to the end, within the budget.
    ///
    /// # Errors
    /// What the reader says, or that the budget is spent.
    pub fn read(&mut self, reader: impl Read) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut bounded = reader.take(self.left.saturating_add(1));
        bounded.read_to_end(&mut bytes).map_err(|e| self.fault("it", &e))?;
        let n = bytes.len() as u64;
        if n > self.left {
            self.left = 0;
            return Err(self.reason());
        }
        self.left -= n;
        Ok(bytes)
    }
}

/// What so many packed bytes may unpack to, whatever the setting.
fn most(packed: u64) -> u64 {
    FREE.max(packed.saturating_mul(MAX_RATIO))
}

/// A decompressor that is stopped once it gives more than what it has taken in may hold.
pub struct Paced<R, F> {
    reader: R,
    /// Packed bytes that the decompressor has not taken in yet.
    unread: F,
    size: u64,
    n_out: u64,
}

impl<R: Read, F: Fn(&R) -> usize> Paced<R, F> {
    /// Watches a decompressor of `size` bytes.
    pub fn new(reader: R, size: usize, unread: F) -> Self {
        Self { reader, unread, size: size as u64, n_out: 0 }
    }
}

impl<R: Read, F: Fn(&R) -> usize> Read for Paced<R, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.n_out += n as u64;
        let n_in = self.size.saturating_sub((self.unread)(&self.reader) as u64);
        if self.n_out > most(n_in) { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(n) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sizes_are_read_and_written_as_people_write_them() {
        for (text, bytes) in [("500", 500), ("64K", 65_536), ("20 MB", 20 << 20), ("4GiB", 4 << 30)]
        {
            assert_eq!(text.parse(), Ok(ByteSize(bytes)));
        }
        for text in ["", "0", "-1", "4X", "1.5G", "99999999999T"] {
            assert!(text.parse::<ByteSize>().unwrap_err().contains(text), "{text}");
        }
        assert_eq!(ByteSize(4 << 30).to_string(), "4G");
        assert_eq!(ByteSize(1500).to_string(), "1500");
    }

    #[test]
    fn a_budget_is_spent_by_all_that_is_read() {
        let mut budget = Budget::of(10, ByteSize(8));
        assert_eq!(budget.read(&b"12345"[..]).unwrap(), b"12345");
        assert_eq!(budget.left(), 3);
        assert!(budget.read(&b"6789"[..]).unwrap_err().contains("more than 8 bytes"));
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn a_bomb_is_stopped_while_it_unpacks() {
        // Half of 2 MB taken in, and zeros without end given out.
        let paced = Paced::new(io::repeat(0), 2 << 20, |_| 1 << 20);
        let mut budget = Budget::of(2 << 20, ByteSize(u64::MAX));
        assert!(budget.read(paced).unwrap_err().contains("--max-unpacked-size"));
        let mut paced = Paced::new(io::repeat(0), 2 << 20, |_| 1 << 20).take(1 << 30);
        assert!(io::copy(&mut paced, &mut io::sink()).is_err());
        let mut paced = Paced::new(io::repeat(0), 2 << 20, |_| 0).take(MAX_RATIO << 20);
        assert_eq!(io::copy(&mut paced, &mut io::sink()).unwrap(), MAX_RATIO << 20);
        let budget = Budget::of(2 << 20, ByteSize(1 << 40));
        assert!(budget.allows(1 << 20, MAX_RATIO << 20) && !budget.allows(1 << 20, 1 << 30));
    }

    #[test]
    fn a_small_file_may_not_unpack_to_much_more_than_its_size() {
        assert_eq!(Budget::of(10, ByteSize(u64::MAX)).left(), FREE);
        assert_eq!(Budget::of(FREE, ByteSize(u64::MAX)).left(), MAX_RATIO * FREE);
    }
}
