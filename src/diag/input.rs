//! RC09xx: files, folders and what a run was asked to do.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (901, "文件找不到或读不了", "the file was not found or cannot be read"),
    (902, "应为文件，却是文件夹", "a folder stands where a file is expected"),
    (903, "文件夹里没有规则文件", "the folder holds no rules"),
    (904, "文件太多或太大", "too many files, or too large ones"),
    (905, "看不出卷宗的格式", "the format of the dossier is not known"),
    (906, "没有截至日期", "there is no as-of date"),
    (907, "什么也没有判断", "nothing was judged"),
    (908, "没有这项义务", "there is no such obligation"),
    (909, "没有可用的规则集", "no ruleset fits"),
    (910, "不止一个规则集可用", "more than one ruleset fits"),
    (911, "日期写法有误或不存在", "the date is malformed or does not exist"),
    (912, "没有这个程序", "there is no such procedure"),
    (913, "没有测试", "there are no tests"),
    (914, "没有这个代码", "there is no such code"),
    (915, "没有卷宗", "there is no dossier"),
    (916, "没有开始日期", "there is no start date"),
    (917, "没有这个测试", "there is no such test"),
    (918, "没有声明条文的法规", "no instrument declares its articles"),
    (919, "没有这部法规", "there is no such instrument"),
    (920, "文件已经存在", "the file exists already"),
    (921, "文件写不了", "the file cannot be written"),
    (930, "通配写法有误", "the pattern is malformed"),
    (940, "排版会改变含义", "formatting would change the meaning"),
    (950, "没有义务", "there is no obligation"),
    (954, "应为规则，却是卷宗", "a dossier stands where rules are expected"),
];

type Fault = Box<Diagnostic>;

fn error(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Span::default(), zh, en)
}

/// A file that cannot be read; `why` is what the system says.
#[must_use]
pub fn unreadable(path: &str, why: &str) -> Fault {
    Box::new(
        error(901, format!("读不了「{path}」（{why}）"), format!("cannot read ‘{path}’ ({why})"))
            .help("核对路径和权限", "check the path and its permissions"),
    )
}

/// A file that does not exist.
#[must_use]
pub fn not_found(path: &str) -> Fault {
    Box::new(error(901, format!("找不到「{path}」"), format!("‘{path}’ was not found")).help(
        "核对路径；相对路径从当前目录写起",
        "check the path; a relative one starts from the current folder",
    ))
}

/// A folder where a file is expected.
#[must_use]
pub fn is_folder(path: &str) -> Fault {
    Box::new(
        error(902, format!("「{path}」是文件夹"), format!("‘{path}’ is a folder"))
            .help("写出文件夹里的文件", "name a file in it"),
    )
}

/// A folder without rules.
#[must_use]
pub fn no_rules_in(path: &str) -> Fault {
    Box::new(error(903, format!("「{path}」里没有 .rules 文件"), format!("‘{path}’ holds no .rules file")))
}

/// A text that would not read the same after formatting, which is left as it is.
#[must_use]
pub fn format_changes_meaning(span: Span) -> Fault {
    Box::new(
        Diagnostic::error(
            940,
            span,
            "排版后的文字读出来与原文不同，没有改动",
            "after formatting the text would not read the same; it was left as it is",
        )
        .help(
            "这是排版功能的错误；把这一句拆成几行，或者换一种写法，并请报告",
            "this is a fault of the formatter; split this sentence or write it another way, and please report it",
        ),
    )
}

/// More rules than the limits allow.
#[must_use]
pub fn too_much(what_zh: &str, what_en: &str) -> Fault {
    Box::new(error(904, format!("超出上限：{what_zh}"), format!("a limit is passed: {what_en}")).help(
        "分成几个文件：规则用「引入」相连，卷宗一个项目一份",
        "split it into several files: rules that use one another, one dossier a project",
    ))
}

/// A dossier whose ending says nothing.
#[must_use]
pub fn unknown_format(path: &str) -> Fault {
    Box::new(
        error(
            905,
            format!("从文件名「{path}」看不出格式"),
            format!("the name ‘{path}’ does not tell the format"),
        )
        .help(ENDINGS.0, ENDINGS.1),
    )
}

/// A file of rules where a dossier is expected.
#[must_use]
pub fn rules_for_dossier(path: &str) -> Fault {
    Box::new(
        error(905, format!("「{path}」是规则，不是卷宗"), format!("‘{path}’ holds rules, not a dossier")).help(
            "检查规则用 rulecheck check，运行其中的测试用 rulecheck test；用它审查卷宗，写在 --rules 后面",
            "check rules by ‘rulecheck check’ and run their tests by ‘rulecheck test’; to judge by them, name them after --rules",
        ),
    )
}

/// A dossier where rules are expected.
#[must_use]
pub fn dossier_for_rules(path: &str) -> Fault {
    Box::new(
        error(954, format!("「{path}」是卷宗，不是规则"), format!("‘{path}’ is a dossier, not rules")).help(
            "审查卷宗用 rulecheck validate；规则文件以 .rules 结尾",
            "judge dossiers by ‘rulecheck validate’; files of rules end in .rules",
        ),
    )
}

/// How the files of dossiers end.
const ENDINGS: (&str, &str) = (
    "卷宗以 .ron、.json、.yaml 结尾，一行一份的以 .jsonl 结尾",
    "a dossier ends in .ron, .json or .yaml, a file with one a line in .jsonl",
);

/// No as-of date.
#[must_use]
pub fn no_as_of() -> Fault {
    Box::new(
        error(
            906,
            "卷宗没有写 as_of，命令也没有给 --as-of",
            "neither the dossier nor the command gives an as-of date",
        )
        .help(
            "写「as_of: \"2024-06-20\"」，或加 --as-of 日期（today 为今天）",
            "write ‘as_of: \"2024-06-20\"’, or add --as-of DATE (or today)",
        ),
    )
}

/// A run without a single verdict.
#[must_use]
pub fn nothing_judged(name: &str) -> Fault {
    Box::new(
        error(
            907,
            format!("「{name}」没有任何一项得到判断"),
            format!("not one obligation was judged for ‘{name}’"),
        )
        .help(
            "核对卷宗的程序和规则集：没有规则与它对应",
            "check the dossier's procedure and ruleset: no rule fits them",
        ),
    )
}

/// An obligation id that does not exist.
#[must_use]
pub fn unknown_obligation(id: &str, near: Option<&str>) -> Fault {
    let found = error(908, format!("没有编号为「{id}」的义务"), format!("there is no obligation ‘{id}’"));
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help("用 --format concise 列出全部编号", "--format concise lists all ids"),
    })
}

/// An obligation id that may mean several.
#[must_use]
pub fn ambiguous_obligation(id: &str, candidates: &[String]) -> Fault {
    Box::new(error(908, format!("「{id}」不止一项义务"), format!("‘{id}’ fits several obligations")).help(
        format!("写全编号：「{}」", candidates.join("」「")),
        format!("write the id in full: ‘{}’", candidates.join("’, ‘")),
    ))
}

/// An obligation, or a part of one's id, that the rules do not have.
#[must_use]
pub fn unknown_in_rules(id: &str, near: Option<&str>) -> Fault {
    let found = error(908, format!("没有编号为「{id}」的义务"), format!("there is no obligation ‘{id}’"));
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help("用 show --format concise 列出全部编号", "show --format concise lists all ids"),
    })
}

/// A file of rules where the id of an obligation is expected.
#[must_use]
pub fn rules_for_obligation(path: &str) -> Fault {
    Box::new(
        error(908, format!("没有编号为「{path}」的义务"), format!("there is no obligation ‘{path}’")).help(
            format!("规则文件写在 --rules 后面：--rules {path}"),
            format!("name rules after --rules: --rules {path}"),
        ),
    )
}

/// Rules, or a procedure, without a single obligation.
#[must_use]
pub fn no_obligations(procedure: Option<&str>) -> Fault {
    let found = match procedure {
        Some(name) => error(
            950,
            format!("程序「{name}」里没有义务"),
            format!("the procedure ‘{name}’ has no obligation"),
        ),
        None => error(950, "规则里没有义务", "the rules have no obligation"),
    };
    Box::new(found.help(
        "在程序的步骤、规则、清单或者任务里写出句子，如「材料：申请表；」",
        "write sentences in steps, rules, registers or tasks, such as ‘requires: FORM;’",
    ))
}

/// No pack for a dossier.
#[must_use]
pub fn no_pack(wanted: Option<&str>, near: Option<&str>) -> Fault {
    let found = match wanted {
        Some(name) => {
            error(909, format!("内置规则里没有「{name}」"), format!("no shipped ruleset has ‘{name}’"))
        }
        None => error(
            909,
            "卷宗没有写规则集，也没有写程序",
            "the dossier names neither a ruleset nor a procedure",
        ),
    };
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => {
            found.help("写明 ruleset，或用 --rules 指出规则", "name a ruleset, or point to rules by --rules")
        }
    })
}

/// A procedure, name by name, as the command line knows it.
fn qualified(procedure: &str, rulesets: &[&str], between: &str) -> String {
    let names: Vec<String> = rulesets.iter().map(|ruleset| format!("{ruleset}·{procedure}")).collect();
    names.join(between)
}

/// Several packs for a dossier.
#[must_use]
pub fn ambiguous_pack(procedure: &str, rulesets: &[&str]) -> Fault {
    Box::new(
        error(
            910,
            format!("不止一个内置规则集有程序「{procedure}」"),
            format!("several shipped rulesets have the procedure ‘{procedure}’"),
        )
        .help(
            format!("写明是哪一个：「{}」；在卷宗里用 ruleset", qualified(procedure, rulesets, "」「")),
            format!("say which one: ‘{}’; in a dossier by ‘ruleset’", qualified(procedure, rulesets, "’, ‘")),
        ),
    )
}

/// A date on the command line that is none.
#[must_use]
pub fn bad_date(text: &str) -> Fault {
    Box::new(
        error(911, format!("「{text}」不是日期"), format!("‘{text}’ is not a date"))
            .help("写成 2024-06-20", "write it as 2024-06-20"),
    )
}

/// A procedure that does not exist.
#[must_use]
pub fn unknown_procedure(name: &str, near: Option<&str>) -> Fault {
    let found =
        error(912, format!("没有名为「{name}」的程序"), format!("there is no procedure named ‘{name}’"));
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found,
    })
}

/// A procedure is needed and none is named.
#[must_use]
pub fn no_procedure() -> Fault {
    Box::new(error(912, "没有写明程序", "no procedure is named").help(
        "在卷宗里写 procedure，或加 --procedure 名称",
        "write ‘procedure’ in the dossier, or add --procedure NAME",
    ))
}

/// Nothing to test.
#[must_use]
pub fn no_tests() -> Fault {
    Box::new(
        error(913, "规则里没有「测试」", "the rules hold no tests")
            .help("用「测试 名称 ｛ … 期望：… ｝」写出测试", "write tests as ‘test NAME { … expect: … }’"),
    )
}

/// A test that does not exist; `near` is the name nearest to it.
#[must_use]
pub fn no_test(text: &str, near: Option<&str>) -> Fault {
    let fault = error(
        917,
        format!("没有名称含「{text}」的测试"),
        format!("no test has a name that contains ‘{text}’"),
    );
    Box::new(with_near(fault, near))
}

/// No instrument whose articles could be covered.
#[must_use]
pub fn no_articles() -> Fault {
    Box::new(
        error(918, "规则里的法规都没有声明条文", "no instrument in the rules declares its articles").help(
            "在「法规」里写：条文：第一条至第四十四条；",
            "write in ‘source’: articles: 第一条至第四十四条;",
        ),
    )
}

/// An instrument that does not exist; `near` is the name nearest to it.
#[must_use]
pub fn no_instrument(name: &str, near: Option<&str>) -> Fault {
    let fault = error(
        919,
        format!("没有声明条文的法规「{name}」"),
        format!("no instrument ‘{name}’ declares its articles"),
    );
    Box::new(with_near(fault, near))
}

fn with_near(fault: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => fault.help(format!("是不是「{near}」"), format!("did you mean ‘{near}’")),
        None => fault,
    }
}

/// A file that would be overwritten.
#[must_use]
pub fn exists(path: &str) -> Fault {
    Box::new(
        error(920, format!("「{path}」已经存在"), format!("‘{path}’ exists already"))
            .help("换一个文件夹；已有的文件不覆盖", "choose another folder; nothing is overwritten"),
    )
}

/// A file that cannot be written; `why` is what the system says.
#[must_use]
pub fn unwritable(path: &str, why: &str) -> Fault {
    Box::new(
        error(921, format!("写不了「{path}」（{why}）"), format!("cannot write ‘{path}’ ({why})"))
            .help("核对路径和权限", "check the path and its permissions"),
    )
}

/// A code that does not exist.
#[must_use]
pub fn unknown_code(text: &str) -> Fault {
    Box::new(
        error(914, format!("没有代码「{text}」"), format!("there is no code ‘{text}’"))
            .help("代码写成 RC1001", "codes look like RC1001"),
    )
}

/// A folder without dossiers.
#[must_use]
pub fn no_dossiers(path: &str) -> Fault {
    Box::new(
        error(915, format!("「{path}」里没有卷宗"), format!("‘{path}’ holds no dossier"))
            .help(ENDINGS.0, ENDINGS.1),
    )
}

/// A pattern that no file fits.
#[must_use]
pub fn no_match(pattern: &str) -> Fault {
    Box::new(
        error(915, format!("没有文件符合「{pattern}」"), format!("no file fits ‘{pattern}’"))
            .help(ENDINGS.0, ENDINGS.1),
    )
}

/// A pattern that is malformed.
#[must_use]
pub fn bad_pattern(pattern: &str) -> Fault {
    Box::new(error(930, format!("「{pattern}」不是通配写法"), format!("‘{pattern}’ is not a pattern")).help(
        "「*」为任意文字，「**」为任意层文件夹，「?」为一个字符，「[…]」为其中一个字符",
        "‘*’ is any text, ‘**’ any folders, ‘?’ one character, ‘[…]’ one of these characters",
    ))
}

/// A plan without a first day.
#[must_use]
pub fn no_start() -> Fault {
    Box::new(
        error(916, "没有开始日期", "there is no start date")
            .help("加 --start 日期，或给出有记录的卷宗", "add --start DATE, or give a dossier with records"),
    )
}
