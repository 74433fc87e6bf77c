"""The workspace of ``world.py`` as a fixture, for every folder of tests that wants it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from world import World, build

from wijkpeil.ledger import snapshot

COUNTED = ("API_READS", "API_WRITES", "API_FAILURES", "FORMS", "PAGES")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A workspace in which everybody stands, once for each module; whoever writes rolls back."""
    folder = tmp_path_factory.mktemp("rights") / "workspace"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        patch.delenv("WIJKPEIL_TOKEN", raising=False)
        snapshot.forget()
        with override_settings(**dict.fromkeys(COUNTED, 0), STORAGES=storages, STATIC_ROOT=str(folder)):
            yield build(folder)
        transaction.set_rollback(True)
    snapshot.forget()
