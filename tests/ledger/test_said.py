"""What the services refuse, they say in a way that can be said in Dutch."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from people import ROOT, account, actor, load_small, office, theme

from wijkpeil.errors import Fault, FaultsFound, NotAllowed, NotFound, Said, StaleRecord, UserError
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.services import (
    Change,
    account_accept,
    account_invite,
    account_suspend,
    entry_undo,
    grant_give,
    grant_withdraw,
    programme_load,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
    token_issue,
    token_revoke,
)
from wijkpeil.ledger.services.erasables import erasable_erase
from wijkpeil.ledger.services.load import _changed_while_read
from wijkpeil.ledger.services.recording import By
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading.editing import Edit
from wijkpeil.model.people import Actor
from wijkpeil.pages.faults import error_words, fault_in

pytestmark = pytest.mark.django_db
MANAGER = office()
THEME = theme()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def loaded(workspace: Path) -> Path:
    load_small(workspace)
    return workspace


def twice() -> None:
    change = Change(edit=Edit(register="themes", id="t9", columns=THEME))
    records_write(MANAGER, "small", [change, change])


def same_grant_twice() -> None:
    grant_give(ROOT, account("reader").id, "reader")
    one = account()
    grant_give(ROOT, one.id, "reader")
    grant_give(ROOT, one.id, "reader")


FAULTS: dict[str, Callable[[], object]] = {
    "account": lambda: account_invite(ROOT, name=" ", email="x", language="fr"),
    "address": lambda: account_invite(
        ROOT, name="x", email=account_invite(ROOT, name="y", email="y@example.org").email
    ),
    "role": lambda: grant_give(ROOT, account().id, "king"),  # type: ignore[arg-type]
    "whole": lambda: grant_give(ROOT, account().id, "auditor", partner="p"),
    "place": lambda: grant_give(ROOT, account().id, "reporter", partner="nobody", area="nowhere", programme="small"),
    "grant": same_grant_twice,
    "token": lambda: token_issue(actor(), " ", (), date(2000, 1, 1)),
    "twice": twice,
    "record": lambda: record_add(MANAGER, "small", "themes", "t 9", {"main": "yes", "colour": "red"}),
    "named": lambda: record_remove(MANAGER, "small", "themes", "t1", revision=1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_can_be_told_of_in_dutch(name: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        FAULTS[name]()
    told(raised.value.faults)


def test_a_folder_that_changes_meanwhile_can_be_told_of_in_dutch() -> None:
    told([_changed_while_read(Path("folder"))])


def told(faults: tuple[Fault, ...] | list[Fault]) -> None:
    """Check that faults can be told of in Dutch."""
    for fault in faults:
        assert isinstance(fault.message, Said)
        assert isinstance(fault.remedy, Said)
        dutch = fault_in(fault, "nl")
        assert dutch.message != fault.message
        assert dutch.remedy != fault.remedy


def last_administrator() -> None:
    account_suspend(ROOT, account("administrator").id)


def stale() -> None:
    record_add(MANAGER, "small", "themes", "t9", THEME)
    record_revise(MANAGER, "small", "themes", "t9", THEME | {"name_en": "New"}, revision=1)
    record_revise(MANAGER, "small", "themes", "t9", THEME, revision=1)


def without_scope() -> None:
    own = actor("programme-manager")
    token = Actor(id=own.id, kind="token", grants=own.grants, scopes=("read",))
    record_add(token, "small", "themes", "t9", THEME)


REFUSALS: dict[str, tuple[type[UserError], Callable[[], object]]] = {
    "nobody": (NotAllowed, lambda: record_add(Actor(id="", kind="nobody"), "small", "themes", "t9", THEME)),
    "no role": (NotAllowed, lambda: record_add(actor(), "small", "themes", "t9", THEME)),
    "other role": (NotAllowed, lambda: record_add(actor("reader"), "small", "themes", "t9", THEME)),
    "scope": (NotAllowed, without_scope),
    "invitation": (NotAllowed, lambda: account_accept("p-none", "x", "a long enough password 1")),
    "last administrator": (NotAllowed, last_administrator),
    "stale": (StaleRecord, stale),
    "account": (NotFound, lambda: account_suspend(ROOT, "p-none")),
    "grant": (NotFound, lambda: grant_withdraw(ROOT, "g-none")),
    "grant to": (NotFound, lambda: grant_give(ROOT, "p-none", "reader")),
    "programme": (NotFound, lambda: grant_give(ROOT, account().id, "reporter", partner="p", programme="other")),
    "other programme": (NotFound, lambda: current_programme("other")),
    "register": (NotFound, lambda: record_add(MANAGER, "small", "theems", "t9", THEME)),
    "record": (NotFound, lambda: record_remove(MANAGER, "small", "themes", "t9", revision=None)),
    "revision": (NotFound, lambda: record_restore(MANAGER, "small", "themes", "t9", revision=7)),
    "entry": (NotFound, lambda: entry_undo(MANAGER, "small", 999)),
    "token": (NotFound, lambda: token_revoke(ROOT, "t-none")),
    "text": (NotFound, lambda: erasable_erase(By(actor="x", role="administrator"), "small", "none")),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals_can_be_told_of_in_dutch(name: str) -> None:
    kind, refused = REFUSALS[name]
    with pytest.raises(kind) as raised:
        refused()
    error = raised.value
    assert isinstance(error.said, Said)
    assert error_words(error, "en") == error.said
    assert error_words(error, "nl") != error.said
    assert error.said in str(error)


def test_what_a_load_did_can_be_told_in_dutch(loaded: Path) -> None:
    result = programme_load(loaded.parent / "folder", actor=ROOT, workspace=loaded)
    assert str(result) == result.said == "The workspace holds small exactly as the folder does; nothing was changed."


def test_an_empty_workspace_can_be_told_of_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_state_keys", lambda _moment: ())
    with pytest.raises(NotFound) as raised:
        current_programme()
    assert error_words(raised.value, "nl").endswith("wijkpeil load MAP")
