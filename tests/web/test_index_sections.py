"""What the order of an index depends on, what changed, and whether it holds together: on its page, on that of an area,
and as files."""

import csv
import io
import json
import re
import shutil
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django.utils.translation import override

from wijkpeil.ledger.services.load import programme_load
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.sensitivity import sensitivity
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.people import command_actor
from wijkpeil.pages.indices.area_words import FAIRLY, ROUGHLY
from wijkpeil.pages.indices.share_words import share_words
from wijkpeil.workflows.index_certainty import DRAWS, SEED
from wijkpeil.workflows.score import index_of, score_programme

pytestmark = pytest.mark.django_db
INDEX, YEARLY, POSTED = "simulated-liveability", "simulated-annual", "simulated-posted"
DUTCH, ENGLISH = f"/indices/{INDEX}/", f"/en/indices/{INDEX}/"
DEFINITION = """
id: {id}
name: {{nl: Jaarlijks (gesimuleerd), en: Annual (simulated)}}
description: {{nl: Verzonnen., en: Made up.}}
polarity: high-is-better
version: "1"
author: nobody
reference: nowhere
review: 2030-01-01
normalisation: min-max
aggregation: arithmetic-mean
tree:
  parts: [{parts}]
"""
POSTS = (
    "{indicator: simulated-safe, normalisation: goalposts, goalposts: [{lower: 0, upper: 10, valid_to: 2009-12-31}, "
    "{lower: 0, upper: 8, valid_from: 2010-01-01}]}, {indicator: simulated-content, normalisation: as-is}"
)
BREAK = "breaks: [{day: 2010-01-01, why: {nl: Een andere vraag., en: Another question.}}]\n"


@pytest.fixture(scope="module")
def rotterdam(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up city, with an index over indicators of every year and one of which the goalposts are dated anew."""
    folder = tmp_path_factory.mktemp("made") / "voorbeeldstad"
    shutil.copytree(project / "programmes" / "voorbeeldstad", folder)
    for id, parts in ((YEARLY, "simulated-safe, simulated-content, simulated-work"), (POSTED, POSTS)):
        (folder / "indices" / f"{id}.yaml").write_text(DEFINITION.format(id=id, parts=parts), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def results(workspace: Path) -> tuple[IndexResult, IndexResult]:
    """The scores over the release before, and over the last."""
    programme = current_programme()
    return tuple(  # type: ignore[return-value]
        score_programme(programme, index_of(programme, INDEX), release=release)[-1]
        for release in ("simulated-2009", "simulated-2010")
    )


def text(site: Client, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, address
    return unescape(str(answer.content.decode()))


def section(site: Client, address: str, id: str) -> str:
    return text(site, address).partition(f'id="{id}"')[2].partition("</section>")[0]


def of_area(site: Client, area: str) -> str:
    """What the English page of an area says of the index."""
    part = section(site, f"/en/areas/{area}/", "indices")
    return part.partition(f'href="{ENGLISH}"')[2].partition('class="index-here"')[0]


def rows(part: str) -> list[list[str]]:
    found = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", part.partition("<tbody>")[2].partition("</tbody>")[0], re.S):
        cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)
        found.append([re.sub(r"<[^>]*>", " ", cell).strip() for cell in cells])
    return found


def amount(cell: str) -> float:
    return float(cell.replace("−", "-").replace("+", "").replace(",", "."))


def test_every_area_stands_with_what_its_score_changed_by(
    site: Client, results: tuple[IndexResult, IndexResult]
) -> None:
    before, now = results
    wanted = {
        now.data.names[area]: (before.score[before.areas.index(area)], now.score[row])
        for row, area in enumerate(now.areas)
    }
    shown = rows(section(site, DUTCH, "change"))
    assert {row[0] for row in shown} == set(wanted)
    for name, first, then, _picture, change, *effects, _most in shown:
        assert (amount(first), amount(then)) == pytest.approx(wanted[name], abs=0.0501)
        assert amount(change) == pytest.approx(wanted[name][1] - wanted[name][0], abs=0.0501)
        assert sum(map(amount, effects)) == pytest.approx(amount(change), abs=0.051 * 4)


@pytest.mark.parametrize(
    ("order", "key"),
    [("", float), ("worse", float), ("better", lambda one: -one), ("most", lambda one: -abs(one)), ("x", float)],
)
def test_the_list_is_in_the_order_of_the_change(site: Client, order: str, key) -> None:
    found = [amount(row[4]) for row in rows(section(site, f"{DUTCH}?change={order}", "change"))]
    assert len(found) == 24
    assert [key(one) for one in found] == sorted(key(one) for one in found)


def test_the_order_by_name_keeps_what_else_was_asked(site: Client) -> None:
    page = text(site, f"{DUTCH}?change=name&sort=best")
    names = [row[0] for row in rows(page.partition('id="change"')[2])]
    assert names == sorted(names, key=str.casefold)
    assert "?sort=best&change=worse#change" in page


def test_counts_and_means_are_those_of_the_changes(site: Client, results: tuple[IndexResult, IndexResult]) -> None:
    before, now = results
    changes = now.score - before.score
    said = section(site, ENGLISH, "change")
    assert f"By the score: {(changes > 0).sum()} areas do better and {(changes < 0).sum()} do worse." in said
    assert f"On average the score changes by +{changes.mean():.1f} points" in said
    assert "Simulated figures up to 2009" in said
    own = [one["effects"]["values"] for one in json.loads(site.get(f"/data/indices/{INDEX}/change.json").content)]
    assert f"By their own figures alone: {sum(one > 0 for one in own)} areas do better" in said


def test_an_area_says_what_it_changed_by(site: Client, results: tuple[IndexResult, IndexResult]) -> None:
    before, now = results
    for row, area in list(enumerate(now.areas))[::5]:
        page = of_area(site, area)
        change = now.score[row] - before.score[before.areas.index(area)]
        sign, way = ("+", "better") if change > 0 else ("−", "worse")
        assert f"its score changed by {sign}{abs(change):.1f} points, for the {way}:" in page
        assert "by its own figures" in page
        assert "because the scale moved with the figures of all areas" in page


def test_places_are_said_as_a_resident_counts(site: Client, results: tuple[IndexResult, IndexResult]) -> None:
    now = results[1]
    drawn = uncertainty(now, DRAWS, seed=SEED)
    low, high = drawn.interval(0.9)
    for row, area in list(enumerate(now.areas))[::3]:
        page = of_area(site, area)
        better, worse = (now.score > now.score[row]).sum(), (now.score < now.score[row]).sum()
        assert f"number {now.ranks[row]} of 24, counted from the best: {better} area" in page
        assert f" and {worse} do" in page
        assert f"number {low[row]} to {high[row]} in 9 of 10" in page or f"number {low[row]} in 9 of 10" in page
        share = (high[row] - low[row]) / 23
        verdict = "is sure" if not share else "is fairly sure" if share <= FAIRLY else "is roughly known"
        assert (verdict if share <= ROUGHLY else "Its place is uncertain.") in page


def test_what_the_order_depends_on_is_said_drawn_and_given(
    site: Client, results: tuple[IndexResult, IndexResult]
) -> None:
    shares = sensitivity(results[1], base=256, seed=SEED).indices
    part = section(site, ENGLISH, "depends")
    first = dict(zip(shares.factors, shares.first, strict=True))
    with override("en"):
        said = share_words(first["normalisations"])
    assert f"{said} comes from the way in which figures are brought to one scale" in part
    assert "1,280 times" in part
    assert "2007" in part
    for _name, _picture, alone, together in rows(part):
        at = min(range(3), key=lambda one: abs(100 * shares.first[one] - float(alone.partition("%")[0])))
        assert alone.split()[0] == f"{round(100 * shares.first[at])}%"
        assert together.split()[0] == f"{round(100 * shares.total[at])}%"
        assert f"{round(100 * shares.total_high[at])}%" in together
    records = json.loads(site.get(f"/data/indices/{INDEX}/sensitivity.json").content)
    assert {one["choice"]: one["first"] for one in records} == pytest.approx(first)
    lines = list(csv.DictReader(io.StringIO(site.get(f"/data/indices/{INDEX}/sensitivity.csv").content.decode())))
    assert [line["choice"] for line in lines] == [one["choice"] for one in records]


def test_where_one_thing_varies_that_is_said(site: Client) -> None:
    part = section(site, f"/indices/{YEARLY}/", "depends")
    assert "verschilt één ding: de gewichten" in part
    assert "<table" not in part


def test_the_file_of_changes_adds_up(site: Client, results: tuple[IndexResult, IndexResult]) -> None:
    now = results[1]
    records = json.loads(site.get(f"/data/indices/{INDEX}/change.json").content)
    assert {one["area"]: one["score_after"] for one in records} == pytest.approx(
        dict(zip(now.areas, now.score, strict=True))
    )
    for one in records:
        assert one["change"] == pytest.approx(one["score_after"] - one["score_before"], abs=1e-12)
        assert sum(one["effects"].values()) == pytest.approx(one["change"], abs=1e-9)
        assert sum(one["indicators"].values()) == pytest.approx(one["change"], abs=1e-9)
        assert (one["since"], one["until"]) == ("simulated-2009", "simulated-2010")
    lines = list(csv.DictReader(io.StringIO(site.get(f"/data/indices/{INDEX}/change.csv").content.decode())))
    assert [line["area"] for line in lines] == [one["area"] for one in records]


def test_the_report_as_a_file_has_every_correlation(site: Client, results: tuple[IndexResult, IndexResult]) -> None:
    now = results[1]
    records = json.loads(site.get(f"/data/indices/{INDEX}/coherence.json").content)
    by_id = {one["id"]: one for one in records}
    assert {one["kind"] for one in records} == {"indicator", "node"}
    node = by_id["simulated-said-pillar"]
    for row, one in zip(node["correlations"], node["parts"], strict=True):
        for cell, other in zip(row, node["parts"], strict=True):
            pair = np.array([now.passed[one], now.passed[other]])
            pair = pair[:, ~np.isnan(pair).any(axis=0)]
            assert cell == pytest.approx(np.corrcoef(pair)[0, 1])
    for leaf in now.leaves:
        assert set(by_id[leaf]["across"]) == {"simulated-said-pillar", "simulated-kept-pillar"}


@pytest.mark.parametrize("index", [YEARLY, POSTED])
def test_of_an_index_of_several_periods_the_last_two_are_compared(site: Client, index: str) -> None:
    part = section(site, f"/en/indices/{index}/", "change")
    assert "What changed since 2009" in part
    records = json.loads(site.get(f"/data/indices/{index}/change.json").content)
    assert {(one["since"], one["until"]) for one in records} == {("2009", "2010")}


def test_other_goalposts_are_said_and_set_apart(site: Client) -> None:
    part = section(site, f"/indices/{POSTED}/", "change")
    assert "Sindsdien gelden andere doelpalen voor Veiligheidscijfer (gesimuleerd)" in part
    records = json.loads(site.get(f"/data/indices/{POSTED}/change.json").content)
    assert all(one["effects"]["goalposts"] > 1 for one in records)
    area = section(site, "/gebieden/simulated-17/", "indices")
    assert "Sindsdien gelden andere doelpalen" in area
    assert "doordat er andere doelpalen gelden" in area


def test_over_a_series_break_the_break_is_shown_and_no_change(site: Client, rotterdam: Path, workspace: Path) -> None:
    file = rotterdam / "indicators" / "simulated-safe.yaml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + BREAK, encoding="utf-8")
    programme_load(rotterdam, command_actor("tester"), workspace)
    try:
        for index in (INDEX, YEARLY):
            part = section(site, f"/indices/{index}/", "change")
            assert "sinds 2010-01-01 anders gemeten" in part
            assert "Een andere vraag." in part
            assert "<table" not in part
            assert site.get(f"/data/indices/{index}/change.csv").status_code == 404
        area = section(site, "/en/areas/simulated-17/", "indices")
        assert "Another question." in area
        assert "its score changed by" not in area
    finally:
        file.write_text(whole, encoding="utf-8")
        programme_load(rotterdam, command_actor("tester"), workspace)


@pytest.mark.parametrize(
    "address",
    [
        "/data/indices/nergens/change.csv",
        "/data/indices/nergens/sensitivity.csv",
        "/data/indices/nergens/coherence.json",
        f"/data/indices/{INDEX}/change.pdf",
        f"/data/indices/{INDEX}/sensitivity.xlsx",
        f"/data/indices/{INDEX}/coherence.csv",
    ],
)
def test_a_file_that_is_not_there_is_not_found(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_no_english_is_left_in_the_dutch_parts(site: Client) -> None:
    for part in ("depends", "change", "coherence"):
        words = re.sub(r"<[^>]*>", " ", section(site, DUTCH, part))
        assert not re.search(r"\b(the|and|comes|places|better|worse|figures)\b", words), part
