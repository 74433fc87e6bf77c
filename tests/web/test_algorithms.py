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

from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import KINDS
from wijkpeil.pages.algorithms import FIELDS, RULES, TO_FILL_IN, entries
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
            assert len({entry[field] for entry in found.values()}) == len(RULES)


def test_the_entries_are_there_as_data(site: Client) -> None:
    records = json.loads(site.get("/data/algorithms.json").content)
    assert [one["source_id"].split("/")[1] for one in records] == list(RULES)
    rows = list(csv.DictReader(io.StringIO(site.get("/data/algorithms.csv").content.decode())))
    assert [row["name"] for row in rows] == [one["name"] for one in records]
    assert site.get("/data/algorithms.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "said"), [("/methode/", "Menselijke tussenkomst"), ("/en/method/", "Human intervention")]
)
def test_the_method_page_shows_each_rule(site: Client, address: str, said: str) -> None:
    page = unescape(site.get(address).content.decode())
    assert [rule for rule in RULES if f'<div id="{rule}">' not in page] == []
    assert page.count(said) == len(RULES)
