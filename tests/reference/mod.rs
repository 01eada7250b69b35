//! The slow, obvious reference judge: verdicts from the table alone, over a plain model of tiny
//! procedures and short histories. It shares no code with the engine; it knows no `.rules` text
//! beyond what it writes itself. Its readings of the table are listed in `README.md` beside it.

pub(crate) mod adapter;
pub(crate) mod cells;
pub(crate) mod closing;
pub(crate) mod condition;
pub(crate) mod day;
pub(crate) mod dossier;
pub(crate) mod duties;
pub(crate) mod generate;
pub(crate) mod judge;
pub(crate) mod lights;
pub(crate) mod metered;
pub(crate) mod readings;
pub(crate) mod recurring;
pub(crate) mod refining;
pub(crate) mod register;
pub(crate) mod rows;
mod scenarios;
pub(crate) mod sight;
pub(crate) mod table;
pub(crate) mod tasks;
pub(crate) mod text;
pub(crate) mod verdict;
pub(crate) mod voices;
pub(crate) mod world;
