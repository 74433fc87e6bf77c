"""The site with the Rotterdam programme loaded, once for each module of tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation
from working import signed_in

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services.load import programme_load
from wijkpeil.model.people import command_actor
from wijkpeil.model.programme import Programme


@pytest.fixture(autouse=True)
def dutch() -> None:
    """Addresses are Dutch at the start of every test, whatever the last page was in."""
    translation.activate("nl")


@pytest.fixture(scope="module")
def workspace(
    django_db_setup: None, django_db_blocker: Any, rotterdam: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace that holds the Rotterdam programme; its rows are gone when the module is done."""
    folder = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        programme_load(rotterdam, command_actor("tester"), folder)
        yield folder
        transaction.set_rollback(True)
    snapshot.forget()


@pytest.fixture(scope="module")
def site(workspace: Path) -> Iterator[Client]:
    """A client of the site, as a browser on this machine; assets keep their plain names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, STATIC_ROOT=str(workspace)):
        yield Client(SERVER_NAME="localhost")


@pytest.fixture(scope="module")
def programme(workspace: Path) -> Programme:
    """The programme as the site shows it."""
    return snapshot.current_programme()


@pytest.fixture
def manager(site: Client) -> Client:
    """Somebody who is signed in as programme manager."""
    return signed_in()[0]
