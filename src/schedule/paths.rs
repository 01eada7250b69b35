//! Critical paths and driving chains.
//!
//! Invariant: a path is a sequence of activities, whatever number of clauses or transparent nodes
//! lie between two of them; every critical activity is on a path and every activity on a path is
//! critical. Absent: stored edges between activities (through transparent nodes they could be
//! quadratic; they are searched when needed).

use super::forward::Cause;
use super::plan::Schedule;

/// All critical paths, counted, and as many as were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalPaths {
    /// How many there are, exactly; `u64::MAX` stands for that many or more.
    pub count: u64,
    /// Paths of nodes from first to last, in ascending order. Fewer than `count` if the limit was
    /// smaller.
    pub paths: Vec<Vec<usize>>,
}

impl Schedule {
    /// The critical paths: sequences of critical activities in which each decides the start of the
    /// next, and which cannot be made longer at either end. At most `limit` of them are listed.
    ///
    /// Empty if every activity is finished or the finish of the whole is not known.
    #[must_use]
    pub fn critical_paths(&self, limit: usize) -> CriticalPaths {
        let mut critical = Critical::new(self);
        let (count, ends) = critical.count();
        let mut paths = critical.list(&ends, limit);
        paths.sort_unstable();
        CriticalPaths { count, paths }
    }

    /// The activities that decide the early start of `node`, from the first to `node` itself:
    /// each is the driver of the next. Just `node` if a date of the plan or its record decides;
    /// empty if it has no early start.
    #[must_use]
    pub fn driving_chain(&self, node: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut position = self.network.position(node);
        while let Some(at) = position {
            let applicable = self.network.at(at).is_some_and(|one| one.applicable);
            let Some(Ok(early)) = self.early.get(at).filter(|_| applicable) else {
                break;
            };
            chain.push(self.network.node(at));
            position = match early.cause {
                Cause::Edge { behind, .. } => Some(behind as usize),
                _ => None,
            };
        }
        chain.reverse();
        chain
    }

    /// The activity that finishes last, of several the one with the smallest number: the end of
    /// the chain that decides the finish of the whole. `None` if there is none or the finish of
    /// the whole is not known.
    #[must_use]
    pub fn last_activity(&self) -> Option<usize> {
        self.finish().ok()?;
        self.network
            .in_order()
            .iter()
            .zip(&self.early)
            .enumerate()
            .filter(|(_, (activity, _))| activity.applicable)
            .filter_map(|(position, (_, early))| {
                let early = early.as_ref().ok()?;
                let node = self.network.node(position);
                Some(((early.bound, early.finish), std::cmp::Reverse(node)))
            })
            .max()
            .map(|(_, node)| node.0)
    }
}

/// A search among the critical activities.
struct Critical<'a> {
    schedule: &'a Schedule,
    /// By position: in which search it was last met.
    met: Vec<u32>,
    search: u32,
    /// Transparent positions still to be looked behind.
    open: Vec<usize>,
}

impl<'a> Critical<'a> {
    fn new(schedule: &'a Schedule) -> Self {
        Self { schedule, met: vec![0; schedule.early.len()], search: 0, open: Vec::new() }
    }

    fn is_critical(&self, position: usize) -> bool {
        let node = self.schedule.network.node(position);
        self.schedule.activity(node).is_some_and(|one| one.critical)
    }

    /// The critical activities that decide the start of a critical one, directly or through
    /// transparent ones, each once, by position.
    // LIMIT: transparent nodes between k and m critical activities cost k times m steps, and no
    // memory.
    fn deciding(&mut self, position: usize) -> Vec<usize> {
        let network = &self.schedule.network;
        let from = match self.schedule.early.get(position) {
            Some(Ok(early)) => early.binding_from,
            _ => None,
        };
        let Some(from) = from else {
            return Vec::new();
        };
        self.search += 1;
        let mut found = Vec::new();
        self.open.push(position);
        while let Some(at) = self.open.pop() {
            for link in network.before(at) {
                let before = link.position as usize;
                match self.met.get_mut(before) {
                    Some(mark) if *mark != self.search => *mark = self.search,
                    _ => continue,
                }
                let Some(Ok(early)) = self.schedule.early.get(before) else {
                    continue;
                };
                // What ends earlier cannot decide, and neither can anything behind it.
                if early.bound < from {
                    continue;
                }
                if !network.at(before).is_some_and(|one| one.applicable) {
                    self.open.push(before);
                } else if self.is_critical(before) {
                    found.push(before);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// How many paths there are, and the positions at which they end.
    fn count(&mut self) -> (u64, Vec<usize>) {
        let positions = self.met.len();
        let mut ways: Vec<u64> = vec![0; positions];
        let mut goes_on = vec![false; positions];
        for position in 0..positions {
            if !self.is_critical(position) {
                continue;
            }
            let deciding = self.deciding(position);
            let mut sum: u64 = u64::from(deciding.is_empty());
            for before in deciding {
                sum = sum.saturating_add(ways.get(before).copied().unwrap_or(0));
                if let Some(mark) = goes_on.get_mut(before) {
                    *mark = true;
                }
            }
            if let Some(slot) = ways.get_mut(position) {
                *slot = sum;
            }
        }
        let ends: Vec<usize> = (0..positions)
            .filter(|&position| self.is_critical(position))
            .filter(|&position| goes_on.get(position) == Some(&false))
            .collect();
        let count =
            ends.iter().filter_map(|&end| ways.get(end)).fold(0_u64, |sum, &more| sum.saturating_add(more));
        (count, ends)
    }

    /// At most `limit` paths, from their ends back.
    fn list(&mut self, ends: &[usize], limit: usize) -> Vec<Vec<usize>> {
        let mut paths = Vec::new();
        for &end in ends {
            // Each level holds a position and those before it that are still to be tried.
            let mut levels = vec![(end, self.deciding(end), false)];
            while let Some((_, before, tried)) = levels.last_mut() {
                if paths.len() == limit {
                    return paths;
                }
                if let Some(next) = before.pop() {
                    *tried = true;
                    let deciding = self.deciding(next);
                    levels.push((next, deciding, false));
                    continue;
                }
                if !*tried {
                    let nodes = levels.iter().rev();
                    let network = &self.schedule.network;
                    paths.push(nodes.map(|(at, ..)| network.node(*at)).collect());
                }
                levels.pop();
            }
        }
        paths
    }
}
