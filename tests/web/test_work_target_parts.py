"""Revising a target with its parts by form, and what was typed there kept as a draft."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from working import PROGRAMME, form_of, opened, text_of

from wijkpeil.ledger.models import Draft, JournalEntry
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model.ledger import Target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FORM = "/werk/doelen/E1/herzien/"
PART = "/werk/doelen/E1a/herzien/"


@pytest.fixture
def changes() -> dict[str, str]:
    partner = next(one.id for one in current_programme(PROGRAMME).ledger.partners if one.kind == "municipality")
    return {
        "c-bound": "9000",
        "c-sentence_nl": "Het worden er 9.000.",
        "c-sentence_en": "It becomes 9,000.",
        "p-E1a-bound": "4000",
        "p-E1a-sentence_nl": "Het worden er 4.000.",
        "p-E1a-sentence_en": "It becomes 4,000.",
        "c-decided_on": "2009-03-01",
        "c-reason_nl": "Er was minder geld.",
        "c-reason_en": "There was less money.",
        "c-decision": "raad 2009/12",
        "c-decided_by": partner,
    }


def target(own: str) -> Target:
    return next(one for one in current_programme(PROGRAMME).ledger.targets if one.id == own)


def looked(client: Client, changes: dict[str, str], form: str = FORM) -> Any:
    return client.post(form, {**opened(client, form), **changes, "act": "look"})


def test_the_form_of_a_whole_holds_its_parts_and_that_of_a_part_leads_to_the_whole(manager: Client) -> None:
    form, page = opened(manager, FORM), text_of(manager.get(FORM))
    assert form["parts"] == "E1a E1b E1c E1d"
    assert (form["p-E1b-bound"], form["p-E1b-revision"]) == ("1875", "1")
    assert "Samen zijn ze 10.000, precies het getal van het geheel." in page
    assert f'href="{FORM}"' in manager.get(PART).content.decode()
    assert opened(manager, "/werk/doelen/W1/herzien/")["parts"] == ""


def test_whole_and_part_are_looked_at_and_sent_together(manager: Client, changes: dict[str, str]) -> None:
    page = looked(manager, changes)
    said, entries = text_of(page), JournalEntry.objects.count()
    assert page.status_code == 200, said
    for part in ("10.000", "9.000", "5.000", "4.000", "2 doelen herzien"):
        assert part in said
    sent = manager.post(FORM, {**form_of(page.content.decode()), "act": "send"})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/doelen/E1/")
    assert JournalEntry.objects.count() == entries + 1
    assert (target("E1").bound, target("E1a").bound, target("E1b").bound) == (9000, 4000, 1875)
    for own, other in (("E1", "E1a"), ("E1a", "E1")):
        shown = manager.get(f"/doelen/{own}/")
        assert "Herzien op 1 maart 2009" in text_of(shown).replace("\u00a0", " ")
        together = shown.content.decode().split("Met hetzelfde besluit:")[1][:200]
        assert f'href="/doelen/{other}/"' in together


def test_parts_change_among_each_other_while_the_whole_stays_as_it_is(manager: Client, changes: dict[str, str]) -> None:
    kept = {name: text for name, text in changes.items() if name not in ("c-bound", "c-sentence_nl", "c-sentence_en")}
    other = {
        "p-E1b-bound": "2875",
        "p-E1b-sentence_nl": "Het worden er 2.875.",
        "p-E1b-sentence_en": "It becomes 2,875.",
    }
    page = looked(manager, {**kept, **other})
    assert page.status_code == 200, text_of(page)
    assert manager.post(FORM, {**form_of(page.content.decode()), "act": "send"}).status_code == 302
    assert (target("E1").bound, target("E1a").bound, target("E1b").bound) == (10000, 4000, 2875)
    assert [one.of for one in current_programme(PROGRAMME).ledger.target_revisions] == ["E1a", "E1b"]


def test_what_does_not_sum_is_said_beside_the_parts(manager: Client, changes: dict[str, str]) -> None:
    page = looked(manager, {**changes, "p-E1a-bound": "4500"})
    assert page.status_code == 422
    assert 'href="#c-breakdown"' in page.content.decode()
    assert "Samen zijn ze 9.500; bij het geheel staat 9.000." in text_of(page)
    assert form_of(page.content.decode())["p-E1a-sentence_nl"] == "Het worden er 4.000."


def test_a_fault_of_a_part_stands_beside_its_field(manager: Client, changes: dict[str, str]) -> None:
    page = looked(manager, {**changes, "p-E1a-bound": "veel", "p-E1b-deadline": "ooit", "c-decided_on": "gisteren"})
    content = page.content.decode()
    assert page.status_code == 422
    for control in ("p-E1a-bound", "p-E1b-deadline", "c-decided_on"):
        assert f'id="{control}-fault"' in content
        assert f'href="#{control}"' in content
    # The decision is one, and what is wrong with it is told once.
    assert content.count('href="#c-decided_on"') == 1
    ids = re.findall(r'\bid="([^"]+)"', content)
    assert len(ids) == len(set(ids)), "no id stands twice on the page"


def test_a_part_alone_is_refused_and_the_whole_is_named(manager: Client, changes: dict[str, str]) -> None:
    own = {name.replace("p-E1a-", "c-"): text for name, text in changes.items() if not name.startswith("c-sen")}
    page = looked(manager, {**own, "c-bound": "4000"}, PART)
    assert page.status_code == 422
    assert "E1: De delen zijn samen" in text_of(page)


def test_a_part_that_someone_changed_meanwhile_stops_all(manager: Client, changes: dict[str, str]) -> None:
    pages = [looked(manager, changes) for _ in range(2)]
    forms = [{**form_of(page.content.decode()), "act": "send"} for page in pages]
    assert manager.post(FORM, forms[0]).status_code == 302
    late = manager.post(FORM, forms[1])
    assert late.status_code == 409
    assert "Iemand heeft dit doel intussen gewijzigd." in text_of(late)
    assert target("E1").bound == 9000


# Drafts


def test_a_draft_holds_all_that_was_typed_and_goes_when_it_is_sent(manager: Client, changes: dict[str, str]) -> None:
    typed = {**opened(manager, FORM), **changes, "p-E1b-bound": "nog niet bekend"}
    assert manager.post(FORM, {**typed, "act": "draft"}).status_code == 302
    draft = Draft.objects.get()
    assert (draft.register, draft.record_id, draft.revision) == ("targets", "E1", 1)
    listed = manager.get("/werk/").content.decode()
    assert f"{FORM}?draft={draft.id}" in html.unescape(listed)
    again = opened(manager, f"{FORM}?draft={draft.id}")
    assert {name: again[name] for name in typed if name.startswith(("c-", "p-"))} == {
        name: text for name, text in typed.items() if name.startswith(("c-", "p-"))
    }
    page = manager.post(FORM, {**again, "p-E1b-bound": "1875", "act": "look"})
    assert manager.post(FORM, {**form_of(page.content.decode()), "act": "send"}).status_code == 302
    assert not Draft.objects.exists()


def test_drafts_of_two_tabs_do_not_replace_each_other(manager: Client, changes: dict[str, str]) -> None:
    first, second = opened(manager, FORM), opened(manager, FORM)
    manager.post(FORM, {**first, "c-bound": "1", "act": "draft"})
    manager.post(FORM, {**second, "c-bound": "2", "act": "draft"})
    manager.post(FORM, {**second, "c-bound": "2", "act": "draft"})
    assert sorted(draft.columns["bound"] for draft in Draft.objects.all()) == ["1", "2"]


def test_what_is_sent_after_the_session_ended_is_kept(manager: Client, changes: dict[str, str]) -> None:
    sent = {**opened(manager, FORM), **changes, "act": "look"}
    manager.logout()
    answer = manager.post(FORM, sent)
    draft = Draft.objects.get()
    assert (answer.status_code, draft.id in answer.headers["Location"]) == (302, True)
    assert (draft.columns["bound"], draft.columns["E1a/bound"], draft.columns["E1a/revision"]) == ("9000", "4000", "1")


def test_whoever_lost_their_role_finds_a_draft(manager: Client, changes: dict[str, str]) -> None:
    from people import ROOT

    from wijkpeil.ledger.models import Grant
    from wijkpeil.ledger.services import grant_withdraw

    sent = {**opened(manager, FORM), **changes, "act": "look"}
    grant_withdraw(ROOT, Grant.objects.current().get(account=manager.session["_auth_user_id"]).record_id)
    answer = manager.post(FORM, sent)
    assert answer.status_code == 403
    assert "als concept bewaard" in text_of(answer)
    assert Draft.objects.get().columns["E1a/bound"] == "4000"


def test_a_draft_made_before_a_revision_says_so(manager: Client, changes: dict[str, str]) -> None:
    manager.post(FORM, {**opened(manager, FORM), "c-bound": "8000", "act": "draft"})
    page = looked(manager, changes)
    manager.post(FORM, {**form_of(page.content.decode()), "act": "send"})
    draft = Draft.objects.get()
    shown = manager.get(f"{FORM}?draft={draft.id}")
    assert "is sindsdien gewijzigd" in text_of(shown)
    assert form_of(shown.content.decode())["revision"] == "1"


def test_a_draft_of_another_record_is_not_shown(manager: Client) -> None:
    manager.post(FORM, {**opened(manager, FORM), "act": "draft"})
    draft = Draft.objects.get()
    assert manager.get(f"{PART}?draft={draft.id}").status_code == 404
    assert manager.get(f"/werk/concepten/{draft.id}/weg/").status_code == 200
