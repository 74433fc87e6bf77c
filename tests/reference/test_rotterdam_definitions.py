"""The definitions and figures of the Rotterdam programme against the reference tables and the lines of the source."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from making import NATIONAL, OWN, appendix_id, rows_of
from wijkpeil.loading import read_programme
from wijkpeil.model.base import line_ranges
from wijkpeil.model.programme import Programme

WORDS = {
    1: "een één",
    3: "drie 3",
    4: "vier vierde",
    5: "vijf",
    6: "zes",
    7: "zeven",
    8: "acht",
    9: "negen",
    10: "tien",
    90: "negentig",
    100: "honderd",
    20: "vijfde",
    25: "¼ kwart",
}
"""How the source writes small numbers and shares in words."""


@pytest.fixture(scope="module")
def programme(rotterdam: Path) -> Programme:
    return read_programme(rotterdam)


@pytest.fixture(scope="module")
def source(reference: Path) -> list[str]:
    """The lines of the source; the first stands at place 1."""
    text = (reference / "rotterdam-2007" / "source.txt").read_text(encoding="utf-8")
    return ["", *text.split("\n")]


@pytest.fixture(scope="module")
def appendix(reference: Path) -> list[dict[str, str]]:
    return rows_of(reference / "rotterdam-2007" / "appendix.csv")


def lines_of(source: Sequence[str], lines: str) -> str:
    """The text of some lines, without tabs and line ends; words broken off at a line's end are joined."""
    found = " ".join(source[n] for each in line_ranges(lines) for n in range(each.first, each.last + 1))
    return re.sub(r"(\w)- +(?=\w)", r"\1", re.sub(r"\s+", " ", found))


def numbers_of(line: str) -> list[str]:
    """The last fourteen numbers of a row of the annex, with points: twelve figures and two counts."""
    return [found.replace(",", ".") for found in re.findall(r"(?<!\S)-?\d+(?:,\d+)?(?!\S)", line)][-14:]


def is_printed(value: Decimal, text: str) -> bool:
    """Whether a number stands in a text: in digits as Dutch writes them, in millions or more, or in words."""
    scaled = (value, value / 1_000_000, value / 1_000_000_000)
    forms = {f"{each.normalize():,f}".translate(str.maketrans(",.", ".,")) for each in scaled}
    forms |= {f"{value:f}".replace(".", ",")}
    digits = any(re.search(rf"(?<![\d.,]){re.escape(form)}(?!\d|[.,]\d)", text) for form in forms)
    words = re.findall(r"[\w¼]+", text.lower())
    return digits or any(word in words for word in WORDS.get(int(value), "").split())


def test_a_number_is_found_only_where_it_stands() -> None:
    assert is_printed(Decimal("507000000"), "vergt € 507 miljoen")
    assert is_printed(Decimal("2300000000"), "€ 2,3 miljard")
    assert is_printed(Decimal("20000000"), "€ 20 miljoen")
    assert is_printed(Decimal("4"), "over vier jaar")
    assert not is_printed(Decimal("507000000"), "vergt € 1.507 miljoen")
    assert not is_printed(Decimal("4"), "44 jaar en 4.500 woningen, veertig")


def test_postcodes_have_the_points_and_residents_of_the_reference(programme: Programme, reference: Path) -> None:
    points = {row["pc4"]: row for row in rows_of(reference / "areas" / "pc4_rotterdam_points.csv")}
    areas = {area.id: area for area in programme.definitions.areas if area.level == "pc4"}
    assert areas.keys() == points.keys()
    assert len(areas) == 65
    for code, area in areas.items():
        assert (area.code, area.residents, area.residents_year) == (code, int(points[code]["inhabitants_2020"]), 2020)
        assert (area.lat, area.lon) == (float(points[code]["lat"]), float(points[code]["lon"]))


def test_rows_stand_in_the_order_and_with_the_names_of_the_annex(
    programme: Programme, appendix: list[dict[str, str]], source: list[str]
) -> None:
    areas = [area for area in programme.definitions.areas if area.level == "pc4"]
    for area, row in zip(areas[:23], appendix, strict=True):
        assert (area.id, area.name.nl) == (appendix_id(row), row["name_clean"])
        assert (area.printed_code or area.code) == row["postcode_as_printed"]
        (printed,) = line_ranges(area.lines)
        assert (printed.first, printed.last) == (int(row["line_start"]), int(row["line_end"]))
        text = lines_of(source, area.lines)
        assert text.startswith(row["postcode_as_printed"])
        assert area.name.nl.replace("/", "").replace(" ", "") in re.sub(r"[\s/]", "", text)
    assert all(area.name.nl == area.code and not area.lines for area in areas[23:])
    members = [one for one in programme.definitions.memberships if one.parent == "application-2007"]
    assert [one.child for one in members] == [appendix_id(row) for row in appendix]
    assert [one.lines for one in members] == [area.lines for area in areas[:23]]


def parents(programme: Programme, prefix: str) -> dict[str, list[tuple[str, Decimal | None, bool]]]:
    """The parents whose id begins with a prefix, by child postcode, with weight and whether they were inferred."""
    found: dict[str, list[tuple[str, Decimal | None, bool]]] = {}
    for one in programme.definitions.memberships:
        if one.parent.startswith(prefix) and one.child.isdigit():
            found.setdefault(one.child, []).append((one.parent, one.weight, one.inferred))
    return found


def test_krachtwijken_are_those_inferred_in_the_reference(programme: Programme, appendix: list[dict[str, str]]) -> None:
    name = {area.id: area.name.nl for area in programme.definitions.areas}
    found = parents(programme, "kw-")
    expected = {appendix_id(row): row["official_krachtwijk_inferred"] for row in appendix}
    assert {child: name[one[0][0]] for child, one in found.items()} == expected
    assert all(len(one) == 1 and one[0][2] for one in found.values())
    seven = [one for one in programme.definitions.memberships if one.parent == "krachtwijken"]
    assert len(seven) == 7
    assert all(one.inferred for one in seven)


def test_places_are_those_of_the_crosswalk(programme: Programme, reference: Path) -> None:
    name = {area.id: area.name.nl for area in programme.definitions.areas} | {"pl-how": "HOW"}
    found = parents(programme, "pl-")
    for row in rows_of(reference / "rotterdam-2007" / "area_crosswalk.csv"):
        if not row["appendix_row"]:
            continue
        child = "3075" if row["appendix_name"] == "Vreewijk" else row["postcode_as_printed"]
        places = [name[parent] for parent, _, _ in found[child]]
        assert places[0] == row["budget_line"].removesuffix(" (no wijk named)")
        assert len(places) == (2 if row["relation"].startswith("1:n") else 1)
        unknown = row["relation"].startswith(("1:n", "name narrower"))
        assert all((weight is None) == unknown for _, weight, _ in found[child])
    assert [parent for parent, _, _ in found["3072"]] == ["pl-katendrecht", "pl-afrikaanderwijk"]
    assert {child for child, many in found.items() if any(inferred for _, _, inferred in many)} == {"3042"}
    assert len({parent for many in found.values() for parent, _, _ in many}) == 21


def test_places_stand_under_the_headings_of_the_budget(
    programme: Programme, reference: Path, source: list[str]
) -> None:
    areas = {area.id: area for area in programme.definitions.areas}
    heading = {one.child: one.parent for one in programme.definitions.memberships if one.parent.startswith("dg-")}
    places = [area for area in areas.values() if area.level == "plaats"]
    rows = [row for row in rows_of(reference / "rotterdam-2007" / "budget_by_area.csv") if row["line_name"].isdigit()]
    named = [row for row in rows if int(row["line_name"]) <= 1366 and row["line_item"] != "Deelgemeente breed"]
    assert len(places) == len(named) == 21
    for place, row in zip(places, named, strict=True):
        assert place.lines == row["line_name"]
        assert areas[heading[place.id]].name.nl == row["group"].replace("/", "-")
        if row["line_item"] not in ("HOW", "(none named)"):
            assert place.name.nl == row["line_item"]
            assert row["line_item"] in lines_of(source, place.lines)
    for child, many in parents(programme, "dg-").items():
        assert {parent for parent, _, _ in many} == {heading[place] for place, _, _ in parents(programme, "pl-")[child]}


def test_figures_are_the_printed_digits(
    programme: Programme, appendix: list[dict[str, str]], source: list[str]
) -> None:
    (release,) = programme.releases
    figures = {(one.indicator, one.area): one for one in release.observations}
    assert len(figures) == len(release.observations) == 23 * 12
    for row in appendix:
        for place, indicator in enumerate(OWN + NATIONAL):
            one = figures[indicator, appendix_id(row)]
            assert str(one.value) == row[indicator] == numbers_of(source[int(one.lines)])[place]
            assert one.lines == row["line_end"]
            assert one.period == {"vi2006": "2006", "ppc2007": "2007"}.get(indicator, "")


def test_counts_are_the_printed_ones(programme: Programme, appendix: list[dict[str, str]], source: list[str]) -> None:
    printed = {(one.count, one.area): one for one in programme.definitions.published_counts}
    assert len(printed) == 46
    for row in appendix:
        for place, (count, column) in enumerate(
            (("rotterdam", "published_neg_rdam_x2"), ("national", "published_neg_vrom"))
        ):
            one = printed[count, appendix_id(row)]
            assert str(one.printed) == row[column] == numbers_of(source[int(one.lines)])[12 + place]


def test_indicators_have_the_printed_borders_and_city_scores(
    programme: Programme, reference: Path, source: list[str]
) -> None:
    rows = rows_of(reference / "rotterdam-2007" / "appendix_thresholds.csv")
    indicators = {one.id: one for one in programme.definitions.indicators}
    assert len(indicators) == len(rows) == 12
    for place, row in enumerate(rows):
        one = indicators[row["indicator"]]
        assert one.border is not None
        assert one.polarity == f"{row['better_is']}-is-better"
        assert str(one.border.negative.value) == row["negative_border_line1619"] == numbers_of(source[1619])[place]
        assert str(one.border.positive.value) == row["positive_border_line1621"] == numbers_of(source[1621])[place]
        assert one.border.comparison == "strict"
        assert str(one.city_value or "") == (row["city_score_2007"] if row["city_score_2007"] != "0" else "")
        assert one.city_lines == row["city_line"]
        if one.city_value is not None:
            assert is_printed(one.city_value, lines_of(source, one.city_lines))
    groups = programme.definitions.info.indicator_groups
    assert [group.indicators for group in groups] == [OWN, NATIONAL]


def test_facts_stand_on_their_lines(programme: Programme, source: list[str]) -> None:
    one_in = {"problems-share": "1 op de 25"}
    for fact in programme.definitions.facts:
        for each in fact.lines.split(";") if fact.value is not None else ():
            text = lines_of(source, each)
            assert one_in.get(fact.id, "·") in text or is_printed(fact.value, text), (fact.id, each, text)


def test_lines_are_lines_of_the_source(programme: Programme, source: list[str]) -> None:
    definitions = programme.definitions
    records = (*definitions.areas, *definitions.groups, *definitions.memberships, *definitions.claims)
    for record in records:
        for each in line_ranges(record.lines):
            assert each.last < len(source)
            assert source[each.first].strip(), (record, each)
            assert source[each.last].strip(), (record, each)


def test_the_drawn_river_parts_north_from_south(programme: Programme) -> None:
    (river,) = programme.definitions.info.map_lines
    along = sorted((lon, lat) for lat, lon in river.points)
    assert tuple((lat, lon) for lon, lat in reversed(along)) == river.points
    for area in programme.definitions.areas:
        if area.level == "pc4" and area.lat is not None and area.lon is not None:
            (west, low), (east, high) = next((one, two) for one, two in pairwise(along) if one[0] <= area.lon <= two[0])
            bank = low + (high - low) * (area.lon - west) / (east - west)
            # Half the drawn width, in degrees of latitude.
            assert abs(area.lat - bank) > river.width_m / 2 / 111_320
            assert (area.lat > bank) == (area.code < "3070"), area.code
