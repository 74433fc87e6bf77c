"""Two people at one record, drafts, and sessions that end: whatever was typed is still there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from working import PROGRAMME, form_of, opened, signed_in, text_of

from wijkpeil.ledger.models import Draft, JournalEntry, Theme, Upload
from wijkpeil.ledger.services import account_erase, record_add, record_remove, record_revise
from wijkpeil.ledger.services.accounts import actor_by_id
from wijkpeil.ledger.services.drafts import draft_keep, drafts_of, personal_expire, upload_keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/werk/themas/records/groen/wijzigen/"
FIRST = {"name_nl": "Groen", "name_en": "Green", "main": "true", "lines": ""}


@pytest.fixture
def two() -> tuple[Client, Client]:
    """Two programme managers, and a theme that both keep."""
    (one, first), (other, _) = signed_in(), signed_in(name="Ander")
    record_add(actor_by_id(first.id), PROGRAMME, "themes", "groen", FIRST)
    return one, other


def now() -> Theme:
    return Theme.objects.current().get(record_id="groen")


def test_the_second_chooses_per_field_and_loses_nothing(two: tuple[Client, Client]) -> None:
    one, other = two
    mine, theirs = opened(one, ADDRESS), opened(other, ADDRESS)
    other.post(ADDRESS, theirs | {"c-name_nl": "Groen van haar", "c-lines": "12", "why": "Beter"})
    answer = one.post(ADDRESS, mine | {"c-name_nl": "Groen van mij", "c-main": "false"})
    assert answer.status_code == 409
    said = text_of(answer)
    for part in ("Dit record is gewijzigd terwijl u typte", "Groen van mij", "Groen van haar", "Waarom: Beter"):
        assert part in said
    assert re.search(r"Door programmamanager p-\w+ op", said)
    assert "door beiden gewijzigd" in said
    again = form_of(answer.content.decode())
    assert {name: value for name, value in again.items() if name.startswith("choose-")} == {
        "choose-name_nl": "mine",
        "choose-main": "mine",
        "choose-lines": "theirs",
    }
    assert one.post(ADDRESS, again | {"choose-name_nl": "theirs", "act": "send"}).status_code == 302
    assert (now().name_nl, now().main, now().lines, now().revision) == ("Groen van haar", False, "12", 3)


def test_the_same_change_by_two_is_no_clash_and_more_can_be_edited(two: tuple[Client, Client]) -> None:
    one, other = two
    mine, theirs = opened(one, ADDRESS), opened(other, ADDRESS)
    other.post(ADDRESS, theirs | {"c-lines": "12"})
    answer = one.post(ADDRESS, mine | {"c-lines": "12"})
    assert "niets te kiezen" in text_of(answer)
    answer = one.post(ADDRESS, mine | {"c-name_nl": "Mijn naam"})
    form = one.post(ADDRESS, form_of(answer.content.decode()) | {"act": "edit"})
    assert form.status_code == 200
    typed = form_of(form.content.decode())
    assert (typed["c-name_nl"], typed["c-lines"], typed["revision"]) == ("Mijn naam", "12", "2")
    assert one.post(ADDRESS, typed).status_code == 302
    assert (now().name_nl, now().lines) == ("Mijn naam", "12")


def test_a_third_change_while_choosing_is_shown_too(two: tuple[Client, Client]) -> None:
    one, other = two
    mine = opened(one, ADDRESS)
    other.post(ADDRESS, opened(other, ADDRESS) | {"c-name_nl": "Twee"})
    choice = form_of(one.post(ADDRESS, mine | {"c-name_nl": "Mijn"}).content.decode())
    other.post(ADDRESS, opened(other, ADDRESS) | {"c-name_en": "Three"})
    answer = one.post(ADDRESS, choice | {"act": "send"})
    assert answer.status_code == 409
    assert "Three" in text_of(answer)
    assert one.post(ADDRESS, form_of(answer.content.decode()) | {"act": "send"}).status_code == 302
    assert (now().name_nl, now().name_en) == ("Mijn", "Three")


def test_a_record_that_was_removed_meanwhile_can_be_added_again(two: tuple[Client, Client]) -> None:
    one, other = two
    mine = opened(one, ADDRESS)
    remove = "/werk/themas/records/groen/verwijderen/"
    other.post(remove, opened(other, remove))
    answer = one.post(ADDRESS, mine | {"c-name_nl": "Toch groen"})
    assert answer.status_code == 409
    assert "Dit record is verwijderd terwijl u typte" in text_of(answer)
    sent = form_of(answer.content.decode()) | {"act": "again"}
    for _ in range(2):
        assert one.post(ADDRESS, sent).status_code == 302
    assert (now().name_nl, now().revision) == ("Toch groen", 2)


def test_a_draft_is_kept_gone_on_with_and_gone_when_sent(two: tuple[Client, Client]) -> None:
    one, other = two
    one.post(ADDRESS, opened(one, ADDRESS) | {"c-name_nl": "", "c-lines": "klopt niet", "act": "draft", "why": "Later"})
    draft = Draft.objects.get()
    assert now().revision == 1
    page = one.get("/werk/")
    assert "1 concept is niet verstuurd." in text_of(page)
    address = f"{ADDRESS}?draft={draft.id}"
    assert address in page.content.decode()
    typed = opened(one, address)
    assert (typed["c-name_nl"], typed["c-lines"], typed["why"], typed["draft"]) == ("", "klopt niet", "Later", draft.id)
    assert other.get(address).status_code == 404
    assert "concept" not in text_of(other.get("/werk/"))
    other.post(ADDRESS, opened(other, ADDRESS) | {"c-name_en": "Greener"})
    assert "Het record is sindsdien gewijzigd." in text_of(one.get(address))
    answer = one.post(ADDRESS, typed | {"c-name_nl": "Groener", "c-lines": "3"})
    assert answer.status_code == 409
    one.post(ADDRESS, form_of(answer.content.decode()) | {"act": "send"})
    assert (now().name_nl, now().name_en, now().lines) == ("Groener", "Greener", "3")
    assert not Draft.objects.exists()


def test_drafts_of_two_tabs_do_not_replace_each_other(two: tuple[Client, Client]) -> None:
    one, _ = two
    first, second = opened(one, ADDRESS), opened(one, ADDRESS)
    one.post(ADDRESS, first | {"c-name_nl": "Van de eerste", "act": "draft"})
    one.post(ADDRESS, second | {"c-name_nl": "Van de tweede", "act": "draft"})
    one.post(ADDRESS, second | {"c-name_nl": "Van de tweede", "act": "draft"})
    assert _typed() == ["Van de eerste", "Van de tweede"], "clicked twice is typed once"
    draft = next(each for each in Draft.objects.all() if each.columns["name_nl"] == "Van de eerste")
    address = f"{ADDRESS}?draft={draft.id}"
    again, beside = opened(one, address), opened(one, address)
    one.post(ADDRESS, again | {"c-name_nl": "Verder van de eerste", "act": "draft"})
    assert _typed() == ["Van de tweede", "Verder van de eerste"]
    one.post(ADDRESS, beside | {"c-name_nl": "En daarnaast", "act": "draft"})
    assert _typed() == ["En daarnaast", "Van de tweede", "Verder van de eerste"]
    one.post(ADDRESS, beside | {"c-name_nl": "Verstuurd"})
    assert (now().name_nl, len(_typed())) == ("Verstuurd", 3)


def _typed() -> list[str]:
    return sorted(each.columns["name_nl"] for each in Draft.objects.all())


def test_a_draft_of_a_new_record_is_thrown_away() -> None:
    client, person = signed_in()
    address = "/werk/themas/toevoegen/"
    client.post(address, opened(client, address) | {"c-name_nl": "Half", "c-id": "half", "act": "draft"})
    (draft,) = drafts_of(person.id, PROGRAMME)
    typed = opened(client, f"{address}?draft={draft.id}")
    assert (typed["c-name_nl"], typed["c-id"]) == ("Half", "half")
    asked = client.get(f"/werk/concepten/{draft.id}/weg/")
    assert "Het concept ‘Half’ weggooien?" in text_of(asked)
    assert drafts_of(person.id, PROGRAMME) == (draft,), "asking throws nothing away"
    other, _ = signed_in()
    assert other.get(f"/werk/concepten/{draft.id}/weg/").status_code == 404
    client.post(f"/werk/concepten/{draft.id}/weg/")
    assert drafts_of(person.id, PROGRAMME) == ()


@pytest.mark.parametrize("address", ["/werk/themas/toevoegen/", ADDRESS])
def test_what_is_sent_after_a_session_ended_is_a_draft_of_whose_form_it_was(
    two: tuple[Client, Client], address: str
) -> None:
    one, _other = two
    sent = opened(one, address) | {"c-name_nl": "Op tijd getypt"}
    entries = JournalEntry.objects.count()
    one.logout()
    answer = one.post(address, sent)
    assert answer.status_code == 302
    assert JournalEntry.objects.count() == entries
    draft = Draft.objects.get()
    assert draft.columns["name_nl"] == "Op tijd getypt"
    assert draft.id in answer.headers["Location"]


def test_a_form_without_a_key_of_ours_is_kept_for_nobody() -> None:
    client, _ = signed_in()
    sent = opened(client, "/werk/themas/toevoegen/") | {"c-name_nl": "Iets"}
    for key in ("", "zomaar", sent["key"][:-2] + "xx"):
        answer = Client(SERVER_NAME="localhost").post("/werk/themas/toevoegen/", sent | {"key": key})
        assert answer.status_code in (302, 403)
    assert not Draft.objects.exists()


def test_a_form_of_another_account_is_not_written_in_ones_own_name(two: tuple[Client, Client]) -> None:
    one, other = two
    sent = opened(one, ADDRESS) | {"c-name_nl": "Van een ander"}
    answer = other.post(ADDRESS, sent, follow=True)
    assert "voor een ander account gemaakt" in text_of(answer)
    assert now().name_nl == "Groen"
    assert str(Draft.objects.get().account_id) == str(one.session["_auth_user_id"])


def test_a_form_made_before_signing_in_anew_is_kept(two: tuple[Client, Client]) -> None:
    one, _ = two
    sent = opened(one, ADDRESS) | {"c-name_nl": "Nog hier"}
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies = one.cookies
    answer = strict.post(ADDRESS, sent)
    assert answer.status_code == 302
    assert Draft.objects.get().columns["name_nl"] == "Nog hier"
    answer = strict.post("/werk/concepten/0000/weg/", {})
    assert answer.status_code == 403
    assert "Het formulier is niet aangenomen" in text_of(answer)


def test_whoever_lost_their_role_while_typing_finds_a_draft(two: tuple[Client, Client]) -> None:
    from people import ROOT

    from wijkpeil.ledger.models import Grant
    from wijkpeil.ledger.services import grant_withdraw

    one, _ = two
    sent = opened(one, ADDRESS) | {"c-name_nl": "Net te laat"}
    own = one.session["_auth_user_id"]
    grant = Grant.objects.current().get(account=own)
    grant_withdraw(ROOT, grant.record_id)
    answer = one.post(ADDRESS, sent)
    assert answer.status_code == 403
    assert "als concept bewaard" in text_of(answer)
    assert Draft.objects.get(account_id=own).columns["name_nl"] == "Net te laat"


def test_personal_rows_end_by_their_term_and_with_the_account() -> None:
    from people import ROOT

    _, person = signed_in()
    kept = draft_keep(person.id, PROGRAMME, "themes", "", FIRST, revision=None)
    upload_keep(person.id, PROGRAMME, "themes", "a.csv", ["id"], [(2, ["x"])], None)
    assert personal_expire() == 0
    assert personal_expire(timezone.now() + timedelta(days=3)) == 1
    assert personal_expire(timezone.now() + timedelta(days=29)) == 0
    Draft.objects.filter(id=kept.id).update(saved_at=timezone.now() - timedelta(days=31))
    assert drafts_of(person.id, PROGRAMME) == ()
    assert personal_expire() == 1
    draft_keep(person.id, PROGRAMME, "themes", "", FIRST, revision=None)
    account_erase(ROOT, person.id)
    assert not Draft.objects.exists()
    assert not Upload.objects.exists()


def test_work_tells_what_others_did_and_what_can_be_undone(two: tuple[Client, Client]) -> None:
    one, other = two
    assert "Vanaf nu staat hier" in text_of(other.get("/werk/"))
    other.logout()
    page = text_of(one.get("/werk/"))
    assert "thema Groen toegevoegd" in page
    undo = re.search(r'action="(/werk/ongedaan/\d+/)"', one.get("/werk/").content.decode())
    assert undo is not None
    actor = actor_by_id(one.session["_auth_user_id"])
    record_revise(actor, PROGRAMME, "themes", "groen", FIRST | {"lines": "9"}, revision=1)
    from wijkpeil.ledger.accounts import Account

    second = Account.objects.get(name="Ander")
    other.force_login(second)
    page = text_of(other.get("/werk/"))
    assert "anderen deden 1 wijziging." in page.lower()
    assert "thema Groen gewijzigd" in page
    answer = one.post(undo[1], follow=True)
    assert "kan dus niet ongedaan worden gemaakt" in text_of(answer)
    record_remove(actor, PROGRAMME, "themes", "groen", revision=2)


def test_leading_back_leads_nowhere_else(two: tuple[Client, Client]) -> None:
    one, _ = two
    entry = JournalEntry.objects.latest("sequence").sequence
    for back in ("https://example.org/", "//example.org", "/werk/\\\\example.org", "/bord/"):
        answer = one.post(f"/werk/ongedaan/{entry}/", {"back": back})
        assert answer.headers["Location"] == "/werk/"
