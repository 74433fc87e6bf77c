"""An index of several periods: the last stands beside the one before it, breaks are said; and a page as it stood."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from wijkpeil.ledger.services.load import programme_load
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model.people import command_actor
from wijkpeil.workflows.score import index_of, score_programme

pytestmark = pytest.mark.django_db
INDEX = "simulated-annual"
DEFINITION = """
id: simulated-annual
name: {nl: Jaarlijks (gesimuleerd), en: Annual (simulated)}
description: {nl: Verzonnen., en: Made up.}
polarity: high-is-better
version: "1"
author: nobody
reference: nowhere
review: 2030-01-01
normalisation: min-max
imputation: latest
aggregation: arithmetic-mean
tree:
  parts: [simulated-safe, simulated-content, simulated-work]
"""


@pytest.fixture(scope="module")
def rotterdam(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up city with an index whose indicators are all of every year."""
    folder = tmp_path_factory.mktemp("made") / "voorbeeldstad"
    shutil.copytree(project / "programmes" / "voorbeeldstad", folder)
    (folder / "indices" / f"{INDEX}.yaml").write_text(DEFINITION, encoding="utf-8")
    return folder


def text(site: Client, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, address
    return unescape(str(answer.content.decode()))


def test_the_last_period_stands_beside_the_one_before(site: Client) -> None:
    results = score_programme(current_programme(), index_of(current_programme(), INDEX))
    now, before = results[-1], results[-2]
    assert (before.data.period, now.data.period) == ("2009", "2010")
    page = text(site, f"/indices/{INDEX}/")
    rows = re.findall(r"<strong>(\d+)</strong>.*?<a href=\"/gebieden/([\w-]+)/.*?data-l=\"in 2009\">(\d+)</td>", page)
    assert {area: (int(rank), int(earlier)) for rank, area, earlier in rows} == {
        area: (int(rank), int(before.ranks[before.areas.index(area)]))
        for area, rank in zip(now.areas, now.ranks, strict=True)
    }


def test_a_scale_of_each_period_by_itself_is_said(site: Client) -> None:
    assert "Elke periode ontleent de schaal" in text(site, f"/indices/{INDEX}/")
    assert "Each period takes the scale" in text(site, f"/en/indices/{INDEX}/")


def test_files_hold_every_period(site: Client) -> None:
    rows = json.loads(site.get(f"/data/indices/{INDEX}.json").content)
    assert sorted({row["period"] for row in rows}) == ["2007", "2008", "2009", "2010"]
    assert {row["period"] for row in rows if row["rank_low"] is not None} == {"2010"}


def test_an_exploration_needs_no_more_than_the_figures_it_has(site: Client) -> None:
    assert "verschuift het verst" in text(site, f"/indices/{INDEX}/verkennen/?w.simulated-safe=9&n=rank")


def test_a_page_as_it_stood_shows_the_definition_of_then(site: Client, rotterdam: Path, workspace: Path) -> None:
    old = text(site, f"/op/logboek-1/indices/{INDEX}/")
    file = rotterdam / "indices" / f"{INDEX}.yaml"
    file.write_text(DEFINITION.replace('version: "1"', 'version: "second"').replace(", simulated-work", ""), "utf-8")
    programme_load(rotterdam, command_actor("tester"), workspace)
    try:
        now = text(site, f"/indices/{INDEX}/")
        assert "second" in now
        assert "Mensen met werk" not in now.partition('id="tree"')[2].partition("</section>")[0]
        then = text(site, f"/op/logboek-1/indices/{INDEX}/")
        shown = [page.partition('class="head"')[2].partition("<footer")[0] for page in (old, then)]
        assert shown[0] == shown[1] != ""
        assert "Mensen met werk" in then.partition('id="tree"')[2].partition("</section>")[0]
        assert f'href="/op/logboek-1/indices/{INDEX}/verkennen/"' in then
    finally:
        file.write_text(DEFINITION, encoding="utf-8")
        programme_load(rotterdam, command_actor("tester"), workspace)
