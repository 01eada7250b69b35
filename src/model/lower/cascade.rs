//! One fault of the writer is one report: what follows from a fault that is told is not told again.
//!
//! A sentence that could not be read is lost to everything that names it, and the block around it seems to
//! lack it. INVARIANT: a report is left out only where another error stays; without errors nothing is left
//! out. Faults of the text come first, then words out of place, then names, then what a block lacks.
//! Deliberately absent: guessing which of two names is the right one.

use super::ParsedFile;
use crate::diag::{Diagnostic, Severity};
use crate::syntax::ast::Statement;
use crate::syntax::tree::{Node, NodeKind};
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;

/// LIMIT: faults whose consequences are looked for.
const MAX_CAUSES: usize = 256;
/// Places that a report names besides its own.
const MAX_PLACES: usize = 3;

/// A fault that is told, and what it spoils.
struct Cause<'t> {
    /// What is not read as it was meant: further faults in it are none of the writer's.
    lost: Option<Span>,
    /// The sentence it stands in, where that has no block: it may seem to lack what is faulty.
    own: Option<Span>,
    /// The heads of the blocks around it, which may seem to lack it; its own where that is damaged.
    around: Vec<Span>,
    /// What was meant to be said, for the names that are now missing.
    text: &'t str,
    /// The name that is not known, and the position of its report among those that are kept.
    name: Option<(String, usize)>,
    /// The first part of a path, where nothing declares it: then nothing below it is known.
    root: Option<String>,
    /// The names in the head of its sentence: what it says is not there.
    says: Vec<String>,
    /// Which names are missing beside those in its text.
    missing: Missing,
    /// What is told of it, word for word.
    said: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Own,
    /// Obligations that rest on a field which could not be read.
    Obligations,
    /// Nothing tells which: an import, or a name that was left out.
    Any,
}

/// Leaves out what only follows from other faults. `found` is everything that was reported.
pub(super) fn settle(files: &[ParsedFile], mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if !found.iter().any(|one| one.severity == Severity::Error) {
        return found;
    }
    found.sort_by_key(|one| (rank(files, one), one.span, one.code));
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    let mut causes: Vec<Cause<'_>> = Vec::new();
    for one in found {
        if let Some(cause) = causes.iter().find(|cause| cause.explains(files, &one)) {
            if let Some((_, at)) = &cause.name
                && let Some(first) = kept.get_mut(*at)
            {
                also_here(first, &one);
                // The sentence that uses the name is as lost as the first that does.
                if is_name(&one) && causes.len() < MAX_CAUSES {
                    let at = *at;
                    causes.extend(Cause::of(files, &one, at));
                }
            }
            continue;
        }
        if one.severity == Severity::Error && causes.len() < MAX_CAUSES {
            causes.extend(Cause::of(files, &one, kept.len()));
        }
        kept.push(one);
    }
    kept.sort_by_key(|one| (one.span, one.code));
    kept
}

/// Names the place of a report that is left out, where the name is the same.
fn also_here(first: &mut Diagnostic, one: &Diagnostic) {
    let known = first.labels.iter().any(|label| label.span == one.span) || first.span == one.span;
    if is_name(one) && first.labels.len() < MAX_PLACES && !known {
        *first = first.clone().label(one.span, "这里也用到", "it is used here too");
    }
}

fn rank(files: &[ParsedFile], one: &Diagnostic) -> u8 {
    match one.code.0 {
        _ if one.severity != Severity::Error => 6,
        0..=999 => 0,
        _ if is_lack(files, one) => 5,
        _ if is_name(one) => 4,
        // What a sentence lacks may be what could not be read in it.
        1017 => 3,
        _ if is_structural(one) => 1,
        _ => 2,
    }
}

/// A word or a part that is missing in a sentence, or that it has no place for.
fn is_structural(one: &Diagnostic) -> bool {
    matches!(one.code.0, 1002..=1005 | 1017 | 1018)
}

/// Something is missing that another sentence of the block would have said.
fn is_lack(files: &[ParsedFile], one: &Diagnostic) -> bool {
    match one.code.0 {
        1015 | 4004 => true,
        1017 => text_of(files, one.span).contains(['｛', '{']),
        _ => false,
    }
}

/// A name that nothing declares, or not where it is looked for.
fn is_name(one: &Diagnostic) -> bool {
    matches!(one.code.0, 1001 | 1007 | 1009 | 1014 | 2007 | 2008 | 2010)
}

fn text_of(files: &[ParsedFile], span: Span) -> &str {
    let tree = files.iter().map(|file| &file.parse.tree).find(|tree| tree.file() == span.file);
    tree.map_or("", |tree| span.of(tree.text()))
}

/// The name that a report speaks of: what it quotes first.
fn named(one: &Diagnostic) -> &str {
    let quoted = one.message.zh.split_once('「').and_then(|(_, rest)| rest.split_once('」'));
    quoted.map_or("", |(name, _)| name)
}

/// The parts of a name: `听证会/材料/公告`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let name = name.split('[').next().unwrap_or_default();
    name.split(['/', '.', '·', '《', '》', '“', '”', '"']).map(str::trim).filter(|part| !part.is_empty())
}

fn within(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.start <= outer.end
}

/// A statement up to its block.
fn head_of(node: Node<'_>) -> Span {
    let span = node.span();
    let end = node.child(NodeKind::Body).map_or(span.end, |body| body.span().start);
    Span::new(span.file, span.start, end)
}

fn keyword(node: Node<'_>) -> Option<Keyword> {
    (node.kind() == NodeKind::Statement).then(|| Statement::of(node).keyword().1).flatten()
}

/// The first part of a path of several, where no sentence of any file has it in its head.
fn undeclared_root(files: &[ParsedFile], name: &str) -> Option<String> {
    let mut all = parts(name);
    let (root, _) = (all.next()?, all.next()?);
    let mut open: Vec<Node<'_>> = files.iter().map(|file| file.parse.tree.root()).collect();
    while let Some(node) = open.pop() {
        // A test names what it speaks of, and declares nothing.
        if keyword(node) == Some(Keyword::Test) {
            continue;
        }
        if node.kind() == NodeKind::Statement && names_of(node).iter().any(|one| one == root) {
            return None;
        }
        let body = node.child(NodeKind::Body).unwrap_or(node);
        open.extend(body.children().filter(|part| part.kind() == NodeKind::Statement));
    }
    Some(root.to_owned())
}

/// What stands in the head of a sentence behind its keyword.
fn names_of(node: Node<'_>) -> Vec<String> {
    if node.kind() != NodeKind::Statement {
        return Vec::new();
    }
    let statement = Statement::of(node);
    let used = statement.keyword().2;
    statement.head_items().skip(used).map(|item| item.word.text.into_owned()).collect()
}

/// The part of a sentence from a fault to the end of its line: a list goes on below.
fn line_of(text: &str, sentence: Span, fault: Span) -> Span {
    let rest = text.get(fault.start as usize..sentence.end.max(fault.start) as usize).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    Span::new(fault.file, fault.start, fault.start + u32::try_from(length).unwrap_or(0))
}

/// The statements around a place, outermost first, with the junk that stands there last.
fn path_to(root: Node<'_>, at: Span) -> Vec<Node<'_>> {
    let mut path = Vec::new();
    let mut outer = Some(root);
    while let Some(node) = outer {
        let members =
            node.children().filter(|node| matches!(node.kind(), NodeKind::Statement | NodeKind::Junk));
        // What is missing at the end of a sentence is told where the next one may begin.
        let before = members.take_while(|node| node.span().start <= at.start);
        let Some(found) = before.filter(|node| within(node.span(), at)).last() else { break };
        path.push(found);
        outer = found.child(NodeKind::Body).filter(|body| within(body.span(), at));
    }
    path
}

impl<'t> Cause<'t> {
    /// What a fault spoils.
    fn of(files: &'t [ParsedFile], one: &Diagnostic, at: usize) -> Option<Self> {
        let tree = files.iter().map(|file| &file.parse.tree).find(|tree| tree.file() == one.span.file)?;
        let syntax = one.code.0 < 1000;
        let mut path = path_to(tree.root(), one.span);
        if matches!(one.code.0, 10..=12) {
            // A brace that is missing or too many: nothing tells where the block ends.
            path.truncate(1);
        }
        let own = path.pop().unwrap_or(tree.root());
        // The file itself lacks its 规则集 where the sentence that declares it was not read.
        let mut around = vec![Span::new(one.span.file, 0, 0)];
        around.extend(path.iter().map(|node| head_of(*node)));
        let block = own.child(NodeKind::Body).is_some();
        let damaged = syntax || is_structural(one) && !is_lack(files, one);
        if damaged && block {
            around.push(head_of(own));
        }
        let whole = if damaged || !block { own.span() } else { head_of(own) };
        // 程序 in a 测试 decides what all its names mean.
        let setting =
            path.last().filter(|_| keyword(own) == Some(Keyword::Procedure)).map(|node| node.span());
        let lost = match (syntax || block, damaged) {
            _ if setting.is_some() => setting,
            (true, true) => Some(whole),
            (false, true) => Some(line_of(tree.text(), whole, one.span)),
            _ => None,
        };
        let name = is_name(one).then(|| {
            let name = named(one);
            (parts(name).last().unwrap_or(name).to_owned(), at)
        });
        let root = is_name(one).then(|| undeclared_root(files, named(one))).flatten();
        let says = names_of(own);
        let missing = missing(one, path.first().copied().unwrap_or(own), own, damaged);
        let own = (!block).then_some(whole);
        Some(Self {
            lost,
            own,
            around,
            text: whole.of(tree.text()),
            name,
            root,
            says,
            missing,
            said: one.message.zh.clone(),
        })
    }

    /// Whether a report only follows from this fault.
    fn explains(&self, files: &[ParsedFile], one: &Diagnostic) -> bool {
        if one.code.0 < 1000 {
            return false;
        }
        let lost = |span: Span| self.lost.is_some_and(|lost| within(lost, span));
        let near = |span: Span| self.around.iter().any(|head| within(*head, span));
        if lost(one.span) || one.labels.iter().any(|label| lost(label.span)) {
            return true;
        }
        if one.code.0 == 1017 && self.own.is_some_and(|own| within(own, one.span)) {
            return true;
        }
        if is_lack(files, one) {
            return near(one.span) || self.missing == Missing::Any;
        }
        // 缺 takes away what a scenario has that could not be read.
        if one.code.0 == 1003 && self.missing == Missing::Any {
            return true;
        }
        // Days that nobody says how to count: the sentence that says it was not read.
        if one.code.0 == 2015 {
            return one.labels.iter().any(|label| near(label.span));
        }
        is_name(one) && (one.message.zh == self.said || self.names(one))
    }

    /// Whether the name that is not known is one that this fault took away.
    fn names(&self, one: &Diagnostic) -> bool {
        let name = named(one);
        if self.missing == Missing::Any || self.missing == Missing::Obligations {
            return true;
        }
        let first = parts(name).next();
        if self.root.as_deref().is_some_and(|root| first == Some(root)) {
            return true;
        }
        match &self.name {
            Some((known, _)) => {
                let says = parts(name).any(|part| self.says.iter().any(|one| one == part));
                says || parts(name).any(|part| part == known) || self.is_edge(name)
            }
            None => parts(name).any(|part| part.chars().count() > 1 && self.text.contains(part)),
        }
    }

    /// Whether `草案拟订/前置/启动` is the id of a part of this sentence, `前置：启东`.
    fn is_edge(&self, name: &str) -> bool {
        let first = self.text.split(|c: char| c.is_whitespace() || "：:（(｛{".contains(c)).next();
        parts(name).skip(1).any(|part| Some(part) == first)
    }
}

/// Which names a fault takes away beside those that stand in its sentence.
fn missing(one: &Diagnostic, outermost: Node<'_>, own: Node<'_>, damaged: bool) -> Missing {
    use Keyword as K;
    let declaring = keyword(outermost);
    match (keyword(own), one.code.0) {
        (Some(K::Use), _) if damaged => Missing::Any,
        // 细化 of a procedure that is not there: nothing of it is.
        (Some(K::Procedure), _) if (damaged || one.code.0 == 1001) && own.child(NodeKind::Body).is_some() => {
            Missing::Any
        }
        (Some(_), 1005) => Missing::Any,
        (Some(K::Role | K::Document | K::Event | K::Unit), 20) => Missing::Any,
        _ if matches!(declaring, Some(K::Facts | K::Role | K::Document | K::Register)) => {
            Missing::Obligations
        }
        _ => Missing::Own,
    }
}
