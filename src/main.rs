//! The `leitmotif` program.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    leitmotif::cli::run()
}
