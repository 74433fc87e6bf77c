"""The sentences of statements: all combinations against the golden file, and those of 2007."""

import csv
import re
from pathlib import Path

import pytest

from sentences_of_statements import GOLDEN, rows
from wijkpeil.loading import read_programme
from wijkpeil.model.programme import Programme
from wijkpeil.pages.stating.sentence import statement_sentence, target_sentences


@pytest.fixture(scope="module")
def rotterdam_2007(rotterdam: Path) -> Programme:
    return read_programme(rotterdam)


def test_every_combination_reads_as_it_was_read() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file))
    assert len(golden) == 5 * 6 * 10
    assert list(rows()) == golden


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_sentence_is_one_sentence_without_gaps(language: str) -> None:
    for row in rows():
        said = row[language]
        assert re.fullmatch(r"[A-Z][^{}]*[^ ,]\.", said), said
        assert "  " not in said, said
        assert ", ," not in said, said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_promise_of_2007_reads_back(rotterdam_2007: Programme, language: str) -> None:
    ledger = rotterdam_2007.ledger
    for stated in (*ledger.targets, *ledger.ambitions, *ledger.readings):
        said = statement_sentence(rotterdam_2007, stated, language)
        assert re.fullmatch(r"[A-Z][^{}]*[^ ,]\.", said), (stated.id, said)
        if stated.deadline is not None and stated.accumulation != "each-year":
            assert str(stated.deadline.year) in said


def test_readings_can_be_told_apart_or_differ_in_scope(rotterdam_2007: Programme) -> None:
    said = {one.id: statement_sentence(rotterdam_2007, one, "en") for one in rotterdam_2007.ledger.targets}
    said |= {one.id: statement_sentence(rotterdam_2007, one, "en") for one in rotterdam_2007.ledger.readings}
    assert said["O2"] == "By the end of 2010, the safety index is below 5.0 in none of the areas of the application."
    assert said["O2-names"].endswith("areas of the application (counted by name).")
    for reading in rotterdam_2007.ledger.readings:
        if reading.of in said and reading.of != "C2":
            assert said[reading.id] != said[reading.of], reading.id


@pytest.mark.parametrize(
    ("target", "dutch", "english"),
    [
        ("simulated-T6", "hoogstens 7%.", "at most 7% in"),
        ("simulated-T11", "lager dan 60%.", "below 60% in at most 2"),
        ("simulated-T13", "hoogstens 3 procentpunt lager dan", "at most 3 percentage points lower than"),
        ("simulated-T7", "minstens 6,1.", "at least 6.1 in"),
    ],
)
def test_a_number_without_a_unit_takes_that_of_its_indicator(
    project: Path, target: str, dutch: str, english: str
) -> None:
    programme = read_programme(project / "programmes" / "voorbeeldstad")
    assert dutch in target_sentences(programme, "nl")[target]
    assert english in target_sentences(programme, "en")[target]
