"""The board page and its files against a second, naive count from the programme's own figures."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from wijkpeil.model.programme import Programme

pytestmark = pytest.mark.django_db

ROW = re.compile(r'<tr role="row">(?:<th class="kw".*?</th>)?<th class="name".*?</tr>', re.DOTALL)
CELL = re.compile(r'<td class="v is-(\w+)( is-edge)?[^"]*".*?<span class="plate">([^<]*)</span>', re.DOTALL)


def naive(programme: Programme, *, inclusive: bool = False) -> dict[str, list[str]]:
    """Colour every figure by comparing floats, from the definitions alone."""
    definitions = programme.definitions
    members = [m.child for m in definitions.memberships if m.parent == definitions.info.board_group]
    order = [name for group in definitions.info.indicator_groups for name in group.indicators]
    by_id = {one.id: one for one in definitions.indicators}
    values = {(o.indicator, o.area): o.value for o in programme.releases[-1].observations}
    found: dict[str, list[str]] = {}
    for area in members:
        found[area] = []
        for name in order:
            border, value = by_id[name].border, float(values[name, area])  # type: ignore[arg-type]
            assert border is not None
            sign = 1 if by_id[name].polarity == "high-is-better" else -1
            below = sign * (value - float(border.negative.value))  # type: ignore[arg-type]
            above = sign * (value - float(border.positive.value))  # type: ignore[arg-type]
            red = below < 0 or (inclusive and below == 0)
            green = above > 0 or (inclusive and above == 0)
            found[area].append("red" if red else "green" if green else "neutral")
    return found


def rows(site: Client, address: str) -> list[tuple[str, list[str], list[str]]]:
    """The areas of the board as shown, with their colours and figures."""
    text = unescape(site.get(address).content.decode())
    found = []
    for row in ROW.findall(text):
        area = re.search(r'class="name".*?href="[^"]*/([^/"]+)/">(?:[^<]|<wbr>)*</a> <small', row)
        cells = CELL.findall(row)
        assert area
        found.append((area[1], [colour for colour, _, _ in cells], [value for _, _, value in cells]))
    return found


@pytest.mark.parametrize("rule", ["strict", "inclusive"])
def test_colours_are_those_of_a_naive_count(site: Client, programme: Programme, rule: str) -> None:
    expected = naive(programme, inclusive=rule == "inclusive")
    shown = {area: colours for area, colours, _ in rows(site, f"/bord/?rule={rule}")}
    assert shown == expected


def test_figures_stand_as_printed(site: Client, programme: Programme) -> None:
    values = {(o.indicator, o.area): o.value for o in programme.releases[-1].observations}
    order = [name for group in programme.definitions.info.indicator_groups for name in group.indicators]
    for area, _, figures in rows(site, "/en/board/"):
        assert figures == [str(values[name, area]).replace("-", "−") for name in order]


def test_seven_cells_of_the_state_lie_on_a_border(site: Client) -> None:
    text = site.get("/bord/").content.decode()
    assert text.count("is-edge") - text.count('"sw is-edge"') >= 7


@pytest.mark.parametrize("indicator", ["vi2006", "ppc2007", "inkomen_k", "soc_overlast_idx"])
def test_sorting_puts_the_worst_first_and_turns_round(site: Client, programme: Programme, indicator: str) -> None:
    by_id = {one.id: one for one in programme.definitions.indicators}
    values = {o.area: o.value for o in programme.releases[-1].observations if o.indicator == indicator}
    worst_first = [values[area] for area, _, _ in rows(site, f"/bord/?sort={indicator}")]
    assert worst_first == sorted(worst_first, reverse=by_id[indicator].polarity == "low-is-better")  # type: ignore[type-var]
    best_first = [values[area] for area, _, _ in rows(site, f"/bord/?sort=-{indicator}")]
    assert best_first == sorted(best_first, reverse=by_id[indicator].polarity == "high-is-better")  # type: ignore[type-var]


def test_sorting_says_itself_to_screen_readers(site: Client) -> None:
    assert 'aria-sort="ascending"' in site.get("/bord/?sort=vi2006").content.decode()
    assert 'aria-sort="descending"' in site.get("/bord/?sort=-vi2006").content.decode()
    assert "aria-sort" not in site.get("/bord/").content.decode()


def test_sorting_by_name_and_by_counts(site: Client, programme: Programme) -> None:
    names = {area.id: area.name.nl.casefold() for area in programme.definitions.areas}
    by_name = [names[area] for area, _, _ in rows(site, "/bord/?sort=name")]
    assert by_name == sorted(by_name)
    reds = [colours.count("red") for _, colours, _ in rows(site, "/bord/?sort=reds")]
    assert reds == sorted(reds, reverse=True)
    printed = {c.area: c.printed for c in programme.definitions.published_counts if c.count == "national"}
    order = [printed[area] for area, _, _ in rows(site, "/bord/?sort=printed.national")]
    assert order == sorted(order, reverse=True)


def test_the_filter_narrows(site: Client) -> None:
    assert len(rows(site, "/bord/")) == 23
    assert [area for area, _, _ in rows(site, "/bord/?name=tarwe")] == ["3081"]
    assert [area for area, _, _ in rows(site, "/bord/?name=3035")] == ["3035"]
    assert len(rows(site, "/bord/?disputed=on")) == 13
    assert len(rows(site, "/bord/?within=kw-oud-zuid")) == 6
    assert rows(site, "/bord/?name=nergens") == []
    assert "Geen gebied past" in site.get("/bord/?name=nergens").content.decode()


@pytest.mark.parametrize("query", ["sort=nonsense", "rule=loose", "within=kw-none", "sort=-", "group=maybe"])
def test_a_choice_that_is_not_there_changes_nothing(site: Client, query: str) -> None:
    assert rows(site, f"/bord/?{query}") == rows(site, "/bord/")


def test_a_name_is_never_markup(site: Client) -> None:
    text = site.get("/bord/", {"name": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text


def test_the_csv_reads_back(site: Client, programme: Programme) -> None:
    response = site.get("/data/board.csv")
    assert response.headers["Content-Type"].startswith("text/csv")
    read = list(csv.DictReader(io.StringIO(response.content.decode())))
    colours = naive(programme)
    order = [name for group in programme.definitions.info.indicator_groups for name in group.indicators]
    assert len(read) == 23
    for row in read:
        assert [row[f"colours.{name}"] for name in order] == colours[row["area"]]
        assert all(Decimal(row[f"values.{name}"]) is not None for name in order)
        assert {"counts.rotterdam.printed", "counts.national.recounted", "undecidable", "printed_code"} <= row.keys()
    vreewijk = next(row for row in read if row["area"] == "3075")
    assert vreewijk["printed_code"] == "3073"


def test_the_files_follow_the_rule(site: Client, programme: Programme) -> None:
    records = json.loads(site.get("/data/board.json?rule=inclusive").content)
    colours = naive(programme, inclusive=True)
    assert {record["area"]: list(record["colours"].values()) for record in records} == colours


COLOUR_WORDS = {"worse than the border", "between the borders", "better than the border", "no border"}


@pytest.mark.parametrize("query", ["within=kw-oud-zuid", "name=noorden&sort=-name&rule=inclusive", "disputed=on"])
def test_a_download_holds_what_the_page_shows(site: Client, query: str) -> None:
    page = site.get(f"/bord/?{query}").content.decode()
    links = [unescape(link) for link in re.findall(r'href="(/data/board\.[^"]+)"', page)]
    assert len(links) == 2
    rows = list(csv.DictReader(io.StringIO(site.get(links[0]).content.decode())))
    book = CalamineWorkbook.from_filelike(io.BytesIO(site.get(links[1]).content))
    named = [row[2] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert [row["name"] for row in rows] == named
    assert 0 < len(named) < 23
    assert len(named) == len(ROW.findall(page))


def test_the_workbook_reads_back(site: Client, programme: Programme) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(site.get("/en/data/board.xlsx").content))
    assert book.sheet_names == ["Board", "Borders and sources"]
    board = book.get_sheet_by_name("Board").to_python()
    assert len(board) == 24
    values = {(o.indicator, o.area): o.value for o in programme.releases[-1].observations}
    assert board[1][3] == float(values["vi2006", "3014"])  # type: ignore[arg-type]
    vreewijk = next(row for row in board if row[2] == "Vreewijk")
    assert vreewijk[:2] == ["3075", "3073"]
    assert {str(row[-1]).partition(";")[0] for row in board[1:]} <= COLOUR_WORDS
    borders = book.get_sheet_by_name("Borders and sources").to_python()
    assert borders[1][3:5] == [6.0, 7.1]
