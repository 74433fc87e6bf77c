"""The verb ``signals``: what it prints in each form and language, and what it refuses."""

import csv
import io
import json
from dataclasses import fields
from pathlib import Path

import pytest

from wijkpeil.cli.app import run
from wijkpeil.loading import read_programme
from wijkpeil.model.signals import KINDS, Signal
from wijkpeil.workflows.board import make_board

Capture = pytest.CaptureFixture[str]


def json_of(arguments: list[str], capsys: Capture) -> list[dict]:
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_signals_of_2007_are_the_colours_of_the_board(rotterdam: Path, capsys: Capture) -> None:
    found = json_of(["signals", str(rotterdam)], capsys)
    board = make_board(read_programme(rotterdam))
    words = {"red": "worse", "green": "better"}
    coloured = {
        (row.area, cell.indicator, words[cell.colour])
        for row in board.rows
        for cell in row.cells
        if cell.colour in words
    }
    assert {(one["area"], one["indicator"], one["direction"]) for one in found} == coloured
    assert {one["kind"] for one in found} == {"border"}
    assert set(found[0]) == {each.name for each in fields(Signal)} | {"simulated"}


def test_the_account_says_what_could_not_be_tested(rotterdam: Path, capsys: Capture) -> None:
    account = {one["kind"]: one for one in json_of(["signals", str(rotterdam), "--summary"], capsys)}
    assert list(account) == [kind for kind in KINDS if kind != "chart"]
    assert account["level"]["untested"] == {"no-chance-model": 276}
    assert account["change"]["untested"] == {"too-short": 276}
    assert account["border"]["expected"] is None


def test_one_kind_and_one_direction_can_be_asked_for(rotterdam: Path, capsys: Capture) -> None:
    worse = json_of(["signals", str(rotterdam), "--direction", "worse"], capsys)
    assert {one["direction"] for one in worse} == {"worse"}
    assert json_of(["signals", str(rotterdam), "--kind", "level"], capsys) == []
    charts = json_of(["signals", str(rotterdam), "--charts", "--summary", "--kind", "chart"], capsys)
    assert [one["untested"] for one in charts] == [{"too-short": 276}]


def test_csv_has_the_keys_as_columns(rotterdam: Path, capsys: Capture) -> None:
    assert run(["signals", str(rotterdam), "--format", "csv", "--direction", "better"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"area", "indicator", "kind", "reference_value", "certain"} <= set(rows[0])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            ("voorbij de grens", "▼ slechter", "vooraf getrokken grens", "bij toeval verwacht", "276 toeval onbekend"),
        ),
        ("en", ("beyond the border", "▼ worse", "drawn beforehand", "expected by chance", "276 chance unknown")),
    ],
)
def test_text_is_said_in_both_languages(
    language: str, words: tuple[str, ...], rotterdam: Path, capsys: Capture
) -> None:
    assert run(["signals", str(rotterdam), "--language", language]) == 0
    shown = capsys.readouterr().out
    assert [one for one in words if one not in shown] == []


def test_what_is_sensitive_is_said_to_be_left_out(project: Path, capsys: Capture) -> None:
    folder = str(project / "tests" / "spec" / "minimal")
    assert run(["signals", folder, "--language", "en"]) == 0
    assert "Sensitive and therefore left out: Smokers." in capsys.readouterr().out
    assert run(["signals", folder, "--language", "en", "--sensitive"]) == 0
    assert "left out" not in capsys.readouterr().out


def test_what_cannot_be_is_refused(rotterdam: Path, capsys: Capture) -> None:
    assert run(["signals", str(rotterdam), "--rate", "0.2"]) == 2
    assert "at most 0.1" in capsys.readouterr().err
    assert run(["signals", str(rotterdam), "--kind", "other"]) == 2
    assert run(["signals", str(rotterdam), "--release", "other"]) == 1
    assert "other" in capsys.readouterr().err
