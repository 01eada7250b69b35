//! From typed views to the compiled rule set: names, types, obligations, graphs.
//!
//! INVARIANT: every fault is reported, and a rule set exists only where no error was. Declarations
//! are collected over all files first, so that their order has no meaning; then procedures, then
//! their sentences. A new kind of sentence is one function in `sentence` and one line in its table.

mod after;
mod arithmetic;
mod cascade;
mod citation;
mod condition;
mod condition_each;
mod condition_member;
mod consent;
mod declare;
mod deemed;
mod duty;
mod entangled;
mod exception;
mod exception_register;
mod follow;
mod frequency;
mod head;
mod hold;
mod inherit;
mod legal_time;
mod light;
mod literal;
mod offclock;
mod parameter;
mod path;
mod period;
mod procedure;
mod refine;
mod register;
mod scenario;
mod scenario_entry;
mod scenario_expect;
mod scenario_record;
mod scenario_task;
mod scenario_value;
mod sentence;
mod slip;
mod span;
mod step;
mod superior;
mod superior_link;
mod symbols;
mod table;
mod task;
mod time;
mod verdicts;
mod waiver;

use super::{Arena, Enumeration, RuleSet, Schema};
use crate::calendar::WorkdayCalendar;
use crate::diag::{Diagnostic, Sink};
use crate::syntax::Parse;
use crate::text::{Digest, FileId, SourceMap, Span, digest};
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::HashMap;
use symbols::FileNames;

/// One parsed file with its imports resolved to positions among the files.
#[derive(Debug)]
pub struct ParsedFile {
    /// The parse.
    pub parse: Parse,
    /// 引入: the alias, the position of the imported file, and where it is written.
    pub imports: Vec<(SmolStr, usize, Span)>,
}

/// The result of compiling: the rule set where there was no error, and everything to be said.
#[derive(Debug)]
pub struct Compiled {
    /// The rules; `None` after an error.
    pub rules: Option<RuleSet>,
    /// Errors, warnings and notes in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles parsed files, the main one first. Total: every fault becomes a diagnostic.
#[must_use]
pub fn compile(files: &[ParsedFile], sources: SourceMap, calendar: WorkdayCalendar) -> Compiled {
    let mut lower = Lower::new(files, sources, calendar);
    for file in files {
        lower.sink.extend(file.parse.diagnostics.iter().cloned());
    }
    lower.declare_all();
    lower.lower_tables();
    lower.lower_procedures();
    lower.lower_rules();
    lower.lower_registers();
    lower.lower_tasks();
    lower.lower_duties();
    lower.index_obligations();
    lower.link_off_clocks();
    lower.lower_lights();
    lower.lower_verdict_conditions();
    lower.link_exceptions();
    lower.link_superiors();
    lower.lower_scenarios();
    lower.finish()
}

/// PERF: names are looked up several times a sentence, and this hasher takes a tenth of the default
/// one's time; its seed is drawn anew in every process.
type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Steps of one procedure that have a name; there is seldom more than one.
type Namesakes = SmallVec<[super::Id<super::Step>; 2]>;

/// The state of one compilation.
struct Lower<'s> {
    files: &'s [ParsedFile],
    names: Vec<FileNames>,
    rules: RuleSet,
    sink: Sink,
    /// What is being lowered; set anew for every sentence.
    scope: Scope,
    /// Fields whose type could not be read: reported once, where they are declared.
    broken: Vec<(super::Id<Schema>, SmolStr)>,
    /// Procedures' statements, superior ones first, by procedure.
    bodies: Vec<Vec<(usize, crate::syntax::ast::Statement<'s>)>>,
    /// Tasks' statements, by task.
    task_bodies: Vec<(usize, crate::syntax::ast::Statement<'s>)>,
    /// Steps by procedure and name.
    step_names: Map<(super::Id<super::Procedure>, SmolStr), Namesakes>,
    /// The ASCII paths of steps, by step.
    step_aliases: Vec<SmolStr>,
    /// Conditions that name obligations, which may be written further down.
    asked: Vec<verdicts::Asked>,
    /// 各项 自 E: from when the limits of the blocks around run that do not say it themselves.
    shared_starts: Vec<Option<super::ExprId>>,
    /// The 不计时 block whose steps are being collected.
    off_clock: Option<super::Id<super::OffClock>>,
    /// 参数 that are declared, settings of them, and those that could not be read.
    parameters: Vec<parameter::Draft>,
    settings: Vec<(usize, SmolStr, crate::syntax::ast::Statement<'s>)>,
    broken_parameters: Vec<SmolStr>,
    /// Tables' statements, by table, and whether their heads say which rows count.
    tables: Vec<(usize, crate::syntax::ast::Statement<'s>, bool)>,
    /// Tables with faults of their own: what uses them is not another one.
    broken_tables: Vec<super::Id<super::Table>>,
    /// The conditions of the rows of tables that are given nothing where they are used.
    table_rows: Vec<(super::Id<super::Table>, Vec<super::ExprId>)>,
    /// 免除 that are named, to be used by steps.
    waivers: Vec<waiver::Named<'s>>,
    /// The period of the sentence that is being lowered, where it is read.
    length: Option<super::ExprId>,
    /// What is known of refinement.
    refining: refine::Refining,
    /// Versions of a sentence beside its first one.
    versions: Vec<(super::ObligationId, super::ObligationId)>,
    /// Exceptions by procedure and path, with their places.
    exception_names: Map<(Option<super::Id<super::Procedure>>, SmolStr), Span>,
    /// Exceptions whose bases are looked up once all obligations are there.
    exceptions: Vec<exception::Unlinked>,
    /// Where paths are put together.
    line: String,
}

/// Where a sentence stands.
#[derive(Clone, Debug, Default)]
struct Scope {
    /// The file.
    file: usize,
    /// The procedure.
    procedure: Option<super::Id<super::Procedure>>,
    /// The step.
    step: Option<super::Id<super::Step>>,
    /// The task (任务).
    task: Option<super::Id<super::Task>>,
    /// The rule (规则).
    rule: Option<SmolStr>,
    /// Who answers (职责).
    answers: Option<super::UnitRef>,
    /// The register (清单); its entry is variable 0.
    register: Option<super::Id<super::Register>>,
    /// The level of the body among those of a refining procedure, superior ones first.
    level: usize,
    /// The exception (例外).
    exception: Option<super::ExceptionId>,
    /// Bound variables, outermost first.
    variables: Vec<Variable>,
    /// Citations of the enclosing blocks; the nearest counts.
    cites: Vec<super::Citation>,
}

/// A bound variable.
#[derive(Clone, Debug)]
struct Variable {
    name: SmolStr,
    /// The fields of what it stands for.
    schema: super::Id<Schema>,
}

impl<'s> Lower<'s> {
    fn new(files: &'s [ParsedFile], sources: SourceMap, calendar: WorkdayCalendar) -> Self {
        let digest = digest_of(&sources);
        let rules = RuleSet {
            editions: Vec::new(),
            sources,
            imports: files.iter().map(imported).collect(),
            calendar,
            computes: false,
            instruments: Arena::default(),
            units: Arena::default(),
            roles: Arena::default(),
            events: Arena::default(),
            documents: Arena::default(),
            facts: Arena::default(),
            registers: Arena::default(),
            licence: None,
            tables: Arena::default(),
            parameters: None,
            enumerations: Arena::default(),
            schemas: Arena::default(),
            procedures: Arena::default(),
            steps: Arena::default(),
            off_clocks: Arena::default(),
            tasks: Arena::default(),
            obligations: Arena::default(),
            exceptions: Arena::default(),
            lights: Vec::new(),
            exprs: Arena::default(),
            tests: Arena::default(),
            asks_verdicts: false,
            fact_slots: 0,
            obligation_index: HashMap::default(),
            names: super::Names::default(),
            digest,
        };
        Self {
            files,
            names: files.iter().map(|_| FileNames::default()).collect(),
            rules,
            sink: Sink::default(),
            scope: Scope::default(),
            broken: Vec::new(),
            bodies: Vec::new(),
            task_bodies: Vec::new(),
            step_names: HashMap::default(),
            step_aliases: Vec::new(),
            asked: Vec::new(),
            shared_starts: Vec::new(),
            off_clock: None,
            parameters: Vec::new(),
            settings: Vec::new(),
            broken_parameters: Vec::new(),
            tables: Vec::new(),
            broken_tables: Vec::new(),
            table_rows: Vec::new(),
            waivers: Vec::new(),
            length: None,
            refining: refine::Refining::default(),
            versions: Vec::new(),
            exception_names: HashMap::default(),
            exceptions: Vec::new(),
            line: String::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    fn finish(self) -> Compiled {
        let rules = (!self.sink.has_errors()).then(|| briefed(self.rules));
        Compiled { rules, diagnostics: cascade::settle(self.files, self.sink.into_sorted()) }
    }

    fn enumeration(&mut self, members: Vec<SmolStr>, span: Span) -> super::Id<Enumeration> {
        self.rules.enumerations.push(Enumeration { members, span })
    }
}

/// The rules with what each obligation tells without a dossier, once nothing of them changes any more.
fn briefed(mut rules: RuleSet) -> RuleSet {
    let briefs: Vec<super::Brief> =
        rules.obligations.iter().map(|one| super::Brief::of(&rules, one)).collect();
    for (obligation, brief) in rules.obligations.iter_mut().zip(briefs) {
        obligation.brief = brief;
    }
    rules
}

fn imported(file: &ParsedFile) -> Vec<FileId> {
    file.imports.iter().filter_map(|(_, at, _)| u16::try_from(*at).ok().map(FileId)).collect()
}

/// The digest of names and texts of all files, in order.
fn digest_of(sources: &SourceMap) -> Digest {
    let parts: Vec<&[u8]> =
        sources.iter().flat_map(|(_, source)| [source.name.as_bytes(), source.text.as_bytes()]).collect();
    digest(parts)
}
