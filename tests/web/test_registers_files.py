"""Downloads: each parses back to what the programme holds."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from wijkpeil.loading import read_programme
from wijkpeil.model.programme import Programme
from wijkpeil.pages.open_data import registers
from wijkpeil.workflows.reconcile import reconcile

pytestmark = pytest.mark.django_db


def content(site: Client, address: str) -> bytes:
    response = site.get(address)
    assert response.status_code == 200, address
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Access-Control-Allow-Origin"] == "*"
    return bytes(response.content)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_figures_come_back_digit_by_digit(site: Client, programme: Programme) -> None:
    for released in programme.releases:
        found = rows(content(site, f"/data/figures/{released.release.id}.csv"))
        assert [(one["indicator"], one["area"], one["value"]) for one in found] == [
            (one.indicator, one.area, "" if one.value is None else str(one.value)) for one in released.observations
        ]


@pytest.mark.parametrize("register", registers())
def test_every_register_comes_back_whole(site: Client, programme: Programme, register: str) -> None:
    found = rows(content(site, f"/data/registers/{register}.csv"))
    assert [one["id"] for one in found] == [one.id for one in getattr(programme.ledger, register)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_claims_come_back_with_their_verdicts(site: Client, programme: Programme, language: str) -> None:
    wanted = [(one.claim, one.verdict) for one in reconcile(programme)]
    found = json.loads(content(site, f"{language}/data/claims.json"))
    assert [(one["id"], one["verdict"]) for one in found] == wanted
    assert [(one["id"], one["verdict"]) for one in rows(content(site, f"{language}/data/claims.csv"))] == wanted


def test_targets_come_back(site: Client, programme: Programme) -> None:
    for found in (json.loads(content(site, "/data/targets.json")), rows(content(site, "/data/targets.csv"))):
        assert [one["id"] for one in found] == [one.id for one in programme.ledger.targets]


def test_money_comes_back_and_adds_up(site: Client, programme: Programme) -> None:
    found = rows(content(site, "/data/money.csv"))
    for budget in programme.ledger.budgets:
        own = [one for one in found if one["budget"] == budget.id]
        lines = [Decimal(one["amount"]) for one in own if not one["id"].startswith("total-")]
        totals = {one["id"]: Decimal(one["amount"]) for one in own if one["id"].startswith("total-")}
        assert sum(lines) == totals["total-recounted"]
        assert totals["total-printed"] == budget.printed_total


def test_the_workbook_holds_each_budget_as_numbers(site: Client, programme: Programme) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(site, "/data/money.xlsx")))
    assert book.sheet_names == [budget.id for budget in programme.ledger.budgets]
    for budget in programme.ledger.budgets:
        head, *lines = book.get_sheet_by_name(budget.id).to_python()
        amounts = [line[head.index("amount")] for line in lines]
        assert sum(amounts[:-2]) == amounts[-2] == float(budget.printed_total or 0)


def test_the_whole_programme_is_the_folder(site: Client, rotterdam: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content(site, "/data/programme.zip"))) as archive:
        archive.extractall(tmp_path)
    assert read_programme(tmp_path / rotterdam.name) == read_programme(rotterdam)


def test_schemas_are_schemas(site: Client) -> None:
    for name in ("claims", "targets", "programme"):
        Draft202012Validator.check_schema(json.loads(content(site, f"/data/schemas/{name}.json")))


@pytest.mark.parametrize(
    "address",
    [
        "/data/figures/none.csv",
        "/data/registers/none.csv",
        "/data/claims.xlsx",
        "/data/money.pdf",
        "/data/schemas/none.json",
    ],
)
def test_a_file_that_is_not_there_is_not_found(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_the_course_of_a_target_comes_back_in_three_forms(site: Client) -> None:
    found = rows(content(site, "/data/targets/O2.csv"))
    assert [(one["series"], one["day"], one["value"]) for one in found[:3]] == [
        ("measured", "2006-12-31", "5"),
        ("asked", "2006-12-31", "5"),
        ("asked", "2010-12-31", "0"),
    ]
    (told,) = json.loads(content(site, "/en/data/targets/O2.json"))
    assert (told["id"], told["status"], len(told["course"])) == ("O2", "too-early", len(found))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(site, "/data/targets/O2.xlsx")))
    assert book.sheet_names == ["state", "course"]
    assert len(book.get_sheet_by_name("course").to_python()) == len(found) + 1
    for address in ("/data/targets/nowhere.csv", "/data/targets/O2.pdf"):
        assert site.get(address).status_code == 404
