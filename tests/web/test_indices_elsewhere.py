"""Indices of Rotterdam: one of which only the shape is known, flags that are counted, and a programme without any."""

import json
import shutil
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from wijkpeil.ledger.services.load import programme_load
from wijkpeil.model.people import command_actor
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.score import index_of, ready_index

pytestmark = pytest.mark.django_db


def text(site: Client, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, address
    return unescape(str(answer.content.decode()))


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_index_has_its_pages(site: Client, programme: Programme, language: str) -> None:
    listed = text(site, f"{language}/indices/")
    assert programme.definitions.indices
    for index in programme.definitions.indices:
        assert f'href="{language}/indices/{index.id}/"' in listed
        page = text(site, f"{language}/indices/{index.id}/")
        assert index.description.in_("en" if language else "nl") in page
        assert index.author in page
        explorer = f"{language}/indices/{index.id}/{'explore' if language else 'verkennen'}/"
        answer = site.get(f"{explorer}?a=copeland")
        assert answer.status_code == (200 if index.shape is None else 302)
        assert (f'href="{explorer}"' in page) == (f'href="{explorer}"' in listed) == (index.shape is None)


def test_of_a_shape_it_is_said_what_is_not_known(site: Client, programme: Programme) -> None:
    for index in programme.definitions.indices:
        if index.shape is None:
            continue
        page = text(site, f"/indices/{index.id}/")
        assert index.shape.nl in page
        assert 'class="ranks"' not in page
        assert site.get(f"/indices/{index.id}/verkennen/").headers["Location"] == f"/indices/{index.id}/"
        assert site.get(f"/data/indices/{index.id}/exploration.yaml").status_code == 404
        assert site.get(f"/data/indices/{index.id}.csv").status_code == 404
        assert site.get(f"/data/indices/{index.id}.yaml").status_code == 200
        answer = site.get(f"/data/indices/{index.id}/moves.json")
        assert answer.status_code == 409
        assert index.shape.nl in json.loads(answer.content)["reasons"][0]


def test_flags_that_are_counted_take_no_other_scale_alone(site: Client) -> None:
    alone = text(site, "/indices/vrom-card/verkennen/?n=min-max")
    assert "kies bij een andere schaal ook een andere manier van samenvoegen" in alone
    both = text(site, "/indices/vrom-card/verkennen/?n=min-max&a=arithmetic-mean")
    assert "kies bij een andere schaal" not in both
    assert "verschuift het verst" in both


@pytest.mark.parametrize("index", ["vrom-card", "core-social-index"])
def test_where_no_figure_is_missing_it_is_said(site: Client, programme: Programme, index: str) -> None:
    panel = ready_index(programme, index_of(programme, index)).panel
    whole = not any(np.isnan(data.values).any() for data in panel)
    assert ("Hier ontbreekt geen cijfer." in text(site, f"/indices/{index}/verkennen/")) == whole


def test_the_card_counts_as_the_document_prints(site: Client, programme: Programme) -> None:
    rows = json.loads(site.get("/data/indices/vrom-card.json").content)
    assert len(rows) == 23
    for row in rows:
        assert sum(row["contributions"].values()) == row["score"]


def test_a_programme_without_indices_says_so(site: Client, rotterdam: Path, tmp_path: Path, workspace: Path) -> None:
    folder = tmp_path / "rotterdam-2007"
    shutil.copytree(rotterdam, folder)
    shutil.rmtree(folder / "indices")
    programme_load(folder, command_actor("tester"), workspace)
    try:
        assert "voegt geen indicatoren samen" in text(site, "/indices/")
        assert 'id="indices"' not in text(site, "/gebieden/3081/")
        assert "voegt geen indicatoren samen" in text(site, "/methode/")
        assert site.get("/indices/vrom-card/").status_code == 404
        assert "Samengevoegd tot een index" not in text(site, "/")
    finally:
        programme_load(rotterdam, command_actor("tester"), workspace)
