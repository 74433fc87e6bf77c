"""Revising a target by form: looked at first, with both sentences, and sent as it was looked at."""

import pytest
from django.test import Client
from working import PROGRAMME, form_of, opened, signed_in, text_of

from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.snapshot import current_programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FORM = "/werk/doelen/W1/herzien/"
CHANGES = {
    "c-bound": "4.000",
    "c-sentence_nl": "Er komen 4.000 woningen.",
    "c-sentence_en": "There will be 4,000 dwellings.",
    "c-decided_on": "2009-03-01",
    "c-reason_nl": "Er was minder geld.",
    "c-reason_en": "There was less money.",
    "c-decision": "raad 2009/12",
    "c-decided_by": "municipality",
}


@pytest.fixture
def changes() -> dict[str, str]:
    partner = next(one.id for one in current_programme(PROGRAMME).ledger.partners if one.kind == "municipality")
    return {**CHANGES, "c-bound": "4000", "c-decided_by": partner}


def bound() -> str:
    return str(next(one.bound for one in current_programme(PROGRAMME).ledger.targets if one.id == "W1"))


def test_the_form_starts_from_what_the_target_states(manager: Client) -> None:
    answer = manager.get(FORM)
    assert answer.status_code == 200
    assert "minstens 4.500" in text_of(answer)
    form = form_of(answer.content.decode())
    assert (form["c-bound"], form["c-relation"], form["c-decided_on"], form["looked"]) == ("4500", "at-least", "", "")
    assert form["c-condition"] == "", "what may stay empty stays empty"


def test_both_sentences_stand_there_before_it_is_sent(manager: Client, changes: dict[str, str]) -> None:
    entries = JournalEntry.objects.count()
    looked = manager.post(FORM, {**opened(manager, FORM), **changes, "act": "look"})
    said = text_of(looked)
    assert looked.status_code == 200
    assert "minstens 4.500" in said
    assert "minstens 4.000" in said
    assert JournalEntry.objects.count() == entries
    sent = manager.post(FORM, {**form_of(looked.content.decode()), "act": "send"})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/doelen/W1/")
    assert bound() == "4000"
    page = text_of(manager.get("/doelen/W1/"))
    assert "Het doel is herzien." in page
    assert "Herzien op 1 maart 2009" in page.replace("\u00a0", " ")


def test_what_was_not_looked_at_is_not_sent(manager: Client, changes: dict[str, str]) -> None:
    looked = manager.post(FORM, {**opened(manager, FORM), **changes, "act": "look"})
    form = {**form_of(looked.content.decode()), "c-bound": "3000", "act": "send"}
    answer = manager.post(FORM, form)
    assert (answer.status_code, bound()) == (200, "4500")
    assert "minstens 3.000" in text_of(answer)


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(manager: Client, changes: dict[str, str]) -> None:
    typed = {**opened(manager, FORM), **changes, "c-bound": "veel", "c-decision": "", "act": "look"}
    answer = manager.post(FORM, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for control in ("c-bound", "c-decision"):
        assert f'id="{control}-fault"' in page
        assert f'href="#{control}"' in page
    again = form_of(page)
    assert (again["c-bound"], again["c-reason_nl"]) == ("veel", "Er was minder geld.")


def test_the_second_of_two_is_told(manager: Client, changes: dict[str, str]) -> None:
    looked = [manager.post(FORM, {**opened(manager, FORM), **changes, "act": "look"}) for _ in range(2)]
    forms = [{**form_of(one.content.decode()), "act": "send"} for one in looked]
    assert manager.post(FORM, forms[0]).status_code == 302
    # The same form once more is the same sending, and counts once.
    assert manager.post(FORM, forms[0]).status_code == 302
    late = manager.post(FORM, forms[1])
    assert late.status_code == 409
    assert "Iemand heeft dit doel intussen gewijzigd." in text_of(late)


@pytest.mark.parametrize("role", ["reporter", "researcher", "administrator", "reader"])
def test_others_get_no_form_and_no_link(role: str) -> None:
    client, _ = signed_in(role)
    assert client.get(FORM).status_code == 403
    assert "/herzien/" not in client.get("/doelen/W1/").content.decode()


def test_the_link_stands_on_the_page_of_a_target_for_who_may(manager: Client) -> None:
    assert f'href="{FORM}"' in manager.get("/doelen/W1/").content.decode()
    assert manager.get("/werk/doelen/nergens/herzien/").status_code == 404


def test_a_visitor_is_asked_to_sign_in() -> None:
    answer = Client(SERVER_NAME="localhost").get(FORM)
    assert (answer.status_code, "inloggen" in answer.headers["Location"]) == (302, True)
