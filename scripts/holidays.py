#!/usr/bin/env python3
"""Write the statutory working-day table of China.

    python3 scripts/holidays.py JSON_DIR [-o src/calendar/china/table.txt]

JSON_DIR holds one `<year>.json` a year in the layout of the public data set
NateScarlet/holiday-cn (MIT): {"year", "papers": [url...],
"days": [{"name", "date", "isOffDay"}...]}. Only facts are taken from it: which
day is off or worked, what the notice calls it, where the notice is published.

To take in a new notice: put its `<year>.json` beside the others, run this
script, run the tests. Standard library only; the same input gives the same bytes.

What it takes care of:
* All files are merged before anything is written: a day of late December may be
  decided by the file of the next year. Where two files decide one day
  differently, the later one wins, and the script says so on standard error.
* A file without days is a year that is not published, never one without holidays.
* The years must be consecutive. A day before the first year is dropped: the rest
  of its year is not known.
"""

import argparse
import datetime
import json
import pathlib
import re
import sys

HEADER = """\
# Statutory working days of China: the exceptions from Monday to Friday.
# Written by scripts/holidays.py; do not edit. Facts of the State Council's yearly notices,
# taken from the data set NateScarlet/holiday-cn (MIT).
#   covers FIRST..LAST         every other day in between follows the week
#   notice YEAR URL            where the notice for that year is published
#   DATE off NAME | DATE work NAME
"""


def read_years(folder):
    """The files of `folder` that are named by a year, published ones only, by year."""
    years = {}
    for path in sorted(folder.iterdir()):
        if not re.fullmatch(r"\d{4}\.json", path.name):
            continue
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["year"] != int(path.stem):
            sys.exit(f"{path}: holds the year {content['year']}")
        if content["days"]:
            years[content["year"]] = content
    if not years:
        sys.exit(f"{folder}: no published year")
    if list(years) != list(range(min(years), max(years) + 1)):
        sys.exit(f"{folder}: the years are not consecutive: {list(years)}")
    return years


def merge(years):
    """All days of all files by date; the later file wins."""
    days = {}
    for year, content in years.items():
        for day in content["days"]:
            date = datetime.date.fromisoformat(day["date"])
            entry = ("off" if day["isOffDay"] else "work", day["name"].strip())
            before = days.get(date)
            if before is not None and before[0] != entry[0]:
                print(f"{date}: {before} becomes {entry} by {year}.json", file=sys.stderr)
            days[date] = entry
    return days


def render(years, days):
    first, last = datetime.date(min(years), 1, 1), datetime.date(max(years), 12, 31)
    yield HEADER.rstrip("\n")
    yield f"covers {first}..{last}"
    for year, content in years.items():
        for url in content["papers"]:
            yield f"notice {year} {url}"
    for date, (kind, name) in sorted(days.items()):
        if date < first:
            print(f"{date} {kind} {name}: before the first year, dropped", file=sys.stderr)
        elif date > last:
            sys.exit(f"{date}: after the last published year")
        else:
            yield f"{date} {kind} {name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, help="default: standard output")
    arguments = parser.parse_args()
    years = read_years(arguments.folder)
    text = "\n".join(render(years, merge(years))) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
