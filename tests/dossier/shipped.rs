//! The shipped rules, compiled.

use rulecheck::calendar::WorkdayCalendar;
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{Source, SourceMap};

/// A file: its name, its text, and its imports by alias and position.
type File<'t> = (&'t str, &'t str, &'t [(&'t str, usize)]);

/// Files of one set, the main one first.
fn rules(files: &[File<'_>]) -> RuleSet {
    let mut sources = SourceMap::default();
    let mut parsed = Vec::new();
    for (name, text, imports) in files {
        let file = sources.add(Source::new(*name, *text)).unwrap();
        let parse = parse(file, (*text).into());
        let imports = imports.iter().map(|(alias, at)| ((*alias).into(), *at, Default::default())).collect();
        parsed.push(ParsedFile { parse, imports });
    }
    let compiled = compile(&parsed, sources, WorkdayCalendar::china());
    compiled.rules.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// The decree alone.
pub(crate) fn decree() -> RuleSet {
    rules(&[("decree-713.rules", include_str!("../../rules/state/decree-713.rules"), &[])])
}

/// The notice of the city with the decree that it imports.
pub(crate) fn notice() -> RuleSet {
    rules(&[
        ("2024-34.rules", include_str!("../../rules/golmud/2024-34-major-decisions.rules"), &[("国家", 1)]),
        ("decree-713.rules", include_str!("../../rules/state/decree-713.rules"), &[]),
    ])
}

/// The permit law.
pub(crate) fn permit() -> RuleSet {
    rules(&[("admin-permit-law.rules", include_str!("../../rules/state/admin-permit-law.rules"), &[])])
}

/// The approval of government investment projects.
pub(crate) fn investment() -> RuleSet {
    rules(&[("2024-37.rules", include_str!("../../rules/golmud/2024-37-approval-30x.rules"), &[])])
}
