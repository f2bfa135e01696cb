//! Streams within bounds: no small file unpacks to more than memory holds.
//!
//! Deflate packs up to a thousand to one, so a stream of some hundred kilobytes may hold gigabytes.
//! The PDF library unpacks without a limit. So what could pass the limit is unpacked here first,
//! piece by piece, and only counted: every large stream of the file that is no image before the
//! library sees it, and every stream of a page before its text is read. Smaller streams cannot get
//! there and cost nothing.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Name, Object, Stream};
use memchr::memmem;

/// Most bytes one stream may unpack to.
const MAX_UNPACKED: u64 = 256 << 20;
/// Most bytes that the large streams of one file may unpack to together.
const MAX_TOTAL: u64 = 2 << 30;
/// Bytes that one byte unpacks to at most, by filter.
const DEFLATE_RATIO: u64 = 1032;
const LZW_RATIO: u64 = 2730;
const RUN_RATIO: u64 = 64;
/// Packings of one stream inside one another.
const MAX_FILTERS: usize = 6;
/// Bytes before the word `stream` that may describe it.
const DESCRIPTION: usize = 2048;

/// The unpacked bytes of a stream that is no image; None if it is damaged or too large.
pub(super) fn decode(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let filters = filters(stream);
    if filters.len() > MAX_FILTERS {
        return None;
    }
    let ratio = filters.iter().map(|filter| ratio(filter)).fold(1, u64::saturating_mul);
    if ratio > 1 {
        let packed = stream.raw_data();
        if (packed.len() as u64).saturating_mul(ratio) > MAX_UNPACKED {
            let deflated =
                filters.iter().all(|filter| matches!(&filter[..], b"FlateDecode" | b"Fl"));
            if !deflated || unpacked_size(&packed, filters.len()) > MAX_UNPACKED {
                return None;
            }
        }
    }
    stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
}

/// The names of the packings of a stream, outermost first.
fn filters(stream: &Stream<'_>) -> Vec<Vec<u8>> {
    let named = |key: &str| stream.dict().get::<Object<'_>>(key);
    match named("F").or_else(|| named("Filter")) {
        Some(Object::Name(name)) => vec![name.to_vec()],
        Some(Object::Array(names)) => {
            names.iter::<Name<'_>>().take(MAX_FILTERS + 1).map(|name| name.to_vec()).collect()
        }
        _ => Vec::new(),
    }
}

fn ratio(filter: &[u8]) -> u64 {
    match filter {
        b"FlateDecode" | b"Fl" => DEFLATE_RATIO,
        b"LZWDecode" | b"LZW" => LZW_RATIO,
        b"RunLengthDecode" | b"RL" => RUN_RATIO,
        _ => 1,
    }
}

/// Fails if streams that the library unpacks by itself pass the limit.
pub(super) fn check(file: &[u8]) -> Result<(), String> {
    let mut total: u64 = 0;
    let mut at = 0;
    let (begins, ends) = (memmem::Finder::new(b"stream"), memmem::Finder::new(b"endstream"));
    while let Some(found) = begins.find(&file[at..]) {
        let (word, data) = (at + found, at + found + b"stream".len());
        let n = ends.find(&file[data..]).unwrap_or(file.len() - data);
        let description = &file[word.saturating_sub(DESCRIPTION)..word];
        let description = memmem::rfind(description, b"obj")
            .map_or(description, |i| description.get(i..).unwrap_or_default());
        let n_deflated = memmem::find_iter(description, b"/FlateDecode").count()
            + memmem::find_iter(description, b"/Fl ").count();
        let n_deflated = n_deflated.clamp(1, MAX_FILTERS);
        let bound = (n as u64).saturating_mul(DEFLATE_RATIO.saturating_pow(n_deflated as u32));
        let is_image = memmem::find(description, b"/Image").is_some();
        if bound > MAX_UNPACKED && !is_image {
            let packed = file[data..data + n].trim_ascii_start();
            let size = unpacked_size(packed, n_deflated);
            total = total.saturating_add(size);
            if size > MAX_UNPACKED || total > MAX_TOTAL {
                return Err(format!(
                    "a part of it unpacks to more than {} MB; print it to a new PDF",
                    MAX_UNPACKED >> 20
                ));
            }
        }
        at = data + n;
    }
    Ok(())
}

/// How many bytes deflated data unpacks to, counted to just above the limit.
fn unpacked_size(packed: &[u8], n_deflated: usize) -> u64 {
    let mut reader: Box<dyn Read + '_> = Box::new(packed);
    for _ in 0..n_deflated {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    let mut reader = reader.take(MAX_UNPACKED + 1);
    let mut buffer = [0; 1 << 15];
    let mut size = 0;
    // what is damaged behind some point counts up to there
    while let Ok(n @ 1..) = reader.read(&mut buffer) {
        size += n as u64;
    }
    size
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(9));
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_stream_that_unpacks_to_gigabytes_is_refused_and_an_honest_one_is_not() {
        let bomb = deflated(&deflated(&vec![b' '; 300 << 20]));
        let file = |filter: &str, data: &[u8]| {
            let mut file = format!("1 0 obj\n<< /Filter {filter} >>\nstream\n").into_bytes();
            file.extend_from_slice(data);
            file.extend_from_slice(b"\nendstream\nendobj\n");
            file
        };
        assert!(check(&file("[/FlateDecode /FlateDecode]", &bomb)).is_err());
        assert!(check(&file("/FlateDecode", &deflated(b"BT (text) Tj ET"))).is_ok());
        assert!(check(&file("[/FlateDecode /FlateDecode]", &deflated(&deflated(b"x")))).is_ok());
        assert!(check(b"stream").is_ok());
    }
}
