//! The running case: a dossier as a workflow, one act after another.
//!
//! INVARIANT: a [`Case`] is a value. [`Case::apply`] gives the next case or a [`Refusal`] and changes nothing; what it
//! accepts is exactly what [`Case::enabled`] lists; the dossier of a case is an ordinary dossier, and what the judge
//! says of it is what he says of the records that its acts come to.
//!
//! What the law forbids to be done is refused: a step before what must come first, by the wrong organ, an outcome that
//! is not declared, an end before the time. What is merely late is recorded, and judged.

mod enabled;
mod event;
mod guard;
mod line;
mod look;
mod refusal;

pub use enabled::{Enabled, Until, Waiting};
pub use event::{Deed, Event, Target};
pub use line::{CLAUSES, read_line};
pub use refusal::{First, Refusal, RefusalKind};

use crate::dossier::{Dossier, Fault, type_sharing};
use crate::model::{Act, RuleSet, Submission, SubmittedEvent};
use std::sync::Arc;

/// A case under way.
#[derive(Clone)]
pub struct Case<'r> {
    rules: &'r RuleSet,
    submission: Arc<Submission>,
    dossier: Arc<Dossier>,
}

impl std::fmt::Debug for Case<'_> {
    /// Without the rules, which are long.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case").field("submission", &self.submission).finish_non_exhaustive()
    }
}

impl<'r> Case<'r> {
    /// The case of a submission and the dossier that was typed from it.
    #[must_use]
    pub fn new(rules: &'r RuleSet, submission: Submission, dossier: Dossier) -> Self {
        Self { rules, submission: Arc::new(submission), dossier: Arc::new(dossier) }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &'r RuleSet {
        self.rules
    }

    /// The dossier, as it is judged.
    #[must_use]
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// What was submitted, acts included.
    #[must_use]
    pub fn submission(&self) -> &Submission {
        &self.submission
    }

    /// What the acts come to: the same dossier in records. Of the acts themselves those are left that are no part of a
    /// record: that the case began, was ended or is void.
    #[must_use]
    pub fn records(&self) -> Submission {
        let Some(acts) = &self.dossier.acts else { return Submission::clone(&self.submission) };
        let stands = |position: usize| {
            let mut standing = acts.standing.iter().filter_map(|at| acts.log.get(*at));
            let own = standing.find(|taken| taken.position as usize == position);
            own.map(|taken| matches!(taken.act, Act::Launch | Act::Terminate | Act::Void))
        };
        let is_act = |position: usize| acts.log.iter().any(|taken| taken.position as usize == position);
        let mut folded = acts.folded.clone();
        folded.events = (self.submission.events.iter().enumerate())
            .filter(|(position, _)| !is_act(*position) || stands(*position) == Some(true))
            .map(|(_, event)| event.clone())
            .collect();
        folded
    }

    /// The next case, or why there is none.
    ///
    /// # Errors
    /// [`Refusal`]: the law forbids the act now, or it contradicts what was done.
    pub fn apply(&self, event: &Event) -> Result<Case<'r>, Box<Refusal>> {
        let (submission, dossier, faults) = self.with(event.submitted());
        guard::check(self, event, &dossier, &faults)?;
        Ok(Case { rules: self.rules, submission: Arc::new(submission), dossier: Arc::new(dossier) })
    }

    /// One act after another; all of them or none.
    ///
    /// # Errors
    /// The first one that is refused, by its position, with the reason.
    pub fn fold<'e>(
        self,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Result<Case<'r>, (usize, Box<Refusal>)> {
        events
            .into_iter()
            .enumerate()
            .try_fold(self, |case, (at, event)| case.apply(event).map_err(|refusal| (at, refusal)))
    }

    /// The submission with one event more, typed, with what is wrong with it.
    fn with(&self, event: &SubmittedEvent) -> (Submission, Dossier, Vec<Fault>) {
        let mut submission = Submission::clone(&self.submission);
        submission.events.push(event.clone());
        let name = self.dossier.name.clone();
        let (mut dossier, faults) = type_sharing(self.rules, &name, &submission, &self.dossier.shared);
        dossier.line = self.dossier.line;
        (submission, dossier, faults)
    }
}
