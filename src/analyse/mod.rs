//! What can be said of a rule set without any dossier: which articles it restates, which of its
//! obligations its scenarios exercise.
//!
//! INVARIANT: pure functions of a rule set; the order of what they return is that of the rules.
//! Absent: rendering, exit codes, judging.

mod articles;
mod tested;

pub use articles::{ArticleCoverage, ArticleState, Coverage, article_coverage};
pub use tested::{Untested, untested};
