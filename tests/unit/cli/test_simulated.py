"""A report on what is made up says so: above a text, and beside records on standard error."""

import json
from pathlib import Path

import pytest

from wijkpeil.cli.app import run

SAID = {
    "nl": "Gesimuleerd: de gebieden of cijfers van dit programma zijn verzonnen.",
    "en": "Simulated: the areas or figures of this programme are made up.",
}
VERBS = ("board", "claims", "targets", "signals", "money")


@pytest.fixture
def folder(project: Path) -> str:
    return str(project / "programmes" / "voorbeeldstad")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_text_begins_with_it(verb: str, language: str, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, folder, "--language", language]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == SAID[language]
    assert shown.err == ""


@pytest.mark.parametrize("verb", VERBS)
def test_records_stay_readable_and_it_stands_beside_them(
    verb: str, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, folder, "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert isinstance(json.loads(shown.out), list)
    assert shown.err.splitlines() == [SAID["nl"]]


def test_rows_of_a_csv_name_themselves(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("board", "targets", "signals"):
        assert run([verb, folder, "--format", "csv"]) == 0
        rows = capsys.readouterr().out.splitlines()[1:]
        assert len(rows) > 10
        assert [row for row in rows if "simulated-" not in row] == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_real_city_says_nothing_of_it(verb: str, rotterdam: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, str(rotterdam)]) == 0
    shown = capsys.readouterr()
    assert not any(words in shown.out + shown.err for words in SAID.values())


def test_releases_in_a_workspace_carry_the_mark(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wijkpeil.figures.store import FigureStore
    from wijkpeil.loading import read_programme

    (tmp_path / "wijkpeil.sqlite3").touch()
    for released in read_programme(Path(folder)).releases:
        FigureStore(tmp_path / "figures").write_release(released)
    assert run(["releases", "--workspace", str(tmp_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["simulated"] for one in found] == [True] * 4


def test_each_city_of_the_demonstration_comes_along_and_has_a_workspace_of_its_own() -> None:
    from wijkpeil.cli.source import shipped_programme
    from wijkpeil.cli.store import DEMO_WORKSPACES, Shipped

    assert [shipped_programme(one.value).name for one in Shipped] == ["rotterdam-2007", "voorbeeldstad"]
    assert len({DEMO_WORKSPACES[one] for one in Shipped}) == len(Shipped)
