//! Where a sentence stands, and which of the language's names mean what they say in its text.

use super::words::{Both, holds_names};
use crate::syntax::ast::Statement;
use crate::syntax::builtin::{self, Table};
use crate::syntax::tree::{Node, NodeKind, Tree};
use crate::syntax::vocabulary::Keyword;
use std::borrow::Cow;
use std::collections::HashSet;

/// The names that a text gives itself.
///
/// INVARIANT: among names of the writer a name of the language is respelled only where the text gives
/// neither spelling to anything of its own. What another file calls by one of them is still found: names
/// are looked up by the other spelling too.
pub(super) struct Local<'t> {
    given: HashSet<&'t str>,
}

impl<'t> Local<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut local = Self { given: HashSet::new() };
        local.read(tree.root(), None);
        local
    }

    /// Recursion is bounded as the tree is.
    fn read(&mut self, node: Node<'t>, block: Option<Keyword>) {
        match node.kind() {
            NodeKind::Statement => {
                let statement = Statement::of(node);
                let names = holds_names(block);
                let used = if names { 0 } else { statement.keyword().2 };
                let head = node.child(NodeKind::Head).into_iter().flat_map(Node::children);
                let given = head.filter(|part| part.kind() != NodeKind::Mark).skip(used);
                self.given.extend(given.flat_map(Node::children).map(Node::text));
                let inner = if names { block } else { statement.keyword().1 };
                node.children()
                    .filter(|part| part.kind() != NodeKind::Head)
                    .for_each(|part| self.read(part, inner));
            }
            NodeKind::Path => {}
            NodeKind::Call if is_enumeration(node) => {
                let mut open: Vec<Node<'t>> = node.children().skip(1).collect();
                while let Some(part) = open.pop() {
                    self.given.insert(part.text());
                    open.extend(part.children());
                }
            }
            NodeKind::Quantified => {
                self.given
                    .extend(node.children().filter(|part| part.kind() == NodeKind::Name).map(Node::text));
                node.children().for_each(|part| self.read(part, block));
            }
            _ => node.children().for_each(|part| self.read(part, block)),
        }
    }

    /// A word of a table in both vocabularies, where it means that here.
    fn respelled(&self, table: Table, word: &str) -> Option<Both<'t>> {
        let (zh, en) = builtin::of(table, word)?;
        let own = [zh, en].iter().any(|word| self.given.contains(word));
        (!own).then_some([Cow::Borrowed(zh), Cow::Borrowed(en)])
    }
}

/// Whether a call lists the values of an enumeration.
pub(super) fn is_enumeration(call: Node<'_>) -> bool {
    let (zh, en) = builtin::ENUMERATION;
    call.children().next().is_some_and(|called| called.text() == zh || called.text() == en)
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    /// The block around it; of records inside blocks of names the block of names.
    block: Option<Keyword>,
    /// Whether the members of the block have names of the writer before their colon, and no keywords.
    pub(super) names: bool,
    local: &'t Local<'t>,
}

impl<'t> Place<'t> {
    /// The outermost level.
    pub(super) fn outermost(local: &'t Local<'t>) -> Self {
        Self { block: None, names: false, local }
    }

    /// The body of a sentence that stands here.
    pub(super) fn inside(self, statement: Statement<'_>) -> Self {
        if self.names {
            return self;
        }
        let block = statement.keyword().1;
        Self { block, names: holds_names(block), ..self }
    }

    /// Whether the members of the block are the rows of a table.
    pub(super) fn is_table(self) -> bool {
        self.block == Some(Keyword::Table)
    }

    /// The keyword of a sentence that stands here.
    pub(super) fn keyword(self, statement: Statement<'_>) -> Option<Keyword> {
        if self.names { None } else { statement.keyword().1 }
    }

    /// The members that the block has besides those with keywords.
    pub(super) fn member(self, word: &str) -> Option<Both<'t>> {
        use Keyword as K;
        let table = match self.block? {
            K::Waiver => builtin::WAIVER,
            K::Commitment | K::Owed => builtin::PROMISE,
            K::Dissent => builtin::DISSENT,
            _ => return None,
        };
        both(table, word)
    }

    /// The one name that is the value of a sentence.
    pub(super) fn choice(self, own: Option<Keyword>, word: &str) -> Option<Both<'t>> {
        use Keyword as K;
        let table = match own {
            // A role in a test, and a parameter, have data where their declarations have types.
            None if self.declares() => return both(builtin::TYPES, word).or_else(|| self.truth(word)),
            Some(K::Parameter) => return both(builtin::TYPES, word).or_else(|| self.truth(word)),
            None if self.names || matches!(self.block, Some(K::Commitment | K::Owed)) => {
                return self.truth(word);
            }
            Some(K::Finding | K::Row | K::Otherwise) => return self.truth(word),
            Some(K::Level) => builtin::LEVELS,
            Some(K::FullText) => builtin::TEXT,
            Some(K::Binding) => builtin::BINDING,
            Some(K::DayUnit) => builtin::DAYS,
            Some(K::LawOf) => builtin::LAW_OF,
            Some(K::Role) => builtin::ROLE,
            Some(K::Base) => builtin::BASE,
            Some(K::Abstain) => builtin::ABSTENTION,
            Some(K::Tie) => builtin::TIE,
            Some(K::Partial) => builtin::TRUTH,
            Some(K::Expect) => builtin::OVERALL,
            _ => return None,
        };
        both(table, word)
    }

    fn truth(self, word: &str) -> Option<Both<'t>> {
        self.local.respelled(builtin::TRUTH, word)
    }

    /// Whether the members of the block declare fields.
    fn declares(self) -> bool {
        use Keyword as K;
        matches!(self.block, Some(K::Facts | K::Fields | K::Document | K::Role))
    }

    /// A field in the bracket after an item of a sentence.
    pub(super) fn field(self, own: Option<Keyword>, word: &str) -> Option<Both<'t>> {
        use Keyword as K;
        let table = match own {
            Some(K::Expect) => builtin::EXPECTED,
            Some(K::Opinions | K::Ballots) => builtin::VOICE,
            Some(K::Document) => builtin::DATE,
            None if self.names => builtin::LICENCE,
            _ => return None,
        };
        both(table, word)
    }

    /// A name of the language among those of the writer.
    pub(super) fn name(self, table: Table, word: &str) -> Option<Both<'t>> {
        self.local.respelled(table, word)
    }
}

fn both(table: Table, word: &str) -> Option<Both<'static>> {
    let (zh, en) = builtin::of(table, word)?;
    Some([Cow::Borrowed(zh), Cow::Borrowed(en)])
}
