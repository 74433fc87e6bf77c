"""A workspace with indices to ask for: the made-up city, with one of every year, and Rotterdam, with a shape."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services.load import programme_load
from wijkpeil.model.people import command_actor

CITY, ROTTERDAM = "voorbeeldstad", "rotterdam-2007"
INDEX, ANNUAL, BROKEN, SHAPE = "simulated-liveability", "simulated-annual", "simulated-broken", "safety-index"
COUNTED = ("API_READS", "API_WRITES", "API_FAILURES", "FORMS", "PAGES")
DEFINITION = """
id: simulated-annual
name: {nl: Jaarlijks (gesimuleerd), en: Annual (simulated)}
description: {nl: Verzonnen., en: Made up.}
polarity: high-is-better
version: "1"
author: nobody
reference: nowhere
review: 2030-01-01
normalisation: {method: min-max, lower: 1, upper: 100}
imputation: latest
aggregation: arithmetic-mean
tree:
  parts:
    - {id: said, name: {nl: Gezegd, en: Said}, parts: [simulated-safe, simulated-content]}
    - simulated-work
weight_sets:
  - {id: safety-first, weights: {simulated-safe: 7}}
  - {id: even, method: equal}
"""
NEGATIVE = DEFINITION.replace("simulated-annual", BROKEN).replace("lower: 1, upper: 100", "lower: -5, upper: 5")


def folder_of(project: Path, to: Path) -> Path:
    """The made-up city with an index of every year, and one that its figures do not allow."""
    shutil.copytree(project / "programmes" / CITY, to)
    (to / "indices" / f"{ANNUAL}.yaml").write_text(DEFINITION, encoding="utf-8")
    broken = NEGATIVE.replace("aggregation: arithmetic-mean", "aggregation: geometric-mean")
    (to / "indices" / f"{BROKEN}.yaml").write_text(broken, encoding="utf-8")
    return to


@pytest.fixture(scope="module")
def cities(
    django_db_setup: None, django_db_blocker: Any, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace of two programmes; its rows are gone when the module is done."""
    base = tmp_path_factory.mktemp("indices")
    folder = base / "workspace"
    folder.mkdir()
    (folder / "wijkpeil.sqlite3").touch()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        patch.delenv("WIJKPEIL_TOKEN", raising=False)
        snapshot.forget()
        programme_load(folder_of(project, base / CITY), command_actor("tester"), folder)
        programme_load(project / "programmes" / ROTTERDAM, command_actor("tester"), folder)
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {**settings.STORAGES, "staticfiles": plain}
        with override_settings(**dict.fromkeys(COUNTED, 0), STORAGES=storages, STATIC_ROOT=str(folder), PROGRAMME=CITY):
            yield base
        transaction.set_rollback(True)
    snapshot.forget()
