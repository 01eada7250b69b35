//! What an embedder takes on: the crates that the library without features brings.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test builds on must be there")]

use std::collections::BTreeSet;
use std::process::Command;

/// The library without features brings at most this many crates, those of procedural macros included.
const MOST: usize = 70;

/// Crates that only the command may bring.
const COMMAND_ONLY: &[&str] = &["clap", "miette", "rayon"];

/// The crates of the normal dependency tree, as `name vX.Y.Z`, without the package itself.
fn crates(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--offline", "--locked"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let listing = String::from_utf8(output.stdout).expect("names are text");
    let mut found = BTreeSet::new();
    for line in listing.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else { panic!("an odd line: {line}") };
        if name != env!("CARGO_PKG_NAME") {
            found.insert(format!("{name} {version}"));
        }
    }
    found
}

fn has(crates: &BTreeSet<String>, name: &str) -> bool {
    crates.iter().any(|found| found.split(' ').next() == Some(name))
}

#[test]
fn the_library_stays_small() {
    let crates = crates(&["--no-default-features"]);
    assert!(has(&crates, "pest"), "the listing is not of this package: {crates:?}");
    assert!(crates.len() <= MOST, "{} crates, more than {MOST}: {crates:#?}", crates.len());
}

#[test]
fn the_command_brings_its_own() {
    let (library, default) = (crates(&["--no-default-features"]), crates(&[]));
    let command = crates(&["--all-features"]);
    for name in COMMAND_ONLY {
        assert!(!has(&library, name) && !has(&default, name), "the library brings {name}");
        assert!(has(&command, name), "the command no longer brings {name}: take it off the list");
    }
}
