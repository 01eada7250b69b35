//! A statement ready to be printed: its atoms, its body, and how wide it is on one line.

use super::atoms::{Atom, columns};
use super::layout::{BETWEEN, offset};
use super::place::Place;
use super::sentence;
use super::trivia::{self, Trivium};
use super::words;
use crate::syntax::ast::Statement;
use crate::syntax::tree::{Node, NodeKind};

/// A statement ready to be printed.
pub(super) struct Whole<'t> {
    /// With the end mark where there is no body.
    pub(super) atoms: Vec<Atom<'t>>,
    /// Where all of it ends.
    pub(super) until: u32,
    pub(super) body: Option<Body<'t>>,
}

pub(super) struct Body<'t> {
    pub(super) node: Node<'t>,
    pub(super) span: (u32, u32),
    /// Bytes of its two marks.
    pub(super) marks: (u32, u32),
    /// Where the first member begins.
    pub(super) first: Option<u32>,
    pub(super) place: Place<'t>,
    /// Its members are the rows of a table.
    pub(super) table: bool,
    /// Its members, where all of it stands on one line.
    pub(super) inner: Vec<Whole<'t>>,
    pub(super) lined: bool,
    /// A comment stands before or behind it.
    pub(super) commented: bool,
    /// Its opening brace.
    pub(super) brace: Atom<'t>,
}

impl<'t> Whole<'t> {
    pub(super) fn new(
        text: &'t str,
        node: Node<'t>,
        statement: Statement<'t>,
        place: Place<'t>,
        mut atoms: Vec<Atom<'t>>,
        end: u32,
        top: bool,
    ) -> Self {
        let until = node.span().end;
        let mut body = node.child(NodeKind::Body).map(|body| Body::new(text, body, statement, place));
        if let Some(body) = &mut body {
            let gap = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
            body.brace.after(gap(end, body.span.0));
            let behind = trivia::read(gap(body.span.1, until));
            body.commented =
                !body.brace.comments.is_empty() || behind.into_iter().any(|part| part.comment().is_some());
        }
        if body.is_none() {
            let mark = node.children().last().filter(|last| sentence::is_end(*last));
            let mut atom =
                Atom::new(if top { words::mark("。", ";") } else { words::mark("；", ";") }, [0; 2]);
            let to = mark.map_or(until, |mark| mark.span().start);
            atom.after(text.get(end as usize..to as usize).unwrap_or_default());
            atom.begins = false;
            atoms.push(atom);
        }
        Self { atoms, until, body }
    }

    /// Takes away the comments that would break a head: a block whose head ends a line before its brace
    /// reads like one whose brace was forgotten.
    pub(super) fn hoisted(&mut self) -> Vec<&'t str> {
        let colon = self.atoms.iter().position(|atom| atom.text[1] == ":");
        let head = colon.map_or(self.atoms.len(), |colon| colon + 1);
        let brace = self.body.as_mut().filter(|_| colon.is_none()).map(|body| &mut body.brace);
        let mut atoms: Vec<&mut Atom<'t>> = self.atoms.iter_mut().take(head).skip(1).chain(brace).collect();
        if atoms.iter().all(|atom| atom.flat()) {
            return Vec::new();
        }
        let comments = atoms.iter_mut().flat_map(|atom| std::mem::take(&mut atom.comments));
        comments.filter_map(Trivium::comment).collect()
    }

    /// The columns of the statement on one line; `None` where it takes more.
    pub(super) fn flat(&self) -> Option<[usize; 2]> {
        if self.atoms.iter().skip(1).any(Atom::forced) {
            return None;
        }
        let mut width = columns(&self.atoms);
        if let Some(body) = &self.body {
            if body.lined || body.commented {
                return None;
            }
            // A blank and a brace on either side.
            let mut inner = [6, 4];
            for (at, member) in body.inner.iter().enumerate() {
                let flat = member.flat()?;
                let gap = if at == 0 { 0 } else { BETWEEN };
                inner = [inner[0] + flat[0] + gap, inner[1] + flat[1] + gap];
            }
            inner = if body.inner.is_empty() { inner } else { inner.map(|width| width + 1) };
            width = [width[0] + inner[0], width[1] + inner[1]];
        }
        Some(width)
    }
}

impl<'t> Body<'t> {
    fn new(text: &'t str, node: Node<'t>, statement: Statement<'t>, place: Place<'t>) -> Self {
        let span = (node.span().start, node.span().end);
        let length = |mark: Option<Node<'t>>| {
            mark.filter(|mark| mark.kind() == NodeKind::Mark).map_or(0, |mark| offset(mark.text().len()))
        };
        let marks = (length(node.children().next()), length(node.children().last()));
        let members: Vec<Node<'t>> = node.children().filter(|part| part.kind() != NodeKind::Mark).collect();
        let place = place.inside(statement);
        let written = text.get(span.0 as usize..span.1 as usize).unwrap_or_default();
        let lined = written.contains('\n')
            || written.contains("//")
            || written.contains("/*")
            || members.iter().any(|member| member.kind() != NodeKind::Statement);
        let inner = if lined {
            Vec::new()
        } else {
            let wholes = members.iter().map(|member| {
                let inner = Statement::of(*member);
                let (atoms, end) = sentence::atoms(inner, place);
                Self::member(text, *member, inner, place, atoms, end)
            });
            wholes.collect()
        };
        Self {
            node,
            span,
            marks,
            first: members.first().map(|first| first.span().start),
            place,
            table: place.is_table(),
            inner,
            lined,
            commented: false,
            brace: Atom::new(words::mark("｛", "{"), [1; 2]),
        }
    }

    fn member(
        text: &'t str,
        node: Node<'t>,
        statement: Statement<'t>,
        place: Place<'t>,
        atoms: Vec<Atom<'t>>,
        end: u32,
    ) -> Whole<'t> {
        Whole::new(text, node, statement, place, atoms, end, false)
    }
}
