"""How each action is done: by a service, by the API, by a command, by a page.

A way takes the workspace, who acts, and the name of the subject; it does the action and says how that ended:
it returns where it was done, and raises the error otherwise; a page says by itself whether it was done. What nobody can
do in some way stands in the document, with the reason.
"""

import inspect
import io
import json
import os
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from acting_on import account_of, cannot_be_kept, fresh, session_of, token_of, undone, wanted
from django.test import Client
from django.utils import timezone
from pages import PAGES, page
from record_pages import RECORD_PAGES
from small_programmes import DECISION, LOWER
from world import SMALL, Stand, World

from wijkpeil.cli.app import run
from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord, UserError
from wijkpeil.ledger import services
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.reading import record_history
from wijkpeil.loading.json_form import json_text, record_json

WAYS = ("service", "command", "api", "page")
READING = frozenset(
    {
        "record_read",
        "journal_read",
        "journal_export",
        "journal_verify",
        "account_list",
        "account_read",
        "programme_dump",
    }
)
"""Actions that write nothing into the ledger."""
ENTRY = {"record_share": "record_revise", "ledger_load": "programme_load"}
"""Actions whose entry of the journal is called otherwise."""
JUDGED = {("page", "record_add"), ("page", "record_share")}
"""Ways that look at what was written: a form without the fields of who keeps and sees a record leaves them alone."""
Way = Callable[[World, Stand, str], Any]


# By service


def read(world: World, stand: Stand, subject: str) -> None:
    register, own = world.place(stand.holder, subject)
    if not record_history(stand.actor, SMALL, register, own):
        raise NotFound(own)


def add(world: World, stand: Stand, subject: str) -> None:
    register, cells = fresh(world, stand, subject)
    services.record_add(stand.actor, SMALL, register, "new", cells)


def revise(action: str) -> Way:
    def way(world: World, stand: Stand, subject: str) -> None:
        register, own = world.place(stand.holder, subject)
        cells = wanted(world, action, register, own, subject)
        services.record_revise(stand.actor, SMALL, register, own, cells, revision=2)

    return way


def restore(world: World, stand: Stand, subject: str) -> None:
    register, own = world.place(stand.holder, subject)
    services.record_restore(stand.actor, SMALL, register, own, revision=1)


def remove(world: World, stand: Stand, subject: str) -> None:
    register, own = world.place(stand.holder, subject)
    services.record_remove(stand.actor, SMALL, register, own, revision=2)


def new_folder() -> Path:
    return Path(mkdtemp()) / "out"


def account_way(service: Callable[..., Any], **options: Any) -> Way:
    return lambda world, stand, subject: service(stand.actor, account_of(world, stand, subject), **options)


def with_session(way: Way) -> Way:
    """Have a session there before."""

    def made(world: World, stand: Stand, subject: str) -> None:
        session_of(world, stand, subject)
        way(world, stand, subject)

    return made


def both(one: Way, other: Way) -> Way:
    """Do the action in two ways, which are allowed or refused alike."""

    def made(world: World, stand: Stand, subject: str) -> None:
        try:
            one(world, stand, subject)
        except NotAllowed:
            with pytest.raises(NotAllowed):
                other(world, stand, subject)
            raise
        other(world, stand, subject)

    return made


SERVICES: dict[str, Way] = {
    "target_revise": lambda _world, stand, _: services.target_revise(
        stand.actor, SMALL, "a", LOWER, DECISION, revision=1
    ),
    "target_correct": lambda _world, stand, _: services.target_correct(
        stand.actor, SMALL, "a", {"bound": "6.5"}, why="typing", revision=1
    ),
    "record_read": read,
    "record_add": add,
    "record_revise": revise("record_revise"),
    "record_share": revise("record_share"),
    "record_restore": restore,
    "record_remove": remove,
    "entry_undo": lambda world, stand, subject: services.entry_undo(stand.actor, SMALL, undone(world, stand, subject)),
    "programme_load": lambda world, stand, _: services.programme_load(world.retitled, stand.actor, world.workspace),
    "ledger_load": lambda world, stand, _: services.programme_load(world.other, stand.actor, world.workspace),
    "programme_dump": lambda _world, stand, _: services.programme_dump(new_folder(), stand.actor, programme=SMALL),
    "account_invite": lambda _world, stand, _: services.account_invite(stand.actor, name="N", email="n@example.org"),
    "account_change": account_way(services.account_change, name="Another"),
    "account_suspend": account_way(services.account_suspend),
    "account_erase": account_way(services.account_erase),
    "grant_give": lambda world, stand, _: services.grant_give(stand.actor, world.them.id, "researcher"),
    "grant_withdraw": lambda world, stand, _: services.grant_withdraw(stand.actor, world.their_grant),
    "token_revoke": lambda world, stand, subject: services.token_revoke(stand.actor, token_of(world, stand, subject)),
}


def issue(world: World, stand: Stand, subject: str) -> None:
    """Nobody names another's account to issue a token for: one's own is all that the service can do."""
    assert "account" not in "".join(inspect.signature(services.token_issue).parameters)
    if subject == "other":
        raise NotAllowed("token_issue", "There is no way to name another's account.")
    services.token_issue(stand.actor, "own", ["read"], timezone.localdate() + timedelta(days=9))


SERVICES |= {
    "token_issue": issue,
    "session_revoke": with_session(account_way(services.session_revoke)),
    "account_list": lambda _world, stand, _: services.account_list(stand.actor),
    "account_read": both(account_way(services.account_read), account_way(services.account_stored)),
    "journal_read": both(
        lambda _world, stand, _: services.journal_read(stand.actor),
        lambda _world, stand, _: services.journal_head(stand.actor),
    ),
    "journal_export": lambda _world, stand, _: list(services.journal_export(stand.actor)),
    "journal_verify": lambda _world, stand, _: services.journal_verify(stand.actor),
}

# By the API

ROOT = "/api/v1"


def call(stand: Stand, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Call the API; raise what a refusal stands for."""
    if stand.key:
        headers["Authorization"] = f"Bearer {stand.key}"
    data = json_text(body) if body is not None else ""
    send = getattr(Client(SERVER_NAME="localhost"), method)
    answer = send(ROOT + path, **({"data": data} if data else {}), content_type="application/json", headers=headers)
    # What is hidden is answered as what is gone: 412 without the record as it stands.
    gone = answer.status_code == 412 and answer.json()["current"] is None
    if gone or answer.status_code in (401, 403, 404):
        raise NotAllowed(path, answer.content.decode())
    if answer.status_code in (409, 422):
        raise FaultsFound([])
    assert answer.status_code in (200, 201, 204), answer.content
    if answer.streaming:
        list(answer.streaming_content)
    return answer


def get(stand: Stand, path: str) -> Any:
    """Read from the API."""
    return call(stand, "get", path)


def address(register: str, own: str = "") -> str:
    """Address of a register's records, or of one."""
    return f"/programmes/{SMALL}/registers/{register}/records" + (f"/{own}" if own else "")


def api_read(world: World, stand: Stand, subject: str) -> None:
    register, own = world.place(stand.holder, subject)
    listed = call(stand, "get", address(register)).json()["items"]
    try:
        get(stand, address(register, own))
        get(stand, address(register, own) + "/revisions")
    except NotAllowed:
        assert own not in [each["id"] for each in listed]
        raise
    assert own in [each["id"] for each in listed]


def as_json(register: str, own: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Cells as the record that the API takes."""
    from wijkpeil.loading.building import build
    from wijkpeil.loading.csv_nodes import row_node
    from wijkpeil.loading.nodes import Raw

    kind: Any = REGISTERS[register].record_type
    entry, faults = build(Raw("", kind, row_node(1, {**cells, "id": own}, kind), table=True))
    assert not faults
    return record_json(entry.record)


def api_add(world: World, stand: Stand, subject: str) -> None:
    register, cells = fresh(world, stand, subject)
    call(stand, "post", address(register), {"record": as_json(register, "new", cells)})


def api_revise(action: str) -> Way:
    def way(world: World, stand: Stand, subject: str) -> None:
        register, own = world.place(stand.holder, subject)
        record = as_json(register, own, wanted(world, action, register, own, subject))
        call(stand, "put", address(register, own), {"record": record}, **{"If-Match": '"2"'})

    return way


def api_restore(world: World, stand: Stand, subject: str) -> None:
    call(stand, "post", address(*world.place(stand.holder, subject)) + "/restorations", {"revision": 1})


def api_remove(world: World, stand: Stand, subject: str) -> None:
    call(stand, "delete", address(*world.place(stand.holder, subject)), **{"If-Match": '"2"'})


def api_undo(world: World, stand: Stand, subject: str) -> None:
    call(stand, "post", f"/programmes/{SMALL}/entries/{undone(world, stand, subject)}/undos", {})


def api_account(method: str, more: str = "", body: Any = None) -> Way:
    return lambda world, stand, subject: call(
        stand, method, f"/accounts/{account_of(world, stand, subject)}{more}", body
    )


def api(method: str, path: str, body: Any = None) -> Way:
    return lambda world, stand, _: call(stand, method, path.format(them=world.them.id, grant=world.their_grant), body)


def api_target(what: str, body: Any) -> Way:
    return lambda _world, stand, _: call(
        stand, "post", f"/programmes/{SMALL}/targets/a/{what}", body, **{"If-Match": '"1"'}
    )


API: dict[str, Way] = {
    "target_revise": api_target(
        "revisions",
        {
            "statement": {"bound": 5.5, "sentence": {"nl": "Het wordt 5,5.", "en": "It becomes 5.5."}},
            "decision": {
                "decided_on": "2009-03-01",
                "reason": {"nl": "Minder geld.", "en": "Less money."},
                "decision": "council 2009/12",
                "decided_by": "city",
            },
        },
    ),
    "target_correct": api_target("corrections", {"record": {"bound": 6.5}, "why": "typing"}),
    "record_read": api_read,
    "record_add": api_add,
    "record_revise": api_revise("record_revise"),
    "record_share": api_revise("record_share"),
    "record_restore": api_restore,
    "record_remove": api_remove,
    "entry_undo": api_undo,
    "journal_read": both(api("get", "/journal/entries"), api("get", "/journal/head")),
    "journal_export": api("get", "/journal/export"),
    "journal_verify": api("get", "/journal/verification"),
    "account_list": api("get", "/accounts"),
    "account_read": both(api_account("get"), both(api_account("get", "/grants"), api_account("get", "/tokens"))),
    "account_invite": api("post", "/accounts", {"name": "N", "email": "n@example.org"}),
    "account_change": api_account("patch", body={"name": "Another"}),
    "account_suspend": api_account("post", "/suspensions", {}),
    "account_erase": api_account("delete"),
    "session_revoke": with_session(api_account("delete", "/sessions")),
    "grant_give": api("post", "/accounts/{them}/grants", {"role": "researcher"}),
    "grant_withdraw": api("delete", "/grants/{grant}"),
    "token_revoke": lambda world, stand, subject: call(stand, "delete", f"/tokens/{token_of(world, stand, subject)}"),
}

# By commands, with a token


REFUSALS = (
    "None of the account's roles",
    "holds no role",
    "in the environment: WIJKPEIL_TOKEN",
    "There is no record",
    "There is no entry",
    "has no revision",
)


def command(world: World, stand: Stand, *arguments: str) -> str:
    """Run a command; raise what its message says. Returns what it wrote."""
    os.environ["WIJKPEIL_TOKEN"] = stand.key
    out, said = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(said):
            code = run([*arguments, "--workspace", str(world.workspace)])
    finally:
        del os.environ["WIJKPEIL_TOKEN"]
    if code == 0:
        return out.getvalue()
    assert code == 1, said.getvalue()
    if any(each in said.getvalue() for each in REFUSALS):
        raise NotAllowed(" ".join(arguments), said.getvalue())
    assert "error" in said.getvalue() or "changed since" in said.getvalue(), said.getvalue()
    raise FaultsFound([])


def assigned(cells: Mapping[str, str]) -> list[str]:
    """Cells as options."""
    return [part for column, cell in cells.items() if column != "id" for part in ("--set", f"{column}={cell}")]


def command_read(world: World, stand: Stand, subject: str) -> None:
    register, own = world.place(stand.holder, subject)
    listed = [each["id"] for each in json.loads(command(world, stand, "record", "list", register, "--format", "json"))]
    try:
        command(world, stand, "record", "show", register, own)
        command(world, stand, "record", "history", register, own)
    except NotAllowed:
        assert own not in listed
        raise
    assert own in listed


def command_add(world: World, stand: Stand, subject: str) -> None:
    register, cells = fresh(world, stand, subject)
    command(world, stand, "record", "add", register, "new", *assigned(cells))


def command_revise(action: str) -> Way:
    def way(world: World, stand: Stand, subject: str) -> None:
        register, own = world.place(stand.holder, subject)
        cells = wanted(world, action, register, own, subject)
        command(world, stand, "record", "revise", register, own, *assigned(cells))

    return way


def command_account(verb: str, *more: str) -> Way:
    return lambda world, stand, subject: command(
        world, stand, "account", verb, account_of(world, stand, subject), *more
    )


def command_target_revise(world: World, stand: Stand, _subject: str) -> None:
    options = [part for name, text in DECISION.items() for part in (f"--{name.replace('_', '-')}", text)]
    command(world, stand, "target", "revise", "a", *assigned(LOWER), *options)


COMMANDS: dict[str, Way] = {
    "target_revise": command_target_revise,
    "target_correct": lambda world, stand, _: command(
        world, stand, "target", "correct", "a", "--set", "bound=6.5", "--why", "typing"
    ),
    "record_read": command_read,
    "record_add": command_add,
    "record_revise": command_revise("record_revise"),
    "record_share": command_revise("record_share"),
    "record_restore": lambda world, stand, subject: command(
        world, stand, "record", "restore", *world.place(stand.holder, subject), "--revision", "1"
    ),
    "record_remove": lambda world, stand, subject: command(
        world, stand, "record", "remove", *world.place(stand.holder, subject)
    ),
    "entry_undo": lambda world, stand, subject: command(world, stand, "undo", str(undone(world, stand, subject))),
    "journal_read": both(
        lambda world, stand, _: command(world, stand, "journal", "--most", "3"),
        lambda world, stand, _: command(world, stand, "journal", "head"),
    ),
    "journal_export": lambda world, stand, _: command(world, stand, "journal", "export", "-"),
    "journal_verify": lambda world, stand, _: command(world, stand, "journal", "verify"),
    "account_list": lambda world, stand, _: command(world, stand, "account", "list"),
    "account_read": command_account("export"),
    "account_invite": lambda world, stand, _: command(
        world, stand, "account", "invite", "n@example.org", "--name", "N"
    ),
    "account_change": command_account("change", "--name", "Another"),
    "account_suspend": command_account("suspend"),
    "account_erase": command_account("erase", "--yes"),
    "grant_give": lambda world, stand, _: command(
        world, stand, "account", "grant", world.them.id, "--role", "researcher", "--programme", SMALL
    ),
    "grant_withdraw": lambda world, stand, _: command(world, stand, "account", "withdraw", world.their_grant),
    "session_revoke": with_session(command_account("end-sessions")),
    "token_revoke": lambda world, stand, subject: command(
        world, stand, "account", "revoke", token_of(world, stand, subject)
    ),
    "programme_load": lambda world, stand, _: command(world, stand, "load", str(world.retitled)),
    "ledger_load": lambda world, stand, _: command(world, stand, "load", str(world.other)),
    "programme_dump": lambda world, stand, _: command(world, stand, "dump", str(new_folder())),
}

PAGE_WAYS = {**PAGES, **RECORD_PAGES}
BY_WAY: dict[str, Mapping[str, Any]] = {"service": SERVICES, "api": API, "command": COMMANDS, "page": PAGE_WAYS}


def outcome(way: str, world: World, stand: Stand, action: str, subject: str) -> bool:
    """Try an action; say whether it was allowed.

    What was allowed has its entry in the journal, and what was refused has none.
    """
    last = JournalEntry.objects.latest("sequence").sequence
    done = _tried(way, world, stand, action, subject)
    written = JournalEntry.objects.filter(sequence__gt=last, action=ENTRY.get(action, action)).exists()
    if cannot_be_kept(stand, action, subject):
        assert not written
    elif action not in READING and (way, action) not in JUDGED:
        assert done == written, f"{way} {action} {subject}: {'no entry' if done else 'an entry'}"
    return done


def _tried(way: str, world: World, stand: Stand, action: str, subject: str) -> bool:
    try:
        if way == "page":
            return page(PAGE_WAYS[action], world, stand, subject)
        BY_WAY[way][action](world, stand, subject)
    except (NotAllowed, NotFound):
        return False
    except StaleRecord as error:
        if error.current is not None:
            raise AssertionError(f"{way} {action} {subject}: {error}") from error
        return False
    except UserError as error:
        if isinstance(error, FaultsFound) and cannot_be_kept(stand, action, subject):
            return True
        raise AssertionError(f"{way} {action} {subject}: {error}") from error
    return True
