"""A board of any table in one line."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wijkpeil.cli.app import run

Capture = pytest.CaptureFixture[str]


class Reader(HTMLParser):
    """Collects the text of a page and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.cells.append(data.strip())


TABLE = "buurt;onveilig;inkomen\nAa;12,5;21\nBee;20,0;24\nCee;.;22\n"
BORDERS = "indicator,negative,positive\nonveilig,20,10\ninkomen,22,24\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A table as a spreadsheet program writes it in Dutch, and its borders."""
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8-sig")
    (tmp_path / "b.csv").write_text(BORDERS, encoding="utf-8")
    return str(tmp_path / "t.csv"), str(tmp_path / "b.csv")


def test_it_colours_a_table(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    table, borders = files
    assert run(["try", table, "--borders", borders, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == ["Aa", "Bee", "Cee"]
    assert [row["colours"] for row in rows] == [
        {"onveilig": "neutral", "inkomen": "red"},
        {"onveilig": "neutral", "inkomen": "neutral"},
        {"onveilig": "none", "inkomen": "neutral"},
    ]
    assert rows[1]["undecidable"] == ["onveilig", "inkomen"]
    assert rows[2]["values"]["onveilig"] is None


def test_it_writes_one_html_file_that_fetches_nothing(files: tuple[str, str], tmp_path: Path) -> None:
    table, borders = files
    page = tmp_path / "board.html"
    assert run(["try", table, "--borders", borders, "--html", str(page), "--language", "nl"]) == 0
    text = page.read_text(encoding="utf-8")

    reader = Reader()
    reader.feed(text)
    assert reader.fetched == []
    assert {"12,5", "20,0", "onbekend", "±"} <= set(reader.cells)
    assert "slechter dan de grens" in text


def test_all_faults_of_both_files_come_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, borders = tmp_path / "t.csv", tmp_path / "b.csv"
    table.write_text("area,a\nx,1\ny,abc\n", encoding="utf-8")
    borders.write_text("indicator,negative,positive\na,1,one\nq,1,2\n", encoding="utf-8")
    assert run(["try", str(table), "--borders", str(borders)]) == 1
    said = capsys.readouterr().err
    assert "abc" in said
    assert "one" in said
    assert "b.csv:3" in said


def test_a_place_that_cannot_be_written_is_wrong_use(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, borders = files
    assert run(["try", table, "--borders", borders, "--html", str(tmp_path / "no" / "x.html")]) == 2
    said = capsys.readouterr().err
    assert "x.html" in said
    assert "fault of the software" not in said


def test_what_is_missing_is_a_word(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    table, borders = files
    assert run(["try", table, "--borders", borders, "--language", "nl"]) == 0
    assert "onbekend" in capsys.readouterr().out


def test_faults_of_a_table_are_said_in_the_language_asked_for(tmp_path: Path, capsys: Capture) -> None:
    table, borders = tmp_path / "t.csv", tmp_path / "b.csv"
    table.write_text("area,a\nx,1\n", encoding="utf-8")
    borders.write_text("indicator,negative,positive\na,2,2\n", encoding="utf-8")
    said = {
        "nl": "fout: {}:2 [polarity]: De twee grenswaarden zijn gelijk",
        "en": "error: {}:2 [polarity]: The two bounds",
    }
    for language, expected in said.items():
        assert run(["try", str(table), "--borders", str(borders), "--language", language]) == 1
        assert capsys.readouterr().err.startswith(expected.format(borders))
    assert run(["try", str(table), "--borders", str(borders)]) == 1
    assert capsys.readouterr().err.startswith(said["en"].format(borders))
