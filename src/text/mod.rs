//! Source text: files, spans and places.
//!
//! A [`Span`] is a half-open range of byte offsets in one file; a [`Place`] is what people are
//! told: line and column counted from one, in characters. Offsets become places only when
//! something is printed, through a [`LineIndex`] that is built once a file. Nothing here reads
//! files or knows the language.

mod confusable;
mod digest;
mod line_index;
mod source;
mod span;

pub use confusable::{TextFault, TextFaultKind, display_width, scan_characters};
pub use digest::{Digest, digest};
pub use line_index::{LineIndex, Place};
pub use source::{DecodeFault, Source, SourceMap, decode};
pub use span::{FileId, Span};
