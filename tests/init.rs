//! `rulecheck init d && cd d && ./ci.sh`: what a new user does first.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output};

fn rulecheck(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rulecheck")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_new_folder_passes_its_own_checks() {
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let begun = rulecheck(folder.path(), &["--lang", lang, "init", "d"]);
        assert_eq!(begun.status.code(), Some(0), "{}", said(&begun));
        let checked = Command::new("./ci.sh")
            .current_dir(folder.path().join("d"))
            .env("RULECHECK", env!("CARGO_BIN_EXE_rulecheck"))
            .output()
            .unwrap();
        assert_eq!(checked.status.code(), Some(0), "{lang}: {}", said(&checked));
    }
}

#[test]
fn a_shorter_period_in_the_rules_fails_a_test() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(rulecheck(folder.path(), &["--lang", "zh", "init"]).status.code(), Some(0));
    let path = folder.path().join("rules/first.rules");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("不少于 三十日", "不少于 二十日")).unwrap();
    let tested = rulecheck(folder.path(), &["--lang", "zh", "test", "rules"]);
    assert_eq!(tested.status.code(), Some(1));
    assert!(said(&tested).contains("二十日而没有说明理由"), "{}", said(&tested));
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ci.sh"), "mine").unwrap();
    let begun = rulecheck(folder.path(), &["--lang", "en", "init"]);
    assert_eq!(begun.status.code(), Some(2));
    assert!(said(&begun).contains("RC0920"), "{}", said(&begun));
    assert!(!folder.path().join("rules").exists());
    assert_eq!(std::fs::read_to_string(folder.path().join("ci.sh")).unwrap(), "mine");
}
