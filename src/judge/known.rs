//! What is known of a value: given, none, unknown, or still to come.

use crate::calendar::{Moment, Period};
use crate::model::Value;
use crate::quantity::Decimal;

/// What is known of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// It is given.
    Is(T),
    /// There is none, and that is known.
    None,
    /// It is a fact of the past that is not on file.
    Missing,
    /// The future decides.
    Open,
    /// It would have to be computed and cannot be: a division by nought. Neither known nor none.
    Undefined,
}

impl<T> Known<T> {
    /// The value, where it is given.
    pub fn is(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::None | Self::Missing | Self::Open | Self::Undefined => None,
        }
    }

    /// Another value in the same state of knowledge.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Is(value) => Known::Is(f(value)),
            Self::None => Known::None,
            Self::Missing => Known::Missing,
            Self::Open => Known::Open,
            Self::Undefined => Known::Undefined,
        }
    }

    /// The state of knowledge alone.
    pub fn state(&self) -> KnownState {
        match self {
            Self::Is(_) => KnownState::Given,
            Self::None => KnownState::None,
            Self::Missing => KnownState::Missing,
            Self::Open => KnownState::Open,
            Self::Undefined => KnownState::Undefined,
        }
    }
}

/// A state of knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KnownState {
    /// Given.
    Given,
    /// Known to be none.
    None,
    /// A past fact that is not on file.
    Missing,
    /// The future decides.
    Open,
    /// It cannot be computed.
    Undefined,
}

/// A truth value: two unknowns are told apart, because one makes 缺证 and the other 待办.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tri {
    /// True for every value of what is unknown.
    True,
    /// False for every value of what is unknown.
    False,
    /// It depends on a past fact that is not on file.
    Missing,
    /// It depends on the future alone.
    Open,
}

impl Tri {
    /// Of a known truth.
    #[must_use]
    pub fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    /// Whether it is decided.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(self, Self::True | Self::False)
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, one) | (one, Self::True) => one,
            (Self::Missing, _) | (_, Self::Missing) => Self::Missing,
            (Self::Open, Self::Open) => Self::Open,
        }
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// The opposite.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!` would read as Boolean negation, and this is not Boolean"
    )]
    pub fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown => unknown,
        }
    }
}

/// A value as conditions compare it; borrowed from the dossier or the rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// 是否
    Bool(bool),
    /// A number or a quantity in its base unit.
    Number(Decimal),
    /// 文本
    Text(&'a str),
    /// 日期, 时间
    Moment(Moment),
    /// A member of an enumeration or an outcome, by position.
    Member(u16),
    /// 历时
    Period(Period),
}

impl<'a> Scalar<'a> {
    /// Of a value that is no list and no record.
    #[must_use]
    pub fn of(value: &'a Value) -> Option<Self> {
        Some(match value {
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(number) => Self::Number(*number),
            Value::Text(text) => Self::Text(text),
            Value::Moment(moment) => Self::Moment(*moment),
            Value::Member(member) => Self::Member(*member),
            Value::Period(period) => Self::Period(*period),
            Value::List(_) | Value::Record(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Tri::{self, False, Missing, Open, True};

    #[test]
    fn connectives_follow_their_tables() {
        let all = [True, False, Missing, Open];
        for a in all {
            assert_eq!(a.and(False), False);
            assert_eq!(a.and(True), a);
            assert_eq!(a.or(True), True);
            assert_eq!(a.or(False), a);
            for b in all {
                assert_eq!(a.and(b), b.and(a));
                assert_eq!(a.or(b), Tri::not(a.not().and(b.not())));
            }
        }
        assert_eq!(Missing.and(Open), Missing);
    }
}
