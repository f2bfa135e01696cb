//! The built program, for the tests that use it from outside.

use std::path::Path;
use std::process::Output;

/// Runs leitmotif in a folder.
pub fn leitmotif(dir: &Path, arguments: &[&str]) -> Output {
    assert_cmd::cargo::cargo_bin_cmd!("leitmotif")
        .current_dir(dir)
        .args(arguments)
        .output()
        .unwrap()
}
