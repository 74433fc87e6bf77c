"""Writing by the API: what is needed, what is refused, and what is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from world import SMALL, World

from wijkpeil.ledger.models import JournalEntry

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
RECORDS = f"/programmes/{SMALL}/registers/facilities/records"
REPORTER = "reporter at partner"
DECIDER = "decision-maker at partner"


def facility(**more: Any) -> dict[str, Any]:
    return {
        "id": "new",
        "kind": "play-area",
        "name": {"nl": "Speeltuin", "en": "Playground"},
        "theme": "t1",
        "areas": ["3081"],
        "owner": "housing",
        **more,
    }


def test_a_record_is_added_revised_removed_and_restored(call: Call) -> None:
    made = call("post", RECORDS, {"record": facility(), "why": "opened"}, REPORTER)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.headers["Location"] == f"/api/v1{RECORDS}/new"
    assert made.json()["record"]["record"]["name"] == {"nl": "Speeltuin", "en": "Playground"}
    entry = JournalEntry.objects.get(sequence=made.json()["entry"])
    assert (entry.action, entry.subject, entry.why, entry.role) == (
        "record_add",
        "facilities/new",
        "opened",
        "reporter",
    )
    changed = call("put", f"{RECORDS}/new", {"record": facility(number=12.50)}, REPORTER, **{"If-Match": '"1"'})
    assert changed.status_code == 422  # A number has a unit.
    told = facility(number=12.5, unit={"nl": "plaatsen", "en": "places"})
    changed = call("put", f"{RECORDS}/new", {"record": told}, REPORTER, **{"If-Match": 'W/"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    gone = call("delete", f"{RECORDS}/new", who=DECIDER, **{"If-Match": '"2"', "Why": "gesloten%20%E2%80%93%20kapot"})
    assert (gone.status_code, gone.json()["removed"]) == (200, 1)
    assert JournalEntry.objects.latest("sequence").why == "gesloten – kapot"
    assert call("get", f"{RECORDS}/new").status_code == 404
    back = call("post", f"{RECORDS}/new/restorations", {"revision": 1}, REPORTER)
    assert (back.status_code, back.json()["record"]["revision"]) == (200, 3)
    assert [each["revision"] for each in call("get", f"{RECORDS}/new/revisions").json()] == [3, 2, 1]
    undone = call("post", f"/programmes/{SMALL}/entries/{back.json()['entry']}/undos", {}, DECIDER)
    assert undone.status_code == 403  # Another wrote it.
    undone = call(
        "post", f"/programmes/{SMALL}/entries/{back.json()['entry']}/undos", {}, "programme-manager at office"
    )
    assert (undone.status_code, undone.json()["removed"]) == (200, 1)


def test_a_write_says_which_revision_it_saw(call: Call) -> None:
    record = {"record": facility(id="f-housing")}
    for sent in ({}, {"If-Match": "*"}, {"If-Match": "2"}, {"If-Match": '"0"'}):
        answer = call("put", f"{RECORDS}/f-housing", record, REPORTER, **sent)
        assert (answer.status_code, answer.json()["type"]) == (428, "urn:wijkpeil:problem:revision-required")
    assert call("delete", f"{RECORDS}/f-housing", who=DECIDER).status_code == 428
    stale = call("put", f"{RECORDS}/f-housing", record, REPORTER, **{"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.json()["current"]["revision"] == 2
    assert stale.json()["current"]["record"]["name"]["nl"] == "Pleintje"


def test_a_record_that_is_there_is_not_added_over(call: Call) -> None:
    answer = call("post", RECORDS, {"record": facility(id="f-housing")}, REPORTER)
    assert (answer.status_code, answer.json()["current"]["id"]) == (409, "f-housing")


def test_every_fault_is_told_at_once(call: Call) -> None:
    wrong = facility(kind="castle", name={"nl": "x"}, areas="3081", colour="red", number="12", valid_from="soon")
    answer = call("post", RECORDS, {"record": wrong}, REPORTER)
    assert answer.status_code == 422
    assert {each["key"] for each in answer.json()["faults"]} == {"areas", "colour", "number"}
    wrong = facility(kind="castle", name={"nl": "x"}, valid_from="soon")
    faults = call("post", RECORDS, {"record": wrong}, REPORTER).json()["faults"]
    assert {each["key"] for each in faults} == {"kind", "name_en", "valid_from"}
    assert all(each["message"] and each["remedy"] and each["place"] == "facilities/new" for each in faults)


def test_who_may_not_write_is_told_that_and_no_fault(call: Call) -> None:
    for record in (facility(), facility(colour="red"), facility(kind="castle")):
        assert call("post", RECORDS, {"record": record}, "reader at partner").status_code == 403
        assert call("post", RECORDS, {"record": record}).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"record": NaN}', 400),
        ('{"record": {"id": "a\\u0000"}}', 400),
        ('{"record": {"id": "a\\ud800"}}', 400),
        ('{"record": ' + "[" * 50 + "]" * 50 + "}", 400),
        ('{"record": ' + "[" * 100_000 + "}", 400),
        (b"\xff\xfe", 400),
        ('{"record": {"number": 1e999999999}}', 400),
        ('{"record": {"number": ' + "9" * 5000 + "}}", 400),
        ("x" * 3_000_000, 413),
        ("[]", 422),
        ("null", 422),
        ('{"record": []}', 422),
        ('{"record": {}}', 422),
        ('{"record": {"id": 7}}', 422),
        ('{"record": {"id": "b c"}, "extra": 1}', 422),
    ],
)
def test_what_cannot_be_read_is_a_problem(call: Call, body: Any, status: int) -> None:
    answer = call("post", RECORDS, body, REPORTER)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_the_same_sending_twice_is_written_once(call: Call) -> None:
    first = call("post", RECORDS, {"record": facility()}, REPORTER, **{"Idempotency-Key": "k-1"})
    again = call("post", RECORDS, {"record": facility()}, REPORTER, **{"Idempotency-Key": "k-1"})
    assert (again.status_code, again.json()["entry"]) == (201, first.json()["entry"])
    assert call("post", RECORDS, {"record": facility()}, REPORTER).status_code == 409
    bad = call("post", RECORDS, {"record": facility()}, REPORTER, **{"Idempotency-Key": "a b"})
    assert bad.status_code == 400


def test_many_records_come_in_together_or_not_at_all(call: Call) -> None:
    path = RECORDS.replace("records", "imports")
    items = [
        {"id": "f-housing", "revision": 2, "record": facility(id="f-housing", status="closed")},
        {"id": "n1", "record": facility(id="n1")},
    ]
    entries = JournalEntry.objects.count()
    seen = call("post", path, {"items": items, "preview": True}, DECIDER).json()
    assert (seen["entry"], seen["added"], seen["changed"]) == (None, 1, 1)
    kinds = {each["id"]: each["kind"] for each in seen["changes"]}
    assert kinds == {"f-housing": "changed", "n1": "added"}
    status = next(each["columns"]["status"] for each in seen["changes"] if each["id"] == "f-housing")
    assert status == ["open", "closed"]
    assert JournalEntry.objects.count() == entries
    bad = [
        *items,
        {"id": "n2", "record": facility(id="n2", kind="castle")},
        {"id": "n3", "record": {"id": "n3", "owner": "housing"}},
    ]
    faults = call("post", path, {"items": bad}, DECIDER).json()["faults"]
    assert {each["place"] for each in faults} == {"facilities/n2", "facilities/n3"}
    assert JournalEntry.objects.count() == entries
    stale = call("post", path, {"items": [{**items[0], "revision": 1}]}, DECIDER)
    assert stale.status_code == 412
    unseen = call("post", path, {"items": [{"id": "f-housing", "record": facility(id="f-housing")}]}, DECIDER)
    assert unseen.status_code == 409
    done = call("post", path, {"items": items}, DECIDER).json()
    assert (done["added"], done["changed"], done["changes"]) == (1, 1, [])
    assert JournalEntry.objects.count() == entries + 1


def test_writes_are_counted(call: Call) -> None:
    with override_settings(API_WRITES=2):
        key = {"who": REPORTER}
        statuses = [call("post", RECORDS, {"record": facility(id=f"n{n}")}, **key).status_code for n in range(3)]
        assert statuses == [201, 201, 429]
        assert call("get", RECORDS, **key).status_code == 200


def test_accounts_are_kept(call: Call, world: World) -> None:
    who = "administrator at office"
    made = call("post", "/accounts", {"name": "A", "email": "A@Example.org"}, who)
    assert (made.status_code, made.json()["email"], made.json()["state"]) == (201, "a@example.org", "invited")
    own = made.json()["id"]
    assert made.headers["Location"] == f"/api/v1/accounts/{own}"
    assert Client(SERVER_NAME="localhost").get(made.json()["link"]).status_code == 200
    twice = call("post", "/accounts", {"name": "A", "email": "a@example.org"}, who)
    assert [each["key"] for each in twice.json()["faults"]] == ["email"]
    grant = call("post", f"/accounts/{own}/grants", {"role": "reporter", "partner": "housing", "programme": SMALL}, who)
    assert grant.status_code == 201
    assert call("get", f"/accounts/{own}/grants", who=who).json() == [grant.json()]
    assert call("delete", f"/grants/{grant.json()['id']}", who=who).status_code == 204
    assert call("get", f"/accounts/{own}/grants", who=who).json() == []
    assert call("patch", f"/accounts/{own}", {"name": "B"}, who).json()["name"] == "B"
    assert call("post", f"/accounts/{own}/suspensions", {}, who).json()["state"] == "suspended"
    assert call("post", f"/accounts/{own}/resumptions", {}, who).json()["state"] == "invited"
    tokens = call("get", f"/accounts/{world.them.id}/tokens", who=who).json()
    assert [set(each) for each in tokens] == [{"id", "account", "name", "scopes", "expires_on"}]
    assert call("delete", f"/tokens/{tokens[0]['id']}", who=who).status_code == 204
    assert call("delete", f"/accounts/{own}", who=who).status_code == 204
    assert call("get", f"/accounts/{own}", who=who).status_code == 404
    assert call("get", f"/accounts/{own}", who=REPORTER).status_code == 403


def test_the_journal_is_read_exported_and_verified(call: Call) -> None:
    who = "auditor at office"
    page = call("get", "/journal/entries?pageSize=3&subject=facilities/f-office", who=who)
    assert [each["action"] for each in page.json()["items"]] == ["record_revise", "record_add"]
    answer = call("get", "/journal/export", who=who)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert (answer.headers["Content-Type"], len(lines)) == ("application/x-ndjson", JournalEntry.objects.count() + 1)
    head = call("get", "/journal/head", who=who).json()
    found = call("get", f"/journal/verification?head={head['hash']}&at={head['sequence']}", who=who).json()
    assert (found["whole"], found["head"]) == (True, head["hash"])
    cut = call("get", f"/journal/verification?head={'f' * 64}", who=who).json()
    assert not cut["whole"]
    last = call("get", f"/journal/entries/{head['sequence']}", who=who).json()
    assert last["hash"] == head["hash"]
    assert call("get", "/journal/entries/999999", who=who).status_code == 404


def test_an_invitation_goes_by_mail_where_mail_leaves(call: Call, settings: Any) -> None:
    settings.MAIL = "smtp://mail.example.org"
    made = call("post", "/accounts", {"name": "N", "email": "n@example.org"}, "administrator at office")
    assert (made.status_code, made.json()["link"]) == (201, None)
    (sent,) = mail.outbox
    assert sent.to == ["n@example.org"]
    path = next(part for part in sent.body.split() if "/uitnodiging/" in part or "/invitation/" in part)
    assert Client(SERVER_NAME="localhost").get(path).status_code == 200


def test_an_invitation_that_is_refused_sends_nothing(call: Call, settings: Any) -> None:
    settings.MAIL = "smtp://mail.example.org"
    for who, body in (
        (REPORTER, {"name": "N", "email": "n@example.org"}),
        ("administrator at office", {"name": "N", "email": "n"}),
    ):
        assert call("post", "/accounts", body, who).status_code in (403, 422)
    assert mail.outbox == []


def test_a_target_is_revised_and_corrected_and_written_in_no_other_way(call: Call) -> None:
    manager, target = "programme-manager at office", f"/programmes/{SMALL}/targets/a"
    record = f"/programmes/{SMALL}/registers/targets/records/a"
    body = {
        "statement": {"bound": 5.5, "sentence": {"nl": "Het wordt 5,5.", "en": "It becomes 5.5."}},
        "decision": {
            "decided_on": "2009-03-01",
            "reason": {"nl": "Minder geld.", "en": "Less money."},
            "decision": "council 2009/12",
            "decided_by": "city",
        },
    }
    assert call("post", f"{target}/revisions", body, manager).status_code == 428
    revised = call("post", f"{target}/revisions", body, manager, **{"If-Match": '"1"'})
    assert (revised.status_code, revised.headers["ETag"], revised.json()["added"]) == (200, '"2"', 1)
    assert revised.json()["record"]["record"]["bound"] == 5.5
    kept = call("get", f"/programmes/{SMALL}/registers/target-revisions/records/a-1", who=manager).json()["record"]
    assert (kept["of"], kept["number"], kept["bound"], kept["decision"]) == ("a", 1, 6.0, "council 2009/12")
    assert call("post", f"{target}/revisions", body, manager, **{"If-Match": '"1"'}).status_code == 412
    wrong = {"statement": {"bound": "x", "colour": "red"}, "decision": {"of": 7}}
    faults = call("post", f"{target}/revisions", wrong, manager, **{"If-Match": '"2"'})
    assert faults.status_code == 422
    assert {one["key"] for one in faults.json()["faults"]} == {"bound", "colour", "of"}
    assert call("post", f"{target}/revisions", wrong, REPORTER, **{"If-Match": '"2"'}).status_code == 403
    correction = {"record": {"decision": "council 2009/13"}, "why": "13, not 12", "number": 1}
    assert call("post", f"{target}/corrections", correction, manager, **{"If-Match": '"1"'}).status_code == 200
    whole = call("get", record, who=manager).json()["record"]
    refused = call("put", record, {"record": {**whole, "bound": 1}}, manager, **{"If-Match": '"2"'})
    assert refused.status_code == 403
    assert "never edited" in refused.content.decode()


def test_parts_are_named_with_their_revision_and_written_with_the_whole_or_not_at_all(call: Call) -> None:
    manager, target = "programme-manager at office", f"/programmes/{SMALL}/targets/a"
    sums = {"statement": {"breakdown": ["b"], "bound": 6, "sentence": {"nl": "Zes", "en": "Six"}}}
    decision = {
        "decided_on": "2009-03-01",
        "reason": {"nl": "Minder geld.", "en": "Less money."},
        "decision": "council 2009/12",
        "decided_by": "city",
    }
    part = {"id": "b", "revision": 1, "statement": {"bound": 6, "sentence": {"nl": "Zes hier", "en": "Six here"}}}
    entries, match = JournalEntry.objects.count(), {"If-Match": '"1"'}

    def send(*parts: dict[str, Any]) -> Any:
        return call(
            "post", f"{target}/revisions", {**sums, "decision": decision, "parts": list(parts)}, manager, **match
        )

    assert send({**part, "revision": 7}).status_code == 412
    assert send({**part, "statement": {**part["statement"], "bound": 5}}).status_code == 422
    assert send({name: cell for name, cell in part.items() if name != "revision"}).status_code == 422
    assert send({**part, "id": "nowhere"}).status_code == 422
    assert JournalEntry.objects.count() == entries
    done = send(part)
    assert (done.status_code, done.json()["added"], done.json()["changed"]) == (200, 2, 2)
    assert JournalEntry.objects.count() == entries + 1
