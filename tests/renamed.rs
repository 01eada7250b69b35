//! A declaration that is renamed is one mistake, however many sentences and tests use its old name.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use rulecheck::RuleSet;

/// Words that declare what others name.
const DECLARING: [&str; 6] = ["程序 ", "清单 ", "任务 ", "档案 ", "角色 ", "事件 "];

/// A line whose declared name has one character more; `None` where it declares none.
fn renamed(line: &str) -> Option<String> {
    let keyword = DECLARING.iter().find(|word| line.starts_with(*word))?;
    let name = line.get(keyword.len()..)?;
    // Several in one line are several declarations.
    let end = name.find([' ', '（', '｛', '：', '、', '。', '；'])?;
    let (name, rest) = name.split_at(end);
    (!name.starts_with('“') && !rest.trim_start().starts_with('、'))
        .then(|| format!("{keyword}{name}改{rest}"))
}

#[test]
fn a_renamed_declaration_is_one_report() {
    let (mut all, mut one, mut several) = (0, 0, Vec::new());
    for pack in rulecheck::packs() {
        let lines: Vec<&str> = pack.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(other) = renamed(line) else { continue };
            let mut text: Vec<&str> = lines.clone();
            text.splice(at..=at, [other.as_str()]);
            let builder = RuleSet::builder().source(pack.path, text.join("\n"));
            let others = rulecheck::packs()
                .iter()
                .filter(|other| other.path != pack.path && pack.text.contains("引入"));
            let checked =
                others.fold(builder, |builder, other| builder.source(other.path, other.text)).check();
            let errors = checked
                .diagnostics
                .iter()
                .filter(|found| found.severity == rulecheck::diag::Severity::Error)
                .count();
            if errors == 0 {
                // Nothing uses it.
                continue;
            }
            all += 1;
            if errors == 1 {
                one += 1;
            } else {
                several.push(format!("{}: {line}: {errors}", pack.path));
            }
        }
    }
    assert!(all > 40, "{all}");
    assert!(one * 100 >= all * 95, "{one} of {all}: {several:#?}");
}
