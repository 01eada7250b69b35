//! Any text as a dossier of the shipped decree: loading refuses it with places inside the text, or judging,
//! explaining, missing facts and remedies are total and repeatable.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulecheck::calendar::{Date, WorkdayCalendar};
use rulecheck::dossier::{Format, read_dossier};
use rulecheck::judge::{explain, judge, missing, remedy};
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{FileId, Source, SourceMap};
use std::sync::LazyLock;

const DECREE: &str = include_str!("../../rules/state/decree-713.rules");
/// Verdicts that are explained for each dossier: enough to reach every kind over time, few enough to stay fast.
const EXPLAINED: usize = 8;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut sources = SourceMap::default();
    sources.add(Source::new("decree-713.rules", DECREE));
    let files = [ParsedFile { parse: parse(FileId(0), DECREE.into()), imports: Vec::new() }];
    compile(&files, sources, WorkdayCalendar::china()).rules.expect("the shipped rules compile")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let as_of = Date::from_ymd(2024, 6, 20).expect("the date exists");
    let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Ron };
    let dossier = match read_dossier(&RULES, format, "fuzz", text) {
        Ok(dossier) => dossier,
        Err(refused) => {
            assert!(!refused.diagnostics.is_empty(), "refused without a reason");
            for found in &refused.diagnostics {
                let (start, end) = (found.span.start as usize, found.span.end as usize);
                assert!(
                    text.get(start..end).is_some(),
                    "{} points outside the text or into a character",
                    found.code
                );
            }
            return;
        }
    };
    let report = judge(&RULES, &dossier, as_of);
    assert_eq!(report, judge(&RULES, &dossier, as_of), "the same dossier has two reports");
    // Which verdicts are looked into hangs on the input, so that all of them come up.
    let first = bytes.len() % report.verdicts.len().max(1);
    for verdict in report.verdicts.iter().cycle().skip(first).take(EXPLAINED.min(report.verdicts.len())) {
        let id = verdict.obligation;
        assert!(explain(&RULES, &dossier, as_of, id).is_some(), "a verdict has no explanation");
        let _ = missing(&RULES, &dossier, as_of, id);
        let _ = remedy(&RULES, &dossier, as_of, id);
    }
});
