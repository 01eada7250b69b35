//! 例外 at the outermost level to what a register asks of its entries: `例外 N：清单/句子，情形 C ｛ … ｝`.
//!
//! It stands in the file of its register, and is lowered as if it stood in the register: its condition
//! speaks of an entry.

use super::Lower;
use super::head::Head;
use super::symbols::Symbol;
use crate::model::{Id, Register};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The register that a name means, where it stands in the file at hand.
    pub(super) fn register_of_exception(&self, name: &str) -> Option<Id<Register>> {
        match self.symbol(name) {
            Some((Symbol::Register(id), declared)) => {
                let here = self.files.get(self.scope.file).map(|file| file.parse.tree.file());
                (here == Some(declared.file)).then_some(id)
            }
            _ => None,
        }
    }

    /// Lowers the outermost 例外 of a register, in the scope of its block.
    pub(super) fn register_exceptions(&mut self, id: Id<Register>) {
        let Some(parsed) = self.files.get(self.scope.file) else { return };
        let tree = &parsed.parse.tree;
        let all = tree.file_view().statements();
        let all: Vec<Statement<'s>> =
            all.filter(|statement| Head::keyword_of(*statement) == Some(Keyword::Exception)).collect();
        for statement in all {
            let items = statement.value().map(|value| value.items).unwrap_or_default();
            let words: Vec<(SmolStr, Span)> = items.iter().filter_map(|item| self.id_words(item)).collect();
            let of =
                |words: &SmolStr| self.register_of_exception(words.split('/').next().unwrap_or_default());
            if words.first().and_then(|(words, _)| of(words)) != Some(id) {
                continue;
            }
            let Some(head) = Head::read(statement) else { continue };
            let within = |(words, span): (SmolStr, Span)| {
                let rest = words.split_once('/').map(|(_, rest)| SmolStr::new(rest));
                (rest.unwrap_or(words), span)
            };
            self.exception_of(&head, statement, words.into_iter().map(within).collect());
        }
    }
}
