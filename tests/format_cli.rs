//! `rulecheck fmt` on real files.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const UNTIDY: &str = "步骤 甲{承办:乙;依据 :《条例》第二条}\n";
const TIDY: &str = "步骤 甲 ｛ 承办：乙；  依据：《条例》第二条； ｝\n";

fn run(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rulecheck"))
        .args(arguments)
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn files_are_formatted_in_place_and_those_with_faults_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("甲.rules"), folder.path().join("乙.rules"));
    std::fs::write(&good, UNTIDY).unwrap();
    std::fs::write(&bad, "步骤 甲｛前置 乙；｝").unwrap();
    let shown = folder.path().to_str().unwrap();

    assert_eq!(run(&["fmt", "--check", shown], "").status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&good).unwrap(), UNTIDY, "--check writes nothing");
    let done = run(&["fmt", shown], "");
    assert_eq!(done.status.code(), Some(2), "a file has faults");
    assert!(String::from_utf8(done.stderr).unwrap().contains("RC0009"));
    assert_eq!(std::fs::read_to_string(&good).unwrap(), TIDY, "the other is formatted");
    assert_eq!(std::fs::read_to_string(&bad).unwrap(), "步骤 甲｛前置 乙；｝");
    assert_eq!(names(folder.path()), ["乙.rules", "甲.rules"], "nothing is left behind");

    let good = good.to_str().unwrap();
    assert_eq!(run(&["fmt", "--check", good], "").status.code(), Some(0));
    assert_eq!(run(&["fmt", "--lang", "en", good], "").status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(good).unwrap(), "step 甲 { by: 乙;  cite: 《条例》第二条; }\n");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("甲.rules"), folder.path().join("链接.rules"));
    std::fs::write(&file, UNTIDY).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert_eq!(run(&["fmt", link.to_str().unwrap()], "").status.code(), Some(0));
    assert!(link.symlink_metadata().unwrap().file_type().is_symlink());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), TIDY);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let done = run(&["fmt", "-"], UNTIDY);
    assert_eq!((done.status.code(), String::from_utf8(done.stdout).unwrap().as_str()), (Some(0), TIDY));
    let checked = run(&["fmt", "--check", "-"], UNTIDY);
    assert_eq!(checked.status.code(), Some(1));
    assert!(String::from_utf8(checked.stdout).unwrap().starts_with("-\n@ 1\n"));
    assert_eq!(run(&["fmt", "没有这个文件.rules"], "").status.code(), Some(2));
}
