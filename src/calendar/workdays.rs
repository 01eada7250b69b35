//! Which days are worked: the statutory calendar with its layers, counted in constant time.
//!
//! A [`WorkdayCalendar`] is the week (Monday to Friday) corrected by dated entries, over a covered range of
//! days. Two tables answer every question: the number of working days before each day (rank) and the list of
//! working days (select).
//!
//! Invariants: a question is answered only from covered days, else it is [`BeyondCalendar`]; a calendar is
//! never changed, a layer makes a new one with a new version. Deliberately absent: hours of work, half
//! days, calendars that depend on who asks.

use super::date::Date;
use super::layer::{CalendarLayer, LayerError};
use super::table::{Entry, Table};
use std::fmt;
use std::sync::Arc;

/// The working days of a jurisdiction over a covered range. Cheap to clone; immutable.
#[derive(Clone)]
pub struct WorkdayCalendar {
    table: Arc<Table>,
}

/// Days from `first` to `last`, both included. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CoveredRange {
    first: Date,
    last: Date,
}

/// The question needs a day that the calendar does not cover: its holidays are not published.
///
/// Never to be answered by a guess; what depends on it is not proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{asked} is outside the published working days ({first} to {last})")]
pub struct BeyondCalendar {
    /// The day that was needed; when counting runs off the end, the first day it would have needed.
    pub asked: Date,
    /// The first day that is covered.
    pub first: Date,
    /// The last day that is covered.
    pub last: Date,
}

/// What kind of day it is, with the name that the notice gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayKind<'a> {
    /// An ordinary working day.
    Workday,
    /// A day that would be off and is worked to make up for the named holiday (调休上班).
    MakeUpWorkday(&'a str),
    /// Saturday or Sunday, off as every week.
    Weekend,
    /// Off by a notice or a layer, with the name of the holiday (the days moved to it included).
    Holiday(&'a str),
}

/// The entry that decides a day: which layer says what about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarEntry<'a> {
    /// Off, or worked.
    pub off: bool,
    /// The name of the holiday.
    pub name: &'a str,
    /// The name of the layer; the statutory table of China is `cn`.
    pub layer: &'a str,
}

impl CoveredRange {
    /// The days from `first` to `last`; `None` if `last` is earlier.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    pub(super) const fn only(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// These days and the ones after them through `last`.
    pub(super) fn extended_to(self, last: Date) -> Self {
        Self { first: self.first, last: self.last.max(last) }
    }

    /// The first day.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day, included.
    pub const fn last(self) -> Date {
        self.last
    }

    /// Whether `date` is one of the days.
    pub fn contains(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }
}

impl fmt::Display for CoveredRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

impl DayKind<'_> {
    /// Whether the day is worked.
    pub const fn is_workday(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUpWorkday(_))
    }
}

impl WorkdayCalendar {
    /// The statutory working days of China, from 2007-01-01 to the end of the last published year.
    ///
    /// Source: the State Council's yearly notices ([`WorkdayCalendar::notices`]).
    pub fn china() -> Self {
        Self { table: super::china::table() }
    }

    /// A calendar of one layer, which must say what it covers; Monday to Friday are worked otherwise.
    ///
    /// # Errors
    /// [`LayerError`] if an entry stands twice or is not covered, or nothing is covered.
    pub fn from_layer(layer: &CalendarLayer) -> Result<Self, LayerError> {
        Ok(Self { table: Arc::new(Table::bottom(layer)?) })
    }

    /// This calendar with `layer` over it; where both speak of a day, the layer decides.
    ///
    /// A layer with `covers` also publishes days: they must continue the ones published so far.
    ///
    /// # Errors
    /// [`LayerError`] if an entry stands twice or lies outside the covered days, or `covers` leaves a gap.
    pub fn with_layer(&self, layer: &CalendarLayer) -> Result<Self, LayerError> {
        Ok(Self { table: Arc::new(self.table.with_layer(layer)?) })
    }

    /// This calendar continued to `through` by weekends alone, each such day marked as assumed (推定).
    ///
    /// Published days stay as they are. A `through` that is already covered changes nothing.
    #[must_use]
    pub fn assuming_weekends(&self, through: Date) -> Self {
        Self { table: Arc::new(self.table.assuming_weekends(through)) }
    }

    /// A name for exactly this calendar: its parts, and the first 12 hexadecimal digits of the SHA-256 of its
    /// table, such as `cn-2007..2026/0123456789ab`. The same days and names give the same version.
    pub fn version(&self) -> &str {
        self.table.version()
    }

    /// The days that published notices decide.
    pub fn published(&self) -> CoveredRange {
        self.table.published()
    }

    /// The days that questions are answered for: the published ones and, after them, the assumed ones.
    pub fn covered(&self) -> CoveredRange {
        self.table.covered()
    }

    /// Whether all days of `year` are published.
    pub fn is_year_published(&self, year: i32) -> bool {
        let (first, last) = (Date::from_ymd(year, 1, 1), Date::year_end(year));
        let published = self.published();
        first.zip(last).is_some_and(|(first, last)| published.contains(first) && published.contains(last))
    }

    /// Whether `date` lies after the published days and is taken from the week alone (推定).
    pub fn is_assumed(&self, date: Date) -> bool {
        date > self.published().last && self.covered().contains(date)
    }

    /// Whether a later notice may still change `date`: 25 to 31 December of the last published year, which the
    /// next year's notice may decide with its New Year.
    pub fn is_provisional(&self, date: Date) -> bool {
        self.may_change_between(date, date)
    }

    /// Whether one of the days from `first` to `last` is provisional.
    pub(super) fn may_change_between(&self, first: Date, last: Date) -> bool {
        first <= self.published().last && self.table.provisional_from().is_some_and(|from| last >= from)
    }

    /// The notices behind the calendar, by year: where each is published. Layers add theirs.
    pub fn notices(&self) -> impl Iterator<Item = (i32, &str)> {
        self.table.notices().iter().map(|(year, address)| (*year, address.as_str()))
    }

    /// What kind of day `date` is.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if `date` is not covered.
    pub fn day_kind(&self, date: Date) -> Result<DayKind<'_>, BeyondCalendar> {
        let worked = self.is_workday(date)?;
        let name = self.table.entry(date).map(Entry::name);
        Ok(match (worked, name) {
            // A notice may name a Monday as worked (2020-02-03); nothing is made up for by it.
            (true, Some(name)) if self.table.is_make_up(date) => DayKind::MakeUpWorkday(name),
            (true, _) => DayKind::Workday,
            (false, Some(name)) => DayKind::Holiday(name),
            (false, None) => DayKind::Weekend,
        })
    }

    /// The entry that decides `date`, if any does; without one the day follows the week.
    pub fn entry(&self, date: Date) -> Option<CalendarEntry<'_>> {
        let entry = self.table.entry(date)?;
        Some(CalendarEntry { off: entry.is_off(), name: entry.name(), layer: self.table.layer_name(entry) })
    }

    /// Whether `date` is a working day.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if `date` is not covered.
    pub fn is_workday(&self, date: Date) -> Result<bool, BeyondCalendar> {
        Ok(self.rank(date)? > self.rank_before(date)?)
    }

    /// The `n`-th working day after `date`, which itself is not counted; before it, if `n` is negative.
    ///
    /// `n = 0` gives `date` itself, worked or not, and asks the calendar nothing.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if one of the days counted over, or the answer, is not covered.
    pub fn add_workdays(&self, date: Date, n: i64) -> Result<Date, BeyondCalendar> {
        let steps = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
        if n == 0 {
            Ok(date)
        } else if n > 0 {
            let index = to_index(self.rank(date)?).saturating_add(steps - 1);
            self.table.workday(index).ok_or_else(|| self.past_the_end())
        } else {
            let before = to_index(self.rank_before(date)?);
            let index = before.checked_sub(steps).ok_or_else(|| self.before_the_start())?;
            self.table.workday(index).ok_or_else(|| self.past_the_end())
        }
    }

    /// The number of working days after `after` up to and including `through`.
    ///
    /// Negative if `through` is the earlier one: `count_workdays(a, b) == -count_workdays(b, a)`.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if one of the days counted is not covered.
    pub fn count_workdays(&self, after: Date, through: Date) -> Result<i64, BeyondCalendar> {
        Ok(i64::from(self.rank(through)?) - i64::from(self.rank(after)?))
    }

    /// `date` if it is worked, else the next working day.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if one of the days looked at is not covered.
    pub fn next_workday_on_or_after(&self, date: Date) -> Result<Date, BeyondCalendar> {
        let index = to_index(self.rank_before(date)?);
        self.table.workday(index).ok_or_else(|| self.past_the_end())
    }

    /// `date` if it is worked, else the last working day before it.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if one of the days looked at is not covered.
    pub fn previous_workday_on_or_before(&self, date: Date) -> Result<Date, BeyondCalendar> {
        let through = to_index(self.rank(date)?);
        let index = through.checked_sub(1).ok_or_else(|| self.before_the_start())?;
        self.table.workday(index).ok_or_else(|| self.past_the_end())
    }

    /// The position of `date` among the working days: how many lie from the first covered day through `date`.
    /// With [`WorkdayCalendar::workday_at`] it lets a schedule compute on plain numbers.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if `date` is not covered (the day before the first one gives 0).
    pub fn workdays_through(&self, date: Date) -> Result<u32, BeyondCalendar> {
        self.rank(date)
    }

    /// The working day at `position`, from 1 (the first covered one); `None` outside the calendar.
    /// For a working day, `workday_at(workdays_through(d)) == d`.
    pub fn workday_at(&self, position: u32) -> Option<Date> {
        self.table.workday(to_index(position.checked_sub(1)?))
    }

    /// The tables themselves, for passes that ask them millions of times: the first covered day, the
    /// working days before each covered day and through the last, and the working days.
    pub(crate) fn tables(&self) -> (i32, &[u32], &[Date]) {
        self.table.tables()
    }

    /// The first of the days that a later notice may still change.
    pub(crate) fn provisional_from(&self) -> Option<Date> {
        self.table.provisional_from()
    }

    /// Every covered day after `after` up to and including `through`, with its kind, by date.
    pub fn days(&self, after: Date, through: Date) -> impl Iterator<Item = (Date, DayKind<'_>)> {
        let covered = self.covered();
        let first = after.days().saturating_add(1).max(covered.first.days());
        let last = through.days().min(covered.last.days());
        (first..=last).filter_map(move |day| {
            let date = Date::from_days(day)?;
            Some((date, self.day_kind(date).ok()?))
        })
    }

    /// The rest days after `after` up to and including `through`: what a count of working days leaves out.
    /// Days that are not covered are not listed.
    pub fn skipped(&self, after: Date, through: Date) -> impl Iterator<Item = (Date, DayKind<'_>)> {
        self.days(after, through).filter(|(_, kind)| !kind.is_workday())
    }

    /// The make-up working days after `after` up to and including `through`: what a count of working days
    /// includes though it would be off by the week. Each with the holiday it makes up for.
    pub fn make_up_days(&self, after: Date, through: Date) -> impl Iterator<Item = (Date, &str)> {
        self.days(after, through).filter_map(|(date, kind)| match kind {
            DayKind::MakeUpWorkday(name) => Some((date, name)),
            _ => None,
        })
    }

    /// Working days from the first covered day through `date`; 0 on the day before the first.
    fn rank(&self, date: Date) -> Result<u32, BeyondCalendar> {
        self.table.rank(date.days()).ok_or_else(|| self.beyond(date))
    }

    /// Working days before `date`; defined through the day after the last.
    fn rank_before(&self, date: Date) -> Result<u32, BeyondCalendar> {
        self.table.rank(date.days() - 1).ok_or_else(|| self.beyond(date))
    }

    pub(super) fn beyond(&self, asked: Date) -> BeyondCalendar {
        let CoveredRange { first, last } = self.covered();
        BeyondCalendar { asked, first, last }
    }

    fn past_the_end(&self) -> BeyondCalendar {
        let last = self.covered().last;
        self.beyond(last.plus_days(1).unwrap_or(last))
    }

    fn before_the_start(&self) -> BeyondCalendar {
        let first = self.covered().first;
        self.beyond(first.plus_days(-1).unwrap_or(first))
    }
}

impl fmt::Debug for WorkdayCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WorkdayCalendar").field(&self.version()).finish()
    }
}

impl PartialEq for WorkdayCalendar {
    /// Equal versions: the same days, names and layers.
    fn eq(&self, other: &Self) -> bool {
        self.version() == other.version()
    }
}

impl Eq for WorkdayCalendar {}

/// A count of days fits every platform's index.
fn to_index(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
