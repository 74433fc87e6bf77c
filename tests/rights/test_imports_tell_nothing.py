"""A sheet of a partner that guesses at hidden records learns nothing of them: by page, by the API, by a command."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pages import signed_in
from record_pages import at
from test_nothing_leaks import adoption, practice
from ways import as_json
from world import HOUSING, KEEPER, POLICE, SMALL, Stand, World, facility, key_for, person

from wijkpeil.cli.app import run
from wijkpeil.ledger.importing import plan_import
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.rights_table import Holder
from wijkpeil.ledger.services import record_add, record_remove, record_revise
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading.json_form import json_text
from wijkpeil.loading.sheets import csv_text

pytestmark = pytest.mark.django_db
Rows = Mapping[str, Mapping[str, str]]
SECRET = "zebra-crossings"


@pytest.fixture(autouse=True)
def undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        record_add(KEEPER, SMALL, "practices", SECRET, practice(POLICE, "own"))
        record_add(KEEPER, SMALL, "practices", "practice-of-housing", practice(HOUSING))
        record_add(KEEPER, SMALL, "adoptions", "adoption-of-police", adoption("practice-of-housing", POLICE, "own"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def partner() -> Stand:
    made, _grant = person("decision-maker", HOUSING, "importer")
    return Stand(Holder(role="decision-maker", place="partner"), made, *key_for(made))


def sheet(rows: Rows) -> str:
    names = list(dict.fromkeys(name for cells in rows.values() for name in cells))
    return csv_text([["id", *names], *([own, *(cells.get(name, "") for name in names)] for own, cells in rows.items())])


def by_page(stand: Stand, _world: World, register: str, rows: Rows) -> str:
    client: Client = signed_in(stand)
    sent = {"file": SimpleUploadedFile("sheet.csv", sheet(rows).encode())}
    answer = client.post(at("work-import", register), sent, follow=True)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    # Tags hold the keys of the form and the address of the upload, which are new each time.
    return re.sub(r"<[^>]*>", " ", main)


def by_api(stand: Stand, _world: World, register: str, rows: Rows) -> str:
    items = [{"id": own, "record": as_json(register, own, cells)} for own, cells in rows.items()]
    said = ""
    for preview in (True, False):
        answer = Client(SERVER_NAME="localhost").post(
            f"/api/v1/programmes/{SMALL}/registers/{register}/imports",
            json_text({"items": items, "preview": preview}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {stand.key}"},
        )
        assert answer.status_code in (403, 409, 412, 422), answer.content
        said += answer.content.decode()
    return said


def by_command(stand: Stand, world: World, register: str, rows: Rows) -> str:
    path = world.workspace.parent / "sheet.csv"
    path.write_text(sheet(rows), encoding="utf-8")
    said = ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIJKPEIL_TOKEN", stand.key)
        for more in (["--dry-run"], []):
            arguments = ["record", "import", register, "--file", str(path), "--workspace", str(world.workspace), *more]
            code, wrote = output_of(arguments)
            assert code == 1, wrote
            said += wrote
    return said


def output_of(arguments: list[str]) -> tuple[int, str]:
    wrote = io.StringIO()
    with redirect_stdout(wrote), redirect_stderr(wrote):
        code = run(arguments)
    return code, wrote.getvalue()


CANNOT_BE_USED = {
    "page": "Dit id kan niet worden gebruikt.",
    "api": "This id cannot be used.",
    "command": "This id cannot be used.",
}
WAYS: dict[str, Any] = {"page": by_page, "api": by_api, "command": by_command}


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_is_hidden_is_told_as_one_that_is_not_there(world: World, partner: Stand, way: str) -> None:
    before = JournalEntry.objects.count()
    told = []
    for guess in (SECRET, "zebra-crossingz", "something-else-xx"):
        rows = {"mine": adoption(guess, HOUSING)}
        told.append(re.sub(r"\s+", " ", WAYS[way](partner, world, "adoptions", rows).replace(guess, "IT")))
    assert told[0] == told[1] == told[2]
    assert SECRET not in told[1]
    assert "IT" in told[0]
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("way", WAYS)
def test_what_a_hidden_record_stands_in_the_way_of_is_not_said_with_its_name(
    world: World, partner: Stand, way: str
) -> None:
    rows = {"practice-of-housing": practice(HOUSING, "own")}
    told = WAYS[way](partner, world, "practices", rows)
    assert "adoption-of-police" not in told
    if way != "api":  # There the revision that was seen is missing, which is said first.
        assert "niet mag zien" in told or "may not see" in told


@pytest.mark.parametrize("way", WAYS)
def test_an_id_that_is_taken_by_a_hidden_record_cannot_be_used_and_that_is_all(
    world: World, partner: Stand, way: str
) -> None:
    told = WAYS[way](partner, world, "facilities", {"f-police-hidden": facility(HOUSING)})
    assert CANNOT_BE_USED[way] in told
    assert "police" not in told.replace("f-police-hidden", "")


def test_a_plan_says_no_revision_of_a_record_that_is_hidden_now(world: World, partner: Stand) -> None:
    """Not even of one of which an earlier revision was public."""
    record_revise(KEEPER, SMALL, "facilities", "f-police", facility(POLICE, "own"), revision=None)
    held = current_programme(SMALL)
    for seen in ("1", "2", "3", ""):
        row = (2, ["f-police", seen, "Nieuw"])
        hidden = plan_import(partner.actor, held, "facilities", ["id", "revision", "name_nl"], [row], None)
        assert {each.revision for each in (*hidden.added, *hidden.changed, *hidden.stale)} <= {0}
        assert [each.fault.message for each in hidden.faults] == ["This id cannot be used."] or seen == ""


def test_a_sheet_of_one_register_is_not_taken_in_as_another(partner: Stand) -> None:
    client = signed_in(partner)
    sent = {"file": SimpleUploadedFile("sheet.csv", sheet({"new": facility(HOUSING)}).encode())}
    address = client.post(at("work-import", "facilities"), sent).headers["Location"]
    upload = address.rstrip("/").rpartition("/")[2]
    assert client.get(address).status_code == 200
    other = client.get(at("work-preview", "practices", upload))
    assert (other.status_code, other.headers["Location"]) == (302, at("work-register", "practices"))


def test_the_sheet_of_another_person_is_not_there(partner: Stand) -> None:
    client = signed_in(partner)
    sent = {"file": SimpleUploadedFile("sheet.csv", sheet({"new": facility(HOUSING)}).encode())}
    address = client.post(at("work-import", "facilities"), sent).headers["Location"]
    made, _grant = person("decision-maker", HOUSING, "somebody else")
    thief = signed_in(Stand(partner.holder, made, "", ""))
    assert thief.get(address).status_code == 302
    assert thief.post(address, {"act": "drop"}).status_code == 302
    assert client.get(address).status_code == 200


def test_a_record_that_was_removed_is_none(world: World, partner: Stand) -> None:
    record_remove(KEEPER, SMALL, "facilities", "f-housing", revision=None)
    rows = [(2, ["f-housing", "Nieuw"])]
    plan = plan_import(partner.actor, current_programme(SMALL), "facilities", ["id", "name_nl"], rows, None)
    assert [each.revision for each in plan.added] == [0]
