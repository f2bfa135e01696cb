//! Threads: the only file that names rayon.
//!
//! Results come back in the order of the items, whatever the thread count. Sums of floats are the
//! caller's business: take them a fixed chunk at a time and add the chunks up in order.

use rayon::prelude::*;

use crate::error::{Error, Result};

/// Most items that one thread does in a row. Left alone, rayon cuts a list into a few parts a thread, and where
/// the first items are the dearest, as in a list by rank, one thread is left with them while the others wait.
fn part(n: usize) -> usize {
    const PARTS: usize = 256;
    n.div_ceil(PARTS).max(1)
}

/// Applies `f` to every item, on all threads of the current pool; results in item order.
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().with_max_len(part(items.len())).map(f).collect()
}

/// The same for items that are handed over.
pub fn map_owned<T: Send, R: Send>(items: Vec<T>, f: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    let part = part(items.len());
    items.into_par_iter().with_max_len(part).map(f).collect()
}

/// Applies `f` to `0..n`, on all threads of the current pool; results in index order.
pub fn map_range<R: Send>(n: usize, f: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    (0..n).into_par_iter().with_max_len(part(n)).map(f).collect()
}

/// Applies `f` to every item, in parallel and in any order: what it does must not depend on it.
pub fn for_each<T: Sync>(items: &[T], f: impl Fn(&T) + Sync + Send) {
    items.par_iter().with_max_len(part(items.len())).for_each(f);
}

/// The same with `0..n`.
pub fn for_each_range(n: usize, f: impl Fn(usize) + Sync + Send) {
    (0..n).into_par_iter().with_max_len(part(n)).for_each(f);
}

/// Runs two pieces of work side by side.
pub fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(a, b)
}

/// Items of a chunk, at least so many, where what is found in chunks is put together or each needs room of
/// its own: there are few chunks, however many the items.
pub fn chunk_size(n: usize, least: usize) -> usize {
    const CHUNKS: usize = 256;
    n.div_ceil(CHUNKS).max(least)
}

/// Applies `f` to consecutive chunks of `size` items of `data`, in parallel, with the chunk's number.
pub fn for_each_chunk_mut<T: Send>(
    data: &mut [T],
    size: usize,
    f: impl Fn(usize, &mut [T]) + Sync + Send,
) {
    data.par_chunks_mut(size.max(1)).enumerate().for_each(|(i, chunk)| f(i, chunk));
}

/// Sorts by a total order, in parallel; the order must leave no ties that matter.
pub fn sort_by<T: Send>(data: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    data.par_sort_by(order);
}

/// Sorts what leaves no ties to tell apart, in parallel and in place.
pub fn sort_unstable<T: Send + Ord>(data: &mut [T]) {
    data.par_sort_unstable();
}

/// Threads of the current pool.
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// Runs `f` on a pool of `threads` threads; `None` takes one a core.
///
/// # Errors
/// If the pool cannot be started.
pub fn with_threads<R: Send>(threads: Option<usize>, f: impl FnOnce() -> R + Send) -> Result<R> {
    let mut builder = rayon::ThreadPoolBuilder::new();
    if let Some(n) = threads {
        builder = builder.num_threads(n);
    }
    let pool =
        builder.build().map_err(|e| Error::Stage { stage: "threads", reason: e.to_string() })?;
    Ok(pool.install(f))
}
