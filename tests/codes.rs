//! The page of every code: its wrong example gives the code, its right one does not.
#![cfg(all(unix, feature = "cli"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks for the path"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");

/// One example of a page.
struct Example {
    kind: String,
    text: String,
}

fn pages() -> Vec<(String, String)> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir("docs/codes").unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("RC"));
    found.sort();
    let read = |path: &PathBuf| {
        let code = path.file_stem().unwrap().to_string_lossy().into_owned();
        (code, std::fs::read_to_string(path).unwrap())
    };
    found.iter().map(read).collect()
}

/// The first block after a label.
fn example(page: &str, label: &str) -> Option<Example> {
    let (_, rest) = page.split_once(label)?;
    let (_, block) = rest.split_once("```")?;
    let (kind, text) = block.split_once('\n')?;
    let (text, _) = text.split_once("\n```")?;
    Some(Example { kind: kind.to_owned(), text: text.to_owned() })
}

fn rulecheck(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("--lang").arg("zh").args(arguments).current_dir(folder).output().unwrap()
}

fn run(example: &Example) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let output = match example.kind.as_str() {
        "rules" => {
            let whole = example.text.starts_with("规则集") || example.text.starts_with("// 整个文件");
            let prelude = std::fs::read_to_string("docs/codes/prelude.rules").unwrap();
            let text = if whole { example.text.clone() } else { format!("{prelude}{}", example.text) };
            std::fs::write(at.join("a.rules"), text + "\n").unwrap();
            rulecheck(at, &["check", "--format", "concise", "a.rules"])
        }
        "text" => return (String::new(), Some(0)),
        "sh" => {
            rulecheck(at, &["init"]);
            let path = std::env::var("PATH").unwrap();
            let beside = Path::new(PROGRAM).parent().unwrap().display();
            Command::new("sh")
                .args(["-c", &example.text])
                .current_dir(at)
                .env("PATH", format!("{beside}:{path}"))
                .env("LC_ALL", "zh_CN.UTF-8")
                .output()
                .unwrap()
        }
        format => {
            let name = format!("a.{format}");
            std::fs::write(at.join(&name), format!("{}\n", example.text)).unwrap();
            rulecheck(at, &["validate", "--as-of", "2024-07-01", "--format", "concise", &name])
        }
    };
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&said).into_owned(), output.status.code())
}

/// Codes that no known text gives: their pages say what they mean and show what is right.
const NEVER_SEEN: [&str; 2] = ["RC0940", "RC5004"];

#[test]
fn wrong_examples_give_their_code_and_right_ones_do_not() {
    let mut out = String::new();
    for (code, page) in pages() {
        let (Some(wrong), Some(right)) = (example(&page, "**错 / Wrong**"), example(&page, "**对 / Right**"))
        else {
            let _ = writeln!(out, "{code}: lacks an example");
            continue;
        };
        let (said, _) = run(&wrong);
        if !said.contains(&code) && !NEVER_SEEN.contains(&code.as_str()) {
            let _ = writeln!(out, "{code}: the wrong example says: {said}");
        }
        let (said, exit) = run(&right);
        if said.contains(&code) || exit == Some(2) {
            let _ = writeln!(out, "{code}: the right example says: {said}");
        }
    }
    assert!(out.is_empty(), "{out}");
}
