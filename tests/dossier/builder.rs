//! A small rule set built by hand: the heart of decree 713 as far as dossiers name it, and a second procedure.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "every test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use rulecheck::calendar::{Period, Roll, WorkdayCalendar};
use rulecheck::graph::DagBuilder;
use rulecheck::model::*;
use rulecheck::quantity::{Decimal, Dimension};
use rulecheck::text::{SourceMap, Span, digest};
use smol_str::SmolStr;
use std::collections::HashMap;

/// Builds a [`RuleSet`].
pub struct Builder {
    pub rules: RuleSet,
}

fn span() -> Span {
    Span::default()
}

fn text(text: &str) -> SmolStr {
    SmolStr::new(text)
}

fn alias(alias: &str) -> Option<SmolStr> {
    (!alias.is_empty()).then(|| text(alias))
}

impl Builder {
    pub fn new(ruleset: &str) -> Self {
        let rules = RuleSet {
            editions: vec![Edition { name: text(ruleset), version: None, span: span() }],
            sources: SourceMap::default(),
            imports: Vec::new(),
            calendar: WorkdayCalendar::china(),
            computes: false,
            instruments: Arena::default(),
            units: Arena::default(),
            roles: Arena::default(),
            events: Arena::default(),
            documents: Arena::default(),
            facts: Arena::default(),
            tables: Arena::default(),
            parameters: None,
            exceptions: Arena::default(),
            registers: Arena::default(),
            licence: None,
            enumerations: Arena::default(),
            schemas: Arena::default(),
            procedures: Arena::default(),
            steps: Arena::default(),
            off_clocks: Arena::default(),
            tasks: Arena::default(),
            obligations: Arena::default(),
            lights: Vec::new(),
            exprs: Arena::default(),
            tests: Arena::default(),
            asks_verdicts: false,
            fact_slots: 0,
            obligation_index: HashMap::default(),
            digest: digest([]),
            names: Names::default(),
        };
        Self { rules }
    }

    pub fn schema(&mut self, name: &str, fields: Vec<Field>) -> Id<Schema> {
        self.rules.schemas.push(Schema { name: text(name), alias: None, fields, span: span() })
    }

    pub fn members(&mut self, members: &[&str]) -> Type {
        let members = members.iter().map(|member| text(member)).collect();
        Type::Enum(self.rules.enumerations.push(Enumeration { members, span: span() }))
    }

    pub fn facts(&mut self, name: &str, short: &str, fields: Vec<Field>) {
        let first_slot = self.rules.fact_slots;
        self.rules.fact_slots += u32::try_from(fields.len()).unwrap();
        let schema = self.schema(name, fields);
        self.rules.facts.push(FactGroup {
            name: text(name),
            alias: alias(short),
            schema,
            first_slot,
            span: span(),
        });
    }

    pub fn document(&mut self, name: &str, short: &str, fields: Vec<Field>) {
        let schema = self.schema(name, fields);
        self.rules.documents.push(DocumentKind {
            name: text(name),
            alias: alias(short),
            schema,
            required: false,
            span: span(),
        });
    }

    pub fn role(&mut self, name: &str, many: bool, fields: Option<Vec<Field>>) {
        let schema = fields.map(|fields| self.schema(name, fields));
        self.rules.roles.push(Role { name: text(name), alias: None, many, schema, span: span() });
    }

    pub fn task(&mut self, name: &str, indicators: Vec<Field>) {
        let (parts, indicators) = (self.schema(name, vec![]), self.schema(name, indicators));
        self.rules.tasks.push(Task {
            name: text(name),
            alias: None,
            title: None,
            lead: vec![],
            support: vec![],
            dues: vec![],
            parts,
            indicators,
            obligations: vec![],
            cites: vec![],
            span: span(),
        });
    }

    pub fn event(&mut self, name: &str) {
        self.rules.events.push(EventKind { name: text(name), alias: None, span: span() });
    }

    pub fn procedure(&mut self, name: &str, short: &str) -> Id<Procedure> {
        self.rules.procedures.push(Procedure {
            name: text(name),
            alias: alias(short),
            refines: None,
            scope: vec![],
            end: None,
            steps: vec![],
            obligations: vec![],
            dag: DagBuilder::new(0).build().unwrap(),
            bounded: Vec::new(),
            law_of_start: false,
            edges: vec![],
            deemed: Vec::new(),
            estimated: false,
            cites: vec![],
            span: span(),
        })
    }

    pub fn step(
        &mut self,
        procedure: Id<Procedure>,
        parent: Option<Id<Step>>,
        name: &str,
        short: &str,
        outcomes: &[&str],
    ) -> Id<Step> {
        let above = match parent {
            Some(parent) => self.rules.steps[parent].path.clone(),
            None => self.rules.procedures[procedure].name.clone(),
        };
        let position = u32::try_from(self.rules.procedures[procedure].steps.len()).unwrap();
        let id = self.rules.steps.push(Step {
            name: text(name),
            alias: alias(short),
            path: format!("{above}/{name}").into(),
            procedure,
            position,
            parent,
            children: vec![],
            parallel: false,
            scope: vec![],
            waivers: vec![],
            outcomes: outcomes.iter().map(|outcome| text(outcome)).collect(),
            returns: vec![],
            optional: false,
            must_when: None,
            perform: None,
            after: vec![],
            joins: vec![],
            obligations: vec![],
            minimum: vec![],
            maximum: vec![],
            estimate: None,
            off_clock: None,
            stops: vec![],
            cites: vec![],
            span: span(),
        });
        if let Some(parent) = parent {
            self.rules.steps[parent].children.push(id);
        }
        self.rules.procedures[procedure].steps.push(id);
        id
    }

    pub fn obligation(&mut self, step: Option<Id<Step>>, name: &str, short: &str, row: Row) -> ObligationId {
        let (path, procedure) = match step {
            Some(step) => (self.rules.steps[step].path.clone(), Some(self.rules.steps[step].procedure)),
            None => (SmolStr::default(), None),
        };
        let join =
            |end: &str| SmolStr::from(if path.is_empty() { end.to_owned() } else { format!("{path}/{end}") });
        let (id, alias) = (join(name), join(if short.is_empty() { name } else { short }));
        let found = self.rules.obligations.push(Obligation {
            id: id.clone(),
            alias: alias.clone(),
            name: text(name),
            procedure,
            step,
            register: None,
            task: None,
            answers: None,
            duty: Duty::Must,
            severity: Weight::Unlawful,
            row,
            when: None,
            standing: Default::default(),
            length: None,
            deviation: None,
            brief: rulecheck::model::Brief::default(),
            cites: vec![],
            note: None,
            span: span(),
        });
        self.rules.obligation_index.insert((procedure, id), found);
        self.rules.obligation_index.insert((procedure, alias), found);
        found
    }

    pub fn within(&mut self) -> Row {
        let (from, to) = (self.constant(), self.constant());
        Row::Within {
            period: Period::workdays(30),
            from,
            to,
            roll: Roll::Next,
            extension: None,
            excluding: vec![],
            written_notice: false,
            metering: None,
        }
    }

    pub fn lasts(&mut self) -> Row {
        let (from, to) = (self.constant(), self.constant());
        Row::Lasts { period: Period::workdays(7), from, to }
    }

    fn constant(&mut self) -> ExprId {
        let kind = ExprKind::Const(Value::Bool(true));
        self.rules.exprs.push(Expr { kind, span: span(), entangled: false, computes: false })
    }
}

pub fn field(name: &str, ty: Type) -> Field {
    Field { name: text(name), alias: None, ty, presence: Presence::Open, span: span() }
}

impl With for Field {}

/// Small changes to a field.
pub trait With: Into<Field> {
    fn named(self, short: &str) -> Field {
        Field { alias: alias(short), ..self.into() }
    }
    fn present(self, presence: Presence) -> Field {
        Field { presence, ..self.into() }
    }
}

/// The rules that the tests use.
pub fn rules() -> RuleSet {
    let mut build = Builder::new("国家");
    project(&mut build);
    documents(&mut build);
    build.role("承办单位", false, None);
    build.role("合法性审查部门", false, None);
    let expert = vec![
        field("姓名", Type::Text),
        field("单位", Type::Text),
        field("有直接利害关系", Type::Bool),
        field("聘期", Type::Date).present(Presence::Optional),
    ];
    build.role("论证专家", true, Some(expert));
    build.event("送请审查");
    build.event("退回");
    build.task("37-4-2", vec![field("环节", Type::Quantity(Dimension::Count))]);
    decision(&mut build);
    permit(&mut build);
    let text = Row::Finding { text: text("及时"), by: None };
    build.obligation(None, "及时公开", "", text);
    build.rules
}

fn project(build: &mut Builder) {
    let kind = build.members(&["能源", "交通", "无"]);
    let material = build
        .schema("子项目", vec![field("名称", Type::Text), field("投资", Type::Quantity(Dimension::Money))]);
    build.facts(
        "项目",
        "",
        vec![
            field("名称", Type::Text).present(Presence::Required),
            field("类别", kind).named("kind"),
            field("专业性技术性强", Type::Bool),
            field("总投资", Type::Quantity(Dimension::Money)),
            field("装机", Type::Quantity(Dimension::Power)),
            field("环节", Type::Quantity(Dimension::Count)),
            field("占比", Type::Quantity(Dimension::Number)),
            field("户数", Type::Integer),
            field("系数", Type::Decimal),
            field("立项日期", Type::Date),
            field("会议时间", Type::Time),
            field("标签", Type::List(Box::new(Type::Text))),
            field("子项目", Type::List(Box::new(Type::Record(material)))),
            field("排除事由", Type::Text).present(Presence::Default(Value::Text(text("无")))),
            field("备注", Type::Text).present(Presence::Optional),
        ],
    );
    build.facts("参数", "parameters", vec![field("办理期限", Type::Period), field("公示期限", Type::Period)]);
    let group = build.rules.facts.ids().last().unwrap();
    build.rules.parameters = Some(rulecheck::model::Parameters { group, fixed: vec![false, true] });
    build.facts("许可申请", "application", vec![field("编号", Type::Text).present(Presence::Required)]);
}

fn documents(build: &mut Builder) {
    build.document(
        "征求意见公告",
        "notice",
        vec![field("截止日期", Type::Date).named("closes"), field("发布日期", Type::Date).named("published")],
    );
    build.document("合法性审查意见", "", vec![field("结论", Type::Text).present(Presence::Required)]);
    build.document("不予公开依据", "", vec![]);
    build.document(
        "既有评估报告",
        "",
        vec![field("份数", Type::Integer).present(Presence::Default(Value::Number(Decimal::ONE)))],
    );
}

fn decision(build: &mut Builder) {
    let procedure = build.procedure("重大行政决策", "major_decision");
    let participation = build.step(procedure, None, "公众参与", "public_participation", &[]);
    let consultation = build.step(procedure, Some(participation), "公开征求意见", "public_consultation", &[]);
    build.step(procedure, Some(participation), "听证会", "", &[]);
    let row = build.lasts();
    build.obligation(Some(consultation), "公示期", "notice_period", row);
    build.obligation(
        Some(participation),
        "采纳合理意见",
        "",
        Row::Finding { text: text("充分采纳"), by: None },
    );
    let expert = build.step(procedure, None, "专家论证", "", &[]);
    // Two steps of one name, under two parents.
    build.step(procedure, Some(participation), "意见反馈", "", &[]);
    build.step(procedure, Some(expert), "意见反馈", "", &[]);
    let risk = build.step(procedure, None, "风险评估", "", &["可控", "不可控"]);
    let review =
        build.step(procedure, None, "合法性审查", "legality_review", &["合法", "不合法", "法律风险明示"]);
    let row = build.lasts();
    build.obligation(Some(review), "审查时间", "review_time", row);
    for step in [risk, review] {
        let row = build.within();
        build.obligation(Some(step), "限时", "", row);
    }
    build.step(procedure, None, "集体讨论决定", "", &[]);
    build.step(procedure, None, "归档", "", &[]);
}

fn permit(build: &mut Builder) {
    let procedure = build.procedure("水土保持方案审批", "");
    let acceptance = build.step(procedure, None, "受理", "", &[]);
    build.step(procedure, None, "技术评审", "", &[]);
    let row = build.within();
    build.obligation(Some(acceptance), "总时限", "total", row);
}
