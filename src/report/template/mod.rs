//! A dossier to fill in: every fact with its type, every step with its documents, each with its article.
//!
//! INVARIANT: the reader takes it as it stands, and it claims nothing: what is not filled in is not given, what could
//! be said of steps stands in comments. JSON has no comments; of it only the facts and roles are left.

mod layout;
mod sheet;
mod steps;

use super::citation::citations;
use crate::diag::Lang;
use crate::dossier::{Format, said};
use crate::model::{Citation, Field, Id, Presence, Procedure, RuleSet, Type};
use sheet::{Line, Slot};

/// The dossier of a procedure to fill in.
#[must_use]
pub fn template(rules: &RuleSet, procedure: Id<Procedure>, format: Format, lang: Lang) -> String {
    let sheet = Sheet { rules, procedure, lang };
    layout::text(format, &sheet.heading(format), sheet.keys())
}

/// What the parts of a sheet are written from.
struct Sheet<'r> {
    rules: &'r RuleSet,
    procedure: Id<Procedure>,
    lang: Lang,
}

impl Sheet<'_> {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The articles in one line.
    fn cited(&self, cites: &[Citation]) -> String {
        citations(self.rules, cites, self.lang)
    }

    /// The procedure and those it refines, the superior one first.
    fn lineage(&self) -> Vec<Id<Procedure>> {
        let above = |id: &Id<Procedure>| self.rules.procedures[*id].refines;
        let chain = std::iter::successors(Some(self.procedure), above).take(self.rules.procedures.len());
        let mut all: Vec<Id<Procedure>> = chain.collect();
        all.reverse();
        all
    }

    fn edition(&self) -> Option<&str> {
        let file = self.rules.procedures[self.procedure].span.file;
        let mut editions = self.rules.editions.iter();
        editions.find(|edition| edition.span.file == file).map(|edition| edition.name.as_str())
    }

    fn heading(&self, format: Format) -> Vec<String> {
        let procedure = &self.rules.procedures[self.procedure];
        let ruleset = self.edition().unwrap_or_default();
        let cites = self.cited(&procedure.cites);
        let mark = if format == Format::Ron { "//" } else { "#" };
        let mut lines = vec![match self.lang {
            Lang::Zh => format!("卷宗：{ruleset} · {}　{cites}", procedure.name),
            Lang::En => format!("dossier: {ruleset} · {}  {cites}", procedure.name),
        }];
        lines.push(match self.lang {
            Lang::Zh => format!("照注释填写；没有的内容不写。去掉行首的「{mark}」，该行就成为卷宗的内容。"),
            Lang::En => format!(
                "Fill it in by its comments; leave out what there is not. A line counts once its ‘{mark}’ is gone."
            ),
        });
        lines
    }

    fn keys(&self) -> Vec<Line> {
        let procedure = &self.rules.procedures[self.procedure];
        let mut keys = Vec::new();
        if let Some(ruleset) = self.edition() {
            keys.push(Line::own(self.pick("规则集", "ruleset"), Slot::Text(ruleset.to_owned())));
        }
        keys.push(Line::own(self.pick("程序", "procedure"), Slot::Text(procedure.name.to_string())));
        keys.push(Line::own(self.pick("截至", "as_of"), Slot::Null).note(self.pick(
            "截至日期，如 \"2024-07-01\"；也可以用 --as-of 给出",
            "the as-of date, such as \"2024-07-01\"; or give it by --as-of",
        )));
        let partial =
            self.pick("卷宗未齐：没有记录的视为未知", "the file is not complete: what is absent is unknown");
        keys.push(Line::own(self.pick("卷宗未齐", "partial"), Slot::Bare("true")).note(partial).covered());
        keys.extend(self.groups());
        keys.push(Line::own(self.pick("角色", "roles"), Slot::Keys(self.roles())).above(vec![String::new()]));
        keys.extend(self.records());
        keys
    }

    /// The 档案 of the rules.
    fn groups(&self) -> Vec<Line> {
        let parameters = self.rules.parameters.as_ref();
        // What the rules have set for good a dossier may not give.
        let fixed = |group: &crate::model::FactGroup, at: usize| {
            let own = parameters.filter(|all| self.rules.facts[all.group].schema == group.schema);
            own.is_some_and(|all| all.fixed.get(at) == Some(&true))
        };
        let one = |group: &crate::model::FactGroup| {
            let fields = self.rules.schemas[group.schema].fields.iter().enumerate();
            let free = fields.filter(|(at, _)| !fixed(group, *at));
            let lines: Vec<Line> = free.map(|(_, field)| self.field(field)).collect();
            let (key, own) = match group.name.as_str() {
                "项目" => (self.pick("项目", "project"), true),
                other => (other, false),
            };
            let mut above = vec![String::new()];
            above.extend(self.doc(group.span));
            Line { own, ..Line::named(key, Slot::Keys(lines)).above(above) }
        };
        let any = |group: &&crate::model::FactGroup| {
            let count = self.rules.schemas[group.schema].fields.len();
            count == 0 || (0..count).any(|at| !fixed(group, at))
        };
        self.rules.facts.iter().filter(any).map(one).collect()
    }

    fn doc(&self, span: crate::text::Span) -> Vec<String> {
        let doc = self.rules.doc_comment(span).unwrap_or_default();
        doc.lines().map(str::to_owned).collect()
    }

    /// A field that waits for its value. One that must be given holds a placeholder.
    fn field(&self, field: &Field) -> Line {
        let required = field.presence == Presence::Required;
        let slot = if required { self.placeholder(&field.ty) } else { Slot::Null };
        let mut note = self.words(field);
        if required {
            note.push_str(self.pick("；现为占位，务必改写", "; a placeholder: do replace it"));
        }
        if let Some(doc) = self.rules.doc_comment(field.span) {
            note = format!("{note}{}{}", self.pick("。", "; "), doc.replace('\n', " "));
        }
        Line::named(&field.name, slot).note(note)
    }

    fn words(&self, field: &Field) -> String {
        let (zh, en) = said(self.rules, &field.ty, &field.presence);
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A value of a type that says plainly that it is none.
    fn placeholder(&self, ty: &Type) -> Slot {
        let to_fill = || self.pick("（待填）", "(to be filled in)").to_owned();
        match ty {
            // A period that nobody filled in is refused, never taken for one.
            Type::Text | Type::Period => Slot::Text(to_fill()),
            Type::Bool => Slot::Bare("false"),
            Type::Integer | Type::Decimal => Slot::Bare("0"),
            Type::Quantity(dimension) => {
                let unit =
                    crate::quantity::Unit::SPELLINGS.iter().find(|(_, unit)| unit.dimension() == *dimension);
                Slot::Text(format!("0{}", unit.map_or("", |(spelled, _)| spelled)))
            }
            Type::Date | Type::Time => Slot::Text("1900-01-01".into()),
            Type::Enum(id) => {
                let first = self.rules.enumerations[*id].members.first();
                Slot::Text(first.map(ToString::to_string).unwrap_or_default())
            }
            Type::List(_) => Slot::List(Vec::new()),
            Type::Record(id) => {
                let fields = &self.rules.schemas[*id].fields;
                Slot::Keys(fields.iter().map(|field| self.field(field)).collect())
            }
        }
    }

    /// The roles, none of them bound yet.
    fn roles(&self) -> Vec<Line> {
        let one = |role: &crate::model::Role| {
            let mut note = match role.many {
                true => self.pick("多名，写成列表", "several: a list").to_owned(),
                false => self.pick("一名", "one").to_owned(),
            };
            let fields = role.schema.map_or(&[][..], |schema| self.rules.schemas[schema].fields.as_slice());
            if !fields.is_empty() {
                let fields = fields.iter();
                let fields: Vec<String> = fields
                    .map(|field| match self.lang {
                        Lang::Zh => format!("{}（{}）", field.name, self.words(field)),
                        Lang::En => format!("{} ({})", field.name, self.words(field)),
                    })
                    .collect();
                note.push_str(self.pick("；每名的字段：", "; the fields of each: "));
                note.push_str(&fields.join(self.pick("、", ", ")));
            }
            for line in self.doc(role.span) {
                note.push_str(self.pick("。", "; "));
                note.push_str(&line);
            }
            Line::named(&role.name, Slot::Null).note(note)
        };
        self.rules.roles.iter().map(one).collect()
    }
}
