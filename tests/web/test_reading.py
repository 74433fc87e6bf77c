"""The overview, the board and the areas: they answer, in both languages, and send nothing they should not."""

import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from wijkpeil.errors import NotFound
from wijkpeil.model.programme import Programme
from wijkpeil.web import showing
from wijkpeil.web.assets import collect_assets
from wijkpeil.web.views import overview

pytestmark = pytest.mark.django_db

PAGES = {
    "/": "/en/",
    "/?indicator=vi2006": "/en/?indicator=vi2006",
    "/bord/": "/en/board/",
    "/bord/?sort=-vi2006&rule=inclusive&group=on": "/en/board/?sort=-vi2006&rule=inclusive&group=on",
    "/gebieden/": "/en/areas/",
    "/gebieden/3081/?compare=3035": "/en/areas/3081/?compare=3035",
    "/gebieden/3072/": "/en/areas/3072/",
    "/gebieden/kw-oud-zuid/": "/en/areas/kw-oud-zuid/",
    "/gebieden/3011/": "/en/areas/3011/",
    "/gebieden/rotterdam/": "/en/areas/rotterdam/",
}
BOTH = [*PAGES, *PAGES.values()]


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", BOTH)
def test_a_page_is_sound(site: Client, address: str) -> None:
    text = text_of(site, address)
    tags = Tags(text).found
    language = "en" if address.startswith("/en/") else "nl"
    assert tags[0] == ("html", {"lang": language})
    assert sum(tag == "h1" for tag, _ in tags) == 1
    twice = [one for one, count in Counter(a["id"] for _, a in tags if "id" in a).items() if count > 1]
    assert twice == []
    ids = {a["id"] for _, a in tags if "id" in a}
    for _, attributes in tags:
        for name in ("aria-labelledby", "for"):
            if name in attributes:
                assert attributes[name] in ids


@pytest.mark.parametrize("address", BOTH)
def test_nothing_inline_and_nothing_from_elsewhere(site: Client, address: str) -> None:
    for tag, attributes in Tags(text_of(site, address)).found:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        for name in ("href", "src", "action"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or ""), attributes


@pytest.mark.parametrize("address", BOTH)
def test_answers_carry_the_policies_and_no_cookie(site: Client, address: str) -> None:
    response = site.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(("dutch", "english"), PAGES.items())
def test_the_language_link_keeps_the_page_and_its_choices(site: Client, dutch: str, english: str) -> None:
    for address, other in ((dutch, english), (english, dutch)):
        links = [a["href"] for tag, a in Tags(text_of(site, address)).found if a.get("hreflang") and tag == "a"]
        assert links == [other]


def test_every_area_has_a_page_in_both_languages(site: Client, programme: Programme) -> None:
    for language in ("nl", "en"):
        for area in programme.definitions.areas:
            with translation.override(language):
                address = reverse("area", args=[area.id])
            assert area.name.in_(language).split("/")[0] in text_of(site, address)


def test_every_page_names_its_release_and_definitions(site: Client, programme: Programme) -> None:
    for address in BOTH:
        text = text_of(site, address)
        assert programme.releases[-1].release.id in text
        assert programme.definitions.hash[:12] in text


def test_figures_in_one_language_only(site: Client) -> None:
    dutch, english = text_of(site, "/gebieden/3081/"), text_of(site, "/en/areas/3081/")
    assert "€\u00a032.482.000" in dutch
    assert "€32,482,000" in english
    assert "−2,0" in dutch
    assert "−2.0" in english


def test_the_code_that_was_printed_twice_is_told(site: Client) -> None:
    text = text_of(site, "/gebieden/3075/")
    assert "3075 (gedrukt: 3073)" in text


def test_a_shared_line_says_with_whom(site: Client) -> None:
    assert "samen met Tussendijken" in text_of(site, "/gebieden/3025/")
    assert "together with Bospolder" in text_of(site, "/en/areas/3026/")


@pytest.mark.parametrize(
    "address", ["/niets/", "/en/nothing/", "/gebieden/0000/", "/en/areas/0000/", "/data/board.pdf"]
)
def test_what_is_not_there_is_said_so(site: Client, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 404
    said = "There is no such page" if address.startswith("/en/") else "Deze pagina is er niet"
    assert said in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_failure_is_said_in_plain_words(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(overview, "overview_page", fail)
    monkeypatch.setattr(site, "raise_request_exception", False)
    response = site.get("/en/")
    assert response.status_code == 500
    assert "This page failed" in response.content.decode()
    assert "secret detail" not in response.content.decode()


@pytest.mark.parametrize("query", ["indicator=none", "indicator=%00", "indicator=vi2006&indicator=x"])
def test_an_unknown_choice_is_as_if_none_was_made(site: Client, query: str) -> None:
    assert "163 van de 276" in text_of(site, f"/?{query}")


def test_an_empty_workspace_says_how_to_fill_it(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> None:
        raise NotFound("The workspace holds no programme.")

    monkeypatch.setattr(showing, "current_context", nothing)
    monkeypatch.setattr(showing, "programmes", dict)
    for address, said in (("/", "Er is nog geen programma geladen"), ("/en/board/", "No programme is loaded")):
        response = site.get(address)
        assert response.status_code == 503
        assert said in response.content.decode()
        assert "wijkpeil load" in response.content.decode()


def test_assets_are_collected_once_and_again_when_one_changed(tmp_path: Path) -> None:
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=str(tmp_path / "static"), STORAGES={"staticfiles": hashed}):
        assert collect_assets()
        assert not collect_assets()
        manifest = tmp_path / "static" / "staticfiles.json"
        assert "css/tokens.css" in manifest.read_text(encoding="utf-8")
        os.utime(manifest, (1, 1))
        assert collect_assets()
