"""What is typed about a figure that stands out is kept as a draft, by a button or when it cannot be taken."""

import html
from pathlib import Path

import pytest
from django.test import Client
from people import account
from working import CONTROL, form_of, text_of

from as_signed_in import SignedIn
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.models import Draft, Grant, JournalEntry
from wijkpeil.ledger.services import grant_withdraw, signal_acknowledge
from wijkpeil.model.people import command_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
CITY = "voorbeeldstad"
AREA, INDICATOR, OWN = "simulated-17", "simulated-reports", "simulated-p-city"
PAGE = f"/werk/signalen/{AREA}/{INDICATOR}/"


@pytest.fixture(scope="module")
def rotterdam(project: Path) -> Path:
    """The made-up city in the place of Rotterdam."""
    return project / "programmes" / "voorbeeldstad"


@pytest.fixture
def person(site: Client) -> Account:
    return account("programme-manager", programme=CITY)


@pytest.fixture
def client(person: Account) -> Client:
    made = SignedIn(SERVER_NAME="localhost")
    made.force_login(person)
    return made


def form(client: Client, act: str, address: str = PAGE) -> dict[str, str]:
    """What a browser would send of the form of one decision, as it stands."""
    page = client.get(address).content.decode()
    parts = page.split('<form class="form')[1:]
    return form_of(next(f'<form class="form{part}' for part in parts if f'name="act" value="{act}"' in part))


TYPED = {"note": "Half verhaal\x00 <b>", "partner": OWN, "due": "2030-02-01"}


def test_every_decision_offers_to_keep_a_draft(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert page.count('name="act" value="draft"') == 3
    assert client.get(PAGE.replace("/werk/signalen", "/en/work/signals")).content.decode().count("Keep as draft") == 3


def test_a_draft_is_kept_gone_on_with_and_gone_when_sent(client: Client) -> None:
    entries = JournalEntry.objects.count()
    answer = client.post(PAGE, {**form(client, "assign"), **TYPED, "act": "draft"}, follow=True)
    draft = Draft.objects.get()
    assert (draft.register, draft.record_id, draft.revision) == ("handlings", f"{AREA}/{INDICATOR}", 0)
    assert JournalEntry.objects.count() == entries
    assert "1 concept is niet verstuurd." in text_of(answer)
    assert "Meldingen" in text_of(answer).partition("beslissing over een signaal")[0][-200:] or "simulated" in text_of(
        answer
    )
    address = f"{PAGE}?draft={draft.id}"
    assert address in html.unescape(answer.content.decode())
    assert "Dit is uw concept van" in text_of(client.get(address))
    again = form(client, "assign", address)
    assert (again["note"], again["partner"], again["due"]) == ("Half verhaal <b>", OWN, "2030-02-01")
    assert again["draft"] == draft.id
    assert form(client, "close", address)["note"] == ""
    client.post(PAGE, {**again, "note": "Heel verhaal", "act": "draft"})
    draft = Draft.objects.get()
    assert draft.columns["note"] == "Heel verhaal"
    sent = client.post(PAGE, {**form(client, "assign", f"{PAGE}?draft={draft.id}"), "act": "assign"})
    assert sent.status_code == 302
    assert not Draft.objects.exists()
    assert JournalEntry.objects.count() == entries + 1


def test_a_refused_decision_still_belongs_to_its_draft(client: Client) -> None:
    client.post(PAGE, {**form(client, "close"), "note": "x", "act": "draft"})
    draft = Draft.objects.get()
    answer = client.post(PAGE, {**form(client, "close", f"{PAGE}?draft={draft.id}"), "act": "close"})
    assert answer.status_code == 422
    assert answer.content.decode().count(f'name="draft" value="{draft.id}"') == 3
    assert Draft.objects.get() == draft


def test_what_was_noted_before_stays_in_the_other_forms(client: Client, person: Account) -> None:
    signal_acknowledge(actor_of(person, CITY), CITY, AREA, INDICATOR, note="eerder genoteerd")
    client.post(PAGE, {**form(client, "assign"), **TYPED, "act": "draft"})
    address = f"{PAGE}?draft={Draft.objects.get().id}"
    assert form(client, "close", address)["note"] == "eerder genoteerd"


def test_what_is_sent_after_the_session_ended_is_kept(client: Client) -> None:
    sent = {**form(client, "assign"), **TYPED, "act": "assign"}
    client.logout()
    answer = client.post(PAGE, sent)
    draft = Draft.objects.get()
    assert (answer.status_code, draft.id in answer.headers["Location"]) == (302, True)
    assert (draft.columns["act"], draft.columns["partner"]) == ("assign", OWN)


def test_whoever_lost_their_role_finds_a_draft(client: Client, person: Account) -> None:
    sent = {**form(client, "close"), "note": "mijn woorden", "reason": "chance", "act": "close"}
    grant_withdraw(command_actor("tester"), Grant.objects.current().get(account=person.id).record_id)
    answer = client.post(PAGE, sent)
    assert answer.status_code == 403
    assert "als concept bewaard" in text_of(answer)
    assert Draft.objects.get().columns["note"] == "mijn woorden"


def test_a_draft_made_before_a_decision_says_so(client: Client, person: Account) -> None:
    client.post(PAGE, {**form(client, "close"), "note": "x", "act": "draft"})
    address = f"{PAGE}?draft={Draft.objects.get().id}"
    assert "sindsdien" not in text_of(client.get(address))
    signal_acknowledge(actor_of(person, CITY), CITY, AREA, INDICATOR)
    assert "Iemand heeft hier sindsdien over beslist." in text_of(client.get(address))


def test_a_draft_is_of_one_person_and_one_figure(client: Client, site: Client) -> None:
    client.post(PAGE, {**form(client, "close"), "note": "geheim", "act": "draft"})
    draft = Draft.objects.get()
    other = SignedIn(SERVER_NAME="localhost")
    other.force_login(account("programme-manager", programme=CITY))
    assert other.get(f"{PAGE}?draft={draft.id}").status_code == 404
    assert client.get(f"/werk/signalen/{AREA}/simulated-safe/?draft={draft.id}").status_code == 404
    assert "geheim" not in text_of(client.get(PAGE))
    assert "weggooien" in text_of(client.get(f"/werk/concepten/{draft.id}/weg/"))
    nowhere = f"/werk/signalen/{AREA}/simulated-safe/"
    assert client.post(nowhere, {"act": "draft", "note": "x"}).status_code == 404
    assert Draft.objects.count() == 1


def test_every_control_of_the_forms_is_kept(client: Client) -> None:
    page = client.get(PAGE).content.decode().partition('class="handling')[2].partition("</main>")[0]
    names = {each for _tag, attributes, _in in CONTROL.findall(page) for each in [attributes.partition('name="')[2]]}
    asked = {each.partition('"')[0] for each in names} - {"csrfmiddlewaretoken", "key", "revision", "form", "draft", ""}
    client.post(PAGE, {**form(client, "close"), "act": "draft"})
    assert asked <= set(Draft.objects.get().columns)
