//! Doc comments (`///`): what the rules say of a declaration to those who read it elsewhere.

use super::ruleset::RuleSet;
use crate::text::Span;

impl RuleSet {
    /// The doc comment right above a declaration, its lines put together; `None` where there is none.
    #[must_use]
    pub fn doc_comment(&self, declared: Span) -> Option<String> {
        let source = self.sources.get(declared.file)?;
        let lines = source.lines();
        let mut found: Vec<&str> = Vec::new();
        let mut line = lines.place(&source.text, declared.start).line;
        while line > lines.first() {
            line -= 1;
            let Some(words) = lines.line(&source.text, line).trim().strip_prefix("///") else { break };
            found.push(words.trim());
        }
        found.reverse();
        (!found.is_empty()).then(|| found.join("\n"))
    }
}
