//! The layout: which tokens stand on which line.
//!
//! The writer's lines are kept where a line may end: between sentences, before clauses, before the items
//! of a list. A line that is too wide in either vocabulary is broken, between sentences first, then before
//! clauses, then in lists. Four blanks a level, four more where a sentence goes on.

use super::WIDTH;
use super::atoms::{Atom, columns};
use super::place::{Local, Place};
use super::sentence;
use super::table::{self, Columns};
use super::trivia::{self, Trivium};
use super::whole::Whole;
use super::words::{self, Both, place};
use crate::diag::Lang;
use crate::syntax::ast::Statement;
use crate::syntax::tree::{Node, NodeKind, Tree};
use unicode_width::UnicodeWidthStr as _;

/// Blanks of a level.
const INDENT: usize = 4;
/// Blanks between two sentences on a line, and before a comment at its end.
pub(super) const BETWEEN: usize = 2;
/// The deepest level of [`super::atoms::level`] at which a line is broken.
const DEEPEST: u8 = super::atoms::level::INNER_OPERATOR;

/// Prints a text.
pub(super) fn print(tree: &Tree, lang: Lang) -> String {
    let text = tree.text();
    let mut printer = Printer {
        text,
        at: place(lang),
        out: String::with_capacity(text.len() + 64),
        column: [0; 2],
        fresh: true,
    };
    let local = Local::of(tree);
    let place = Place::outermost(&local);
    printer.block(Block { node: tree.root(), from: 0, to: offset(text.len()), place, table: false }, 0, true);
    if !printer.out.is_empty() {
        printer.newline();
    }
    printer.out
}

pub(super) fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The statements of a file or of a body.
#[derive(Clone, Copy)]
struct Block<'t> {
    node: Node<'t>,
    /// What is between the braces.
    from: u32,
    to: u32,
    place: Place<'t>,
    /// The rows of a table.
    table: bool,
}

struct Printer<'t> {
    text: &'t str,
    /// The place of the vocabulary that is printed.
    at: usize,
    out: String,
    /// Columns of the current line in both vocabularies.
    column: [usize; 2],
    /// Nothing stands on the current line.
    fresh: bool,
}

/// What is printed before the next sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The block begins.
    Start,
    /// A sentence or a comment that leaves its line open.
    Open,
    /// A block comment on the same line.
    Comment,
    /// What takes its line to the end.
    Full,
}

impl<'t> Printer<'t> {
    fn slice(&self, from: u32, to: u32) -> &'t str {
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }

    fn newline(&mut self) {
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
        (self.column, self.fresh) = ([0; 2], true);
    }

    fn pad(&mut self, indent: usize) {
        if self.fresh {
            self.out.extend(std::iter::repeat_n(' ', indent));
            (self.column, self.fresh) = ([indent; 2], false);
        }
    }

    fn blanks(&mut self, count: [usize; 2]) {
        self.out.extend(std::iter::repeat_n(' ', count.get(self.at).copied().unwrap_or(0)));
        self.column = [self.column[0] + count[0], self.column[1] + count[1]];
    }

    fn write(&mut self, text: &Both<'_>, width: [usize; 2]) {
        if let Some(text) = text.get(self.at) {
            self.out.push_str(text);
        }
        self.column = [self.column[0] + width[0], self.column[1] + width[1]];
    }

    fn verbatim(&mut self, text: &str) {
        self.out.push_str(text);
        let width = text.rsplit('\n').next().unwrap_or(text).width();
        self.column = if text.contains('\n') { [width; 2] } else { self.column.map(|column| column + width) };
    }

    fn fits(&self, width: [usize; 2]) -> bool {
        self.column[0] + width[0] <= WIDTH && self.column[1] + width[1] <= WIDTH
    }

    /// Prints the statements of a block, from the beginning of a line.
    fn block(&mut self, block: Block<'t>, indent: usize, top: bool) {
        let mut before = Before::Start;
        let mut at = block.from;
        let columns = block.table.then(|| Columns::of(block.node, block.place, indent)).flatten();
        for node in block.node.children() {
            let span = node.span();
            match node.kind() {
                NodeKind::Statement => {
                    let (lines, next) = self.gap(self.slice(at, span.start), before, indent);
                    let next = (lines, next);
                    before = self.statement(node, (block.place, columns.as_ref()), next, indent, top);
                }
                NodeKind::Doc | NodeKind::Junk => {
                    let (lines, next) = self.gap(self.slice(at, span.start), before, indent);
                    self.lines(next, lines.max(1));
                    self.documentation(node.text(), indent);
                    before = Before::Full;
                }
                _ => continue,
            }
            at = span.end;
        }
        let (_, _) = self.gap(self.slice(at, block.to), before, indent);
    }

    /// Prints the comments of a gap; how many line ends come after them, and after what.
    fn gap(&mut self, gap: &'t str, before: Before, indent: usize) -> (usize, Before) {
        let (mut lines, mut before) = (0, before);
        for part in trivia::read(gap) {
            match part {
                Trivium::Lines(count) => lines = count,
                Trivium::Line(text) | Trivium::Block(text) => {
                    if before == Before::Full {
                        lines = lines.max(1);
                    }
                    self.lines(before, lines);
                    if self.fresh {
                        self.pad(indent);
                    } else {
                        self.blanks([if before == Before::Comment { 1 } else { BETWEEN }; 2]);
                    }
                    self.verbatim(text);
                    before = if matches!(part, Trivium::Line(_)) { Before::Full } else { Before::Comment };
                    lines = 0;
                }
            }
        }
        (lines, before)
    }

    /// Ends the line, and leaves one empty where the writer left some.
    fn lines(&mut self, before: Before, lines: usize) {
        if before == Before::Start || lines == 0 {
            return;
        }
        self.newline();
        if lines > 1 {
            self.newline();
        }
    }

    fn documentation(&mut self, text: &str, indent: usize) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !self.fresh {
                self.newline();
            }
            self.pad(indent);
            self.verbatim(line);
        }
    }

    /// Prints a statement with its documentation, its body and its end mark.
    fn statement(
        &mut self,
        node: Node<'t>,
        (place, columns): (Place<'t>, Option<&Columns>),
        (lines, before): (usize, Before),
        indent: usize,
        top: bool,
    ) -> Before {
        let statement = Statement::of(node);
        let (mut atoms, end) = sentence::atoms(statement, place);
        if let Some(first) = atoms.first_mut() {
            // They are printed with the documentation.
            first.comments.clear();
        }
        if let Some(columns) = columns {
            columns.apply(statement, &mut atoms);
        }
        // Rows stand under each other, whether they fit on one line or not.
        let apart = columns.is_some() && table::is_row(statement);
        let docs: Vec<Node<'t>> = node.children().filter(|part| part.kind() == NodeKind::Doc).collect();
        let mut whole = Whole::new(self.text, node, statement, place, atoms, end, top);
        let hoisted = whole.hoisted();
        let flat = whole.flat();
        let joined = lines == 0
            && !apart
            && docs.is_empty()
            && hoisted.is_empty()
            && matches!(before, Before::Open | Before::Comment)
            && !self.fresh;
        let gap = if before == Before::Comment { 1 } else { BETWEEN };
        if joined && flat.is_some_and(|width| self.fits(width.map(|width| width + gap))) {
            self.blanks([gap; 2]);
        } else {
            self.lines(before, lines.max(1));
        }
        if !docs.is_empty() {
            self.docs(node, &docs, indent);
        }
        for text in hoisted {
            self.pad(indent);
            self.verbatim(text);
            self.newline();
        }
        self.pad(indent);
        if flat.is_some_and(|width| self.fits(width)) {
            self.flat(&whole);
            return Before::Open;
        }
        self.tall(whole, indent)
    }

    /// Documentation lines with the comments between them.
    fn docs(&mut self, node: Node<'t>, docs: &[Node<'t>], indent: usize) {
        let mut at = node.span().start;
        for doc in docs {
            let (lines, before) = self.gap(self.slice(at, doc.span().start), Before::Full, indent);
            if at > node.span().start {
                self.lines(before, lines.clamp(1, 2));
            }
            self.pad(indent);
            self.verbatim(doc.text().trim_end());
            at = doc.span().end;
        }
        let head = node.child(NodeKind::Head).map_or(at, |head| head.span().start);
        self.gap(self.slice(at, head), Before::Full, indent);
        self.newline();
    }

    fn flat(&mut self, whole: &Whole<'t>) {
        self.run(&whole.atoms);
        if let Some(body) = &whole.body {
            self.blanks([1; 2]);
            self.write(&words::mark("｛", "{"), [2, 1]);
            for (at, inner) in body.inner.iter().enumerate() {
                self.blanks([if at == 0 { 1 } else { BETWEEN }; 2]);
                self.flat(inner);
            }
            self.blanks([1; 2]);
            self.write(&words::mark("｝", "}"), [2, 1]);
        }
    }

    /// Prints atoms on one line; the first one's gap is the caller's.
    fn run(&mut self, atoms: &[Atom<'t>]) {
        for (at, atom) in atoms.iter().enumerate() {
            if at > 0 {
                self.blanks(atom.gap);
            }
            for text in atom.comments.iter().filter_map(|found| found.comment()) {
                self.verbatim(text);
                self.blanks([1; 2]);
            }
            self.write(&atom.text, atom.width);
        }
    }

    /// Prints a statement that takes several lines.
    fn tall(&mut self, whole: Whole<'t>, indent: usize) -> Before {
        let Some(body) = whole.body else {
            let broken = self.sentence(&whole.atoms, indent);
            return if broken { Before::Full } else { Before::Open };
        };
        let mut atoms = whole.atoms;
        atoms.push(body.brace);
        self.sentence(&atoms, indent);
        let (from, to) = (body.span.0 + body.marks.0, body.span.1 - body.marks.1);
        // What stands behind the brace stays there.
        let gap = self.slice(from, body.first.unwrap_or(to));
        let behind = trivia::read(gap);
        let mut start = from;
        if let Some(text) = behind.first().and_then(|part| part.comment()) {
            self.blanks([BETWEEN; 2]);
            self.verbatim(text);
            let length = gap.find(text).map_or(0, |at| at + text.len());
            start = from + offset(length);
        }
        self.newline();
        self.block(
            Block { node: body.node, from: start, to, place: body.place, table: body.table },
            indent + INDENT,
            false,
        );
        if !self.fresh {
            self.newline();
        }
        self.pad(indent);
        self.write(&words::mark("｝", "}"), [2, 1]);
        let (_, before) = self.gap(self.slice(body.span.1, whole.until), Before::Open, indent);
        if before == Before::Open { Before::Full } else { before }
    }

    /// Prints atoms on as many lines as they need; whether there was more than one.
    fn sentence(&mut self, atoms: &[Atom<'t>], indent: usize) -> bool {
        let lines = self.out.len();
        let mut begun = 0;
        let mut rest = atoms;
        while !rest.is_empty() {
            let length = rest.iter().skip(1).position(Atom::forced).map_or(rest.len(), |at| at + 1);
            let (run, after) = rest.split_at(length);
            if begun > 0 {
                self.go_on(run, indent);
            }
            self.fill(run, 0, indent);
            begun += 1;
            rest = after;
        }
        self.out.get(lines..).is_some_and(|printed| printed.contains('\n'))
    }

    /// Begins a line inside a sentence, with the comments before its first token.
    fn go_on(&mut self, run: &[Atom<'t>], indent: usize) {
        let comments = run.first().filter(|atom| !atom.flat()).map(|atom| atom.comments.as_slice());
        let mut own = false;
        for part in comments.unwrap_or_default() {
            let Some(text) = part.comment() else {
                own = true;
                continue;
            };
            if own {
                self.newline();
            }
            if self.fresh {
                self.pad(indent + INDENT);
            } else {
                self.blanks([BETWEEN; 2]);
            }
            self.verbatim(text);
            own = matches!(part, Trivium::Line(_));
        }
        self.newline();
        self.pad(indent + INDENT);
    }

    /// Prints atoms from the current place; breaks before those of a level, deeper ones where a piece does not fit.
    fn fill(&mut self, atoms: &[Atom<'t>], level: u8, indent: usize) {
        let width = self.after_gap(atoms);
        if level > DEEPEST || self.fits(width) {
            return self.run_within(atoms);
        }
        let mut rest = atoms;
        let mut first = true;
        while !rest.is_empty() {
            let length = rest
                .iter()
                .skip(1)
                .position(|atom| atom.level == Some(level))
                .map_or(rest.len(), |at| at + 1);
            let (piece, after) = rest.split_at(length);
            if !first {
                let gap = piece.first().map_or([0; 2], |atom| atom.gap);
                let width = self.after_gap(piece);
                if self.fits([width[0] + gap[0], width[1] + gap[1]]) {
                    self.blanks(gap);
                } else {
                    self.newline();
                    self.pad(indent + INDENT);
                }
            }
            self.fill(piece, level + 1, indent);
            first = false;
            rest = after;
        }
    }

    /// The columns of atoms without the gap before the first.
    fn after_gap(&self, atoms: &[Atom<'t>]) -> [usize; 2] {
        let gap = atoms.first().map_or([0; 2], |atom| atom.gap);
        let width = columns(atoms);
        [width[0] - gap[0], width[1] - gap[1]]
    }

    /// Prints atoms whose comments before the first, where it began a line, are printed already.
    fn run_within(&mut self, atoms: &[Atom<'t>]) {
        let Some((first, rest)) = atoms.split_first() else { return };
        if first.flat() {
            return self.run(atoms);
        }
        self.write(&first.text, first.width);
        for atom in rest {
            self.blanks(atom.gap);
            self.run(std::slice::from_ref(atom));
        }
    }
}
