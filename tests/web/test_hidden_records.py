"""What a partner keeps for itself is on no page and in no file that anybody can open."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from people import account
from small_programmes import both

from as_signed_in import SignedIn
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services.load import programme_load
from wijkpeil.loading import definition_files, read_programme, write_programme
from wijkpeil.model.people import Role, command_actor
from wijkpeil.model.places import Facility, Hotspot

pytestmark = pytest.mark.django_db

HIDDEN = ("Schuilkelder", "Wachtpost", "Stille Hoek")


@pytest.fixture
def hiding(rotterdam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A site where a partner keeps two facilities and a hotspot for itself and those that it names."""
    made = read_programme(rotterdam)
    kept = {"theme": "safety", "areas": ("3081",), "owner": "police", "partners": ("police",)}
    facilities = (
        Facility(id="h1", kind="shelter", name=both(HIDDEN[0]), visibility="own", **kept),
        Facility(id="h2", kind="other", name=both(HIDDEN[1]), visibility="named", visible_to=("city",), **kept),
    )
    hotspot = Hotspot(
        id="h3", kind="drugs", name=both(HIDDEN[2]), streets=("Dorpsweg",), criteria=both("x"), visibility="own", **kept
    )
    ledger = replace(
        made.ledger,
        facilities=(*made.ledger.facilities, *facilities),
        hotspots=(*made.ledger.hotspots, hotspot),
    )
    folder = tmp_path / rotterdam.name
    write_programme(replace(made, ledger=ledger), definition_files(rotterdam), folder)
    monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(tmp_path / "workspace"))
    snapshot.forget()
    programme_load(folder, command_actor("tester"), tmp_path / "workspace")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, STATIC_ROOT=str(tmp_path)):
        yield SignedIn(SERVER_NAME="localhost")
    snapshot.forget()


def test_no_page_and_no_file_tells_of_a_hidden_record(hiding: Client) -> None:
    held = snapshot.current_programme().ledger
    assert [one.name.en for one in (*held.facilities[-2:], held.hotspots[-1])] == list(HIDDEN)
    addresses = [
        "/voorzieningen/",
        "/zones/",
        "/gebieden/3081/",
        "/partners/police/",
        *(f"/en/search/?q={name}" for name in HIDDEN),
        "/data/registers/facilities.csv",
        "/data/registers/hotspots.csv",
    ]
    for address in addresses:
        response = hiding.get(address)
        assert response.status_code == 200
        text = response.content.decode().replace(f'value="{address.partition("=")[2]}"', "")
        told = [name for name in HIDDEN if name in text and f"<b>{name}</b>" not in text]
        assert told == [], address
    with zipfile.ZipFile(io.BytesIO(hiding.get("/data/programme.zip").content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert [name for name in HIDDEN if name in whole] == []


@pytest.mark.parametrize(
    ("role", "partner", "seen"),
    [
        ("reader", "police", {0, 1, 2}),
        ("reader", "city", {1}),
        ("reader", "state", set()),
        ("programme-manager", None, set()),
        ("auditor", None, {0, 1, 2}),
        ("administrator", None, set()),
    ],
)
def test_who_signed_in_finds_on_every_page_what_is_theirs(
    hiding: Client, role: Role, partner: str | None, seen: set[int]
) -> None:
    programme = "" if partner is None else "rotterdam-2007"
    hiding.force_login(
        account(role, partner=partner, programme=programme), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    text = "".join(hiding.get(address).content.decode() for address in ("/voorzieningen/", "/zones/"))
    assert {number for number, name in enumerate(HIDDEN) if name in text} == seen
    found = hiding.get("/voorzieningen/")
    assert "no-store" in found.headers["Cache-Control"]
