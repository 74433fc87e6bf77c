"""The pages of the journal: who sees them, what they find, what they say of an entry, and what verification shows."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from as_signed_in import SignedIn

sys.path.append(str(Path(__file__).resolve().parent.parent / "ledger"))

from people import ROOT, account, office

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.journal_files import check_lines
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import account_invite, record_add, record_revise
from wijkpeil.ledger.services.journal import journal_verify
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verified import FILE, keep_verified
from wijkpeil.ledger.verifying import Verification, Watch, head, verify
from wijkpeil.model.people import Actor, Grant
from wijkpeil.web.views import journal as views

pytestmark = pytest.mark.django_db
PAGES = (
    "/logboek/",
    "/logboek/1/",
    "/en/journal/",
    "/en/journal/1/",
    "/logboek/logboek.ndjson",
    "/logboek/logboek.csv",
)
THEME = {"name_nl": "Groen", "name_en": "Green", "main": "true", "lines": "1"}


@pytest.fixture
def people(site: Client, workspace: Path) -> dict[str, Account]:
    return {role: account(role) for role in ("auditor", "administrator", "programme-manager")}


@pytest.fixture
def auditor(site: Client, people: dict[str, Account]) -> Iterator[Client]:
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(people["auditor"])
    return client


def write() -> None:
    manager = office()
    record_add(manager, "rotterdam-2007", "themes", "green", THEME, why="asked by the council <b>")
    record_revise(
        manager, "rotterdam-2007", "themes", "green", {**THEME, "name_nl": "Groener"}, revision=1, why="=SUM(A1)"
    )


def test_only_auditors_and_administrators_see_it_and_others_are_told_why(
    site: Client, people: dict[str, Account]
) -> None:
    for path in PAGES:
        visitor = site.get(path)
        assert visitor.status_code == 403, path
        said = "U bent niet aangemeld." if path.startswith("/logboek") else "You are not signed in. Sign in first."
        assert said in visitor.content.decode()
        client = SignedIn(SERVER_NAME="localhost")
        client.force_login(people["programme-manager"])
        refused = client.get(path)
        assert refused.status_code == 403, path
        assert "no-store" in refused.headers["Cache-Control"]
        assert (
            "Met de rollen van dit account" if path.startswith("/logboek") else "None of the"
        ) in refused.content.decode()
        client.force_login(people["administrator"])
        assert client.get(path).status_code == (403 if "logboek." in path else 200), path
        client.force_login(people["auditor"])
        assert client.get(path).status_code == 200, path
    assert site.post("/logboek/controle/").status_code == 403


def test_entries_are_found_by_word_actor_action_register_period_and_programme(auditor: Client) -> None:
    write()

    def found(**given: str) -> list[int]:
        page = auditor.get("/logboek/", given).context["page"]
        return [row.number for row in page.rows]

    last = head()[0]
    both = [last, last - 1]
    assert found(q="council") == [last - 1]
    assert found(q="COUNCIL green") == [last - 1]
    assert found(q="council nothing") == []
    assert found(actor=office().id) == both
    assert found(action="record_revise") == [last]
    assert found(register="themes", id="green") == both
    assert found(register="themes") == [*both, 1]
    assert found(register="accounts")[0] == last - 2 or found(register="grants")[0] == last - 2
    assert found(programme="rotterdam-2007") == [*both, 1]
    assert 1 not in found(programme="-")
    assert found(until="2001-01-01") == []
    assert found(since="2001-01-01", action="programme_load") == [1]


def test_a_choice_that_cannot_be_read_is_told_beside_its_field(auditor: Client) -> None:
    answer = auditor.get("/en/journal/", {"since": "yesterday", "id": "t1"})
    assert answer.status_code == 400
    assert answer.context["page"].form.faults.keys() == {"since", "id"}
    assert 'value="yesterday"' in answer.content.decode()


def test_pages_go_on_where_the_last_one_ended(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijkpeil.pages.journal.PAGE", 4)
    last = head()[0]
    seen, address = [], "/logboek/"
    while address:
        page = auditor.get(address).context["page"]
        seen += [row.number for row in page.rows]
        address = f"/logboek/?before={page.older}" if page.older else ""
    assert seen == list(range(last, 0, -1))
    second = auditor.get("/logboek/", {"before": str(last - 3)}).context["page"]
    newer = auditor.get("/logboek/", {"after": str(second.newer)}).context["page"]
    assert [row.number for row in newer.rows] == [last, last - 1, last - 2, last - 3]
    assert newer.newer is None


def test_an_entry_tells_what_changed_in_words(auditor: Client) -> None:
    write()
    number, hash_, _moment = head()
    page = auditor.get(f"/logboek/{number}/").context["page"]
    (part,) = page.parts
    assert part.title == "thema green"
    assert [(row.label, row.before, row.after) for row in part.rows] == [
        ("naam (in het Nederlands)", "Groen", "Groener")
    ]
    assert part.same > 3
    assert (page.hash, page.earlier, page.later) == (hash_, number - 1, None)
    added = auditor.get(f"/en/journal/{number - 1}/")
    assert "asked by the council &lt;b&gt;" in added.content.decode()
    assert ("name (in Dutch)", "nothing", "Groen") in [
        (row.label, row.before, row.after) for row in added.context["page"].parts[0].rows
    ]
    assert auditor.get("/logboek/1/").context["page"].parts[0].title == "rotterdam-2007"
    assert auditor.get("/logboek/999999/").status_code == 404
    for sequence in range(1, number + 1):
        assert auditor.get(f"/en/journal/{sequence}/").status_code == 200


def test_what_is_kept_from_an_administrator_is_not_told(site: Client, people: dict[str, Account]) -> None:
    owner = current_programme().ledger.partners[0].id
    place = {"kind": "other", "theme": "safety", "areas": "3081", "name_nl": "Verborgen", "name_en": "Hidden"}
    cells = {**place, "owner": owner, "visibility": "own"}
    keeper = Actor(
        id="p-k", kind="person", grants=(Grant(id="g", account="p-k", role="programme-manager", partner=owner),)
    )
    entry = record_add(keeper, "rotterdam-2007", "facilities", "secret", cells).entry
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(people["administrator"])
    shown = client.get(f"/logboek/{entry}/")
    assert shown.context["page"].parts[0].hidden
    assert "Verborgen" not in shown.content.decode()
    client.force_login(people["auditor"])
    assert "Verborgen" in client.get(f"/logboek/{entry}/").content.decode()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify in this process, which alone sees what a test wrote."""

    def start(folder: Path, kept: str = "", at: int | None = None) -> None:
        keep_verified(folder, kept, lambda watch: journal_verify(ROOT, kept, at, watch))

    monkeypatch.setattr(views, "start_verifying", start)


def verified(client: Client, address: str, **given: str) -> HttpResponse:
    """Ask for a verification, and go where that leads."""
    asked = client.post(address, given)
    assert (asked.status_code, asked.headers["Location"]) == (302, address)
    return client.get(address)


def test_what_verification_says_stays_until_the_next(auditor: Client, workspace: Path, at_once: None) -> None:
    (workspace / FILE).unlink(missing_ok=True)
    never = auditor.get("/logboek/controle/").context["page"]
    assert (str(never.sentence), never.when, never.ended) == ("Het logboek is nog niet gecontroleerd.", "", False)
    assert "nog niet gecontroleerd" in auditor.get("/logboek/").content.decode()
    verified(auditor, "/logboek/controle/")
    number = head()[0]
    write()
    later = auditor.get("/logboek/controle/").context["page"]
    assert (later.whole, later.number, head()[0]) == (True, number, number + 2)
    assert "Alles is zoals het geschreven werd." in auditor.get("/logboek/").content.decode()


def test_a_verification_at_work_says_how_far_it_is_and_another_is_not_begun(
    auditor: Client, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(views, "start_verifying", lambda *given: begun.append(given))
    monkeypatch.setattr(views, "PATIENCE", 0)
    pages = []

    def run(watch: Watch) -> Verification:
        pages.append(auditor.get("/logboek/controle/"))
        watch(1000, 4000)
        pages.append(auditor.get("/logboek/controle/"))
        assert auditor.post("/logboek/controle/").status_code == 302
        return verify()

    keep_verified(workspace, "", run)
    assert begun == []
    assert [one.context["page"].progress for one in pages] == [
        "De controle is net begonnen.",
        "1.000 van 4.000 rijen zijn gelezen.",
    ]
    shown = pages[1].content.decode()
    assert '<progress aria-labelledby="h-far" max="4000" value="1000">' in shown
    assert "Kijk opnieuw" in shown
    assert "Er liep al een controle" in auditor.get("/logboek/controle/").content.decode()
    auditor.post("/logboek/controle/")
    assert begun == [(workspace, "", None)]


def test_a_verification_that_stopped_says_so(auditor: Client, workspace: Path) -> None:
    def run(watch: Watch) -> Verification:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        keep_verified(workspace, "", run)
    page = auditor.get("/en/journal/verification/")
    assert str(page.context["page"].sentence) == "The last verification stopped before its end."
    assert "wijkpeil journal verify" in page.content.decode()


def test_verification_says_what_was_held_against_what(auditor: Client, at_once: None) -> None:
    number, hash_, _moment = head()
    whole = verified(auditor, "/en/journal/verification/", head=hash_.upper(), at=str(number))
    page = whole.context["page"]
    assert (page.whole, page.findings, page.head, page.number) == (True, (), hash_, number)
    assert "Everything is as it was written." in whole.content.decode()
    assert len(page.held) == 4
    assert page.fingerprint.replace(" ", "") == hash_[:16]
    lost = verified(auditor, "/logboek/controle/", head="f" * 64)
    assert lost.context["page"].findings == (
        ("het logboek", "De hash die elders bewaard is staat er niet in: het logboek is afgekapt of herschreven."),
    )
    wrong = auditor.post("/logboek/controle/", {"head": "xyz", "at": "0"})
    assert wrong.status_code == 400
    assert wrong.content.decode().count("field-error") == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_journalentry SET why = 'other' WHERE sequence = 1")
        cursor.execute("UPDATE ledger_account SET name = 'Other' WHERE id = (SELECT min(id) FROM ledger_account)")
    told = verified(auditor, "/logboek/controle/").context["page"].findings
    assert ("regel 1", "Hij volgt niet uit zijn inhoud of uit de regel ervoor.") in told
    assert any(message == "Niet zoals het geschreven werd: identity." for _where, message in told)


def test_every_message_of_verification_is_translated(project: Path) -> None:
    source = "".join(
        (project / "src/wijkpeil/ledger" / name).read_text(encoding="utf-8")
        for name in ("proofs.py", "proofs_of_revisions.py")
    )
    said = set(re.findall(r'(?<!")"([A-Z][^"\n]+\.)"(?!")', source))
    catalogue = (project / "src/wijkpeil/pages/locale/journal/nl/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert len(said) > 10
    assert [each for each in said if f'msgid "{each}"' not in catalogue] == []


def test_the_export_can_be_checked_and_the_table_opens_in_a_spreadsheet(auditor: Client) -> None:
    write()
    whole = b"".join(auditor.get("/logboek/logboek.ndjson").streaming_content)
    found = check_lines(whole.splitlines(keepends=True), head()[1])
    assert (found.faults, found.entries) == ((), JournalEntry.objects.count())
    assert "<b>" in json.loads(whole.splitlines()[-2])["entry"]["why"]
    told = b"".join(auditor.get("/logboek/logboek.csv", {"register": "themes", "id": "green"}).streaming_content)
    rows = list(csv.DictReader(io.StringIO(told.decode())))
    assert [row["why"] for row in rows] == ["'=SUM(A1)", "asked by the council <b>"]


def test_the_list_asks_the_database_little_however_long_it_is(auditor: Client) -> None:
    auditor.get("/logboek/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        auditor.get("/logboek/")
    for _ in range(3):
        write_more()
    with CaptureQueriesContext(connection) as many:
        auditor.get("/logboek/")
    assert len(many) == len(few) <= 9, [each["sql"][:90] for each in many.captured_queries]


def write_more() -> None:
    for _ in range(20):
        account_invite(ROOT, name="Someone", email=f"someone-{JournalEntry.objects.count()}@example.org")


def test_a_form_of_another_site_is_refused(people: dict[str, Account], at_once: None) -> None:
    client = SignedIn(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(people["auditor"])
    assert client.post("/logboek/controle/", {}).status_code == 403
    form = client.get("/logboek/").context["csrf_token"]
    assert client.post("/logboek/controle/", {"csrfmiddlewaretoken": str(form)}).status_code == 302


def test_answers_to_auditors_carry_the_policies(auditor: Client) -> None:
    for path in PAGES:
        heads = auditor.get(path).headers
        assert "no-store" in heads["Cache-Control"], path
        assert heads["X-Content-Type-Options"] == "nosniff", path
        assert "default-src 'none'" in heads["Content-Security-Policy"], path
        assert heads["Content-Type"].split(";")[0] in ("text/html", "text/csv", "application/x-ndjson"), path
        assert not {"Server", "X-Powered-By"} & set(heads), path
