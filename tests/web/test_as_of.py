"""Every page as it stood: addresses that say when, what they show, where their links lead, and how long they hold."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import programme_load, record_add, record_remove, record_revise
from wijkpeil.loading import json_schemas
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.people import Actor, Grant, command_actor
from wijkpeil.model.programme import Programme
from wijkpeil.pages.open_data import registers
from wijkpeil.web import as_of, past, urls_past
from wijkpeil.web.as_of import When, prefix

pytestmark = pytest.mark.django_db

P = "rotterdam-2007"
OFFICE = Actor(id="p-1", kind="person", grants=(Grant(id="g", account="p-1", role="programme-manager"),))
BOTH = Actor(
    id="p-2",
    kind="person",
    grants=(*OFFICE.grants, Grant(id="h", account="p-2", role="decision-maker", partner="city")),
)
LANGUAGES = ("nl", "en")
FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEW = {
    "kind": "measure",
    "theme": "general",
    "name_nl": "Nieuwe speelplek",
    "name_en": "New playground",
    "description_nl": "Een speelplek.",
    "description_en": "A playground.",
    "scope_nl": "de wijk",
    "scope_en": "the neighbourhood",
    "record_kept_nl": "een telling",
    "record_kept_en": "a count",
    "lines": "1",
}


def cells(register: str, id: str) -> dict[str, str]:
    held = getattr(snapshot.current_programme(P).ledger, register)
    return record_cells(next(one for one in held if one.id == id))


def revise(register: str, id: str, why: str, actor: Actor = OFFICE, **changed: str) -> None:
    record_revise(actor, P, register, id, {**cells(register, id), **changed}, revision=None, why=why)


def write_history(folder: Path, at: Any) -> None:
    """Entry 1 loads; 2 renames a measure; 3 adds one; 4 renames a partner; 5 removes the new measure."""
    at(FIRST)
    programme_load(folder, command_actor("tester"), Path(snapshot.current_workspace().path))
    at(datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    revise("measures", "m02", "Na overleg.", name_nl="Anders genoemd", name_en="Named otherwise")
    at(datetime(2026, 3, 10, 10, 0, 1, tzinfo=UTC))
    record_add(OFFICE, P, "measures", "new", NEW, why="Gevraagd door bewoners.")
    at(datetime(2026, 4, 1, 22, 30, tzinfo=UTC))
    revise("partners", "city", "", name_nl="Het stadsbestuur")
    at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    record_remove(OFFICE, P, "measures", "new", revision=None, why="Niet gebouwd.")


@pytest.fixture(scope="module")
def workspace(
    django_db_setup: None, django_db_blocker: Any, rotterdam: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace with Rotterdam and four changes to it, in 2026."""
    folder = tmp_path_factory.mktemp("workspace")
    held = [FIRST]
    with pytest.MonkeyPatch.context() as monkey, django_db_blocker.unblock(), transaction.atomic():
        monkey.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        with patch("django.utils.timezone.now", lambda: held[0]):
            write_history(rotterdam, lambda moment: held.__setitem__(0, moment))
        yield folder
        transaction.set_rollback(True)
    snapshot.forget()


def get(site: Client, address: str, **headers: str) -> HttpResponse:
    return site.get(address, headers=headers)


def text_of(response: HttpResponse) -> str:
    return unescape(response.content.decode())


GIVEN: dict[str, dict[str, str]] = {
    "area": {"id": "3081"},
    "board-file": {"form": "csv"},
    "target": {"id": "O2"},
    "theme": {"id": "safety"},
    "measure": {"id": "m02"},
    "partner": {"id": "city"},
    "claim": {"id": "n01"},
    "indicator": {"id": "vi2006"},
    "data-figures": {"release": "application-2007"},
    "data-register": {"register": "measures"},
    "data-claims": {"form": "json"},
    "data-targets": {"form": "csv"},
    "data-status": {"form": "xlsx"},
    "data-changes": {"form": "json"},
    "data-money": {"form": "xlsx"},
    "data-schema": {"name": "measures"},
    "history-record": {"register": "measures", "id": "m02"},
}
LINK = re.compile(r'<(a|form|link|script|img|use|source)\b[^>]*?\s(?:href|action|src|xlink:href)="([^"]*)"([^>]*)>')


def links(text: str) -> list[tuple[str, str, str]]:
    """Tag, address and whole tag of everything on a page that leads to this site."""
    return [(m[1], m[2], m[0]) for m in LINK.finditer(text) if m[2].startswith("/")]


@pytest.mark.parametrize("moment", ["2026-03-20", "2026-03-20T12:00:05", "entry"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_its_moment_in_every_link(site: Client, language: Any, moment: str) -> None:
    when = When(entry=3) if moment == "entry" else as_of.read_when(moment)
    assert when
    start = prefix("/", language, when)
    seen = 0
    for name in sorted(urls_past.STANDING):
        address = as_of.address_of(name, GIVEN.get(name, {}), "/", language, when)
        assert address.startswith(start), name
        response = get(site, address)
        assert response.status_code == 200, address
        assert response.headers["X-Robots-Tag"] == "noindex"
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        text = text_of(response)
        assert f'<html lang="{language}">' in text
        for tag, link, whole in links(text):
            seen += 1
            if tag in ("link", "script", "img", "source") and link.startswith("/static/"):
                continue
            if 'class="when' in whole or 'class="filter when-page' in whole or 'class="stood-now"' in whole:
                assert not link.startswith(("/op/", "/en/as-of/")), (name, link)
                continue
            other_moment = 'rel="prev"' in whole or 'rel="next"' in whole or name.startswith("history")
            other_language = "hreflang" in whole
            step = re.match(r"/(op|en/as-of)/(logboek|journal)-\d+/", link)
            if other_language:
                assert link.startswith(prefix("/", "en" if language == "nl" else "nl", when)), (name, link)
            elif other_moment or step:
                assert link.startswith(("/op/", "/en/as-of/")), (name, link)
            else:
                assert link.startswith(start), (name, link)
    assert seen > 500


def test_every_page_of_the_site_can_be_seen_as_it_stood_or_leads_to_the_present(site: Client) -> None:
    names = {each.name for each in urls_past.urlpatterns if getattr(each, "name", None)}
    assert names > urls_past.STANDING
    assert {"overview", "board", "area", "target", "measure", "money", "search", "history"} <= urls_past.STANDING
    for address in ("/werk/", "/account/", "/beheer/", "/logboek/", "/en/work/", "/en/journal/"):
        start = "/en/as-of/2026-03-20" if address.startswith("/en/") else "/op/2026-03-20"
        response = get(site, start + address.removeprefix("/en"))
        assert (response.status_code, response.headers.get("Location")) == (302, address)
    response = get(site, "/op/2026-03-20/geschiedenis/naar/?date=2026-03-12&page=/bord/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/geschiedenis/naar/?date=2026-03-12&page=/bord/",
    )


def test_a_moment_shows_what_stood_then(site: Client) -> None:
    then = text_of(get(site, "/op/2026-03-09/maatregelen/m02/"))
    now = text_of(get(site, "/maatregelen/m02/"))
    assert "Anders genoemd" not in then
    assert "Anders genoemd" in now
    assert "Zoals het stond aan het eind van 9\u00a0maart 2026" in then
    assert "Zoals het stond" not in now
    assert get(site, "/op/2026-03-09/maatregelen/new/").status_code == 404
    assert get(site, "/op/2026-03-10/maatregelen/new/").status_code == 200
    assert get(site, "/maatregelen/new/").status_code == 404
    gone = text_of(get(site, "/en/as-of/2026-06-01/measures/new/"))
    assert "It may also not have been there at this moment." in gone


def test_downloads_and_search_are_of_the_moment(site: Client) -> None:
    assert "Anders genoemd" in get(site, "/data/registers/measures.csv").content.decode()
    assert "Anders genoemd" not in get(site, "/op/2026-03-09/data/registers/measures.csv").content.decode()
    assert "/op/2026-03-10/maatregelen/new/" in text_of(get(site, "/op/2026-03-10/zoeken/?q=speelplek"))
    assert "maatregelen/new/" not in text_of(get(site, "/zoeken/?q=speelplek"))
    straight = get(site, "/op/2026-03-10/zoeken/?q=3081")
    assert straight.headers["Location"] == "/op/2026-03-10/gebieden/3081/"


def test_a_time_is_exact_to_the_second(site: Client) -> None:
    # Entry 2 is of 10:00:00 and entry 3 of 10:00:01 UTC, an hour later by the clock of the city.
    for at, renamed, added in (("10:59:59", False, False), ("11:00:00", True, False), ("11:00:01", True, True)):
        assert ("Anders genoemd" in text_of(get(site, f"/op/2026-03-10T{at}/maatregelen/m02/"))) == renamed
        assert (get(site, f"/op/2026-03-10T{at}/maatregelen/new/").status_code == 200) == added
    assert get(site, "/op/2026-03-10T11:00/maatregelen/new/").status_code == 404


def test_a_day_ends_by_the_clock_of_the_city(site: Client) -> None:
    # Written at 22:30 UTC on 1 April, which is half past midnight on 2 April in Amsterdam.
    assert "Het stadsbestuur" not in text_of(get(site, "/op/2026-04-01/partners/city/"))
    assert "Het stadsbestuur" in text_of(get(site, "/op/2026-04-02/partners/city/"))


def test_an_entry_is_exactly_the_state_that_it_left(site: Client) -> None:
    assert "Anders genoemd" not in text_of(get(site, "/op/logboek-1/maatregelen/m02/"))
    assert "Anders genoemd" in text_of(get(site, "/op/logboek-2/maatregelen/m02/"))
    assert get(site, "/op/logboek-2/maatregelen/new/").status_code == 404
    text = text_of(get(site, "/en/as-of/journal-3/measures/new/"))
    assert "As it stood after entry 3 of the journal" in text
    head = text[: text.index("<main")]
    assert 'href="/en/as-of/journal-2/measures/new/" rel="prev"' in head
    assert 'href="/en/as-of/journal-4/measures/new/" rel="next"' in head
    assert 'href="/en/measures/new/"' in head


def test_the_head_names_the_entry_and_the_definitions(site: Client, programme: Programme) -> None:
    text = text_of(get(site, "/en/as-of/2026-03-20/"))
    assert f"entry 3, 10\u00a0March 2026,\u00a011:00. Definitions {programme.definitions.hash[:12]}." in text
    assert 'content="noindex"' in text
    assert 'content="noindex"' not in text_of(get(site, "/en/"))
    last = text_of(get(site, "/en/as-of/journal-5/"))
    assert "Nothing changed since." in last
    assert 'rel="next"' not in last[: last.index("<main")]
    assert 'rel="prev"' not in text_of(get(site, "/en/as-of/journal-1/"))


TROUBLES = [
    ("/op/2026-03-01/bord/", "Er was nog niets vastgelegd", "/op/logboek-1/bord/"),
    ("/en/as-of/2026-03-01/board/", "Nothing was recorded yet", "/en/as-of/journal-1/board/"),
    ("/op/2999-01-01/bord/", "Dat is nog niet gebeurd", "/bord/"),
    ("/en/as-of/2999-01-01T12:00/board/", "That has not happened yet", "/en/board/"),
    ("/op/gisteren/bord/", "Dit moment is niet te lezen", "/bord/"),
    ("/op/2026-02-30/bord/", "Dit moment is niet te lezen", "/bord/"),
    ("/op/9999-12-31/", "Dit moment is niet te lezen", "/"),
    ("/op/0000-01-01/", "Dit moment is niet te lezen", "/"),
    ("/op/2026-03-10T25:00/", "Dit moment is niet te lezen", "/"),
    ("/op/logboek-0/", "Dit moment is niet te lezen", "/"),
    ("/op/logboek-77/bord/", "Zo'n regel is er niet", "/op/logboek-1/bord/"),
    ("/op/2026-03-20/nergens/", "Deze pagina is er niet", "/op/2026-03-20/bord/"),
]


WALKED: set[str] = set()


@pytest.mark.parametrize(("address", "said", "link"), TROUBLES)
def test_what_cannot_be_shown_is_said_with_a_way_on(site: Client, address: str, said: str, link: str) -> None:
    response = get(site, address)
    text = text_of(response)
    assert response.status_code == 404
    assert said in re.sub(r"<[^>]+>", "", text[text.index("<h1") :][:200])
    assert f'href="{link}"' in text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "max-age" not in response.headers["Cache-Control"]
    # Every link of the page leads somewhere.
    for tag, one, _whole in links(text):
        if tag == "a" and one not in WALKED:
            WALKED.add(one)
            assert get(site, one).status_code in (200, 302, 404), one


def test_a_stroke_is_added(site: Client) -> None:
    assert get(site, "/op/2026-03-20").headers["Location"] == "/op/2026-03-20/"
    assert get(site, "/op/2026-03-20/bord").headers["Location"] == "/op/2026-03-20/bord/"
    assert get(site, "/en/as-of/2026-03-20/board").headers["Location"] == "/en/as-of/2026-03-20/board/"


def test_the_choices_of_a_page_come_along(site: Client) -> None:
    text = text_of(get(site, "/op/2026-03-20/bord/?sort=-vi2006"))
    assert 'href="/en/as-of/2026-03-20/board/?sort=-vi2006"' in text
    assert 'href="/bord/?sort=-vi2006"' in text
    assert 'href="/op/logboek-1/bord/?sort=-vi2006"' not in text
    assert 'href="/op/logboek-2/bord/?sort=-vi2006"' in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_past_is_for_reading(site: Client, method: str) -> None:
    assert getattr(site, method)("/op/2026-03-20/bord/").status_code == 405


def test_a_past_state_may_be_kept(site: Client) -> None:
    response = get(site, "/op/2026-03-20/gebieden/3081/")
    etag = response.headers["ETag"]
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert etag.startswith('"')
    with patch("wijkpeil.web.views.areas.area_page", side_effect=AssertionError("made anew")):
        again = get(site, "/op/2026-03-20/gebieden/3081/", **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    other = get(site, "/op/2026-03-20/gebieden/3081/?compare=3072", **{"If-None-Match": etag})
    assert other.status_code == 200
    assert get(site, "/en/as-of/2026-03-20/areas/3081/").headers["ETag"] != etag


def test_a_state_that_still_stands_may_not_be_kept(site: Client) -> None:
    for address in ("/op/2026-06-01/", "/op/logboek-5/", f"/op/{timezone.localdate()}/", "/"):
        assert get(site, address).headers["Cache-Control"] == "no-cache", address


def test_what_only_some_may_see_is_not_kept_for_others(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "scope_of", lambda _request: frozenset({"city"}))
    response = get(site, "/op/2026-03-20/bord/")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_today_shows_what_stands_so_far(site: Client) -> None:
    assert get(site, f"/op/{timezone.localdate()}/maatregelen/m02/").status_code == 200
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert get(site, f"/op/{tomorrow}/maatregelen/m02/").status_code == 404


def test_the_form_leads_to_the_same_page_on_that_day(site: Client) -> None:
    text = text_of(get(site, "/bord/?sort=-vi2006"))
    assert 'name="page" value="/bord/?sort=-vi2006"' in text
    go = "/geschiedenis/naar/?date=2026-03-20&page="
    assert get(site, f"{go}/bord/%3Fsort=-vi2006").headers["Location"] == "/op/2026-03-20/bord/?sort=-vi2006"
    assert get(site, f"{go}/nergens/").headers["Location"] == "/op/2026-03-20/"
    english = "/en/history/go/?date=2026-03-20&page=/en/areas/3081/"
    assert get(site, english).headers["Location"] == "/en/as-of/2026-03-20/areas/3081/"


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/%09/evil.example", "\\\\evil"])
def test_the_form_leads_nowhere_else(site: Client, page: str) -> None:
    response = site.get("/geschiedenis/naar/", {"date": "2026-03-20", "page": page})
    assert response.headers["Location"] == "/op/2026-03-20/"


@pytest.mark.parametrize(("typed", "said"), [("", "geen dag"), ("morgen", "geen dag"), ("2999-01-01", "nog komen")])
def test_a_day_that_cannot_be_shown_is_said_beside_the_field(site: Client, typed: str, said: str) -> None:
    response = site.get("/geschiedenis/naar/", {"date": typed})
    text = text_of(response)
    assert response.status_code == 400
    assert said in text[text.index('id="day-error"') :][:200]
    assert 'aria-invalid="true" aria-describedby="day-error"' in text
    assert f'value="{typed}"' in text


def days_of(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="([^"]+)">', text)


def test_the_days_on_which_something_changed(site: Client) -> None:
    text = text_of(get(site, "/geschiedenis/"))
    days = ["2026-05-01", "2026-04-02", "2026-03-10", "2026-03-02"]
    assert days_of(text) == [f"/op/{day}/" for day in days]
    tenth = text[text.index("/op/2026-03-10/") :][:900]
    assert "2 wijzigingen" in tenth
    assert "programmamanager" in tenth
    assert "gegeven toegevoegd" in tenth
    assert "p-1" not in text
    then = text_of(get(site, "/en/as-of/2026-03-20/history/"))
    assert days_of(then) == ["/en/as-of/2026-03-10/", "/en/as-of/2026-03-02/"]
    earlier = text_of(get(site, "/geschiedenis/?before=2026-03-10"))
    assert days_of(earlier) == ["/op/2026-03-02/"]
    assert days_of(text_of(get(site, "/geschiedenis/?before=2020-01-01"))) == []
    assert days_of(text_of(get(site, "/geschiedenis/?before=ooit"))) == days_of(text)


def test_many_days_come_in_pages(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijkpeil.pages import change_days

    monkeypatch.setattr(change_days, "DAYS", 2)
    monkeypatch.setattr(change_days, "AT_ONCE", 1)
    first = text_of(get(site, "/geschiedenis/"))
    assert days_of(first) == ["/op/2026-05-01/", "/op/2026-04-02/"]
    assert 'href="?before=2026-04-02"' in first
    second = text_of(get(site, "/geschiedenis/?before=2026-04-02"))
    assert days_of(second) == ["/op/2026-03-10/", "/op/2026-03-02/"]
    assert 'href="?before=' not in second


def test_a_record_tells_its_history(site: Client) -> None:
    text = text_of(get(site, "/maatregelen/m02/"))
    part = text[text.index('id="h-history"') :]
    assert re.findall(r'<a href="([^"]+)">\d', part)[:2] == [
        "/op/logboek-2/maatregelen/m02/",
        "/op/logboek-1/maatregelen/m02/",
    ]
    assert "Anders genoemd" in part
    assert "Doelgericht over de hele keten" in part
    assert "Na overleg." in part
    assert "programmamanager" in part
    then = text_of(get(site, "/op/2026-03-09/maatregelen/m02/"))
    assert "Anders genoemd" not in then


def test_a_removed_record_keeps_its_history(site: Client) -> None:
    text = text_of(get(site, "/en/history/measures/new/"))
    assert "New playground" in text
    assert "It is not there any more." in text
    part = text[text.index('class="steps"') :]
    assert re.findall(r"</a> (\w+)", part)[:2] == ["removed", "added"]
    assert "Niet gebouwd." in part
    assert 'href="/en/as-of/journal-3/measures/new/"' in part
    before = text_of(get(site, "/en/as-of/journal-4/history/measures/new/"))
    assert "not there any more" not in before


@pytest.mark.parametrize("address", ["/geschiedenis/measures/niets/", "/geschiedenis/accounts/x/"])
def test_a_record_that_never_was_has_no_history(site: Client, address: str) -> None:
    assert get(site, address).status_code == 404


def test_the_money_of_an_area_tells_its_history(site: Client) -> None:
    text = text_of(get(site, "/gebieden/3025/"))
    assert "Geschiedenis van dit geld" in text


def test_texts_of_the_past_do_not_leak_into_the_present(site: Client) -> None:
    """Names and addresses are kept in the process: each moment and the present must keep their own."""
    for _ in range(2):
        for address, own in (("/", "/gebieden/3081/"), ("/op/2026-03-20/", "/op/2026-03-20/gebieden/3081/")):
            assert f'href="{own}"' in text_of(get(site, address))
        assert "Het stadsbestuur" in text_of(get(site, "/maatregelen/m02/"))
        assert "Het stadsbestuur" not in text_of(get(site, "/op/2026-03-20/maatregelen/m02/"))


def test_a_site_that_stands_under_a_folder_keeps_it(site: Client) -> None:
    with as_of.standing_under("/peil/"), translation.override("nl"):
        assert reverse("board") == "/peil/bord/"
        text = text_of(site.get("/op/2026-03-20/bord/"))
        assert 'href="/peil/op/2026-03-20/gebieden/3081/"' in text
        assert 'href="/peil/bord/"' in text
        assert reverse("board") == "/peil/bord/"


def test_an_empty_workspace_says_so_at_every_moment(site: Client) -> None:
    with transaction.atomic():
        for table in ("programmerevision",):
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM ledger_{table}")
        assert get(site, "/op/2026-03-20/").status_code == 503
        transaction.set_rollback(True)


def test_given_names_every_page_that_needs_something() -> None:
    assert set(GIVEN) <= urls_past.STANDING
    assert "measures" in registers()
    assert "measures" in json_schemas()
    assert JournalEntry.objects.count() in (0, 5)


def test_what_is_hidden_is_hidden_from_its_history_too(site: Client) -> None:
    with transaction.atomic():
        revise("measures", "m02", "Geheim plan.", BOTH, visibility="own", owner="city", name_nl="Verborgen naam")
        revise("measures", "m02", "Ook geheim.", BOTH, description_nl="Verborgen tekst")
        assert get(site, "/maatregelen/m02/").status_code == 404
        text = text_of(get(site, "/geschiedenis/measures/m02/"))
        part = text[text.index('class="steps"') :]
        assert re.findall(r"</a> (\w+)", part)[:3] == ["verwijderd", "gewijzigd", "toegevoegd"]
        assert "Verborgen" not in text
        assert "geheim" not in text.lower()
        days = text_of(get(site, "/geschiedenis/"))
        today = days[days.index("<tbody>") :][:900]
        assert "1 wijziging" in today
        # The first of the two ended what was public; the second changed nothing that a reader may see.
        stood = text_of(get(site, f"/op/{timezone.localdate()}/"))
        assert "regel 6," in stood
        assert "regel 7," not in stood
        transaction.set_rollback(True)


def test_who_acts_for_the_owner_sees_the_hidden_history(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijkpeil.web import showing

    with transaction.atomic():
        revise("measures", "m02", "Geheim plan.", BOTH, visibility="own", owner="city", name_nl="Verborgen naam")
        monkeypatch.setattr(showing, "scope_of", lambda _request: frozenset({"city"}))
        text = text_of(get(site, "/maatregelen/m02/"))
        assert "Verborgen naam" in text
        assert "Geheim plan." in text
        monkeypatch.setattr(showing, "scope_of", lambda _request: frozenset({"state"}))
        assert get(site, "/maatregelen/m02/").status_code == 404
        transaction.set_rollback(True)
