//! What a text says, with the place of everything: the same for every format.

use std::borrow::Cow;

/// A value with its place, borrowed from the text where that is possible.
#[derive(Clone, Debug)]
pub(in crate::dossier) struct Node<'t> {
    /// What it is.
    pub(in crate::dossier) kind: Kind<'t>,
    /// Offset of its first byte.
    pub(in crate::dossier) start: u32,
    /// Offset after its last byte.
    pub(in crate::dossier) end: u32,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(in crate::dossier) enum Kind<'t> {
    /// `null`, `None`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number in decimal digits, with sign, point and exponent, as written.
    Number(Cow<'t, str>),
    /// A text, its escapes resolved.
    Text(Cow<'t, str>),
    /// A list or a tuple.
    List(Vec<Node<'t>>),
    /// A record, a map or a struct; keys may be doubled.
    Map(Vec<Entry<'t>>),
    /// Reported already, and of no use.
    Bad,
}

/// One key with its value.
#[derive(Clone, Debug)]
pub(in crate::dossier) struct Entry<'t> {
    /// The key.
    pub(in crate::dossier) key: Cow<'t, str>,
    /// Offset of the key's first byte.
    pub(in crate::dossier) key_start: u32,
    /// Offset after its last byte.
    pub(in crate::dossier) key_end: u32,
    /// The value.
    pub(in crate::dossier) value: Node<'t>,
}

impl Kind<'_> {
    /// What it is, for people.
    pub(in crate::dossier) fn describe(&self) -> (&'static str, &'static str) {
        match self {
            Self::Null => ("空值", "nothing"),
            Self::Bool(_) => ("是否", "a yes or no"),
            Self::Number(_) => ("数字", "a number"),
            Self::Text(_) => ("文字", "a text"),
            Self::List(_) => ("列表", "a list"),
            Self::Map(_) => ("一组键值", "a record"),
            Self::Bad => ("无法读取的内容", "something unreadable"),
        }
    }
}
