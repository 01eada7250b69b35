//! A plan along the days for a terminal.
//!
//! INVARIANT: bars are made of ASCII alone: block and line characters are one column wide in some Chinese
//! terminals and two in others. No line is wider than asked for. Without colour nothing is lost.

use super::chosen;
use crate::calendar::Date;
use crate::report::chart::{Chart, ClockRow, Days, Row, Scale, State, short};
use crate::report::{Ink, Style};
use crate::text::display_width;
use std::fmt::Write as _;

/// LIMIT: so many rows.
const ROWS: usize = 200;
/// LIMIT: so many make-up days are named.
const NAMED: usize = 6;

/// One plan in `width` columns (at least 40); empty where nothing has a date.
#[must_use]
pub fn terminal(chart: &Chart, width: usize, style: Style) -> String {
    let Some(days) = &chart.days else { return String::new() };
    let width = width.clamp(40, 400);
    let (rows, left) = chosen(chart, ROWS);
    let rows: Vec<(String, &Row)> = rows
        .into_iter()
        .filter_map(|at| chart.rows.get(at))
        .map(|row| (format!("{}{}", "  ".repeat(usize::from(row.depth.min(4))), row.name), row))
        .collect();
    let clocks: Vec<(String, &ClockRow)> =
        chart.clocks.iter().map(|clock| (tail(&clock.id), clock)).collect();
    let names = rows.iter().map(|(name, _)| name).chain(clocks.iter().map(|(name, _)| name));
    let widest = names.map(|name| display_width(name)).max().unwrap_or(0);
    let room = widest.clamp(4, (width / 3).max(12));
    let grid = Grid::new(chart, days, width - room - 1);
    let mut out = String::new();
    for line in grid.heads() {
        let _ = writeln!(out, "{}", format!("{}{line}", " ".repeat(room + 1)).trim_end());
    }
    let mut put = |name: &str, cells: &str| {
        let name = short(name, room);
        let blank = " ".repeat(room.saturating_sub(display_width(&name)) + 1);
        let _ = writeln!(out, "{}", format!("{name}{blank}{cells}").trim_end());
    };
    for (name, row) in &rows {
        match &row.no_date {
            // Nothing can be drawn: why not stands in its place.
            Some(why) if row.early.is_none() => put(name, &short(&format!("? {why}"), width - room - 1)),
            _ => put(name, &inked(&grid.row(row), style)),
        }
    }
    for (name, clock) in &clocks {
        put(name, &inked(&grid.clock(clock), style));
    }
    below(&mut out, chart, &grid, left, (width, style));
    out
}

/// The last two parts of an id.
fn tail(id: &str) -> String {
    let mut parts: Vec<&str> = id.rsplit('/').take(2).collect();
    parts.reverse();
    parts.join("/")
}

/// The legend, how much a cell is, the make-up days, what is left out.
fn below(out: &mut String, chart: &Chart, grid: &Grid<'_>, left: usize, (width, style): (usize, Style)) {
    let pick = |zh, en| chart.pick(zh, en);
    let dated = chart.as_of.is_some();
    let signs = [
        (dated, "x", pick("已办", "done")),
        (true, "#", pick("关键", "critical")),
        (true, "=", pick("其余", "other")),
        (true, "-", pick("时差", "float")),
        (true, "[]", pick("一组", "group")),
        (grid.each == 1, ".", pick("休息日", "rest day")),
        (grid.days.unpublished.is_some(), "?", pick("日历未公布", "not published")),
        (dated, "|", pick("截至日", "as of")),
        (dated, "p", pick("原计划完成", "planned finish")),
        (chart.clocks.iter().any(|clock| !clock.off.is_empty()), "/", pick("停止计时", "clock stopped")),
        (chart.clocks.iter().any(|clock| clock.due.is_some()), "!", pick("届满", "due")),
    ];
    let scale = match grid.each {
        1 => pick("一格一日", "a cell is a day").to_owned(),
        each => format!("{} {each} {}", pick("一格", "a cell is"), pick("日", "days")),
    };
    let shown = signs.iter().filter(|(shown, ..)| *shown);
    let legend = shown.map(|(_, sign, word)| format!("{sign} {word}")).chain([format!("({scale})")]);
    filled(out, legend, width, style);
    let make_up = &grid.days.make_up;
    if !make_up.is_empty() {
        let named = make_up.iter().take(NAMED).map(|(day, name)| format!("{day} {name}"));
        let more = (make_up.len() > NAMED).then(|| format!("+{}", make_up.len() - NAMED));
        let head = pick("调休上班：", "worked to make up:").to_owned();
        filled(out, [head].into_iter().chain(named).chain(more), width, style);
    }
    if left > 0 {
        let _ = writeln!(out, "{} {left}", pick("图中略去的步骤：", "steps left out of the picture:"));
    }
}

/// Words side by side, in lines of at most `width` columns.
fn filled(out: &mut String, words: impl Iterator<Item = String>, width: usize, style: Style) {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && display_width(&line) + 2 + display_width(&word) > width {
            let _ = writeln!(out, "{}", style.ink(Ink::Dim, &line));
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { "  " });
        line.push_str(&word);
    }
    let _ = writeln!(out, "{}", style.ink(Ink::Dim, &line));
}

/// What a cell shows: the sign, and how it is coloured.
type Cell = (char, Option<Ink>);

/// The cells of the axis.
struct Grid<'c> {
    days: &'c Days,
    scale: Scale,
    /// Days a cell.
    each: i32,
    cells: usize,
    /// What stands behind every row.
    ground: Vec<Cell>,
    as_of: Option<Date>,
}

impl<'c> Grid<'c> {
    fn new(chart: &Chart, days: &'c Days, room: usize) -> Self {
        let count = days.count();
        let most = i32::try_from(room).unwrap_or(i32::MAX).max(1);
        let fits = |each: &i32| count.div_euclid(*each) + i32::from(count.rem_euclid(*each) > 0) <= most;
        let each = [1, 2, 3, 4, 5, 7, 14, 28].into_iter().find(fits).unwrap_or(count / most + 1);
        let cells = (count.div_euclid(each) + i32::from(count.rem_euclid(each) > 0)).unsigned_abs() as usize;
        let scale = Scale::new(days, f64::from(count) / f64::from(each), 3.0);
        let mut grid =
            Self { days, scale, each, cells, ground: vec![(' ', None); cells], as_of: chart.as_of };
        for run in days.rest.iter().filter(|_| each == 1) {
            let (from, to) = (grid.at(run.first), grid.at(run.last));
            grid.ground.iter_mut().take(to + 1).skip(from).for_each(|cell| *cell = ('.', Some(Ink::Dim)));
        }
        if let Some(day) = days.unpublished {
            let from = grid.at(day);
            grid.ground.iter_mut().skip(from).for_each(|cell| *cell = ('?', Some(Ink::Dim)));
        }
        if let Some(day) = chart.as_of {
            let at = grid.at(day);
            grid.ground.iter_mut().skip(at).take(1).for_each(|cell| *cell = ('|', Some(Ink::Good)));
        }
        grid
    }

    fn at(&self, day: Date) -> usize {
        let cell = self.scale.offset(day).min(self.scale.days - 1) / self.each;
        usize::try_from(cell).unwrap_or(0)
    }

    /// The words over the days: months, then days.
    fn heads(&self) -> [String; 2] {
        let (mut upper, mut lower) = (String::new(), String::new());
        let put = |line: &mut String, at: usize, word: &str| {
            let free = line.is_empty() || line.len() < at;
            if free && !word.is_empty() && at + word.len() <= self.cells {
                line.push_str(&" ".repeat(at.saturating_sub(line.len())));
                line.push_str(word);
            }
        };
        for tick in self.scale.ticks() {
            let at = self.at(tick.day);
            put(&mut upper, at, tick.coarse.as_deref().unwrap_or_default());
            put(&mut lower, at, &tick.fine);
        }
        [upper, lower]
    }

    fn fill(&self, cells: &mut [Cell], from: Date, to: Date, cell: Cell) {
        let (from, to) = (self.at(from), self.at(to));
        cells.iter_mut().take(to + 1).skip(from).for_each(|slot| *slot = cell);
    }

    fn row(&self, row: &Row) -> Vec<Cell> {
        let mut cells = self.ground.clone();
        let Some(bar) = row.early else { return cells };
        if row.is_group() {
            let short = self.at(bar.start) == self.at(bar.finish);
            self.fill(&mut cells, bar.start, bar.start, ('[', None));
            self.fill(&mut cells, bar.finish, bar.finish, (if short { 'I' } else { ']' }, None));
            return cells;
        }
        let late = row.late.filter(|late| row.state != State::Finished && late.finish > bar.finish);
        if let Some(late) = late {
            self.fill(&mut cells, bar.finish, late.finish, ('-', None));
        }
        let ahead = if row.critical { ('#', Some(Ink::Warn)) } else { ('=', None) };
        let done = ('x', Some(Ink::Dim));
        match (row.state, self.as_of) {
            (State::Finished, _) => self.fill(&mut cells, bar.start, bar.finish, done),
            (State::Open, Some(as_of)) => {
                self.fill(&mut cells, bar.start, bar.finish, ahead);
                self.fill(&mut cells, bar.start, as_of.min(bar.finish), done);
            }
            _ => self.fill(&mut cells, bar.start, bar.finish, ahead),
        }
        if let Some(planned) =
            row.planned.filter(|plan| plan.finish != bar.finish && row.actual_start.is_some())
        {
            self.fill(&mut cells, planned.finish, planned.finish, ('p', None));
        }
        cells
    }

    fn clock(&self, clock: &ClockRow) -> Vec<Cell> {
        let mut cells = self.ground.clone();
        let end = clock.due.or(self.as_of).unwrap_or(clock.from).max(clock.from);
        self.fill(&mut cells, clock.from, end, ('=', None));
        for (from, to) in &clock.off {
            self.fill(&mut cells, *from, *to, ('/', Some(Ink::Dim)));
        }
        if let Some(due) = clock.due {
            self.fill(&mut cells, due, due, ('!', Some(Ink::Bad)));
        }
        cells
    }
}

/// The cells as text; neighbours of one colour are coloured once.
fn inked(cells: &[Cell], style: Style) -> String {
    let mut out = String::new();
    for run in cells.chunk_by(|(_, one), (_, other)| one == other) {
        let text: String = run.iter().map(|(sign, _)| sign).collect();
        match run.first().and_then(|(_, ink)| *ink) {
            Some(ink) => out.push_str(&style.ink(ink, &text)),
            None => out.push_str(&text),
        }
    }
    out
}
