//! What may be written on the command line.

use super::formats::{Wanted, WantedParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Law you can compile: check rules, judge dossiers, plan procedures. Unofficial, not legal advice.
#[derive(Debug, Parser)]
#[command(name = "rulecheck", version, max_term_width = 100)]
pub(super) struct Cli {
    /// Language of what is said [default: from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangArg>,
    /// When to colour; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(super) color: ColorArg,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check rules: parse, resolve, type-check; all faults of all files in one run
    Check(CheckArgs),
    /// Judge dossiers: what is missing, what is violated, why, and what cures it
    Validate(ValidateArgs),
    /// Plan a procedure: early and late dates, floats, critical paths, clocks
    Path(PathArgs),
    /// Draw the order of the steps of a procedure; with a dossier, how each of them stands
    Graph(super::graph::GraphArgs),
    /// Tell what may be done in a case now, by whom, until when, and what the rest waits for
    Next(super::next::NextArgs),
    /// Write what happened into a dossier, or say why it cannot happen; exit code 1 if refused
    Record(super::record::RecordArgs),
    /// Run the tests (测试) written in rules
    Test(TestArgs),
    /// Tell which articles no rule restates
    Coverage(CoverageArgs),
    /// Say each obligation as a sentence: what the machine understood, for signature
    Show(super::show::ShowArgs),
    /// Print a dossier of a procedure to fill in
    New(super::new::NewArgs),
    /// Print the JSON Schema of dossiers, or of a report
    Schema(super::schema::SchemaArgs),
    /// Lay rules out; `--lang` also rewrites them into that vocabulary
    Fmt(FmtArgs),
    /// Say what a code means
    Explain(ExplainArgs),
    /// Begin a folder of rules: a first file with tests, a dossier, and what a CI runs
    Init(InitArgs),
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files or folders of rules; `-` reads standard input [default: the rules inside the program]
    pub(super) paths: Vec<PathBuf>,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: CheckFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Human,
    Concise,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ValidateArgs {
    /// Dossiers (.ron, .json, .yaml, and .jsonl with one a line), folders and patterns of them, or `-` for
    /// standard input
    #[arg(required = true)]
    pub(super) dossiers: Vec<PathBuf>,
    /// How standard input is written [default: json if it begins with a brace, else ron]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// The date to judge at, or `today`; overrides the dossier's own
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Explain this obligation, or of a register `ID[KEY]`: every test, value and count
    #[arg(long, value_name = "ID")]
    pub(super) why: Vec<String>,
    /// Report these obligations alone, or of a register `ID[KEY]`
    #[arg(long, value_name = "ID")]
    pub(super) only: Vec<String>,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: ValidateFormat,
    /// A file that dossiers share: registers, roles, events, facts
    #[arg(long, value_name = "FILE")]
    pub(super) facts: Vec<PathBuf>,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
    /// Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(super) parameters: Vec<(String, String)>,
    /// From what on the exit code is 1
    #[arg(long, value_enum, value_delimiter = ',', default_value = "violated")]
    pub(super) fail_on: Vec<FailOn>,
    /// How many dossiers are judged at a time [default: one a core]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    Json,
    Ron,
    Yaml,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ValidateFormat {
    Human,
    Concise,
    Json,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Violated,
    Unproven,
    AtRisk,
    Pending,
    NotReviewed,
    NeedsFinding,
    LateEntry,
}

#[derive(Debug, Args)]
pub(super) struct PathArgs {
    /// A dossier: what is on record, and what applies; `-` for standard input
    pub(super) dossier: Option<PathBuf>,
    /// The procedure; `RULESET·PROCEDURE` where several rulesets have it
    #[arg(long, value_name = "NAME")]
    pub(super) procedure: Option<String>,
    /// The first day [default: the earliest record]
    #[arg(long, value_name = "DATE")]
    pub(super) start: Option<String>,
    /// Plan this optional step (可以) as well
    #[arg(long = "with", value_name = "STEP")]
    pub(super) with: Vec<String>,
    /// How long the steps take: as fast as the law allows, as expected (预计), or as late as it allows
    #[arg(long, value_enum, default_value = "expected")]
    pub(super) plan: PlanArg,
    /// What changes if: `STEP=3 workdays`, `STEP waived`, `STEP not before DATE`, `STEP removed`
    #[arg(long, value_name = "CHANGE")]
    pub(super) what_if: Vec<String>,
    /// Up to which date the record speaks, or `today`
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// How to write; `=FILE` writes into a file, and then several may be asked for
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = WantedParser::<PathFormat>::new(), default_value = "human")]
    pub(super) format: Vec<Wanted<PathFormat>>,
    /// Write csv without the byte-order mark by which spreadsheets know its encoding
    #[arg(long)]
    pub(super) no_bom: bool,
    /// A file that dossiers share: registers, roles, events, facts
    #[arg(long, value_name = "FILE")]
    pub(super) facts: Vec<PathBuf>,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
    /// Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(super) parameters: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanArg {
    Fastest,
    Expected,
    Latest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PathFormat {
    Human,
    Json,
    Csv,
    Ics,
    Svg,
    Html,
    Mermaid,
}

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Files or folders of rules [default: the rules inside the program]
    pub(super) paths: Vec<PathBuf>,
    /// Run only the tests whose name contains this
    #[arg(long, value_name = "TEXT")]
    pub(super) only: Vec<String>,
    /// List the obligations that the tests do not show both met and broken; exit code 1 if any
    #[arg(long, conflicts_with = "only")]
    pub(super) coverage: bool,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: TestFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    Human,
    Concise,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct CoverageArgs {
    /// Files or folders of rules [default: the rules inside the program]
    pub(super) paths: Vec<PathBuf>,
    /// Exit code 1 if an article of this instrument is missing; its name or short name
    #[arg(long, value_name = "NAME")]
    pub(super) require: Vec<String>,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: CoverageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CoverageFormat {
    Human,
    Concise,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    /// Files or folders of rules; `-` reads standard input and writes standard output [default: the current folder]
    pub(super) paths: Vec<PathBuf>,
    /// Write nothing; list what would change, exit 1 if anything
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A code such as RC1001 [default: list all codes]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder; it is created where there is none
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
}

/// `NAME=VALUE`
pub(super) fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write NAME=VALUE, such as 环评时限=60日".to_owned()),
    }
}
