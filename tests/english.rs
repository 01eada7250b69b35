//! What ships, written in the English vocabulary: the same rules, whose own 测试 come out the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::diag::Lang;
use rulecheck::judge::judge;
use rulecheck::text::FileId;

fn english(text: &str) -> String {
    rulecheck::format::format(FileId(0), text, Some(Lang::En)).unwrap()
}

/// A file that ships with the files it imports, as they are or all in English.
fn rules(path: &str, form: &dyn Fn(&str) -> String) -> RuleSet {
    let own = rulecheck::packs().iter().find(|pack| pack.path == path).unwrap();
    let others = rulecheck::packs().iter().filter(|pack| pack.path != path && own.text.contains("引入"));
    let builder = RuleSet::builder().source(own.path, form(own.text));
    let checked = others.fold(builder, |builder, pack| builder.source(pack.path, form(pack.text))).check();
    checked.rules.unwrap_or_else(|| {
        let said: Vec<String> = checked
            .diagnostics
            .iter()
            .take(5)
            .map(|one| format!("{} {}", one.code, one.message.en))
            .collect();
        panic!("{path}: {}", said.join("\n"))
    })
}

/// Every verdict of every scenario, in words.
fn verdicts(rules: &RuleSet) -> Vec<String> {
    let mut all = Vec::new();
    for case in rules.tests.iter() {
        let Ok(dossier) = rulecheck::dossier::type_scenario(rules, case) else {
            all.push(format!("{}: no dossier", case.name));
            continue;
        };
        let Some(rulecheck::dossier::AsOf::On(day)) = dossier.as_of else { continue };
        let report = judge(rules, &dossier, day);
        all.push(format!("{}: {:?}", case.name, report.overall.status));
        for one in &report.verdicts {
            let id = &rules.obligations[one.obligation].id;
            all.push(format!(
                "{}: {id} {:?} {:?} {:?} {:?}",
                case.name, one.status, one.since, one.until, one.due
            ));
        }
    }
    all
}

#[test]
fn the_english_form_judges_its_own_scenarios_the_same() {
    for pack in rulecheck::packs() {
        let (chinese, english) = (rules(pack.path, &str::to_owned), rules(pack.path, &english));
        let outcomes = rulecheck::scenario::run_all(&english);
        let failed: Vec<&str> = outcomes
            .iter()
            .filter(|outcome| !outcome.passed())
            .map(|outcome| english.tests.iter().nth(outcome.test).unwrap().name.as_str())
            .collect();
        assert!(failed.is_empty(), "{}: {failed:?}", pack.path);
        assert_eq!(chinese.tests.len(), english.tests.len(), "{}", pack.path);
        let (before, after) = (verdicts(&chinese), verdicts(&english));
        assert!(before.len() >= chinese.tests.len());
        assert_eq!(before, after, "{}", pack.path);
    }
}

#[test]
fn keywords_of_the_english_form_are_english() {
    for pack in rulecheck::packs() {
        let english = english(pack.text);
        let parsed = rulecheck::syntax::parse(FileId(0), english.as_str().into());
        assert!(parsed.diagnostics.is_empty(), "{}", pack.path);
        for statement in parsed.tree.file_view().statements() {
            let word = statement.head_items().next().unwrap().word.text.to_string();
            assert!(word.is_ascii(), "{}: {word}", pack.path);
        }
    }
}

/// Names that the language brings along are English too, where the text has none of its own that is called so.
#[test]
fn names_of_the_language_are_english() {
    let mut seen = 0;
    for pack in rulecheck::packs() {
        let english = english(pack.text);
        for line in english.lines() {
            let code = line.split("//").next().unwrap();
            for word in [
                ".开始",
                ".完成",
                ".结论",
                ": 是;",
                ": 否;",
                "总体 ",
                "其余 ",
                ": 文本;",
                "（日期:",
                "(日期:",
            ] {
                assert!(!code.contains(word), "{}: {word} in {line}", pack.path);
            }
            seen += usize::from(
                code.contains(".finish") || code.contains("(date: ") || code.contains("overall "),
            );
        }
    }
    assert!(seen > 100, "{seen}");
}
