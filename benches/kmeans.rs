//! k-means on vectors of a corpus, in seconds and inertia: the best of ten starts.
//!
//! ```text
//! leitmotif themes CORPUS --vectors v.npy
//! cargo bench --bench kmeans -- v.npy K
//! python benches/peers/kmeans.py v.npy K        scikit-learn's KMeans on the same vectors
//! ```
//!
//! `v.npy` holds little-endian doubles, row by row, as `--vectors` writes them. Three runs with
//! different seeds; the time includes starts, descents and the choice of the best.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use leitmotif::kmeans;
use ndarray::Array2;

fn main() {
    // cargo passes `--bench`
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [path, k] = &arguments[..] else {
        println!("kmeans: skipped; give a file of vectors and a number: -- v.npy 20");
        return;
    };
    let points = read(path);
    let k: usize = k.parse().unwrap();
    println!("{} points of {} numbers, k = {k}", points.nrows(), points.ncols());
    for seed in 1..=3 {
        let started = Instant::now();
        let found = kmeans::fit(&points, k, 10, seed).unwrap();
        println!(
            "leitmotif    {:6.3} s, inertia {:.3}",
            started.elapsed().as_secs_f64(),
            found.inertia
        );
    }
}

fn read(path: &str) -> Array2<f64> {
    let bytes = std::fs::read(path).unwrap();
    let header = 10 + u16::from_le_bytes([bytes[8], bytes[9]]) as usize;
    let described = String::from_utf8_lossy(&bytes[10..header]).into_owned();
    let shape = described.split('(').nth(1).unwrap().split(')').next().unwrap();
    let shape: Vec<usize> = shape.split(',').map(|n| n.trim().parse().unwrap()).collect();
    let numbers =
        bytes[header..].chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap()));
    Array2::from_shape_vec((shape[0], shape[1]), numbers.collect()).unwrap()
}
