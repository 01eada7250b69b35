//! `rulecheck coverage`: which articles no rule restates.

use super::args::{CoverageArgs, CoverageFormat};
use super::failure::Failure;
use super::output::Session;
use super::rules::builder;
use crate::analyse::{Coverage, article_coverage};
use crate::diag::input;
use crate::engine::nearest;
use crate::model::RuleSet;
use crate::report::{coverage, findings};

pub(super) fn run(args: &CoverageArgs, session: &mut Session) -> Result<u8, Failure> {
    let rules = builder(&args.paths)?.compile()?;
    let found = article_coverage(&rules);
    if found.is_empty() {
        return Err(input::no_articles().into());
    }
    let mut missing = false;
    for name in &args.require {
        missing |= required(&rules, &found, name)?.tally()[2] > 0;
    }
    match args.format {
        CoverageFormat::Human => session.write(&coverage::articles(&rules, &found, session.style))?,
        CoverageFormat::Concise => session.lines(&rules.sources, &findings::articles(&rules, &found))?,
        CoverageFormat::Json => session.json(&coverage::articles_json(&rules, &found), true)?,
    }
    Ok(u8::from(missing))
}

/// The coverage of an instrument by its name or a short name, with or without 《》.
fn required<'c>(rules: &RuleSet, found: &'c [Coverage], name: &str) -> Result<&'c Coverage, Failure> {
    let bare = name.trim_start_matches('《').trim_end_matches('》');
    let names = |coverage: &Coverage| {
        let instrument = &rules.instruments[coverage.instrument];
        std::iter::once(&instrument.name).chain(&instrument.short_names)
    };
    let fits = |one: &&Coverage| names(one).any(|known| known == bare);
    found.iter().find(fits).ok_or_else(|| {
        let near = nearest(bare, found.iter().flat_map(names).map(smol_str::SmolStr::as_str));
        input::no_instrument(name, near).into()
    })
}
