"""The ledger of Rotterdam 2007 against the reference tables and, line by line, against the source itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from making import rows_of
from wijkpeil.loading import read_ledger, read_programme
from wijkpeil.model.base import Text, line_ranges
from wijkpeil.model.programme import Ledger, total_known
from wijkpeil.workflows.monitor import ambition_states, target_states

TABLES = {
    "targets": "targets",
    "ambitions": "city_ambitions",
    "measures": "measures",
    "partners": "partners",
    "requests": "requests_to_government",
    "practices": "good_practices",
    "running_programmes": "ongoing_programmes",
    "instruments": "systems",
}
CORRECTED = {
    ("ambitions", "C3"): "the lines between 466 and 502 are a box about something else",
    ("measures", "m63"): "line 503 ends the sentence about another subject",
    ("targets", "L4d"): "lines 739-741 state the ambition C11 for the whole city, kept as its comparator",
}

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def ledger(rotterdam: Path) -> Ledger:
    return read_ledger(rotterdam)


@pytest.fixture(scope="module")
def tables(reference: Path) -> dict[str, Rows]:
    folder = reference / "rotterdam-2007"
    return {path.stem: [row for row in rows_of(path) if not _is_sum(row)] for path in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def source(reference: Path) -> list[str]:
    text = (reference / "rotterdam-2007" / "source.txt").read_text(encoding="utf-8")
    return ["", *(line.replace("\t", " ").strip() for line in text.split("\n"))]


def _is_sum(row: dict[str, str]) -> bool:
    return next(iter(row.values())).startswith(("SUM", "TOTAL"))


def _lines(text: str) -> set[int]:
    bounds = [[int(number) for number in found.split("-")] for found in re.findall(r"\d+(?:-\d+)?", text)]
    return {line for bound in bounds for line in range(bound[0], bound[-1] + 1)}


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


@pytest.mark.parametrize("register", TABLES)
def test_every_row_is_there_in_order_with_its_lines(register: str, ledger: Ledger, tables: dict[str, Rows]) -> None:
    kept, rows = getattr(ledger, register), tables[TABLES[register]]
    assert len(kept) == len(rows)
    for record, row in zip(kept, rows, strict=True):
        assert "id" not in row or record.id == row["id"]
        stated = _lines(row["lines"] if "lines" in row else row["line"]) | _lines(row.get("repeated_at_lines", ""))
        ours = _lines(record.lines) | _lines(getattr(record, "repeated_lines", ""))
        assert stated <= ours or (register, record.id) in CORRECTED, record.id


def test_the_registers_have_the_sizes_of_the_source(ledger: Ledger) -> None:
    sizes = {field.name: len(getattr(ledger, field.name)) for field in fields(ledger)}
    stated = {"targets": 42, "ambitions": 22, "measures": 63, "partners": 18, "requests": 43, "practices": 9}
    assert stated.items() <= sizes.items()
    assert (sizes["pillars"], sum(theme.main for theme in ledger.themes)) == (4, 5)


def test_targets_carry_the_stated_quantities(ledger: Ledger, tables: dict[str, Rows]) -> None:
    for target, row in zip(ledger.targets, tables["targets"], strict=True):
        found = re.match(r"[\d.]+", row["quantity"])
        if found is None:
            # Back to the average of the city is a gap of nothing, which the table leaves unsaid.
            assert target.bound == (0 if target.id == "I1" else None), target.id
        else:
            assert Decimal(found[0]) in (target.bound, target.baseline), target.id
            assert target.relation is not None
            assert target.unit is not None


def test_targets_carry_the_stated_years(ledger: Ledger, tables: dict[str, Rows]) -> None:
    for target, row in zip(ledger.targets, tables["targets"], strict=True):
        years = re.findall(r"20\d\d", row["deadline"])
        if target.deadline is None:
            assert not years or "implied" in row["deadline"], target.id
        else:
            assert str(target.deadline.year) in years, target.id


def test_ambitions_carry_the_stated_quantities(ledger: Ledger, tables: dict[str, Rows]) -> None:
    for ambition, row in zip(ledger.ambitions, tables["city_ambitions"], strict=True):
        numbers = set(re.findall(r"\d+", row["quantity"])) - {"1990"}
        said = set(re.findall(r"\d+", ambition.sentence.en.replace(",", "")))
        assert numbers <= said | {str(ambition.bound)}, ambition.id


def test_current_values_count_what_the_source_counts(rotterdam: Path) -> None:
    states = target_states(read_programme(rotterdam))
    values = {one.id: one.actual for one in states if one.actual is not None and one.theme != "finance"}
    assert values == {"O2": 5, "O3": Decimal("4.1"), "O4": 11, "V1": 5, "V2": 0, "V4": Decimal("4.1")}


def test_readings_give_the_numbers_that_the_source_and_its_legend_give(rotterdam: Path) -> None:
    states = {one.id: one for one in target_states(read_programme(rotterdam))}
    readings = {reading.id: reading for one in states.values() for reading in one.readings}
    assert (states["O2"].actual, readings["O2-names"].actual) == (5, 4)
    assert (states["V1"].actual, readings["V1-krachtwijken"].actual, readings["V1-names"].actual) == (5, 5, 4)
    assert (states["O4"].actual, readings["O4-inclusive"].actual) == (11, 13)
    below = {"O3": states["O3"].failing, "V4": states["V4"].failing, "city": readings["O3-city"].failing}
    assert {name: len(areas) for name, areas in below.items()} == {"O3": 13, "V4": 13, "city": 13}
    assert all(one.actual < 6 and one.gap == 6 - one.actual for one in states["O3"].failing)
    assert (states["V1"].unknown_areas, states["O2"].unknown_areas) == (42, 0)


def test_every_target_and_ambition_is_stated(ledger: Ledger, rotterdam: Path) -> None:
    stated = (*ledger.targets, *ledger.ambitions)
    assert len(stated) == 64
    assert [one.id for one in stated if one.quantifier is None or one.transformation is None] == []
    assert [one.id for one in stated if one.noun is None and one.indicator is None] == []
    programme = read_programme(rotterdam)
    states = (*target_states(programme), *ambition_states(programme))
    assert all(state.missing or state.status != "not-measurable" for state in states)
    counted = Counter(state.status for state in states[:42])
    assert counted == {"not-measurable": 35, "too-early": 7}
    assert sum(state.checkable for state in states[:42]) == 32
    assert {reading.of for reading in ledger.readings} <= {one.id for one in stated}
    assert all(one.reading is not None for one in stated if one.id in {reading.of for reading in ledger.readings})


def test_measures_and_requests_have_the_stated_kinds(ledger: Ledger, tables: dict[str, Rows]) -> None:
    assert [measure.kind for measure in ledger.measures] == [row["sort"] for row in tables["measures"]]
    for request, row in zip(ledger.requests, tables["requests_to_government"], strict=True):
        kind = row["type"].split(" (")[0].removeprefix("criminal ")
        assert request.kinds == tuple(kind.split("/")), request.id
        assert request.personal_data == ("personal data" in row["type"]), request.id
        assert request.group_targeted == ("group-targeted" in row["type"]), request.id
    assert {request.id: request.amount for request in ledger.requests if request.amount} == {"R01": 507_000_000}


def test_what_would_follow_persons_is_named_and_not_built(ledger: Ledger, tables: dict[str, Rows]) -> None:
    for instrument, row in zip(ledger.instruments, tables["systems"], strict=True):
        assert (instrument.kind == "person-level") == row["what_software_would_do"].startswith("not built")


def _in(ledger: Ledger, budget: str) -> list[Any]:
    return [line for line in ledger.budget_lines if line.budget == budget]


def test_budget_lines_equal_the_table_and_stand_on_their_lines(
    ledger: Ledger, tables: dict[str, Rows], source: list[str]
) -> None:
    rows = tables["budget_by_area"]
    lines = _in(ledger, "extra-effort")
    assert len(lines) == len(rows) == 28
    for line, row in zip(lines, rows, strict=True):
        assert line.amount == Decimal(row["amount_eur"])
        assert (line.name_line, line.amount_line) == (int(row["line_name"]), int(row["line_amount"]))
        name = row["group"] if row["line_item"] in ("", "(none named)") else row["line_item"]
        assert name in source[line.name_line], line.id
        assert f"{line.amount:,}".replace(",", ".") in source[line.amount_line].split(), line.id


def test_association_lines_equal_the_table_and_stand_on_their_lines(
    ledger: Ledger, tables: dict[str, Rows], source: list[str]
) -> None:
    rows = [row for row in tables["housing_associations"] if row["line"] != "1442"]
    lines = _in(ledger, "associations")
    assert [line.amount for line in lines] == [Decimal(row["amount_eur"]) for row in rows]
    assert [line.amount_line for line in lines] == [int(row["line"]) for row in rows]
    assert [line.estimate for line in lines] == ["*" in source[line.amount_line] for line in lines]
    assert all(f"{line.amount:,}".replace(",", ".") in source[line.amount_line] for line in lines)


def test_totals_equal_the_sum_of_their_lines(ledger: Ledger, source: list[str]) -> None:
    for budget, total in zip(ledger.budgets, (507_179_000, 73_500_000), strict=True):
        assert sum(line.amount for line in _in(ledger, budget.id)) == budget.printed_total == total
        printed = f"{total:,}".replace(",", ".")
        assert printed in source[line_ranges(budget.total_lines)[0].first]


def test_areas_of_the_budget_lines_follow_the_crosswalk(ledger: Ledger, tables: dict[str, Rows]) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for row in tables["area_crosswalk"]:
        if row["appendix_row"]:
            code = "3075" if row["appendix_name"] == "Vreewijk" else row["postcode_as_printed"]
            expected[row["budget_line"].split(" (")[0]].add(code)
    expected["Afrikaanderwijk"] = {"3072"}
    for line, row in zip(_in(ledger, "extra-effort"), tables["budget_by_area"], strict=True):
        name = row["group"] if row["line_item"] == "(none named)" else row["line_item"]
        assert set(line.areas) == expected.pop(name, set()), line.id
        assert bool(line.areas) == (line.kind == "area")
        assert bool(line.place) == (line.kind in ("area", "programme-area")), line.id
    assert not expected


def test_running_programmes_state_seven_amounts(ledger: Ledger, tables: dict[str, Rows], source: list[str]) -> None:
    programmes = ledger.running_programmes
    for programme, row in zip(programmes, tables["ongoing_programmes"], strict=True):
        assert programme.amount == (Decimal(row["amount_eur"]) if row["amount_eur"] else None)
        assert programme.kind == ("area" if row["column"].startswith("area") else "sectoral")
        if programme.amount is not None:
            printed = source[line_ranges(programme.lines)[0].first]
            assert f"{programme.amount / 1_000_000:.0f}" in printed
            assert programme.unit_printed == "".join(re.findall("mln|mlj", printed))
    assert total_known(tuple(programme.amount for programme in programmes)) == (782_000_000, 5)


def test_all_lines_lie_within_the_source(ledger: Ledger, source: list[str]) -> None:
    last = len(source) - 1
    for field in fields(ledger):
        for record in getattr(ledger, field.name):
            stated = [part for name in ("lines", "repeated_lines") for part in line_ranges(getattr(record, name, ""))]
            for part in stated:
                assert part.last <= last, record.id
                assert source[part.first], f"{record.id}: line {part.first} is empty"
                assert source[part.last], f"{record.id}: line {part.last} is empty"


def test_texts_are_not_the_sentences_of_the_source(ledger: Ledger, source: list[str]) -> None:
    size = 8
    words = re.findall(r"\w+", re.sub(r"-\n+", "", "\n".join(source)).lower())
    theirs = {tuple(words[place : place + size]) for place in range(len(words) - size + 1)}
    for field in fields(ledger):
        for text in _texts(getattr(ledger, field.name)):
            ours = re.findall(r"\w+", text.nl.lower())
            assert not {tuple(ours[place : place + size]) for place in range(len(ours) - size + 1)} & theirs, text.nl


def test_both_languages_say_the_same_numbers(ledger: Ledger) -> None:
    for field in fields(ledger):
        for text in _texts(getattr(ledger, field.name)):
            dutch, english = (
                re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", words)) for words in (text.nl, text.en)
            )
            assert sorted(dutch) == sorted(english), text


def test_sentences_are_short(ledger: Ledger) -> None:
    for field in fields(ledger):
        for text in _texts(getattr(ledger, field.name)):
            for words in (text.nl, text.en):
                assert all(len(part.split()) <= 32 for part in re.split(r"[.;:] ", words)), words
    assert all(len(words.split()) <= 5 for target in ledger.targets for words in (target.short.nl, target.short.en))
