"""Who is signed in, what caches may keep, and how little a page asks of the database."""

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from working import opened, signed_in, text_of

from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.words import kept_registers, register_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PAGES = {
    "/werk/": 14,
    "/werk/maatregelen/": 8,
    "/werk/maatregelen/toevoegen/": 7,
    "/werk/maatregelen/records/m12/": 9,
    "/werk/maatregelen/records/m12/wijzigen/": 8,
    "/werk/maatregelen/records/m12/verwijderen/": 8,
    "/werk/maatregelen/inlezen/": 7,
    "/bord/": 6,
}
"""Pages of a person who signed in, each with the queries that it may take, those of session and rights included."""


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_asks_the_database_little(address: str, most: int) -> None:
    client, _ = signed_in()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


@pytest.mark.parametrize("address", PAGES)
def test_no_cache_keeps_what_is_for_one_person_and_its_length_tells_nothing(address: str) -> None:
    client, _ = signed_in()
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]
    assert "Content-Encoding" not in answer.headers
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/bord/", "/en/board/", "/maatregelen/m12/"])
def test_a_visitor_gets_what_can_be_kept_and_no_cookie(address: str) -> None:
    visitor = Client(SERVER_NAME="localhost")
    answer = visitor.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["ETag"]
    assert not answer.cookies
    page = gzip.decompress(answer.content).decode()
    assert "csrfmiddlewaretoken" not in page
    assert 'class="person"' not in page
    assert re.search(r'<a href="(/en)?/account/(inloggen|sign-in)/">', page), "whoever was invited finds the way in"
    again = visitor.get(address, headers={"accept-encoding": "gzip", "if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("role", "dutch", "english"),
    [
        ("programme-manager", "programmamanager", "programme manager"),
        ("auditor", "auditor", "auditor"),
        (None, "nog geen rol", "no role yet"),
    ],
)
def test_the_masthead_says_who_is_signed_in_and_as_what(role: str | None, dutch: str, english: str) -> None:
    client, _ = signed_in(role, name="Programmamanager (proef)")  # type: ignore[arg-type]
    for address, words in (("/bord/", dutch), ("/en/board/", english)):
        page = client.get(address).content.decode()
        person = page[page.index('<div class="person">') : page.index("</header>")]
        assert "Programmamanager (proef)" in person
        assert words in person
        assert page.index('class="skip"') < page.index('class="mast"')


def test_a_role_for_a_partner_names_the_partner() -> None:
    client, _ = signed_in("reporter", partner="police")
    partner = next(each for each in current_programme().ledger.partners if each.id == "police")
    assert f"rapporteur ({partner.name.nl})" in text_of(client.get("/werk/"))


def test_a_partner_sees_first_what_it_must_do() -> None:
    client, _ = signed_in("reporter", partner="state")
    ledger = current_programme().ledger
    open_ = [each for each in ledger.requests if each.to_partner == "state" and each.answer is None]
    assert open_
    page = client.get("/werk/").content.decode()
    assert f"{len(open_)} verzoeken wachten op een antwoord." in page
    asked = page.index("Wat aan")
    assert asked < page.index("Registers die u bijhoudt")
    assert open_[0].sentence.nl[:30] in text_of(client.get("/werk/"))


@pytest.mark.parametrize("role", ["reader", "researcher", "auditor", "administrator", None])
def test_whoever_keeps_no_register_is_told_where_their_work_is(role: str | None) -> None:
    client, _ = signed_in(role)  # type: ignore[arg-type]
    page = text_of(client.get("/werk/"))
    assert "Waar uw werk staat" in page
    assert "Registers die u bijhoudt" not in page
    assert "Where your work is" in text_of(client.get("/en/work/"))


@pytest.mark.parametrize("register", kept_registers())
def test_a_list_is_searched_narrowed_sorted_and_paged(register: str) -> None:
    client, _ = signed_in()
    address = f"/werk/{register_words(register, 'nl').slug}/"
    held = getattr(current_programme().ledger, register)
    page = client.get(address)
    if not held:
        assert "Dit register is leeg." in text_of(page)
        return
    assert f"{len(held)} record" in text_of(page)
    one = held[-1]
    found = client.get(address, {"q": title_of(one, "nl").upper()}).content.decode()
    assert f"/records/{one.id}/" in found
    assert "/records/" not in client.get(address, {"q": "zzzz qqq"}).content.decode()
    by_id = client.get(address, {"sort": "id"}).content.decode()
    shown = re.findall(r'<th scope="row"><a href="[^"]*/records/([^/]+)/"', by_id)
    assert shown == sorted((each.id for each in held), key=str.lower)[:50]
    if len(held) > 50:
        second = client.get(address, {"page": "2", "sort": "id"}).content.decode()
        assert len(re.findall(r'<th scope="row"><a href="[^"]*/records/', second)) == len(held) - 50
        assert client.get(address, {"page": "x"}).status_code == 200


def test_addresses_are_in_the_language_and_lead_to_each_other() -> None:
    client, _ = signed_in()
    for dutch, english in (
        ("/werk/", "/en/work/"),
        ("/werk/maatregelen/", "/en/work/measures/"),
        ("/werk/maatregelen/records/m12/wijzigen/", "/en/work/measures/records/m12/revise/"),
    ):
        assert f'hreflang="en" href="{english}"' in client.get(dutch).content.decode()
        assert f'hreflang="nl" href="{dutch}"' in client.get(english).content.decode()


def test_a_list_is_narrowed_by_who_keeps_a_record_and_none_is_a_choice_too() -> None:
    client, _ = signed_in()
    reporter, _person = signed_in("reporter", partner="state")
    assert 'name="owner"' not in client.get("/werk/maatregelen/").content.decode(), "there is nothing to choose"
    given = {"c-name_nl": "Van het rijk", "c-name_en": "Of the state", "c-description_nl": "Iets", "c-place_nl": "Hier"}
    given |= {"c-description_en": "Something", "c-place_en": "Here", "c-theme": "general"}
    address = "/werk/pareltjes/toevoegen/"
    answer = reporter.post(address, opened(reporter, address) | given)
    assert answer.status_code == 302, text_of(answer)
    page = client.get("/werk/pareltjes/").content.decode()
    (choice,) = re.findall(r'<select[^>]* name="owner">.*?</select>', page)
    assert re.findall(r'<option value="([^"]*)"', choice) == ["", "-", "state"]
    assert "selected" not in choice
    held = len(current_programme().ledger.practices)
    for owner, count in (("", held), ("-", held - 1), ("state", 1)):
        shown = client.get("/werk/pareltjes/", {"owner": owner}).content.decode()
        assert len(re.findall(r'<th scope="row"><a href="[^"]*/records/', shown)) == count, owner


def test_a_record_says_who_keeps_it_and_leads_to_where_readers_find_it() -> None:
    client, _ = signed_in()
    page = client.get("/werk/maatregelen/records/m12/")
    words = " ".join(text_of(page).split())
    assert "Bijgehouden door het programmabureau" in words
    assert 'href="/maatregelen/m12/"' in page.content.decode()
    assert 'href="/werk/maatregelen/records/m12/"' in client.get("/maatregelen/m12/").content.decode()
    assert "/werk/" not in Client(SERVER_NAME="localhost").get("/maatregelen/m12/").content.decode()


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("/account/", "Account"),
        ("/account/sessies/", "Account"),
        ("/werk/themas/", "Mijn werk"),
        ("/beheer/", "Accounts"),
    ],
)
def test_the_menu_says_where_one_is(address: str, entry: str) -> None:
    client, _ = signed_in("administrator")
    current = re.findall(r'aria-current="page">([^<]*)</a>', client.get(address).content.decode())
    assert current == [entry]
