//! `rulecheck explain`: what a code means.

use super::args::ExplainArgs;
use super::failure::Failure;
use super::output::Session;
use super::pages::page;
use crate::diag::{Code, Lang, input, registry};

pub(super) fn run(args: &ExplainArgs, session: &mut Session) -> Result<u8, Failure> {
    let Some(text) = &args.code else {
        for code in registry::all() {
            session.write(&line(code, session.style.lang))?;
        }
        return Ok(0);
    };
    let digits = text.trim_start_matches(|start: char| {
        start.eq_ignore_ascii_case(&'r') || start.eq_ignore_ascii_case(&'c')
    });
    let code = digits.parse::<u16>().ok().map(Code).filter(|code| registry::title(*code).is_some());
    let Some(code) = code else { return Err(input::unknown_code(text).into()) };
    let page = page(code, session.style.lang).unwrap_or_else(|| line(code, session.style.lang));
    session.write(&page)?;
    session.write(&format!("\n{}\n", family(code, session.style.lang)))?;
    Ok(0)
}

fn line(code: Code, lang: Lang) -> String {
    let title = registry::title(code);
    format!("{code}  {}\n", title.as_ref().map_or("", |title| title.get(lang)))
}

/// What the thousands digit says.
fn family(code: Code, lang: Lang) -> &'static str {
    match (code.0 / 1000, lang) {
        (0, Lang::Zh) => "文字和句法、文件和命令",
        (1, Lang::Zh) => "名称",
        (2, Lang::Zh) => "类型和单位",
        (3, Lang::Zh) => "静态分析",
        (4, Lang::Zh) => "程序的图",
        (5, Lang::Zh) => "日历和时间",
        (6, Lang::Zh) => "合规结论",
        (_, Lang::Zh) => "卷宗",
        (0, Lang::En) => "text and syntax, files and usage",
        (1, Lang::En) => "names",
        (2, Lang::En) => "types and units",
        (3, Lang::En) => "static analysis",
        (4, Lang::En) => "procedure graph",
        (5, Lang::En) => "calendar and time",
        (6, Lang::En) => "compliance findings",
        (_, Lang::En) => "dossier input",
    }
}
