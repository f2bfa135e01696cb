//! The `leitmotif` program.

#![forbid(unsafe_code)]

/// Stages make and drop millions of small things on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    leitmotif::cli::run()
}
