//! Data paths: where in a dossier something stands.

use smol_str::SmolStr;
use std::fmt;

/// A path such as `records[2].finish`, in the English keys whatever the file uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataPath(pub Vec<PathPart>);

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPart {
    /// A key.
    Key(SmolStr),
    /// A position in a list, from 0.
    Index(u32),
}

impl DataPath {
    /// The path of a top-level key.
    #[must_use]
    pub fn key(key: impl Into<SmolStr>) -> Self {
        Self(vec![PathPart::Key(key.into())])
    }

    /// The path of a key below.
    #[must_use]
    pub fn then(mut self, key: impl Into<SmolStr>) -> Self {
        self.0.push(PathPart::Key(key.into()));
        self
    }

    /// The path of a list element below.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.0.push(PathPart::Index(u32::try_from(index).unwrap_or(u32::MAX)));
        self
    }
}

impl fmt::Display for DataPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, part) in self.0.iter().enumerate() {
            match part {
                PathPart::Key(key) if position == 0 => f.write_str(key)?,
                PathPart::Key(key) => write!(f, ".{key}")?,
                PathPart::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
