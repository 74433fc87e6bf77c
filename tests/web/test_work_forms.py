"""Adding, revising and removing records by form."""

import re

import pytest
from django.test import Client
from working import PROGRAMME, form_of, opened, signed_in, tags, text_of

from wijkpeil.ledger.models import Draft, JournalEntry, Theme
from wijkpeil.ledger.seeing import may_somewhere
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verifying import verify
from wijkpeil.pages.work.words import kept_registers, register_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
THEME = {"c-name_nl": "Groen in de wijk", "c-name_en": "Green places", "c-main": "true", "c-lines": ""}


def added(client: Client, **more: str) -> str:
    """The address of a theme that was added by form."""
    answer = client.post("/werk/themas/toevoegen/", {**opened(client, "/werk/themas/toevoegen/"), **THEME, **more})
    assert answer.status_code == 303 or answer.status_code == 302, text_of(answer)
    return str(answer.headers["Location"])


@pytest.mark.parametrize("register", kept_registers())
def test_the_form_of_every_record_writes_nothing_else_when_sent_as_it_is(register: str) -> None:
    client, _ = signed_in()
    entries = JournalEntry.objects.count()
    for each in getattr(current_programme(PROGRAMME).ledger, register)[:4]:
        address = f"/werk/{register_words(register, 'nl').slug}/records/{each.id}/wijzigen/"
        answer = client.post(address, opened(client, address), follow=True)
        assert "Er was niets anders" in text_of(answer)
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("register", kept_registers())
def test_the_form_of_a_new_record_asks_for_every_field_and_keeps_what_was_typed(register: str, language: str) -> None:
    client, _ = signed_in()
    words = register_words(register, language)
    address = f"/werk/{words.slug}/toevoegen/" if language == "nl" else f"/en/work/{words.slug}/add/"
    sent = opened(client, address)
    sent |= {name: "Iets <b>'ns</b>" for name in sent if re.fullmatch(r"c-\w+_nl", name)}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    again = form_of(answer.content.decode())
    assert {name: value for name, value in again.items() if name != "key"} == {
        name: value for name, value in sent.items() if name != "key"
    }
    page = answer.content.decode()
    for control in re.findall(r'<a href="#(c-\w+)">', page):
        assert f'id="{control}"' in page
        assert f'id="{control}-fault"' in page
    assert "autofocus" in page


@pytest.mark.parametrize(
    ("typed", "wrong", "said"),
    [
        ({}, {"c-name_nl", "c-name_en"}, "Naam"),
        ({"c-name_nl": "Groen"}, {"c-name_en"}, "Naam (Engels)"),
        ({"c-name_en": "Green"}, {"c-name_nl"}, "Naam (Nederlands)"),
    ],
)
def test_a_text_that_is_missing_is_marked_in_every_language_that_lacks_it(
    typed: dict[str, str], wrong: set[str], said: str
) -> None:
    client, _ = signed_in()
    address = "/werk/themas/toevoegen/"
    answer = client.post(address, opened(client, address) | {"c-main": "true"} | typed)
    page = answer.content.decode()
    controls = {tag["name"]: tag for tag in tags(page) if tag.get("name", "").startswith("c-name")}
    assert {name for name, tag in controls.items() if tag.get("aria-invalid")} == wrong
    assert all("required" in tag for tag in controls.values())
    for name in wrong:
        faults = [each for each in controls[name]["aria-describedby"].split() if each.endswith("-fault")]
        assert len(faults) == 1
        assert f'id="{faults[0]}"' in page
    summary = re.findall(r'<li><a href="#c-name_\w\w">([^<]*)</a>', page)
    assert summary == [said]


def test_a_record_is_added_and_named_after_its_name_and_the_message_offers_to_undo_it() -> None:
    client, _ = signed_in()
    address = added(client, why="Afgesproken")
    assert address == "/werk/themas/records/groen-in-de-wijk/"
    page = client.get(address)
    assert "Het record is toegevoegd." in text_of(page)
    assert "Revisie 1, toegevoegd door u, als programmamanager" in text_of(page)
    assert "Waarom: Afgesproken" in text_of(page)
    undo = re.search(r'action="(/werk/ongedaan/\d+/)"', page.content.decode())
    assert undo is not None
    answer = client.post(undo[1], {"back": address}, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert "Dit record is verwijderd." in text_of(answer)
    assert "groen-in-de-wijk" not in {each.id for each in current_programme(PROGRAMME).ledger.themes}
    assert verify().findings == ()


def test_the_id_is_proposed_unlike_any_there_is_or_was_and_a_given_one_is_taken() -> None:
    client, _ = signed_in()
    added(client)
    assert added(client).endswith("/groen-in-de-wijk-2/")
    client.post("/werk/themas/records/groen-in-de-wijk-2/verwijderen/", {"revision": "1"})
    assert added(client).endswith("/groen-in-de-wijk-3/")
    assert added(client, **{"c-id": "groen"}).endswith("/groen/")
    sent = {**opened(client, "/werk/themas/toevoegen/"), **THEME, "c-id": "groen"}
    answer = client.post("/werk/themas/toevoegen/", sent)
    assert answer.status_code == 422
    assert "Er is al een record met deze code." in text_of(answer)
    assert 'id="c-id-fault"' in answer.content.decode()


def test_each_fault_stands_beside_its_field_and_in_the_summary() -> None:
    client, _ = signed_in()
    address = "/werk/maatregelen/records/m12/wijzigen/"
    sent = opened(client, address) | {"c-name_nl": "", "c-lines": "abc", "c-theme": "", "c-areas": ["nergens"]}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    links = re.findall(r'<a href="#(c-\w+)">', page)
    assert set(links) == {"c-name_nl", "c-lines", "c-theme", "c-areas"}
    for column in links:
        assert re.search(rf'aria-describedby="[^"]*{column}-fault"', page), column
    assert "<title>Fouten: " in page


def test_a_decimal_comma_and_a_minus_are_taken_as_a_person_types_them() -> None:
    from wijkpeil.loading.fields import fields_of
    from wijkpeil.model.ledger import Request
    from wijkpeil.pages.work.reading import read_cells, shown_cell

    field = fields_of(Request)["amount"]
    for typed, cell in (("12,5", "12.5"), ("−3", "-3"), (" 1000 ", "1000"), ("1.000,5", "1.000,5"), ("veel", "veel")):
        assert read_cells(Request, [field], lambda _name, typed=typed: [typed]) == {"amount": cell}
    assert shown_cell("number", "12.5", "nl") == "12,5"
    assert shown_cell("number", "12.5", "en") == "12.5"


def test_the_same_form_sent_twice_is_written_once_and_leads_to_the_same_page() -> None:
    client, _ = signed_in()
    sent = {**opened(client, "/werk/themas/toevoegen/"), **THEME}
    first, second = (client.post("/werk/themas/toevoegen/", sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Theme.objects.filter(record_id__startswith="groen").count() == 1
    address = "/werk/themas/records/groen-in-de-wijk/wijzigen/"
    sent = {**opened(client, address), "c-name_nl": "Meer groen"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert Theme.objects.filter(record_id="groen-in-de-wijk").count() == 2


def test_a_form_gone_back_to_and_sent_with_other_words_is_another_sending() -> None:
    client, _ = signed_in()
    address = added(client) + "wijzigen/"
    sent = opened(client, address)
    client.post(address, sent | {"c-name_nl": "Eerst"})
    answer = client.post(address, sent | {"c-name_nl": "Daarna"})
    assert answer.status_code == 409
    assert "Daarna" in text_of(answer)
    assert "Door u, als programmamanager" in text_of(answer)


def test_removing_says_what_it_means_and_what_names_the_record() -> None:
    client, _ = signed_in()
    theme = current_programme(PROGRAMME).ledger.measures[-1].theme
    page = client.get(f"/werk/themas/records/{theme}/verwijderen/")
    assert "Zolang dat zo is, kan het niet worden verwijderd." in text_of(page)
    assert 'type="submit">Verwijder</button>' not in page.content.decode()
    answer = client.post(f"/werk/themas/records/{theme}/verwijderen/", {"revision": "1"})
    assert answer.status_code == 422
    assert "Het is niet verwijderd" in text_of(answer)
    address = added(client)
    sent = opened(client, address + "verwijderen/")
    answer = client.post(address + "verwijderen/", sent | {"why": "Dubbel"}, follow=True)
    assert "Het record is verwijderd." in text_of(answer)
    assert client.post(address + "verwijderen/", sent).status_code == 302
    page = client.get(address)
    assert "Dit record is verwijderd." in text_of(page)
    assert "Waarom: Dubbel" in text_of(page)
    client.post(address + "terugzetten/1/", follow=True)
    assert "groen-in-de-wijk" in {each.id for each in current_programme(PROGRAMME).ledger.themes}


def _has(own: str) -> bool:
    return own in {each.id for each in current_programme(PROGRAMME).ledger.themes}


def test_removing_what_changed_meanwhile_removes_nothing() -> None:
    client, _ = signed_in()
    address = added(client)
    sent = opened(client, address + "verwijderen/")
    form = opened(client, address + "wijzigen/")
    client.post(address + "wijzigen/", form | {"c-name_nl": "Anders"})
    answer = client.post(address + "verwijderen/", sent, follow=True)
    assert "dus het is niet verwijderd" in text_of(answer)
    assert "groen-in-de-wijk" in {each.id for each in current_programme(PROGRAMME).ledger.themes}


def test_an_earlier_revision_is_shown_with_what_changed_and_restored() -> None:
    client, _ = signed_in()
    address = added(client)
    form = opened(client, address + "wijzigen/")
    client.post(address + "wijzigen/", form | {"c-name_nl": "Anders", "c-main": "false"})
    page = text_of(client.get(address))
    assert "Naam (Nederlands) Groen in de wijk → Anders" in page
    assert "Hoofdthema ja → nee" in page
    answer = client.post(address + "terugzetten/1/", follow=True)
    assert "Revisie 1 is teruggezet." in text_of(answer)
    assert Theme.objects.current().get(record_id="groen-in-de-wijk").name_nl == "Groen in de wijk"


@pytest.mark.parametrize(
    "role", ["reader", "reporter", "decision-maker", "researcher", "administrator", "auditor", None]
)
@pytest.mark.parametrize(
    "address",
    [
        "/werk/themas/toevoegen/",
        "/werk/themas/inlezen/",
        "/werk/themas/records/general/wijzigen/",
        "/werk/themas/records/general/verwijderen/",
        "/en/work/themes/add/",
    ],
)
def test_who_may_not_is_told_why(role: str | None, address: str) -> None:
    client, _ = signed_in(role)  # type: ignore[arg-type]
    for answer in (client.get(address), client.post(address, {"revision": "1"})):
        assert answer.status_code == 403
        assert ("role" if address.startswith("/en/") else "rol") in text_of(answer)
    assert "Voeg thema toe" not in client.get("/werk/themas/").content.decode()


def test_a_partner_keeps_what_is_its_own_and_nothing_else() -> None:
    client, person = signed_in("reporter", partner="police")
    from wijkpeil.ledger.actors import actor_of

    actor = actor_of(person, PROGRAMME)
    assert may_somewhere(actor, PROGRAMME, "record_add", "measures")
    assert not may_somewhere(actor, PROGRAMME, "record_add", "themes")
    assert client.get("/werk/maatregelen/records/m12/wijzigen/").status_code == 403
    assert client.get("/werk/maatregelen/records/m12/").status_code == 200


def test_a_visitor_signs_in_first() -> None:
    answer = Client(SERVER_NAME="localhost").get("/werk/")
    if answer.status_code == 302:
        assert answer.headers["Location"].endswith("next=%2Fwerk%2F")
    else:
        assert answer.status_code == 403
        assert "U bent niet aangemeld." in text_of(answer)


def test_what_is_not_there_is_not_found() -> None:
    client, _ = signed_in()
    for address in ("/werk/niets/", "/werk/themas/records/niets/", "/werk/themas/records/niets/wijzigen/"):
        assert client.get(address).status_code == 404
    assert client.get("/werk/themas/toevoegen/?draft=0000").status_code == 404
    assert Draft.objects.count() == 0
