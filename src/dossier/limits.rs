//! Bounds for dossiers of unknown origin.

/// What a dossier may measure at most; whatever is larger is refused with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of its text.
    pub bytes: usize,
    /// How deep its brackets nest.
    pub depth: u32,
    /// Values in it: texts, numbers, lists and records. Bounds the memory: at the worst, records that say
    /// nothing but their step, about 600 bytes each.
    pub values: usize,
}

impl Default for Limits {
    /// 64 MiB, 128 levels, one million values.
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 128, values: 1_000_000 }
    }
}
