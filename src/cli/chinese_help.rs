//! What `--help` puts between the texts, in Chinese: placeholders, defaults, the values that may be written.

use clap::{Arg, Command};

/// The names of values and their Chinese.
const NAMES: &[(&str, &str)] = &[
    ("PATHS", "路径"),
    ("PATH", "路径"),
    ("DOSSIERS", "卷宗"),
    ("DOSSIER", "卷宗"),
    ("FORMAT", "格式"),
    ("FORMAT[=FILE]", "格式[=文件]"),
    ("LANG", "语言"),
    ("COLOR", "何时"),
    ("DATE", "日期"),
    ("ID", "编号"),
    ("IDS", "编号"),
    ("FILE", "文件"),
    ("FILES", "文件"),
    ("NAME", "名称"),
    ("NAME=VALUE", "名称=值"),
    ("STEP", "步骤"),
    ("STEP=PERIOD", "步骤=历时"),
    ("STEP=DAYS", "步骤=历时"),
    ("FAIL_ON", "程度"),
    ("N", "份数"),
    ("TEXT", "文字"),
    ("CODE", "代码"),
    ("FOLDER", "文件夹"),
    ("DIR", "文件夹"),
    ("REPORT", "报告"),
    ("PLAN", "计划"),
    ("EVENT", "事件"),
    ("EVENTS", "事件"),
    ("LOG", "日志"),
    ("MAP", "对照"),
    ("COMMAND", "命令"),
];

/// An argument whose placeholder, default and values are told in Chinese behind its help.
pub(super) fn argument(argument: Arg) -> Arg {
    let flag = !argument.get_action().takes_values();
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if flag {
        return argument;
    }
    let words = |words: Vec<String>| words.join("、");
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !default.is_empty() {
        help.push_str(&format!(" [默认：{}]", words(default)));
    }
    let possible: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|one| !one.is_hide_set())
        .map(|one| one.get_name().to_owned())
        .collect();
    if !possible.is_empty() {
        help.push_str(&format!(" [可以写：{}]", words(possible)));
    }
    let name = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let name = name.unwrap_or_else(|| argument.get_id().as_str().to_uppercase());
    let argument = argument.hide_default_value(true).hide_possible_values(true).help(help);
    match chinese(&name) {
        Some(zh) => argument.value_name(zh),
        None => argument,
    }
}

fn chinese(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(en, _)| *en == name).map(|(_, zh)| *zh)
}

/// The lines of usage in Chinese: clap writes the word for options itself.
pub(super) fn usage(command: Command) -> Command {
    let mut built = command.clone();
    built.build();
    let said = |command: &mut Command| {
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim_start();
        usage.replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]")
    };
    let own = said(&mut built);
    let below: Vec<(String, String)> =
        built.get_subcommands_mut().map(|one| (one.get_name().to_owned(), said(one))).collect();
    let command = command.override_usage(own);
    below
        .into_iter()
        .filter(|(name, _)| name != "help")
        .fold(command, |command, (name, usage)| command.mut_subcommand(name, |one| one.override_usage(usage)))
}

/// Help with what clap says of its own command.
pub(super) fn whole(help: &str) -> String {
    help.replace("Print this message or the help of the given subcommand(s)", "打印本页，或者一个命令的帮助")
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::super::chinese::told;
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn no_placeholder_is_left_in_english() {
        let mut all = usage(told(Cli::command()));
        all.build();
        let mut open = vec![all];
        while let Some(mut command) = open.pop() {
            open.extend(command.get_subcommands().filter(|one| one.get_name() != "help").cloned());
            let help = whole(&command.render_help().to_string());
            for english in [
                "[OPTIONS]",
                "<COMMAND>",
                "[default:",
                "[possible values:",
                "<PATH",
                "<FORMAT",
                "<NAME",
                "Print this",
            ] {
                assert!(!help.contains(english), "{english}: {help}");
            }
        }
    }
}
