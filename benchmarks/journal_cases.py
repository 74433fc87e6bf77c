"""What is timed on a journal of 50,000 entries: its pages as an auditor opens them, and its verification."""

from __future__ import annotations

import functools
from collections.abc import Callable

from cases import Case
from large_cases import LIMIT_MS, large_workspace

PAGES = {
    "last entries": "/logboek/",
    "first entries": "/logboek/?before=60",
    "entries of a record": "/logboek/?register=measures&id=m0042",
    "entries of a register": "/logboek/?register=targets",
    "entries by someone": "/logboek/?actor=actor-07",
    "entries in a month": "/logboek/?since=2023-05-01&until=2023-05-31",
    "words that are nowhere": "/logboek/?q=nergens+te+vinden",
    "one entry": "/logboek/25000/",
}


@functools.cache
def session() -> str:
    """The session of an auditor."""
    large_workspace()
    from django.conf import settings
    from django.test import Client

    from wijkpeil.ledger.invitations import invitations
    from wijkpeil.ledger.services import account_accept, account_invite, grant_give
    from wijkpeil.model.people import command_actor

    root = command_actor("benchmark")
    made = account_invite(root, name="Auditor", email="auditor@example.org")
    account_accept(made.id, invitations.make_token(made), "a long enough password 1")
    grant_give(root, made.id, "auditor")
    client = Client(SERVER_NAME="127.0.0.1")
    made.refresh_from_db()
    client.force_login(made)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def page(address: str) -> Callable[[], Callable[[], object]]:
    """Answer an auditor's request for a page."""

    def prepare() -> Callable[[], object]:
        key = session()
        from django.conf import settings
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies[settings.SESSION_COOKIE_NAME] = key

        def answer() -> object:
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            return response.content

        return answer

    return prepare


def verification() -> Callable[[], object]:
    """Hold every entry and every row against each other."""
    large_workspace()
    from wijkpeil.ledger.verifying import verify

    def hold() -> object:
        found = verify()
        assert found.findings == (), found.findings[:3]
        return found

    return hold


def export() -> Callable[[], object]:
    """Write the whole journal as a file, and check it."""
    large_workspace()
    from wijkpeil.ledger.journal_files import check_lines
    from wijkpeil.ledger.services.journal import journal_export
    from wijkpeil.model.people import command_actor

    def both() -> object:
        found = check_lines(line.encode() for line in journal_export(command_actor("benchmark")))
        assert found.faults == ()
        return found

    return both


JOURNAL_CASES = (
    *(Case(f"large journal, {name}", page(path), limit_ms=LIMIT_MS) for name, path in PAGES.items()),
    Case("large journal, verification", verification),
    Case("large journal, export and check", export),
)
