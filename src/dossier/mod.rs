//! Submissions: reading, writing, typing against the rules, data paths.
//!
//! INVARIANT: a [`Dossier`] has no unresolved name and no value of a wrong type; everything that
//! is wrong with a file is reported in one run, each fault with its place.
//!
//! Deliberately absent: files, clocks, and any judgement: order between records, lateness and absence are verdicts.

mod acts;
mod case;
mod fault;
mod limits;
mod load;
mod path;
mod read;
mod register;
mod schema;
mod shared;
mod typing;
mod write;

pub use acts::{Acts, Awaited, Conflict, ConflictKind, Ended, Origins, Stop, Taken};
pub use case::*;
pub(crate) use fault::nearest;
pub use fault::{Fault, Spot};
pub use limits::Limits;
pub use load::{
    DossierErrors, Format, Heading, heading, read_dossier, read_dossier_line, read_dossier_sharing,
    read_dossier_within, read_submission_sharing,
};
pub use path::{DataPath, PathPart};
pub use read::{PlacedText, place, place_all};
pub use register::{Entries, Entry};
pub(crate) use schema::said;
pub use schema::{SCHEMA, schema};
pub use shared::{Gathered, SharedFacts, read_shared};
pub(crate) use typing::type_sharing;
pub use typing::{read_period, split_entry, type_dossier, type_scenario};
pub use write::{append_events, write_submission};
