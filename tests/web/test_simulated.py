"""What is made up says so above every page; what is not says nothing of the kind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services.load import programme_load
from wijkpeil.model.people import command_actor

pytestmark = pytest.mark.django_db
SAID = {
    "nl": "Gesimuleerd: wat deze site over gebieden en cijfers zegt, is verzonnen.",
    "en": "Simulated: what this site says of areas and figures is made up.",
}
PLAIN = (
    "overview",
    "board",
    "areas",
    "targets",
    "measures",
    "money",
    "agreements",
    "recount",
    "method",
    "api",
    "indices",
)
OF_ONE = {
    "target": "simulated-T7",
    "area": "simulated-17",
    "indicator": "simulated-reports",
    "index": "simulated-liveability",
}
PAGES = [(name, []) for name in PLAIN] + [(name, [id]) for name, id in OF_ONE.items()]


@pytest.fixture(scope="module")
def workspace(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """A workspace that holds the made-up city, or Rotterdam where a test asks for it."""
    name = getattr(request, "param", "voorbeeldstad")
    folder = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        programme_load(project / "programmes" / name, command_actor("tester"), folder)
        yield folder
        transaction.set_rollback(True)
    snapshot.forget()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("name", "ids"), PAGES)
def test_every_page_of_the_made_up_city_says_so(site: Client, name: str, ids: list[str], language: str) -> None:
    with translation.override(language):
        address = reverse(name, args=ids)
    answer = site.get(address)
    assert answer.status_code == 200
    assert SAID[language] in answer.content.decode()


@pytest.mark.parametrize("workspace", ["rotterdam-2007"], indirect=True)
def test_a_programme_of_a_real_city_does_not_say_so(site: Client) -> None:
    text = site.get("/").content.decode() + site.get("/en/").content.decode()
    assert "simbar" not in text
    assert not any(words in text for words in SAID.values())
