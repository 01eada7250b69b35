//! What the calendar tests share: the day-by-day facts, and where the source data is looked for.

use rulecheck::calendar::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether each day of 2007 to 2026 is worked, from the compact file of facts.
pub(crate) fn facts() -> BTreeMap<Date, bool> {
    let mut facts = BTreeMap::new();
    for line in include_str!("../data/workdays_2007_2026.txt").lines().filter(|line| !line.starts_with('#')) {
        let (month, days) = line.split_once(' ').unwrap();
        for (index, mark) in days.chars().enumerate() {
            let date = format!("{month}-{:02}", index + 1).parse().unwrap();
            assert!(matches!(mark, '0' | '1'), "{line}");
            assert_eq!(facts.insert(date, mark == '1'), None, "{date} stands twice");
        }
    }
    facts
}

/// `name` in the folder of shared source data; `None`, with a note, where there is none.
#[allow(dead_code, reason = "not every test binary reads the source data")]
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may be told where the source data is, and says when it is not there"
)]
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let folder = std::env::var("RULECHECK_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder).join("data").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("RULECHECK_REQUIRE_SHARED").is_err(), "{} is required", path.display());
    eprintln!("skipped: no {}", path.display());
    None
}
