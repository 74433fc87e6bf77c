"""The cases of the rule of statuses: the table that is the specification, read for the rule and for its naive twin."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from wijkpeil.methods.path import Point
from wijkpeil.methods.status import Course, Figure

TABLE = Path(__file__).resolve().parent / "spec" / "status_cases.csv"
_VALUE = re.compile(r"(?P<value>-?[\d.]+)(?: \[(?P<lower>-?[\d.]+), (?P<upper>-?[\d.]+)\])?$")


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    name: str
    row: dict[str, str]
    course: Course
    figures: tuple[Figure, ...]
    as_of: date


def _figure(day: date, text: str) -> Figure:
    found = _VALUE.match(text)
    if found is None:
        return Figure(on=day, value=None, status=text)  # type: ignore[arg-type]
    ends = {end: Fraction(found[end]) for end in ("lower", "upper") if found[end] is not None}
    return Figure(on=day, value=Fraction(found["value"]), **ends)


def _figures(text: str) -> tuple[Figure, ...]:
    parts = [part.strip().split(" ", 1) for part in text.split(";") if part.strip()]
    return tuple(_figure(date.fromisoformat(day), value) for day, value in parts)


def _options(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in filter(None, text.split("; ")):
        word, _, rest = part.partition(" ")
        if word in ("steps", "along"):
            day, number = rest.split(" ")
            found["shape"] = "stepped" if word == "steps" else "own"
            found["milestones"] = (Point(date.fromisoformat(day), Fraction(number)),)
        elif word == "break":
            found["breaks"] = (*found.get("breaks", ()), date.fromisoformat(rest))
        elif word == "tolerance":
            found["tolerance"] = Fraction(rest)
        else:
            found[word.replace("-", "_")] = True
    return found


def _case(number: int, row: dict[str, str]) -> Case:
    on = date.fromisoformat(row["start_on"]) if row["start_on"] else None
    course = Course(
        relation=row["relation"],  # type: ignore[arg-type]
        bound=Fraction(row["bound"]),
        start=_figure(on or date.min, row["start"]) if row["start"] else None,
        start_on=on,
        deadline=date.fromisoformat(row["term"]) if row["term"] else None,
        **_options(row["options"]),
    )
    return Case(
        f"{number}: {row['group']}, {row['case']}",
        row,
        course,
        _figures(row["figures"]),
        date.fromisoformat(row["as_of"]),
    )


def all_cases() -> list[Case]:
    """Every case, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_case(number, row) for number, row in enumerate(csv.DictReader(file), 1)]
