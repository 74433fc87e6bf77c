"""The rule of statuses, case by case: the table in ``status_cases.csv`` is the specification."""

import csv
from pathlib import Path

import pytest

from naive_status import naive_chance, naive_required, naive_status
from status_cases import TABLE, Case, all_cases
from wijkpeil.methods.status import judge

CASES = all_cases()


def written(number: object) -> str:
    """A number as the table has it."""
    return f"{float(str(number)) if isinstance(number, str) else float(number):.4f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_its_status_and_its_reason(case: Case) -> None:
    found = judge(case.course, case.figures, case.as_of)
    assert (found.status, found.reason) == (case.row["status"], case.row["reason"])
    assert ("" if found.required is None else written(found.required)) == case.row["required"]
    assert ("" if found.share is None else written(found.share)) == case.row["share"]
    assert ("" if found.probability is None else f"{found.probability:.3f}") == case.row["chance"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_implementation_gives_the_same(case: Case) -> None:
    assert naive_status(case) == (case.row["status"], case.row["reason"])
    found = judge(case.course, case.figures, case.as_of)
    if found.reason in ("on-path", "short", "wrong-way", "nothing-required"):
        assert found.figure is not None
        assert written(naive_required(case, found.start, found.figure.on)) == case.row["required"]
    if case.row["chance"]:
        point = found.leaning or found.status
        seen = [one for one in case.figures if one.on <= case.as_of]
        assert f"{naive_chance(case, found.figure, seen, point, found.reason):.3f}" == case.row["chance"]


def test_the_table_has_every_status_and_every_reason() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 60
    statuses = "achieved on-track behind off-track moving-away uncertain too-early not-measured not-measurable withheld"
    assert {row["status"] for row in rows} == set(statuses.split())
    reasons = (
        "no-figure no-figure-of-the-term figure-before-term series-broken "
        "suppressed start-alone no-start nothing-required no-term reached "
        "reached-early holds fell-through on-path short wrong-way missed year-reached year-missed"
    )
    assert {row["reason"] for row in rows} == set(reasons.split())
    assert len({(row["group"], row["case"]) for row in rows}) == len(rows)


def test_the_table_stands_in_the_docs(project: Path) -> None:
    from status_table import table

    assert table() in (project / "docs" / "status.md").read_text(encoding="utf-8")
