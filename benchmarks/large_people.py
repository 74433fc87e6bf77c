"""Who asks for the pages of the large workspace: people with a role, and what they must have before a page is there."""

from __future__ import annotations

import csv
import functools
import io
from typing import Any

from large_pages import Page
from large_programme import PROGRAMME

ACCOUNTS, DRAFTS, CHANGED = 300, 20, 10
"""Accounts in the list, drafts of one person, and of how many rows of a sheet one is changed."""


def client_of(role: str) -> Any:
    """Return what asks, signed in with a role; without one, a visitor."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    if role:
        settings.CODES = "optional"
        client.force_login(person(role))
    return client


@functools.cache
def person(role: str) -> Any:
    """Make an account with a role at the programme office."""
    from wijkpeil.ledger.invitations import invitations
    from wijkpeil.ledger.services import account_accept, account_invite, grant_give
    from wijkpeil.model.people import command_actor

    root = command_actor("benchmark")
    made = account_invite(root, name=f"Benchmark {role}", email=f"{role}@example.org")
    whole = role in ("administrator", "auditor")
    grant_give(root, made.id, role, programme="" if whole else PROGRAMME)  # type: ignore[arg-type]
    return account_accept(made.id, invitations.make_token(made), "a password for the benchmark")


def address_of(page: Page) -> str:
    """Return the address of a page, in Dutch, after making what must be there before it."""
    from django.urls import reverse
    from django.utils.translation import override

    if page.role == "administrator":
        _prepare_accounts()
    with override("nl"):
        if page.view == "work-preview":
            return _uploaded(str(page.args[0]))
        query = page.query
        if page.query.endswith("draft="):
            query += _drafts()
        elif page.query == "?drafts":
            _drafts()
        args = (_prepare_accounts(),) if page.view == "account-of" else page.args
        return reverse(page.view, args=args) + query


@functools.cache
def _prepare_accounts() -> str:
    from wijkpeil.ledger.services import account_invite
    from wijkpeil.model.people import command_actor

    root = command_actor("benchmark")
    made = [
        account_invite(root, name=f"Account number {number}", email=f"account-{number}@example.org")
        for number in range(ACCOUNTS)
    ]
    return str(made[42].id)


@functools.cache
def _drafts() -> str:
    from wijkpeil.ledger.services.drafts import draft_keep

    own = person("programme-manager").id
    made = [
        draft_keep(own, PROGRAMME, "measures", f"m{number:04}", {"name_nl": f"Getypt {number}"}, revision=1)
        for number in range(30, 30 + DRAFTS)
    ]
    return str(next(one.id for one in made if one.record_id == "m0042"))


def _uploaded(register: str) -> str:
    """Send in a sheet of a register in which some rows were changed, and return where its changes are shown."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    client = client_of("programme-manager")
    given = client.get(reverse("work-export", args=(register, "csv"))).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(given), delimiter=";" if ";" in given.splitlines()[0] else ",")
    name = head.index("name_nl")
    for row in rows[::CHANGED]:
        row[name] += " anders"
    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    file = SimpleUploadedFile(f"{register}.csv", written.getvalue().encode())
    response = client.post(reverse("work-import", args=(register,)), {"file": file})
    assert response.status_code == 302, response.status_code
    return str(response["Location"])
