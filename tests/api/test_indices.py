"""Indices by the API: the same figures as the site's files and the command, and what it says where there are none."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from django.test import Client, override_settings
from indices_to_ask import ANNUAL, BROKEN, CITY, INDEX, ROTTERDAM, SHAPE
from indices_to_ask import cities as cities

from wijkpeil.cli.app import run
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading.json_form import record_json
from wijkpeil.methods.composite import uncertainty
from wijkpeil.pages.indices import answers, scored
from wijkpeil.web import counts
from wijkpeil.workflows.score import index_of, score_programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cities")]
Told = dict[str, Any]


def ask(path: str, status: int = 200, programme: str = CITY) -> Any:
    """What the API answers about the indices of a programme."""
    address = f"/api/v1/programmes/{programme}/indices{path}"
    answer = Client(SERVER_NAME="localhost").get(address)
    assert answer.status_code == status, (address, answer.content[:500])
    return answer.json()


def all_of(path: str, size: int = 7) -> list[Told]:
    """The items of all pages of a list."""
    first, sign = ask(f"{path}{'&' if '?' in path else '?'}pageSize={size}"), "&" if "?" in path else "?"
    pages = range(2, 2 + (first["total"] - 1) // size)
    found = [*first["items"], *(one for at in pages for one in ask(f"{path}{sign}pageSize={size}&page={at}")["items"])]
    assert len(found) == first["total"]
    return found


def command(capsys: pytest.CaptureFixture[str], *words: str) -> list[Told]:
    """What a command says as JSON."""
    capsys.readouterr()
    assert run([*words, "--format", "json"]) == 0
    found: list[Told] = json.loads(capsys.readouterr().out)
    return found


def test_the_list_says_what_each_index_is() -> None:
    told = {one["id"]: one for one in ask("")}
    assert list(told) == [index.id for index in current_programme(CITY).definitions.indices]
    one = told[ANNUAL]
    assert (one["name"]["nl"], one["name"]["en"]) == ("Jaarlijks (gesimuleerd)", "Annual (simulated)")
    assert (one["polarity"], one["author"], one["review"]) == ("high-is-better", "nobody", "2030-01-01")
    assert one["periods"][-2:] == ["2009", "2010"]
    assert (one["weight_sets"], one["weight_set"], one["indicators"]) == (["safety-first", "even"], None, 3)
    assert all(one["simulated"] for one in told.values())
    assert not told[BROKEN]["computed"]
    assert told[BROKEN]["reasons"][0]["nl"] != told[BROKEN]["reasons"][0]["en"]
    for address in told[INDEX]["links"].values():
        assert Client(SERVER_NAME="localhost").get(address).status_code == 200


def test_a_shape_says_that_it_is_one() -> None:
    told = {one["id"]: one for one in ask("", programme=ROTTERDAM)}
    assert told[SHAPE]["shape"]["nl"].startswith("hoe de standaardscores")
    assert not told[SHAPE]["computed"]
    assert told["vrom-card"]["computed"]
    assert not any(one["simulated"] for one in told.values())


def held(told: Any, written: Any) -> bool:
    """Whether what the API tells holds all that a file says; an indicator alone may be written as its id."""
    if isinstance(written, dict):
        return all(name in told and held(told[name], part) for name, part in written.items())
    if isinstance(written, list):
        return len(told) == len(written) and all(map(held, told, written))
    if isinstance(told, dict):
        return str(written) in {str(part) for part in told.values()}
    return str(told) == str(written) or float(told) == float(written)


@pytest.mark.parametrize(("programme", "id"), [(CITY, INDEX), (CITY, ANNUAL), (ROTTERDAM, SHAPE)])
def test_the_definition_says_all_that_its_file_says(project: Path, cities: Path, programme: str, id: str) -> None:
    folder = cities / CITY if programme == CITY else project / "programmes" / programme
    written = yaml.safe_load((folder / "indices" / f"{id}.yaml").read_text(encoding="utf-8"))
    sets = {each["id"]: each for each in written.pop("weight_sets", [])}
    told = ask(f"/{id}", programme=programme)
    assert held(told["definition"], written)
    index = index_of(current_programme(programme), id)
    assert told["definition"] == json.loads(json.dumps(record_json(index), default=float))
    for each in told["definition"]["weight_sets"]:
        assert {one["node"]: one["weight"] for one in each["weights"]} == sets[each["id"]].get("weights", {})


def test_the_tree_has_every_choice_and_weight_worked_out() -> None:
    nodes = {one["id"]: one for one in ask(f"/{INDEX}")["nodes"]}
    safe, pillar = nodes["simulated-safe"], nodes["simulated-said-pillar"]
    assert (safe["weight"], safe["share"], safe["whole"]) == (2.0, 0.5, pytest.approx(0.5 * 0.4))
    assert safe["choices"]["normalisation"]["method"] == "min-max"
    assert safe["choices"]["imputation"]["method"] == "none"
    assert (safe["direction"], safe["parent"]) == ("up", "simulated-said-pillar")
    assert (pillar["weight"], pillar["share"]) == (2.0, 0.4)
    assert pillar["choices"]["availability"]["minimum"] == 0.6
    leaves = [one for one in nodes.values() if one["indicator"]]
    assert sum(one["whole"] for one in leaves) == pytest.approx(1)


def test_scores_are_those_of_the_files_of_the_site() -> None:
    site = Client(SERVER_NAME="localhost")
    rows = json.loads(site.get(f"/data/indices/{INDEX}.json").content)
    told = all_of(f"/{INDEX}/scores")
    fields = ("area", "score", "rank", "rank_low", "rank_high", "band", "quantile")
    assert [[one[name] for name in fields] for one in told] == [[row[name] for name in fields] for row in rows]
    assert [round(one["among_worst"], 4) for one in told] == [row["among_worst"] for row in rows]
    lines = list(csv.DictReader(io.StringIO(site.get(f"/data/indices/{INDEX}.csv").content.decode())))
    assert [(line["area"], float(line["score"])) for line in lines] == [(one["area"], one["score"]) for one in told]


def test_scores_are_those_of_the_command(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, query in (((), ""), (("--weights", "safety-first"), "&weights=safety-first")):
        rows = command(capsys, "score", ANNUAL, "--folder", str(cities / CITY), *words)
        for period in ("2008", "2010"):
            told = all_of(f"/{ANNUAL}/contributions?period={period}{query}")
            scores = all_of(f"/{ANNUAL}/scores?period={period}{query}")
            mine = [row for row in rows if row["period"] == period]
            assert [one["contributions"] for one in told] == [row["contributions"] for row in mine]
            assert [(one["area"], one["score"], one["rank"]) for one in scores] == [
                (row["area"], row["score"], row["rank"]) for row in mine
            ]


def test_contributions_add_up_and_have_their_means() -> None:
    told = ask(f"/{INDEX}/contributions?pageSize=500")
    for one in told["items"]:
        assert sum(part for part in one["contributions"].values() if part is not None) == pytest.approx(one["score"])
    for leaf, mean in told["means"].items():
        known = [one["contributions"][leaf] for one in told["items"] if one["contributions"][leaf] is not None]
        assert mean == pytest.approx(math.fsum(known) / len(known))


def test_ranges_of_ranks_are_those_of_the_page_alone() -> None:
    declared, other = ask(f"/{ANNUAL}/scores"), ask(f"/{ANNUAL}/scores?weights=even")
    assert declared["draws"]["count"] == 500
    assert declared["unsure"] is None
    assert {one["nl"] for one in declared["draws"]["drawn"]} != {one["en"] for one in declared["draws"]["drawn"]}
    for told in (other, ask(f"/{ANNUAL}/scores?period=2009")):
        assert told["draws"] is None
        assert "wijkpeil score --draws" in told["unsure"]["nl"]
        assert {one["rank_low"] for one in told["items"]} == {None}
    assert (declared["weight_set"], other["weight_set"]) == (None, "even")


def test_nodes_come_where_they_are_asked_for() -> None:
    result = score_programme(current_programme(CITY), index_of(current_programme(CITY), INDEX))[-1]
    assert all(one["nodes"] is None for one in ask(f"/{INDEX}/scores")["items"])
    for one in ask(f"/{INDEX}/scores?nodes=true")["items"]:
        row = result.areas.index(one["area"])
        own = {node: float(scores[row]) for node, scores in result.scores.items()}
        assert one["nodes"] == {node: None if math.isnan(score) else score for node, score in own.items()}
        assert one["nodes"][INDEX] == one["score"]


def test_an_area_says_where_it_stands_and_why(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {one["area"]: one for one in ask(f"/{INDEX}/scores?pageSize=500")["items"]}
    for area in list(rows)[::6]:
        told = ask(f"/{INDEX}/areas/{area}")
        assert told["standing"] == rows[area]
        nodes = {one["id"]: one for one in told["nodes"]}
        pillars = [nodes["simulated-said-pillar"], nodes["simulated-kept-pillar"]]
        assert sum(one["contribution"] for one in pillars) == pytest.approx(rows[area]["score"])
        assert nodes[INDEX]["rank"] == rows[area]["rank"]
        for language in ("nl", "en"):
            words = ("index", "explain", INDEX, "--folder", str(cities / CITY), "--area", area, "--language", language)
            said = [one["sentence"] for one in command(capsys, *words) if one["about"] == "area"]
            assert [one[language] for one in told["sentences"]] == said


def test_coherence_says_what_the_page_says() -> None:
    told = ask(f"/{INDEX}/coherence")
    result = score_programme(current_programme(CITY), index_of(current_programme(CITY), INDEX))[-1]
    for at, one in enumerate(told["indicators"]):
        known = ~np.isnan(result.stages["aggregate"][:, at])
        expected = np.corrcoef(result.stages["aggregate"][known, at], result.score[known])[0, 1]
        assert one["with_index"] == pytest.approx(expected)
    assert sum(one["effective"] for one in told["indicators"]) == pytest.approx(1)
    page = Client(SERVER_NAME="localhost").get(f"/indices/{INDEX}/").content.decode()
    assert told["sentences"]
    assert all(one["nl"] in page and one["nl"] != one["en"] for one in told["sentences"])


def test_an_exploration_is_what_the_explorer_shows() -> None:
    query = "w.simulated-safe=9&w.simulated-kept-pillar=0.5&n=rank"
    told = ask(f"/{INDEX}/explorations?{query}&pageSize=500")
    page = json.loads(Client(SERVER_NAME="localhost").get(f"/data/indices/{INDEX}/moves.json?{query}").content)
    assert f"?{told['chosen']['query']}" == page["query"]
    assert told["chosen"]["weights"] == {"simulated-safe": 9.0, "simulated-kept-pillar": 0.5}
    assert {one["area"]: str(one["rank"]) for one in told["items"]} == {
        area: label for area, (_style, label, _title) in page["areas"].items()
    }
    assert len(told["chosen"]["said"]) == 3
    declared = {one["area"]: one["rank"] for one in ask(f"/{INDEX}/scores?pageSize=500")["items"]}
    assert {one["area"]: one["declared_rank"] for one in told["items"]} == declared
    for one in told["items"]:
        assert one["places"] == one["declared_rank"] - one["rank"]
    assert all(one["places"] == 0 for one in ask(f"/{INDEX}/explorations")["items"])


def test_every_choice_that_cannot_be_taken_is_a_fault() -> None:
    told = ask(f"/{INDEX}/explorations?w.simulated-safe=abc&w.nowhere=3&n=magic&a=copeland", 422)
    assert {one["key"] for one in told["faults"]} == {"w.simulated-safe", "w.nowhere", "n"}
    assert all(one["message"] and one["remedy"] for one in told["faults"])
    together = ask(f"/{INDEX}/explorations?w.simulated-said-pillar=0&w.simulated-kept-pillar=0", 422)
    assert len(together["faults"]) == 2
    impossible = ask(f"/{INDEX}/explorations?a=geometric-mean", 422)
    assert impossible["faults"]


def test_an_exploration_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijkpeil.workflows.explore.seconds", lambda _index, _areas: 3600.0)
    told = ask(f"/{INDEX}/explorations?w.simulated-safe=3", 422)
    assert "wijkpeil score" in told["faults"][0]["remedy"]
    assert ask(f"/{INDEX}/explorations")["total"] == 24


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere", "There is no index nowhere"),
        ("/nowhere/scores", "There is no index nowhere"),
        ("/nowhere/explorations", "There is no index nowhere"),
        (f"/{INDEX}/scores?period=1999", "There are no figures of 1999."),
        (f"/{ANNUAL}/scores?period=1999", "2010"),
        (f"/{ANNUAL}/scores?weights=evne", "did you mean even?"),
        (f"/{ANNUAL}/areas/nowhere", "has no area nowhere"),
        ("?asOf=1999-01-01T00:00:00Z", "holds no programme"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(path: str, said: str) -> None:
    told = ask(path, 404)
    assert told["type"] == "urn:wijkpeil:problem:not-found"
    assert said.lower() in told["detail"].lower()


@pytest.mark.parametrize("part", ["scores", "contributions", "coherence", "explorations", "areas/3081"])
@pytest.mark.parametrize(("programme", "id"), [(CITY, BROKEN), (ROTTERDAM, SHAPE)])
def test_an_index_that_is_not_computed_says_why(programme: str, id: str, part: str) -> None:
    told = ask(f"/{id}/{part}", 409, programme)
    assert told["type"] == "urn:wijkpeil:problem:conflict"
    assert id in told["detail"]
    assert all(one["message"] and one["remedy"] for one in told["faults"])
    assert told["faults"]


def test_nothing_is_computed_that_was_computed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"/{ANNUAL}{rest}" for rest in ("", "/scores", "/coherence", "/contributions?weights=even")]
    paths += [f"/{ANNUAL}/areas/{ask(f'/{ANNUAL}/scores')['items'][0]['area']}", f"/{ANNUAL}/explorations"]
    before = [ask(path) for path in paths]

    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("computed anew")

    for module in (answers, scored):
        monkeypatch.setattr(module, "compute_panel", refused)
    monkeypatch.setattr(answers, "score_records", refused)
    monkeypatch.setattr(uncertainty, "uncertainty", refused)
    assert [ask(path) for path in paths] == before


def test_asking_for_many_tables_makes_nobody_draw_anew() -> None:
    first = ask(f"/{INDEX}/scores")
    held = {key[0] for key, _value in scored._kept.filled()}
    for period in ask(f"/{ANNUAL}")["periods"]:
        for weights in ("even", "safety-first"):
            ask(f"/{ANNUAL}/scores?period={period}&weights={weights}")
    assert held <= {key[0] for key, _value in scored._kept.filled()}
    assert ask(f"/{INDEX}/scores") == first


def test_an_exploration_is_counted_as_reading_and_is_not_sent_again_where_it_is_the_same() -> None:
    client, address = Client(SERVER_NAME="localhost"), f"/api/v1/programmes/{CITY}/indices/{INDEX}/explorations"
    with override_settings(API_READS=2):
        counts.clear()
        assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
    counts.clear()
    assert client.post(address, {}, content_type="application/json").status_code == 405
    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_past_definition_gives_past_scores(cities: Path) -> None:
    from urllib.parse import quote

    from wijkpeil.ledger.services.load import programme_load
    from wijkpeil.ledger.snapshot import state_key
    from wijkpeil.model.people import command_actor

    moment = quote(state_key(CITY).moment.isoformat())
    before = ask(f"/{ANNUAL}/scores")
    file = cities / CITY / "indices" / f"{ANNUAL}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("upper: 100", "upper: 10").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    programme_load(cities / CITY, command_actor("tester"), cities / "workspace")
    file.write_text(text, encoding="utf-8")
    now = ask(f"/{ANNUAL}/scores")
    assert (before["version"], now["version"]) == ("1", "2")
    assert max(one["score"] for one in now["items"]) <= 10
    assert ask(f"/{ANNUAL}/scores?asOf={moment}") == before
    assert ask(f"/{ANNUAL}?asOf={moment}")["version"] == "1"
