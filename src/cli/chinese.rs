//! Help and usage in Chinese. The texts are found by their English; what has none here stays English.

use super::args::Cli;
use super::chinese_help;
use super::locale;
use crate::diag::Lang;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// Reads the arguments of the process.
///
/// # Errors
/// What is to be printed instead of going on, and whether that is an error.
pub(super) fn parse() -> Result<Cli, Said> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = asked(&arguments).unwrap_or_else(locale::lang);
    let command = match lang {
        // PERF: usage is written only where it is read.
        Lang::Zh if arguments.len() < 2 || arguments.iter().any(|word| asks_help(word)) => {
            chinese_help::usage(told(Cli::command()))
        }
        Lang::Zh => told(Cli::command()),
        Lang::En => Cli::command(),
    };
    let matches = command.try_get_matches_from(arguments);
    matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| Said { error, lang })
}

fn asks_help(word: &std::ffi::OsStr) -> bool {
    word == "help" || word == "--help" || word == "-h"
}

/// Help, the version, or a fault of usage.
pub(super) struct Said {
    error: clap::Error,
    lang: Lang,
}

impl Said {
    /// Prints it; whether it is an error.
    pub(super) fn print(&self) -> bool {
        let wrong = self.error.use_stderr();
        match words(&self.error).filter(|_| self.lang == Lang::Zh && wrong) {
            Some(words) => {
                let usage = "看全部用法：rulecheck help，rulecheck help 命令";
                // A closed pipe is nobody's fault.
                let _ = std::io::Write::write_all(
                    &mut std::io::stderr().lock(),
                    format!("{words}\n{usage}\n").as_bytes(),
                );
            }
            None if self.lang == Lang::Zh && !wrong => {
                let said = chinese_help::whole(&self.error.render().to_string());
                let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), said.as_bytes());
            }
            None => drop(self.error.print()),
        }
        wrong
    }
}

/// The language that `--lang` asks for, before anything else is read.
fn asked(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let value = loop {
        match words.next()? {
            "--" => return None,
            "--lang" => break words.next()?,
            word => {
                if let Some(value) = word.strip_prefix("--lang=") {
                    break value;
                }
            }
        }
    };
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// A fault of usage in Chinese, where its kind is known.
fn words(error: &clap::Error) -> Option<String> {
    let given = |kind: ContextKind| {
        error.get(kind).map(|value| match value {
            ContextValue::String(one) => one.clone(),
            ContextValue::Strings(all) => all.join("、"),
            other => other.to_string(),
        })
    };
    let near = |kind| given(kind).map(|near| format!("，是否应为「{near}」？")).unwrap_or_default();
    let argument = given(ContextKind::InvalidArg).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "没有命令「{}」{}",
            given(ContextKind::InvalidSubcommand)?,
            near(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::UnknownArgument => {
            format!("没有选项「{argument}」{}", near(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写命令，例如 rulecheck check、rulecheck validate 卷宗".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("缺少：{argument}"),
        ErrorKind::InvalidValue => {
            let value = given(ContextKind::InvalidValue)?;
            let may =
                given(ContextKind::ValidValue).map(|may| format!("；可以写：{may}")).unwrap_or_default();
            if value.is_empty() {
                format!("「{argument}」后面缺少内容{may}")
            } else {
                format!("「{argument}」不能写「{value}」{}{may}", near(ContextKind::SuggestedValue))
            }
        }
        ErrorKind::ArgumentConflict => {
            format!("「{argument}」不能与「{}」同时使用", given(ContextKind::PriorArg)?)
        }
        _ => return None,
    })
}

/// The same command with its texts in Chinese.
pub(super) fn told(command: Command) -> Command {
    let about = zh(command.get_about());
    let command = command
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            let help = zh(argument.get_help());
            let argument = argument.help_heading(heading);
            chinese_help::argument(match help {
                Some(help) => argument.help(help),
                None => argument,
            })
        })
        .mut_subcommands(told)
        .arg(flag("help", 'h', ArgAction::Help).help("打印帮助"));
    let command = if command.get_version().is_some() {
        command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version).help("打印版本"))
    } else {
        command
    };
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help_heading("选项")
}

fn zh(text: Option<&StyledStr>) -> Option<&'static str> {
    let text = text?.to_string();
    TEXTS.iter().find(|(en, _)| *en == text).map(|(_, zh)| *zh)
}

/// English and Chinese.
const TEXTS: &[(&str, &str)] = &[
    (
        "Law you can compile: check rules, judge dossiers, plan procedures. Unofficial, not legal advice",
        "可以编译的法：检查规则，审查卷宗，排出日程。非官方，不是法律意见",
    ),
    (
        "Language of what is said [default: from LC_ALL, LC_MESSAGES or LANG]",
        "说话的语言 [默认：按系统的语言]",
    ),
    ("When to colour; NO_COLOR is honoured", "什么时候用颜色；设了 NO_COLOR 就不用"),
    (
        "Check rules: parse, resolve, type-check; all faults of all files in one run",
        "检查规则：句法、名称、类型和单位；一次报告所有文件的全部错误",
    ),
    (
        "Judge dossiers: what is missing, what is violated, why, and what cures it",
        "审查卷宗：还差什么，哪里违规，为什么，怎样补救",
    ),
    (
        "Plan a procedure: early and late dates, floats, critical paths, clocks",
        "排出日程：最早、最晚日期，时差，关键路径，时限",
    ),
    (
        "Draw the order of the steps of a procedure; with a dossier, how each of them stands",
        "画出程序各步骤的先后次序；有卷宗的，标出各步骤的状态",
    ),
    ("A dossier: how each step stands; `-` for standard input", "卷宗：各步骤的状态；- 为标准输入"),
    (
        "The procedure; `RULESET·PROCEDURE` where several rulesets have it [default: the dossier's, or the only one]",
        "程序；几个规则集都有的写「规则集·程序」 [默认：卷宗的，或者唯一的一个]",
    ),
    (
        "Tell what may be done in a case now, by whom, until when, and what the rest waits for",
        "现在可以办什么：由谁，到哪天；其余的在等什么",
    ),
    (
        "Write what happened into a dossier, or say why it cannot happen; exit code 1 if refused",
        "把发生的事记进卷宗；不许这样做的说明为什么，退出码为 1",
    ),
    (
        "The dossier of the case (.ron, .json, .yaml), or `-` for standard input",
        "案件的卷宗（.ron、.json、.yaml），- 为标准输入",
    ),
    ("The day to ask for, or `today`; overrides the dossier's own", "问哪一天，或者 today；代替卷宗里的"),
    (
        "The dossier of the case (.ron, .json, .yaml); events are added to it, all else stays as it is",
        "案件的卷宗（.ron、.json、.yaml）；只加事件，其余不动",
    ),
    (
        "What happened, each in quotes: \"ACT STEP DATE by WHOM outcome …\", such as \"finish hearing 2024-06-12 by planning\"",
        "发生的事，每件加引号：“动作 步骤 日期 由 谁 结论 …”，如 “完成 听证会 2024-06-12 由 市发展和改革委员会”",
    ),
    ("Write nothing: say whether it may happen", "不写文件，只说可不可以"),
    ("Run the tests (测试) written in rules", "运行规则里的测试"),
    ("Tell which articles no rule restates", "哪些条文没有写成规则"),
    (
        "Say each obligation as a sentence: what the machine understood, for signature",
        "每项义务说成一句话：程序是怎样理解的，供签字",
    ),
    ("Print a dossier of a procedure to fill in", "写出一份照着填的卷宗"),
    ("Print the JSON Schema of dossiers, or of a report", "写出卷宗或者报告的 JSON Schema"),
    (
        "Lay rules out; `--lang` also rewrites them into that vocabulary",
        "排版规则；写了 --lang 的，改写成那种语言的关键词",
    ),
    ("Say what a code means", "一个代码是什么意思"),
    (
        "Begin a folder of rules: a first file with tests, a dossier, and what a CI runs",
        "开始一个规则文件夹：第一份规则带测试、卷宗和 CI 文件",
    ),
    (
        "Files or folders of rules; `-` reads standard input [default: the rules inside the program]",
        "规则文件或者文件夹；- 为标准输入 [默认：内置的规则]",
    ),
    ("How to write", "怎样写出"),
    (
        "How to write; `=FILE` writes into a file, and then several may be asked for",
        "怎样写出；写「格式=文件」的写进文件，这样可以要几种",
    ),
    (
        "Write csv without the byte-order mark by which spreadsheets know its encoding",
        "csv 不写字节顺序标记（表格软件靠它认出编码）",
    ),
    (
        "Dossiers (.ron, .json, .yaml, and .jsonl with one a line), folders and patterns of them, or `-` for standard input",
        "卷宗（.ron、.json、.yaml，一行一份的 .jsonl），文件夹，通配写法，- 为标准输入",
    ),
    (
        "How standard input is written [default: json if it begins with a brace, else ron]",
        "标准输入的格式 [默认：以花括号开头的为 json，否则为 ron]",
    ),
    ("The date to judge at, or `today`; overrides the dossier's own", "截至日期，或者 today；代替卷宗里的"),
    (
        "Explain this obligation, or of a register `ID[KEY]`: every test, value and count",
        "说明这一项义务（清单的条目写「编号[标识]」）：每个判断、取值和计算",
    ),
    (
        "Report these obligations alone, or of a register `ID[KEY]`",
        "只报告这几项义务（清单的条目写「编号[标识]」）",
    ),
    ("A file that dossiers share: registers, roles, events, facts", "卷宗共用的文件：清单、角色、事件、事实"),
    (
        "Rules: files, folders, or builtin:PATH [default: the rules inside the program]",
        "规则：文件、文件夹，或者 builtin:路径 [默认：内置的规则]",
    ),
    (
        "Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules",
        "设定规则里待定的参数：名称=值，写法与规则相同",
    ),
    ("From what on the exit code is 1", "到什么程度退出码为 1"),
    ("How many dossiers are judged at a time [default: one a core]", "同时审查几份 [默认：每个核心一份]"),
    (
        "A dossier: what is on record, and what applies; `-` for standard input",
        "卷宗：有什么记录，适用什么；- 为标准输入",
    ),
    (
        "The procedure; `RULESET·PROCEDURE` where several rulesets have it",
        "程序；几个规则集都有的，写「规则集·程序」",
    ),
    ("The first day [default: the earliest record]", "第一天 [默认：最早的记录]"),
    ("Plan this optional step (可以) as well", "把这个可以不办的步骤也排进去"),
    (
        "How long the steps take: as fast as the law allows, as expected (预计), or as late as it allows",
        "各步骤用多少时间：fastest 依法最快，expected 按预计，latest 依法最迟",
    ),
    (
        "What changes if: `STEP=3 workdays`, `STEP waived`, `STEP not before DATE`, `STEP removed`",
        "假设有改动，结果怎样：「步骤=3个工作日」「步骤 免除」「步骤 不早于 日期」「步骤 删去」",
    ),
    ("Up to which date the record speaks, or `today`", "记录到哪一天为止，或者 today"),
    (
        "Files or folders of rules [default: the rules inside the program]",
        "规则文件或者文件夹 [默认：内置的规则]",
    ),
    ("Run only the tests whose name contains this", "只运行名称含这些文字的测试"),
    (
        "List the obligations that the tests do not show both met and broken; exit code 1 if any",
        "列出测试没有两面都显示的义务；有的话退出码为 1",
    ),
    (
        "Exit code 1 if an article of this instrument is missing; its name or short name",
        "这部法规（名称或者简称）有没写的条文时退出码为 1",
    ),
    (
        "Files or folders of rules; `-` reads standard input and writes standard output [default: the current folder]",
        "规则文件或者文件夹；- 从标准输入读，写到标准输出 [默认：当前文件夹]",
    ),
    ("Write nothing; list what would change, exit 1 if anything", "不改文件；列出要改的，有的话退出码为 1"),
    ("A code such as RC1001 [default: list all codes]", "代码，如 RC1001 [默认：列出全部代码]"),
    ("The folder; it is created where there is none", "文件夹；没有的就新建"),
    (
        "Obligations: ids, their ends, or a step with all that belongs to it [default: all]",
        "义务：编号，编号的末尾，或者一个步骤及其全部 [默认：全部]",
    ),
    (
        "Of this procedure alone; `RULESET·PROCEDURE` where several rulesets have it",
        "只看这个程序；几个规则集都有的，写「规则集·程序」",
    ),
    (
        "How to write; JSON has no comments, and holds facts and roles alone",
        "怎样写出；JSON 不能写注释，只有事实和角色",
    ),
    (
        "Of the dossiers of this procedure alone: its steps, roles, documents and what these hold",
        "限于这个程序的卷宗：它的步骤、角色、材料及其字段",
    ),
    (
        "Of a report instead: what `validate`, `path`, `show` or `next` writes with --format json",
        "改为报告的：validate、path、show、next 以 --format json 写出的",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The English texts of a command and all below it.
    fn texts(command: &Command, found: &mut Vec<String>) {
        found.extend(command.get_about().map(ToString::to_string));
        found.extend(command.get_arguments().filter_map(|one| one.get_help()).map(ToString::to_string));
        command.get_subcommands().for_each(|one| texts(one, found));
    }

    #[test]
    fn no_translation_is_of_a_text_that_is_gone() {
        let mut found = Vec::new();
        texts(&Cli::command(), &mut found);
        let stale: Vec<&str> =
            TEXTS.iter().map(|(en, _)| *en).filter(|en| !found.iter().any(|text| text == en)).collect();
        assert!(stale.is_empty(), "{stale:#?}");
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are_read() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(asked(&words("rulecheck --lang zh check")), Some(Lang::Zh));
        assert_eq!(asked(&words("rulecheck check --lang=en")), Some(Lang::En));
        assert_eq!(asked(&words("rulecheck check -- --lang zh")), None);
        assert_eq!(asked(&words("rulecheck --lang")), None);
    }

    #[test]
    fn faults_of_usage_are_told_in_chinese() {
        let said = |text: &str| {
            let error = told(Cli::command()).try_get_matches_from(text.split(' ')).unwrap_err();
            words(&error).unwrap_or_default()
        };
        assert_eq!(said("rulecheck validat"), "没有命令「validat」，是否应为「validate」？");
        assert_eq!(said("rulecheck check --langs"), "没有选项「--langs」，是否应为「--lang」？");
        assert_eq!(said("rulecheck validate"), "缺少：<卷宗>...");
        assert!(
            said("rulecheck check --format huma")
                .starts_with("「--format <格式>」不能写「huma」，是否应为「human」？")
        );
    }
}
