//! Gzip: members that follow each other are one file (`cat a.gz b.gz`), and what follows the last
//! and is no member (the padding of tapes and block stores, a signature) is passed over, as `gzip`
//! does it. The sum at the end of each member tells whether it is whole.

use std::io::{Read, Result};

use flate2::bufread::GzDecoder;

/// First bytes of a member.
pub const MAGIC: &[u8] = b"\x1F\x8B";

/// All members of a gzip file, one after the other.
pub struct Gzip<'a>(GzDecoder<&'a [u8]>);

impl<'a> Gzip<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(GzDecoder::new(bytes))
    }

    /// Packed bytes that are not taken in yet.
    pub fn n_unread(&self) -> usize {
        self.0.get_ref().len()
    }
}

impl Read for Gzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            let n = self.0.read(buffer)?;
            let rest: &[u8] = self.0.get_ref();
            if n > 0 || buffer.is_empty() || !rest.starts_with(MAGIC) {
                return Ok(n);
            }
            self.0 = GzDecoder::new(rest);
        }
    }
}
