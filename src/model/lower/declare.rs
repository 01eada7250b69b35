//! Declarations: instruments, organs, roles, events, documents, facts, procedures' names.

use super::head::{Head, Named};
use super::symbols::{Symbol, nearest};
use super::{Lower, Scope};
use crate::diag::{names, typing};
use crate::model::{
    DayUnit, DocumentKind, Edition, EventKind, FactGroup, Field, Id, Instrument, Level, Presence, Procedure,
    Role, Schema, Type, Unit,
};
use crate::syntax::ast::{ExprKind, HeadItemKind, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, PrefixWord};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// Declares everything of all files; imported files come after their importers, so that the
    /// main file's edition is the first.
    pub(super) fn declare_all(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            self.scope = Scope { file, ..Scope::default() };
            let editions = self.rules.editions.len();
            for statement in parsed.parse.tree.file_view().statements() {
                self.declare_statement(statement);
            }
            // A damaged file may have lost it; its own faults come first.
            let damaged =
                parsed.parse.diagnostics.iter().any(|one| one.severity == crate::diag::Severity::Error);
            if self.rules.editions.len() == editions && !damaged {
                let at = parsed.parse.tree.root().span();
                self.report(names::no_ruleset(Span::new(at.file, at.start, at.start)));
            }
        }
        self.settle_parameters();
        self.link_refinements();
    }

    fn declare_statement(&mut self, statement: Statement<'s>) {
        let Some(head) = Head::read(statement) else { return self.unknown_head(statement) };
        match head.keyword {
            Some(Keyword::Ruleset) => self.declare_edition(&head, statement),
            Some(Keyword::Source) => self.declare_instrument(&head, statement),
            Some(Keyword::Unit) => self.declare_units(&head, statement),
            Some(Keyword::Role) => self.declare_roles(&head, statement),
            Some(Keyword::Event) => self.declare_events(&head),
            Some(Keyword::Document) => self.declare_documents(&head, statement),
            Some(Keyword::Register) => self.declare_register(&head, statement),
            Some(Keyword::Table) => self.declare_table(&head, statement),
            Some(Keyword::Facts) => self.declare_facts(&head, statement),
            Some(Keyword::Procedure) => self.declare_procedure(&head, statement),
            Some(Keyword::Task) => self.declare_task(&head, statement),
            Some(Keyword::Parameter) => self.declare_parameter(&head, statement),
            Some(Keyword::NamedSpan) => self.declare_span(&head, statement),
            Some(Keyword::CalendarLayer) => self.declare_calendar(&head, statement),
            Some(Keyword::Waiver) => self.declare_waiver(&head, statement),
            Some(
                Keyword::Use
                | Keyword::Rule
                | Keyword::Duty
                | Keyword::Light
                | Keyword::Test
                | Keyword::Exception,
            ) => {}
            _ => self.report(names::misplaced(
                head.span,
                &head.word,
                "文件的最外层",
                "the outermost level of a file",
            )),
        }
    }

    fn declare_edition(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(named) = head.name() else {
            return self.report(names::nameless(head.span, &head.word));
        };
        self.surplus_items(head.items.get(1..).unwrap_or_default());
        let version = self.clause_text(statement, ClauseWord::Version);
        self.rules.editions.push(Edition { name: named.name, version, span: named.span });
    }

    fn declare_instrument(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let official = head.items.first().filter(|item| item.kind != HeadItemKind::Word);
        self.surplus_items(head.items.get(1..).unwrap_or_default());
        let mut short_names = Vec::new();
        for clause in statement.clauses() {
            match clause.word {
                ClauseWord::ShortName => short_names.extend(self.cited_names(&clause.items)),
                word => self.report(names::surplus(
                    clause.span,
                    &format!("「{}」", word.zh()),
                    &format!("‘{}’", word.en()),
                )),
            }
        }
        let Some(official) = official else {
            return self.report(names::nameless(head.span, &head.word).help(
                "写：法规 《名称》 简称 《简称》 ｛ 层级：…； ｝",
                "write: source 《NAME》 short 《NAME》 { level: …; }",
            ));
        };
        let name = SmolStr::new(&official.word.text);
        let mut instrument = Instrument {
            name: name.clone(),
            short_names,
            misnomers: Vec::new(),
            number: None,
            level: Level::NormativeDocument,
            in_force: None,
            lapses: None,
            day_unit: None,
            unpublished: false,
            by_reference: false,
            articles: Vec::new(),
            headings: Vec::new(),
            nothing_to_check: Vec::new(),
            span: official.word.span,
        };
        for member in statement.body().into_iter().flatten() {
            self.instrument_member(&mut instrument, member);
        }
        self.register_instrument(instrument);
    }

    fn register_instrument(&mut self, instrument: Instrument) {
        let keys: Vec<SmolStr> = std::iter::once(&instrument.name)
            .chain(&instrument.short_names)
            .chain(&instrument.number)
            .cloned()
            .collect();
        let (misnomers, span) = (instrument.misnomers.clone(), instrument.span);
        let id = self.rules.instruments.push(instrument);
        let mut first = None;
        if let Some(table) = self.names.get_mut(self.scope.file) {
            for key in keys {
                if let Some(earlier) = table.instruments.insert(key.clone(), id) {
                    first = Some((key, earlier));
                }
            }
            for key in misnomers {
                table.misnomers.insert(key, id);
            }
        }
        if let Some((key, earlier)) = first {
            let earlier = self.rules.instruments[earlier].span;
            self.report(names::twice(span, &key, earlier));
        }
    }

    fn instrument_member(&mut self, instrument: &mut Instrument, member: Statement<'s>) {
        let Some(head) = Head::read(member) else { return self.unknown_head(member) };
        // What there is nothing to check of may have a name; of the others there is one each.
        if head.keyword != Some(Keyword::NothingToCheck) {
            self.no_name(&head);
        }
        match head.keyword {
            Some(Keyword::Number) => instrument.number = self.value_text(member),
            Some(Keyword::Level) => {
                if let Some(level) = self.level(member) {
                    instrument.level = level;
                }
            }
            Some(Keyword::InForce) => instrument.in_force = self.value_date(member),
            Some(Keyword::Lapses) => instrument.lapses = self.value_date(member),
            Some(Keyword::DayUnit) => instrument.day_unit = self.day_unit(member),
            Some(Keyword::Misnamed) => {
                let names = self.value_citation_names(member);
                instrument.misnomers.extend(names);
            }
            Some(Keyword::FullText) => {
                instrument.unpublished =
                    self.one_word(member, &[("未公开", "unpublished"), ("已公开", "published")]) == Some(0);
            }
            Some(Keyword::Binding) => {
                instrument.by_reference =
                    self.one_word(member, &[("参照", "reference"), ("直接", "direct")]) == Some(0);
            }
            Some(Keyword::Articles) => {
                let items = member.value().map(|value| value.items).unwrap_or_default();
                let heading = |expr: &crate::syntax::ast::Expr<'_>| {
                    !matches!(expr.kind, ExprKind::Citation(_) | ExprKind::Junk)
                };
                if !items.is_empty() && items.iter().all(heading) {
                    instrument.headings.extend(self.value_words(member));
                } else {
                    instrument.articles.extend(self.article_ranges(member));
                }
            }
            Some(Keyword::NothingToCheck) => {
                let reason = self.clause_text(member, ClauseWord::Note);
                if reason.is_none() {
                    self.report(names::required(member.span(), "「说明 “理由”」", "‘note \"reason\"’"));
                }
                let reason = reason.unwrap_or_default();
                let ranges = self.article_ranges(member);
                instrument.nothing_to_check.extend(ranges.into_iter().map(|(a, b)| (a, b, reason.clone())));
            }
            Some(Keyword::Superior) => {
                // Which instrument stands above; refinement proofs use it, judging does not.
                self.superior_titles(member);
            }
            _ => self.report(names::misplaced(head.span, &head.word, "「法规」", "‘source’")),
        }
    }

    fn level(&mut self, member: Statement<'s>) -> Option<Level> {
        let choices: Vec<(&str, &str)> = Level::SPELLINGS.iter().map(|(zh, en, _)| (*zh, *en)).collect();
        let index = self.one_word(member, &choices)?;
        Level::SPELLINGS.get(index).map(|(_, _, level)| *level)
    }

    fn day_unit(&mut self, member: Statement<'s>) -> Option<DayUnit> {
        match self.one_word(member, &[("自然日", "calendar_days"), ("工作日", "workdays")])? {
            0 => Some(DayUnit::Calendar),
            _ => Some(DayUnit::Workday),
        }
    }

    fn declare_units(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let mut other_names = Vec::new();
        let mut former_names = Vec::new();
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::FormerName) if !member.clauses().is_empty() => {
                    let window = self.name_window(member);
                    let names = self.value_words(member);
                    former_names.extend(names.into_iter().map(|name| (name, window, member.span())));
                }
                Some(Keyword::Aliases | Keyword::FormerName) => other_names.extend(self.value_words(member)),
                Some(Keyword::Superior | Keyword::Members) => {
                    self.name_window(member);
                    self.value_words(member);
                }
                _ => self.report(names::misplaced(inner.span, &inner.word, "「机构」", "‘unit’")),
            }
        }
        self.check_former_names(&former_names);
        let former: Vec<_> = former_names.into_iter().map(|(name, window, _)| (name, window)).collect();
        for item in self.declared_names(head) {
            let Named { name, alias, span } = item;
            let unit = Unit {
                name: name.clone(),
                alias: alias.clone(),
                other_names: other_names.clone(),
                former_names: former.clone(),
                span,
            };
            let id = self.rules.units.push(unit);
            self.declare(&name, alias.as_ref(), Symbol::Unit(id), span);
        }
    }

    fn declare_roles(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let many = statement.has_colon()
            && self.one_word(statement, &[("一名", "one"), ("多名", "many")]) == Some(1);
        for Named { name, alias, span } in self.declared_names(head) {
            let schema =
                statement.body().is_some().then(|| self.schema(&name, alias.clone(), span, statement));
            let id =
                self.rules.roles.push(Role { name: name.clone(), alias: alias.clone(), many, schema, span });
            self.declare(&name, alias.as_ref(), Symbol::Role(id), span);
        }
    }

    fn declare_events(&mut self, head: &Head<'_>) {
        for Named { name, alias, span } in self.declared_names(head) {
            let id = self.rules.events.push(EventKind { name: name.clone(), alias: alias.clone(), span });
            self.declare(&name, alias.as_ref(), Symbol::Event(id), span);
        }
    }

    fn declare_documents(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        for Named { name, alias, span } in self.declared_names(head) {
            let schema = self.schema(&name, alias.clone(), span, statement);
            let id = self.rules.documents.push(DocumentKind {
                name: name.clone(),
                alias: alias.clone(),
                schema,
                required: false,
                span,
            });
            self.declare(&name, alias.as_ref(), Symbol::Document(id), span);
        }
    }

    fn declare_facts(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(Named { name, alias, span }) = self.single_name(head) else { return };
        let schema = self.schema_with_lists(&name, alias.clone(), span, statement, 2);
        let first_slot = self.rules.fact_slots;
        let count = self.rules.schemas[schema].fields.len();
        self.rules.fact_slots += u32::try_from(count).unwrap_or(u32::MAX);
        let group = FactGroup { name: name.clone(), alias: alias.clone(), schema, first_slot, span };
        let id = self.rules.facts.push(group);
        self.declare(&name, alias.as_ref(), Symbol::Facts(id), span);
    }

    fn declare_procedure(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(first) = head.items.first() else {
            return self.report(names::nameless(head.span, &head.word));
        };
        let Named { name, alias, span } = Named::from(first);
        if let Some((_, earlier)) = self.own_procedure(&name) {
            return self.report(names::twice(span, &name, earlier));
        }
        let procedure = Procedure {
            name: name.clone(),
            alias: alias.clone(),
            refines: None,
            scope: Vec::new(),
            end: None,
            steps: Vec::new(),
            obligations: Vec::new(),
            dag: crate::graph::Dag::default(),
            edges: Vec::new(),
            bounded: Vec::new(),
            law_of_start: false,
            deemed: Vec::new(),
            estimated: false,
            cites: Vec::new(),
            span,
        };
        let id = self.rules.procedures.push(procedure);
        self.bodies.push(vec![(self.scope.file, statement)]);
        if let Some(table) = self.names.get_mut(self.scope.file) {
            for key in std::iter::once(name).chain(alias) {
                table.procedures.insert(key, (id, span));
            }
        }
    }

    /// Resolves 细化 once all procedures are known, and puts the superior statements first.
    fn link_refinements(&mut self) {
        let ids: Vec<Id<Procedure>> = self.rules.procedures.ids().collect();
        for id in &ids {
            let Some((file, statement)) = self.bodies.get(id.index()).and_then(|body| body.first().copied())
            else {
                continue;
            };
            self.scope = Scope { file, ..Scope::default() };
            let Some(head) = Head::read(statement) else { continue };
            self.surplus_items(head.items.get(1..).unwrap_or_default());
            for clause in statement.clauses() {
                match (clause.word, clause.items.first()) {
                    (ClauseWord::Refines, Some(target)) => self.link_refinement(*id, target),
                    (word, _) => {
                        self.report(names::surplus(
                            clause.span,
                            &format!("「{}」", word.zh()),
                            &format!("‘{}’", word.en()),
                        ));
                    }
                }
            }
        }
        self.stack_refined_bodies(&ids);
    }

    fn link_refinement(&mut self, id: Id<Procedure>, target: &crate::syntax::ast::Expr<'s>) {
        let Some(name) = self.word(target) else { return };
        let found = self.procedures_named(&name);
        match found.as_slice() {
            [only] if *only == id => {
                let own = self.rules.procedures[id].name.to_string();
                self.report(crate::diag::refine::cycle(target.span, &[own.clone(), own]));
            }
            [only] => self.rules.procedures[id].refines = Some(*only),
            [] => {
                let known: Vec<SmolStr> =
                    self.rules.procedures.iter().map(|procedure| procedure.name.clone()).collect();
                let near = nearest(&name, known.iter().map(SmolStr::as_str));
                self.report(names::unknown(target.span, "程序", "procedure", &name, near));
            }
            _ => {
                let imports = self.files.get(self.scope.file).into_iter().flat_map(|file| &file.imports);
                let candidates: Vec<String> = imports
                    .filter(|(_, file, _)| {
                        self.names.get(*file).is_some_and(|table| table.procedures.contains_key(&name))
                    })
                    .map(|(alias, ..)| format!("{alias}·{name}"))
                    .collect();
                self.report(names::ambiguous(target.span, &name, &candidates));
            }
        }
    }

    /// Reports head items that have no place.
    fn surplus_items(&mut self, items: &[crate::syntax::ast::HeadItem<'_>]) {
        for item in items {
            let text = item.word.text.to_string();
            self.report(names::surplus(item.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
    }

    fn stack_refined_bodies(&mut self, ids: &[Id<Procedure>]) {
        for id in ids {
            let mut chain = Vec::new();
            let mut circular = false;
            let mut above = self.rules.procedures[*id].refines;
            while let Some(superior) = above {
                if superior == *id {
                    circular = true;
                    break;
                }
                if chain.contains(&superior) {
                    break;
                }
                chain.push(superior);
                above = self.rules.procedures[superior].refines;
            }
            if circular {
                let around = chain.iter().chain([id]);
                let mut members = vec![self.rules.procedures[*id].name.to_string()];
                members.extend(around.map(|one| self.rules.procedures[*one].name.to_string()));
                // Told once, where the first of the circle is declared.
                if chain.iter().all(|other| id < other) {
                    let span = self.rules.procedures[*id].span;
                    self.report(crate::diag::refine::cycle(span, &members));
                }
            }
            let superior: Vec<_> = chain
                .iter()
                .rev()
                .filter_map(|superior| {
                    self.bodies.get(superior.index()).and_then(|body| body.last().copied())
                })
                .collect();
            if let Some(body) = self.bodies.get_mut(id.index()) {
                body.splice(0..0, superior);
            }
        }
    }

    /// The names of a head that declares one or several things.
    fn declared_names(&mut self, head: &Head<'_>) -> Vec<Named> {
        if head.items.is_empty() {
            self.report(names::nameless(head.span, &head.word));
        }
        let surplus: Vec<(Span, String)> = head
            .items
            .iter()
            .skip(1)
            .filter(|item| !item.listed)
            .map(|item| (item.word.span, item.word.text.to_string()))
            .collect();
        for (span, text) in surplus {
            self.report(
                names::surplus(span, &format!("「{text}」"), &format!("‘{text}’"))
                    .help("几个名称之间用顿号「、」隔开", "separate names with a comma"),
            );
        }
        head.items
            .iter()
            .enumerate()
            .filter(|(at, item)| *at == 0 || item.listed)
            .map(|(_, item)| item.into())
            .collect()
    }

    /// The fields of a block whose members are `name：type`.
    pub(super) fn schema(
        &mut self,
        name: &SmolStr,
        alias: Option<SmolStr>,
        span: Span,
        block: Statement<'s>,
    ) -> Id<Schema> {
        self.schema_with_lists(name, alias, span, block, 1)
    }

    /// `lists`: how deep lists of records may nest in it.
    fn schema_with_lists(
        &mut self,
        name: &SmolStr,
        alias: Option<SmolStr>,
        span: Span,
        block: Statement<'s>,
        lists: u8,
    ) -> Id<Schema> {
        let mut fields: Vec<Field> = Vec::new();
        let mut broken: Vec<SmolStr> = Vec::new();
        for member in block.body().into_iter().flatten() {
            let Some(field) = self.field(member, lists) else {
                // Its fault is reported; what uses the field is not another one.
                broken.extend(member.head().first().map(|item| SmolStr::new(&item.word.text)));
                continue;
            };
            if let Some(first) = fields.iter().find(|earlier| earlier.name == field.name) {
                let diagnostic = names::twice(field.span, &field.name, first.span);
                self.report(diagnostic);
                continue;
            }
            fields.push(field);
        }
        let id = self.rules.schemas.push(Schema { name: name.clone(), alias, fields, span });
        self.broken.extend(broken.into_iter().map(|field| (id, field)));
        id
    }

    fn field(&mut self, member: Statement<'s>, lists: u8) -> Option<Field> {
        let head = member.head();
        let item = head.first()?;
        let Named { name, alias, span } = Named::from(item);
        if let Some(surplus) = head.get(1) {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        let value = member.value();
        let first = value.as_ref().and_then(|value| value.items.first());
        let ty = match first {
            Some(_) if member.body().is_some() => self.record_list(&name, member, lists),
            Some(expr) => self.type_of(expr, 0),
            None => {
                self.report(
                    names::required(
                        member.span(),
                        &format!("「{name}」的类型"),
                        &format!("the type of ‘{name}’"),
                    )
                    .help("写成「名称：文本；」", "write ‘name: text;’"),
                );
                None
            }
        }?;
        let presence = self.presence(member, &ty);
        Some(Field { name, alias, ty, presence, span })
    }

    /// `标段：列表 ｛ 名称：文本；  造价：万元； ｝`: records of its own.
    fn record_list(&mut self, name: &SmolStr, member: Statement<'s>, lists: u8) -> Option<Type> {
        let value = member.value()?;
        let expr = value.items.first()?;
        let list = match &expr.kind {
            ExprKind::Path(path) => matches!(path.single(), Some("列表" | "list")),
            _ => false,
        };
        if !list {
            self.report(typing::fields_of_no_list(expr.span));
            return None;
        }
        let Some(inner) = lists.checked_sub(1) else {
            self.report(typing::lists_too_deep(expr.span));
            return None;
        };
        let schema = self.schema_with_lists(name, None, expr.span, member, inner);
        Some(Type::List(Box::new(Type::Record(schema))))
    }

    fn presence(&mut self, member: Statement<'s>, ty: &Type) -> Presence {
        let mut presence = Presence::Open;
        for clause in member.clauses() {
            presence = match clause.word {
                ClauseWord::Optional => Presence::Optional,
                ClauseWord::Required => Presence::Required,
                ClauseWord::Default => {
                    let value = clause.items.first().and_then(|expr| self.literal(expr, ty));
                    match value {
                        Some(value) => Presence::Default(value),
                        None => {
                            self.report(typing::bad_default(clause.span));
                            Presence::Open
                        }
                    }
                }
                ClauseWord::Note => presence,
                word => {
                    self.report(names::surplus(
                        clause.span,
                        &format!("「{}」", word.zh()),
                        &format!("‘{}’", word.en()),
                    ));
                    presence
                }
            };
        }
        presence
    }

    pub(super) fn type_of(&mut self, expr: &crate::syntax::ast::Expr<'s>, depth: u8) -> Option<Type> {
        const WORDS: &[(&str, Type)] = &[
            ("文本", Type::Text),
            ("text", Type::Text),
            ("是否", Type::Bool),
            ("bool", Type::Bool),
            ("整数", Type::Integer),
            ("integer", Type::Integer),
            ("小数", Type::Decimal),
            ("decimal", Type::Decimal),
            ("日期", Type::Date),
            ("date", Type::Date),
            ("时间", Type::Time),
            ("time", Type::Time),
            ("历时", Type::Period),
            ("period", Type::Period),
        ];
        match &expr.kind {
            ExprKind::Path(path) if path.segments.len() == 1 => {
                let word = path.segments.first().map(|segment| segment.name.text.as_ref())?;
                if let Some((_, ty)) = WORDS.iter().find(|(name, _)| *name == word) {
                    return Some(ty.clone());
                }
                if matches!(word, "证照" | "licence") {
                    return Some(Type::Record(self.licence_schema(expr.span)));
                }
                if let Some(unit) = crate::quantity::Unit::of(word) {
                    return Some(Type::Quantity(unit.dimension()));
                }
                let near = nearest(word, WORDS.iter().map(|(name, _)| *name));
                self.report(typing::not_a_type(expr.span, word, near));
                None
            }
            ExprKind::Call(path, bracket) if matches!(path.single(), Some("取值" | "one_of" | "enum")) => {
                let members = self.bracket_words(bracket);
                if members.is_empty() {
                    self.report(names::required(bracket.span, "取值的各项", "the members"));
                    return None;
                }
                Some(Type::Enum(self.enumeration(members, expr.span)))
            }
            ExprKind::Prefix(PrefixWord::ListOf, _, inner) if depth < 4 => {
                self.type_of(inner, depth + 1).map(|ty| Type::List(Box::new(ty)))
            }
            _ => {
                let text = self.rules.sources.text(expr.span).to_owned();
                self.report(typing::not_a_type(expr.span, &text, None));
                None
            }
        }
    }

    /// Which of some words the value is.
    pub(super) fn one_word(&mut self, member: Statement<'s>, choices: &[(&str, &str)]) -> Option<usize> {
        let value = member.value();
        let expr = value.as_ref().and_then(|value| value.items.first());
        let word = expr.and_then(|expr| match &expr.kind {
            ExprKind::Path(path) => path.single(),
            _ => None,
        });
        let list = choices.iter().map(|(zh, _)| *zh).collect::<Vec<_>>().join("、");
        let english = choices.iter().map(|(_, en)| *en).collect::<Vec<_>>().join(", ");
        let Some(word) = word else {
            if let Some(expr) = expr.filter(|expr| !matches!(expr.kind, ExprKind::Junk)) {
                let text = self.rules.sources.text(expr.span).to_owned();
                let near = nearest(&text, choices.iter().flat_map(|(zh, en)| [*zh, *en]));
                self.report(typing::not_a_choice(expr.span, &text, (&list, &english), near));
                return None;
            }
            self.report(
                names::required(member.span(), "内容", "a value")
                    .help(format!("可写：{list}"), format!("one of: {english}")),
            );
            return None;
        };
        let found = choices.iter().position(|(zh, en)| *zh == word || *en == word);
        if found.is_none() {
            let near = nearest(word, choices.iter().flat_map(|(zh, en)| [*zh, *en]));
            let span = expr.map_or(member.span(), |expr| expr.span);
            self.report(typing::not_a_choice(span, word, (&list, &english), near));
        }
        found
    }
}
