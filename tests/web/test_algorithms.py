"""The rules as entries of the Dutch algorithm register: the fields of its publication standard 1.0, within its limits.

``tests/spec/algorithm_register.csv`` holds what the standard asks of each field; it knows Dutch alone as a language.
"""

import csv
import io
import json
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from wijkpeil.cli.app import run
from wijkpeil.model.programme import Programme
from wijkpeil.model.register import FIELDS, TO_FILL_IN
from wijkpeil.model.signals import KINDS
from wijkpeil.pages.algorithms import RULES, entries
from wijkpeil.pages.context import view_context

pytestmark = pytest.mark.django_db
STANDARD = list(csv.DictReader((Path(__file__).parents[1] / "spec" / "algorithm_register.csv").open(encoding="utf-8")))
SAID = ("name", "description_short", "goal", "proportionality", "human_intervention", "risks", "source_data")
"""Fields that a rule says something of its own or shared in."""


def test_the_fields_are_those_of_the_standard_in_its_order() -> None:
    assert [row["field"] for row in STANDARD] == list(FIELDS)


def test_every_rule_has_an_entry() -> None:
    assert set(RULES) == {*(f"signal-{kind}" for kind in KINDS), "target-status"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_an_entry_keeps_to_the_standard(rule: str, language: str, programme: Programme) -> None:
    entry = entries(view_context(programme), language, "post@example.org")[rule]
    assert list(entry) == list(FIELDS)
    for row in STANDARD:
        value = entry[row["field"]]
        if row["required"] == "yes":
            assert value, row["field"]
        if value and row["longest"]:
            assert len(str(value)) <= int(row["longest"]), row["field"]
        if value and row["permitted"]:
            assert value in row["permitted"].split("; ")
    assert all(entry[name] for name in SAID)
    assert [name for name in TO_FILL_IN if entry[name] is not None] == []
    assert ("drempel" in str(entry["methods_and_models"]).lower()) == (language == "nl")


def test_no_rule_says_the_same_as_another(programme: Programme) -> None:
    for language in ("nl", "en"):
        found = entries(view_context(programme), language)
        for field in ("name", "description_short", "goal", "methods_and_models"):
            assert len({entry[field] for entry in found.values()}) == len(found)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_index_that_is_computed_has_an_entry_that_keeps_to_the_standard(
    language: str, programme: Programme
) -> None:
    found = entries(view_context(programme), language, "post@example.org")
    computed = {f"index-{index.id}" for index in programme.definitions.indices if index.shape is None}
    assert computed
    assert set(found) == {*RULES, *computed}
    for rule in computed:
        entry = found[rule]
        assert list(entry) == list(FIELDS)
        for row in STANDARD:
            value = entry[row["field"]]
            assert value or row["required"] != "yes", row["field"]
            assert not value or not row["longest"] or len(str(value)) <= int(row["longest"]), row["field"]
            assert not value or not row["permitted"] or value in row["permitted"].split("; ")
        assert all(entry[name] for name in SAID)
        assert [name for name in TO_FILL_IN if entry[name] is not None] == []
    said = {str(found[rule]["human_intervention"]) for rule in computed}
    assert all(("Mensen" in text) == (language == "nl") for text in said)


def test_the_command_gives_the_same_entries(
    rotterdam: Path, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["index", "register", "--folder", str(rotterdam), "--language", "en"]) == 0
    printed = {str(one["source_id"]): one for one in json.loads(capsys.readouterr().out)}
    found = {str(one["source_id"]): one for one in entries(view_context(programme), "en").values()}
    assert printed == {own: entry for own, entry in found.items() if "/index-" in own}


def test_the_entries_are_there_as_data(site: Client) -> None:
    records = json.loads(site.get("/data/algorithms.json").content)
    assert [one["source_id"].split("/")[1] for one in records][: len(RULES)] == list(RULES)
    rows = list(csv.DictReader(io.StringIO(site.get("/data/algorithms.csv").content.decode())))
    assert [row["name"] for row in rows] == [one["name"] for one in records]
    assert site.get("/data/algorithms.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "said"), [("/methode/", "Menselijke tussenkomst"), ("/en/method/", "Human intervention")]
)
def test_the_method_page_shows_each_rule_and_index(site: Client, address: str, said: str, programme: Programme) -> None:
    found = entries(view_context(programme), "en")
    page = unescape(site.get(address).content.decode())
    assert [rule for rule in found if f'<div id="{rule}">' not in page] == []
    assert page.count(said) == len(found)
