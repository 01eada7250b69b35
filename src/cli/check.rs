//! `rulecheck check`: everything that is wrong with rules.

use super::args::{CheckArgs, CheckFormat};
use super::failure::Failure;
use super::output::Session;
use super::rules::builder;
use crate::diag::{Lang, Severity};
use crate::report::json;

pub(super) fn run(args: &CheckArgs, session: &mut Session) -> Result<u8, Failure> {
    let checked = builder(&args.paths)?.check();
    let count =
        |severity: Severity| checked.diagnostics.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        CheckFormat::Human => session.show(&checked.sources, &checked.diagnostics)?,
        CheckFormat::Concise => session.lines(&checked.sources, &checked.diagnostics)?,
        CheckFormat::Json => {
            let found: Vec<_> = checked.diagnostics.iter().map(|one| (&checked.sources, one)).collect();
            session.json(&json::diagnostics(&found), true)?;
        }
    }
    let files = checked.sources.iter().count();
    let (obligations, tests) =
        checked.rules.as_ref().map_or((0, 0), |rules| (rules.obligations.len(), rules.tests.len()));
    let plural =
        |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let tally = match (session.style.lang, errors) {
        (Lang::Zh, 0) => {
            format!("{files} 个文件，{obligations} 项义务，{tests} 项测试：没有错误，{warnings} 处警告\n")
        }
        (Lang::Zh, _) => format!("{files} 个文件：{errors} 处错误，{warnings} 处警告\n"),
        (Lang::En, 0) => format!(
            "{}, {}, {}: no errors, {}\n",
            plural(files, "file"),
            plural(obligations, "obligation"),
            plural(tests, "test"),
            plural(warnings, "warning")
        ),
        (Lang::En, _) => {
            format!(
                "{}: {}, {}\n",
                plural(files, "file"),
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        }
    };
    match args.format {
        CheckFormat::Human => session.write(&tally)?,
        _ => session.say(&tally),
    }
    Ok(if errors > 0 { 2 } else { 0 })
}
