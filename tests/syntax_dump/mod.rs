//! The views of a file as lines, keywords in Chinese, for snapshots and comparisons.

use rulecheck::syntax::ast::*;
use std::fmt::Write as _;

pub(crate) fn dump(file: File<'_>) -> String {
    let mut out = String::new();
    file.statements().for_each(|statement| write_statement(&mut out, statement, 0));
    out
}

fn write_statement(out: &mut String, statement: Statement<'_>, depth: usize) {
    let pad = "  ".repeat(depth);
    if let Some(docs) = statement.docs() {
        writeln!(out, "{pad}/// {docs:?}").unwrap();
    }
    let (modality, keyword, used) = statement.keyword();
    let mut head: Vec<String> = Vec::new();
    head.extend(modality.map(|word| format!("<{}>", word.zh())));
    head.extend(keyword.map(|word| format!("<{}>", word.zh())));
    for item in statement.head().into_iter().skip(used) {
        let mark = if item.listed { "、" } else { "" };
        let alias = item.alias.map(|alias| format!("（{}）", alias.text)).unwrap_or_default();
        let text = match item.kind {
            HeadItemKind::Word => item.word.text.to_string(),
            HeadItemKind::Quoted => format!("“{}”", item.word.text),
            HeadItemKind::Title => format!("《{}》", item.word.text),
        };
        head.push(format!("{mark}{text}{alias}"));
    }
    let colon = if statement.has_colon() { "：" } else { "" };
    writeln!(out, "{pad}{}{colon}", head.join(" ")).unwrap();
    if let Some(value) = statement.value() {
        let modality = value.modality.map(|(word, _)| format!("<{}> ", word.zh())).unwrap_or_default();
        writeln!(out, "{pad}  = {modality}{}", exprs(&value.items)).unwrap();
    }
    for clause in statement.clauses() {
        writeln!(out, "{pad}  , {}", self::clause(&clause)).unwrap();
    }
    if let Some(body) = statement.body() {
        writeln!(out, "{pad}{{").unwrap();
        body.for_each(|inner| write_statement(out, inner, depth + 1));
        writeln!(out, "{pad}}}").unwrap();
    }
}

fn clause(clause: &Clause<'_>) -> String {
    let modality = clause.modality.map(|(word, _)| format!(" <{}>", word.zh())).unwrap_or_default();
    format!("<{}> {}{modality}", clause.word.zh(), exprs(&clause.items))
}

fn exprs(items: &[Expr<'_>]) -> String {
    items.iter().map(expr).collect::<Vec<_>>().join(" 、 ")
}

fn expr(expr: &Expr<'_>) -> String {
    match &expr.kind {
        ExprKind::Path(path) => self::path(path),
        ExprKind::Text(word) => format!("“{}”", word.text),
        ExprKind::Number(number) => format!("#{number}"),
        ExprKind::Fraction(above, below) => format!("#{above}/{below}"),
        ExprKind::Majority => "#过半数".into(),
        ExprKind::Quantity(quantity) => format!("#{}{}", quantity.number, quantity.unit.zh()),
        ExprKind::Moment(moment) => format!("@{moment}"),
        ExprKind::Stretch(first, last) => format!("@{first}..{last}"),
        ExprKind::Citation(citation) => self::citation(citation),
        ExprKind::Call(path, bracket) => format!("{}{}", self::path(path), self::bracket(bracket)),
        ExprKind::Prefix(word, _, operand) => format!("[<{}> {}]", word.zh(), self::expr(operand)),
        ExprKind::Bound(operator, _, operand) => format!("[_ <{}> {}]", operator.zh(), self::expr(operand)),
        ExprKind::Binary(left, operator, _, right) => {
            format!("[{} <{}> {}]", self::expr(left), operator.zh(), self::expr(right))
        }
        ExprKind::Postfix(operand, word, _, bracket) => {
            let bracket = bracket.as_ref().map(self::bracket).unwrap_or_default();
            format!("[{} <{}>{bracket}]", self::expr(operand), word.zh())
        }
        ExprKind::Hold(found) => {
            let who = found.who.as_ref().map(|who| format!("{} ", self::expr(who))).unwrap_or_default();
            let kinds = found.kinds.iter().map(|kind| kind.text.as_ref()).collect::<Vec<_>>().join(" 、 ");
            let on = found.on.as_ref().map(|on| format!(" <有效于> {}", self::expr(on))).unwrap_or_default();
            format!("[{who}<持有> {kinds}{on}]")
        }
        ExprKind::Quantified(found) => {
            let count = found.count.map(|(count, _)| format!(" #{count}")).unwrap_or_default();
            let variable =
                found.variable.as_ref().map(|word| format!(" {} <属于>", word.text)).unwrap_or_default();
            let over = found.over.as_ref().map(|over| format!(" {}", self::path(over))).unwrap_or_default();
            let bracket = found.bracket.as_ref().map(self::bracket).unwrap_or_default();
            format!("[<{}>{count}{variable}{over}{bracket}]", found.word.0.zh())
        }
        ExprKind::Junk => "JUNK".into(),
    }
}

fn path(path: &Path<'_>) -> String {
    let segment = |segment: &Segment<'_>| {
        let index = segment.index.as_ref().map(|index| format!("[{}]", index.text)).unwrap_or_default();
        format!("{}{}{index}", segment.joint.map(String::from).unwrap_or_default(), segment.name.text)
    };
    path.segments.iter().map(segment).collect()
}

fn bracket(bracket: &Bracket<'_>) -> String {
    match &bracket.content {
        BracketContent::Fields(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{}：{}", name.text, expr(value)));
            format!("（{}）", fields.collect::<Vec<_>>().join("， "))
        }
        BracketContent::Clauses(clauses) => {
            format!("（{}）", clauses.iter().map(clause).collect::<Vec<_>>().join("， "))
        }
        BracketContent::Items(items) => format!("（{}）", exprs(items)),
    }
}

fn citation(citation: &Citation<'_>) -> String {
    let instrument = match &citation.instrument {
        Some(word) if citation.titled => format!("《{}》", word.text),
        Some(word) => word.text.to_string(),
        None => String::new(),
    };
    let article = |at: &ArticleRef| {
        let part =
            |mark: &str, number: u16| if number > 0 { format!("{mark}{number}") } else { String::new() };
        format!("§{}{}{}{}", at.article, part("-", at.sub), part("p", at.paragraph), part("i", at.item))
    };
    let locators = citation.locators.iter().map(|locator| match &locator.kind {
        LocatorKind::Article(at) => article(at),
        LocatorKind::Range(first, last) => format!("{}..{}", article(first), article(last)),
        LocatorKind::Heading(text) => format!("§“{text}”"),
    });
    format!("{{{instrument}{}}}", locators.map(|text| format!(" {text}")).collect::<String>())
}
